package host_test

import (
	"testing"
	"time"

	"kobayashi/game/workshop"
	"kobayashi/game/workshop/memory"
)

// A server that was away for an hour has not used up anybody's time; a second
// node that starts while the first one lives changes nothing.
func TestAnOutageStopsTheClock(t *testing.T) {
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	log := &memory.Log{Clock: func() time.Time { return now }}
	rules := workshop.Rules{Lock: workshop.ByCaptain, Seats: 8, Teams: 10, Doors: true}
	first := room(t, log, "w", rules)
	do(t, first, "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return h.SetPhase("me", workshop.Running, "", now)
	})
	now = now.Add(5 * time.Minute)
	if _, err := log.Beat(t.Context(), "first"); err != nil {
		t.Fatal(err)
	}
	now = now.Add(time.Hour)
	again := room(t, log, "w", rules)
	if ran := again.Head().Ran(now); ran != 5*time.Minute {
		t.Errorf("after an hour away the workshop has run %v, want 5m", ran)
	}
	now = now.Add(time.Second)
	third := room(t, log, "w", rules)
	if ran := third.Head().Ran(now); ran != 5*time.Minute+time.Second {
		t.Errorf("with another node there the workshop has run %v, want 5m1s", ran)
	}
}
