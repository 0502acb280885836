package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"

	"kobayashi/game/store"
	"kobayashi/game/workshop"
)

// BenchmarkEntries measures how many entries a second are kept, by one writer
// and by 64, beside plain inserts of the same text into a table of the same kind
// of database by as many writers. The two take turns of a fifth of a second.
//
//	go test -run - -bench 'Entries|Steps' -benchtime 10x ./game/store
func BenchmarkEntries(b *testing.B) {
	pairs(b, func(b *testing.B, s *store.Store, _ int) func(i, n int) error {
		must(b, s.Log().Append(b.Context(), "w", entry("", 0)))
		return func(i, n int) error {
			return s.Log().Append(b.Context(), "w", entry(fmt.Sprintf("team-%d", i), n))
		}
	})
}

// BenchmarkSteps does the same with the steps of runs.
func BenchmarkSteps(b *testing.B) {
	pairs(b, func(b *testing.B, s *store.Store, writers int) func(i, n int) error {
		for i := range writers {
			must(b, s.Begin(b.Context(), record(fmt.Sprintf("run-%d", i), 0)))
		}
		return func(i, n int) error { return s.Append(b.Context(), fmt.Sprintf("run-%d", i), n, step(n), nil) }
	})
}

// pairs measures what begin makes of a store for each database and number of
// writers: it is called with the writer and the number of his turn.
func pairs(b *testing.B, begin func(b *testing.B, s *store.Store, writers int) func(i, n int) error) {
	for _, name := range []string{"sqlite", "postgres"} {
		for _, writers := range []int{1, 64} {
			b.Run(fmt.Sprintf("%s/%d", name, writers), func(b *testing.B) {
				s, plain := benchPair(b, name)
				takeTurns(b, writers, begin(b, s, writers), func(i, n int) error {
					_, err := plain.ExecContext(b.Context(), fmt.Sprintf("team-%d", i), n, string(entry("", 0).Body))
					return err
				})
			})
		}
	}
}

// takeTurns reports the medians of both and their relation.
func takeTurns(b *testing.B, writers int, ours, bare func(i, n int) error) {
	counting := func(do func(i, n int) error) func(i int) error {
		counts := make([]int, writers)
		return func(i int) error {
			counts[i]++
			return do(i, counts[i]-1)
		}
	}
	ourTurn, bareTurn := counting(ours), counting(bare)
	var kept, inserted []float64
	var waits []time.Duration
	for b.Loop() {
		n, took := turns(b, writers, ourTurn)
		kept, waits = append(kept, n), append(waits, took...)
		n, _ = turns(b, writers, bareTurn)
		inserted = append(inserted, n)
	}
	slices.Sort(kept)
	slices.Sort(inserted)
	slices.Sort(waits)
	a, z := kept[len(kept)/2], inserted[len(inserted)/2]
	b.ReportMetric(a, "kept/s")
	b.ReportMetric(z, "bare/s")
	b.ReportMetric(a/z, "of-bare")
	b.ReportMetric(float64(waits[len(waits)*99/100].Microseconds()), "p99-us")
}

// turns lets writers do what they do for a while, and gives how often a second
// it was done and how long each took.
func turns(b *testing.B, writers int, do func(i int) error) (rate float64, all []time.Duration) {
	const while = 200 * time.Millisecond
	var mu sync.Mutex
	var wg sync.WaitGroup
	began := time.Now()
	for i := range writers {
		wg.Go(func() {
			var mine []time.Duration
			for last := began; last.Sub(began) < while; {
				if err := do(i); err != nil {
					b.Error(err)
					return
				}
				now := time.Now()
				mine, last = append(mine, now.Sub(last)), now
			}
			mu.Lock()
			defer mu.Unlock()
			all = append(all, mine...)
		})
	}
	wg.Wait()
	return float64(len(all)) / time.Since(began).Seconds(), all
}

// benchPair is a store and a prepared plain insert into the same kind of database.
func benchPair(b *testing.B, name string) (*store.Store, *sql.Stmt) {
	var s *store.Store
	var db *sql.DB
	var err error
	if name == "sqlite" {
		dir := b.TempDir()
		s = open(b, filepath.Join(dir, store.FileName))
		db, err = sql.Open("sqlite", "file:"+filepath.Join(dir, "bare.db")+"?_journal_mode=wal&_synchronous=full&_busy_timeout=2000")
		must(b, err)
		db.SetMaxOpenConns(1)
	} else {
		address := schema(b)
		s = openURL(b, address)
		db, err = sql.Open("pgx", address)
		must(b, err)
		db.SetMaxOpenConns(64)
		db.SetMaxIdleConns(64)
	}
	b.Cleanup(func() { db.Close() })
	_, err = db.ExecContext(b.Context(), `CREATE TABLE plain (stream TEXT, seq BIGINT, text TEXT, PRIMARY KEY (stream, seq))`)
	must(b, err)
	insert, err := db.PrepareContext(context.Background(), `INSERT INTO plain (stream, seq, text) VALUES ($1, $2, $3)`)
	must(b, err)
	return s, insert
}

// entry is the entry in a place of every workshop of these tests.
func entry(stream string, seq int) workshop.Entry {
	return workshop.Entry{
		Stream: stream, Seq: seq, Key: fmt.Sprintf("key-%s-%d", strings.Map(letters, stream), seq), At: day.Add(time.Duration(seq) * time.Second),
		Actor: "red-2", Kind: "voted", Body: []byte(fmt.Sprintf(`{"scene":"止める","n":%d,"sure":70,"note":"the same text for each of them"}`, seq)),
	}
}

func letters(r rune) rune {
	if r > 'z' {
		return -1
	}
	return r
}
