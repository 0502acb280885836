package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"kobayashi/game"
	"kobayashi/game/store"
)

// These are files as the versions before wrote them. They are never written
// again: the files that players have will not change either.
const (
	version1 = "testdata/version-1.db"
	version2 = "testdata/version-2.db"
	version3 = "testdata/version-3.db"
)

// TestVersion1CanBeRead holds for all time.
func TestVersion1CanBeRead(t *testing.T) {
	path := write(t, read(t, version1), nil)
	for range 2 { // once through the migrations, once without
		s := open(t, path)
		for _, run := range []string{"run-0", "run-1", "run-2"} {
			load(t, s, record(run, 21))
		}
		if end := summary(t, s, "run-2").End; end == nil || *end != (game.Result{Ending: "calm", Total: 72, Max: 100}) {
			t.Errorf("got result %+v", end)
		}
		if prefs, err := s.Preferences(t.Context()); err != nil || prefs["lang"] != "ja" {
			t.Errorf("got %v, %v", prefs, err)
		}
		must(t, s.Close())
	}
	s := open(t, path)
	must(t, s.Append(t.Context(), "run-0", 21, step(21), nil))
	load(t, s, record("run-0", 22))
	washed(t, s, "run-0", game.Hotwash{})
	must(t, s.KeepHotwash(t.Context(), "run-0", wash)) // what came later works on it too
	washed(t, s, "run-0", wash)
}

// TestVersion2CanBeRead holds for all time: how sure a decision was, and the
// hotwash, as the second version kept them.
func TestVersion2CanBeRead(t *testing.T) {
	path := write(t, read(t, version2), nil)
	for range 2 {
		s := open(t, path)
		for i := range 3 {
			load(t, s, kept(i))
		}
		washed(t, s, "run-0", game.Hotwash{})
		washed(t, s, "run-1", wash)
		must(t, s.Close())
	}
}

// TestVersion3CanBeRead holds for all time: a workshop, as the third version kept
// it.
func TestVersion3CanBeRead(t *testing.T) {
	if _, err := os.Stat(version3); os.Getenv("GOLDEN") == "write" && errors.Is(err, os.ErrNotExist) {
		must(t, os.WriteFile(version3, closedDatabase(t), 0o644))
	}
	path := write(t, read(t, version3), nil)
	for range 2 {
		s := open(t, path)
		load(t, s, kept(1))
		wholeIs(t, s.Log(), "w", append(stream("", 3), stream("red", 20)...)...)
		must(t, s.Close())
	}
}

// washed expects a hotwash after a run.
func washed(t *testing.T, j journal, run string, want game.Hotwash) {
	t.Helper()
	if got, err := j.Hotwash(t.Context(), run); err != nil || got != want {
		t.Errorf("hotwash of %s: got %+v, %v; want %+v", run, got, err, want)
	}
}

const another = `ALTER TABLE runs ADD COLUMN team TEXT; CREATE TABLE teams (name TEXT NOT NULL PRIMARY KEY);`

func TestMigrationKeepsWhatIsThere(t *testing.T) {
	path := write(t, read(t, version1), nil)
	s := open(t, path)
	must(t, store.Migrate(t.Context(), s, another))
	must(t, store.Migrate(t.Context(), s, another)) // a second time there is nothing to do
	if v, err := s.Version(t.Context()); v != store.Newest+1 || err != nil {
		t.Errorf("got version %d, %v; want one more", v, err)
	}
	load(t, s, record("run-1", 21))
	must(t, s.Close())

	before := read(t, path)
	if _, err := store.Open(t.Context(), path); !errors.Is(err, game.ErrNewer) {
		t.Errorf("an older program: got %v, want %v", err, game.ErrNewer)
	}
	if after := read(t, path); string(after) != string(before) {
		t.Error("the older program changed the file")
	}
}

func TestMigrationThatFailsChangesNothing(t *testing.T) {
	s := open(t, write(t, read(t, version1), nil))
	if err := store.Migrate(t.Context(), s, another+`CREATE TABLE runs (id TEXT);`); err == nil {
		t.Error("a migration that cannot work worked")
	}
	if v, err := s.Version(t.Context()); v != store.Newest || err != nil {
		t.Errorf("got version %d, %v; want the newest", v, err)
	}
	load(t, s, record("run-1", 21))
	must(t, store.Migrate(t.Context(), s, another)) // nothing of the first try stands in the way
}

func TestTwoMigrateAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), store.FileName)
	a, b := open(t, path), open(t, path)
	errs := make(chan error)
	for _, s := range []*store.Store{a, b} {
		go func() { errs <- store.Migrate(t.Context(), s, another) }()
	}
	must(t, errors.Join(<-errs, <-errs))
	if v, err := a.Version(t.Context()); v != store.Newest+1 || err != nil {
		t.Errorf("got version %d, %v; want one more", v, err)
	}
}
