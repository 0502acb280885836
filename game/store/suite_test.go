package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/need"
	"kobayashi/game/store"
	"kobayashi/game/store/pgtest"
)

// journal is what every database behind this package must be able to do.
type journal interface {
	game.Journal
	Remove(ctx context.Context, run string) error
	Log() store.Log
	DB() *sql.DB
	Close() error
}

// doors are the databases the suite is run on. A door gives a function that
// opens the same new database each time.
var doors = []struct {
	name string
	make func(t *testing.T) func() journal
}{
	{"sqlite", func(t *testing.T) func() journal {
		path := filepath.Join(t.TempDir(), "data", store.FileName)
		return func() journal { return open(t, path) }
	}},
	{"postgres", func(t *testing.T) func() journal {
		address := schema(t)
		return func() journal { return openURL(t, address) }
	}},
}

func onAll(t *testing.T, test func(t *testing.T, reopen func() journal)) {
	for _, d := range doors {
		t.Run(d.name, func(t *testing.T) { test(t, d.make(t)) })
	}
}

var day = time.Date(2026, 4, 1, 7, 40, 0, int(123*time.Millisecond), time.UTC)

func record(id string, steps int) game.Record {
	rec := game.Record{
		ID: id, Player: "小林", Scenario: "shop-bot", Path: "", Digest: "d1", Variant: "standby", Lang: "ja",
		Seed: 1<<63 + 5, Started: day,
	}
	for i := range steps {
		rec.Steps = append(rec.Steps, step(i))
	}
	return rec
}

// step is the i-th step of every run of these tests.
func step(i int) game.Step {
	return game.Step{Scene: fmt.Sprintf("scene-%d", i), N: i%5 + 1, Mark: fmt.Sprintf("%08x", i), At: day.Add(time.Duration(i) * time.Second)}
}

// asked is a record with how sure the player was of every other step.
func asked(id string, steps int) game.Record {
	rec := record(id, steps)
	for i := 1; i < steps; i += 2 {
		rec.Steps[i].Sure = game.Levels[i/2%len(game.Levels)]
	}
	return rec
}

// wash is what was written after a run of these tests.
var wash = game.Hotwash{Strength: "止める判断が早かった", Gap: "第一報が遅れた", Action: "連絡票を1枚にする", Owner: "O'Hara", Due: "2026-05-01"}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func open(t testing.TB, path string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), path)
	must(t, err)
	t.Cleanup(func() { s.Close() })
	return s
}

func openURL(t testing.TB, address string) *store.Store {
	t.Helper()
	s, err := store.OpenURL(t.Context(), address)
	must(t, err)
	t.Cleanup(func() { s.Close() })
	return s
}

// server is the one PostgreSQL server of most tests. TestMain ends it.
var server = sync.OnceValues(func() (*pgtest.Server, error) { return pgtest.New(pgtest.Binaries(), "max_connections=300") })

// schema is the address of a new empty place in it.
func schema(t testing.TB) string {
	t.Helper()
	if pgtest.Binaries() == "" {
		need.Missing(t, "PostgreSQL is not installed")
	}
	s, err := server()
	must(t, err)
	started.Store(s)
	address, err := s.Schema(t.Context())
	must(t, err)
	return address
}

// started is that server once there is one.
var started atomic.Pointer[pgtest.Server]

