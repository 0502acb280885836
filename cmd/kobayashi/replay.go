package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"kobayashi/game"
	"kobayashi/game/line"
	"kobayashi/game/runfile"
)

func (p *program) replay() *cobra.Command {
	c := p.command("replay RUN", "cmd.replay", func(c *cobra.Command, args []string) error {
		named, _ := c.Flags().GetString("scenario")
		stepwise, _ := c.Flags().GetBool("step")
		f, judge, done, err := p.judged(c.Context(), args[0])
		// Of a file that stops in the middle, what is whole can be shown.
		var fault *runfile.Fault
		if err != nil && !(errors.As(err, &fault) && fault.Reason == runfile.Torn && f.ID != "") {
			return err
		}
		defer done()
		var pause func() error
		if stepwise {
			pause = p.pause(c.Context())
		}
		if failed := p.playBack(c.Context(), f, named, judge, pause); failed != nil {
			return failed
		}
		return err
	})
	c.Flags().Bool("step", false, p.words.Say("cmd.flag.step"))
	c.Flags().String("scenario", "", p.words.Say("cmd.flag.scenario"))
	c.Flags().SortFlags = false
	return c
}

// playBack tells a run as far as it fits the rules at hand. They need not be the
// very ones it was played on: whoever wants proof asks verify.
func (p *program) playBack(ctx context.Context, f found, named string, judge *judge, pause func() error) error {
	sc, err := p.rulesOf(f, named)
	if err != nil {
		return err
	}
	if sc.ID() != f.Scenario {
		return fails(nil, "cmd.verify.scenario", p.place(f, -1), f.Scenario, sc.ID())
	}
	run, broken := game.Replay(sc, f.Record)
	var misfit *game.Misfit
	if broken != nil && !errors.As(broken, &misfit) {
		return broken
	}
	err = line.Replay(ctx, line.Options{
		Out: p.out, Words: p.words, Book: p.book, Setter: p.setter(), Lang: p.lang, Spoken: p.env("ACCESSIBLE") != "",
		Now: time.Now, Journal: written{hotwash: f.hotwash}, Debrief: judge.debrief, Progress: p.err,
	}, run, pause)
	switch {
	case ctx.Err() != nil: // whoever stopped it knows
		fmt.Fprintln(p.out)
		return quiet(failed)
	case err != nil:
		return err
	case misfit != nil:
		return fails(broken, "cmd.verify.misfit", p.place(f, misfit.Step), misfit.Saved.Scene, misfit.Scene)
	case !run.Over():
		fmt.Fprintln(p.out, "\n"+p.words.Count("cmd.replay.open", len(run.Steps)))
		if f.file == "" {
			fmt.Fprintln(p.out, p.words.Say("cmd.replay.on"))
		}
	}
	return nil
}

// pause waits for Enter. Where nobody can press it any more, the rest goes on
// without.
func (p *program) pause(ctx context.Context) func() error {
	lines := make(chan bool)
	in := bufio.NewScanner(p.in)
	return func() error {
		if p.screen {
			fmt.Fprint(p.out, p.words.Say("cmd.replay.next"))
		}
		// The read may outlive a cancelled context; the program ends then.
		go func() { lines <- in.Scan() }()
		select {
		case <-lines:
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// written is the journal of a run that is only read: all it holds is what was
// written after it.
type written struct {
	game.Journal // nil: nothing else may be asked
	hotwash      game.Hotwash
}

func (w written) Hotwash(context.Context, string) (game.Hotwash, error) { return w.hotwash, nil }
