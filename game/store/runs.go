package store

import (
	"context"
	"errors"
	"fmt"

	"kobayashi/game"
)

// Begin keeps a new run, with the steps it may already have. The same run again
// is no error, so that a lost answer can be retried; another one under its name
// is game.ErrTaken.
func (s *Store) Begin(ctx context.Context, rec game.Record) error {
	r := runRow{Summary: game.Summary{Record: rec, Count: len(rec.Steps), Last: rec.Started}, chain: origin(rec)}
	chains := make([]string, len(rec.Steps))
	for i, st := range rec.Steps {
		r.chain = link(r.chain, i, st)
		r.Last, chains[i] = st.At, r.chain
	}
	err := s.within(ctx, func(w work) error {
		done, err := w.exec(`INSERT INTO runs (`+runColumns+`)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
			ON CONFLICT (id) DO NOTHING`, r.values()...)
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, sameRun(w, r))
		}
		for i, st := range rec.Steps {
			if err := insertStep(w, rec.ID, i, st, chains[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return s.explain(err, "beginning run %s", rec.ID)
}

// sameRun is nil if the run that is there already is this one.
func sameRun(w work, r runRow) error {
	there, err := readRun(w, r.ID)
	if err != nil {
		return err
	}
	if there.sealed() != r.sealed() {
		return fmt.Errorf("%w: another run has its name", game.ErrTaken)
	}
	return nil
}

// Append keeps step number seq (from 0) of a run; see game.Journal. It may be
// repeated after any error: what was kept the first time is recognised by its
// place. The result belongs to the run's last step, and adding it later is right
// too.
func (s *Store) Append(ctx context.Context, run string, seq int, st game.Step, end *game.Result) error {
	err := s.within(ctx, func(w work) error {
		r, err := readRun(w, run)
		switch {
		case err != nil:
			return err
		case seq < 0 || seq > r.Count:
			return fmt.Errorf("it would leave a gap: the run has %d steps", r.Count)
		case seq < r.Count:
			return again(w, r, seq, st, end)
		}
		r.chain = link(r.chain, seq, st)
		r.Count, r.Last, r.End = seq+1, st.At, end
		written, err := s.engine.together(w, []statement{stepStatement(run, seq, st, r.chain), runStatement(r)})
		if err == nil && written[0] != 1 {
			err = fmt.Errorf("%w: in between", game.ErrTaken)
		}
		return err
	})
	return s.explain(err, "saving step %d of run %s", seq, run)
}

// again handles a step whose place is filled.
func again(w work, r runRow, seq int, st game.Step, end *game.Result) error {
	there, err := readStep(w, r.ID, seq)
	if err != nil {
		return err
	}
	if !there.Same(st) {
		return fmt.Errorf("%w: it is %s", game.ErrTaken, there.Scene)
	}
	if end == nil || r.End != nil && *r.End == *end {
		return nil
	}
	if seq != r.Count-1 {
		return fmt.Errorf("it cannot be the last one: the run has %d steps", r.Count)
	}
	r.End = end
	return updateRun(w, r)
}

func insertStep(w work, run string, seq int, st game.Step, chain string) error {
	add := stepStatement(run, seq, st, chain)
	done, err := w.exec(add.text, add.args...)
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n != 1 {
		return errors.Join(fmt.Errorf("%w: in between", game.ErrTaken), err)
	}
	return nil
}

func stepStatement(run string, seq int, st game.Step, chain string) statement {
	return statement{addStep, []any{run, seq, st.Scene, st.N, writeTicks(st.Ticks), st.Mark, st.Sure, writeTime(st.At), chain}}
}

// updateRun writes what a step changes in its run's row.
func updateRun(w work, r runRow) error {
	move := runStatement(r)
	_, err := w.exec(move.text, move.args...)
	return err
}

func runStatement(r runRow) statement {
	ending, total, most := r.result()
	return statement{moveRun, []any{writeTime(r.Last), r.Count, ending, total, most, r.chain, r.sealed(), r.ID}}
}

// readRun gives a run's row, or game.ErrUnknownRun.
func readRun(w work, run string) (runRow, error) {
	var r runRow
	rows, err := w.query(selectRun+w.locking, run)
	if err != nil {
		return r, err
	}
	found := 0
	err = each(rows, func() error {
		found++
		if err := r.scan(rows.Scan); err != nil {
			return damaged("run "+run, err)
		}
		return nil
	})
	if err == nil && found == 0 {
		err = game.ErrUnknownRun
	}
	return r, err
}

// readStep gives a step that its run's row says is there.
func readStep(w work, run string, seq int) (stepRow, error) {
	var st stepRow
	rows, err := w.query(selectStep, run, seq)
	if err != nil {
		return st, err
	}
	place, found := fmt.Sprintf("run %s, step %d", run, seq), 0
	err = each(rows, func() error {
		found++
		if err := st.scan(rows.Scan); err != nil {
			return damaged(place, err)
		}
		return nil
	})
	if err == nil && found != 1 {
		err = damaged(place, fmt.Errorf("it is there %d times", found))
	}
	return st, err
}

// Load gives a run with all its steps. A run of which any part is not as it was
// written is game.ErrCorrupt with the place, never a part of it.
func (s *Store) Load(ctx context.Context, run string) (game.Record, error) {
	var rec game.Record
	err := s.reading(ctx, func(ctx context.Context) error {
		// One transaction, so that the row and the steps are of the same moment.
		tx, err := s.db.BeginTx(ctx, s.engine.snapshot())
		if err != nil {
			return err
		}
		rec, err = load(work{ctx: ctx, tx: tx}, run)
		// Nothing was written, so there is nothing that a failing rollback could lose.
		_ = tx.Rollback()
		return err
	})
	if err != nil {
		return game.Record{}, s.explain(err, "loading run %s", run)
	}
	return rec, nil
}

func load(w work, run string) (game.Record, error) {
	r, err := readRun(w, run)
	if err != nil {
		return game.Record{}, err
	}
	rows, err := w.query(`SELECT `+stepColumns+` FROM steps WHERE run = $1 ORDER BY seq`, run)
	if err != nil {
		return game.Record{}, err
	}
	rec, chain := r.Record, origin(r.Record)
	err = each(rows, func() error {
		var st stepRow
		err := st.scan(rows.Scan)
		next := len(rec.Steps)
		chain = link(chain, next, st.Step)
		switch {
		case err != nil:
		case st.seq != next:
			err = fmt.Errorf("step %d stands in its place", st.seq)
		case st.chain != chain:
			err = errSeal
		default:
			rec.Steps = append(rec.Steps, st.Step)
			return nil
		}
		return damaged(fmt.Sprintf("run %s, step %d", run, next), err)
	})
	if err != nil {
		return game.Record{}, err
	}
	if len(rec.Steps) != r.Count || chain != r.chain {
		return game.Record{}, damaged("run "+run, fmt.Errorf("%d steps are there, %d were kept", len(rec.Steps), r.Count))
	}
	return rec, nil
}

// Runs lists all runs, the one touched last first, without their steps. Where
// some rows are damaged it gives the sound ones and game.ErrCorrupt.
func (s *Store) Runs(ctx context.Context) ([]game.Summary, error) {
	var list []game.Summary
	var faults []error
	err := s.reading(ctx, func(ctx context.Context) error {
		list, faults = nil, nil
		rows, err := s.db.QueryContext(ctx, `SELECT `+runColumns+` FROM runs ORDER BY touched DESC, id`)
		if err != nil {
			return err
		}
		return each(rows, func() error {
			var r runRow
			if err := r.scan(rows.Scan); err != nil {
				faults = append(faults, damaged("run "+r.ID, err))
				return nil
			}
			list = append(list, r.Summary)
			return nil
		})
	})
	return list, s.explain(errors.Join(append(faults, err)...), "listing the runs")
}

// Remove deletes a run, all its steps and what was written after it, and wipes
// them from the file.
func (s *Store) Remove(ctx context.Context, run string) error {
	err := s.within(ctx, func(w work) error { return removeRun(w, run) })
	if err == nil {
		// The run is gone either way; where the log cannot be emptied now because
		// another program reads in it, closing does it.
		_ = s.engine.forget(ctx, s.db)
	}
	return s.explain(err, "removing run %s", run)
}

func removeRun(w work, run string) error {
	// Locked first, so that no step comes in while the steps go. It is not read:
	// a damaged run can be removed too.
	there, err := w.count(`SELECT id FROM runs WHERE id = $1`+w.locking, run)
	if err != nil {
		return err
	}
	if there == 0 && !w.again {
		return game.ErrUnknownRun
	}
	for _, part := range []string{`DELETE FROM hotwash WHERE run = $1`, `DELETE FROM steps WHERE run = $1`, `DELETE FROM runs WHERE id = $1`} {
		if _, err := w.exec(part, run); err != nil {
			return err
		}
	}
	return nil
}
