package solve

import "context"

// watch lets a long look be stopped, and tells how far it came.
type watch struct {
	ctx      context.Context
	told     func(share float64) // may be nil
	err      error
	from, to float64 // the share of all that the part at hand is
	seen     int     // states of it that were seen
	of       int     // and how many there are
	last     float64 // what was told
}

// The shares of a solution's parts, as they were measured: finding the states,
// what dice can do, values.
const (
	shareExplored = 0.8
	shareDice     = 0.9
)

// begin says what share of all the next part is.
func (w *watch) begin(to float64, states int) {
	w.from, w.to, w.seen, w.of = w.to, to, 0, states
	if states >= lookStates {
		w.tell(0)
	}
}

// tell tells how much of the part at hand is done. Nothing is told twice, and
// never less than before.
func (w *watch) tell(done float64) {
	share := w.from + float64((w.to-w.from)*min(done, 1))
	if w.told != nil && share > w.last {
		w.last = share
		w.told(share)
	}
}

// lookStates is how many states a pass over known states takes between two looks
// at the outside, some 2 ms; every sixteenth time it tells.
const lookStates = 1 << 16

// goesOn is called for each state of a pass, and is false once it is to stop.
func (w *watch) goesOn(n int32) bool {
	if n%lookStates != 0 {
		return true
	}
	w.seen += lookStates
	if w.seen%(16*lookStates) == 0 {
		w.tell(float64(w.seen) / float64(w.of))
	}
	w.err = w.ctx.Err()
	return w.err == nil
}
