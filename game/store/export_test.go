package store

import (
	"context"
	"database/sql"
	"time"

	"kobayashi/game"
)

// What the tests may see of the inside.

func (s *Store) DB() *sql.DB { return s.db }

func Migrate(ctx context.Context, s *Store, more ...string) error {
	return migrate(ctx, s.db, s.engine, append(migrations(), more...))
}

func FaultName(number int, dir string) error { return faultName(number, dir) }

func (s *Store) Version(ctx context.Context) (int, error) { return version(ctx, s.db, s.engine) }

func Link(before string, seq int, st game.Step) string { return link(before, seq, st) }

const Patience = patience

// Conn is the connection of a store, taken for good.
func Conn(ctx context.Context, s *Store) (*sql.Conn, error) { return s.db.Conn(ctx) }

// Newest is the version that this program brings a database to.
const Newest = 3

const Stamp = stamp

// Look makes a store on a server look at it now; Usable is what it has found.
func (s *Store) Look(ctx context.Context) error { return s.engine.(*postgres).look(ctx) }

func (s *Store) Usable() error { return s.engine.usable() }

func (s *Store) SetOffset(d time.Duration) { s.engine.(*postgres).offset.Store(int64(d)) }

// SetPatience changes how long a store waits for its server; it gives how long
// that was.
func (s *Store) SetPatience(d time.Duration) (was time.Duration) {
	e := s.engine.(*postgres)
	was, e.waits = e.waits, d
	return was
}
