package store

import (
	"context"
	"database/sql"
	"maps"
	"slices"
	"sync"
)

// What every decision needs is parsed once. Parsing costs as much as running.
const (
	selectRun = `SELECT ` + runColumns + ` FROM runs WHERE id = $1`
	addStep   = `INSERT INTO steps (run, ` + stepColumns + `)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (run, seq) DO NOTHING`
	moveRun = `UPDATE runs SET touched = $1, count = $2, ending = $3, total = $4, max = $5, chain = $6, seal = $7
		WHERE id = $8`
	selectStep = `SELECT ` + stepColumns + ` FROM steps WHERE run = $1 AND seq = $2`
)

// prepared holds statements by their text. They are prepared at the first
// decision, not at the start, where somebody waits for the screen.
type prepared struct {
	mu    sync.Mutex
	stmts map[string]*sql.Stmt
}

// all gives the usual statements and those of more. It needs a connection, so
// that it must be called outside a transaction. An engine that needs none gets
// none.
func (p *prepared) all(ctx context.Context, db *sql.DB, e engine, more []string) (map[string]*sql.Stmt, error) {
	if !e.prepares() {
		return nil, nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	missing := slices.DeleteFunc(append([]string{selectRun + e.locking(), addStep, moveRun}, more...), func(text string) bool { return p.stmts[text] != nil })
	if len(missing) == 0 {
		return p.stmts, nil
	}
	// A new map: transactions read the one before without the lock.
	stmts := maps.Clone(p.stmts)
	for _, text := range missing {
		stmt, err := db.PrepareContext(ctx, text)
		if err != nil {
			return nil, err // the few that were prepared end with the database
		}
		if stmts == nil {
			stmts = map[string]*sql.Stmt{}
		}
		stmts[text] = stmt
	}
	p.stmts = stmts
	return stmts, nil
}

// statement is what a transaction is to do.
type statement struct {
	text string
	args []any
}

// work is a transaction under way.
type work struct {
	ctx     context.Context
	conn    *sql.Conn // of tx
	tx      *sql.Tx
	ready   map[string]*sql.Stmt
	locking string // ends a SELECT of rows that will be changed
	again   bool   // what is about to be done may have been done already
}

func (w work) exec(text string, args ...any) (sql.Result, error) {
	if stmt, ok := w.ready[text]; ok {
		return w.tx.StmtContext(w.ctx, stmt).ExecContext(w.ctx, args...)
	}
	return w.tx.ExecContext(w.ctx, text, args...)
}

func (w work) query(text string, args ...any) (*sql.Rows, error) {
	if stmt, ok := w.ready[text]; ok {
		return w.tx.StmtContext(w.ctx, stmt).QueryContext(w.ctx, args...)
	}
	return w.tx.QueryContext(w.ctx, text, args...)
}

// count gives how many rows a query finds.
func (w work) count(text string, args ...any) (int, error) {
	rows, err := w.query(text, args...)
	if err != nil {
		return 0, err
	}
	n := 0
	err = each(rows, func() error { n++; return nil })
	return n, err
}
