package store

import (
	"context"
	"errors"
	"fmt"

	"kobayashi/game"
)

// sealHotwash is the check value over a row of hotwash. The run is in it, so
// that what one team wrote is never read as another's.
func sealHotwash(run string, h game.Hotwash) string {
	return hash("hotwash", run, h.Strength, h.Gap, h.Action, h.Owner, h.Due)
}

// Hotwash gives what was written after a run; see game.Journal. A run that
// nobody keeps has nothing written after it either.
func (s *Store) Hotwash(ctx context.Context, run string) (game.Hotwash, error) {
	var h game.Hotwash
	err := s.reading(ctx, func(ctx context.Context) error {
		rows, err := s.db.QueryContext(ctx, `SELECT strength, gap, action, owner, due, seal FROM hotwash WHERE run = $1`, run)
		if err != nil {
			return err
		}
		return each(rows, func() error {
			var seal string
			err := rows.Scan(&h.Strength, &h.Gap, &h.Action, &h.Owner, &h.Due, &seal)
			if err == nil && seal != sealHotwash(run, h) {
				err = errSeal
			}
			if err != nil {
				return damaged("the hotwash of run "+run, err)
			}
			return nil
		})
	})
	if err != nil {
		return game.Hotwash{}, s.explain(err, "reading the hotwash of run %s", run)
	}
	return h, nil
}

// KeepHotwash keeps what was written after a run in the place of what was there.
// It refuses what does not fit (see game.Hotwash.Fits), so that no text comes
// out of the database which could not go into it.
func (s *Store) KeepHotwash(ctx context.Context, run string, h game.Hotwash) error {
	err := h.Fits()
	if err == nil {
		err = s.within(ctx, func(w work) error { return keepHotwash(w, run, h) })
	}
	return s.explain(err, "keeping the hotwash of run %s", run)
}

func keepHotwash(w work, run string, h game.Hotwash) error {
	if _, err := readRun(w, run); err != nil {
		return err
	}
	done, err := w.exec(`INSERT INTO hotwash (run, strength, gap, action, owner, due, seal)
		VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (run) DO UPDATE SET strength = excluded.strength, gap = excluded.gap,
			action = excluded.action, owner = excluded.owner, due = excluded.due, seal = excluded.seal`,
		run, h.Strength, h.Gap, h.Action, h.Owner, h.Due, sealHotwash(run, h))
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n != 1 {
		return errors.Join(fmt.Errorf("%d rows were written", n), err)
	}
	return nil
}
