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
	var soonest game.Choice
	if h.Opened.Rules.Untimed || t.Waiting || t.Vote.Reached.IsZero() || t.Run.Rules.Kind(t.Run.State) != game.Choose {
		return soonest, 0, false
	}
	for _, c := range t.Run.Open() {
		if c.After > 0 && (soonest.After == 0 || c.After < soonest.After) {
			soonest = c
		}
	}
	if soonest.After == 0 {
		return soonest, 0, false
	}
	ran := h.Ran(now) - h.Ran(t.Vote.Reached)
	return soonest, max(time.Duration(soonest.After)*time.Second+t.Vote.More-ran, 0), true
}

// Took is how long a team had a decision before it, without pauses.
func (h *Head) Took(b Ballot) time.Duration {
	if b.At.IsZero() || b.By == "" {
		return 0
	}
	return h.Ran(b.At) - h.Ran(b.Began)
}
