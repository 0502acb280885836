package main

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"kobayashi/game"
	"kobayashi/game/line"
	"kobayashi/game/tui"
	"kobayashi/game/tui/paint"
	"kobayashi/game/typeset"
)

// order is what a player asked for.
type order struct {
	scenario *game.Scenario // nil: the shelf
	variant  string
	name     string
	seed     *uint64
	plain    bool
	sure     bool // ask how sure each decision is
	from     string
	set      map[string]int
}

// longestName is how many characters the name of a player may have.
const longestName = 60

func (p *program) play() *cobra.Command {
	c := p.command("play [SCENARIO]", "cmd.play", func(c *cobra.Command, args []string) error {
		o, err := p.order(c, args)
		if err != nil {
			return err
		}
		return p.begin(c.Context(), o)
	})
	f := c.Flags()
	f.String("variant", "", p.words.Say("cmd.flag.variant"))
	f.Bool("plain", false, p.words.Say("cmd.flag.plain"))
	f.Uint64("seed", 0, p.words.Say("cmd.flag.seed"))
	f.String("name", "", p.words.Say("cmd.flag.name"))
	f.Bool("confidence", false, p.words.Say("cmd.flag.confidence"))
	f.String("from", "", p.words.Say("cmd.flag.from"))
	f.StringArray("set", nil, p.words.Say("cmd.flag.set"))
	f.SortFlags = false
	return c
}

// open is the program without a command: the title.
func (p *program) open(c *cobra.Command, _ []string) error { return p.begin(c.Context(), order{}) }

// order reads the flags and finds what they name.
func (p *program) order(c *cobra.Command, args []string) (order, error) {
	f := c.Flags()
	var o order
	o.variant, _ = f.GetString("variant")
	name, _ := f.GetString("name")
	// The name goes to the journal, to screens and into files: one clean line.
	o.name = strings.ReplaceAll(typeset.Clean(name), "\n", " ")
	o.plain, _ = f.GetBool("plain")
	o.sure, _ = f.GetBool("confidence")
	o.from, _ = f.GetString("from")
	if f.Changed("seed") {
		seed, _ := f.GetUint64("seed")
		o.seed = &seed
	}
	settings, _ := f.GetStringArray("set")
	switch {
	case utf8.RuneCountInString(o.name) > longestName:
		return o, wrong("cmd.error.name", longestName)
	case len(settings) > 0 && o.from == "":
		return o, wrong("cmd.error.setalone")
	case len(args) == 0 && (o.from != "" || o.variant != ""):
		return o, wrong("cmd.error.args.few")
	case len(args) == 0:
		return o, nil
	}
	sc, err := p.scenario(args[0])
	if err != nil {
		return o, err
	}
	o.scenario = sc
	if o.variant != "" && sc.Variant(o.variant) != o.variant {
		return o, wrong("cmd.error.variant", o.variant, variantNames(sc))
	}
	if o.from != "" && sc.SceneIndex(o.from) < 0 {
		return o, unknownScene(sc, o.from)
	}
	o.set, err = valuesOf(sc, settings)
	return o, err
}

func variantNames(sc *game.Scenario) string {
	var names []string
	for _, v := range sc.Rules().Variants {
		names = append(names, v.ID)
	}
	return strings.Join(names, ", ")
}

// begin opens the door that fits the terminal.
func (p *program) begin(ctx context.Context, o order) error {
	journal, err := p.journal(ctx)
	if err != nil {
		return err
	}
	defer journal.Close()
	if p.plain(o.plain) {
		return p.byLine(ctx, o, journal)
	}
	return p.onScreen(ctx, o, journal)
}

func (p *program) byLine(ctx context.Context, o order, journal game.Journal) error {
	lo := line.Options{
		In: p.in, Out: p.out, Words: p.words, Book: p.book, LangFixed: p.flagLang != "", Setter: p.setter(), Journal: journal, Lang: p.lang,
		Spoken: p.env("ACCESSIBLE") != "", Now: time.Now, NewID: newID, NewSeed: newSeed,
		Scenario: o.scenario, Variant: o.variant, Name: o.name, Seed: o.seed,
		Offer: o.from == "", From: o.from, Set: o.set, Confidence: o.sure,
		Debrief: p.judge(journal).debrief, Progress: p.err,
	}
	var outcome line.Outcome
	var err error
	if o.scenario == nil {
		var books []*game.Scenario
		if books, err = shelf(); err != nil {
			return err
		}
		outcome, err = line.Menu(ctx, lo, books)
	} else {
		lo.Path = o.scenario.About.Path
		outcome, err = line.Play(ctx, lo)
	}
	switch {
	case err != nil:
		return err
	case outcome == line.InputEnded:
		return quiet(failed)
	}
	return nil
}

func (p *program) onScreen(ctx context.Context, o order, journal game.Journal) error {
	t, err := paint.Local()
	if err != nil {
		return err
	}
	start := tui.Start{Variant: o.variant, Name: o.name, Seed: o.seed, From: o.from, Set: o.set}
	if o.scenario != nil {
		start.Scenario, start.Path = o.scenario.ID(), o.scenario.About.Path
	}
	m := tui.New(tui.Options{
		Shelf:   func(context.Context) ([]*game.Scenario, error) { return p.books(o.scenario) },
		Journal: journal, Words: p.book, Setter: p.setter(), Now: time.Now, NewID: newID, NewSeed: newSeed,
		Lang: p.lang, Preferences: p.preferences(), Local: true, Start: start,
		Debrief: p.judge(journal).debrief, Confidence: o.sure,
	})
	return paint.Run(ctx, m, t)
}

// books is the shelf, with the file a player named in front of it.
func (p *program) books(extra *game.Scenario) ([]*game.Scenario, error) {
	books, err := shelf()
	if extra == nil || err != nil {
		return books, err
	}
	books = slices.DeleteFunc(books, func(sc *game.Scenario) bool { return sc.ID() == extra.ID() })
	return append([]*game.Scenario{extra}, books...), nil
}

// preferences are the settings that flags and environment decide.
func (p *program) preferences() map[string]string {
	prefs := map[string]string{}
	if p.env("NO_COLOR") != "" {
		prefs["colour"] = "mono"
	}
	if p.flagLang != "" {
		prefs["lang"] = p.flagLang
	}
	return prefs
}
