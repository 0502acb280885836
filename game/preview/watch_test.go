package preview_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/preview"
)

// soon is how long a test waits for what must come: file systems and machines
// are slow at times.
const soon = 10 * time.Second

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestWatch: every way in which an editor saves is seen.
func TestWatch(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "shop.md")
	write(t, file, "a")
	if err := os.MkdirAll(filepath.Join(dir, "notes"), 0o755); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	seen := make(chan struct{}, 100)
	ended := make(chan error, 1)
	go func() { ended <- preview.WatchOnly(ctx, dir, func() { seen <- struct{}{} }) }()
	time.Sleep(200 * time.Millisecond) // for the watch to stand
	saves := []struct {
		name string
		save func(t *testing.T)
	}{
		{"written over", func(t *testing.T) { write(t, file, "bb") }},
		{"renamed into its place", func(t *testing.T) {
			write(t, filepath.Join(dir, ".shop.md.swp"), "ccc")
			if err := os.Rename(filepath.Join(dir, ".shop.md.swp"), file); err != nil {
				t.Fatal(err)
			}
		}},
		{"and once more", func(t *testing.T) { write(t, file, "dddd") }},
		{"a translation", func(t *testing.T) { write(t, filepath.Join(dir, "shop.en.md"), "e") }},
		{"a note", func(t *testing.T) { write(t, filepath.Join(dir, "notes", "a.md"), "f") }},
		{"removed", func(t *testing.T) {
			if err := os.Remove(file); err != nil {
				t.Fatal(err)
			}
		}},
		{"there again", func(t *testing.T) { write(t, file, "g") }},
		{"a note in a new folder", func(t *testing.T) {
			if err := os.MkdirAll(filepath.Join(dir, "more"), 0o755); err != nil {
				t.Fatal(err)
			}
			write(t, filepath.Join(dir, "more", "b.md"), "h")
		}},
		{"that note again", func(t *testing.T) { write(t, filepath.Join(dir, "more", "b.md"), "ii") }},
	}
	for _, tt := range saves {
		tt.save(t)
		select {
		case <-seen:
		case <-time.After(soon):
			t.Fatalf("%s: not seen", tt.name)
		}
		time.Sleep(100 * time.Millisecond)
		for len(seen) > 0 {
			<-seen
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// TestFollow: each version comes once, then what the look at all states found;
// a newer version calls an older look off.
func TestFollow(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "shop.md")
	write(t, file, "1")
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	var called atomic.Int32
	off := make(chan struct{})
	updates := preview.Follow(ctx, dir, func() preview.Reading {
		n := called.Add(1)
		return preview.Reading{
			Version: preview.Version{Problems: make([]game.Problem, n)},
			Prove: func(ctx context.Context) ([]game.Problem, []preview.Proof, error) {
				if n == 1 {
					<-ctx.Done()
					close(off)
					return nil, nil, errors.New("called off")
				}
				return make([]game.Problem, 10*n), []preview.Proof{{States: int(n)}}, nil
			},
		}
	})
	next := func() preview.Update {
		select {
		case u := <-updates:
			return u
		case <-time.After(soon):
			t.Fatal("no news")
		}
		return preview.Update{}
	}
	if u := next(); u.Proved || !u.Looking || len(u.Problems) != 1 {
		t.Errorf("first: %+v", u)
	}
	time.Sleep(200 * time.Millisecond)
	write(t, file, "22")
	if u := next(); u.Proved || len(u.Problems) != 2 {
		t.Errorf("second: %+v", u)
	}
	<-off
	if u := next(); !u.Proved || u.Looking || len(u.Problems) != 20 || len(u.Proofs) != 1 {
		t.Errorf("proved: %+v", u)
	}
	stop()
	for range updates { // it is closed
	}
}
