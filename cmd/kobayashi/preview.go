package main

import (
	"context"
	"path/filepath"

	"github.com/spf13/cobra"

	"kobayashi/game"
	"kobayashi/game/lint"
	"kobayashi/game/preview"
	"kobayashi/game/tui/paint"
)

func (p *program) preview() *cobra.Command {
	c := p.command("preview PATH", "cmd.preview", func(c *cobra.Command, args []string) error {
		f := c.Flags()
		variant, _ := f.GetString("variant")
		plain, _ := f.GetBool("plain")
		seed, _ := f.GetUint64("seed")
		files, err := scenarioFiles(args)
		switch {
		case err != nil:
			return err
		case len(files) > 1:
			return wrong("cmd.preview.many", args[0], len(files))
		}
		ctx, stop := context.WithCancel(c.Context())
		defer stop()
		o := preview.Options{
			Name: files[0], Words: p.book, Setter: p.setter(), Session: preview.NewSession(variant, p.lang, seed),
			Updates: preview.Follow(ctx, filepath.Dir(files[0]), func() preview.Reading { return reading(files[0]) }),
		}
		if p.plain(plain) {
			return preview.Plain(ctx, o, p.in, p.out, p.columns())
		}
		t, err := paint.Local()
		if err != nil {
			return err
		}
		return paint.Run(ctx, preview.New(o), t)
	})
	f := c.Flags()
	f.String("variant", "", p.words.Say("cmd.flag.variant"))
	f.Bool("plain", false, p.words.Say("cmd.flag.plain"))
	f.Uint64("seed", 1, p.words.Say("cmd.flag.seed"))
	f.SortFlags = false
	return c
}

// reading is a scenario as it stands in its file now. A folder that cannot be
// opened, because it is being replaced, say, is a version with that one problem.
func reading(file string) preview.Reading {
	res, done, err := read(file)
	if err != nil {
		at := game.Pos{File: filepath.Base(file)}
		return preview.Reading{Version: preview.Version{Problems: []game.Problem{{
			From: at, To: at, Rule: "E006",
			Message: game.Say("フォルダーを開けません", "its folder cannot be opened"),
			Mend:    game.Say("フォルダーを元の場所に戻すと、続きから見られます", "put it back, and you go on from here"),
		}}}}
	}
	defer done()
	problems := lint.Check(res)
	if frameworks, err := catalogues(); err == nil {
		problems = lint.Settle(append(problems, lint.Frameworks(res, frameworks)...))
	}
	r := preview.Reading{Version: preview.Version{Scenario: res.Scenario, Problems: problems}}
	if errs, _, _ := lint.Count(problems); errs > 0 || res.Scenario == nil {
		return r
	}
	r.Prove = func(ctx context.Context) ([]game.Problem, []preview.Proof, error) {
		found, proofs, err := lint.Prove(ctx, res, maxStates)
		if err != nil {
			return nil, nil, err
		}
		var list []preview.Proof
		for _, pr := range proofs {
			list = append(list, preview.Proof{Variant: pr.Variant, States: pr.States, Limit: pr.Limit})
		}
		return lint.Settle(append(found, problems...)), list, nil
	}
	return r
}
