package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"kobayashi/game"
	"kobayashi/game/booklet"
	"kobayashi/game/debrief"
	"kobayashi/game/runfile"
	"kobayashi/game/typeset"
)

func (p *program) tally() *cobra.Command {
	c := p.command("tally SCENARIO [FILE]", "cmd.tally", func(c *cobra.Command, args []string) error {
		f := c.Flags()
		variant, _ := f.GetString("variant")
		name, _ := f.GetString("name")
		sure, _ := f.GetBool("confidence")
		sc, err := p.scenario(args[0])
		if err != nil {
			return err
		}
		if variant != "" && sc.Variant(variant) != variant {
			return wrong("cmd.error.variant", variant, variantNames(sc))
		}
		t := &paper{p: p, sc: sc, text: sc.Text(p.lang), walk: booklet.Begin(sc, variant), sure: sure || sc.Rules().Ask}
		if f.Changed("seed") {
			seed, _ := f.GetUint64("seed")
			t.seed = &seed
		}
		if t.name, err = teamName(name); err != nil {
			return err
		}
		if len(args) == 2 {
			err = t.fromFile(args[1])
		} else {
			err = t.ask()
		}
		if err != nil {
			return err
		}
		return t.keep(c.Context(), sc.Variant(variant))
	})
	f := c.Flags()
	f.String("variant", "", p.words.Say("cmd.flag.variant"))
	f.Uint64("seed", 0, p.words.Say("cmd.flag.tallyseed"))
	f.String("name", "", p.words.Say("cmd.flag.name"))
	f.Bool("confidence", false, p.words.Say("cmd.flag.confidence"))
	f.SortFlags = false
	return c
}

// teamName is a name as the journal keeps it: one clean line.
func teamName(name string) (string, error) {
	name = strings.TrimSpace(strings.ReplaceAll(typeset.Clean(name), "\n", " "))
	if utf8.RuneCountInString(name) > longestName {
		return "", wrong("cmd.error.name", longestName)
	}
	return name, nil
}

// paper is a tally sheet that is being typed in.
type paper struct {
	p       *program
	sc      *game.Scenario
	text    *game.Text
	walk    booklet.Walk
	seed    *uint64 // nil: looked for
	sure    bool
	name    string
	took    time.Duration // zero: the table did not say
	hotwash game.Hotwash
}

// card names the card that is asked about.
func (t *paper) card() string {
	return fmt.Sprintf("%d %s", t.walk.Card(), typeset.Clean(debrief.Title(t.sc, t.walk.Scene(), t.text)))
}

// lucky goes on past the chances that a given seed decides.
func (t *paper) lucky() error {
	for t.seed != nil && !t.walk.Stuck() && t.walk.Kind() == game.Chance {
		next, err := t.walk.Choose(t.walk.Luck(*t.seed), 0)
		if err != nil {
			return err
		}
		t.walk = next
	}
	if t.walk.Stuck() {
		return fails(game.ErrNoWay, "cmd.tally.stuck", t.card())
	}
	return nil
}

// set writes one of the lines beside the decisions: the team's name, or a line
// of the hotwash.
func (t *paper) set(key, value string) error {
	value = strings.TrimSpace(strings.ReplaceAll(typeset.Clean(value), "\n", " "))
	h := t.hotwash
	switch key {
	case "name":
		name, err := teamName(value)
		if err == nil {
			t.name = name
		}
		return err
	case "minutes":
		n, err := strconv.Atoi(value)
		if value != "" && (err != nil || n < 1 || n > longestPlay) {
			return wrong("cmd.tally.minutes", value, longestPlay)
		}
		t.took = time.Duration(n) * time.Minute
	case "strength":
		h.Strength = value
	case "gap":
		h.Gap = value
	case "action":
		h.Action = value
	case "owner":
		h.Owner = value
	case "due":
		h.Due = value
		if _, err := time.Parse(time.DateOnly, value); err != nil && value != "" {
			return wrong("cmd.tally.due", value)
		}
	}
	if h.Fits() != nil {
		return wrong("cmd.tally.long.line", game.MaxHotwash)
	}
	t.hotwash = h
	return nil
}

// longestPlay is how many minutes a play on paper may take: a day.
const longestPlay = 24 * 60

// sheetKeys are the lines beside the decisions, in the order they are asked for.
var sheetKeys = []string{"name", "minutes", "strength", "gap", "action", "owner", "due"}

// keep puts the run into the journal, as if it had been played on a screen.
func (t *paper) keep(ctx context.Context, variant string) error {
	seed := uint64(0)
	switch {
	case t.seed != nil:
		seed = *t.seed
	default:
		found, err := t.walk.Seed()
		if errors.Is(err, booklet.ErrNoSeed) {
			return fails(err, "cmd.tally.noseed", game.Digits(booklet.MaxSeed))
		}
		seed = found
	}
	run, err := t.walk.Run(game.Record{ID: newID(), Player: t.name, Path: t.sc.About.Path, Variant: variant, Lang: t.p.lang, Seed: seed, Started: time.Now().Add(-t.took)}, t.took)
	if err != nil {
		return err
	}
	journal, err := t.p.journal(ctx)
	if err != nil {
		return err
	}
	defer journal.Close()
	end := run.Result()
	if _, err := takeIn(ctx, journal, found{Record: run.Record, end: &runfile.End{Result: *end}, hotwash: t.hotwash}); err != nil {
		return err
	}
	say := t.p.words.Say
	if t.seed == nil && t.walk.Draws() > 0 {
		fmt.Fprintln(t.p.out, say("cmd.tally.seed", seed))
	}
	ending := typeset.Clean(shownOr(t.text.Endings[end.Ending], end.Ending))
	fmt.Fprintln(t.p.out, say("cmd.tally.kept", run.ID, ending, end.Total, end.Max))
	return nil
}

// fromFile reads a tally as CSV, from a file or, for "-", from standard input.
func (t *paper) fromFile(name string) error {
	in := t.p.in
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return fails(err, "cmd.error.file", name, cause(err))
		}
		defer file.Close()
		in = file
	}
	data, err := io.ReadAll(io.LimitReader(in, maxTally+1))
	switch {
	case err != nil:
		return fails(err, "cmd.error.file", name, cause(err))
	case len(data) > maxTally:
		return fails(nil, "cmd.tally.large", name)
	}
	return t.rows(data)
}

// maxTally is more than a sheet of the longest play.
const maxTally = 1 << 20
