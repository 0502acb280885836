package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"kobayashi/game"
	"kobayashi/game/need"
	"kobayashi/game/store"
)

// disk mounts a small file system of its own, which only root can.
func disk(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		need.Missing(t, "cannot mount a small disk here: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// TestFullDisk leaves a little less room each time, so that every write of a
// decision meets the end of the disk once.
func TestFullDisk(t *testing.T) {
	const size = 1 << 20
	dir := disk(t, fmt.Sprint(size))
	path, filler := filepath.Join(dir, store.FileName), filepath.Join(dir, "filler")
	s := open(t, path)
	must(t, s.Begin(t.Context(), record("r", 0)))
	kept := 0
	for room := 10; room >= 0; room-- {
		fill(t, filler)
		must(t, os.Truncate(filler, max(0, length(t, filler)-int64(room)*4096)))
		kept = fillUp(t, s, kept)
		must(t, os.Remove(filler))
		must(t, s.Append(t.Context(), "r", kept, step(kept), nil))
		kept++
		load(t, s, record("r", kept))
		must(t, s.Close()) // folds the log in and gives its room back
		s = open(t, path)
	}
	fill(t, filler)
	if _, err := store.Open(t.Context(), filepath.Join(dir, "new", store.FileName)); !errors.Is(err, game.ErrFull) {
		t.Errorf("opening a new one: got %v, want %v", err, game.ErrFull)
	}
}

// fill writes a file until nothing more fits.
func fill(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	must(t, err)
	for block := make([]byte, 4096); err == nil; {
		_, err = f.Write(block)
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	must(t, f.Close())
}

func length(t *testing.T, path string) int64 {
	t.Helper()
	info, err := os.Stat(path)
	must(t, err)
	return info.Size()
}

func TestReadOnlyDisk(t *testing.T) {
	dir := disk(t, "1m")
	path := filepath.Join(dir, store.FileName)
	s := open(t, path)
	must(t, s.Begin(t.Context(), record("r", 2)))
	must(t, s.Close())
	must(t, syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""))
	refuses := func(what string, err error) {
		t.Helper()
		if !errors.Is(err, game.ErrReadOnly) {
			t.Errorf("%s: got %v, want %v", what, err, game.ErrReadOnly)
		}
	}
	for _, name := range []string{path, filepath.Join(dir, "other.db"), filepath.Join(dir, "new", store.FileName)} {
		_, err := store.Open(t.Context(), name)
		refuses("opening "+name, err)
	}
	_, err := store.SetAside(path, day)
	refuses("setting aside", err)
	must(t, syscall.Mount("", dir, "", syscall.MS_REMOUNT, ""))
	s = open(t, path)
	must(t, s.Append(t.Context(), "r", 2, step(2), nil))
	load(t, s, record("r", 3))
}

// TestEveryWriteCutShort limits how long a file may get, at each half sector of
// what a decision writes: the write that crosses the limit is cut there and the
// next one fails.
func TestEveryWriteCutShort(t *testing.T) {
	path := filepath.Join(t.TempDir(), store.FileName)
	o := start(t, "limit", path)
	var last string
	for o.out.Scan() {
		last = o.out.Text()
	}
	if err := o.Wait(); err != nil || !strings.HasPrefix(last, "done") {
		t.Fatalf("%s: %v", last, err)
	}
	t.Log(last)
}

func limitErrand(path string, _ []string) error {
	signal.Ignore(syscall.SIGXFSZ)
	ctx := context.Background()
	s, err := store.Open(ctx, path)
	if err != nil {
		return err
	}
	if err := s.Begin(ctx, record("r", 1)); err != nil {
		return err
	}
	var free syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &free); err != nil {
		return err
	}
	refused, seq := 0, 1
	for beyond := uint64(0); beyond < 16<<10; beyond += 256 {
		log, err := os.Stat(path + "-wal")
		if err != nil {
			return err
		}
		tight := free
		tight.Cur = uint64(log.Size()) + beyond
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &tight); err != nil {
			return err
		}
		failed := s.Append(ctx, "r", seq, step(seq), nil)
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &free); err != nil {
			return err
		}
		if failed != nil {
			refused++
			if rec, err := s.Load(ctx, "r"); err != nil || len(rec.Steps) != seq {
				return fmt.Errorf("after %w: %d steps instead of %d, %w", failed, len(rec.Steps), seq, err)
			}
			if err := s.Append(ctx, "r", seq, step(seq), nil); err != nil {
				return fmt.Errorf("after %w: %w", failed, err)
			}
		}
		seq++
		if rec, err := s.Load(ctx, "r"); err != nil || len(rec.Steps) != seq {
			return fmt.Errorf("%d steps instead of %d, %w", len(rec.Steps), seq, err)
		}
	}
	if refused < 16 {
		return fmt.Errorf("only %d writes were refused", refused)
	}
	fmt.Printf("done: %d decisions, %d met a cut write\n", seq, refused)
	return s.Close()
}
