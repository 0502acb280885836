package line

import (
	"context"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/host"
	"kobayashi/game/naming"
	"kobayashi/game/workshop"
	"kobayashi/game/workshop/memory"
)

// A scene is a workshop with its host, for tests.
type scene struct {
	t    *testing.T
	host *host.Host
	room *host.Room
	sc   *game.Scenario
	log  *memory.Log
	lang string
}

// fixed is a clock that only moves when it is told to.
type fixed struct {
	mu sync.Mutex
	at time.Time
}

func (f *fixed) now() time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.at
}

func (f *fixed) add(d time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.at = f.at.Add(d)
}

func captain() workshop.Rules {
	return workshop.Rules{Lock: workshop.ByCaptain, Seats: 6, Teams: 4, Doors: true, Least: 3}
}

func stage(t *testing.T, sc *game.Scenario, rules workshop.Rules) (*scene, *fixed) {
	t.Helper()
	clock := &fixed{at: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	log := &memory.Log{Clock: clock.now}
	h := host.New(host.Options{Log: log, Find: func(workshop.Opened) (*game.Scenario, error) { return sc, nil }, Talk: slog.New(slog.DiscardHandler)})
	t.Cleanup(h.Close)
	r, err := h.Open(t.Context(), "w", workshop.Opened{Name: "秋の演習", Scenario: sc.ID(), Digest: sc.Digest(), Lang: "ja", Seed: 7, Nonce: "n", Join: "2468", Rules: rules})
	if err != nil {
		t.Fatal(err)
	}
	return &scene{t, h, r, sc, log, "en"}, clock
}

// A person is somebody at lines of their own.
type person struct {
	t    *testing.T
	in   *io.PipeWriter
	done chan struct{}
	out  Outcome
	err  error

	mu   sync.Mutex
	text strings.Builder
	grew chan struct{}
	read int // how much of the text was looked at
}

func (p *person) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.text.Write(b)
	select {
	case p.grew <- struct{}{}:
	default:
	}
	return len(b), nil
}

// sees waits until each of the texts has been written, in order, and gives what
// was written up to there.
func (p *person) sees(texts ...string) string {
	p.t.Helper()
	from := p.read
	late := time.After(10 * time.Second)
	for _, text := range texts {
		for {
			p.mu.Lock()
			i := strings.Index(p.text.String()[p.read:], text)
			if i >= 0 {
				p.read += i + len(text)
			}
			rest := p.text.String()[from:]
			p.mu.Unlock()
			if i >= 0 {
				break
			}
			select {
			case <-p.grew:
			case <-late:
				p.t.Fatalf("%q does not come; since the last time:\n%s", text, rest)
			}
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.String()[from:p.read]
}

func (p *person) says(lines ...string) {
	p.t.Helper()
	for _, l := range lines {
		if _, err := io.WriteString(p.in, l+"\n"); err != nil {
			p.t.Fatal(err)
		}
	}
}

// all is everything that was written.
func (p *person) all() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.String()
}

// goes ends the input and waits for the end.
func (p *person) goes() Outcome {
	p.t.Helper()
	_ = p.in.Close()
	return p.ends()
}

func (p *person) ends() Outcome {
	p.t.Helper()
	select {
	case <-p.done:
	case <-time.After(10 * time.Second):
		p.t.Fatalf("does not end; so far\n%s", p.all())
	}
	return p.out
}

func begin(t *testing.T, f func(ctx context.Context, in io.Reader, out io.Writer) (Outcome, error)) *person {
	t.Helper()
	r, w := io.Pipe()
	p := &person{t: t, in: w, done: make(chan struct{}), grew: make(chan struct{}, 1)}
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		defer close(p.done)
		p.out, p.err = f(ctx, r, p)
	}()
	t.Cleanup(func() {
		cancel()
		_ = w.Close()
		<-p.done
	})
	return p
}

// seat puts somebody before the door of a team. place may be nil.
func (s *scene) seat(team, key string, place *workshop.Place) *person {
	return begin(s.t, func(ctx context.Context, in io.Reader, out io.Writer) (Outcome, error) {
		return Seat(ctx, SeatOptions{
			In: in, Out: out, Words: book().In(s.lang), Setter: setter(), Room: s.room, Team: team, Place: place,
			Admit: func(ctx context.Context, k workshop.Knock) (workshop.Place, error) {
				return s.room.Admit(ctx, host.Guest{Key: key}, k, naming.Team)
			},
			Sit: func(ctx context.Context, p workshop.Place) (func(), error) { return s.host.Sit(ctx, s.room, p) },
		})
	})
}

// member puts somebody at a team's table.
func (s *scene) member(team, name string) *person {
	s.t.Helper()
	p := s.seat(team, "key-"+name, nil)
	p.sees("> join")
	p.says("2468")
	p.sees("> name")
	p.says(name)
	p.sees("> ")
	return p
}

// lead puts a facilitator to work.
func (s *scene) lead() *person {
	p := begin(s.t, func(ctx context.Context, in io.Reader, out io.Writer) (Outcome, error) {
		return Lead(ctx, LeadOptions{
			In: in, Out: out, Words: book().In(s.lang), Setter: setter(), Room: s.room, Name: "Mori", Namer: naming.Team, Scenario: s.sc,
		})
	})
	p.sees("> lead")
	return p
}

// told waits until the room stands as it should.
func (s *scene) until(what string, ok func() bool) {
	s.t.Helper()
	for late := time.Now().Add(10 * time.Second); !ok(); time.Sleep(time.Millisecond) {
		if time.Now().After(late) {
			s.t.Fatal("never: " + what)
		}
	}
}
