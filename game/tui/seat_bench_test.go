package tui

import (
	"fmt"
	"os"
	"runtime"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
	"kobayashi/game/parse"
	"kobayashi/game/workshop"
)

// flagship is a real exercise, as long as they come.
func flagship(t testing.TB) *game.Scenario {
	t.Helper()
	res := parse.Read(os.DirFS("../../scenarios"), "shop-bot/shop-bot.md")
	if res.Scenario == nil {
		t.Fatal(res.Problems)
	}
	return res.Scenario
}

// far is a team of four in the middle of the flagship, seen from a seat that has
// read everything.
func far(b testing.TB, seats int) (*seatHall, []tea.Model) {
	b.Helper()
	rules := captainRules()
	rules.Teams = seats
	h := newHall(b, "ja", rules, flagship(b))
	b.Cleanup(h.close)
	h.o.Room = deafRoom{h.room}
	now := time.Date(2026, 11, 6, 16, 20, 0, 0, time.UTC)
	h.o.Now = func() time.Time { now = now.Add(time.Second); return now }
	const size, steps = 4, 12
	var list []tea.Model
	var team string
	for i := range seats {
		if i%size == 0 {
			h.o.Room = deafRoom{h.room}
			team = h.teamOf(b, fmt.Sprintf("t%d", i), size, steps)
		}
		o := h.o
		o.Place = &workshop.Place{Team: team, Seat: fmt.Sprintf("s%d", i%size+1)}
		s := newSitter(o)
		for range 60 {
			s.send(stroke(tea.KeyEnd, ""))
			s.send(stroke(tea.KeyEnter, ""))
			if m := s.m.(app).screen.(member); m.stage(m.in(s.m.(app).frame)).deciding {
				break
			}
		}
		_ = s.m.View()
		list = append(list, s.m)
	}
	return h, list
}

func (h *seatHall) teamOf(b testing.TB, name string, size, steps int) string {
	team := h.team(name)
	for i := range size {
		h.join(team, fmt.Sprintf("p%d", i))
	}
	if h.room.Head().Phase != workshop.Running {
		h.phase(workshop.Running)
	}
	for t := h.room.Table(team); len(t.Run.Steps) < steps && !t.Run.Over(); t = h.room.Table(team) {
		if !t.Run.Rules.Free(t.Run.State) {
			h.do(team, func(hd *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
				return t.GoOn(hd, "s1", len(t.Run.Steps), now)
			})
			continue
		}
		for i := range size {
			h.vote(team, fmt.Sprintf("s%d", i+1), 1, 70)
		}
		if len(h.room.Table(team).Run.Steps) == len(t.Run.Steps) {
			h.lock(team, h.room.Table(team).Decider(), 1)
		}
	}
	return team
}

// BenchmarkSeatKey is a key at the decision of a long run, from the message to
// the painted page.
func BenchmarkSeatKey(b *testing.B) {
	_, list := far(b, 1)
	m := list[0]
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		m, _ = m.Update(stroke([]rune{tea.KeyDown, tea.KeyUp}[i%2], ""))
		if len(m.View().Content) == 0 {
			b.Fatal("an empty page")
		}
	}
}

// BenchmarkSeatStirred is a word of the room to a seat for which nothing changes.
func BenchmarkSeatStirred(b *testing.B) {
	_, list := far(b, 1)
	m := list[0]
	b.ReportAllocs()
	for b.Loop() {
		m, _ = m.Update(stirred{})
		if len(m.View().Content) == 0 {
			b.Fatal("an empty page")
		}
	}
}

// BenchmarkSeatMemory is what one more seat holds, in bytes.
func BenchmarkSeatMemory(b *testing.B) {
	const seats = 200
	for b.Loop() {
		far(b, 8) // what all share is set before
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		h, list := far(b, seats)
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/seats, "B/seat")
		runtime.KeepAlive(list)
		runtime.KeepAlive(h)
	}
}
