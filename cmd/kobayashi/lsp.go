package main

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kobayashi/assets"
	"kobayashi/game"
	"kobayashi/game/lint"
	"kobayashi/game/lsp"
	"kobayashi/game/parse"
	"kobayashi/game/typeset"
	"kobayashi/game/words"
)

// lsp speaks with an editor. Its exit code is the protocol's: 0 after a
// shutdown, 1 without.
func (p *program) lsp() *cobra.Command {
	c := p.command("lsp", "cmd.lsp", func(c *cobra.Command, _ []string) error {
		if p.screen {
			return wrong("cmd.error.lsp.screen")
		}
		frameworks, err := catalogues()
		if err != nil {
			return err
		}
		debug.SetGCPercent(lsp.GCPercent)
		err = lsp.Serve(c.Context(), p.in, p.out, lsp.Options{
			Words:   func(lang string) words.Text { return p.book.In(lang) },
			Lang:    p.flagLang,
			Else:    p.lang,
			Version: versionName(),
			Rules:   assets.Rules,
			States:  maxStates,
			Check: func(memo *lint.Memo, res *parse.Result) []game.Problem {
				return lint.Settle(slices.Concat(memo.Check(res), lint.Frameworks(res, frameworks)))
			},
			Prove: func(ctx context.Context, res *parse.Result) ([]game.Problem, error) {
				problems, _, err := lint.Prove(ctx, res, maxStates)
				return problems, err
			},
			Fault: func(what string) {
				fmt.Fprintf(p.err, "kobayashi: %s\n", typeset.Clean(strings.ReplaceAll(what, "\n", " / ")))
			},
		})
		if err != nil {
			return fails(err, "cmd.error.lsp", err)
		}
		return nil
	})
	// Editors add it to the command of every server.
	c.Flags().Bool("stdio", false, p.words.Say("cmd.flag.stdio"))
	return c
}
