package solve

import "kobayashi/game"

// of gives the edges of a state.
func (sp *space) of(n int32) []edge {
	return sp.edges[sp.from[n] : sp.from[n]+sp.count[n]]
}

// chance tells whether a state's scene is decided by chance.
func (sp *space) chance(n int32) bool {
	return sp.sc.Rules().Scenes[sp.table.scene(n)].Decision.Kind == game.Chance
}

// values is the expected total still to come from each state, when every choice
// is the one that better prefers.
func (sp *space) values(better func(old, candidate Points) bool) ([]Points, error) {
	value := make([]Points, sp.table.n)
	for _, n := range sp.order {
		edges := sp.of(n)
		if len(edges) > 0 && sp.chance(n) {
			v, ok := expected(edges, value)
			if !ok {
				return nil, ErrTooFine
			}
			value[n] = v
			continue
		}
		v := Whole(0)
		for i, e := range edges {
			if q := value[e.to].Plus(int64(e.gain)); i == 0 || better(v, q) {
				v = q
			}
		}
		value[n] = v
	}
	return value, nil
}

func expected(edges []edge, value []Points) (Points, bool) {
	sum := Whole(0)
	for _, e := range edges {
		part, ok := value[e.to].Plus(int64(e.gain)).Share(int(e.weight))
		if ok {
			sum, ok = sum.Add(part)
		}
		if !ok {
			return sum, false
		}
	}
	return sum, true
}

// extreme is the total when choices and dice are both the ones better prefers.
// An outcome of no chance at all is none.
func (sp *space) extreme(better func(old, candidate int32) bool) int {
	value := make([]int32, sp.table.n)
	for _, n := range sp.order {
		first := true
		for _, e := range sp.of(n) {
			if e.weight == 0 && sp.chance(n) {
				continue
			}
			if v := value[e.to] + e.gain; first || better(value[n], v) {
				value[n], first = v, false
			}
		}
	}
	return int(value[sp.first])
}

// random works out what random play comes to: its mean and its endings.
func (sol *Solution) random() {
	sp := sol.sp
	reach := make([]float64, sp.table.n)
	reach[sp.first] = 1
	sol.Odds = map[string]float64{}
	for i := len(sp.order) - 1; i >= 0; i-- {
		n := sp.order[i]
		edges := sp.of(n)
		scene := sp.sc.Rules().Scenes[sp.table.scene(n)]
		if len(edges) == 0 {
			sol.Odds[scene.Ending] += reach[n]
			continue
		}
		var all float64
		for _, e := range edges {
			all += weightOf(scene.Decision.Kind, e)
		}
		for _, e := range edges {
			// The conversions keep a compiler from fusing multiply and add: the
			// numbers are the same on every machine.
			p := float64(reach[n] * weightOf(scene.Decision.Kind, e) / all)
			reach[e.to] += p
			sol.Mean += float64(p * float64(e.gain))
		}
	}
}

// weightOf is an edge's share of random play, in the units of its state.
func weightOf(k game.Kind, e edge) float64 {
	if k == game.Chance || k == game.Question {
		return float64(e.weight)
	}
	return 1
}
