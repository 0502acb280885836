package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strconv"

	"modernc.org/sqlite"
	code "modernc.org/sqlite/lib"

	"kobayashi/game"
)

// connect makes ready to open the file; the first use opens it. One connection
// is enough: a writer would wait for the other one anyway, and the first opens
// faster than two.
func connect(path string) (*sql.DB, error) {
	q := url.Values{}
	q.Set("_busy_timeout", strconv.FormatInt(patience.Milliseconds(), 10))
	q.Set("_foreign_keys", "on")
	// NORMAL would lose acknowledged decisions when the power fails.
	q.Set("_synchronous", "FULL")
	// A writer takes its lock at the start: one that reads first and then finds
	// that another was faster would fail where waiting would have done.
	q.Set("_txlock", "immediate")
	// What is removed must not be found in the file by a curious eye.
	q.Set("_pragma", "secure_delete(on)")
	name := url.URL{Path: filepath.ToSlash(path)}
	connector, err := sqlite.NewConnector("file:" + name.EscapedPath() + "?" + q.Encode())
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(connector)
	db.SetMaxOpenConns(1)
	return db, nil
}

// useWAL sees to it that a commit is one append and one sync, and that readers
// do not stop the writer. The mode stays with the file.
func useWAL(ctx context.Context, db *sql.DB) error {
	var mode string
	if err := db.QueryRowContext(ctx, `PRAGMA journal_mode`).Scan(&mode); err != nil || mode == "wal" {
		return err
	}
	if err := db.QueryRowContext(ctx, `PRAGMA journal_mode = wal`).Scan(&mode); err != nil {
		return err
	}
	if mode != "wal" {
		return fmt.Errorf("the database stays in mode %s: this file system cannot share memory", mode)
	}
	return nil
}

// check looks for the first fault in the structure of the file.
func check(ctx context.Context, db *sql.DB) error {
	var verdict string
	if err := db.QueryRowContext(ctx, `PRAGMA quick_check(1)`).Scan(&verdict); err != nil {
		return err
	}
	if verdict != "ok" {
		return damaged("the file", errors.New(verdict))
	}
	return nil
}

// abandon closes a database that could not be opened. If it is damaged its
// write-ahead log stays where it is: closing would fold it into the file and
// delete it, and with it perhaps the only good copy of a page.
func (e *sqliteFile) abandon(ctx context.Context, cause error) error {
	if errors.Is(e.classify(cause), game.ErrCorrupt) {
		e.keepLog(ctx)
	}
	return e.db.Close()
}

func (e *sqliteFile) keepLog(ctx context.Context) {
	conn, err := e.db.Conn(ctx)
	if err != nil {
		return // without a connection nothing will be folded in
	}
	defer conn.Close()
	_ = conn.Raw(func(raw any) error {
		_, err := raw.(sqlite.FileControl).FileControlPersistWAL("main", 1)
		return err
	})
}

// classify finds the journal's name for an error, if it has one.
func classify(err error, dir string) error {
	if nameOf(err) != nil {
		return err
	}
	name := fileError(err)
	var fault *sqlite.Error
	if errors.As(err, &fault) {
		name = faultName(fault.Code(), dir)
	}
	if name == nil {
		return err
	}
	return fmt.Errorf("%w: %w", name, err)
}

func faultName(number int, dir string) error {
	switch number {
	case code.SQLITE_IOERR_SHORT_READ, code.SQLITE_IOERR_CORRUPTFS, code.SQLITE_IOERR_DATA:
		return game.ErrCorrupt
	}
	switch number & 0xff { // the rest says where it came up
	case code.SQLITE_BUSY, code.SQLITE_LOCKED, code.SQLITE_PROTOCOL:
		return game.ErrBusy
	case code.SQLITE_FULL:
		return game.ErrFull
	case code.SQLITE_READONLY, code.SQLITE_PERM:
		return game.ErrReadOnly
	case code.SQLITE_CORRUPT, code.SQLITE_NOTADB:
		return game.ErrCorrupt
	case code.SQLITE_CANTOPEN, code.SQLITE_IOERR:
		// SQLite does not hand on what the system said, so the folder is asked.
		return fileError(probe(dir))
	}
	return nil
}
