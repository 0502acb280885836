package tui

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
	"kobayashi/game/workshop"
)

// secret is the mark in everything that is meant for a role: no reader is needed
// to find it in a frame.
func secret(role string, n int) string { return fmt.Sprintf("zq%s%dqz", role, n) }

// secretSample is the sample with something for each role everywhere where there
// can be something: in the lead, in each scene, as speech and as aside, with a
// link to a note, behind each choice, in lessons.
func secretSample(t testing.TB) *game.Scenario {
	t.Helper()
	rules := sampleRules()
	rules.Roles = []string{"cio", "ops", "pr"}
	rules.Scenes[3].Role, rules.Scenes[2].Role = "pr", "ops"
	n := 0
	mark := func(kind game.BlockKind, who, role string) game.Block {
		n++
		return game.Block{Kind: kind, Who: who, For: role, Parts: text(secret(role, n) + " [x](notes/" + role + ".md)")}
	}
	fill := func(txt *game.Text, who string) *game.Text {
		txt.Roles = map[string]string{"cio": "CIO", "ops": "OPS", "pr": "PR"}
		for _, role := range rules.Roles {
			path := "notes/" + role + ".md"
			txt.Notes[path] = game.Note{Path: path, Title: "note of " + role, Markdown: "# note\n"}
			txt.Lead = append(txt.Lead, mark(game.Para, "", role))
			for i := range txt.Scenes {
				sc := &txt.Scenes[i]
				sc.Blocks = append(sc.Blocks, mark(game.Private, "", role), mark(game.Speech, who, role), mark(game.Tip, "", role), mark(game.Banner, "", role), mark(game.Lesson, "", role), mark(game.Table, "", role))
				for k := range sc.Items {
					sc.Items[k].Feedback = append(sc.Items[k].Feedback, mark(game.Para, "", role), mark(game.Private, "", role))
				}
			}
		}
		return txt
	}
	sc, err := game.Compile(rules, game.About{Minutes: 10, Level: 2}, fill(sampleJA(), "山下"), fill(sampleEN(), "Yamashita"))
	if err != nil {
		t.Fatal(err)
	}
	return sc
}

// deafRoom tells nobody that something is new: the test does.
type deafRoom struct{ workshop.Room }

func (deafRoom) Watch(context.Context, ...string) <-chan struct{} {
	silent := make(chan struct{})
	close(silent)
	return silent
}

// sitter drives the model of a seat without a terminal.
type sitter struct {
	seat string
	m    tea.Model
}

func (s *sitter) send(msg tea.Msg) {
	var cmd tea.Cmd
	s.m, cmd = s.m.Update(msg)
	s.run(cmd)
}

// run answers commands at once; those that wait for the room or the clock are
// left alone, because the test wakes the seats itself.
func (s *sitter) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	answer := make(chan tea.Msg, 1)
	go func() { answer <- cmd() }()
	select {
	case msg := <-answer:
		switch msg := msg.(type) {
		case nil, tea.QuitMsg, roomGone, stirred, tick:
		case tea.BatchMsg:
			for _, c := range msg {
				s.run(c)
			}
		default:
			s.send(msg)
		}
	case <-time.After(3 * time.Millisecond):
	}
}

