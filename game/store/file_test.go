package store_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	code "modernc.org/sqlite/lib"

	"kobayashi/game"
	"kobayashi/game/store"
)

func TestFilesAreThePlayersOwn(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows keeps rights in another way")
	}
	dir := filepath.Join(t.TempDir(), "日本 語", "a?b#c%20")
	s := open(t, filepath.Join(dir, store.FileName))
	must(t, s.Begin(t.Context(), record("r", 1)))
	want := map[string]os.FileMode{"": 0o700, store.FileName: 0o600, store.FileName + "-wal": 0o600, store.FileName + "-shm": 0o600}
	for name, mode := range want {
		info, err := os.Stat(filepath.Join(dir, name))
		must(t, err)
		if info.Mode().Perm() != mode {
			t.Errorf("%q: got %v, want %v", name, info.Mode().Perm(), mode)
		}
	}
	entries, err := os.ReadDir(dir)
	must(t, err)
	if len(entries) != 3 {
		t.Errorf("got %v, want the database, its log and its index", entries)
	}
}

// The settings without which a power cut takes acknowledged decisions.
func TestSettings(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), store.FileName))
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "2000", "secure_delete": "1"} {
		var got string
		must(t, s.DB().QueryRow(`PRAGMA `+pragma).Scan(&got))
		if got != want {
			t.Errorf("%s: got %s, want %s", pragma, got, want)
		}
	}
}

func TestRemovedNamesAreInNoFile(t *testing.T) {
	dir := t.TempDir()
	s := open(t, filepath.Join(dir, store.FileName))
	rec := record("r", 3)
	rec.Player = "a name to be forgotten"
	must(t, s.Begin(t.Context(), rec))
	must(t, s.KeepHotwash(t.Context(), "r", game.Hotwash{Owner: rec.Player}))
	held := func() (n int) {
		entries, err := os.ReadDir(dir)
		must(t, err)
		for _, e := range entries {
			n += bytes.Count(read(t, filepath.Join(dir, e.Name())), []byte(rec.Player))
		}
		return n
	}
	if held() == 0 {
		t.Fatal("the name cannot be found even before")
	}
	must(t, s.Remove(t.Context(), "r"))
	if n := held(); n > 0 {
		t.Errorf("the name is still there %d times", n)
	}
}

func TestNotADatabase(t *testing.T) {
	for name, text := range map[string]string{"text": strings.Repeat("no database ", 1000), "short": "x", "zeros": strings.Repeat("\x00", 8192)} {
		t.Run(name, func(t *testing.T) {
			path := write(t, []byte(text), nil)
			if _, err := store.Open(t.Context(), path); !errors.Is(err, game.ErrCorrupt) || !strings.Contains(err.Error(), path) {
				t.Errorf("got %v, want %v with the path", err, game.ErrCorrupt)
			}
			if got := read(t, path); string(got) != text {
				t.Error("the file was changed")
			}
		})
	}
	path := filepath.Join(t.TempDir(), store.FileName)
	must(t, os.Mkdir(path, 0o700))
	if _, err := store.Open(t.Context(), path); !errors.Is(err, game.ErrReadOnly) {
		t.Errorf("a folder: got %v, want %v", err, game.ErrReadOnly)
	}
	must(t, os.WriteFile(filepath.Join(path, "file"), nil, 0o600))
	if _, err := store.Open(t.Context(), filepath.Join(path, "file", store.FileName)); !errors.Is(err, game.ErrReadOnly) {
		t.Errorf("a file for a folder: got %v, want %v", err, game.ErrReadOnly)
	}
}

func TestSetAside(t *testing.T) {
	_, log, _ := runningDatabase(t, 3)
	path := write(t, []byte("this was a database"), log)
	if _, err := store.Open(t.Context(), path); !errors.Is(err, game.ErrCorrupt) {
		t.Fatalf("got %v, want %v", err, game.ErrCorrupt)
	}
	aside, err := store.SetAside(path, day)
	must(t, err)
	if want := filepath.Join(filepath.Dir(path), "kobayashi.damaged-20260401T074000.123Z.db"); aside != want {
		t.Errorf("got %s, want %s", aside, want)
	}
	if got := string(read(t, aside)); got != "this was a database" {
		t.Errorf("set aside is %q", got)
	}
	if got := read(t, aside+"-wal"); !bytes.Equal(got, log) {
		t.Error("the log did not come along unchanged")
	}
	s := open(t, path)
	must(t, s.Begin(t.Context(), record("r", 1)))
	must(t, s.Close())
	if _, err := store.SetAside(path, day); !errors.Is(err, os.ErrExist) {
		t.Errorf("the same name again: got %v, want %v", err, os.ErrExist)
	}
	load(t, open(t, path), record("r", 1))
}

