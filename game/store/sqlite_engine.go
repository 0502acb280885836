package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"time"
)

var _ engine = (*sqliteFile)(nil)

func (e *sqliteFile) place() string { return e.path }

// usable refuses to write into a file that nobody will find again.
func (e *sqliteFile) usable() error {
	if now, err := os.Stat(e.path); err != nil || !os.SameFile(now, e.file) {
		return errors.Join(ErrMoved, err)
	}
	return nil
}

func (e *sqliteFile) classify(err error) error { return classify(err, filepath.Dir(e.path)) }

// passing is never: a lock is waited for by SQLite itself, and no line can break.
func (e *sqliteFile) passing(error) bool { return false }

func (e *sqliteFile) renew(*sql.DB) {}

func (e *sqliteFile) patience() time.Duration { return 0 }

func (e *sqliteFile) prepares() bool { return true }

// rows is one: without a line in between a row costs what it costs.
func (e *sqliteFile) rows() int { return 1 }

// locking is nothing: a transaction that writes holds the whole file.
func (e *sqliteFile) locking() string { return "" }

// snapshot is what every transaction of SQLite has.
func (e *sqliteFile) snapshot() *sql.TxOptions { return &sql.TxOptions{ReadOnly: true} }

func (e *sqliteFile) hasTable(ctx context.Context, q querier, name string) (bool, error) {
	var n int
	err := q.QueryRowContext(ctx, `SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = $1`, name).Scan(&n)
	return n > 0, err
}

// alone is what a transaction here is from its beginning.
func (e *sqliteFile) alone(context.Context, *sql.Tx) error { return nil }

// together runs one after the other: no line is in between.
func (e *sqliteFile) together(w work, all []statement) ([]int, error) {
	written := make([]int, len(all))
	for i, st := range all {
		done, err := w.exec(st.text, st.args...)
		if err != nil {
			return nil, err
		}
		n, err := done.RowsAffected()
		if err != nil {
			return nil, err
		}
		written[i] = int(n)
	}
	return written, nil
}

// announcement is nothing: other programs see that the file has changed.
func (e *sqliteFile) announcement([]place) []statement { return nil }

// follow looks now and then whether another program has changed the file.
func (e *sqliteFile) follow(ctx context.Context, tell func(place), up func()) {
	const pause = 200 * time.Millisecond // a look costs some 20 microseconds
	seen, failed := e.changes(ctx)
	up()
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		now, err := e.changes(ctx)
		if now != seen || failed != nil && err == nil {
			tell(everywhere)
		}
		if failed = err; err == nil {
			seen = now
		}
	}
}

// changes is a number that is another one after another connection's commit.
func (e *sqliteFile) changes(ctx context.Context) (n int64, err error) {
	err = e.db.QueryRowContext(ctx, `PRAGMA data_version`).Scan(&n)
	return n, err
}

// forget empties the write-ahead log, where removed rows would otherwise be
// readable until it is written over.
func (e *sqliteFile) forget(ctx context.Context, db *sql.DB) error {
	var busy, log, moved int
	return db.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &log, &moved)
}

func (e *sqliteFile) now() time.Time { return time.Now().UTC() }

func (e *sqliteFile) close() error { return nil }
