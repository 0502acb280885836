package store_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"sync"
	"testing"

	"kobayashi/game/store"
	"kobayashi/game/workshop"
)

// TestWritersOfOneStream lets many writers, in two programs, each bring their
// entries into one stream: who is overtaken looks and tries the next place. Each
// also begins streams of his own.
func TestWritersOfOneStream(t *testing.T) {
	onAll(t, func(t *testing.T, reopen func() journal) {
		logs := []store.Log{reopen().Log(), reopen().Log()}
		made(t, logs[0], 1, 0)
		const writers, each = 12, 4
		var wg sync.WaitGroup
		for i := range writers {
			wg.Go(func() {
				log, seq := logs[i%2], 0
				for n := range each {
					if err := log.Append(t.Context(), "w", ownNote(i, n)); err != nil {
						t.Errorf("writer %d: %v", i, err)
						return
					}
					for {
						e := entry("red", seq)
						e.Key = fmt.Sprintf("w%d-%d", i, n)
						err := log.Append(t.Context(), "w", e)
						if err == nil {
							break
						}
						if !errors.Is(err, workshop.ErrOvertaken) {
							t.Errorf("writer %d: %v", i, err)
							return
						}
						more, err := log.Read(t.Context(), "w", "red", seq)
						if err != nil {
							t.Errorf("writer %d: %v", i, err)
							return
						}
						seq += len(more)
					}
				}
			})
		}
		wg.Wait()
		all, err := logs[1].ReadAll(t.Context(), "w")
		must(t, err)
		seen := map[string]int{}
		for _, e := range all {
			seen[e.Key]++
		}
		if len(seen) != 1+2*writers*each || len(all) != len(seen) {
			t.Errorf("%d entries of %d keys, want %d", len(all), len(seen), 1+2*writers*each)
		}
	})
}

// ownNote is an entry that begins a stream of its own.
func ownNote(writer, n int) workshop.Entry {
	e := entry(fmt.Sprintf("notes-%d-%d", writer, n), 0)
	e.Key = fmt.Sprintf("n%d-%d", writer, n)
	return e
}

// TestWhoMakesAWorkshop lets many programs make the same one at once.
func TestWhoMakesAWorkshop(t *testing.T) {
	onAll(t, func(t *testing.T, reopen func() journal) {
		logs := []store.Log{reopen().Log(), reopen().Log(), reopen().Log()}
		for round := range 5 {
			id, won := fmt.Sprint("w", round), make([]bool, 12)
			var wg sync.WaitGroup
			for i := range won {
				wg.Go(func() {
					e := entry("", 0)
					e.Key = fmt.Sprint("k", i)
					err := logs[i%3].Append(t.Context(), id, e, entry("red", 0))
					if won[i] = err == nil; err != nil && !errors.Is(err, workshop.ErrExists) {
						t.Errorf("maker %d: %v", i, err)
					}
				})
			}
			wg.Wait()
			all, err := logs[0].ReadAll(t.Context(), id)
			must(t, err)
			if len(all) != 2 {
				t.Fatalf("got\n%s", brief(all))
			}
			for i := range won {
				if won[i] != (all[0].Key == fmt.Sprint("k", i)) {
					t.Errorf("maker %d won: %v, the first is %s", i, won[i], all[0].Key)
				}
			}
		}
	})
}

// TestEntriesAgainstAModel does at random what programs may do and compares with
// a log that is nothing but a map.
func TestEntriesAgainstAModel(t *testing.T) {
	onAll(t, func(t *testing.T, reopen func() journal) {
		logs := []store.Log{reopen().Log(), reopen().Log()}
		model := map[string]map[string][]string{} // workshop, stream, keys
		rng := rand.New(rand.NewPCG(3, 4))
		names := []string{"", "red", "blue"}
		for round := range 300 {
			log, id := logs[rng.IntN(2)], fmt.Sprint("w", rng.IntN(3))
			if rng.IntN(25) == 0 {
				if err := log.Delete(t.Context(), id); (err == nil) != (model[id] != nil) {
					t.Fatalf("round %d: deleting %s: %v", round, id, err)
				}
				delete(model, id)
				continue
			}
			var add []workshop.Entry
			for range 1 + rng.IntN(3) {
				name := names[rng.IntN(3)]
				e := entry(name, max(0, len(model[id][name])+rng.IntN(4)-2))
				e.Key = fmt.Sprint("k", rng.IntN(2))
				add = append(add, e)
			}
			want := fold(model, id, add)
			if err := log.Append(t.Context(), id, add...); !errors.Is(err, want) || want == nil && err != nil {
				t.Fatalf("round %d: got %v, want %v, adding to %v\n%s", round, err, want, model[id], brief(add))
			}
			sameAsModel(t, logs[rng.IntN(2)], id, model[id])
		}
	})
}

// fold does to the model what an append should do, or says what it answers.
func fold(model map[string]map[string][]string, id string, add []workshop.Entry) error {
	next := map[string][]string{}
	for name, keys := range model[id] {
		next[name] = slices.Clone(keys)
	}
	for _, e := range add {
		keys := next[e.Stream]
		switch {
		case len(next[""]) == 0 && (e.Stream != "" || e.Seq > 0):
			return workshop.ErrUnknown
		case e.Seq == len(keys):
			next[e.Stream] = append(keys, e.Key)
		case e.Seq > len(keys):
			return workshop.ErrOvertaken
		case keys[e.Seq] == e.Key:
		case e.Stream == "" && e.Seq == 0:
			return workshop.ErrExists
		default:
			return workshop.ErrOvertaken
		}
	}
	model[id] = next
	return nil
}

func sameAsModel(t *testing.T, log store.Log, id string, want map[string][]string) {
	t.Helper()
	all, err := log.ReadAll(t.Context(), id)
	if want == nil {
		if !errors.Is(err, workshop.ErrUnknown) {
			t.Fatalf("%s: got %v", id, err)
		}
		return
	}
	must(t, err)
	got := map[string][]string{}
	for _, e := range all {
		got[e.Stream] = append(got[e.Stream], e.Key)
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("%s: got %v, want %v", id, got, want)
	}
}
