package solve

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"

	"kobayashi/game"
)

// Limit is how many states are looked at before the solver gives up, unless
// the caller says otherwise.
const Limit = 10_000_000

// Points is an exact number of points.
type Points = game.Points

// Whole makes points of a whole number.
func Whole(n int) Points { return game.Whole(n) }

// ErrTooFine says that 64 bits are too few for an exact value: too many chances
// with awkward percentages in one play.
var ErrTooFine = errors.New("the chances multiply to fractions too fine to be exact")

// Solution is what is known of a variant once all its states were seen.
type Solution struct {
	Variant string
	States  int
	// Best and Worst are the expected totals under the best and the worst
	// choices; Luckiest and Unluckiest are the extremes over dice too.
	Best, Worst          Points
	Luckiest, Unluckiest int

	sc     *game.Scenario
	g      *graph
	best   worths
	random func() (mean float64, odds map[string]float64)
	states func() []uint64 // the words of each state
	lost   func() ([][]Regret, error)
}

// Solve looks at every reachable state of a variant. limit 0 means Limit. It
// fails with a *LimitError, a *FaultError, ErrTooFine, or the context's error.
func Solve(ctx context.Context, sc *game.Scenario, variant string, limit int) (*Solution, error) {
	return SolveTold(ctx, sc, variant, limit, nil)
}

// SolveTold is Solve that tells how much of the work is done, from 0 to 1 and
// never less than before: every fifty thousand states or so, from the calling
// goroutine. A small scenario is solved before there is anything to tell.
func SolveTold(ctx context.Context, sc *game.Scenario, variant string, limit int, told func(share float64)) (*Solution, error) {
	if limit <= 0 {
		limit = Limit
	}
	variant = sc.Variant(variant)
	w := &watch{ctx: ctx, told: told, to: shareExplored}
	g, err := explore(w, sc, variant, limit)
	if err != nil {
		return nil, err
	}
	if g.n > manyStates {
		runtime.GC()
	}
	return conclude(w, g, variant)
}

// manyStates is from where on it pays to give back at once what finding states
// took, before their values take as much again.
const manyStates = 1 << 20

// conclude works out what is known of a variant from its states.
func conclude(w *watch, g *graph, variant string) (*Solution, error) {
	sol := &Solution{Variant: variant, States: g.n, sc: g.sc, g: g}
	v, err := g.evaluate(w)
	if err != nil {
		return nil, err
	}
	sol.best, sol.Luckiest, sol.Unluckiest = v.best, v.most, v.least
	opening := g.sc.Total(g.opening)
	var ok, fine bool
	if sol.Best, ok = sol.best.of(g.start()).Add(Whole(opening)); ok {
		sol.Worst, fine = v.worst.Add(Whole(opening))
	}
	if !ok || !fine {
		return nil, ErrTooFine
	}
	sol.Luckiest += opening
	sol.Unluckiest += opening
	sol.random = sync.OnceValues(g.random)
	sol.lost = sync.OnceValues(sol.regrets)
	sol.states = sync.OnceValue(func() []uint64 { return g.states(variant) })
	return sol, nil
}

// Place is where a play stands in a solution. It is reached from Start by Next,
// never looked up: what the solver has forgotten of a state depends on the way.
type Place struct {
	sol *Solution
	n   int32
}

// Start is the place before the first choice.
func (sol *Solution) Start() Place { return Place{sol, sol.g.start()} }

// Best is the best expected total that can still be had, without what was
// earned before.
func (p Place) Best() Points { return p.sol.best.of(p.n) }

// Next is the place behind a choice, or behind the outcome of a chance, and
// what it earned. It fails with game.ErrNotOffered.
func (p Place) Next(id game.ChoiceID) (Place, game.Score, error) {
	g := p.sol.g
	st, edges := g.state(p.n)
	i := st.indexOf(g.sc, id)
	if i < 0 {
		return p, game.Score{}, fmt.Errorf("choice %d of scene %s: %w", id, g.sc.SceneID(st.scene), game.ErrNotOffered)
	}
	return Place{p.sol, edges[i].to}, g.awards[edges[i].award], nil
}

// Worth is what a choice is worth: what it earns, and the best behind it.
func (p Place) Worth(id game.ChoiceID) (Points, error) {
	next, gain, err := p.Next(id)
	if err != nil {
		return Points{}, err
	}
	return next.Best().Plus(int64(p.sol.sc.Total(gain))), nil
}
