package game

import (
	"context"
	"errors"
	"time"
)

// Journal keeps runs. A decision counts only when Append has come back without
// an error: what is on the screen is on the disk.
//
// Errors are one of the Err… values below, wrapped with what was being done.
type Journal interface {
	// Begin keeps a new run, with the steps it may already have.
	Begin(ctx context.Context, rec Record) error
	// Append keeps step number seq (from 0) of a run. The same step again is no
	// error; another one in the same place is ErrTaken. A run that is over with
	// this step brings its result.
	Append(ctx context.Context, run string, seq int, step Step, end *Result) error
	// Load gives a run with all its steps, or ErrUnknownRun.
	Load(ctx context.Context, run string) (Record, error)
	// Runs lists all runs, the one touched last first, without their steps.
	Runs(ctx context.Context) ([]Summary, error)
	// Hotwash gives what was written after a run, the zero Hotwash if nothing was.
	Hotwash(ctx context.Context, run string) (Hotwash, error)
	// KeepHotwash keeps it in the place of what was there, or ErrUnknownRun.
	KeepHotwash(ctx context.Context, run string, h Hotwash) error
	// Preferences are the player's settings.
	Preferences(ctx context.Context) (map[string]string, error)
	// Prefer keeps one setting.
	Prefer(ctx context.Context, name, value string) error
}

// Summary is a run as the history shows it.
type Summary struct {
	Record     // Steps is nil
	Count  int // of steps kept
	Last   time.Time
	End    *Result // nil: not finished
}

// Result is what a finished run came to. It is kept beside the journal so that
// lists need no replay; the journal stays the truth.
type Result struct {
	Ending string `json:"ending"`
	Total  int    `json:"total"`
	Max    int    `json:"max"`
}

// What can go wrong with a journal, as far as a player can do something about it.
var (
	ErrUnknownRun = errors.New("no such run")
	ErrTaken      = errors.New("another program has decided this step")
	ErrBusy       = errors.New("the database is locked by another program")
	ErrFull       = errors.New("the disk is full")
	ErrReadOnly   = errors.New("the data folder cannot be written to")
	ErrCorrupt    = errors.New("the database is damaged")
	ErrNewer      = errors.New("the database was written by a newer version")
)

// Result is what the run came to, or nil while it is not over.
func (r Run) Result() *Result {
	if !r.Over() {
		return nil
	}
	return &Result{Ending: r.Ending(), Total: r.Rules.Total(r.Score), Max: r.Rules.MaxTotal()}
}
