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
