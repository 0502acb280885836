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

func (deafRoom) Watch(context.Context, string) <-chan struct{} {
	silent := make(chan struct{})
	close(silent)
	return silent
}

// sitter drives the model of a seat without a terminal.
type sitter struct {
	seat string
	m    tea.Model
	late []chan tea.Msg // answers that take their time: a clock's, or a busy machine's
}

// newSitter is at the seat when it comes back.
func newSitter(o SeatOptions) *sitter {
	s := &sitter{seat: o.Place.Seat, m: NewSeat(o)}
	s.run(s.m.Init())
	for {
		if _, still := s.m.(app).screen.(seating); !still {
			return s
		}
		time.Sleep(time.Millisecond)
		s.hear()
	}
}

func (s *sitter) send(msg tea.Msg) {
	s.hear()
	var cmd tea.Cmd
	s.m, cmd = s.m.Update(msg)
	s.run(cmd)
}

// hear takes in what has come late.
func (s *sitter) hear() {
	late := s.late
	s.late = nil
	for _, answer := range late {
		s.take(answer, 0)
	}
}

// run answers a command at once, if it can be.
func (s *sitter) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	const soon = 3 * time.Millisecond
	answer := make(chan tea.Msg, 1)
	go func() { answer <- cmd() }()
	s.take(answer, soon)
}

func (s *sitter) take(answer chan tea.Msg, within time.Duration) {
	select {
	case msg := <-answer:
		switch msg := msg.(type) {
		case nil, tea.QuitMsg, roomGone:
		case tea.BatchMsg:
			for _, c := range msg {
				s.run(c)
			}
		default:
			s.send(msg)
		}
	case <-time.After(within):
		s.late = append(s.late, answer)
	}
}

// secrets plays workshops and looks at every frame.
type secrets struct {
	*seatHall
	r     *rand.Rand
	now   time.Time
	team  string
	seats []*sitter
	seen  map[string]bool // roles whose text was in a frame of theirs
	open  map[string]int  // frames, by what was open over the seat
}

func (g *secrets) sit() {
	const most = 4
	if len(g.seats) == most || g.room.Head().Phase == workshop.Debrief {
		return
	}
	o := g.o
	o.Place = &workshop.Place{Team: g.team, Seat: g.join(g.team, fmt.Sprintf("p%d", len(g.seats)))}
	g.seats = append(g.seats, newSitter(o))
}

// press is what somebody at a seat may press, with some sense in it.
func (g *secrets) press(s *sitter) {
	s.send(presses[g.r.IntN(len(presses))])
	switch g.r.IntN(9) {
	case 0, 1, 2:
		s.send(stroke(tea.KeyEnter, ""))
	case 3, 4: // out of the notes, which lead to each other
		s.send(stroke(tea.KeyEscape, ""))
	case 5:
		s.send(stroke(tea.KeyEnter, ""))
		s.send(stroke(tea.KeyPgUp, ""))
	case 6:
		s.send(tea.WindowSizeMsg{Width: 60 + g.r.IntN(80), Height: 20 + g.r.IntN(30)})
	}
}

// look is what the seat's frame shows, against what the member may read by the
// table they have looked at last.
func (g *secrets) look(t *testing.T, s *sitter) {
	m, ok := s.m.(app).screen.(member)
	if !ok {
		return
	}
	g.open[fmt.Sprintf("%T", m.over)]++
	content := s.m.View().Content
	for _, role := range g.sc.Rules().Roles {
		// Beside a scene stand only those notes that the seat's own words name.
		named := m.over == nil && strings.Contains(content, "note of "+role)
		switch found := named || strings.Contains(content, "zq"+role); {
		case found && !m.table.Sees(s.seat, role):
			t.Fatalf("seat %s sees what is for %s\n%s", s.seat, role, content)
		case found:
			g.seen[role] = true
		}
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
	g := &secrets{seen: map[string]bool{}, open: map[string]int{}}
	for n := range games {
		g.r = rand.New(rand.NewPCG(uint64(n), 5))
		rules := captainRules()
		if n%2 == 1 {
			rules.Lock = workshop.ByMajority
		}
		g.seatHall = newHall(t, []string{"ja", "en"}[g.r.IntN(2)], rules, sc)
		g.now = time.Date(2026, 11, 6, 16, 20, 0, 0, time.UTC)
		g.o.Now = func() time.Time { return g.now }
		g.o.Room = deafRoom{g.room}
		g.team, g.seats = g.seatHall.team("red"), nil
		for range 1 + g.r.IntN(3) {
			g.sit()
		}
		g.phase(workshop.Running)
		for i := range 260 {
			g.now = g.now.Add(time.Second)
			g.meddle(g.r, i, g.team, g.sit)
			for _, s := range g.seats {
				s.send(stirred{})
				g.look(t, s)
				g.press(s)
				g.look(t, s)
			}
		}
		g.close()
	}
	if len(g.seen) != 3 || g.open["<nil>"] < 500 {
		t.Errorf("of %v only %v was seen: the test looks at nothing", g.open, g.seen)
	}
	t.Logf("frames by what was open: %v", g.open)
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
