package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kobayashi/game"
	aar "kobayashi/game/report"
)

func (p *program) report() *cobra.Command {
	c := p.command("report RUN", "cmd.report", func(c *cobra.Command, args []string) error {
		form, _ := c.Flags().GetString("format")
		name, _ := c.Flags().GetString("output")
		named, _ := c.Flags().GetString("scenario")
		if !isFormat(form) {
			return wrong("cmd.error.badvalue", "--format", form)
		}
		out, err := p.afterAction(c.Context(), args[0], named, form)
		switch {
		case err != nil:
			return err
		case name == "":
			_, err = p.out.Write(out)
			return err
		}
		return overwrite(name, out)
	})
	f := c.Flags()
	f.String("format", aar.Formats()[0].Name, p.words.Say("cmd.flag.reportformat", formatNames()))
	f.StringP("output", "o", "", p.words.Say("cmd.flag.output"))
	f.String("scenario", "", p.words.Say("cmd.flag.scenario"))
	f.SortFlags = false
	return c
}

func formatNames() string {
	var names []string
	for _, f := range aar.Formats() {
		names = append(names, f.Name)
	}
	return strings.Join(names, ", ")
}

func isFormat(name string) bool {
	for _, f := range aar.Formats() {
		if f.Name == name {
			return true
		}
	}
	return false
}

// afterAction writes the after-action report of a finished run.
func (p *program) afterAction(ctx context.Context, name, named, form string) ([]byte, error) {
	f, judge, done, err := p.judged(ctx, name)
	if err != nil {
		return nil, err
	}
	defer done()
	run, err := p.finished(f, named)
	if err != nil {
		return nil, err
	}
	d, err := judge.debrief(ctx, run, p.progress())
	if err != nil {
		return nil, unsolved(err)
	}
	lists, err := catalogues()
	if err != nil {
		return nil, err
	}
	doc := aar.Make(d, aar.With{Engine: versionName(), Zone: time.Local, Lists: lists, Hotwash: f.hotwash}, p.words)
	var out bytes.Buffer
	err = aar.Write(&out, form, doc, p.words)
	return out.Bytes(), err
}

// judged finds a run and who can look back on it. A run file needs no data
// folder, and its player's other runs are elsewhere.
func (p *program) judged(ctx context.Context, name string) (found, *judge, func(), error) {
	if isRunFile(name) {
		f, err := readRun(name)
		return f, p.judge(nil), func() {}, err
	}
	journal, err := p.journal(ctx)
	if err != nil {
		return found{}, nil, nil, err
	}
	f, err := p.find(ctx, journal, name)
	if err != nil {
		journal.Close()
		return found{}, nil, nil, err
	}
	return f, p.judge(journal), func() { journal.Close() }, nil
}

// finished plays a run again that is to be looked back on. Where the rules have
// changed since, it says so: the figures are those of the rules at hand.
func (p *program) finished(f found, named string) (game.Run, error) {
	sc, err := p.rulesOf(f, named)
	if err != nil {
		return game.Run{}, err
	}
	if sc.ID() != f.Scenario {
		return game.Run{}, fails(nil, "cmd.verify.scenario", p.place(f, -1), f.Scenario, sc.ID())
	}
	run, err := game.Replay(sc, f.Record)
	var misfit *game.Misfit
	switch {
	case errors.As(err, &misfit):
		return run, fails(err, "cmd.verify.misfit", p.place(f, misfit.Step), misfit.Saved.Scene, misfit.Scene)
	case err != nil:
		return run, err
	case !run.Over():
		return run, fails(nil, "cmd.report.open", p.place(f, -1), len(run.Steps))
	case sc.Digest() != f.Digest:
		fmt.Fprintf(p.err, "kobayashi: %s\n", p.words.Say("cmd.report.changed", short(f.Digest), short(sc.Digest())))
	}
	return run, nil
}

// patience is how long nobody needs to be told that something is being worked
// out.
const patience = 500 * time.Millisecond

// progress tells on the terminal how far a long work has come, and nowhere else:
// each share of a tenth once.
func (p *program) progress() told {
	if !p.screen {
		return nil
	}
	begun, last := time.Now(), 0
	return func(share float64) {
		if tenth := int(10 * share); tenth > last && time.Since(begun) > patience {
			last = tenth
			fmt.Fprintln(p.err, p.words.Say("cmd.report.working", 10*tenth))
		}
	}
}

// overwrite puts content into a file, whole or not at all. What is no regular
// file, a pipe or a device, is written to as it is.
func overwrite(name string, content []byte) error {
	mode := fs.FileMode(0o644)
	if info, err := os.Stat(name); err == nil {
		if !info.Mode().IsRegular() {
			if err := os.WriteFile(name, content, mode); err != nil {
				return cannotWrite(name, err)
			}
			return nil
		}
		mode = info.Mode().Perm()
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), ".report-*")
	if err != nil {
		return cannotWrite(name, err)
	}
	_, err = tmp.Write(content)
	err = errors.Join(err, tmp.Chmod(mode), tmp.Sync(), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), name)
	}
	if err != nil {
		return cannotWrite(name, errors.Join(err, os.Remove(tmp.Name())))
	}
	return nil
}
