// Package store keeps runs and preferences in a database.
//
// What is kept is the journal: the decisions, in order. States, scores and
// reports are worked out again from it; the result beside a run is there for
// lists only. The hotwash, which no replay could give again, is kept as it was
// written.
//
// It refuses to lose, double, replace or invent a decision. Append comes back
// without an error only after the step is on the disk. Each step carries a check
// value over itself and all steps before it, so that what was damaged is
// reported and never played. It deletes nothing it cannot read.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"kobayashi/game"
)

// FileName is the database's name in the data folder.
const FileName = "kobayashi.db"

// patience is how long a lock of another program is waited for. A transaction
// here takes milliseconds, so a longer lock is somebody's open editor or a dead
// network drive, and the player should hear of it while still looking.
const patience = 2 * time.Second

// ErrMoved says that the file which was opened is no longer the one at its
// path: a decision written to it would be lost with it. Open the store again.
var ErrMoved = errors.New("the database file was moved or removed while in use")

// Store is a game.Journal in one SQLite file. It may be used by many goroutines
// at once, and the file by many programs.
type Store struct {
	db    *sql.DB
	path  string
	file  os.FileInfo // what was opened, to notice that it is gone
	ready prepared
}

var _ game.Journal = (*Store)(nil)

// Open gives the store in the file at path and makes the folder (0700) and the
// file (0600) where there are none. It answers game.ErrNewer, ErrCorrupt,
// ErrReadOnly, ErrFull or ErrBusy, wrapped; a damaged file is left as it is, see
// SetAside.
func Open(ctx context.Context, path string) (*Store, error) {
	s, err := open(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", path, classify(err, filepath.Dir(path)))
	}
	return s, nil
}

func open(ctx context.Context, path string) (*Store, error) {
	path, err := resolve(path)
	if err != nil {
		return nil, err
	}
	if err := makeFolder(filepath.Dir(path)); err != nil {
		return nil, err
	}
	found, err := look(path)
	if err != nil {
		return nil, err
	}
	s := &Store{path: path}
	if s.db, err = connect(path); err != nil {
		return nil, err
	}
	if err := s.prepare(ctx, found); err != nil {
		return nil, errors.Join(err, s.abandon(ctx, err))
	}
	return s, nil
}

// prepare brings a connected database to the point where it can be used.
func (s *Store) prepare(ctx context.Context, found state) error {
	err := s.patiently(ctx, func() error { return s.db.PingContext(ctx) })
	if err != nil {
		return err
	}
	if found.fresh {
		if err := settle(s.path); err != nil {
			return err
		}
	}
	if s.file, err = os.Stat(s.path); err != nil {
		return err
	}
	// Two programs that begin a file at once meet here. SQLite does not wait in
	// all of their collisions, about one start in a hundred, so it is done here.
	return s.patiently(ctx, func() error {
		if err := useWAL(ctx, s.db); err != nil {
			return err
		}
		if err := migrate(ctx, s.db, migrations()); err != nil {
			return err
		}
		if found.doubtful() {
			return check(ctx, s.db)
		}
		return nil
	})
}

// patiently repeats what fails because of another program's lock.
func (s *Store) patiently(ctx context.Context, do func() error) error {
	const pause = 5 * time.Millisecond // the length of one transaction
	for until := time.Now().Add(patience); ; {
		err := do()
		if err == nil || time.Now().After(until) || !errors.Is(classify(err, filepath.Dir(s.path)), game.ErrBusy) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
	}
}

// Close gives the file back. The store is of no use after it.
func (s *Store) Close() error {
	if err := s.db.Close(); err != nil {
		return fmt.Errorf("closing %s: %w", s.path, classify(err, filepath.Dir(s.path)))
	}
	return nil
}

// within runs a transaction that writes. Nothing of it stays if do fails. Once
// begun it is not broken off: it takes milliseconds, and a caller that gives up
// half way could not know whether the decision counts.
func (s *Store) within(ctx context.Context, do func(work) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if now, err := os.Stat(s.path); err != nil || !os.SameFile(now, s.file) {
		return errors.Join(ErrMoved, err)
	}
	ctx = context.WithoutCancel(ctx)
	ready, err := s.ready.all(ctx, s.db)
	if err != nil {
		return err
	}
	return transact(ctx, s.db, func(tx *sql.Tx) error { return do(work{ctx, tx, ready}) })
}

func transact(ctx context.Context, db *sql.DB, do func(*sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := do(tx); err != nil {
		// The first error is the one that matters; a rollback that fails leaves
		// a connection that database/sql throws away.
		_ = tx.Rollback()
		return err
	}
	return tx.Commit()
}

// explain says what was being done and which of the journal's errors it is.
func (s *Store) explain(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), classify(err, filepath.Dir(s.path)))
}

// Preferences are the player's settings, by name.
func (s *Store) Preferences(ctx context.Context) (map[string]string, error) {
	prefs := map[string]string{}
	rows, err := s.db.QueryContext(ctx, `SELECT name, value FROM preferences`)
	if err == nil {
		err = each(rows, func() error {
			var name, value string
			if err := rows.Scan(&name, &value); err != nil {
				return damaged("preferences", err)
			}
			prefs[name] = value
			return nil
		})
	}
	if err != nil {
		return nil, s.explain(err, "reading the preferences")
	}
	return prefs, nil
}

// Prefer keeps one setting in the place of the one before.
func (s *Store) Prefer(ctx context.Context, name, value string) error {
	err := s.within(ctx, func(w work) error {
		_, err := w.exec(`INSERT INTO preferences (name, value) VALUES ($1, $2)
			ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
		return err
	})
	return s.explain(err, "keeping preference %s", name)
}

// each calls do for every row and closes the rows.
func each(rows *sql.Rows, do func() error) error {
	for rows.Next() {
		if err := do(); err != nil {
			return errors.Join(err, rows.Close())
		}
	}
	return errors.Join(rows.Err(), rows.Close())
}
