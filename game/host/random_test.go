package host_test

import (
	"context"
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
	done := map[string]int{}
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
			for kind, n := range consistent(t, log, third) {
				done[kind] += n
			}
		})
	}
	for _, kind := range []string{"said", "voted", "shown", "locked", "came", "went", "hold", "told", "phase", "sentback"} {
		if done[kind] == 0 && !testing.Short() {
			t.Errorf("the test does nothing of the kind %s: %v", kind, done)
		}
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

// consistent looks at the log itself, and counts what is in it.
func consistent(t *testing.T, log workshop.Log, r *host.Room) map[string]int {
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
	return kinds
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
	switch p.rng.IntN(14) {
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
	case 5, 9:
		_ = p.do("close", func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.Close(h, seat, step, now)
		})
	case 6, 7, 8:
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
