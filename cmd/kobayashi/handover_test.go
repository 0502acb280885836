package main

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"kobayashi/game"
	"kobayashi/game/runfile"
	"kobayashi/game/store"
)

// faltering is a journal that takes so many more steps and then none.
type faltering struct {
	*store.Store
	left int
}

func (j *faltering) Append(ctx context.Context, run string, seq int, st game.Step, end *game.Result) error {
	if j.left--; j.left < 0 {
		return game.ErrFull
	}
	return j.Store.Append(ctx, run, seq, st, end)
}

// TestTakeIn stops a run at each step on its way into the journal, and takes it
// in again.
func TestTakeIn(t *testing.T) {
	all := runfile.File{Record: game.Record{ID: "r", Scenario: "x", Digest: "d"}}
	for range 4 {
		all.Record.Steps = append(all.Record.Steps, game.Step{Scene: "a", N: 1})
	}
	end := &runfile.End{Result: game.Result{Ending: "calm", Total: 7, Max: 9}}
	f := found{Record: all.Record, end: end, hotwash: game.Hotwash{Gap: "theirs"}}
	begun := f
	begun.Steps, begun.end, begun.hotwash = f.Steps[:1:1], nil, game.Hotwash{}
	for left := range 4 {
		s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), store.FileName))
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		j := &faltering{s, left}
		if added, err := takeIn(t.Context(), j, begun); !added || err != nil {
			t.Fatalf("the beginning: got %v, %v", added, err)
		}
		if _, err := takeIn(t.Context(), j, f); (err != nil) != (left < 3) || err != nil && !errors.Is(err, game.ErrFull) {
			t.Fatalf("with room for %d steps: got %v", left, err)
		}
		j.left = 9
		if added, err := takeIn(t.Context(), j, f); err != nil || added != (left < 3) {
			t.Errorf("with room for %d steps, again: got %v, %v", left, added, err)
		}
		sum, err := s.Runs(t.Context())
		if err != nil || len(sum) != 1 || sum[0].Count != 4 || sum[0].End == nil || *sum[0].End != end.Result {
			t.Errorf("with room for %d steps: got %+v, %v", left, sum, err)
		}
		if h, err := s.Hotwash(t.Context(), "r"); err != nil || h != f.hotwash {
			t.Errorf("got hotwash %+v, %v", h, err)
		}
	}
}

// TestTheirHotwashDoesNotReplaceOurs keeps what was written here.
func TestTheirHotwashDoesNotReplaceOurs(t *testing.T) {
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), store.FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	f := found{Record: game.Record{ID: "r"}}
	ours := game.Hotwash{Gap: "ours"}
	if _, err := takeIn(t.Context(), s, f); err != nil {
		t.Fatal(err)
	}
	if err := s.KeepHotwash(t.Context(), "r", ours); err != nil {
		t.Fatal(err)
	}
	f.hotwash.Gap = "theirs"
	if added, err := takeIn(t.Context(), s, f); added || err != nil {
		t.Errorf("got %v, %v; want nothing new", added, err)
	}
	if h, err := s.Hotwash(t.Context(), "r"); err != nil || h != ours {
		t.Errorf("got %+v, %v; want %+v", h, err, ours)
	}
}
