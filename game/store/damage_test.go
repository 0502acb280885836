package store_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"kobayashi/game"
	"kobayashi/game/store"
)

// write puts a database and its log into a folder of their own.
func write(t *testing.T, db, log []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), store.FileName)
	must(t, os.WriteFile(path, db, 0o600))
	if log != nil {
		must(t, os.WriteFile(path+"-wal", log, 0o600))
	}
	return path
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	must(t, err)
	return data
}

// kept is the i-th run of closedDatabase: in the second one it was asked how
// sure the player was.
func kept(i int) game.Record {
	if i == 1 {
		return asked("run-1", 21)
	}
	return record(fmt.Sprintf("run-%d", i), 21)
}

// closedDatabase is a file with three runs and a workshop in it, after a good
// end, and a hotwash after the second run.
func closedDatabase(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), store.FileName)
	s, err := store.Open(t.Context(), path)
	must(t, err)
	for i := range 3 {
		rec := kept(i)
		last := rec.Steps[20]
		rec.Steps = rec.Steps[:20]
		must(t, s.Begin(t.Context(), rec))
		must(t, s.Append(t.Context(), rec.ID, 20, last, &game.Result{Ending: "calm", Total: 70 + i, Max: 100}))
	}
	must(t, s.KeepHotwash(t.Context(), "run-1", wash))
	must(t, s.Prefer(t.Context(), "lang", "ja"))
	made(t, s.Log(), 3, 20)
	must(t, s.Close())
	return read(t, path)
}

// wrongness opens a damaged file and tells what a player would be shown that was
// never written. Errors are right answers; seen is false if there was none.
func wrongness(t *testing.T, path string) (wrong string, seen bool) {
	t.Helper()
	s, err := store.Open(t.Context(), path)
	if err != nil {
		return "", true
	}
	defer s.Close()
	for i := range 3 {
		want := kept(i)
		got, err := s.Load(t.Context(), want.ID)
		if err != nil {
			seen = true
		} else if !reflect.DeepEqual(got, want) {
			return fmt.Sprintf("run %d is %+v", i, got), seen
		}
	}
	h, err := s.Hotwash(t.Context(), "run-1")
	if err != nil {
		seen = true
	} else if h != wash {
		return fmt.Sprintf("the hotwash is %+v", h), seen
	}
	all, err := s.Log().ReadAll(t.Context(), "w")
	if err != nil {
		seen = true
	} else if !reflect.DeepEqual(all, append(stream("", 3), stream("red", 20)...)) {
		return "the workshop is\n" + brief(all), seen
	}
	list, err := s.Runs(t.Context())
	seen = seen || err != nil
	if !seen && len(list) != 3 {
		return fmt.Sprintf("the list has %d runs and no word of it", len(list)), seen
	}
	for _, sum := range list {
		i := strings.TrimPrefix(sum.ID, "run-")
		want := record(sum.ID, 21)
		end := game.Result{Ending: "calm", Total: 70 + number(t, i), Max: 100}
		steps := want.Steps
		want.Steps = nil
		if !reflect.DeepEqual(sum.Record, want) || sum.Count != 21 || !sum.Last.Equal(steps[20].At) || sum.End == nil || *sum.End != end {
			return fmt.Sprintf("the list says %+v", sum), seen
		}
	}
	return "", seen
}

func TestFlippedBytesInventNothing(t *testing.T) {
	t.Parallel()
	whole := closedDatabase(t)
	rounds := often(t, "KOBAYASHI_FLIPS", 150)
	rng := rand.New(rand.NewPCG(5, uint64(rounds)))
	var found int
	path := write(t, whole, nil)
	for round := range rounds {
		data := append([]byte(nil), whole...)
		var places []int
		for range rng.IntN(3) + 1 {
			place := rng.IntN(len(data))
			data[place] ^= byte(rng.IntN(255) + 1)
			places = append(places, place)
		}
		for _, suffix := range []string{"-wal", "-shm"} {
			os.Remove(path + suffix)
		}
		must(t, os.WriteFile(path, data, 0o600))
		wrong, seen := wrongness(t, path)
		if wrong != "" {
			t.Fatalf("round %d, bytes %v: %s", round, places, wrong)
		}
		if seen {
			found++
		}
	}
	t.Logf("%d files of %d bytes with one to three bytes flipped: %d reported, the others read right", rounds, len(whole), found)
	if found < rounds/10 {
		t.Errorf("only %d of %d damaged files were noticed: does this test still damage anything?", found, rounds)
	}
}

