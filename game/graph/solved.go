package graph

import (
	"context"
	"errors"
	"math"
	"math/bits"

	"kobayashi/game"
	"kobayashi/game/solve"
)

// sampled is how many random plays are counted where the states are too many to
// be exact.
const sampled = 20_000

// sampleSeed makes two drawings of one scenario the same.
const sampleSeed = 1

// Make is Draft with what is known of a variant: the scenes and items that no
// play meets, the share of random plays that come to each scene, and the regret
// of each decision. get gives the solution as solve.Solve does. It fails with
// the context's error alone: what cannot be proved is said in the Proof.
func Make(ctx context.Context, sc *game.Scenario, lang, variant string, get func(context.Context, *game.Scenario, string) (*solve.Solution, error)) (*Graph, error) {
	g := Draft(sc, lang, variant)
	variant = sc.Variant(variant)
	sol, err := get(ctx, sc, variant)
	if err == nil {
		return g, g.solved(sc, sol)
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	var limit *solve.LimitError
	var fault *solve.FaultError
	switch {
	case errors.As(err, &limit):
		g.Proof = Proof{States: limit.States, Why: TooMany}
		return g, g.sample(sc, variant)
	case errors.Is(err, solve.ErrTooFine):
		g.Proof.Why = TooFine
		if err := g.surveyed(ctx, sc, variant); err != nil {
			return nil, err
		}
		return g, g.sample(sc, variant)
	case errors.As(err, &fault):
		g.Proof.Why, g.Proof.Play = Stuck, fault.Play
		if fault.Rule == "E209" {
			g.Proof.Why = Circle
		}
		return g, g.surveyed(ctx, sc, variant)
	}
	return nil, err
}

// surveyed takes over what some play meets, where values could not be had.
func (g *Graph) surveyed(ctx context.Context, sc *game.Scenario, variant string) error {
	found, err := solve.Look(ctx, sc, variant, 0)
	if err != nil {
		var limit *solve.LimitError
		if errors.As(err, &limit) {
			return nil
		}
		return err
	}
	g.Proof.States, g.Proof.Proved = found.States, true
	for i := range g.Nodes {
		g.Nodes[i].Entered = found.Entered[i]
	}
	g.offered(found.Offered)
	return nil
}

// sample counts random plays.
func (g *Graph) sample(sc *game.Scenario, variant string) error {
	v, err := solve.Wander(sc, variant, sampled, sampleSeed)
	if err != nil {
		return nil // some play cannot go on: there are no shares
	}
	g.Proof.Sampled, g.Proof.Shares = sampled, true
	for i := range g.Nodes {
		n := &g.Nodes[i]
		n.Share = float64(v.Entered[i]) / sampled
		for k, it := range n.Items {
			if it.Edge >= 0 && it.N > 0 {
				g.Edges[it.Edge].Flow = float64(v.Taken[i][k]) / sampled
			}
		}
	}
	return nil
}

// offered marks the items that no state offers.
func (g *Graph) offered(sets []uint32) {
	for i := range g.Nodes {
		for k := range g.Nodes[i].Items {
			it := &g.Nodes[i].Items[k]
			it.Never = it.N > 0 && sets[i]&(1<<(it.N-1)) == 0
			if it.Edge >= 0 {
				g.Edges[it.Edge].Never = it.Never || !g.Nodes[i].Entered
			}
		}
	}
}

// solved takes over what is known of all states.
func (g *Graph) solved(sc *game.Scenario, sol *solve.Solution) error {
	g.Proof = Proof{States: sol.States, Proved: true, Shares: true, Regrets: true}
	w := g.walk(sol)
	for i := range g.Nodes {
		n := &g.Nodes[i]
		n.Entered = w.entered[i]
		n.Share = w.share[i]
		if err := n.regrets(sol, i); err != nil {
			g.Proof.Regrets = false
		}
	}
	g.offered(w.offered)
	return nil
}

// regrets takes over what each answer of a scene gives away at most.
func (n *Node) regrets(sol *solve.Solution, scene int) error {
	list, err := sol.Regrets(scene)
	if err != nil || len(list) == 0 || n.Kind != game.Choose && n.Kind != game.Question {
		return err
	}
	n.Regret = list[0].Most
	for _, r := range list {
		if n.Regret.Less(r.Most) {
			n.Regret = r.Most
		}
		if n.Kind == game.Choose && int(r.ID) < len(n.Items) {
			n.Items[r.ID].Regret = r.Most
		}
	}
	return nil
}

// walked is where random plays go, exactly.
type walked struct {
	share   []float64 // by scene: the plays that come there at least once
	entered []bool
	offered []uint32
	sol     *solve.Solution
}

// walk lets the whole of all random plays flow through the places. What flows
// into a scene is how often it is entered on average; where a play may come
// twice that is more than the share of plays, which is worked out from behind.
func (g *Graph) walk(sol *solve.Solution) walked {
	scenes := len(g.Nodes)
	w := walked{make([]float64, scenes), make([]bool, scenes), make([]uint32, scenes), sol}
	mass := make([]float64, sol.States)
	mass[sol.Start().Number()] = 1
	follows := make(map[[2]int]bool) // scenes that follow one another
	sol.Forward(func(at solve.Stand, ways []solve.Way) bool {
		m := mass[at.Number()]
		w.entered[at.Scene] = true
		w.offered[at.Scene] |= at.Offered
		w.share[at.Scene] += m
		odds(g.Nodes[at.Scene], at, ways, func(i int, p float64) {
			to := ways[i].To
			mass[to.Number()] += m * p
			follows[[2]int{at.Scene, to.Scene()}] = true
			g.flow(at, ways[i], m*p)
		})
		return true
	})
	for _, batch := range batches(again(scenes, follows), together) {
		w.comes(g, batch)
	}
	return w
}

// flow adds to the edge that a way takes.
func (g *Graph) flow(at solve.Stand, way solve.Way, m float64) {
	n := &g.Nodes[at.Scene]
	if at.Kind != game.Question {
		if e := n.Items[way.ID].Edge; e >= 0 {
			g.Edges[e].Flow += m
		}
		return
	}
	to, last := way.To.Scene(), -1
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

// again lists the scenes a play might come to twice: those from which a row of
// scenes that follow one another leads back. Some of them it cannot, which costs
// time and changes nothing.
func again(scenes int, follows map[[2]int]bool) []int {
	next, before := make([][]int, scenes), make([][]int, scenes)
	for pair := range follows {
		next[pair[0]] = append(next[pair[0]], pair[1])
		before[pair[1]] = append(before[pair[1]], pair[0])
	}
	// What is left over when ends and beginnings are taken away, round by round,
	// holds all circles.
	gone := make([]bool, scenes)
	trim := func(leads, led [][]int) {
		degree := make([]int, scenes)
		var ends []int
		for s := range scenes {
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
			if gone[s] {
				continue
			}
			gone[s] = true
			for _, t := range led[s] {
				if degree[t]--; degree[t] == 0 {
					ends = append(ends, t)
				}
			}
		}
	}
	trim(next, before)
	trim(before, next)
	var list []int
	for s := range scenes {
		if !gone[s] {
			list = append(list, s)
		}
	}
	return list
}
