package store_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"kobayashi/game"
)

func TestBeginAgain(t *testing.T) {
	onAll(t, func(t *testing.T, reopen func() journal) {
		j := reopen()
		must(t, j.Begin(t.Context(), record("r", 2)))
		must(t, j.Begin(t.Context(), record("r", 2)))
		for name, rec := range map[string]game.Record{"shorter": record("r", 1), "longer": record("r", 3)} {
			if err := j.Begin(t.Context(), rec); !errors.Is(err, game.ErrTaken) {
				t.Errorf("%s: got %v, want %v", name, err, game.ErrTaken)
			}
		}
		stranger := record("r", 2)
		stranger.Seed++
		if err := j.Begin(t.Context(), stranger); !errors.Is(err, game.ErrTaken) {
			t.Errorf("another seed: got %v, want %v", err, game.ErrTaken)
		}
		load(t, j, record("r", 2))
	})
}

func TestRunsAreListedLastTouchedFirst(t *testing.T) {
	onAll(t, func(t *testing.T, reopen func() journal) {
		j := reopen()
		if list, err := j.Runs(t.Context()); err != nil || len(list) != 0 {
			t.Errorf("at first: got %v, %v", list, err)
		}
		for i, name := range []string{"a", "b", "c"} {
			rec := record(name, 0)
			rec.Started = day.Add(time.Duration(i) * time.Hour)
			must(t, j.Begin(t.Context(), rec))
		}
		late := step(0)
		late.At = day.Add(24 * time.Hour)
		must(t, j.Append(t.Context(), "b", 0, late, nil))
		list, err := j.Runs(t.Context())
		must(t, err)
		var got []string
		for _, sum := range list {
			got = append(got, fmt.Sprintf("%s/%d/%d", sum.ID, sum.Count, len(sum.Steps)))
		}
		if want := []string{"b/1/0", "c/0/0", "a/0/0"}; !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	})
}

func TestPreferences(t *testing.T) {
	onAll(t, func(t *testing.T, reopen func() journal) {
		j := reopen()
		for _, p := range [][2]string{{"lang", "ja"}, {"theme", "夜"}, {"lang", "en"}, {"", ""}} {
			must(t, j.Prefer(t.Context(), p[0], p[1]))
		}
		must(t, j.Close())
		got, err := reopen().Preferences(t.Context())
		must(t, err)
		if want := (map[string]string{"lang": "en", "theme": "夜", "": ""}); !reflect.DeepEqual(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	})
}

func TestRemove(t *testing.T) {
	onAll(t, func(t *testing.T, reopen func() journal) {
		j := reopen()
		must(t, j.Begin(t.Context(), record("gone", 3)))
		must(t, j.Begin(t.Context(), record("stays", 3)))
		for _, run := range []string{"gone", "stays"} {
			must(t, j.KeepHotwash(t.Context(), run, wash))
		}
		must(t, j.Remove(t.Context(), "gone"))
		if err := j.Remove(t.Context(), "gone"); !errors.Is(err, game.ErrUnknownRun) {
			t.Errorf("removed twice: got %v", err)
		}
		if _, err := j.Load(t.Context(), "gone"); !errors.Is(err, game.ErrUnknownRun) {
			t.Errorf("loaded: got %v", err)
		}
		load(t, j, record("stays", 3))
		must(t, j.Begin(t.Context(), record("gone", 1))) // nothing of the old run comes back
		load(t, j, record("gone", 1))
		washed(t, j, "gone", game.Hotwash{})
		washed(t, j, "stays", wash)
	})
}

func TestACallerWhoHasGivenUpKeepsNothing(t *testing.T) {
	onAll(t, func(t *testing.T, reopen func() journal) {
		j := reopen()
		must(t, j.Begin(t.Context(), record("r", 1)))
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := j.Append(ctx, "r", 1, step(1), nil); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want %v", err, context.Canceled)
		}
		load(t, j, record("r", 1))
	})
}

func TestManyAtOnce(t *testing.T) {
	onAll(t, func(t *testing.T, reopen func() journal) {
		j := reopen()
		must(t, j.Begin(t.Context(), record("same", 0)))
		must(t, j.Begin(t.Context(), record("race", 0)))
		const many = 100
		errs := make([]error, many)
		var wg sync.WaitGroup
		for i := range many {
			wg.Go(func() {
				if err := j.Append(t.Context(), "same", 0, step(0), nil); err != nil {
					t.Errorf("the same step: %v", err)
				}
				mine := step(0)
				mine.N = i + 1
				errs[i] = j.Append(t.Context(), "race", 0, mine, nil)
			})
		}
		wg.Wait()
		load(t, j, record("same", 1))
		kept, err := j.Load(t.Context(), "race")
		must(t, err)
		for i, err := range errs {
			if won := len(kept.Steps) == 1 && kept.Steps[0].N == i+1; won != (err == nil) || !won && !errors.Is(err, game.ErrTaken) {
				t.Errorf("writer %d: got %v, kept %v", i, err, kept.Steps)
			}
		}
	})
}

// TestAgainstAModel does at random what a program may do and compares with a
// journal that is nothing but a map.
func TestAgainstAModel(t *testing.T) {
	onAll(t, func(t *testing.T, reopen func() journal) {
		j, model := reopen(), map[string]game.Record{}
		rng := rand.New(rand.NewPCG(1, 2))
		for range 150 {
			id := fmt.Sprintf("r%d", rng.IntN(4))
			rec, there := model[id]
			switch what := rng.IntN(10); {
			case what == 0:
				must(t, j.Close())
				j = reopen()
			case what == 1 && there:
				must(t, j.Remove(t.Context(), id))
				delete(model, id)
			case !there:
				model[id] = record(id, rng.IntN(3))
				must(t, j.Begin(t.Context(), model[id]))
			default:
				seq, st := rng.IntN(len(rec.Steps)+2), step(rng.IntN(3))
				err := j.Append(t.Context(), id, seq, st, nil)
				switch {
				case seq == len(rec.Steps):
					must(t, err)
					rec.Steps = append(slices.Clip(rec.Steps), st)
					model[id] = rec
				case seq > len(rec.Steps) || !rec.Steps[seq].Same(st):
					if err == nil {
						t.Fatalf("step %d of %+v: %+v was accepted", seq, rec, st)
					}
				default:
					must(t, err)
				}
			}
			if rec, there := model[id]; there {
				load(t, j, rec)
			}
		}
		for _, rec := range model {
			load(t, j, rec)
		}
	})
}
