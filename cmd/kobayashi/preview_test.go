package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// slate is an output that can be read while it is written.
type slate struct {
	mu   sync.Mutex
	text strings.Builder
	read int
}

func (s *slate) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

// until waits for a text beyond what was waited for before.
func (s *slate) until(t *testing.T, want string) {
	t.Helper()
	for begun := time.Now(); time.Since(begun) < 20*time.Second; time.Sleep(10 * time.Millisecond) {
		s.mu.Lock()
		i := strings.Index(s.text.String()[s.read:], want)
		if i >= 0 {
			s.read += i + len(want)
		}
		s.mu.Unlock()
		if i >= 0 {
			return
		}
	}
	t.Fatalf("%q never came:\n%s", want, s.text.String()[s.read:])
}

// TestPreview: the author stays at the same point through saves of every kind,
// with the problems of each version, and nothing is kept.
func TestPreview(t *testing.T) {
	dir, home := t.TempDir(), filepath.Join(t.TempDir(), "home")
	file := filepath.Join(dir, "coin.md")
	const coin = "---\nformat: 1\nid: coin\ntitle: The coin\nlang: en\nvars: {n: {min: 0, max: 9, start: 1}}\nscore: {calm: {label: Calm, max: 4}}\nendings: {home: Home}\n---\n\n# The coin\n\n" +
		"## toss\n### The toss\n\nA coin.\n\n- [Leave it](#way) `score.calm += 4; n += 2`\n\n  It stays.\n- [Take it](#way)\n\n  A button.\n\n" +
		"## way\n### The way\n\nDark.\n\n- [On foot](#home)\n- [By bus](#home) `n += 1` `if n < 9`\n\n## home\n### Home `end`\n\nHome.\n"
	save := func(text string) {
		t.Helper()
		// As editors do: aside, then by its name.
		if err := os.WriteFile(file+"~", []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(file+"~", file); err != nil {
			t.Fatal(err)
		}
	}
	save(coin)
	in, typed := io.Pipe()
	var out slate
	ended := make(chan int)
	go func() {
		env := map[string]string{"KOBAYASHI_HOME": home, "LANG": "en"}
		ended <- run(context.Background(), world{in: in, out: &out, err: &out, env: func(name string) string { return env[name] }}, []string{"preview", dir})
	}()
	enter := func(line string) {
		t.Helper()
		if _, err := io.WriteString(typed, line+"\n"); err != nil {
			t.Fatal(err)
		}
	}
	out.until(t, "1. Leave it #way")
	out.until(t, "proved (3 states)")
	enter("1")
	out.until(t, "## way")
	out.until(t, "n=3 (+2)")
	save(strings.Replace(coin, "n += 2", "n += 4", 1))
	out.until(t, "The rules of choice 1 (#toss) have changed")
	out.until(t, "## way")
	out.until(t, "n=5 (+4)")
	save(strings.Replace(coin, "#home", "#hom", 1))
	out.until(t, "E050 coin.md:")
	out.until(t, "this is the last version that could")
	out.until(t, "n=5 (+4)")
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	out.until(t, "this is the last version that could")
	save(coin)
	out.until(t, "n=3 (+2)")
	save(strings.Replace(coin, "- [Leave it](#way) `score.calm += 4; n += 2`\n\n  It stays.\n", "", 1))
	out.until(t, "Choice 1 (#toss) no longer fits")
	out.until(t, "## toss")
	enter("q")
	if code := <-ended; code != done {
		t.Errorf("exit %d", code)
	}
	if _, err := os.Stat(home); !os.IsNotExist(err) {
		t.Error("something was kept")
	}
}

// TestPreviewRefuses what is no scenario, and more than one.
func TestPreviewRefuses(t *testing.T) {
	for _, args := range [][]string{{"preview"}, {"preview", "nowhere.md"}, {"preview", "../../scenarios"}} {
		var out slate
		w := world{in: strings.NewReader(""), out: &out, err: &out, env: func(string) string { return "" }}
		if code := run(context.Background(), w, args); code == done {
			t.Errorf("%v: exit 0", args)
		}
	}
}

// TestReadingNoFolder: a folder that is gone is a problem like any other, not a
// version without one.
func TestReadingNoFolder(t *testing.T) {
	r := reading(filepath.Join(t.TempDir(), "gone", "coin.md"))
	if p := r.Version.Problems; len(p) != 1 || p[0].Rule != "E006" || r.Version.Scenario != nil {
		t.Errorf("got %v, want E006 alone", p)
	}
}
