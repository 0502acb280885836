package store

import (
	"context"
	"database/sql"

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