// TestSeatSecrets plays many workshops at random, from all seats at once, and
// looks at every frame: no byte of another role's text is ever in one.
func TestSeatSecrets(t *testing.T) {
	sc := secretSample(t)
	games := 8
	if testing.Short() {
		games = 2
	}
	frames, seen, open := 0, map[string]bool{}, map[string]int{}
	for n := range games {
		r := rand.New(rand.NewPCG(uint64(n), 5))
		rules := captainRules()
		if n%2 == 1 {
			rules.Lock = workshop.ByMajority
		}
		h := newHall(t, []string{"ja", "en"}[r.IntN(2)], rules, sc)
		now := time.Date(2026, 11, 6, 16, 20, 0, 0, time.UTC)
		h.o.Now = func() time.Time { return now }
		h.o.Room = deafRoom{h.room}
		team := h.team("red")
		var seats []*sitter
		sit := func() {
			if h.room.Head().Phase == workshop.Debrief {
				return
			}
			id := h.join(team, fmt.Sprintf("p%d", len(seats)))
			o := h.o
			o.Place = &workshop.Place{Team: team, Seat: id}
			s := &sitter{seat: id, m: NewSeat(o)}
			s.run(s.m.Init())
			seats = append(seats, s)
		}
		for range 1 + r.IntN(3) {
			sit()
		}
		h.phase(workshop.Running)
		for i := range 260 {
			now = now.Add(time.Second)
			h.meddle(r, i, team, func() {
				if len(seats) < 4 {
					sit()
				}
			})
			for _, s := range seats {
				s.send(stirred{})
				s.send(presses[r.IntN(len(presses))])
				switch r.IntN(9) {
				case 0, 1, 2:
					s.send(stroke(tea.KeyEnter, ""))
				case 3, 4: // out of the notes, which lead to each other
					s.send(stroke(tea.KeyEscape, ""))
				case 5:
					s.send(stroke(tea.KeyEnter, ""))
					s.send(stroke(tea.KeyPgUp, ""))
				}
				if _, gone := s.m.(app).screen.(farewell); gone {
					continue
				}
				if r.IntN(40) == 0 {
					s.send(tea.WindowSizeMsg{Width: 60 + r.IntN(80), Height: 20 + r.IntN(30)})
				}
				// What is allowed is what the member has looked at last.
				m, ok := s.m.(app).screen.(member)
				if !ok {
					continue
				}
				frames++
				open[fmt.Sprintf("%T", m.over)]++
				content := s.m.View().Content
				for _, role := range sc.Rules().Roles {
					found := strings.Contains(content, "zq"+role)
					if found && !m.table.Sees(s.seat, role) {
						t.Fatalf("game %d, press %d: seat %s sees what is for %s\n%s", n, i, s.seat, role, content)
					}
					if found {
						seen[role] = true
					}
				}
			}
		}
		h.close()
	}
	if len(seen) != 3 || frames < 100 {
		t.Errorf("in %d frames only %v was seen: the test looks at nothing", frames, seen)
	}
	t.Logf("%d frames; open over the seat: %v", frames, open)
}

// meddle is what happens around the seats.
func (h *seatHall) meddle(r *rand.Rand, i int, team string, sit func()) {
	try := func(stream string, f workshop.Deciding) { _ = h.room.Do(context.Background(), stream, f) }
	t := h.room.Table(team)
	switch r.IntN(24) {
	case 0:
		sit()
	case 1:
		try(team, func(hd *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.Tell(hd, "mori", workshop.Inject, "a word", now)
		})
	case 2:
		try("", func(hd *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return hd.SetPhase("mori", []workshop.Phase{workshop.Paused, workshop.Running, workshop.Running, workshop.Debrief}[r.IntN(4)], "", now)
		})
	case 3:
		try("", func(hd *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return hd.SetHold("mori", r.IntN(2) == 0, "", now)
		})
	case 4, 5:
		try(team, func(hd *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.Release(hd, "mori", now)
		})
	case 6:
		if i%5 == 0 && len(t.Run.Steps) > 0 {
			try(team, func(hd *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
				return t.SendBack(hd, "mori", r.IntN(len(t.Run.Steps)), "again", now)
			})
		}
	case 7, 8, 9, 10, 11, 12:
		if open := t.Run.Open(); len(open) > 0 {
			seat, choice := t.Seats[r.IntN(len(t.Seats))].ID, open[r.IntN(len(open))].ID
			try(team, func(hd *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
				return t.Cast(hd, seat, len(t.Run.Steps), choice, 50, now)
			})
			try(team, func(hd *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
				return t.Lock(hd, t.Decider(), len(t.Run.Steps), choice, now)
			})
		}
	case 13:
		try("", func(hd *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return hd.SetTopic("mori", "alarm", workshop.Layer(r.IntN(3)), now)
		})
	case 14:
		try(team, func(hd *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.Say(hd, "s1", "a line", now)
		})
	}
}
