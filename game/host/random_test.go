package host_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"sync"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/host"
	"kobayashi/game/naming"
	"kobayashi/game/workshop"
	"kobayashi/game/workshop/memory"
)

// TestRandomDeeds lets many people do anything at all at two nodes at once. What
// both nodes hold in the end is the same, a node that comes later reads the same,
// and nothing that was said to be kept is lost or there twice.
func TestRandomDeeds(t *testing.T) {
	seeds := 6
	if testing.Short() {
		seeds = 1
	}
	for seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			lock := []workshop.LockRule{workshop.ByCaptain, workshop.ByMajority}[seed%2]
			log := &memory.Log{}
			r := workshop.Rules{Lock: lock, Confidence: true, Seats: 3, Teams: 3, Doors: true}
			rooms := []*host.Room{room(t, log, "w", r), room(t, log, "w", r)}
			var wg sync.WaitGroup
			for i := range 9 {
				p := &someone{t: t, r: rooms[i%2], rng: rand.New(rand.NewPCG(uint64(seed), uint64(i))), name: fmt.Sprintf("p%d", i), team: fmt.Sprintf("team%c", 'A'+i%3)}
				wg.Go(func() { p.plays(250) })
			}
			lead := &someone{t: t, r: rooms[1], rng: rand.New(rand.NewPCG(uint64(seed), 99)), name: "lead"}
			wg.Go(func() { lead.leads(200) })
			wg.Wait()
			third := room(t, log, "w", r)
			for _, r := range rooms {
				wait(t, func() bool { return same(r, third) })
			}
			consistent(t, log, third)
		})
	}
}

func same(a, b *host.Room) bool {
	if !reflect.DeepEqual(a.Head(), b.Head()) {
		return false
	}
	for _, l := range b.Head().Teams {
		if !reflect.DeepEqual(a.Table(l.ID), b.Table(l.ID)) {
			return false
		}
	}
	return true
}

// consistent looks at the log itself.
func consistent(t *testing.T, log workshop.Log, r *host.Room) {
	t.Helper()
	entries, err := log.ReadAll(t.Context(), "w")
	if err != nil {
		t.Fatal(err)
	}
	next, keys, said, kinds := map[string]int{}, map[string]bool{}, map[string]int{}, map[string]int{}
	for _, e := range entries {
		if e.Seq != next[e.Stream] || keys[e.Key] || e.Key == "" {
			t.Fatalf("entry %d of %q, key %q", e.Seq, e.Stream, e.Key)
		}
		next[e.Stream]++
		keys[e.Key] = true
		kinds[e.Kind]++
		if f, _ := e.Fact(); e.Kind == "said" {
			said[f.(workshop.Said).Text]++
		}
	}
	for text, n := range said {
		if n != 1 {
			t.Errorf("%q was said %d times", text, n)
		}
	}
	for _, l := range r.Head().Teams {
		table := r.Table(l.ID)
		if len(table.Past) != len(table.Run.Steps) {
			t.Errorf("%s: %d ballots for %d steps", l.Name, len(table.Past), len(table.Run.Steps))
		}
		for i, b := range table.Past {
			if b.Choice != table.Run.Steps[i].ID() || b.At.IsZero() || b.By == "" {
				t.Errorf("%s: step %d is %+v", l.Name, i, b)
			}
		}
	}
	for _, kind := range []string{"said", "voted", "shown", "locked", "came", "went", "hold", "told", "phase", "sentback"} {
		if kinds[kind] == 0 {
			t.Errorf("the test does nothing of the kind %s: %v", kind, kinds)
		}
	}
}

// someone does things at random.
type someone struct {
	t     *testing.T
	r     *host.Room
	rng   *rand.Rand
	name  string
	team  string
	place workshop.Place
	n     int
}

// may is what a deed may be refused with.
func (p *someone) may(what string, err error) {
	if err != nil && workshop.Reason(err) == "" && !errors.Is(err, game.ErrNotOffered) {
		p.t.Errorf("%s: %s: %v", p.name, what, err)
	}
}

func (p *someone) do(what string, f workshop.Deciding) error {
	err := p.r.Do(context.Background(), p.place.Team, f)
	p.may(what, err)
	return err
}

func (p *someone) plays(times int) {
	for range times {
		if p.place.Seat == "" {
			place, err := p.r.Admit(context.Background(), host.Guest{Key: p.name}, workshop.Knock{Team: p.team, Join: "1234", Name: p.name}, naming.Team)
			p.may("admit", err)
			p.place = place
			if err != nil {
				time.Sleep(time.Millisecond)
				continue
			}
		}
		p.deed()
	}
}

