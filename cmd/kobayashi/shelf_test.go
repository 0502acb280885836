package main

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"kobayashi/game"
)

// TestShelfAlwaysEnds plays every exercise at random a thousand times, in every
// variant: each play reaches an ending, and replays to the same score.
func TestShelfAlwaysEnds(t *testing.T) {
	if testing.Short() {
		t.Skip("no goroutine in it that the race detector could watch, and too long under it")
	}
	books, err := shelf()
	if err != nil {
		t.Fatal(err)
	}
	for _, sc := range books {
		for _, v := range sc.Rules().Variants {
			t.Run(sc.ID()+"/"+v.ID, func(t *testing.T) {
				endings := map[string]int{}
				for seed := range uint64(1000) {
					run := wander(t, sc, v.ID, seed)
					again, err := game.Replay(sc, run.Record)
					if err != nil || *again.Result() != *run.Result() {
						t.Fatalf("seed %d: replayed to %v (%v), lived %v", seed, again.Result(), err, run.Result())
					}
					endings[run.Ending()]++
				}
				if len(endings) < 3 {
					t.Errorf("only these endings came up: %v", endings)
				}
			})
		}
	}
}

// TestShelfIsProved lints every exercise with all rules: nothing to say, and
// every variant looked at to its last state.
func TestShelfIsProved(t *testing.T) {
	if testing.Short() {
		t.Skip("no goroutine in it that the race detector could watch, and too long under it")
	}
	files, err := bases("../../scenarios")
	if err != nil {
		t.Fatal(err)
	}
	found, err := check(t.Context(), files)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range found.problems {
		t.Errorf("%s: %s %s", p.From, p.Rule, p.Message.EN)
	}
	books, err := shelf()
	if err != nil {
		t.Fatal(err)
	}
	variants := 0
	for _, sc := range books {
		variants += max(1, len(sc.Rules().Variants))
	}
	if len(files) != len(books) || len(found.proofs) != variants {
		t.Errorf("%d files and %d proofs, want %d and %d", len(files), len(found.proofs), len(books), variants)
	}
	for _, pr := range found.proofs {
		if pr.Limit > 0 {
			t.Errorf("%s (%s) is not proved: %d states", pr.File, pr.Variant, pr.States)
		}
	}
}

func wander(t testing.TB, sc *game.Scenario, variant string, seed uint64) game.Run {
	t.Helper()
	run, err := game.Begin(sc, game.Record{ID: fmt.Sprint(seed), Variant: variant, Seed: seed})
	if err != nil {
		t.Fatal(err)
	}
	dice := rand.New(rand.NewPCG(seed, 2))
	for !run.Over() {
		var id game.ChoiceID
		open := run.Open()
		if sc.Kind(run.State) == game.Question {
			for _, c := range open {
				id |= c.ID * game.ChoiceID(dice.IntN(2))
			}
		} else {
			id = open[dice.IntN(len(open))].ID
		}
		if run, err = run.Choose(id, time.Unix(0, 0)); err != nil {
			t.Fatal(err)
		}
	}
	return run
}

func BenchmarkShelf(b *testing.B) {
	for b.Loop() {
		if _, err := shelf(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReplayFlagship(b *testing.B) {
	books, err := shelf()
	if err != nil {
		b.Fatal(err)
	}
	run := wander(b, books[0], "", 3)
	b.ReportMetric(float64(len(run.Steps)), "steps")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := game.Replay(books[0], run.Record); err != nil {
			b.Fatal(err)
		}
	}
}
