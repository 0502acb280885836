package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

var _ engine = (*postgres)(nil)

// place names the server without its password.
func (e *postgres) place() string {
	return "postgres://" + e.config.User + "@" + e.config.Host + "/" + e.config.Database
}

func (e *postgres) usable() error {
	if found := e.found.Load(); found != nil {
		return *found
	}
	return nil
}

// renew closes the connections that wait for work: after a restart of the server
// all of them are dead, and each would cost one try. Of many who find that out at
// once one does it, so that nobody closes what another has just opened.
func (e *postgres) renew(db *sql.DB) {
	const together = 100 * time.Millisecond
	last, now := e.renewed.Load(), time.Now().UnixNano()
	if now-last < int64(together) || !e.renewed.CompareAndSwap(last, now) {
		return
	}
	db.SetMaxIdleConns(-1)
	db.SetMaxIdleConns(connections)
}

func (e *postgres) patience() time.Duration { return e.waits }

// prepares is no: pgx does it by itself on each connection.
func (e *postgres) prepares() bool { return false }

func (e *postgres) rows() int { return 64 }

func (e *postgres) locking() string { return ` FOR UPDATE` }

func (e *postgres) snapshot() *sql.TxOptions {
	return &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead}
}

func (e *postgres) hasTable(ctx context.Context, q querier, name string) (bool, error) {
	var n int
	err := q.QueryRowContext(ctx, `SELECT COUNT(*) FROM pg_catalog.pg_tables WHERE schemaname = current_schema() AND tablename = $1`, name).Scan(&n)
	return n > 0, err
}

// alone takes a lock that ends with the transaction. The number is this
// program's own.
func (e *postgres) alone(ctx context.Context, tx *sql.Tx) error {
	const number = 0x6b6f626179617368 // "kobayash"
	_, err := tx.ExecContext(ctx, `SELECT pg_advisory_xact_lock($1)`, int64(number))
	return err
}

// together sends all statements before it waits for the first answer.
func (e *postgres) together(w work, all []statement) (written []int, err error) {
	var batch pgx.Batch
	for _, st := range all {
		batch.Queue(st.text, st.args...)
	}
	err = w.conn.Raw(func(driver any) error {
		results := driver.(*stdlib.Conn).Conn().SendBatch(w.ctx, &batch)
		for range all {
			done, err := results.Exec()
			if err != nil {
				return errors.Join(err, results.Close())
			}
			written = append(written, int(done.RowsAffected()))
		}
		return results.Close()
	})
	return written, err
}

// announcement sends notifications, which leave with the commit or not at all.
func (e *postgres) announcement(grown []place) []statement {
	words := make([]string, len(grown))
	for i, p := range grown {
		words[i] = e.node + "\n" + p.workshop + "\n" + p.stream
	}
	return []statement{{`SELECT pg_notify($1, word) FROM unnest($2::text[]) AS word`, []any{e.channel, words}}}
}

// heard reads a notification; others are those of other programs.
func (e *postgres) heard(word string) (p place, others bool) {
	node, rest, _ := strings.Cut(word, "\n")
	p.workshop, p.stream, others = strings.Cut(rest, "\n")
	return p, others && node != e.node
}

// forget can do nothing: VACUUM writes over what was deleted in its own time.
func (e *postgres) forget(context.Context, *sql.DB) error { return nil }

func (e *postgres) close() error {
	e.stop()
	e.working.Wait()
	return nil
}
