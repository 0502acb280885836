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

// sqliteFile is SQLite as an engine.
type sqliteFile struct {
	db   *sql.DB
	path string
	file os.FileInfo // what was opened, to notice that it is gone
}

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
	e := &sqliteFile{path: path}
	if e.db, err = connect(path); err != nil {
		return nil, err
	}
	if err := e.prepare(ctx, found); err != nil {
		return nil, errors.Join(err, e.abandon(ctx, err))
	}
	return newStore(e.db, e), nil
}

// prepare brings a connected database to the point where it can be used.
func (e *sqliteFile) prepare(ctx context.Context, found state) error {
	err := e.patiently(ctx, func() error { return e.db.PingContext(ctx) })
	if err != nil {
		return err
	}
	if found.fresh {
		if err := settle(e.path); err != nil {
			return err
		}
	}
	if e.file, err = os.Stat(e.path); err != nil {
		return err
	}
	// Two programs that begin a file at once meet here. SQLite does not wait in
	// all of their collisions, about one start in a hundred, so it is done here.
	return e.patiently(ctx, func() error {
		if err := useWAL(ctx, e.db); err != nil {
			return err
		}
		if err := migrate(ctx, e.db, e, migrations()); err != nil {
			return err
		}
		if found.doubtful() {
			return check(ctx, e.db)
		}
		return nil
	})
}

// patiently repeats what fails because of another program's lock.
func (e *sqliteFile) patiently(ctx context.Context, do func() error) error {
	const pause = 5 * time.Millisecond // the length of one transaction
	for until := time.Now().Add(patience); ; {
		err := do()
		if err == nil || time.Now().After(until) || !errors.Is(e.classify(err), game.ErrBusy) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
	}
}