func (p *someone) deed() {
	t := p.r.Table(p.place.Team)
	if t == nil {
		p.place = workshop.Place{}
		return
	}
	if _, ok := t.Seat(p.place.Seat); !ok {
		p.place = workshop.Place{}
		return
	}
	seat, step := p.place.Seat, len(t.Run.Steps)
	var choice game.ChoiceID
	if open := t.Run.Open(); len(open) > 0 {
		choice = open[p.rng.IntN(len(open))].ID
	}
	sure := game.Levels[p.rng.IntN(len(game.Levels))]
	switch p.rng.IntN(12) {
	case 0:
		_ = p.do("come", func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.Come(h, seat, "line-"+p.name, "node", now)
		})
	case 1:
		if p.rng.IntN(4) == 0 {
			_ = p.do("go", func(_ *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
				return t.Go(seat, "line-"+p.name, now)
			})
		}
	case 2:
		p.n++
		text := fmt.Sprintf("%s %d", p.name, p.n)
		if p.do("say", func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.Say(h, seat, text, now)
		}) == nil {
			p.heard(text)
		}
	case 3:
		_ = p.do("go on", func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.GoOn(h, seat, step, now)
		})
	case 4:
		_ = p.do("reach", func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.Reach(h, seat, step, now)
		})
	case 5:
		_ = p.do("close", func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.Close(h, seat, step, now)
		})
	case 6, 7:
		_ = p.do("lock", func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.Lock(h, seat, step, choice, now)
		})
	default:
		_ = p.do("cast", func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.Cast(h, seat, step, choice, sure, now)
		})
	}
}

// heard holds that what was said stands at the table as soon as Do has come back.
func (p *someone) heard(text string) {
	t := p.r.Table(p.place.Team)
	if t == nil {
		return // removed meanwhile
	}
	for _, l := range t.Chat {
		if l.Text == text {
			return
		}
	}
	p.t.Errorf("%q was kept, and is not there", text)
}

func (p *someone) leads(times int) {
	head := func(what string, f func(h *workshop.Head, now time.Time) ([]workshop.Entry, error)) {
		p.place.Team = ""
		_ = p.do(what, func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) { return f(h, now) })
	}
	head("start", func(h *workshop.Head, now time.Time) ([]workshop.Entry, error) {
		return h.SetPhase(p.name, workshop.Running, "", now)
	})
	for range times {
		time.Sleep(time.Duration(p.rng.IntN(500)) * time.Microsecond)
		on := p.rng.IntN(2) == 0
		teams := p.r.Head().Teams
		switch k := p.rng.IntN(14); {
		case k == 0:
			head("pause", func(h *workshop.Head, now time.Time) ([]workshop.Entry, error) {
				return h.SetPhase(p.name, workshop.Paused, "", now)
			})
		case k < 4:
			head("resume", func(h *workshop.Head, now time.Time) ([]workshop.Entry, error) {
				return h.SetPhase(p.name, workshop.Running, "", now)
			})
		case k == 4:
			head("hold", func(h *workshop.Head, now time.Time) ([]workshop.Entry, error) { return h.SetHold(p.name, on, "", now) })
		case k < 7:
			p.may("release", workshop.ReleaseAll(context.Background(), p.r, p.name))
		case k == 7:
			standings := workshop.Standings(p.r.Head(), p.r.Table)
			head("board", func(h *workshop.Head, now time.Time) ([]workshop.Entry, error) {
				return h.SetBoard(p.name, []workshop.BoardView{workshop.Frozen, workshop.Live}[p.rng.IntN(2)], standings, now)
			})
		case k == 8 && len(teams) == 3 && p.rng.IntN(6) == 0:
			head("remove", func(h *workshop.Head, now time.Time) ([]workshop.Entry, error) {
				return h.Remove(p.name, teams[p.rng.IntN(3)].ID, "", now)
			})
		case len(teams) > 0:
			p.place.Team = teams[p.rng.IntN(len(teams))].ID
			p.table(k)
		}
	}
	head("resume", func(h *workshop.Head, now time.Time) ([]workshop.Entry, error) {
		return h.SetPhase(p.name, workshop.Running, "", now)
	})
}

func (p *someone) table(k int) {
	_ = p.do("a team", func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		switch {
		case k == 9 && len(t.Run.Steps) > 0:
			return t.SendBack(h, p.name, p.rng.IntN(len(t.Run.Steps)), "why", now)
		case k == 10 && len(t.Seats) > 0 && p.rng.IntN(5) == 0:
			return t.Unseat(h, p.name, t.Seats[0].ID, "", now)
		case k == 11:
			return t.More(h, p.name, 5, "", now)
		}
		return t.Tell(h, p.name, workshop.Hint, "look", now)
	})
}

