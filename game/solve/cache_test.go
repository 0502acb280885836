package solve_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/solve"
)

func get(t *testing.T, c *solve.Cache, sc *game.Scenario, variant string) *solve.Solution {
	t.Helper()
	sol, err := c.Get(context.Background(), sc, variant, nil)
	if err != nil {
		t.Fatal(err)
	}
	return sol
}

// files lists what is in a folder.
func files(t *testing.T, dir string) []string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestCacheInMemory(t *testing.T) {
	c := solve.NewCache("", 1<<20)
	one, two, three := compiled(t, randomRules(1)), compiled(t, randomRules(2)), compiled(t, randomRules(3))
	first := get(t, c, one, "")
	if get(t, c, two, ""); get(t, c, one, "") != first {
		t.Error("the one used before last is forgotten")
	}
	if get(t, c, three, ""); get(t, c, one, "") != first {
		t.Error("the one used last is forgotten for one that was not")
	}
	if get(t, c, two, ""); get(t, c, three, "") == nil || get(t, c, one, "") == first {
		t.Error("more than two are kept")
	}
}

// TestCacheOnDisk: a second program finds what the first one solved; a damaged
// file is replaced; the wording of a file name does no harm.
func TestCacheOnDisk(t *testing.T) {
	r := randomRules(4)
	r.Variants = []game.Variant{{ID: "plain"}, {ID: "../\x00 odd"}}
	sc := compiled(t, r)
	for _, v := range []string{"plain", "../\x00 odd"} {
		dir := filepath.Join(t.TempDir(), "made", "here")
		want := everything(sc, get(t, solve.NewCache(dir, 1<<20), sc, v))
		path := files(t, dir)[0]
		if got := everything(sc, get(t, solve.NewCache(dir, 1<<20), sc, v)); got != want {
			t.Errorf("%q: read as\n%s\nwant\n%s", v, got, want)
		}
		for _, damage := range []func() error{
			func() error { return os.Truncate(path, 40) },
			func() error { return os.WriteFile(path, []byte("no solution"), 0o600) },
			func() error { return errors.Join(os.Remove(path), os.Mkdir(path, 0o700)) },
			func() error { return errors.Join(os.Remove(path), os.Symlink("/dev/zero", path)) },
		} {
			if err := damage(); err != nil {
				t.Fatal(err)
			}
			if got := everything(sc, get(t, solve.NewCache(dir, 1<<20), sc, v)); got != want {
				t.Errorf("%q: behind a damaged file\n%s\nwant\n%s", v, got, want)
			}
		}
		if got := files(t, dir); len(got) != 1 || got[0] != path {
			t.Errorf("%q: the folder holds %q, want %q alone", v, got, path)
		}
	}
}

// TestCacheReplacesDamagedFile: what is read from disk is what was written there
// anew.
func TestCacheReplacesDamagedFile(t *testing.T) {
	dir := t.TempDir()
	sc := compiled(t, randomRules(4))
	get(t, solve.NewCache(dir, 1<<20), sc, "")
	path := files(t, dir)[0]
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, whole[:len(whole)-1], 0o600); err != nil {
		t.Fatal(err)
	}
	get(t, solve.NewCache(dir, 1<<20), sc, "")
	if again, err := os.ReadFile(path); err != nil || string(again) != string(whole) {
		t.Errorf("the damaged file stands (%v)", err)
	}
}

