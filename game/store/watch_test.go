package store_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"kobayashi/game/store"
	"kobayashi/game/store/pgtest"
	"kobayashi/game/workshop"
)

// soon is far more than a name may take on a busy machine.
const soon = 20 * time.Second

// hear reads names until one of them is wanted or may stand for it.
func hear(t *testing.T, names <-chan string, want string) {
	t.Helper()
	for until := time.After(soon); ; {
		select {
		case name, open := <-names:
			if !open {
				t.Fatalf("the channel is closed, %q was not told", want)
			}
			if name == want || name == workshop.AllStreams {
				return
			}
		case <-until:
			t.Fatalf("%q was not told", want)
		}
	}
}

func watch(t *testing.T, log store.Log, id string) <-chan string {
	t.Helper()
	names, err := log.Watch(t.Context(), id)
	must(t, err)
	return names
}

// drain reads what there is for a while and gives it.
func drain(names <-chan string, while time.Duration) (all []string) {
	for until := time.After(while); ; {
		select {
		case name := <-names:
			all = append(all, name)
		case <-until:
			return all
		}
	}
}

func TestWatch(t *testing.T) {
	t.Parallel()
	onAll(t, func(t *testing.T, reopen func() journal) {
		a, b := reopen().Log(), reopen().Log()
		made(t, a, 1, 0)
		mine, others, elsewhere := watch(t, a, "w"), watch(t, b, "w"), watch(t, a, "v")
		for seq, name := range []string{"red", "blue", "チーム"} {
			must(t, a.Append(t.Context(), "w", entry(name, 0), entry("", seq+1)))
			for _, names := range []<-chan string{mine, others} {
				hear(t, names, name)
			}
		}
		must(t, b.Append(t.Context(), "w", entry("red", 1)))
		hear(t, mine, "red")
		hear(t, others, "red")
		// What this program did itself is told by name, not by a guess.
		drain(mine, 500*time.Millisecond)
		must(t, a.Append(t.Context(), "w", entry("red", 2)))
		if got := drain(mine, 500*time.Millisecond); !slices.Equal(got, []string{"red"}) {
			t.Errorf("got %q, want red and nothing else", got)
		}
		must(t, b.Delete(t.Context(), "w"))
		hear(t, mine, workshop.AllStreams)
		if got := drain(elsewhere, 100*time.Millisecond); slices.ContainsFunc(got, func(name string) bool { return name != workshop.AllStreams }) {
			t.Errorf("who watches another workshop hears %q", got)
		}
	})
}

func TestWatchingEnds(t *testing.T) {
	onAll(t, func(t *testing.T, reopen func() journal) {
		j := reopen()
		made(t, j.Log(), 1, 0)
		before := runtime.NumGoroutine()
		for range 3 { // the source starts and ends with the watchers
			ctx, cancel := context.WithCancel(t.Context())
			one, err := j.Log().Watch(ctx, "w")
			must(t, err)
			two, err := j.Log().Watch(ctx, "w")
			must(t, err)
			cancel()
			for _, names := range []<-chan string{one, two} {
				for range names { // until it is closed
				}
			}
		}
		for until := time.Now().Add(soon); runtime.NumGoroutine() > before && time.Now().Before(until); {
			time.Sleep(10 * time.Millisecond)
		}
		if after := runtime.NumGoroutine(); after > before {
			t.Errorf("%d goroutines before, %d after", before, after)
		}
		cancelled, cancel := context.WithCancel(t.Context())
		cancel()
		if names, err := j.Log().Watch(cancelled, "w"); err == nil {
			if _, open := <-names; open {
				t.Error("a watcher who has given up hears something")
			}
		} else if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		names := watch(t, j.Log(), "w")
		must(t, j.Close())
		if _, open := <-names; open {
			t.Error("the store is closed, the channel is not")
		}
		if _, err := j.Log().Watch(t.Context(), "w"); err == nil {
			t.Error("a closed store lets watch")
		}
	})
}

// TestSlowWatcher lets one watcher read nothing while a hundred streams grow.
func TestSlowWatcher(t *testing.T) {
	t.Parallel()
	onAll(t, func(t *testing.T, reopen func() journal) {
		log := reopen().Log()
		made(t, log, 1, 0)
		slow, fast := watch(t, log, "w"), watch(t, log, "w")
		for i := range 100 {
			must(t, log.Append(t.Context(), "w", entry(fmt.Sprint("team-", i), 0)))
			hear(t, fast, fmt.Sprint("team-", i))
		}
		got := drain(slow, 300*time.Millisecond)
		if len(got) > 66 || !slices.Contains(got, workshop.AllStreams) {
			t.Errorf("after a hundred streams the slow one hears %d names: %q", len(got), got)
		}
		for range 50 {
			must(t, log.Append(t.Context(), "w", entry("", 0))) // nothing new, but told
		}
		if got := drain(slow, 300*time.Millisecond); len(got) == 0 || len(got) > 3 {
			t.Errorf("after fifty times the same stream it hears %q", got)
		}
	})
}

// TestAnotherProgramIsSeen watches a file into which another program writes.
func TestAnotherProgramIsSeen(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), store.FileName)
	log := open(t, path).Log()
	made(t, log, 1, 0)
	names := watch(t, log, "w")
	if got := drain(names, time.Second); len(got) > 0 {
		t.Errorf("nothing happens, but it hears %q", got)
	}
	o := start(t, "entries", path, "w", "red", "1")
	hear(t, names, "red")
	for o.out.Scan() {
		t.Log(o.out.Text())
	}
	must(t, o.Wait())
	got, err := log.Read(t.Context(), "w", "red", 0)
	must(t, err)
	if len(got) != 1 {
		t.Errorf("got\n%s", brief(got))
	}
}

// TestWatchAfterARestart cuts the line on which notifications come. What was
// appended meanwhile, by another program, must be told.
func TestWatchAfterARestart(t *testing.T) {
	t.Parallel()
	s := pgtest.Start(t)
	used := openURL(t, s.URL)
	a, b := used.Log(), openURL(t, s.URL).Log()
	made(t, a, 1, 0)
	names := watch(t, a, "w")
	listens := func() bool {
		var n int
		err := used.DB().QueryRow(`SELECT COUNT(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND state = 'idle'`).Scan(&n)
		return err == nil && n == 1
	}
	for seq, end := range []func() error{s.Kill, s.Stop} {
		must(t, end())
		must(t, s.Restart())
		must(t, b.Append(t.Context(), "w", entry("red", seq)))
		hear(t, names, "red")
		until(t, listens)
		drain(names, 100*time.Millisecond)
		must(t, b.Append(t.Context(), "w", entry("blue", seq)))
		hear(t, names, "blue")
	}
	// Only the listening connection ends: nothing else tells of it.
	must(t, s.Exec(t.Context(), `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'`))
	hear(t, names, workshop.AllStreams)
	until(t, listens)
	must(t, b.Append(t.Context(), "w", entry("red", 2)))
	hear(t, names, "red")
}
