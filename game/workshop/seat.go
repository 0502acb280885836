package workshop

import (
	"slices"
	"strconv"

	"kobayashi/game"
)

// Seat is a place at a table and whoever sits in it. Role is an id of the
// scenario's roles, or "" where there are more people than roles.
type Seat struct {
	ID, Name, Role string
	Key, Code      string // hashes; see Joined
	Lines          []Wire // open now
}

// Wire is an open line to a seat.
type Wire struct{ ID, Node string }

// Here reports whether somebody sits in the seat now.
func (s Seat) Here() bool { return len(s.Lines) > 0 }

// Captain is the role whose seat decides for the team: cio where there is one,
// else the first that the scenario names; "" where it names none.
func Captain(sc *game.Scenario) string {
	roles := sc.Rules().Roles
	switch {
	case slices.Contains(roles, "cio"):
		return "cio"
	case len(roles) > 0:
		return roles[0]
	}
	return ""
}

// roles are the scenario's, the captain's first.
func (t *Table) roles() []string {
	captain := Captain(t.Run.Rules)
	list := []string{}
	if captain != "" {
		list = append(list, captain)
	}
	for _, r := range t.Run.Rules.Rules().Roles {
		if r != captain {
			list = append(list, r)
		}
	}
	return list
}

// free is the first role that no seat has, or "".
func (t *Table) free() string {
	for _, r := range t.roles() {
		if t.holder(r) < 0 {
			return r
		}
	}
	return ""
}

// holder is the place of the seat that has a role, or -1.
func (t *Table) holder(role string) int {
	return slices.IndexFunc(t.Seats, func(s Seat) bool { return s.Role == role })
}

// Seat finds a seat by its id.
func (t *Table) Seat(id string) (Seat, bool) {
	if i := t.place(id); i >= 0 {
		return t.Seats[i], true
	}
	return Seat{}, false
}

func (t *Table) place(id string) int {
	return slices.IndexFunc(t.Seats, func(s Seat) bool { return s.ID == id })
}

// Known finds the seat that a key or a code brings back to. Both are hashes; an
// empty one finds nothing.
func (t *Table) Known(key, code string) (Seat, bool) {
	for _, s := range t.Seats {
		if code != "" && s.Code == code {
			return s, true
		}
	}
	for _, s := range t.Seats {
		if key != "" && s.Key == key {
			return s, true
		}
	}
	return Seat{}, false
}

// seat is a change of who sits where.
func (t *Table) seat(e Entry, f Fact) {
	t.Seats = slices.Clone(t.Seats)
	switch f := f.(type) {
	case Joined:
		t.taken++
		t.Seats = append(t.Seats, Seat{ID: f.Seat, Name: f.Name, Role: t.free(), Key: f.Key, Code: f.Code})
	case Unseated:
		if gone, ok := t.Seat(f.Seat); ok {
			gone.Lines = nil
			t.Left = append(slices.Clip(t.Left), gone)
		}
		t.Seats = slices.DeleteFunc(t.Seats, func(s Seat) bool { return s.ID == f.Seat })
	case Came:
		if i := t.place(f.Seat); i >= 0 {
			t.Seats[i].Lines = append(slices.Clip(t.Seats[i].Lines), Wire{f.Line, f.Node})
		}
	case Went:
		if i := t.place(f.Seat); i >= 0 {
			t.Seats[i].Lines = slices.DeleteFunc(slices.Clone(t.Seats[i].Lines), func(w Wire) bool { return w.ID == f.Line })
		}
	}
}

// nextSeat is the id of the seat that is taken next. Ids are never used again.
func (t *Table) nextSeat() string { return "s" + strconv.Itoa(t.taken+1) }

// first is the place of the captain's seat: who has the captain's role, or who
// came first where nobody has it. -1 at an empty table.
func (t *Table) first() int {
	if captain := Captain(t.Run.Rules); captain != "" {
		if i := t.holder(captain); i >= 0 {
			return i
		}
	}
	return min(len(t.Seats), 1) - 1
}

// Decider is the seat that decides in the scene where the team stands: who has
// the scene's role, else the captain. Where that seat is empty it is the first
// one, in the order they were taken, in which somebody sits; where none is, the
// captain's. "" at an empty table.
func (t *Table) Decider() string {
	i := -1
	if role := t.Run.Rules.Rules().Scenes[t.Run.State.Scene()].Role; role != "" {
		i = t.holder(role)
	}
	if i < 0 {
		i = t.first()
	}
	if i < 0 {
		return ""
	}
	if t.Seats[i].Here() {
		return t.Seats[i].ID
	}
	for _, s := range t.Seats {
		if s.Here() {
			return s.ID
		}
	}
	return t.Seats[i].ID
}

// Sees reports whether a seat may read what is meant for a role: it is its own,
// or nobody has it and the seat is the captain's. Someone else's it never sees.
func (t *Table) Sees(seat, role string) bool {
	i := t.place(seat)
	if i < 0 {
		return false
	}
	if h := t.holder(role); h >= 0 {
		return h == i
	}
	return i == t.first()
}
