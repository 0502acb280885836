package solve

import (
	"math/bits"

	"kobayashi/game"
)

// Visits is where random plays went.
type Visits struct {
	Plays   int
	Entered []int // by scene: the plays that came there at least once
	Met     []int // by scene: how often something was chosen or drawn there
	// Taken says, by scene and item, how often the item was chosen, drawn or
	// ticked there.
	Taken [][]int
}

// Wander plays a variant n times at random and tells where the plays went.
// Chance falls by the seed, from one stream for all plays. It fails as Simulate
// does.
func Wander(sc *game.Scenario, variant string, n int, seed uint64) (Visits, error) {
	rules := sc.Rules()
	v := Visits{Plays: n, Entered: make([]int, len(rules.Scenes)), Met: make([]int, len(rules.Scenes)), Taken: make([][]int, len(rules.Scenes))}
	for i, s := range rules.Scenes {
		v.Taken[i] = make([]int, len(s.Decision.Items))
	}
	w := wanderer{sc: sc, visits: &v, last: make([]int, len(rules.Scenes)), roll: (&dice{seed}).below}
	start, _ := sc.Start(sc.Variant(variant))
	for i := range n {
		if err := w.play(start, i+1); err != nil {
			return v, err
		}
	}
	return v, nil
}

// wanderer is a row of random plays.
type wanderer struct {
	sc     *game.Scenario
	visits *Visits
	last   []int // by scene: the last play that came there, from 1
	roll   func(int) int
}

func (w *wanderer) play(s game.State, nth int) error {
	const longest = 10_000
	var gain game.Score
	for range longest {
		scene, kind := s.Scene(), w.sc.Kind(s)
		if w.last[scene] != nth {
			w.last[scene] = nth
			w.visits.Entered[scene]++
		}
		if kind == game.End {
			return nil
		}
		shown := w.sc.Offered(s)
		var id game.ChoiceID
		switch {
		case kind == game.Chance:
			id = outcome(w.sc.Rules().Scenes[scene].Decision.Items, w.roll(100))
		case kind == game.Route:
			id = game.ChoiceID(bits.TrailingZeros32(shown))
		case shown != 0:
			id = anything(w.sc, s, shown, w.roll)
		}
		if err := w.sc.Advance(&s, shown, id, &gain); err != nil {
			return err
		}
		w.note(scene, kind, id)
	}
	return game.ErrForEver
}

func (w *wanderer) note(scene int, kind game.Kind, id game.ChoiceID) {
	w.visits.Met[scene]++
	if kind != game.Question {
		w.visits.Taken[scene][id]++
		return
	}
	for rest := uint32(id); rest != 0; rest &= rest - 1 {
		w.visits.Taken[scene][bits.TrailingZeros32(rest)]++
	}
}
