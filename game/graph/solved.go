package graph

import (
	"context"
	"errors"

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
		g.Proof = Proof{States: limit.Limit, Why: TooMany}
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
	w := g.walk(sc, sol)
	for i := range g.Nodes {
		n := &g.Nodes[i]
		n.Entered = w.entered[i]
		n.Share = w.share[i]
		if n.Share > 1-dust {
			n.Share = 1
		}
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