// TestEveryColumnIsWatched changes one value in a way SQLite cannot see.
func TestEveryColumnIsWatched(t *testing.T) {
	whole := closedDatabase(t)
	changes := []string{
		`UPDATE steps SET scene = 'scene-9' WHERE seq = 3`,
		`UPDATE steps SET n = n + 1 WHERE seq = 3`,
		`UPDATE steps SET ticks = '' WHERE seq = 3`,
		`UPDATE steps SET ticks = '1,x' WHERE seq = 3`,
		`UPDATE steps SET ticks = '01' WHERE seq = 3`,
		`UPDATE steps SET mark = 'ffffffff' WHERE seq = 3`,
		`UPDATE steps SET sure = 0 WHERE seq = 3`,
		`UPDATE steps SET sure = 90 WHERE seq = 3`,
		`UPDATE steps SET sure = 'very' WHERE seq = 3`,
		`UPDATE steps SET sure = 10 WHERE seq = 4`,
		`UPDATE steps SET at = '2026-04-01T07:40:03.124Z' WHERE seq = 3`,
		`UPDATE steps SET at = 'yesterday' WHERE seq = 3`,
		`UPDATE steps SET chain = '0123456789abcdef' WHERE seq = 3`,
		`UPDATE steps SET seq = 30 WHERE seq = 20`,
		`DELETE FROM steps WHERE seq = 20`,
		`DELETE FROM steps WHERE seq = 0`,
		`DELETE FROM steps WHERE seq = 7`,
		`DELETE FROM steps`,
		`UPDATE runs SET player = 'x'`,
		`UPDATE runs SET scenario = 'x'`,
		`UPDATE runs SET path = 'x'`,
		`UPDATE runs SET digest = 'x'`,
		`UPDATE runs SET variant = 'x'`,
		`UPDATE runs SET lang = 'en'`,
		`UPDATE runs SET seed = seed + 1`,
		`UPDATE runs SET started = '2026-04-01T07:40:00.124Z'`,
		`UPDATE runs SET touched = '2026-04-01T07:40:00.124Z'`,
		`UPDATE runs SET touched = ''`,
		`UPDATE runs SET count = 20`,
		`UPDATE runs SET count = 'many'`,
		`UPDATE runs SET ending = 'x'`,
		`UPDATE runs SET ending = NULL`,
		`UPDATE runs SET total = 99`,
		`UPDATE runs SET max = 99`,
		`UPDATE runs SET chain = '0123456789abcdef'`,
		`UPDATE runs SET seal = '0123456789abcdef'`,
	}
	for _, change := range changes {
		t.Run(change, func(t *testing.T) {
			s := open(t, write(t, whole, nil))
			_, err := s.DB().Exec(`PRAGMA foreign_keys = off; ` + change)
			must(t, err)
			if _, err := s.Load(t.Context(), "run-1"); !errors.Is(err, game.ErrCorrupt) || !strings.Contains(err.Error(), "run run-1") {
				t.Errorf("loading: got %v, want %v with the place", err, game.ErrCorrupt)
			}
			if strings.Contains(change, "runs") {
				if list, err := s.Runs(t.Context()); !errors.Is(err, game.ErrCorrupt) || len(list) != 0 {
					t.Errorf("listing: got %d runs and %v, want none and %v", len(list), err, game.ErrCorrupt)
				}
				if err := s.Append(t.Context(), "run-1", 21, step(21), nil); !errors.Is(err, game.ErrCorrupt) {
					t.Errorf("appending: got %v, want %v", err, game.ErrCorrupt)
				}
			}
		})
	}
}

// TestEveryTextOfTheHotwashIsWatched does the same to what was written after a
// run, which must not take the run with it.
func TestEveryTextOfTheHotwashIsWatched(t *testing.T) {
	whole := closedDatabase(t)
	for _, change := range []string{
		`strength = 'x'`, `gap = ''`, `action = owner`, `owner = due, due = owner`, `due = '2026-05-02'`, `seal = '0123456789abcdef'`, `seal = ''`,
		`run = 'run-2'`,
	} {
		t.Run(change, func(t *testing.T) {
			s := open(t, write(t, whole, nil))
			_, err := s.DB().Exec(`UPDATE hotwash SET ` + change)
			must(t, err)
			run := "run-1"
			if strings.HasPrefix(change, "run") {
				run = "run-2"
			}
			if h, err := s.Hotwash(t.Context(), run); !errors.Is(err, game.ErrCorrupt) || !h.Empty() || !strings.Contains(err.Error(), run) {
				t.Errorf("got %+v and %v, want nothing and %v with the place", h, err, game.ErrCorrupt)
			}
			load(t, s, kept(1))
			must(t, s.KeepHotwash(t.Context(), run, wash)) // written again, it is sound
			washed(t, s, run, wash)
		})
	}
}

func TestOneDamagedRunDoesNotHideTheOthers(t *testing.T) {
	s := open(t, write(t, closedDatabase(t), nil))
	_, err := s.DB().Exec(`UPDATE runs SET player = 'x' WHERE id = 'run-1'`)
	must(t, err)
	list, err := s.Runs(t.Context())
	if len(list) != 2 || !errors.Is(err, game.ErrCorrupt) || !strings.Contains(err.Error(), "run-1") {
		t.Errorf("got %d runs and %v", len(list), err)
	}
	load(t, s, record("run-2", 21))
}

func TestTruncatedFile(t *testing.T) {
	whole := closedDatabase(t)
	for _, size := range []int{1, 99, 100, 511, 512, 513, 4095, 4096, 4097, 12288, len(whole) / 2, len(whole) - 4096, len(whole) - 1} {
		path := write(t, whole[:size], nil)
		wrong, seen := wrongness(t, path)
		if wrong != "" || !seen {
			t.Errorf("cut to %d of %d bytes: noticed %v; %s", size, len(whole), seen, wrong)
		}
		if got := read(t, path); string(got) != string(whole[:size]) {
			t.Errorf("cut to %d bytes: the damaged file was changed", size)
		}
	}
}

// hurt changes a database behind its back, and behind its own rules.
func hurt(j journal, change string) error {
	conn, err := j.DB().Conn(context.Background())
	if err != nil {
		return err
	}
	defer conn.Close()
	free, bound := `PRAGMA foreign_keys = off`, `PRAGMA foreign_keys = on`
	if _, err := conn.ExecContext(context.Background(), free); err != nil { // it is PostgreSQL
		free, bound = `SET session_replication_role = replica`, `RESET session_replication_role`
		if _, err := conn.ExecContext(context.Background(), free); err != nil {
			return err
		}
	}
	_, err = conn.ExecContext(context.Background(), change)
	_, errBound := conn.ExecContext(context.Background(), bound)
	return errors.Join(err, errBound)
}
