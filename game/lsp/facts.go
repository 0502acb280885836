package lsp

import (
	"context"
	"sync"

	"kobayashi/game"
	"kobayashi/game/lint"
	"kobayashi/game/parse"
	"kobayashi/game/solve"
)

// facts is what the exact pass knows of a scenario, for those who point at a
// part of it. It holds no states, only what they came to.
type facts struct {
	variants []variantFacts
	ranges   []solve.Range // by variable, over all variants; nil if not known
	ok       bool          // all variants were looked at to the end
}

// variantFacts are those of a variant.
type variantFacts struct {
	label   string
	regrets [][]solve.Regret // by scene
	visits  solve.Visits
}

// knowledge keeps the facts of the scenario that was asked about last.
type knowledge struct {
	mu      sync.Mutex
	digest  string
	pending chan struct{} // closed when facts is there
	facts   *facts
	stop    context.CancelFunc
}

// randomPlays is how many plays tell how often something happens.
const randomPlays = 10_000

// of gives the facts of a scenario, waiting for them as long as the context
// lets it. It gives nil if they are not there yet, or cannot be had. Rules that
// are the same have the same facts, so that wording may change meanwhile.
func (k *knowledge) of(ctx context.Context, s *server, res *parse.Result) *facts {
	if res.Scenario == nil {
		return nil
	}
	k.mu.Lock()
	if digest := res.Scenario.Digest(); k.pending == nil || k.digest != digest {
		if k.stop != nil {
			k.stop()
		}
		working, stop := context.WithCancel(s.life)
		k.digest, k.pending, k.facts, k.stop = digest, make(chan struct{}), nil, stop
		go k.learn(working, s, res, k.pending)
	}
	pending := k.pending
	k.mu.Unlock()
	select {
	case <-pending:
	case <-ctx.Done():
		return nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.pending != pending {
		return nil // of another scenario by now
	}
	return k.facts
}

// learn works facts out. Of a search that was called off nothing is kept.
func (k *knowledge) learn(ctx context.Context, s *server, res *parse.Result, done chan struct{}) {
	var found *facts
	s.guarded("looking at all states", func() (any, error) {
		found = learnt(ctx, res, s.opts.States)
		return nil, nil
	})
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.pending != done {
		return
	}
	k.facts = found
	close(done)
}

func learnt(ctx context.Context, res *parse.Result, limit int) *facts {
	sc := res.Scenario
	f := &facts{ok: true}
	var solved []*solve.Solution
	for _, v := range variants(sc) {
		one := variantFacts{label: v}
		sol, err := solve.Solve(ctx, sc, v, limit)
		if err != nil {
			f.ok = false
		} else {
			solved = append(solved, sol)
			one.regrets = regrets(sol, sc)
		}
		if one.visits, err = solve.Wander(sc, v, randomPlays, 1); err != nil {
			one.visits.Plays = 0
		}
		f.variants = append(f.variants, one)
	}
	if f.ok {
		f.ranges, _ = lint.Reached(ctx, res, solved) // nil where it cannot be had
	}
	return f
}

func variants(sc *game.Scenario) []string {
	var list []string
	for _, v := range sc.Rules().Variants {
		list = append(list, v.ID)
	}
	if list == nil {
		list = []string{""}
	}
	return list
}

func regrets(sol *solve.Solution, sc *game.Scenario) [][]solve.Regret {
	list := make([][]solve.Regret, len(sc.Rules().Scenes))
	for i := range list {
		// Where values are too fine to be exact there are none.
		list[i], _ = sol.Regrets(i)
	}
	return list
}

// regret gives what an item gives away at least and at most, over all variants;
// false where nobody can choose it.
func (f *facts) regret(scene, item int) (least, most solve.Points, known bool) {
	for _, v := range f.variants {
		if v.regrets == nil {
			continue
		}
		for _, r := range v.regrets[scene] {
			if int(r.ID) != item {
				continue
			}
			if !known || r.Least.Less(least) {
				least = r.Least
			}
			if !known || most.Less(r.Most) {
				most = r.Most
			}
			known = true
		}
	}
	return least, most, known
}
