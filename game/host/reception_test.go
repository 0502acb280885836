package host_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/host"
	"kobayashi/game/naming"
	"kobayashi/game/workshop"
	"kobayashi/game/workshop/memory"
)

func node(t testing.TB, log workshop.Log) *host.Host {
	t.Helper()
	sc := flagship(t)
	h := host.Still(host.Options{Log: log, Find: func(workshop.Opened) (*game.Scenario, error) { return sc, nil }, Talk: slog.New(slog.DiscardHandler)})
	t.Cleanup(h.Close)
	return h
}

func rules() workshop.Rules {
	return workshop.Rules{Lock: workshop.ByCaptain, Seats: 3, Teams: 2, Doors: true}
}

// clock is a time that moves when it is told to.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

func TestAdmit(t *testing.T) {
	r := room(t, &memory.Log{}, "w", rules())
	admit := func(key, team, join, code string) (workshop.Place, error) {
		return r.Admit(t.Context(), host.Guest{Key: key}, workshop.Knock{Team: team, Join: join, Code: code, Name: "x"}, naming.Team)
	}
	ann, err := admit("k1", "Red", " １２-34", "")
	if err != nil || ann.Code == "" || ann.Seat != "s1" || len(ann.Code) != 8 {
		t.Fatalf("the first is %+v, %v", ann, err)
	}
	bob, err := admit("", "ＲＥＤ", "1234", "")
	if err != nil || bob.Team != ann.Team || bob.Seat != "s2" {
		t.Fatalf("the second is %+v, %v", bob, err)
	}
	for _, tt := range []struct {
		name                  string
		key, team, join, code string
		want                  workshop.Place
		err                   error
	}{
		{"by key", "k1", "red", "1234", "", workshop.Place{Team: ann.Team, Seat: "s1"}, nil},
		{"by code", "", "red", "", ann.Code, workshop.Place{Team: ann.Team, Seat: "s1"}, nil},
		{"by code, typed otherwise", "k9", "red", "", " " + string([]rune{'　'}) + bob.Code[:4] + "-" + bob.Code[4:], workshop.Place{Team: ann.Team, Seat: "s2"}, nil},
		{"the code before the key", "k1", "red", "", bob.Code, workshop.Place{Team: ann.Team, Seat: "s2"}, nil},
		{"a wrong code", "k1", "red", "1234", "AAAAAAAA", workshop.Place{}, workshop.ErrCode},
		{"a code at another team", "", "blue", "1234", ann.Code, workshop.Place{}, workshop.ErrCode},
		{"a wrong join code", "", "red", "1235", "", workshop.Place{}, workshop.ErrCode},
		{"a key without the join code", "k1", "red", "", "", workshop.Place{}, workshop.ErrCode},
		{"no name", "", "---", "1234", "", workshop.Place{}, naming.ErrEmpty},
	} {
		got, err := admit(tt.key, tt.team, tt.join, tt.code)
		if got != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("%s: got %+v, %v", tt.name, got, err)
		}
	}
	if len(r.Head().Teams) != 1 || len(r.Table(ann.Team).Seats) != 2 {
		t.Errorf("there are %d teams and %d seats", len(r.Head().Teams), len(r.Table(ann.Team).Seats))
	}
	if place, ok := r.Known(host.Guest{Key: "k1"}, "red"); ok != (place.Seat == "s1") {
		t.Errorf("known as %+v, %v", place, ok)
	}
	for _, g := range []host.Guest{{}, {Key: "k7"}} {
		if place, ok := r.Known(g, "red"); ok {
			t.Errorf("%+v is known as %+v", g, place)
		}
	}
	for _, s := range r.Table(ann.Team).Seats {
		if s.Code == ann.Code || s.Key == "k1" {
			t.Error("a secret stands in the log")
		}
	}
}

// slow is a log that takes its time, so that everybody is at the door at once.
type slow struct{ workshop.Log }

func (s slow) Append(ctx context.Context, id string, entries ...workshop.Entry) error {
	time.Sleep(2 * time.Millisecond)
	if err := ctx.Err(); err != nil { // as a database does
		return err
	}
	return s.Log.Append(ctx, id, entries...)
}

// TestAdmitAtOnce: at two nodes at once everybody gets one seat, at one team, and
// nobody more than there are.
func TestAdmitAtOnce(t *testing.T) {
	log := slow{&memory.Log{}}
	rooms := []*host.Room{room(t, log, "w", rules()), room(t, log, "w", rules())}
	var wg sync.WaitGroup
	var mu sync.Mutex
	seats, full := map[string][]string{}, 0
	for i := range 24 {
		wg.Go(func() {
			key := fmt.Sprintf("k%d", i%6) // each person comes four times
			place, err := rooms[i%2].Admit(t.Context(), host.Guest{Key: key}, workshop.Knock{Team: "red", Join: "1234", Name: key}, naming.Team)
			mu.Lock()
			defer mu.Unlock()
			switch {
			case errors.Is(err, workshop.ErrNoSeat):
				full++
			case err != nil:
				t.Error(err)
			case !slices.Contains(seats[key], place.Seat):
				seats[key] = append(seats[key], place.Seat)
			}
		})
	}
	wg.Wait()
	if len(rooms[0].Head().Teams) != 1 || len(seats) != 3 || full != 12 {
		t.Errorf("%d teams; seats %v; %d found no seat", len(rooms[0].Head().Teams), seats, full)
	}
	for key, list := range seats {
		if len(list) != 1 {
			t.Errorf("%s sits on %v", key, list)
		}
	}
}