// TestDamageLeavesTheLog breaks a page that only the file holds, while the log
// of a killed program holds decisions.
func TestDamageLeavesTheLog(t *testing.T) {
	path := write(t, closedDatabase(t), nil)
	o := start(t, "append", path)
	o.line(t)
	must(t, o.Process.Kill())
	if err := o.Wait(); err == nil {
		t.Fatal("the program ended before it was killed")
	}
	db, log := read(t, path), read(t, path+"-wal")
	page := bytes.Index(db, []byte("langja")) / 4096 * 4096 // the preferences
	copy(db[page:], "\xff\xff\xff\xff\xff\xff\xff\xff")
	path = write(t, db, log)
	if _, err := store.Open(t.Context(), path); !errors.Is(err, game.ErrCorrupt) {
		t.Fatalf("got %v, want %v", err, game.ErrCorrupt)
	}
	if got := read(t, path+"-wal"); !bytes.Equal(got, log) {
		t.Errorf("the log had %d bytes and has %d", len(log), len(got))
	}
}

func TestFileTakenAway(t *testing.T) {
	path := filepath.Join(t.TempDir(), store.FileName)
	s := open(t, path)
	must(t, s.Begin(t.Context(), record("r", 0)))
	must(t, os.Rename(path, path+".moved"))
	for _, state := range []string{"missing", "replaced"} {
		if err := s.Append(t.Context(), "r", 0, step(0), nil); !errors.Is(err, store.ErrMoved) {
			t.Errorf("%s: got %v, want %v", state, err, store.ErrMoved)
		}
		must(t, os.WriteFile(path, nil, 0o600))
	}
	must(t, os.Rename(path+".moved", path))
	must(t, s.Append(t.Context(), "r", 0, step(0), nil))
	load(t, s, record("r", 1))
}

func TestCancelledOpen(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := store.Open(ctx, filepath.Join(t.TempDir(), store.FileName)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}

func TestFaultNames(t *testing.T) {
	here := t.TempDir()
	tests := []struct {
		number int
		dir    string
		want   error
	}{
		{code.SQLITE_BUSY, here, game.ErrBusy},
		{code.SQLITE_BUSY_SNAPSHOT, here, game.ErrBusy},
		{code.SQLITE_BUSY_RECOVERY, here, game.ErrBusy},
		{code.SQLITE_LOCKED, here, game.ErrBusy},
		{code.SQLITE_FULL, here, game.ErrFull},
		{code.SQLITE_READONLY, here, game.ErrReadOnly},
		{code.SQLITE_READONLY_DIRECTORY, here, game.ErrReadOnly},
		{code.SQLITE_PERM, here, game.ErrReadOnly},
		{code.SQLITE_CORRUPT, here, game.ErrCorrupt},
		{code.SQLITE_CORRUPT_INDEX, here, game.ErrCorrupt},
		{code.SQLITE_NOTADB, here, game.ErrCorrupt},
		{code.SQLITE_IOERR_SHORT_READ, here, game.ErrCorrupt},
		{code.SQLITE_IOERR_WRITE, here, nil}, // and nothing wrong with the folder
		{code.SQLITE_IOERR_WRITE, filepath.Join(here, "gone"), game.ErrReadOnly},
		{code.SQLITE_CANTOPEN, filepath.Join(here, "gone"), game.ErrReadOnly},
		{code.SQLITE_CONSTRAINT, here, nil},
	}
	for _, tt := range tests {
		if got := store.FaultName(tt.number, tt.dir); got != tt.want {
			t.Errorf("%d: got %v, want %v", tt.number, got, tt.want)
		}
	}
	if left, err := os.ReadDir(here); err != nil || len(left) > 0 {
		t.Errorf("the probe left %v, %v", left, err)
	}
}
