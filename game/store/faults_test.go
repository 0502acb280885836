package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kobayashi/game/store"
	"kobayashi/game/store/pgtest"
	"kobayashi/game/workshop"
)

// TestKilledInAWorkshop kills a program at random points while it appends. Each
// entry that it has acknowledged is there, once, together with the one of the
// workshop's own stream that came with it, and at most one pair beside.
func TestKilledInAWorkshop(t *testing.T) {
	t.Parallel()
	kills := often(t, "KOBAYASHI_KILLS", 25)
	rng := rand.New(rand.NewPCG(9, uint64(time.Now().UnixNano())))
	var path string
	var acked, extra int
	var slowest time.Duration
	for kill := range kills {
		if kill == 0 || kill%20 == 1 { // a new file, so that its first moments are met too
			path, acked = filepath.Join(t.TempDir(), store.FileName), 0
		}
		o := start(t, "entries", path, "w", "red", "0")
		patience := time.Duration(rng.IntN(60)) * time.Millisecond
		if kill%2 == 0 { // every other one is killed while it writes for sure
			for range rng.IntN(30) + 1 {
				acked = number(t, o.line(t)) + 1
			}
			patience = time.Duration(rng.IntN(1500)) * time.Microsecond
		}
		time.Sleep(patience)
		must(t, o.Process.Kill())
		for o.out.Scan() {
			acked = number(t, o.out.Text()) + 1
		}
		if err := o.Wait(); err == nil {
			t.Fatal("the program ended before it was killed")
		}
		began := time.Now()
		s, err := store.Open(t.Context(), path)
		must(t, err)
		all, err := s.Log().ReadAll(t.Context(), "w")
		slowest = max(slowest, time.Since(began))
		if acked > 0 || !errors.Is(err, workshop.ErrUnknown) {
			must(t, err)
			pairs := (len(all) - 1) / 2
			if pairs != acked && pairs != acked+1 {
				t.Fatalf("kill %d: %d acknowledged, %d there", kill, acked, pairs)
			}
			extra += pairs - acked
			acked = pairs
			wholeIs(t, s.Log(), "w", append(stream("", pairs+1), stream("red", pairs)...)...)
		}
		must(t, s.Close())
	}
	t.Logf("%d kills; 0 lost, 0 doubled; %d kept whose answer was lost; slowest resume %v", kills, extra, slowest)
}

// TestServerKilledUnderWriters kills or restarts PostgreSQL while eight writers,
// in two programs, append as fast as they can, entries and steps. They see no
// error, nothing is lost or doubled, and none waits longer than five seconds.
func TestServerKilledUnderWriters(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes a while")
	}
	t.Parallel()
	s := pgtest.Start(t)
	const writers = 8
	stores := []*store.Store{openURL(t, s.URL), openURL(t, s.URL)}
	made(t, stores[0].Log(), 1, 0)
	watching := watch(t, stores[1].Log(), "w")
	var stop atomic.Bool
	counts, slowest := make([]int, writers), make([]time.Duration, writers)
	var wg sync.WaitGroup
	for i := range writers {
		wg.Go(func() {
			counts[i], slowest[i] = writeUntil(t, stores[i%2], i, &stop)
		})
	}
	kills := often(t, "KOBAYASHI_RESTARTS", 4)
	rng := rand.New(rand.NewPCG(11, uint64(time.Now().UnixNano())))
	for kill := range kills {
		time.Sleep(time.Duration(100+rng.IntN(400)) * time.Millisecond)
		if kill%3 < 2 {
			must(t, s.Kill())
		}
		must(t, s.Restart())
	}
	time.Sleep(200 * time.Millisecond)
	stop.Store(true)
	wg.Wait()
	hear(t, watching, workshop.AllStreams)
	total := checkWritten(t, stores[0], counts)
	var worst time.Duration
	for _, took := range slowest {
		worst = max(worst, took)
	}
	t.Logf("%d kills and restarts under %d writers: %d entries and steps kept, 0 lost, 0 doubled, the longest wait %v", kills, writers, total, worst)
	if worst > 5*time.Second {
		t.Errorf("a writer waited for %v", worst)
	}
}

