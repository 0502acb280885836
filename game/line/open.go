package line

import (
	"context"
	"errors"
	"fmt"

	"kobayashi/game"
)

// open puts a run on the table: the one asked for, an unfinished one if the
// player wants it, or a new one.
func (t *table) open(ctx context.Context) error {
	if t.o.From != "" {
		return t.rehearse()
	}
	if t.o.Journal == nil {
		return t.start(ctx)
	}
	if t.o.Resume != "" {
		return t.resume(ctx, t.o.Resume)
	}
	if t.o.Offer {
		if s, ok := t.unfinished(ctx); ok {
			return t.offer(ctx, s)
		}
	}
	return t.anew(ctx)
}

// anew begins a new run, after asking for a variant where there are several, the
// caller has named none and a player is there to be asked.
func (t *table) anew(ctx context.Context) error {
	list := t.sc.Rules().Variants
	if !t.o.AskVariant || t.o.Variant != "" || len(list) < 2 {
		return t.start(ctx)
	}
	t.out.part()
	t.says(t.text.Title)
	t.puts(t.say.Say("line.variants"))
	for i, v := range list {
		t.out.put(t.set.list(t.say.Say("line.option", i+1), literally(t.variant(v.ID)))...)
	}
	n, err := t.pick(ctx, t.say.Say("line.prompt.variant", len(list)), len(list), 1)
	if err != nil {
		return err
	}
	t.o.Variant = list[n-1].ID
	return t.start(ctx)
}

// unfinished finds the run of this scenario that was touched last and has no
// end. A journal that cannot list runs now says so when the first is begun.
func (t *table) unfinished(ctx context.Context) (game.Summary, bool) {
	list, err := t.o.Journal.Runs(ctx)
	if err != nil {
		return game.Summary{}, false
	}
	for _, s := range list {
		if s.End == nil && s.Scenario == t.sc.ID() && s.Path == t.o.Path && (t.o.Name == "" || s.Player == t.o.Name) {
			return s, true
		}
	}
	return game.Summary{}, false
}

func (t *table) offer(ctx context.Context, s game.Summary) error {
	t.out.part()
	t.says(t.text.Title)
	t.puts(t.say.Count("line.offer", s.Count))
	if s.Variant != "" {
		t.puts(t.say.Say("line.variant", t.set.name(t.variant(s.Variant))))
	}
	t.puts(t.say.Say("line.offer.resume"))
	t.puts(t.say.Say("line.offer.anew"))
	n, err := t.pick(ctx, t.say.Say("line.prompt.pick", 2), 2, 0)
	switch {
	case err != nil:
		return err
	case n == 1:
		return t.resume(ctx, s.ID)
	}
	return t.anew(ctx)
}

// start begins a new run. The journal has it before its first line is told.
func (t *table) start(ctx context.Context) error {
	run, err := game.Begin(t.sc, t.record())
	if err != nil {
		return fmt.Errorf("beginning %s: %w", t.sc.ID(), err)
	}
	if !t.practice() {
		if err := t.keep(ctx, func() error { return t.o.Journal.Begin(ctx, run.Record) }); err != nil {
			return err
		}
	}
	t.seat(run)
	t.begin()
	return nil
}

// rehearse begins a practice at a scene.
func (t *table) rehearse() error {
	scene := t.sc.SceneIndex(t.o.From)
	if scene < 0 {
		return fmt.Errorf("beginning at %s: %w", t.o.From, ErrNoScene)
	}
	run, err := game.BeginAt(t.sc, t.record(), scene, t.o.Set)
	if err != nil {
		return fmt.Errorf("beginning %s at %s: %w", t.sc.ID(), t.o.From, err)
	}
	t.out.part()
	t.puts(t.say.Say("line.practice"))
	t.seat(run)
	t.begin()
	return nil
}

