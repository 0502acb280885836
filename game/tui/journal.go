package tui

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
)

// The commands below are the only place where this package touches the world.
// Each comes back as one message.

// desk is what stands around the screens: the world as Options gave it.
type desk struct {
	Options
}

// pathOf is the file of an exercise the caller began with, if it is that one.
func (d *desk) pathOf(scenario string) string {
	if d.Start.Scenario == scenario {
		return d.Start.Path
	}
	return ""
}

// patience is how long a screen waits for the journal before it says so. The
// journal waits for locks itself; this is for a disk that never answers.
const patience = 10 * time.Second

func within[T tea.Msg](do func(context.Context) T) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		return do(ctx)
	}
}

type (
	shelfRead   shelf
	historyRead history
	prefsRead   map[string]string
	preferred   struct{ err error }
	runBegun    struct {
		run game.Run
		err error
	}
	runLoaded struct {
		rec game.Record
		err error
	}
	stepSaved struct {
		run string
		seq int
		err error
	}
	runRemoved  struct{ err error }
	hotwashRead struct {
		run     string
		hotwash game.Hotwash
		err     error
	}
	hotwashKept struct {
		run     string
		hotwash game.Hotwash
		err     error
	}
)

func (d *desk) readShelf() tea.Cmd {
	return within(func(ctx context.Context) shelfRead {
		list, err := d.Shelf(ctx)
		return shelfRead{true, list, err}
	})
}

func (d *desk) readHistory() tea.Cmd {
	return within(func(ctx context.Context) historyRead {
		runs, err := d.Journal.Runs(ctx)
		return historyRead{true, runs, err}
	})
}

// readPreferences never fails: without them the defaults stand.
func (d *desk) readPreferences() tea.Cmd {
	return within(func(ctx context.Context) prefsRead {
		prefs, err := d.Journal.Preferences(ctx)
		if err != nil {
			return nil
		}
		return prefs
	})
}

func (d *desk) prefer(name, value string) tea.Cmd {
	return within(func(ctx context.Context) preferred {
		return preferred{d.Journal.Prefer(ctx, name, value)}
	})
}

func (d *desk) begin(run game.Run) tea.Cmd {
	return within(func(ctx context.Context) runBegun {
		return runBegun{run, d.Journal.Begin(ctx, run.Record)}
	})
}

func (d *desk) load(run string) tea.Cmd {
	return within(func(ctx context.Context) runLoaded {
		rec, err := d.Journal.Load(ctx, run)
		return runLoaded{rec, err}
	})
}

// saveStep keeps the last step of a run.
func (d *desk) saveStep(run game.Run) tea.Cmd {
	seq := len(run.Steps) - 1
	return within(func(ctx context.Context) stepSaved {
		return stepSaved{run.ID, seq, d.Journal.Append(ctx, run.ID, seq, run.Steps[seq], run.Result())}
	})
}

func (d *desk) readHotwash(run string) tea.Cmd {
	return within(func(ctx context.Context) hotwashRead {
		h, err := d.Journal.Hotwash(ctx, run)
		return hotwashRead{run, h, err}
	})
}

func (d *desk) keepHotwash(run string, h game.Hotwash) tea.Cmd {
	return within(func(ctx context.Context) hotwashKept {
		return hotwashKept{run, h, d.Journal.KeepHotwash(ctx, run, h)}
	})
}

// remover is a journal that can forget a run.
type remover interface {
	Remove(ctx context.Context, run string) error
}

func (d *desk) remove(run string) tea.Cmd {
	return within(func(ctx context.Context) runRemoved {
		if j, ok := d.Journal.(remover); ok {
			return runRemoved{j.Remove(ctx, run)}
		}
		return runRemoved{errors.ErrUnsupported}
	})
}

func (d *desk) canRemove() bool {
	_, ok := d.Journal.(remover)
	return ok
}

// tick counts down while a choice has a time limit. There is no other clock.
type tick struct{ clock int }

func countdown(clock int, every time.Duration) tea.Cmd {
	return tea.Tick(every, func(time.Time) tea.Msg { return tick{clock} })
}

// fault is the phrase for what a journal answered.
func fault(err error) string {
	for _, known := range []struct {
		err error
		key string
	}{
		{game.ErrUnknownRun, "error.unknown"},
		{game.ErrTaken, "error.taken"},
		{game.ErrBusy, "error.busy"},
		{game.ErrFull, "error.full"},
		{game.ErrReadOnly, "error.readonly"},
		{game.ErrCorrupt, "error.corrupt"},
		{game.ErrNewer, "error.newer"},
	} {
		if errors.Is(err, known.err) {
			return known.key
		}
	}
	return "error.other"
}
