package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kobayashi/game"
	"kobayashi/game/booklet"
	"kobayashi/game/solve"
	"kobayashi/game/words"
)

func (p *program) print() *cobra.Command {
	c := p.command("print SCENARIO", "cmd.print", func(c *cobra.Command, args []string) error {
		f := c.Flags()
		form, _ := f.GetString("format")
		name, _ := f.GetString("output")
		who, _ := f.GetString("for")
		var with booklet.With
		with.Variant, _ = f.GetString("variant")
		with.Role, _ = f.GetString("role")
		with.For, with.Engine = booklet.Audience(who), versionName()
		write := paperForms[form]
		switch {
		case with.For != booklet.Players && with.For != booklet.Facilitator:
			return unlisted("--for", who, string(booklet.Players), string(booklet.Facilitator))
		case write == nil:
			return unlisted("--format", form, "html", "md")
		case with.Role != "" && with.For == booklet.Facilitator:
			return wrong("cmd.print.roleplayers")
		}
		sc, err := p.scenario(args[0])
		if err != nil {
			return err
		}
		roles := sc.Rules().Roles
		switch {
		case with.Variant != "" && sc.Variant(with.Variant) != with.Variant:
			return wrong("cmd.error.variant", with.Variant, variantNames(sc))
		case with.Role != "" && !slices.Contains(roles, with.Role):
			return wrong("cmd.print.role", with.Role, strings.Join(roles, ", "))
		}
		if err := p.look(c.Context(), sc, &with); err != nil {
			return err
		}
		var out bytes.Buffer
		if err := write(&out, booklet.Make(sc, with, p.words), p.words); err != nil {
			return err
		}
		return p.hand(name, out.Bytes())
	})
	f := c.Flags()
	f.String("for", "", p.words.Say("cmd.flag.for"))
	f.String("format", "html", p.words.Say("cmd.flag.printformat"))
	f.String("variant", "", p.words.Say("cmd.flag.variant"))
	f.String("role", "", p.words.Say("cmd.flag.role"))
	f.StringP("output", "o", "", p.words.Say("cmd.flag.output"))
	f.SortFlags = false
	return c
}

// paperForms are the forms a booklet is written in.
var paperForms = map[string]func(io.Writer, booklet.Booklet, words.Text) error{
	"html": booklet.WriteHTML, "md": booklet.WriteMarkdown,
}

// look finds out what plays of the variant can come to, so that nothing else is
// printed, and for the guide what each choice gives away. A scenario too large
// for that is printed whole, and the guide says so.
func (p *program) look(ctx context.Context, sc *game.Scenario, with *booklet.With) error {
	seen, err := solve.Look(ctx, sc, with.Variant, 0)
	var limit *solve.LimitError
	switch {
	case errors.As(err, &limit):
	case err != nil:
		return err
	case len(seen.Faults) > 0:
		return unsolved(&solve.FaultError{Rule: seen.Faults[0].Rule, Play: seen.Faults[0].Play})
	default:
		with.Seen = &seen
	}
	if with.For == booklet.Players {
		return nil
	}
	sol, err := p.solution(ctx, sc, with.Variant)
	switch {
	case unproved(err):
		with.Why = p.words.Say("booklet.unproved")
	case err != nil:
		return unsolved(err)
	default:
		with.Solved = sol
	}
	return nil
}
