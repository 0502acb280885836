package graph

// pairSet is a set of pairs of scenes.
type pairSet struct {
	scenes int
	bits   []uint64
}

func newPairs(scenes int) pairSet { return pairSet{scenes, make([]uint64, (scenes*scenes+63)/64)} }

func (p pairSet) add(a, b int) {
	i := a*p.scenes + b
	p.bits[i/64] |= 1 << (i % 64)
}

func (p pairSet) has(a, b int) bool {
	i := a*p.scenes + b
	return p.bits[i/64]&(1<<(i%64)) != 0
}

// again lists the scenes from which a row of pairs leads back, and some that lie
// between two such: what is left over when all ends and beginnings are taken
// away, round by round.
func (p pairSet) again() []int {
	next, before := make([][]int, p.scenes), make([][]int, p.scenes)
	for a := range p.scenes {
		for b := range p.scenes {
			if p.has(a, b) {
				next[a] = append(next[a], b)
				before[b] = append(before[b], a)
			}
		}
	}
	gone := make([]bool, p.scenes)
	trim(gone, next, before)
	trim(gone, before, next)
	var list []int
	for s, out := range gone {
		if !out {
			list = append(list, s)
		}
	}
	return list
}

// trim takes away who leads nowhere, then those who led only there, and so on.
func trim(gone []bool, leads, led [][]int) {
	degree := make([]int, len(gone))
	var ends []int
	for s := range gone {
		for _, t := range leads[s] {
			if !gone[t] {
				degree[s]++
			}
		}
		if degree[s] == 0 && !gone[s] {
			ends = append(ends, s)
		}
	}
	for len(ends) > 0 {
		s := ends[len(ends)-1]
		ends = ends[:len(ends)-1]
		gone[s] = true
		for _, t := range led[s] {
			if degree[t]--; degree[t] == 0 && !gone[t] {
				ends = append(ends, t)
			}
		}
	}
}
