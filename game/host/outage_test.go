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
	clock := &clock{at: time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)}
	log := &memory.Log{Clock: clock.now}
	rules := workshop.Rules{Lock: workshop.ByCaptain, Seats: 8, Teams: 10, Doors: true}
	first := room(t, log, "w", rules)
	do(t, first, "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return h.SetPhase("me", workshop.Running, "", now)
	})
	clock.add(5 * time.Minute)
	if _, err := log.Beat(t.Context(), "first"); err != nil {
		t.Fatal(err)
	}
	clock.add(time.Hour)
	again := room(t, log, "w", rules)
	if ran := again.Head().Ran(clock.now()); ran != 5*time.Minute {
		t.Errorf("after an hour away the workshop has run %v, want 5m", ran)
	}
	clock.add(time.Second)
	third := room(t, log, "w", rules)
	if ran := third.Head().Ran(clock.now()); ran != 5*time.Minute+time.Second {
		t.Errorf("with another node there the workshop has run %v, want 5m1s", ran)
	}
}