func TestTokens(t *testing.T) {
	clock := &clock{at: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	log := &memory.Log{Clock: clock.now}
	a, b := room(t, log, "w", rules()), room(t, log, "w", rules())
	token, err := a.Token(t.Context(), time.Minute)
	if err != nil || len(token) != 26 {
		t.Fatalf("the token is %q, %v", token, err)
	}
	if _, err := b.Redeem(t.Context(), "x"+token, "Mori", time.Hour); !errors.Is(err, workshop.ErrSecret) {
		t.Errorf("a wrong token: %v", err)
	}
	wait(t, func() bool { return b.Head().Next == a.Head().Next })
	var wg sync.WaitGroup
	passes := make(chan string, 8)
	for i := range 8 {
		wg.Go(func() {
			r := []*host.Room{a, b}[i%2]
			if pass, err := r.Redeem(t.Context(), token, fmt.Sprint(i), time.Hour); err == nil {
				passes <- pass
			} else if !errors.Is(err, workshop.ErrSecret) {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if len(passes) != 1 {
		t.Fatalf("%d people got in with one token", len(passes))
	}
	pass := <-passes
	wait(t, func() bool { return a.Head().Next == b.Head().Next })
	for _, r := range []*host.Room{a, b} {
		if _, ok := r.Leads(workshop.Pass, pass); !ok {
			t.Error("the pass leads nobody")
		}
		for _, wrong := range []string{"", token, pass + "A"} {
			if _, ok := r.Leads(workshop.Pass, wrong); ok {
				t.Errorf("%q leads", wrong)
			}
		}
	}
	second, err := a.Token(t.Context(), time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.RedeemKey(t.Context(), second, "SHA256:abc", "Mori", time.Hour); err != nil {
		t.Fatal(err)
	}
	if name, ok := a.Leads(workshop.Key, "SHA256:abc"); !ok || name != "Mori" {
		t.Errorf("the key leads %q, %v", name, ok)
	}
	clock.add(2 * time.Hour)
	if _, ok := a.Leads(workshop.Pass, pass); ok {
		t.Error("an old pass leads")
	}
}

// TestLines: the lines of a dead node are closed by another; those of a node that
// was only cut off are opened again; a line that was left stays closed.
func TestLines(t *testing.T) {
	clock := &clock{at: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	log := &memory.Log{Clock: clock.now}
	a, b := node(t, slow{log}), node(t, slow{log})
	sc := flagship(t)
	ra, err := a.Open(t.Context(), "w", workshop.Opened{Scenario: sc.ID(), Digest: sc.Digest(), Lang: "ja", Join: "1234", Rules: rules()})
	if err != nil {
		t.Fatal(err)
	}
	rb, err := b.Room(t.Context(), "w")
	if err != nil {
		t.Fatal(err)
	}
	place, err := ra.Admit(t.Context(), host.Guest{}, workshop.Knock{Team: "red", Join: "1234", Name: "x"}, naming.Team)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	leave, err := a.Sit(ctx, ra, place)
	if err != nil {
		t.Fatal(err)
	}
	cancel() // the context of a line may be over long before it is left
	here := func(r *host.Room) func() bool {
		return func() bool {
			table := r.Table(place.Team)
			if table == nil {
				return false
			}
			s, ok := table.Seat(place.Seat)
			return ok && s.Here()
		}
	}
	wait(t, here(rb))
	if err := b.Alive(t.Context()); err != nil || !here(rb)() {
		t.Fatalf("a living node's line was closed: %v", err)
	}
	// The clock jumps: a is silent for long, as far as b can see, and then for too long.
	clock.add(host.Gone + time.Second)
	if err := b.Alive(t.Context()); err != nil || !here(rb)() {
		t.Fatalf("nobody of a dead node had the time to come back: %v", err)
	}
	clock.add(host.Awaited - host.Gone)
	if err := b.Alive(t.Context()); err != nil {
		t.Fatal(err)
	}
	if here(rb)() {
		t.Error("the line of a dead node is open")
	}
	wait(t, func() bool { return !here(ra)() }) // it has heard of it
	if err := a.Alive(t.Context()); err != nil {
		t.Fatal(err)
	}
	wait(t, here(ra))
	wait(t, here(rb))
	leave()
	leave()
	for range 2 {
		if err := a.Alive(t.Context()); err != nil || here(ra)() {
			t.Errorf("the line that was left is open again: %v", err)
		}
	}
	for _, p := range []workshop.Place{{}, {Team: "t99", Seat: "s1"}, {Team: place.Team, Seat: "s9"}} {
		if _, err := a.Sit(t.Context(), ra, p); !errors.Is(err, workshop.ErrNoTeam) && !errors.Is(err, workshop.ErrStranger) {
			t.Errorf("sitting at %+v: %v", p, err)
		}
	}
	if n := ra.Desks(); n != 1 {
		t.Errorf("%d desks for one team", n)
	}
}
