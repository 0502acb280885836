package workshop

import (
	"time"

	"kobayashi/game"
)

// Limit is the time limit that runs at a table: what is taken when it is over,
// and how long that will be. It is false where none runs: the scenario has set
// none, the rules have turned it off, or nobody has the decision before them.
// While the workshop is paused the time that is left stays as it is.
func (t *Table) Limit(h *Head, now time.Time) (game.Choice, time.Duration, bool) {
	if t.Waiting || t.Vote.Reached.IsZero() {
		return game.Choice{}, 0, false
	}
	soonest, timed := t.timed(h)
	if !timed {
		return game.Choice{}, 0, false
	}
	ran := h.Ran(now) - h.Ran(t.Vote.Reached)
	return soonest, max(time.Duration(soonest.After)*time.Second+t.Vote.More-ran, 0), true
}

// timed gives the choice that the clock takes at the decision a team is at, if
// there is one.
func (t *Table) timed(h *Head) (soonest game.Choice, ok bool) {
	if h.Opened.Rules.Untimed || t.Run.Rules.Kind(t.Run.State) != game.Choose {
		return soonest, false
	}
	for _, c := range t.Run.Open() {
		if c.After > 0 && (soonest.After == 0 || c.After < soonest.After) {
			soonest = c
		}
	}
	return soonest, soonest.After > 0
}

// Took is how long a team had a decision before it, without pauses.
func (h *Head) Took(b Ballot) time.Duration {
	if b.At.IsZero() || b.By == "" {
		return 0
	}
	return h.Ran(b.At) - h.Ran(b.Began)
}
