package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"kobayashi/game"
	"kobayashi/game/workshop"
)

// engine is what each database does in its own way.
type engine interface {
	// place is what an error calls the database. No secret is in it.
	place() string
	// usable tells whether a transaction that writes may begin.
	usable() error
	// classify finds the journal's name for an error, if it has one.
	classify(err error) error
	// passing reports whether the next try may do what this one could not. What
	// failed so may have been kept all the same.
	passing(err error) bool
	// renew makes the next try use a new connection.
	renew(db *sql.DB)
	// patience is how long there are next tries.
	patience() time.Duration
	// prepares reports whether statements must be prepared to be fast.
	prepares() bool
	// rows is how many rows one statement writes at best.
	rows() int
	// locking ends a SELECT of rows that will be changed.
	locking() string
	// snapshot makes a transaction read all of one moment.
	snapshot() *sql.TxOptions
	// hasTable reports whether a table is there.
	hasTable(ctx context.Context, q querier, name string) (bool, error)
	// alone makes a transaction the only one that migrates.
	alone(ctx context.Context, tx *sql.Tx) error
	// together runs statements of a transaction and gives how many rows each has
	// written. Nothing depends on what was written before.
	together(w work, all []statement) ([]int, error)
	// announcement tells other programs, with the commit, which streams grow.
	announcement(grown []place) []statement
	// follow tells, until ctx ends, what other programs have announced. It calls
	// up once, when nothing will be missed any more.
	follow(ctx context.Context, tell func(place), up func())
	// forget wipes what was deleted.
	forget(ctx context.Context, db *sql.DB) error
	// now is the database's time.
	now() time.Time
	// close ends what runs in the background.
	close() error
}

// named is an error of this package that a caller may take for one of the
// journal's: its remedy is the same, its words are not.
type named struct {
	text string
	like error
}

func (n *named) Error() string { return n.text }

// Is makes errors.Is see the journal's error.
func (n *named) Is(target error) bool { return target == n.like }

// What can go wrong here beside the errors of game.Journal and workshop.Log.
var (
	// ErrMoved says that the file which was opened is no longer the one at its
	// path: a decision written to it would be lost with it. Open the store again.
	ErrMoved = errors.New("the database file was moved or removed while in use")
	// ErrAway is a game.ErrBusy too: wait and try again.
	ErrAway error = &named{"the database server does not answer", game.ErrBusy}
	// ErrUnsafe says that the server is set up to confirm what it may still lose.
	ErrUnsafe = errors.New("the database server may lose what it has confirmed")

	// errForbidden is how a server says what a disk says by its rights.
	errForbidden error = &named{"the database may not be written to", game.ErrReadOnly}
	// errStale says that another program was faster; the next try sees its work.
	errStale = errors.New("another program has written in between")
)

// nameOf is err itself if it has a name already, else nil.
func nameOf(err error) error {
	for _, known := range []error{
		game.ErrUnknownRun, game.ErrTaken, game.ErrBusy, game.ErrFull, game.ErrReadOnly, game.ErrCorrupt, game.ErrNewer,
		workshop.ErrOvertaken, workshop.ErrUnknown, workshop.ErrExists,
		ErrMoved, ErrUnsafe, context.Canceled, context.DeadlineExceeded,
	} {
		if errors.Is(err, known) {
			return err
		}
	}
	return nil
}
