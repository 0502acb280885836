package main

import (
	"context"
	"strings"

	"kobayashi/game"
)

// personal is one person's part of a journal that many share: other people's
// runs are not there for it.
type personal struct {
	game.Journal
	player string
}

func (j personal) Begin(ctx context.Context, rec game.Record) error {
	rec.Player = j.player
	return j.Journal.Begin(ctx, rec)
}

func (j personal) Append(ctx context.Context, run string, seq int, step game.Step, end *game.Result) error {
	if _, err := j.Load(ctx, run); err != nil {
		return err
	}
	return j.Journal.Append(ctx, run, seq, step, end)
}

func (j personal) Load(ctx context.Context, run string) (game.Record, error) {
	rec, err := j.Journal.Load(ctx, run)
	if err == nil && rec.Player != j.player {
		return game.Record{}, game.ErrUnknownRun
	}
	rec.Player = "" // it is nobody's name, and says nothing to the player
	return rec, err
}

func (j personal) Runs(ctx context.Context) ([]game.Summary, error) {
	all, err := j.Journal.Runs(ctx)
	var own []game.Summary
	for _, r := range all {
		if r.Player == j.player {
			r.Player = ""
			own = append(own, r)
		}
	}
	return own, err
}

func (j personal) Hotwash(ctx context.Context, run string) (game.Hotwash, error) {
	if _, err := j.Load(ctx, run); err != nil {
		return game.Hotwash{}, err
	}
	return j.Journal.Hotwash(ctx, run)
}

func (j personal) KeepHotwash(ctx context.Context, run string, h game.Hotwash) error {
	if _, err := j.Load(ctx, run); err != nil {
		return err
	}
	return j.Journal.KeepHotwash(ctx, run, h)
}

func (j personal) Preferences(ctx context.Context) (map[string]string, error) {
	all, err := j.Journal.Preferences(ctx)
	own := map[string]string{}
	for name, value := range all {
		if short, ok := strings.CutPrefix(name, j.mark()); ok {
			own[short] = value
		}
	}
	return own, err
}

func (j personal) Prefer(ctx context.Context, name, value string) error {
	return j.Journal.Prefer(ctx, j.mark()+name, value)
}

// mark is what the names of the player's preferences begin with: who deletes all
// that begins with a player's name deletes them too.
func (j personal) mark() string { return j.player + " " }
