package solve

import (
	"context"
	"errors"

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
	Mean                 float64            // of random play
	Odds                 map[string]float64 // of each ending, under random play

	sp   *space
	best []Points // by state: the best that can still be had from it
}

// Solve looks at every reachable state of a variant. limit 0 means Limit. It
// fails with a *LimitError, a *FaultError, or the context's error.
func Solve(ctx context.Context, sc *game.Scenario, variant string, limit int) (*Solution, error) {
	if limit <= 0 {
		limit = Limit
	}
	variant = sc.Variant(variant)
	sp, err := explore(ctx, sc, variant, limit)
	if err != nil {
		return nil, err
	}
	sol := &Solution{Variant: variant, States: sp.table.n, sp: sp}
	if sol.best, err = sp.values(func(a, b Points) bool { return a.Less(b) }); err != nil {
		return nil, err
	}
	worst, err := sp.values(func(a, b Points) bool { return b.Less(a) })
	if err != nil {
		return nil, err
	}
	opening := int64(sc.Total(sp.opening))
	sol.Best, sol.Worst = sol.best[sp.first].Plus(opening), worst[sp.first].Plus(opening)
	sol.Luckiest = sp.extreme(func(a, b int32) bool { return a < b }) + int(opening)
	sol.Unluckiest = sp.extreme(func(a, b int32) bool { return a > b }) + int(opening)
	sol.random()
	sol.Mean += float64(opening)
	return sol, nil
}

// Place is where a play stands in a solution. It is reached from Start by Next,
// never looked up: what the solver has forgotten of a state depends on the way.
type Place struct {
	sol *Solution
	n   int32
}

// Start is the place before the first choice.
func (sol *Solution) Start() Place { return Place{sol, sol.sp.first} }

// Best is the best expected total that can still be had, without what was
// earned before.
func (p Place) Best() Points { return p.sol.best[p.n] }

// Next is the place behind a choice, or behind the outcome of a chance, and
// what it earned.
func (p Place) Next(id game.ChoiceID) (Place, game.Score, error) {
	sp := p.sol.sp
	next, gain, err := sp.sc.Apply(sp.table.state(p.n), id)
	if err != nil {
		return p, gain, err
	}
	n, _ := sp.table.number(sp.red.reduce(next))
	return Place{p.sol, n}, gain, nil
}

// Worth is what a choice is worth: what it earns, and the best behind it.
func (p Place) Worth(id game.ChoiceID) (Points, error) {
	next, gain, err := p.Next(id)
	return next.Best().Plus(int64(p.sol.sp.sc.Total(gain))), err
}
