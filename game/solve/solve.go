package solve

import (
	"context"
	"math/bits"

	"kobayashi/game"
)

// Limit is how many states are looked at before the solver gives up, unless
// the caller says otherwise.
const Limit = 10_000_000

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
	sol.Luckiest = sp.extreme(func(a, b int) bool { return a < b }) + int(opening)
	sol.Unluckiest = sp.extreme(func(a, b int) bool { return a > b }) + int(opening)
	sol.random()
	sol.Mean += float64(opening)
	return sol, nil
}

// values is the expected total still to come from each state, when every choice
// is the one that better prefers.
func (sp *space) values(better func(old, candidate Points) bool) ([]Points, error) {
	value := make([]Points, sp.table.n)
	for _, n := range sp.order {
		s := sp.table.state(n)
		first, chance := true, sp.sc.Kind(s) == game.Chance
		v := Whole(0)
		err := sp.each(s, func(id game.ChoiceID, percent int) error {
			q := sp.after(value, s, id)
			switch {
			case chance:
				part, ok1 := share(q, percent)
				sum, ok2 := add(v, part)
				if !ok1 || !ok2 {
					return ErrTooFine
				}
				v = sum
			case first || better(v, q):
				v, first = q, false
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		value[n] = v
	}
	return value, nil
}

// after is what a choice earns, and what can be had behind it.
func (sp *space) after(value []Points, s game.State, id game.ChoiceID) Points {
	next, gain, err := sp.sc.Apply(s, id)
	if err != nil {
		panic("a choice that was explored is not offered: " + err.Error()) // the same function found it
	}
	n, _ := sp.table.number(sp.red.reduce(next))
	return value[n].Plus(int64(sp.sc.Total(gain)))
}

// extreme is the total when choices and dice are both the ones better prefers.
func (sp *space) extreme(better func(old, candidate int) bool) int {
	value := make([]int, sp.table.n)
	for _, n := range sp.order {
		s := sp.table.state(n)
		first := true
		_ = sp.each(s, func(id game.ChoiceID, percent int) error {
			next, gain, err := sp.sc.Apply(s, id)
			if err != nil || sp.sc.Kind(s) == game.Chance && percent == 0 {
				return nil
			}
			to, _ := sp.table.number(sp.red.reduce(next))
			if v := value[to] + sp.sc.Total(gain); first || better(value[n], v) {
				value[n], first = v, false
			}
			return nil
		})
	}
	return value[sp.first]
}

// random works out what random play comes to: its mean and its endings.
func (sol *Solution) random() {
	sp := sol.sp
	reach := make([]float64, sp.table.n)
	reach[sp.first] = 1
	sol.Odds = map[string]float64{}
	for i := len(sp.order) - 1; i >= 0; i-- {
		n := sp.order[i]
		s := sp.table.state(n)
		if sp.sc.Over(s) {
			sol.Odds[sp.sc.Ending(s)] += reach[n]
			continue
		}
		kind := sp.sc.Kind(s)
		ways := bits.OnesCount32(sp.sc.Offered(s))
		if kind == game.Question {
			ways = 1 << ways
		}
		_ = sp.each(s, func(id game.ChoiceID, percent int) error {
			p := reach[n] / float64(ways)
			if kind == game.Chance {
				p = reach[n] * float64(percent) / 100
			}
			next, gain, err := sp.sc.Apply(s, id)
			if err != nil {
				return err
			}
			to, _ := sp.table.number(sp.red.reduce(next))
			reach[to] += p
			sol.Mean += float64(p * float64(sp.sc.Total(gain)))
			return nil
		})
	}
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
