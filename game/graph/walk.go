package graph

import (
	"math"
	"math/bits"

	"kobayashi/game"
	"kobayashi/game/solve"
)

// walked is where random plays go, exactly.
type walked struct {
	share   []float64 // by scene: the plays that come there at least once
	entered []bool
	offered []uint32
	at      []uint16 // by place: its scene
	sol     *solve.Solution
	sc      *game.Scenario
}

// walk lets the whole of all random plays flow through the places. What flows
// into a scene is how often it is entered on average; where a play may come
// twice that is more than the share of plays, which is worked out from behind.
func (g *Graph) walk(sc *game.Scenario, sol *solve.Solution) walked {
	scenes := len(g.Nodes)
	w := walked{make([]float64, scenes), make([]bool, scenes), make([]uint32, scenes), make([]uint16, sol.States), sol, sc}
	follows := newPairs(scenes)
	sol.Backward(func(at solve.Stand, ways []solve.Way) bool {
		w.at[at.Number()] = uint16(at.Scene)
		w.entered[at.Scene] = true
		w.offered[at.Scene] |= at.Offered
		for _, way := range ways {
			follows.add(at.Scene, int(w.at[way.To.Number()]))
		}
		return true
	})
	mass := make([]float64, sol.States)
	mass[sol.Start().Number()] = 1
	sol.Forward(func(at solve.Stand, ways []solve.Way) bool {
		m := mass[at.Number()]
		w.share[at.Scene] += m
		odds(g.Nodes[at.Scene], at, ways, func(i int, p float64) {
			mass[ways[i].To.Number()] += m * p
			g.flow(at, ways[i].ID, int(w.at[ways[i].To.Number()]), m*p)
		})
		return true
	})
	twice := w.twice(follows.again())
	if len(twice)*sol.States > maxLooks {
		g.recount(&w, sol.Variant, twice)
		return w
	}
	for _, batch := range batches(twice, together) {
		w.comes(g, batch)
	}
	return w
}

// dust is what adding up many small shares may leave over.
const dust = 1e-9

// Looks at the places once more are bounded: maxLooks for each scene that a play
// may come to twice, some seconds; maxWords for the scenes behind each place, 256
// MiB.
const (
	maxLooks = 200_000_000
	maxWords = 32 << 20
)

// twice lists those of some scenes that a play can come to twice: they lie behind
// a place of their own. Where there are too many places to tell, it lists all.
func (w walked) twice(scenes []int) []int {
	wide := (len(scenes) + 63) / 64
	if wide == 0 || wide*w.sol.States > maxWords {
		return scenes
	}
	bit := make(map[int]int, len(scenes))
	for i, s := range scenes {
		bit[s] = i
	}
	behind := make([]uint64, wide*w.sol.States) // with the place's own scene
	found := make([]bool, len(scenes))
	w.sol.Backward(func(at solve.Stand, ways []solve.Way) bool {
		own := behind[at.Number()*wide:][:wide]
		for _, way := range ways {
			for i, word := range behind[way.To.Number()*wide:][:wide] {
				own[i] |= word
			}
		}
		if i, asked := bit[at.Scene]; asked {
			found[i] = found[i] || own[i/64]&(1<<(i%64)) != 0
			own[i/64] |= 1 << (i % 64)
		}
		return true
	})
	var list []int
	for i, s := range scenes {
		if found[i] {
			list = append(list, s)
		}
	}
	return list
}

// recount counts the shares of some scenes in random plays.
func (g *Graph) recount(w *walked, variant string, scenes []int) {
	v, err := solve.Wander(w.sc, variant, sampled, sampleSeed)
	if err != nil {
		return // a variant that was solved has no play that cannot go on
	}
	g.Proof.Sampled = sampled
	for _, s := range scenes {
		w.share[s] = float64(v.Entered[s]) / sampled
	}
}

// flow adds to the edge that a way takes.
func (g *Graph) flow(at solve.Stand, id game.ChoiceID, to int, m float64) {
	n := &g.Nodes[at.Scene]
	if at.Kind != game.Question {
		if e := n.Items[id].Edge; e >= 0 {
			g.Edges[e].Flow += m
		}
		return
	}
	last := -1
	for _, it := range n.Items {
		if it.Edge >= 0 {
			last = it.Edge
			if g.Edges[last].To == to {
				break
			}
		}
	}
	if last >= 0 {
		g.Edges[last].Flow += m // an inject came between, or this is the way
	}
}

// odds tells how likely each way is in random play: every choice alike, every
// set of ticks alike.
func odds(n Node, at solve.Stand, ways []solve.Way, told func(i int, p float64)) {
	total := 0.0
	weight := func(i int) float64 {
		switch {
		case at.Kind == game.Chance:
			return float64(n.Items[ways[i].ID].Percent)
		case at.Kind == game.Question && len(ways) != 1<<bits.OnesCount32(at.Offered):
			return answers(n, at.Offered, uint32(ways[i].ID))
		}
		return 1
	}
	for i := range ways {
		total += weight(i)
	}
	for i := range ways {
		told(i, weight(i)/total)
	}
}

// answers counts the answers of a question that one stands for: as many right
// and as many wrong ticks.
func answers(n Node, shown, ticked uint32) float64 {
	var expected uint32
	for _, it := range n.Items {
		if it.Tick && it.Expected {
			expected |= 1 << (it.N - 1)
		}
	}
	return choose(shown&expected, ticked&expected) * choose(shown&^expected, ticked&^expected)
}

// choose is the number of ways to take as many bits as part has out of all.
func choose(all, part uint32) float64 {
	n, k := bits.OnesCount32(all), bits.OnesCount32(part)
	ways := 1.0
	for i := range k {
		ways = ways * float64(n-i) / float64(i+1)
	}
	return math.Round(ways)
}

// together is how many scenes are looked for in one pass over the places.
const together = 4

// comes works out how likely a play is to come to each of some scenes at all.
func (w walked) comes(g *Graph, scenes []int) {
	likely := make([][together]float64, w.sol.States)
	w.sol.Backward(func(at solve.Stand, ways []solve.Way) bool {
		own := &likely[at.Number()]
		odds(g.Nodes[at.Scene], at, ways, func(i int, p float64) {
			for k, l := range likely[ways[i].To.Number()] {
				own[k] += p * l
			}
		})
		for k, s := range scenes {
			if s == at.Scene {
				own[k] = 1
			}
		}
		return true
	})
	for k, s := range scenes {
		w.share[s] = likely[w.sol.Start().Number()][k]
	}
}

func batches(list []int, size int) [][]int {
	var out [][]int
	for len(list) > 0 {
		n := min(size, len(list))
		out = append(out, list[:n])
		list = list[n:]
	}
	return out
}
