package lint

import (
	"context"
	"runtime"
	"sync"

	"kobayashi/game/solve"
)

// looked is what the look at one variant came to, on its own.
type looked struct {
	exact *exact
	sol   *solve.Solution
	proof Proof // no states: a play goes wrong, which is among exact's problems
	err   error
}

// variants looks at every variant, as many at a time as there are processors.
// The results stand in the order of the variants, whichever was done first.
func (x *exact) variants(ctx context.Context, limit int) []looked {
	names := variantsOf(x.sc)
	list := make([]looked, len(names))
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	var all sync.WaitGroup
	for i, name := range names {
		free <- struct{}{}
		all.Go(func() {
			defer func() { <-free }()
			list[i] = x.look(ctx, name, limit)
		})
	}
	all.Wait()
	return list
}

func (x *exact) look(ctx context.Context, variant string, limit int) looked {
	one := looked{exact: newExact(x.res)}
	one.sol, one.proof, one.err = one.exact.solve(ctx, variant, limit)
	if one.sol != nil && !one.exact.weigh(one.sol) {
		one.sol, one.proof.States = nil, 0
	}
	return one
}

// join adds what was seen in one more variant.
func (x *exact) join(one *exact) {
	x.problems = append(x.problems, one.problems...)
	x.longest = max(x.longest, one.longest)
	if one.luck.share > x.luck.share {
		x.luck = one.luck
	}
	for i := range x.entered {
		x.entered[i] = x.entered[i] || one.entered[i]
		x.offered[i] |= one.offered[i]
		x.decisions[i].join(one.decisions[i])
	}
	for d := range x.most {
		if p := one.most[d]; p.known && (!x.most[d].known || p.most > x.most[d].most) {
			x.most[d] = p
		}
	}
}

// join adds what a decision came to in one more variant.
func (d *weighed) join(one weighed) {
	d.times += one.times
	d.states = max(d.states, one.states)
	d.stake = d.stake || one.stake
	if d.items == nil {
		d.items = one.items
		return
	}
	for i := range one.items {
		d.items[i].join(one.items[i])
	}
}
