package store_test

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kobayashi/game"
	"kobayashi/game/store"
)

// runningDatabase is what a program leaves that was killed: the database, its
// log, and how long the log was when each step was acknowledged.
func runningDatabase(t *testing.T, steps int) (db, log []byte, acked []int) {
	t.Helper()
	path := filepath.Join(t.TempDir(), store.FileName)
	o := start(t, "append", path)
	for range steps {
		_, size, _ := strings.Cut(o.line(t), " ")
		acked = append(acked, number(t, size))
	}
	must(t, o.Process.Kill())
	for o.out.Scan() {
		_, size, _ := strings.Cut(o.out.Text(), " ")
		acked = append(acked, number(t, size))
	}
	if err := o.Wait(); err == nil {
		t.Fatal("the program ended before it was killed")
	}
	return read(t, path), read(t, path+"-wal"), acked
}

// TestTornLog cuts the log of a running program at every sector, as a power cut
// does, and expects each step that was whole by then, and no other.
func TestTornLog(t *testing.T) {
	const sector = 512
	db, log, acked := runningDatabase(t, 5)
	tears := []struct {
		name  string
		every int
		tail  func(rest []byte) []byte
	}{
		{"cut", sector, func([]byte) []byte { return nil }},
		{"zeros", 5 * sector, func(rest []byte) []byte { return make([]byte, len(rest)) }},
	}
	for _, tear := range tears {
		t.Run(tear.name, func(t *testing.T) {
			t.Parallel()
			for size := sector; size < min(len(log), acked[4]+sector); size += tear.every {
				want := 0
				for want < len(acked) && acked[want] <= size {
					want++
				}
				path := write(t, db, append(log[:size:size], tear.tail(log[size:])...))
				s, err := store.Open(t.Context(), path)
				must(t, err)
				rec, err := s.Load(t.Context(), "r")
				if want > 0 || !errors.Is(err, game.ErrUnknownRun) {
					must(t, err)
					if len(rec.Steps) != want {
						t.Fatalf("log cut at %d: got %d steps, want %d", size, len(rec.Steps), want)
					}
					load(t, s, record("r", want))
				}
				if want > 0 && size%(8*sector) == 0 { // and it goes on from there
					must(t, s.Append(t.Context(), "r", want, step(want), nil))
					load(t, s, record("r", want+1))
				}
				must(t, s.Close())
			}
		})
	}
}

func TestFlippedBytesInTheLogInventNothing(t *testing.T) {
	t.Parallel()
	db, log, acked := runningDatabase(t, 10)
	rng := rand.New(rand.NewPCG(7, 8))
	for range 50 {
		torn := append([]byte(nil), log...)
		place := rng.IntN(len(torn))
		torn[place] ^= byte(rng.IntN(255) + 1)
		s, err := store.Open(t.Context(), write(t, db, torn))
		if err != nil {
			continue
		}
		rec, err := s.Load(t.Context(), "r")
		if err == nil {
			load(t, s, record("r", len(rec.Steps)))
			for i, size := range acked {
				if size <= place && len(rec.Steps) <= i {
					t.Fatalf("byte %d of the log: step %d, whole before it, is gone", place, i)
				}
			}
		}
		must(t, s.Close())
	}
}

func TestALogWithoutItsDatabaseIsKept(t *testing.T) {
	_, log, _ := runningDatabase(t, 3)
	for _, name := range []string{"empty", "missing"} {
		t.Run(name, func(t *testing.T) {
			path := write(t, nil, log)
			if name == "missing" {
				must(t, os.Remove(path))
			}
			if _, err := store.Open(t.Context(), path); !errors.Is(err, game.ErrCorrupt) {
				t.Errorf("got %v, want %v", err, game.ErrCorrupt)
			}
			if got := read(t, path+"-wal"); string(got) != string(log) {
				t.Error("the log was changed")
			}
		})
	}
}
