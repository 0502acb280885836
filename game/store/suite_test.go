package store_test

import (
	"fmt"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/store"
)

var day = time.Date(2026, 4, 1, 7, 40, 0, int(123*time.Millisecond), time.UTC)

func record(id string, steps int) game.Record {
	rec := game.Record{
		ID: id, Player: "小林", Scenario: "shop-bot", Path: "", Digest: "d1", Variant: "standby", Lang: "ja",
		Seed: 1<<63 + 5, Started: day,
	}
	for i := range steps {
		rec.Steps = append(rec.Steps, step(i))
	}
	return rec
}

// step is the i-th step of every run of these tests.
func step(i int) game.Step {
	return game.Step{Scene: fmt.Sprintf("scene-%d", i), N: i%5 + 1, Mark: fmt.Sprintf("%08x", i), At: day.Add(time.Duration(i) * time.Second)}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func open(t testing.TB, path string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), path)
	must(t, err)
	t.Cleanup(func() { s.Close() })
	return s
}
