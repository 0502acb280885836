package workshop

import (
	"cmp"
	"slices"
)

// Standing is a team's line on the board.
//
// Points are the total so far; time is not in them, nor in the order. Equal
// points are an equal rank (1, 2, 2, 4), and stand in the order in which the
// teams were made.
type Standing struct {
	Rank    int    `json:"rank"`
	Team    string `json:"team"`
	Name    string `json:"name"`
	Points  int    `json:"points"`
	Done    int    `json:"done"` // decisions made
	Over    bool   `json:"over"`
	Ending  string `json:"ending,omitempty"`  // once it is revealed
	Returns int    `json:"returns,omitempty"` // how often it was sent back
	Offline bool   `json:"offline,omitempty"` // played elsewhere: consistent, not seen
	Here    int    `json:"here"`              // people at the table now
	Seats   int    `json:"seats"`
}

// Standings ranks the teams as they stand. Tables that are missing are left out.
func Standings(h *Head, tables func(team string) *Table) []Standing {
	var list []Standing
	for _, l := range h.Teams {
		if t := tables(l.ID); t != nil {
			list = append(list, t.standing(l))
		}
	}
	slices.SortStableFunc(list, func(a, b Standing) int { return b.Points - a.Points })
	for i := range list {
		list[i].Rank = i + 1
		if i > 0 && list[i].Points == list[i-1].Points {
			list[i].Rank = list[i-1].Rank
		}
	}
	return list
}

func (t *Table) standing(l Listed) Standing {
	run := t.Seen()
	s := Standing{
		Team: t.ID, Name: l.Name, Points: run.Rules.Total(run.Score), Done: len(run.Decisions()),
		Over: run.Over(), Ending: run.Ending(), Returns: len(t.Returns), Offline: t.Offline, Seats: len(t.Seats),
	}
	for _, seat := range t.Seats {
		if seat.Here() {
			s.Here++
		}
	}
	return s
}

// Shown is the board as the room may see it: frozen standings with today's names
// and people, endings only when they are revealed.
func (h *Head) Shown(tables func(team string) *Table) []Standing {
	now := Standings(h, tables)
	if h.Board == Revealed {
		return now
	}
	if h.Board == Frozen {
		now = h.thaw(now)
	}
	for i := range now {
		now[i].Ending = ""
	}
	return now
}

// thaw puts the points and ranks of the frozen board on the teams of today. A
// team that came later stands last.
func (h *Head) thaw(now []Standing) []Standing {
	place := map[string]int{}
	for i, s := range h.Frozen {
		place[s.Team] = i
	}
	for i, s := range now {
		at, was := place[s.Team]
		old := Standing{Rank: len(h.Frozen) + 1}
		if was {
			old = h.Frozen[at]
		}
		now[i].Rank, now[i].Points, now[i].Done, now[i].Over, now[i].Returns = old.Rank, old.Points, old.Done, old.Over, old.Returns
	}
	order := func(s Standing) int {
		if at, was := place[s.Team]; was {
			return at
		}
		return len(place)
	}
	slices.SortStableFunc(now, func(a, b Standing) int { return cmp.Compare(order(a), order(b)) })
	return now
}
