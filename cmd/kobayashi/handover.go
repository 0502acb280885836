package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"kobayashi/game"
	"kobayashi/game/runfile"
)

func (p *program) exportRun() *cobra.Command {
	c := p.command("export RUN", "cmd.runs.export", func(c *cobra.Command, args []string) error {
		name, _ := c.Flags().GetString("output")
		f, err := p.named(c.Context(), args[0])
		if err != nil {
			return err
		}
		out, err := p.handOver(c.Context(), f)
		switch {
		case err != nil:
			return err
		case name == "":
			_, err = p.out.Write(out)
			return err
		}
		return keepFile(name, out)
	})
	c.Flags().StringP("output", "o", "", p.words.Say("cmd.flag.output"))
	return c
}

// handOver writes a run as a file. Skill and luck are in it where the rules it
// was played on are at hand, so that another machine can compare them.
func (p *program) handOver(ctx context.Context, f found) ([]byte, error) {
	doc := runfile.File{Record: f.Record, Engine: versionName(), End: f.end, Hotwash: f.hotwash}
	if pr, err := p.prove(ctx, f, ""); err == nil && f.end != nil && pr.limit == nil {
		doc.End = &runfile.End{Result: f.end.Result, Skill: &pr.verdict.Skill, Luck: &pr.verdict.Luck}
	} else if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	var out bytes.Buffer
	err := runfile.Write(&out, doc)
	return out.Bytes(), err
}

// keepFile writes a file that was not there, whole or not at all. The same
// content in its place is no error; another is never written over.
func keepFile(name string, content []byte) error {
	there, err := os.ReadFile(name)
	switch {
	case err == nil && bytes.Equal(there, content):
		return nil
	case err == nil:
		return fails(nil, "cmd.error.exists", name)
	case !errors.Is(err, fs.ErrNotExist):
		return cannotWrite(name, err)
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), ".run-*")
	if err != nil {
		return cannotWrite(name, err)
	}
	_, err = tmp.Write(content)
	if err == nil {
		err = tmp.Sync()
	}
	if err = errors.Join(err, tmp.Close()); err == nil {
		err = os.Rename(tmp.Name(), name)
	}
	if err != nil {
		return cannotWrite(name, errors.Join(err, os.Remove(tmp.Name())))
	}
	return nil
}

func cannotWrite(name string, err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err // its path is not the one the user gave
	}
	return fails(err, "cmd.error.write", name, err)
}

func (p *program) importRun() *cobra.Command {
	c := p.command("import FILE", "cmd.runs.import", func(c *cobra.Command, args []string) error {
		named, _ := c.Flags().GetString("scenario")
		f, err := readRun(args[0])
		if err != nil {
			return err
		}
		pr, err := p.prove(c.Context(), f, named)
		if err != nil {
			return err
		}
		f.Path = pr.sc.About.Path
		journal, err := p.journal(c.Context())
		if err != nil {
			return err
		}
		defer journal.Close()
		added, err := takeIn(c.Context(), journal, f)
		switch {
		case errors.Is(err, game.ErrTaken):
			return fails(err, "cmd.error.otherrun", f.file, f.ID)
		case err != nil:
			return err
		case !added:
			fmt.Fprintln(p.out, p.words.Say("cmd.runs.known", f.ID))
		default:
			fmt.Fprintln(p.out, p.words.Count("cmd.runs.imported", len(f.Steps), f.ID))
		}
		return nil
	})
	c.Flags().String("scenario", "", p.words.Say("cmd.flag.scenario"))
	return c
}

// takeIn puts a run into the journal, or the part of it that is not there yet:
// a run may have been begun here and gone on with elsewhere, or the program may
// have been stopped in the middle of this. A run that is not the same as far as
// both go is game.ErrTaken. It reports whether anything was new.
func takeIn(ctx context.Context, journal game.Journal, f found) (bool, error) {
	there, err := journal.Load(ctx, f.ID)
	switch {
	case errors.Is(err, game.ErrUnknownRun):
		// A result comes with the last step, so that step is not begun with.
		there = f.Record
		if n := len(f.Steps); f.end != nil && n > 0 {
			there.Steps = f.Steps[:n-1]
		}
		if err := journal.Begin(ctx, there); err != nil {
			return false, err
		}
	case err != nil:
		return false, err
	case runfile.Begins(f.Record, there):
		return takeHotwash(ctx, journal, f)
	case !runfile.Begins(there, f.Record):
		return false, game.ErrTaken
	}
	for i := len(there.Steps); i < len(f.Steps); i++ {
		var end *game.Result
		if i == len(f.Steps)-1 && f.end != nil {
			end = &f.end.Result
		}
		if err := journal.Append(ctx, f.ID, i, f.Steps[i], end); err != nil {
			return true, err
		}
	}
	_, err = takeHotwash(ctx, journal, f)
	return true, err
}

// takeHotwash keeps what was written after a run, unless something is written
// here already.
func takeHotwash(ctx context.Context, journal game.Journal, f found) (bool, error) {
	there, err := journal.Hotwash(ctx, f.ID)
	if err != nil || !there.Empty() || f.hotwash.Empty() {
		return false, err
	}
	return true, journal.KeepHotwash(ctx, f.ID, f.hotwash)
}
