package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"path"

	"kobayashi/game"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migrations are the SQL texts that lead from an empty database to this
// version, in order: text i leads to version i+1. Their names sort by number.
func migrations() []string {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		panic("the pattern of the migrations is wrong: " + err.Error())
	}
	texts := make([]string, len(names))
	for i, name := range names {
		if want := fmt.Sprintf("%04d_", i+1); path.Base(name)[:len(want)] != want {
			panic("migration " + name + " is out of order")
		}
		text, err := migrationFiles.ReadFile(name)
		if err != nil {
			panic("migration " + name + " cannot be read: " + err.Error())
		}
		texts[i] = string(text)
	}
	return texts
}

// querier is a database or a transaction of it.
type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// version is the number of migrations a database has seen.
func version(ctx context.Context, q querier, e engine) (int, error) {
	there, err := e.hasTable(ctx, q, "migrations")
	if err != nil || !there {
		return 0, err
	}
	var v int
	err = q.QueryRowContext(ctx, `SELECT COALESCE(MAX(version), 0) FROM migrations`).Scan(&v)
	return v, err
}

// migrate brings a database to the version of texts, each step in a transaction
// of its own, or leaves it alone and says game.ErrNewer.
func migrate(ctx context.Context, db *sql.DB, e engine, texts []string) error {
	for {
		v, err := version(ctx, db, e)
		if err != nil || v == len(texts) {
			return err
		}
		if v > len(texts) {
			return fmt.Errorf("%w: it has version %d, this program knows %d", game.ErrNewer, v, len(texts))
		}
		if err := step(ctx, db, e, v, texts[v]); err != nil {
			return fmt.Errorf("migrating to version %d: %w", v+1, err)
		}
	}
}

// step applies one text, unless another program has been faster.
func step(ctx context.Context, db *sql.DB, e engine, from int, text string) error {
	return transact(ctx, db, func(_ *sql.Conn, tx *sql.Tx) error {
		if err := e.alone(ctx, tx); err != nil {
			return err
		}
		// No other program migrates now, so that this answer stays true.
		v, err := version(ctx, tx, e)
		if err != nil || v != from {
			return err
		}
		if from == 0 {
			if _, err := tx.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS migrations (version BIGINT NOT NULL PRIMARY KEY)`); err != nil {
				return err
			}
		}
		if _, err := tx.ExecContext(ctx, text); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO migrations (version) VALUES ($1)`, from+1)
		return err
	})
}