// TestNewsOfAnUnknownKind: a log that a newer program has written to is not taken
// in, and following it holds one ear, not more and more.
func TestNewsOfAnUnknownKind(t *testing.T) {
	log := &memory.Log{}
	r := room(t, log, "w", rules())
	before := r.Head().Next
	if err := log.Append(t.Context(), "w", workshop.Entry{Seq: before, Key: "new", Kind: "dance", Body: json.RawMessage(`{}`)}); err != nil {
		t.Fatal(err)
	}
	err := r.Do(t.Context(), "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return h.SetDoors("me", false, now)
	})
	if !errors.Is(err, workshop.ErrKind) || r.Head().Next != before || !r.Head().Doors {
		t.Errorf("got %v at %d", err, r.Head().Next)
	}
	time.Sleep(2200 * time.Millisecond) // two tries to follow
	if n := log.Ears("w"); n > 1 {
		t.Errorf("%d ears", n)
	}
}

func TestWatch(t *testing.T) {
	r := room(t, &memory.Log{}, "w", rules())
	make := func(name string) string {
		do(t, r, "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return h.Make(name, name, now)
		})
		return r.Head().Teams[len(r.Head().Teams)-1].ID
	}
	red, blue := make("red"), make("blue")
	ctx, cancel := context.WithCancel(t.Context())
	own, any, both := r.Watch(ctx, red), r.Watch(ctx), r.Watch(ctx, "", red)
	for _, team := range []string{blue, red, red, red} {
		do(t, r, team, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.Tell(h, "me", workshop.Hint, "x", now)
		})
	}
	for i, ch := range []<-chan struct{}{own, any, both} {
		if len(ch) != 1 {
			t.Fatalf("channel %d holds %d words", i, len(ch))
		}
	}
	// The same news may come once more, from the log.
	time.Sleep(100 * time.Millisecond)
	for _, ch := range []<-chan struct{}{own, any, both} {
		<-ch
	}
	do(t, r, blue, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Tell(h, "me", workshop.Hint, "x", now)
	})
	if len(own) != 0 || len(both) != 0 || len(any) != 1 {
		t.Errorf("another team's news: %d, %d, %d", len(own), len(both), len(any))
	}
	time.Sleep(100 * time.Millisecond)
	cancel()
	<-any
	for _, ch := range []<-chan struct{}{own, any, both} {
		select {
		case _, open := <-ch:
			if open {
				t.Error("a word after the end")
			}
		case <-time.After(5 * time.Second):
			t.Error("the channel is not closed")
		}
	}
	wait(t, func() bool { return r.Ears() == 0 })
	do(t, r, red, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Tell(h, "me", workshop.Hint, "x", now)
	})
}

func TestRoomsThatAreNot(t *testing.T) {
	h := node(t, &memory.Log{})
	if _, err := h.Room(t.Context(), "none"); !errors.Is(err, workshop.ErrUnknown) {
		t.Errorf("a workshop that is not: %v", err)
	}
	r := room(t, &memory.Log{}, "w", rules())
	if r.Table("t9") != nil {
		t.Error("there is a table of no team")
	}
	err := r.Do(t.Context(), "t9", func(*workshop.Head, *workshop.Table, time.Time) ([]workshop.Entry, error) {
		t.Error("asked about no team")
		return nil, nil
	})
	if !errors.Is(err, workshop.ErrNoTeam) || r.Desks() != 0 {
		t.Errorf("got %v and %d desks", err, r.Desks())
	}
	// After the end a line can still be left, and nothing runs any more.
	log := &memory.Log{}
	a := node(t, log)
	sc := flagship(t)
	ra, err := a.Open(t.Context(), "w", workshop.Opened{Scenario: sc.ID(), Digest: sc.Digest(), Join: "1234", Rules: rules()})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Open(t.Context(), "w", workshop.Opened{}); !errors.Is(err, workshop.ErrExists) {
		t.Errorf("opened twice: %v", err)
	}
	place, err := ra.Admit(t.Context(), host.Guest{}, workshop.Knock{Team: "red", Join: "1234", Name: "x"}, naming.Team)
	if err != nil {
		t.Fatal(err)
	}
	leave, err := a.Sit(t.Context(), ra, place)
	if err != nil {
		t.Fatal(err)
	}
	a.Close()
	a.Close()
	leave()
	again, err := node(t, log).Room(t.Context(), "w")
	if err != nil {
		t.Fatal(err)
	}
	if s, _ := again.Table(place.Team).Seat(place.Seat); s.Here() {
		t.Error("the line is open after the end")
	}
}
