package main

import (
	"context"
	"errors"
	"path/filepath"
	"sync"

	"kobayashi/game"
	aar "kobayashi/game/report"
	"kobayashi/game/solve"
)

// told is how much of a long work is done, from 0 to 1. It may be nil.
type told = func(share float64)

// judge looks back on finished runs.
type judge struct {
	p       *program
	journal game.Journal // nil: there are no earlier runs
	solved  *solve.Cache

	mu    sync.Mutex
	books map[string]*game.Scenario // by shelf id or path; nil: gone
}

// maxSolved is how many bytes of solutions are kept in the data folder: some
// dozens of scenarios as large as those on the shelf.
const maxSolved = 64 << 20

// judge keeps what it solves in the data folder, beside the journal. Without a
// journal it keeps nothing.
func (p *program) judge(journal game.Journal) *judge {
	dir := ""
	if journal != nil {
		if home, err := p.home(); err == nil {
			dir = filepath.Join(home, "solved")
		}
	}
	return &judge{p: p, journal: journal, solved: solve.NewCache(dir, maxSolved), books: map[string]*game.Scenario{}}
}

// debrief looks back on a finished run. Where the scenario is too large to be
// solved, or its fractions too fine, it says so and shows the rest.
func (j *judge) debrief(ctx context.Context, run game.Run, told func(share float64)) (game.Debrief, error) {
	sol, err := j.solved.Get(ctx, run.Rules, run.Variant, told)
	if unproved(err) {
		return aar.Unproved(run, err), nil
	}
	if err != nil {
		return game.Debrief{}, err
	}
	history, err := j.history(ctx, run)
	if err != nil {
		return game.Debrief{}, err
	}
	d, err := aar.Build(run, sol, history)
	if unproved(err) {
		return aar.Unproved(run, err), nil
	}
	return d, err
}

// unproved reports whether the solver stopped at a bound of its own.
func unproved(err error) bool {
	var limit *solve.LimitError
	return errors.As(err, &limit) || errors.Is(err, solve.ErrTooFine)
}

// history gathers how sure the player was in the runs finished before this one.
// A run whose scenario is gone or has changed is left out: nobody can say any
// more what was best in it.
func (j *judge) history(ctx context.Context, run game.Run) ([]game.Forecast, error) {
	if j.journal == nil {
		return nil, nil
	}
	// The sound rows of a damaged list are history enough.
	list, _ := j.journal.Runs(ctx)
	var all []game.Forecast
	for _, sum := range list {
		if sum.End == nil || sum.ID == run.ID || sum.Player != run.Player || !sum.Started.Before(run.Started) {
			continue
		}
		forecasts, err := j.forecasts(ctx, sum.ID)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err == nil {
			all = append(all, forecasts...)
		}
	}
	return all, nil
}

func (j *judge) forecasts(ctx context.Context, id string) ([]game.Forecast, error) {
	rec, err := j.journal.Load(ctx, id)
	if err != nil || !asked(rec) {
		return nil, err
	}
	sc := j.book(rec)
	if sc == nil || sc.Digest() != rec.Digest {
		return nil, nil
	}
	run, err := game.Replay(sc, rec)
	if err != nil {
		return nil, err
	}
	sol, err := j.solved.Get(ctx, sc, rec.Variant, nil)
	if err != nil {
		return nil, err
	}
	return aar.Forecasts(run, sol)
}

// book is the scenario of a run, read once, or nil if it is not there any more.
func (j *judge) book(rec game.Record) *game.Scenario {
	j.mu.Lock()
	defer j.mu.Unlock()
	name := scenarioName(rec)
	sc, read := j.books[name]
	if !read {
		sc, _ = j.p.rulesOf(found{Record: rec}, "")
		j.books[name] = sc
	}
	return sc
}

// asked reports whether the player ever said how sure a decision was.
func asked(rec game.Record) bool {
	for _, st := range rec.Steps {
		if st.Sure > 0 {
			return true
		}
	}
	return false
}
