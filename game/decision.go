package game

import "math/bits"

// Decided is one decision of a run and everything it brought about, up to the
// next one.
type Decided struct {
	Event  Event // the choice: its State is that after the choice's own code
	Before State // what the player stood in
	Gain   Score // of the choice, and of all that followed before the next
}

// Decisions lists what the player decided, in order. Where a single option
// stood there was nothing to decide: what came of it belongs to the decision
// before it, or to Opening.
func (r Run) Decisions() []Decided {
	var list []Decided
	for i, e := range r.Trace {
		if e.Kind == Chose && r.Rules.Free(r.Trace[i-1].State) {
			list = append(list, Decided{Event: e, Before: r.Trace[i-1].State})
		}
		if n := len(list); n > 0 {
			list[n-1].Gain = list[n-1].Gain.Plus(e.Gain)
		}
	}
	return list
}

// Free reports whether there is something to decide in a state: a question, or
// more than one choice on offer.
func (sc *Scenario) Free(s State) bool {
	switch sc.Kind(s) {
	case Question:
		return true
	case Choose:
		return bits.OnesCount32(sc.Offered(s)) > 1
	}
	return false
}

// Opening is what was scored before the first decision.
func (r Run) Opening() Score {
	var sum Score
	for i, e := range r.Trace {
		if e.Kind == Chose && r.Rules.Free(r.Trace[i-1].State) {
			break
		}
		sum = sum.Plus(e.Gain)
	}
	return sum
}

// Back gives the run as it stood before its step number step (from 0): the same
// luck, and the decisions up to there. It fails if there is no such step.
func (r Run) Back(step int) (Run, error) {
	if step < 0 || step > len(r.Steps) {
		return r, ErrNotOffered
	}
	rec := r.Record
	rec.Steps = rec.Steps[:step:step]
	return Replay(r.Rules, rec)
}
