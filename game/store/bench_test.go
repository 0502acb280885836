package store_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"kobayashi/game/store"
)

// BenchmarkAppend takes turns with a bare insert into a table of its own: the
// figure of a durable decision means something only beside that of the database
// on the same disk in the same second. Both are medians.
//
//	go test -run - -bench Append ./game/store
func BenchmarkAppend(b *testing.B) {
	s := open(b, filepath.Join(b.TempDir(), store.FileName))
	must(b, s.Begin(b.Context(), record("r1", 0)))
	insert := bareInsert(b)
	var ours, bare []time.Duration
	for i := 0; b.Loop(); i++ {
		began := time.Now()
		must(b, s.Append(b.Context(), "r1", i, step(i), nil))
		between := time.Now()
		_, err := insert.Exec("r1", i, "scene-0 1 0123abcd 2006-01-02T15:04:05.000Z 0123456789abcdef")
		must(b, err)
		ours, bare = append(ours, between.Sub(began)), append(bare, time.Since(between))
	}
	slices.Sort(ours)
	slices.Sort(bare)
	a, z := ours[len(ours)/2].Seconds(), bare[len(bare)/2].Seconds()
	b.ReportMetric(1/a, "steps/s")
	b.ReportMetric(1/z, "bare/s")
	b.ReportMetric(z/a, "of-bare")
	b.ReportMetric(float64(ours[len(ours)*99/100].Microseconds()), "p99-us")
}

func bareInsert(b *testing.B) *sql.Stmt {
	path := filepath.Join(b.TempDir(), "bare.db")
	db, err := sql.Open("sqlite", "file:"+path+"?_journal_mode=wal&_synchronous=full&_foreign_keys=on&_busy_timeout=2000")
	must(b, err)
	b.Cleanup(func() { db.Close() })
	db.SetMaxOpenConns(1)
	_, err = db.Exec(`CREATE TABLE steps (run TEXT, seq BIGINT, text TEXT, PRIMARY KEY (run, seq))`)
	must(b, err)
	insert, err := db.Prepare(`INSERT INTO steps (run, seq, text) VALUES (?, ?, ?)`)
	must(b, err)
	return insert
}

func BenchmarkOpen(b *testing.B) {
	for _, runs := range []int{1, 200} {
		b.Run(fmt.Sprintf("%d-runs", runs), func(b *testing.B) {
			path := filepath.Join(b.TempDir(), store.FileName)
			s := open(b, path)
			for i := range runs {
				must(b, s.Begin(b.Context(), record(fmt.Sprintf("r%d", i), 30)))
			}
			must(b, s.Close())
			for b.Loop() {
				s, err := store.Open(b.Context(), path)
				must(b, err)
				b.StopTimer() // closing is not what the first screen waits for
				must(b, s.Close())
				b.StartTimer()
			}
		})
	}
}

func BenchmarkOpenFresh(b *testing.B) {
	dir := b.TempDir()
	i := 0
	for b.Loop() {
		s, err := store.Open(b.Context(), filepath.Join(dir, fmt.Sprint(i), store.FileName))
		must(b, err)
		b.StopTimer()
		must(b, s.Close())
		b.StartTimer()
		i++
	}
}

func BenchmarkLoad(b *testing.B) {
	s := open(b, filepath.Join(b.TempDir(), store.FileName))
	must(b, s.Begin(b.Context(), record("r1", 30)))
	for b.Loop() {
		rec, err := s.Load(b.Context(), "r1")
		must(b, err)
		if len(rec.Steps) != 30 {
			b.Fatalf("%d steps, want 30", len(rec.Steps))
		}
	}
}

func BenchmarkRuns(b *testing.B) {
	s := open(b, filepath.Join(b.TempDir(), store.FileName))
	for i := range 200 {
		must(b, s.Begin(b.Context(), record(fmt.Sprintf("r%d", i), 1)))
	}
	for b.Loop() {
		list, err := s.Runs(b.Context())
		must(b, err)
		if len(list) != 200 {
			b.Fatalf("%d runs, want 200", len(list))
		}
	}
}
