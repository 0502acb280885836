package preview

import (
	"context"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

const (
	// settle is how long a folder must be quiet before it is read: an editor
	// writes a file aside, renames it, and sometimes touches it again.
	settle = 60 * time.Millisecond
	// glance is how often a folder is looked at all the same: file systems of
	// other machines tell of nothing, and a watch can be lost.
	glance = 2 * time.Second
	// deepest is how many folders are watched at most.
	deepest = 200
)

// Watch calls changed whenever a Markdown file in a folder, or in those below
// it, was written, put there by a rename, or removed. It returns when ctx ends;
// its error says only that the folder cannot be watched, and then it looks at
// the folder every now and then.
func Watch(ctx context.Context, dir string, changed func()) error {
	return watch(ctx, dir, glance, changed)
}

func watch(ctx context.Context, dir string, glance time.Duration, changed func()) error {
	w, err := fsnotify.NewWatcher()
	if err == nil {
		defer w.Close()
		err = follow(w, dir)
	}
	var events chan fsnotify.Event
	if err == nil {
		events = w.Events
	}
	seen := mark(dir)
	look := func() {
		if now := mark(dir); now != seen {
			seen = now
			changed()
		}
	}
	quiet := time.NewTimer(time.Hour)
	quiet.Stop()
	tick := time.NewTicker(glance)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return err
		case ev, open := <-events:
			if !open {
				events = nil
				continue
			}
			if ev.Has(fsnotify.Create) {
				// A new folder, or one that came back under its name.
				_ = follow(w, dir)
			}
			quiet.Reset(settle)
		case <-quiet.C:
			look()
		case <-tick.C:
			look()
		}
	}
}

// follow watches a folder and those below it. Watching one twice does nothing.
func follow(w *fsnotify.Watcher, dir string) error {
	n := 0
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return nil // what went away in the meantime tells of itself
		}
		if path != dir && strings.HasPrefix(d.Name(), ".") {
			return filepath.SkipDir
		}
		if n++; n > deepest {
			return filepath.SkipAll
		}
		if err := w.Add(path); err != nil && path == dir {
			return fmt.Errorf("watching %s: %w", dir, err)
		}
		return nil
	})
}

// mark is a mark of a folder's Markdown files: it changes when one of them is
// another than before, in place, size or time.
func mark(dir string) uint64 {
	h := fnv.New64a()
	n := 0
	_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil
		case d.IsDir():
			if n++; n > deepest || path != dir && strings.HasPrefix(d.Name(), ".") {
				return filepath.SkipDir
			}
			return nil
		case !strings.HasSuffix(d.Name(), ".md"):
			return nil
		}
		if info, err := os.Stat(path); err == nil {
			fmt.Fprintln(h, path, info.Size(), info.ModTime().UnixNano(), info.Mode())
		}
		return nil
	})
	return h.Sum64()
}
