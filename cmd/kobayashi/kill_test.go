package main

import (
	"bytes"
	"context"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/store"
)

// TestKill ends the program with SIGKILL at random moments of scripted play and
// looks at what is left: every decision whose consequence was shown must be in
// the journal, and the run must replay. KOBAYASHI_KILLS says how often.
func TestKill(t *testing.T) {
	kills := 25
	if n, err := strconv.Atoi(os.Getenv("KOBAYASHI_KILLS")); err == nil {
		kills = n
	}
	program := build(t)
	books, err := shelf()
	if err != nil {
		t.Fatal(err)
	}
	var shown, kept int
	for i := range kills {
		dir := t.TempDir()
		s := playAndKill(t, program, dir, time.Duration(20+rand.IntN(300))*time.Millisecond)
		k := journalled(t, books[0], dir)
		if k < s {
			t.Fatalf("kill %d: %d decisions were shown as made, only %d are kept", i, s, k)
		}
		if k > s+1 {
			t.Fatalf("kill %d: %d decisions are kept, but only %d were shown", i, k, s)
		}
		shown, kept = shown+s, kept+k
	}
	t.Logf("%d kills: %d decisions shown, %d kept", kills, shown, kept)
	if shown == 0 {
		t.Error("no kill came after a decision: nothing was tried")
	}
}

// build makes the program once, as a user would have it.
func build(t testing.TB) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "kobayashi.exe")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("building: %v\n%s", err, out)
	}
	return program
}

// playAndKill answers every prompt with 1 until the program is killed, and
// gives the number of decisions whose consequence was shown: one less than the
// prompts, for each prompt but the first comes after a decision.
func playAndKill(t *testing.T, program, home string, after time.Duration) int {
	t.Helper()
	cmd := exec.Command(program, "play", "shop-bot", "--plain", "--lang", "en", "--seed", "7")
	cmd.Env = append(os.Environ(), "KOBAYASHI_HOME="+home)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	var out output
	cmd.Stdout = &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { // slow enough to be killed in the middle, fast enough to get far
		for {
			if _, err := io.WriteString(in, "1\n"); err != nil {
				return
			}
			time.Sleep(time.Duration(rand.IntN(8)) * time.Millisecond)
		}
	}()
	time.Sleep(after)
	_ = cmd.Process.Kill() // it may be over already
	_ = cmd.Wait()
	return max(0, promptsIn(t, out.String())-1)
}

// output is written by the process's copier while the test waits. The buffer is
// not embedded: its ReadFrom would go past the lock.
type output struct {
	sync.Mutex
	text bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.Lock()
	defer o.Unlock()
	return o.text.Write(p)
}

func (o *output) String() string {
	o.Lock()
	defer o.Unlock()
	return o.text.String()
}

// promptsIn counts the prompts of decisions, by the beginnings of their phrases.
func promptsIn(t *testing.T, text string) int {
	t.Helper()
	p, err := newProgram(world{env: func(string) string { return "" }}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var n int
	for _, key := range []string{"line.prompt.choose", "line.prompt.only", "line.prompt.send", "line.prompt.question"} {
		start, _, _ := strings.Cut(p.book.In("en").Say(key), "%")
		n += strings.Count(text, "\n"+start)
	}
	return n
}

// journalled counts the decisions kept in a folder, and replays them.
func journalled(t *testing.T, sc *game.Scenario, home string) int {
	t.Helper()
	path := filepath.Join(home, "kobayashi.db")
	if _, err := os.Stat(path); err != nil {
		return 0
	}
	ctx := context.Background()
	s, err := store.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	runs, err := s.Runs(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if len(runs) == 0 {
		return 0
	}
	rec, err := s.Load(ctx, runs[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	run, err := game.Replay(sc, rec)
	if err != nil {
		t.Fatal(err)
	}
	return len(run.Steps)
}
