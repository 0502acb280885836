package line

import (
	"context"
	"time"

	"kobayashi/game"
)

// What is worked out in less than patience needs no word; after that a word is
// due at most once in every interval.
const (
	patience = 500 * time.Millisecond
	interval = time.Second
)

// judge works out where the points of the run went. It reports false where that
// cannot be told: nobody does it here, it failed, or the play began in the
// middle of the scenario.
func (t *table) judge(ctx context.Context) (game.Debrief, bool) {
	if t.o.Debrief == nil || t.o.From != "" {
		return game.Debrief{}, false
	}
	if t.out.flush() != nil { // what is out can be read meanwhile
		return game.Debrief{}, false
	}
	d, err := t.o.Debrief(ctx, t.run, t.progress())
	return d, err == nil
}

// progress says how far the work is, for those who wait. A screen reader speaks
// every line, so it has one alone.
func (t *table) progress() func(share float64) {
	if t.o.Progress == nil {
		return nil
	}
	began, last := t.o.Now(), time.Time{}
	return func(share float64) {
		now := t.o.Now()
		switch {
		case now.Sub(began) < patience, !last.IsZero() && (t.o.Spoken || now.Sub(last) < interval):
			return
		case !(share >= 0 && share <= 1): // not a number either
			return
		}
		last = now
		s := newSheet(t.o.Progress)
		s.put(t.set.setter.Wrap(t.say.Say("line.working", int(share*100)), t.set.width, t.say.Lang)...)
		_ = s.flush() // whoever cannot be told that it takes long still gets the results
	}
}
