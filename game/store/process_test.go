package store_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/store"
)

func TestTwoProgramsOnOneRun(t *testing.T) {
	for round := range 5 {
		path := filepath.Join(t.TempDir(), store.FileName)
		s := open(t, path)
		must(t, s.Begin(t.Context(), record("r", 0)))
		a, b := start(t, "race", path, "1"), start(t, "race", path, "2")
		for _, o := range []*other{a, b} {
			if got := o.line(t); got != "ready" {
				t.Fatal(got)
			}
		}
		for _, o := range []*other{a, b} {
			_, err := fmt.Fprintln(o.in)
			must(t, err)
		}
		saidA, saidB := a.line(t), b.line(t)
		must(t, errors.Join(a.Wait(), b.Wait()))
		winner := map[string]int{"won taken": 1, "taken won": 2}[saidA+" "+saidB]
		rec, err := s.Load(t.Context(), "r")
		must(t, err)
		if winner == 0 || len(rec.Steps) != 1 || rec.Steps[0].N != winner {
			t.Errorf("round %d: the programs say %s and %s, kept is %+v", round, saidA, saidB, rec.Steps)
		}
	}
}

func TestTwoProgramsOpenAFreshFile(t *testing.T) {
	t.Parallel()
	for range often(t, "KOBAYASHI_STARTS", 25) {
		path := filepath.Join(t.TempDir(), "new", "folder", store.FileName)
		var all []*other
		for range 4 {
			all = append(all, start(t, "open", path))
		}
		for _, o := range all {
			o.line(t)
		}
		for _, o := range all {
			_, err := fmt.Fprintln(o.in)
			must(t, err)
		}
		for i, o := range all {
			if got := o.line(t); got != "open" {
				t.Errorf("program %d: got %s", i, got)
			}
			must(t, o.Wait())
		}
		s := open(t, path)
		if v, err := s.Version(t.Context()); v != store.Newest || err != nil {
			t.Errorf("version %d, %v", v, err)
		}
	}
}

func TestOneProgramOpensAFreshFileManyTimes(t *testing.T) {
	path := filepath.Join(t.TempDir(), store.FileName)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			s, err := store.Open(t.Context(), path)
			if err != nil {
				t.Error(err)
				return
			}
			if err := s.Prefer(t.Context(), "lang", "ja"); err != nil {
				t.Error(err)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

func TestLockedByAnotherProgram(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), store.FileName)
	s := open(t, path)
	must(t, s.Begin(t.Context(), record("r", 1)))
	o := start(t, "lock", path)
	o.line(t)
	began := time.Now()
	err := s.Append(t.Context(), "r", 1, step(1), nil)
	waited := time.Since(began)
	if !errors.Is(err, game.ErrBusy) || waited < store.Patience || waited > 2*store.Patience {
		t.Errorf("got %v after %v, want %v after %v", err, waited, game.ErrBusy, store.Patience)
	}
	load(t, s, record("r", 1)) // reading is not stopped
	must(t, o.in.Close())
	must(t, o.Wait())
	must(t, s.Append(t.Context(), "r", 1, step(1), nil))
	load(t, s, record("r", 2))
}

// TestKilled kills a program that appends steps at moments that chance picks,
// 50 times or as often as KOBAYASHI_KILLS says, and looks each time whether every
// step it has acknowledged is there, once, and at most the one under way beside.
func TestKilled(t *testing.T) {
	t.Parallel()
	kills := often(t, "KOBAYASHI_KILLS", 50)
	rng := rand.New(rand.NewPCG(3, uint64(time.Now().UnixNano())))
	var path string
	var acked, extra, opened int
	var slowest time.Duration
	for kill := range kills {
		if kill == 0 || kill%20 == 1 { // a new file, so that its first moments are met too
			path, acked = filepath.Join(t.TempDir(), store.FileName), 0
		}
		o := start(t, "append", path)
		patience := time.Duration(rng.IntN(60)) * time.Millisecond
		if kill%2 == 0 { // every other one is killed while it writes for sure
			for range rng.IntN(30) + 1 {
				seq, _, _ := strings.Cut(o.line(t), " ")
				acked = number(t, seq) + 1
			}
			patience = time.Duration(rng.IntN(1500)) * time.Microsecond
		}
		time.Sleep(patience)
		must(t, o.Process.Kill())
		for o.out.Scan() {
			seq, _, _ := strings.Cut(o.out.Text(), " ")
			acked = number(t, seq) + 1
		}
		if err := o.Wait(); err == nil {
			t.Fatal("the program ended before it was killed")
		}
		began := time.Now()
		s, err := store.Open(t.Context(), path)
		must(t, err)
		rec, err := s.Load(t.Context(), "r")
		slowest = max(slowest, time.Since(began))
		if acked > 0 || !errors.Is(err, game.ErrUnknownRun) {
			must(t, err)
			opened++
			if n := len(rec.Steps); n != acked && n != acked+1 {
				t.Fatalf("kill %d: %d steps acknowledged, %d there", kill, acked, n)
			}
			extra += len(rec.Steps) - acked
			acked = len(rec.Steps)
			load(t, s, record("r", acked))
		}
		must(t, s.Close())
	}
	t.Logf("%d kills, %d met a run; 0 lost, 0 doubled; %d steps kept whose answer was lost; slowest resume %v", kills, opened, extra, slowest)
}
