package host_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"kobayashi/game/host"
	"kobayashi/game/naming"
	"kobayashi/game/workshop"
	"kobayashi/game/workshop/memory"
)

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
	three := rules()
	three.Teams = 3
	r := room(t, &memory.Log{}, "w", three)
	make := func(name string) string {
		do(t, r, "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return h.Make(name, name, now)
		})
		return r.Head().Teams[len(r.Head().Teams)-1].ID
	}
	red, blue := make("red"), make("blue")
	ctx, cancel := context.WithCancel(t.Context())
	own, any := r.Watch(ctx, red), r.Watch(ctx, "")
	for _, team := range []string{blue, red, red, red} {
		do(t, r, team, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.Tell(h, "me", workshop.Hint, "x", now)
		})
	}
	for i, ch := range []<-chan struct{}{own, any} {
		if len(ch) != 1 {
			t.Fatalf("channel %d holds %d words", i, len(ch))
		}
	}
	// The same news may come once more, from the log.
	time.Sleep(100 * time.Millisecond)
	for _, ch := range []<-chan struct{}{own, any} {
		<-ch
	}
	do(t, r, blue, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Tell(h, "me", workshop.Hint, "x", now)
	})
	make("green")
	if len(own) != 0 || len(any) != 1 {
		t.Errorf("another team's news: %d, %d", len(own), len(any))
	}
	do(t, r, "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return h.SetDoors("me", false, now)
	})
	if len(own) != 1 {
		t.Error("the room's news do not come to a team")
	}
	time.Sleep(100 * time.Millisecond)
	<-own
	<-any
	cancel()
	for _, ch := range []<-chan struct{}{own, any} {
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
