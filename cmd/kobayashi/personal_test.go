package main

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/store"
)

// Two people at one journal see nothing of each other.
func TestPersonalJournals(t *testing.T) {
	ctx := t.Context()
	shared, err := store.Open(ctx, filepath.Join(t.TempDir(), "k.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { shared.Close() })
	ann, ben := personal{shared, "ann"}, personal{shared, "ben"}
	rec := game.Record{ID: "r1", Player: "somebody", Scenario: "shop-bot", Digest: "d", Lang: "ja", Started: time.Now()}
	if err := ann.Begin(ctx, rec); err != nil {
		t.Fatal(err)
	}
	if err := ann.Prefer(ctx, "lang", "en"); err != nil {
		t.Fatal(err)
	}
	own, err := ann.Runs(ctx)
	if err != nil || len(own) != 1 || own[0].Player != "" { // it is nobody's name
		t.Errorf("ann's runs are %v, %v", own, err)
	}
	if got, err := ann.Load(ctx, "r1"); err != nil || got.Player != "" {
		t.Errorf("ann's run is %v, %v", got, err)
	}
	if all, err := shared.Runs(ctx); err != nil || len(all) != 1 || all[0].Player != "ann" {
		t.Errorf("kept are %v, %v", all, err)
	}
	if prefs, _ := ann.Preferences(ctx); prefs["lang"] != "en" {
		t.Errorf("ann prefers %v", prefs)
	}
	if runs, _ := ben.Runs(ctx); len(runs) != 0 {
		t.Errorf("ben sees %v", runs)
	}
	if prefs, _ := ben.Preferences(ctx); len(prefs) != 0 {
		t.Errorf("ben has %v", prefs)
	}
	step := game.Step{Scene: "s", N: 1, Mark: "m", At: time.Now()}
	for what, err := range map[string]error{
		"load":    second(ben.Load(ctx, "r1")),
		"append":  ben.Append(ctx, "r1", 0, step, nil),
		"hotwash": second(ben.Hotwash(ctx, "r1")),
		"keep":    ben.KeepHotwash(ctx, "r1", game.Hotwash{Gap: "x"}),
	} {
		if !errors.Is(err, game.ErrUnknownRun) {
			t.Errorf("%s: ben got %v", what, err)
		}
	}
	if err := ann.Append(ctx, "r1", 0, step, nil); err != nil {
		t.Errorf("ann cannot go on: %v", err)
	}
}

func second[T any](_ T, err error) error { return err }