// record is the record of a run that begins now.
func (t *table) record() game.Record {
	rec := game.Record{
		ID: t.o.NewID(), Player: t.o.Name, Scenario: t.sc.ID(), Path: t.o.Path, Digest: t.sc.Digest(),
		Variant: t.sc.Variant(t.o.Variant), Lang: t.o.Lang, Started: t.o.Now(),
	}
	if t.o.Seed != nil {
		rec.Seed = *t.o.Seed
	} else {
		rec.Seed = t.o.NewSeed()
	}
	return rec
}

// seat puts a run on the table, untold.
func (t *table) seat(run game.Run) {
	t.run, t.told, t.seated = run, 0, true
}

// resume goes on with a kept run, telling from the last decision on.
func (t *table) resume(ctx context.Context, id string) error {
	var rec game.Record
	err := t.keep(ctx, func() (err error) {
		rec, err = t.o.Journal.Load(ctx, id)
		return err
	})
	if err != nil {
		return err
	}
	if err := t.replay(ctx, rec); err != nil {
		return err
	}
	if len(t.run.Decisions()) == 0 {
		t.begin()
		return nil
	}
	if t.told > 0 { // begun anew, and told as new
		return nil
	}
	t.out.part()
	t.says(t.text.Title)
	t.puts(t.say.Count("line.resumed", len(t.run.Decisions())))
	t.told = t.lastChoice()
	return nil
}

// lastChoice is the place of the last decision in the run's trace.
func (t *table) lastChoice() int {
	for i := len(t.run.Trace) - 1; i >= 0; i-- {
		if e := t.run.Trace[i]; e.Kind == game.Chose && t.sc.Free(t.run.Trace[i-1].State) {
			return i
		}
	}
	return 0
}

// replay puts a record on the table, or asks what to do if the scenario has
// changed under it.
func (t *table) replay(ctx context.Context, rec game.Record) error {
	run, err := game.Replay(t.sc, rec)
	var misfit *game.Misfit
	switch {
	case errors.As(err, &misfit):
		return t.misfit(ctx, run, misfit)
	case err != nil:
		return fmt.Errorf("going on with %s: %w", t.sc.ID(), err)
	}
	t.seat(run)
	return nil
}

// misfit says which step no longer fits, and offers to go on before it.
func (t *table) misfit(ctx context.Context, run game.Run, m *game.Misfit) error {
	where := m.Saved.Scene
	if i := t.sc.SceneIndex(where); i >= 0 && t.text.Scenes[i].Title != "" {
		where = t.set.plain(t.text.Scenes[i].Title)
	} else {
		where = t.set.name(where)
	}
	t.out.part()
	t.puts(t.say.Say("line.misfit", m.Step+1, where))
	for _, key := range []string{"line.misfit.on", "line.misfit.anew", "line.misfit.leave"} {
		t.puts(t.say.Say(key))
	}
	n, err := t.pick(ctx, t.say.Say("line.prompt.pick", 3), 3, 0)
	switch {
	case err != nil:
		return err
	case n == 2:
		return t.start(ctx)
	case n == 3:
		return errQuit
	}
	return t.branch(ctx, run)
}

// branch keeps the steps of a run that still fit as a new run, and leaves the
// old record as it was.
func (t *table) branch(ctx context.Context, run game.Run) error {
	run.ID, run.Digest, run.Started, run.Lang = t.o.NewID(), t.sc.Digest(), t.o.Now(), t.o.Lang
	rec := run.Record
	last := len(rec.Steps) - 1
	if run.Over() { // its end goes with its last step
		rec.Steps = rec.Steps[:last]
	}
	err := t.keep(ctx, func() error { return t.o.Journal.Begin(ctx, rec) })
	if err == nil && run.Over() {
		err = t.keep(ctx, func() error {
			return t.o.Journal.Append(ctx, run.ID, last, run.Steps[last], run.Result())
		})
	}
	if err == nil {
		t.seat(run)
	}
	return err
}
