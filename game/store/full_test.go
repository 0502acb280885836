package store_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"kobayashi/game"
	"kobayashi/game/store"
)

// TestFullDatabase lets SQLite itself run out of pages, which works everywhere.
func TestFullDatabase(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), store.FileName))
	must(t, s.Begin(t.Context(), record("r", 0)))
	pages := func(pragma string) {
		_, err := s.DB().Exec(`PRAGMA max_page_count = ` + pragma)
		must(t, err)
	}
	pages("1") // it stays at what is used already
	kept := fillUp(t, s, 0)
	if err := s.Begin(t.Context(), record("another", 200)); !errors.Is(err, game.ErrFull) {
		t.Errorf("beginning a run: got %v, want %v", err, game.ErrFull)
	}
	pages("1000000")
	must(t, s.Append(t.Context(), "r", kept, step(kept), nil))
	load(t, s, record("r", kept+1))
	if list, err := s.Runs(t.Context()); err != nil || len(list) != 1 {
		t.Errorf("got %d runs and %v, want 1: nothing of the refused one", len(list), err)
	}
}

// fillUp appends until the disk is full and gives the number of steps kept. A
// refused decision must leave no trace.
func fillUp(t *testing.T, s *store.Store, kept int) int {
	t.Helper()
	for ; ; kept++ {
		err := s.Append(t.Context(), "r", kept, step(kept), nil)
		if err == nil {
			continue
		}
		if !errors.Is(err, game.ErrFull) {
			t.Fatalf("got %v, want %v", err, game.ErrFull)
		}
		if want := fmt.Sprintf("saving step %d of run r: ", kept); err.Error()[:len(want)] != want {
			t.Errorf("got %q, want what was being done", err)
		}
		load(t, s, record("r", kept))
		return kept
	}
}
