package workshop

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"kobayashi/game"
)

// What a seat may do. Each gives the entries to append, without place and key, or
// why not; nothing else changes. Texts are cleaned by who takes them in.

// Make adds a team. Skeleton is what its name looks like to a hasty eye.
func (h *Head) Make(name, skeleton string, now time.Time) ([]Entry, error) {
	switch _, taken := h.Called(skeleton); {
	case h.Phase == Ended || h.Phase == Debrief || !h.Doors:
		return nil, ErrDoors
	case taken:
		return nil, ErrName
	case len(h.Teams) >= h.Opened.Rules.Teams:
		return nil, ErrTeams
	}
	return []Entry{Write("", Server, now, TeamMade{Team: h.fresh(), Name: name, Skeleton: skeleton})}, nil
}

// fresh is the id of the team that is made next. The place of its entry is in it,
// so that no two nodes ever give the same to two teams.
func (h *Head) fresh() string { return "t" + itoa(h.Next) }

// Join seats a person for the first time. Key and code are hashes of what brings
// them back.
func (t *Table) Join(h *Head, name, key, code string, now time.Time) ([]Entry, error) {
	switch {
	case h.Gone(t.ID) || t.Offline:
		return nil, ErrNoTeam
	case h.Phase == Ended || h.Phase == Debrief || !h.Doors:
		return nil, ErrDoors
	case len(t.Seats) >= h.Opened.Rules.Seats:
		return nil, ErrNoSeat
	}
	seat := t.nextSeat()
	return []Entry{Write(t.ID, seat, now, Joined{Seat: seat, Name: name, Key: key, Code: code})}, nil
}

// Come opens a line to a seat.
func (t *Table) Come(h *Head, seat, line, node string, now time.Time) ([]Entry, error) {
	if t.place(seat) < 0 || h.Gone(t.ID) {
		return nil, ErrStranger
	}
	return []Entry{Write(t.ID, seat, now, Came{seat, line, node})}, nil
}

// Go closes a line. One that is closed already, or was never open, is no error.
func (t *Table) Go(seat, line string, now time.Time) ([]Entry, error) {
	s, ok := t.Seat(seat)
	if !ok || !slices.ContainsFunc(s.Lines, func(w Wire) bool { return w.ID == line }) {
		return nil, nil
	}
	return []Entry{Write(t.ID, seat, now, Went{seat, line})}, nil
}

// Reach says that a seat has the decision before it. The first one starts the
// clock; the others change nothing.
func (t *Table) Reach(h *Head, seat string, step int, now time.Time) ([]Entry, error) {
	if h.open() != nil || t.Waiting || t.place(seat) < 0 || step != len(t.Run.Steps) || !t.Vote.Reached.IsZero() || t.Run.Over() {
		return nil, nil
	}
	return []Entry{Write(t.ID, seat, now, Reached{step})}, nil
}

// mayAct reports whether a seat may do something about decision number step.
func (t *Table) mayAct(h *Head, seat string, step int) error {
	switch {
	case t.place(seat) < 0 || h.Gone(t.ID):
		return ErrStranger
	case h.open() != nil:
		return h.open()
	case t.Waiting:
		return ErrHeld
	case step != len(t.Run.Steps):
		return ErrLate
	case t.Run.Over():
		return ErrOver
	}
	return nil
}

// Cast is a seat's vote on decision number step: blind until the spread is shown,
// then the second one. Sure is in percent, 0 where nobody asked. A vote may be
// changed until the round is over.
func (t *Table) Cast(h *Head, seat string, step int, choice game.ChoiceID, sure int, now time.Time) ([]Entry, error) {
	if err := t.mayAct(h, seat, step); err != nil {
		return nil, err
	}
	if !offered(t.Run, choice) || sure != 0 && !slices.Contains(game.Levels[:], sure) {
		return nil, game.ErrNotOffered
	}
	return []Entry{Write(t.ID, seat, now, Voted{step, t.Round(), seat, choice, sure})}, nil
}

// Round is 1 while the votes are blind, and 2 when they are shown.
func (t *Table) Round() int {
	if t.Vote.Shown.IsZero() {
		return 1
	}
	return 2
}

// Close ends a round before everybody has voted, with those who have. It is the
// decider's to do. After the second round, and only where most votes decide, it
// makes the decision.
func (t *Table) Close(h *Head, seat string, step int, now time.Time) ([]Entry, error) {
	err := t.mayAct(h, seat, step)
	switch {
	case err != nil:
		return nil, err
	case seat != t.Decider():
		return nil, ErrNotYours
	case len(t.Vote.First) == 0:
		return nil, ErrEmpty
	case t.Round() == 1:
		return []Entry{Write(t.ID, seat, now, Shown{step})}, nil
	case h.Opened.Rules.Lock != ByMajority:
		return nil, ErrNotYours
	}
	return t.majority(h, now)
}

// Lock makes the decision of the team. It is the decider's to do, when the votes
// are shown and the captain's rule holds.
func (t *Table) Lock(h *Head, seat string, step int, choice game.ChoiceID, now time.Time) ([]Entry, error) {
	err := t.mayAct(h, seat, step)
	switch {
	case err != nil:
		return nil, err
	case h.Opened.Rules.Lock == ByMajority || seat != t.Decider():
		return nil, ErrNotYours
	case t.Round() == 1:
		return nil, ErrBlind
	case !offered(t.Run, choice):
		return nil, game.ErrNotOffered
	}
	return t.decide(h, seat, choice, now)
}

// GoOn takes the only thing that is offered, where there is nothing to vote on.
// Any seat may.
func (t *Table) GoOn(h *Head, seat string, step int, now time.Time) ([]Entry, error) {
	err := t.mayAct(h, seat, step)
	switch {
	case err != nil:
		return nil, err
	case t.Run.Rules.Free(t.Run.State):
		return nil, ErrBlind
	}
	open := t.Run.Open()
	if len(open) != 1 {
		return nil, game.ErrNotOffered
	}
	return t.decide(h, seat, open[0].ID, now)
}

// Say is a line of the table's chat.
func (t *Table) Say(h *Head, seat, text string, now time.Time) ([]Entry, error) {
	if t.place(seat) < 0 || h.Gone(t.ID) {
		return nil, ErrStranger
	}
	if h.Phase == Ended {
		return nil, ErrPhase
	}
	if err := fits(text, MaxText); err != nil {
		return nil, err
	}
	return []Entry{Write(t.ID, seat, now, Said{seat, text})}, nil
}

// Note adds a line to the team's improvement plan, once its run is over or the
// debrief has begun.
func (t *Table) Note(h *Head, seat string, w game.Hotwash, now time.Time) ([]Entry, error) {
	switch {
	case t.place(seat) < 0 || h.Gone(t.ID):
		return nil, ErrStranger
	case h.Phase == Ended || h.Phase != Debrief && !t.Seen().Over():
		return nil, ErrPhase
	case w.Empty():
		return nil, ErrEmpty
	case w.Fits() != nil:
		return nil, ErrLong
	}
	return []Entry{Write(t.ID, seat, now, Wrote{seat, w})}, nil
}

func fits(text string, most int) error {
	switch {
	case strings.TrimSpace(text) == "":
		return ErrEmpty
	case utf8.RuneCountInString(text) > most:
		return ErrLong
	}
	return nil
}