func load(t *testing.T, j journal, want game.Record) {
	t.Helper()
	got, err := j.Load(t.Context(), want.ID)
	must(t, err)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestReadBackAsWritten(t *testing.T) {
	odd := record("odd", 0)
	odd.Player, odd.Scenario, odd.Path = "O'Hara; DROP TABLE runs --", "", "/home/a b/50%?#.md"
	odd.Digest, odd.Variant, odd.Lang, odd.Seed = strings.Repeat("f", 64), "", "en", 1<<64-1
	odd.Started = time.Date(1999, 12, 31, 23, 59, 59, int(999*time.Millisecond), time.UTC)
	odd.Steps = []game.Step{
		{Scene: "止める", N: 20, Mark: "", At: day},
		{Scene: "q", Ticks: []int{}, Mark: "m", At: day.Add(-time.Hour)},
		{Scene: "q", Ticks: []int{1, 3, 20}, Mark: "m", Sure: 90, At: day},
		{Scene: "", At: day},
	}
	zero := record("zero", 0)
	zero.Seed, zero.Started = 0, time.Time{}
	onAll(t, func(t *testing.T, reopen func() journal) {
		j := reopen()
		for _, rec := range []game.Record{record("plain", 0), record("three", 3), asked("asked", 6), odd, zero} {
			must(t, j.Begin(t.Context(), rec))
			load(t, j, rec)
		}
		appended := odd
		appended.ID, appended.Steps = "appended", nil
		must(t, j.Begin(t.Context(), appended))
		for i, st := range odd.Steps {
			must(t, j.Append(t.Context(), "appended", i, st, nil))
			appended.Steps = append(appended.Steps, st)
			load(t, j, appended)
		}
		must(t, j.Close())
		j = reopen()
		for _, rec := range []game.Record{record("plain", 0), record("three", 3), asked("asked", 6), odd, zero, appended} {
			load(t, j, rec)
		}
		if _, err := j.Load(t.Context(), "nobody"); !errors.Is(err, game.ErrUnknownRun) {
			t.Errorf("an unknown run: got %v", err)
		}
	})
}

func TestTimesAreKeptToTheMillisecondInUTC(t *testing.T) {
	onAll(t, func(t *testing.T, reopen func() journal) {
		j, rec := reopen(), record("r", 0)
		tokyo := time.FixedZone("JST", 9*60*60)
		must(t, j.Begin(t.Context(), rec))
		st := step(0)
		st.At = time.Date(2026, 4, 1, 7, 40, 0, 987_654_321, tokyo)
		must(t, j.Append(t.Context(), "r", 0, st, nil))
		st.At = time.Date(2026, 3, 31, 22, 40, 0, 987_000_000, time.UTC)
		rec.Steps = []game.Step{st}
		load(t, j, rec)
	})
}

func TestAppend(t *testing.T) {
	other, sameLater, question, ticked, surer := step(2), step(2), step(2), step(2), step(2)
	other.N++
	surer.Sure = 70
	sameLater.At = sameLater.At.Add(time.Hour)
	question.N, question.Ticks = 0, []int{}
	ticked.N, ticked.Ticks = 0, []int{1}
	end, better := &game.Result{Ending: "calm", Total: 71, Max: 100}, &game.Result{Ending: "calm", Total: 72, Max: 100}
	tests := []struct {
		name  string
		run   string
		seq   int
		step  game.Step
		end   *game.Result
		fails error // nil: any error if refused
		count int
		ended *game.Result // the run had ended with end
		keeps bool
	}{
		{name: "next", seq: 3, step: step(3), count: 4, keeps: true},
		{name: "next-and-last", seq: 3, step: step(3), end: end, count: 4, ended: end, keeps: true},
		{name: "same-again", seq: 2, step: step(2), count: 3, keeps: true},
		{name: "same-at-another-time", seq: 2, step: sameLater, count: 3, keeps: true},
		{name: "same-with-the-result", seq: 2, step: step(2), end: end, count: 3, ended: end, keeps: true},
		{name: "same-far-back", seq: 0, step: step(0), count: 3, keeps: true},
		{name: "result-far-back", seq: 0, step: step(0), end: end, count: 3},
		{name: "other", seq: 2, step: other, fails: game.ErrTaken, count: 3},
		{name: "other-with-result", seq: 2, step: other, end: better, fails: game.ErrTaken, count: 3},
		{name: "question-in-place-of-choice", seq: 2, step: question, fails: game.ErrTaken, count: 3},
		{name: "ticked-in-place-of-choice", seq: 2, step: ticked, fails: game.ErrTaken, count: 3},
		{name: "surer-of-the-same-choice", seq: 2, step: surer, fails: game.ErrTaken, count: 3},
		{name: "gap", seq: 4, step: step(4), count: 3},
		{name: "negative", seq: -1, step: step(0), count: 3},
		{name: "unknown", run: "nobody", seq: 0, step: step(0), fails: game.ErrUnknownRun, count: 3},
	}
	onAll(t, func(t *testing.T, reopen func() journal) {
		j := reopen()
		for _, tt := range tests {
			t.Run(tt.name, func(t *testing.T) {
				rec := record(tt.name, 3)
				must(t, j.Begin(t.Context(), rec))
				if tt.run == "" {
					tt.run = tt.name
				}
				err := j.Append(t.Context(), tt.run, tt.seq, tt.step, tt.end)
				if (err == nil) != tt.keeps || tt.fails != nil && !errors.Is(err, tt.fails) {
					t.Errorf("got %v, want %v", err, tt.fails)
				}
				for i := len(rec.Steps); i < tt.count; i++ {
					rec.Steps = append(rec.Steps, step(i))
				}
				load(t, j, rec)
				sum := summary(t, j, tt.name)
				if sum.Count != tt.count || !reflect.DeepEqual(sum.End, tt.ended) || !sum.Last.Equal(rec.Steps[tt.count-1].At) {
					t.Errorf("summary: got %d steps, last %v, result %+v; want %d, %v, %+v", sum.Count, sum.Last, sum.End, tt.count, rec.Steps[tt.count-1].At, tt.ended)
				}
			})
		}
	})
}

func summary(t *testing.T, j journal, run string) game.Summary {
	t.Helper()
	list, err := j.Runs(t.Context())
	must(t, err)
	for _, sum := range list {
		if sum.ID == run {
			return sum
		}
	}
	t.Fatalf("run %s is not in the list", run)
	return game.Summary{}
}

func TestResultBelongsToTheLastStep(t *testing.T) {
	onAll(t, func(t *testing.T, reopen func() journal) {
		j, end := reopen(), &game.Result{Ending: "calm", Total: -3, Max: 100}
		must(t, j.Begin(t.Context(), record("r", 2)))
		must(t, j.Append(t.Context(), "r", 2, step(2), end))
		must(t, j.Append(t.Context(), "r", 2, step(2), nil)) // a retry that has forgotten it
		if got := summary(t, j, "r").End; !reflect.DeepEqual(got, end) {
			t.Errorf("after a retry: got %+v, want %+v", got, end)
		}
		must(t, j.Append(t.Context(), "r", 3, step(3), nil)) // the scenario has grown
		if got := summary(t, j, "r").End; got != nil {
			t.Errorf("after one more step: got %+v, want none", got)
		}
	})
}
