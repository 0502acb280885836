package workshop

import (
	"slices"
	"strconv"
	"time"

	"kobayashi/game"
)

// Follow is what happens at a table by itself: the blind round ends when
// everybody who is here has voted; the majority decides when everybody who is
// here has voted again; the clock decides when it has run out. Nobody who is not
// here is waited for, and an empty table waits for the clock alone.
//
// It gives nothing where nothing is due. Whoever changes a table asks it again
// until it does.
func (t *Table) Follow(h *Head, now time.Time) ([]Entry, error) {
	if h.open() != nil || h.Gone(t.ID) || t.Waiting || t.Run.Over() || !t.Run.Rules.Free(t.Run.State) {
		return nil, nil
	}
	if c, left, running := t.Limit(h, now); running && left == 0 {
		return t.lockedBy(h, Clock, c.ID, 0, now)
	}
	switch {
	case t.Round() == 1 && t.voted(t.Vote.First):
		return []Entry{Write(t.ID, Server, now, Shown{len(t.Run.Steps)})}, nil
	case t.Round() == 2 && h.Opened.Rules.Lock == ByMajority && t.voted(t.Vote.Second):
		return t.majority(h, now)
	}
	return nil, nil
}

// voted reports whether everybody who is here is among the votes.
func (t *Table) voted(votes []Cast) bool {
	here := 0
	for _, s := range t.Seats {
		if !s.Here() {
			continue
		}
		here++
		if !slices.ContainsFunc(votes, func(c Cast) bool { return c.Seat == s.ID }) {
			return false
		}
	}
	return here > 0 && len(votes) > 0
}

// majority makes the decision that the votes have come to.
func (t *Table) majority(h *Head, now time.Time) ([]Entry, error) {
	votes := t.Vote.Last()
	choice, ok := Outcome(t.Run, votes, t.Decider())
	if !ok {
		return nil, ErrEmpty
	}
	return t.lockedBy(h, Majority, choice, confidence(votes, choice), now)
}

// decide is the decision of a seat. How sure it was is what it said of this
// choice when it last voted.
func (t *Table) decide(h *Head, seat string, choice game.ChoiceID, now time.Time) ([]Entry, error) {
	var sure int
	for _, c := range t.Vote.Last() {
		if c.Seat == seat && c.Choice == choice {
			sure = c.Sure
		}
	}
	return t.lockedBy(h, seat, choice, sure, now)
}

func (t *Table) lockedBy(h *Head, who string, choice game.ChoiceID, sure int, now time.Time) ([]Entry, error) {
	next, err := t.Run.Choose(choice, now)
	if err != nil {
		return nil, err
	}
	step := next.Steps[len(next.Steps)-1]
	step.Sure = sure
	return []Entry{Write(t.ID, who, now, Locked{Number: len(t.Run.Steps), Step: step, Choice: choice, Held: h.Hold})}, nil
}

// confidence is the mean of those who voted for a choice, as the nearest level
// there is, the lower of two; 0 where nobody was asked.
func confidence(votes []Cast, choice game.ChoiceID) int {
	var sum, n int
	for _, c := range votes {
		if c.Choice == choice && c.Sure > 0 {
			sum += c.Sure
			n++
		}
	}
	if n == 0 {
		return 0
	}
	best := game.Levels[0]
	for _, level := range game.Levels {
		if abs(level*n-sum) < abs(best*n-sum) {
			best = level
		}
	}
	return best
}

func abs(n int) int { return max(n, -n) }

func itoa(n int) string { return strconv.Itoa(n) }