// TestCacheKeepsLittle: the files used least lately go first, what was left
// unfinished long ago goes too, and nothing else is touched.
func TestCacheKeepsLittle(t *testing.T) {
	dir := t.TempDir()
	var size int64
	age := func(path string, hours int) {
		t.Helper()
		when := time.Now().Add(-time.Duration(hours) * time.Hour)
		if err := os.Chtimes(path, when, when); err != nil {
			t.Fatal(err)
		}
	}
	names := map[uint64]string{}
	add := func(seed uint64, keep int64) {
		t.Helper()
		sc := compiled(t, randomRules(seed))
		get(t, solve.NewCache(dir, keep), sc, "")
		names[seed] = filepath.Join(dir, sc.Digest()+"-"+".solved")
	}
	for seed := range uint64(3) {
		add(seed, 1<<20)
		info, err := os.Stat(names[seed])
		if err != nil {
			t.Fatal(err)
		}
		size += info.Size()
		age(names[seed], 10-int(seed))
	}
	for _, name := range []string{"a.solved-draft", "b.solved-draft", "notes.txt"} {
		if err := os.WriteFile(filepath.Join(dir, name), make([]byte, 5000), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	age(filepath.Join(dir, "a.solved-draft"), 2)
	age(filepath.Join(dir, "notes.txt"), 2000)
	add(0, size) // used again: no longer the oldest
	add(3, size)
	gone := func(path string) bool {
		_, err := os.Stat(path)
		return errors.Is(err, os.ErrNotExist)
	}
	if gone(names[0]) || !gone(names[1]) || gone(names[3]) {
		t.Errorf("left are %q", files(t, dir))
	}
	if !gone(filepath.Join(dir, "a.solved-draft")) || gone(filepath.Join(dir, "b.solved-draft")) || gone(filepath.Join(dir, "notes.txt")) {
		t.Errorf("of the others, left are %q", files(t, dir))
	}
	add(4, 3)
	if !gone(names[4]) {
		t.Error("a file too large to keep is kept")
	}
}

// TestCacheWithoutDisk: a folder that cannot be is no error of the debrief.
func TestCacheWithoutDisk(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	sc := compiled(t, randomRules(4))
	for _, dir := range []string{file, filepath.Join(file, "below"), "/proc/nowhere"} {
		get(t, solve.NewCache(dir, 1<<20), sc, "")
	}
}

// TestCacheOfWhatCannotBeSolved: an error is found once, a search called off is
// not an answer.
func TestCacheOfWhatCannotBeSolved(t *testing.T) {
	r := game.Rules{ID: "round", Start: "a", Endings: []string{"z"}, Scenes: []game.Scene{
		{ID: "a", Decision: game.Decision{Kind: game.Choose, Items: []game.Item{{Target: "a"}, {Target: "z"}}}},
		{ID: "z", Ending: "z"},
	}}
	sc := compiled(t, r)
	c := solve.NewCache(t.TempDir(), 1<<20)
	_, first := c.Get(context.Background(), sc, "", nil)
	_, again := c.Get(context.Background(), sc, "", nil)
	var fault *solve.FaultError
	if !errors.As(first, &fault) || first != again {
		t.Errorf("got %v, then %v", first, again)
	}
	off, cancel := context.WithCancel(context.Background())
	cancel()
	good := compiled(t, randomRules(1))
	if _, err := c.Get(off, good, "", nil); !errors.Is(err, context.Canceled) {
		t.Errorf("called off: %v", err)
	}
	get(t, c, good, "")
}

// TestCacheSolvesOnce: many ask at once and all get the same; who solves it may
// give up, and the others still get it.
func TestCacheSolvesOnce(t *testing.T) {
	sc := compiled(t, longScenario(200, 6))
	c := solve.NewCache(t.TempDir(), 1<<24)
	quits, cancel := context.WithCancel(context.Background())
	defer cancel()
	var wait sync.WaitGroup
	sols, told := make([]*solve.Solution, 8), make([]float64, 8)
	for i := range sols {
		wait.Go(func() {
			ctx := context.Background()
			if i == 0 {
				ctx = quits
			}
			sol, err := c.Get(ctx, sc, "", func(share float64) {
				if share <= told[i] || share > 1 {
					t.Errorf("%d is told %v behind %v", i, share, told[i])
				}
				told[i] = share
				cancel()
			})
			if err != nil && (i > 0 || !errors.Is(err, context.Canceled)) {
				t.Error(err)
			}
			sols[i] = sol
		})
	}
	wait.Wait()
	for i, sol := range sols[1:] {
		if sol == nil || sol != sols[1] {
			t.Errorf("%d got another solution", i+1)
		}
	}
}
