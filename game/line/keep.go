package line

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"kobayashi/game"
)

// choose makes a decision: the longer run is on the table once the journal has
// its step, and not before. sure is 0 where nobody was asked.
func (t *table) choose(ctx context.Context, id game.ChoiceID, sure int) error {
	next, err := t.run.Choose(id, t.o.Now())
	if err != nil {
		return fmt.Errorf("playing %s: %w", t.sc.ID(), err)
	}
	next = next.Sure(sure)
	if t.practice() {
		t.run = next
		return nil
	}
	seq := len(next.Steps) - 1
	err = t.keep(ctx, func() error {
		return t.o.Journal.Append(ctx, next.ID, seq, next.Steps[seq], next.Result())
	})
	if errors.Is(err, game.ErrTaken) {
		return t.reload(ctx)
	}
	if err == nil {
		t.run = next
	}
	return err
}

// keep does something with the journal until it comes back without an error or
// the player gives up. ErrTaken goes to the caller.
func (t *table) keep(ctx context.Context, do func() error) error {
	err := do()
	if err == nil || errors.Is(err, game.ErrTaken) {
		return err
	}
	t.unsaved = true
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	t.out.part()
	t.puts(t.say.Say(refusal(err)))
	asked := t.ask(ctx, t.say.Say("line.prompt.retry"), func(a answer) (string, bool, error) {
		if a.cmd == leave {
			return "", false, errQuit
		}
		if a.empty {
			err = do()
		}
		return t.retried(a, err), err == nil || errors.Is(err, game.ErrTaken), nil
	})
	if asked != nil {
		return asked
	}
	t.unsaved = false
	return err
}

func (t *table) retried(a answer, err error) string {
	switch {
	case !a.empty:
		return t.say.Say("line.answer.unclear")
	case err != nil:
		return t.say.Say(refusal(err))
	}
	return ""
}

// refusal is the phrase for what a journal cannot do.
func refusal(err error) string {
	for _, known := range []struct {
		err error
		key string
	}{
		{game.ErrBusy, "error.busy"},
		{game.ErrFull, "error.full"},
		{game.ErrReadOnly, "error.readonly"},
		{game.ErrCorrupt, "error.corrupt"},
		{game.ErrNewer, "error.newer"},
		{game.ErrUnknownRun, "error.unknown"},
		{game.ErrTaken, "error.taken"},
	} {
		if errors.Is(err, known.err) {
			return known.key
		}
	}
	return "error.other"
}

// reload takes the run as the journal has it: another program decided first.
func (t *table) reload(ctx context.Context) error {
	t.out.part()
	t.puts(t.say.Say("error.taken"))
	var rec game.Record
	err := t.keep(ctx, func() (err error) {
		rec, err = t.o.Journal.Load(ctx, t.run.ID)
		return err
	})
	if err != nil {
		return err
	}
	shared := 0
	for shared < min(len(rec.Steps), len(t.run.Steps)) && rec.Steps[shared].Same(t.run.Steps[shared]) {
		shared++
	}
	told := t.told
	if shared < len(t.run.Steps) {
		told = 0
	}
	if err := t.replay(ctx, rec); err != nil {
		return err
	}
	t.told = min(told, len(t.run.Trace))
	return nil
}

// farewell says what became of the run, and how to come back to it.
func (t *table) farewell(err error) {
	t.out.part()
	if errors.Is(err, errEnded) {
		t.puts(t.say.Say("line.ended"))
	}
	switch {
	case !t.seated:
	case t.practice():
		t.puts(t.say.Say("line.practice.gone"))
	case t.unsaved:
		t.puts(t.say.Say("line.unsaved"))
		t.again()
	default:
		t.puts(t.say.Say("run.saved"))
		t.again()
	}
}

// again writes the command that comes back, on a line of its own, so that it can
// be copied.
func (t *table) again() {
	cmd := t.o.Again
	if cmd == "" {
		name := t.sc.ID()
		if t.o.Path != "" {
			name = quoted(t.o.Path)
		}
		cmd = "kobayashi play " + name
	}
	t.out.put(t.say.Say("line.again", cmd))
}

// quoted writes a path as a shell reads it.
func quoted(path string) string {
	if !strings.ContainsAny(path, " \t'\"\\$&;|<>()*?[]!`#~{}") {
		return path
	}
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}
