package booklet

import (
	"errors"
	"fmt"
	"math/bits"
	"slices"
	"time"

	"kobayashi/game"
)

// Walk goes through a scenario as a table did with paper: it asks for what was
// chosen and how chance fell, and knows neither from a seed. It is a value:
// Choose and Fell give the next one.
type Walk struct {
	sc      *game.Scenario
	state   game.State
	visits  map[int]int
	choices []made
	draws   []draw
	stuck   bool
}

// made is a choice as it was typed in. Where nothing was to be decided it is
// made without being asked for.
type made struct {
	id   game.ChoiceID
	sure int
}

// draw is how chance fell in a scene that was entered for the visit-th time.
type draw struct {
	scene, visit int
	id           game.ChoiceID
}

// Begin stands at the first card where something is to be told.
func Begin(sc *game.Scenario, variant string) Walk {
	state, _ := sc.Start(variant)
	w := Walk{sc: sc, state: state, visits: map[int]int{state.Scene(): 1}}
	return w.on()
}

// on passes the cards where nothing has to be told: routes, and single ways.
func (w Walk) on() Walk {
	for range 10 * game.MaxScenes {
		shown := w.sc.Offered(w.state)
		kind := w.sc.Kind(w.state)
		single := kind == game.Choose && bits.OnesCount32(shown) == 1
		if shown == 0 && kind != game.End && kind != game.Question {
			w.stuck = true
			return w
		}
		if kind != game.Route && !single {
			return w
		}
		id := game.ChoiceID(bits.TrailingZeros32(shown))
		if single {
			w.choices = append(slices.Clip(w.choices), made{id: id})
		}
		next, err := w.take(id)
		if err != nil {
			w.stuck = true
			return w
		}
		w = next
	}
	w.stuck = true
	return w
}

func (w Walk) take(id game.ChoiceID) (Walk, error) {
	state, _, err := w.sc.Apply(w.state, id)
	if err != nil {
		return w, err
	}
	visits := make(map[int]int, len(w.visits)+1)
	for scene, n := range w.visits {
		visits[scene] = n
	}
	visits[state.Scene()]++
	w.state, w.visits = state, visits
	return w, nil
}

// Card is the number of the card that is asked about.
func (w Walk) Card() int { return w.state.Scene() + 1 }

// Scene is the place of that card's scene.
func (w Walk) Scene() int { return w.state.Scene() }

// State is where the walk stands.
func (w Walk) State() game.State { return w.state }

// Kind is game.Choose, game.Question or game.Chance, or game.End when the walk
// is over.
func (w Walk) Kind() game.Kind { return w.sc.Kind(w.state) }

// Stuck reports whether the scenario itself goes no further (lint names that).
func (w Walk) Stuck() bool { return w.stuck }

// Letters are those that may be answered here.
func (w Walk) Letters() string {
	var s string
	for _, c := range w.sc.Open(w.state) {
		s += Letter(c.N - 1)
	}
	return s
}

// Choose goes on with what was chosen, or with what chance came to. sure is in
// percent, 0 where it was not asked. It fails with game.ErrNotOffered.
func (w Walk) Choose(id game.ChoiceID, sure int) (Walk, error) {
	if w.Kind() == game.Chance {
		w.draws = append(slices.Clip(w.draws), draw{w.Scene(), w.visits[w.Scene()], id})
	} else {
		w.choices = append(slices.Clip(w.choices), made{id, sure})
	}
	next, err := w.take(id)
	if err != nil {
		return w, err
	}
	return next.on(), nil
}

// Luck is the outcome of the chance here under a seed.
func (w Walk) Luck(seed uint64) game.ChoiceID {
	return w.sc.Drawn(seed, w.Scene(), w.visits[w.Scene()])
}

// Draws is how often chance decided.
func (w Walk) Draws() int { return len(w.draws) }

// ErrNoSeed says that no seed that was tried makes chance fall as it did.
var ErrNoSeed = errors.New("no seed makes chance fall so")

// MaxSeed is where the search for a seed ends. Draws that fall so once in a
// million plays have a seed below it in 98 cases of a hundred.
const MaxSeed = 1 << 22

// Seed is the smallest seed under which chance falls as it did on paper: a run
// with it is the run that was played. It fails with ErrNoSeed.
func (w Walk) Seed() (uint64, error) {
seeds:
	for seed := range uint64(MaxSeed) {
		for _, d := range w.draws {
			if w.sc.Drawn(seed, d.scene, d.visit) != d.id {
				continue seeds
			}
		}
		return seed, nil
	}
	return 0, ErrNoSeed
}

// Run is the walk as a run like any other. The record has its id, player, seed,
// variant and start. Paper has no clock: the steps are spread evenly over the
// time that the table says it took, the last one at its end.
func (w Walk) Run(rec game.Record, took time.Duration) (game.Run, error) {
	run, err := game.Begin(w.sc, rec)
	if err != nil {
		return run, err
	}
	for i, m := range w.choices {
		if run, err = run.Choose(m.id, rec.Started.Add(took*time.Duration(i+1)/time.Duration(len(w.choices)))); err != nil {
			return run, fmt.Errorf("step %d of the tally: %w", i+1, err)
		}
		if m.sure > 0 {
			run = run.Sure(m.sure)
		}
	}
	if run.State != w.state {
		return run, fmt.Errorf("the run of seed %d came to another card than the tally: %w", rec.Seed, ErrNoSeed)
	}
	return run, nil
}
