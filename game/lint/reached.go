package lint

import (
	"context"
	"fmt"

	"kobayashi/game/parse"
	"kobayashi/game/solve"
)

// Reached gives the least and the most that each variable is in any play of the
// variants that were solved, in the order of the rules. It fails without a
// scenario, or with the context's error.
func Reached(ctx context.Context, res *parse.Result, solved []*solve.Solution) ([]solve.Range, error) {
	if res.Scenario == nil {
		return nil, fmt.Errorf("%s has errors", res.Base.Path)
	}
	x := newExact(res)
	seen := &sightings{ranges: make([]bounds, len(x.rules.Vars)), of: x}
	seen.written = usesOf(x.files()).written
	for i, v := range x.rules.Vars {
		seen.ranges[i] = bounds{v.Max, v.Min} // nothing met yet
	}
	m := newMachine(x, seen)
	for _, sol := range solved {
		if err := m.all(ctx, sol); err != nil {
			return nil, err
		}
	}
	list := make([]solve.Range, len(seen.ranges))
	for i, b := range seen.ranges {
		list[i] = solve.Range{Least: b.lo, Most: b.hi}
	}
	return list, nil
}
