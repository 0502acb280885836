// Package store keeps runs, workshops and preferences in a database: SQLite, one
// file, or PostgreSQL, which several machines share.
//
// What is kept is the journal: the decisions, in order, and what happened in a
// workshop, in order. States, scores and reports are worked out again from it;
// the result beside a run is there for lists only. The hotwash, which no replay
// could give again, is kept as it was written.
//
// It refuses to lose, double, replace or invent a decision. Append comes back
// without an error only after the step is on the disk, and a server that is set
// to confirm before that is not used. Each step and entry carries a check value
// over itself and all before it, so that what was damaged is reported and never
// played. It deletes nothing it cannot read.
//
// The SQL is the same for both databases; what only one understands stands in
// sqlite*.go or postgres*.go, behind the interface engine.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"

	"kobayashi/game"
)

// Store is a game.Journal in a database, and has a workshop.Log in it too, see
// Log. It may be used by many goroutines at once, and the database by many
// programs.
type Store struct {
	db       *sql.DB
	engine   engine
	ready    prepared
	group    group
	watchers watchers
	working  sync.WaitGroup // what must end before the database is closed
}

var _ game.Journal = (*Store)(nil)

func newStore(db *sql.DB, e engine) *Store {
	return &Store{db: db, engine: e, watchers: watchers{all: map[*watcher]struct{}{}, closing: make(chan struct{})}}
}

// Close gives the database back, after what is being written. The store is of no
// use after it.
func (s *Store) Close() error {
	s.group.close()
	s.watchers.close()
	s.working.Wait()
	return s.explain(errors.Join(s.engine.close(), s.db.Close()), "closing %s", s.engine.place())
}

// within runs a transaction that writes. Nothing of it stays if do fails. Once
// begun it is not broken off: it takes milliseconds, and a caller that gives up
// half way could not know whether the decision counts. Texts are what do needs
// prepared beside the usual.
//
// Where the line to a server broke do runs again, for as long as the engine has
// patience. It may then meet its own work: work.again says so.
func (s *Store) within(ctx context.Context, do func(work) error, texts ...string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.persevere(ctx, func(_ context.Context, until time.Time, again bool) error {
		if err := s.engine.usable(); err != nil {
			return err
		}
		inside, cancel := s.limit(context.WithoutCancel(ctx), until)
		defer cancel()
		ready, err := s.ready.all(inside, s.db, s.engine, texts)
		if err != nil {
			return err
		}
		err = transact(inside, s.db, func(conn *sql.Conn, tx *sql.Tx) error {
			return do(work{ctx: inside, conn: conn, tx: tx, ready: ready, locking: s.engine.locking(), again: again})
		})
		if err != nil && inside.Err() != nil {
			return fmt.Errorf("%w: %w", ErrAway, err)
		}
		return err
	})
}

// reading runs do, which only reads, again where the line to a server broke.
func (s *Store) reading(ctx context.Context, do func(context.Context) error) error {
	return s.persevere(ctx, func(ctx context.Context, until time.Time, _ bool) error {
		inside, cancel := s.limit(ctx, until)
		defer cancel()
		err := do(inside)
		if err != nil && inside.Err() != nil && ctx.Err() == nil {
			return fmt.Errorf("%w: %w", ErrAway, err)
		}
		return err
	})
}

// limit ends what a dead line would keep waiting, a little after the patience so
// that a last try is a fair one. A file needs no limit.
func (s *Store) limit(ctx context.Context, until time.Time) (context.Context, context.CancelFunc) {
	if s.engine.patience() == 0 {
		return ctx, func() {}
	}
	return context.WithDeadline(ctx, until.Add(time.Second))
}

// persevere repeats what failed for a reason that passes, as a server's restart
// does.
func (s *Store) persevere(ctx context.Context, do func(ctx context.Context, until time.Time, again bool) error) error {
	const first, longest = 5 * time.Millisecond, 50 * time.Millisecond // a try that is refused costs next to nothing
	until, pause := time.Now().Add(s.engine.patience()), first
	for again := false; ; again = true {
		err := do(ctx, until, again)
		if err == nil || ctx.Err() != nil || !time.Now().Before(until) || !s.engine.passing(err) {
			return err
		}
		s.engine.renew(s.db)
		select {
		case <-ctx.Done():
			return errors.Join(ctx.Err(), err)
		case <-time.After(pause):
			pause = min(2*pause, longest)
		}
	}
}

func transact(ctx context.Context, db *sql.DB, do func(*sql.Conn, *sql.Tx) error) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close() // gives it back
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := do(conn, tx); err != nil {
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
	return fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), s.engine.classify(err))
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
