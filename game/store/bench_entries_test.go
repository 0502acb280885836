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
// and by 64, beside plain inserts of the same text into a table of the same
// database by as many writers. The two take turns of a fifth of a second.
//
//	go test -run - -bench Entries -benchtime 10x ./game/store
func BenchmarkEntries(b *testing.B) {
	for _, name := range []string{"sqlite", "postgres"} {
		for _, writers := range []int{1, 64} {
			b.Run(fmt.Sprintf("%s/%d", name, writers), func(b *testing.B) { benchEntries(b, name, writers) })
		}
	}
}

func benchEntries(b *testing.B, name string, writers int) {
	s, plain := benchPair(b, name)
	log := s.Log()
	must(b, log.Append(b.Context(), "w", entry("", 0)))
	insert := make([]int, writers)
	ours := func(i int) error {
		e := entry(fmt.Sprintf("team-%d", i), insert[i])
		insert[i]++
		return log.Append(b.Context(), "w", e)
	}
	seqs := make([]int, writers)
	bare := func(i int) error {
		seqs[i]++
		_, err := plain.ExecContext(b.Context(), fmt.Sprintf("team-%d", i), seqs[i], string(entry("", 0).Body))
		return err
	}
	var kept, inserted []float64
	var waits []time.Duration
	for b.Loop() {
		n, took := turns(b, writers, ours)
		kept, waits = append(kept, n), append(waits, took...)
		n, _ = turns(b, writers, bare)
		inserted = append(inserted, n)
	}
	for _, list := range [][]float64{kept, inserted} {
		slices.Sort(list)
	}
	slices.Sort(waits)
	a, z := kept[len(kept)/2], inserted[len(inserted)/2]
	b.ReportMetric(a, "entries/s")
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