// writeUntil appends to a stream of workshop w and to a run, both the writer's
// own, and gives how many it was told are kept and the longest wait.
func writeUntil(t *testing.T, s *store.Store, i int, stop *atomic.Bool) (n int, slowest time.Duration) {
	name := fmt.Sprint("team-", i)
	if err := s.Begin(t.Context(), record(name, 0)); err != nil {
		t.Error(err)
		return 0, 0
	}
	for ; !stop.Load(); n++ {
		began := time.Now()
		err := s.Log().Append(t.Context(), "w", entry(name, n))
		between := time.Now()
		err = errors.Join(err, s.Append(t.Context(), name, n, step(n), nil))
		slowest = max(slowest, between.Sub(began), time.Since(between))
		if err != nil {
			t.Errorf("writer %d: %v", i, err)
			return n, slowest
		}
	}
	return n, slowest
}

// checkWritten expects of each writer what he was told is kept, and nothing else.
func checkWritten(t *testing.T, s *store.Store, counts []int) (total int) {
	t.Helper()
	for i, n := range counts {
		name := fmt.Sprint("team-", i)
		got, err := s.Log().Read(t.Context(), "w", name, 0)
		must(t, err)
		if len(got) != n {
			t.Errorf("%s: %d entries kept, %d there", name, n, len(got))
		}
		for seq, e := range got {
			if e.Key != entry(name, seq).Key {
				t.Fatalf("%s: entry %d is %s", name, seq, e.Key)
			}
		}
		load(t, s, record(name, n))
		total += 2 * n
	}
	all, err := s.Log().ReadAll(t.Context(), "w")
	must(t, err)
	if len(all) != 1+total/2 {
		t.Errorf("%d entries in all, want %d", len(all), 1+total/2)
	}
	return total
}

// TestServerAwayForGood: after a bounded patience the caller hears of it, and
// what he tries again later is kept once.
func TestServerAwayForGood(t *testing.T) {
	t.Parallel()
	s := pgtest.Start(t)
	used := openURL(t, s.URL)
	log := used.Log()
	made(t, log, 1, 1)
	if was := used.SetPatience(time.Second); was != 10*time.Second {
		t.Errorf("it would wait for %v", was)
	}
	must(t, s.Kill())
	for what, err := range map[string]func() error{
		"appending": func() error { return log.Append(t.Context(), "w", entry("red", 1)) },
		"reading":   func() error { _, err := log.ReadAll(t.Context(), "w"); return err },
	} {
		began := time.Now()
		if err := err(); !errors.Is(err, store.ErrAway) {
			t.Errorf("%s: got %v, want %v", what, err, store.ErrAway)
		}
		if took := time.Since(began); took < time.Second/2 || took > 5*time.Second {
			t.Errorf("%s: it took %v", what, took)
		}
	}
	must(t, s.Restart())
	must(t, log.Append(t.Context(), "w", entry("red", 1)))
	wholeIs(t, log, "w", entry("", 0), entry("red", 0), entry("red", 1))
}

func TestRemovedWorkshopsAreInNoFile(t *testing.T) {
	dir := t.TempDir()
	log := open(t, filepath.Join(dir, store.FileName)).Log()
	made(t, log, 1, 0)
	e := entry("red", 0)
	e.Actor = "a name to be forgotten"
	must(t, log.Append(t.Context(), "w", e))
	held := func() (n int) {
		entries, err := os.ReadDir(dir)
		must(t, err)
		for _, f := range entries {
			n += bytes.Count(read(t, filepath.Join(dir, f.Name())), []byte(e.Actor))
		}
		return n
	}
	if held() == 0 {
		t.Fatal("the name cannot be found even before")
	}
	must(t, log.Delete(t.Context(), "w"))
	if n := held(); n > 0 {
		t.Errorf("the name is still there %d times", n)
	}
}
