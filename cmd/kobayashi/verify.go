package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"kobayashi/game"
	"kobayashi/game/runfile"
	"kobayashi/game/solve"
	"kobayashi/game/typeset"
)

func (p *program) verify() *cobra.Command {
	c := p.command("verify RUN", "cmd.verify", func(c *cobra.Command, args []string) error {
		named, _ := c.Flags().GetString("scenario")
		f, err := p.named(c.Context(), args[0])
		if err != nil {
			return err
		}
		pr, err := p.prove(c.Context(), f, named)
		if err != nil {
			return err
		}
		p.printProof(f, pr)
		return nil
	})
	c.Flags().String("scenario", "", p.words.Say("cmd.flag.scenario"))
	return c
}

// proof is a run that was played again on its rules.
type proof struct {
	sc  *game.Scenario
	run game.Run
	scored
}

// scored is what the solver says of a run; limit is nil if it could say it.
type scored struct {
	verdict solve.Verdict
	limit   error
}

// prove plays a run again and compares everything that is told about it. The
// error names the first thing that differs, with its place.
func (p *program) prove(ctx context.Context, f found, named string) (proof, error) {
	sc, err := p.rulesOf(f, named)
	if err != nil {
		return proof{}, err
	}
	header := p.place(f, -1)
	switch {
	case sc.ID() != f.Scenario:
		return proof{}, fails(nil, "cmd.verify.scenario", header, f.Scenario, sc.ID())
	case sc.Digest() != f.Digest:
		return proof{}, fails(nil, "cmd.verify.digest", header, short(f.Digest), short(sc.Digest()))
	case sc.Variant(f.Variant) != f.Variant:
		return proof{}, fails(nil, "cmd.verify.variant", header, f.Variant)
	}
	run, err := p.again(f, sc)
	if err != nil {
		return proof{}, err
	}
	if err := p.sameEnd(f, run); err != nil {
		return proof{}, err
	}
	pr := proof{sc: sc, run: run}
	if !run.Over() {
		return pr, nil // what is still to come has no score
	}
	if pr.scored, err = score(ctx, run); err != nil {
		return pr, err
	}
	return pr, p.sameScore(f, pr)
}

// short is enough of a digest to tell two apart.
func short(digest string) string { return digest[:min(len(digest), 12)] }

// place says where in a run something stands: FILE:LINE of a file. Steps count
// from 0; -1 is what stands before them, their number what comes after.
func (p *program) place(f found, step int) string {
	switch {
	case f.file != "":
		return fmt.Sprintf("%s:%d", f.file, runfile.LineOf(step))
	case step < 0 || step >= len(f.Steps):
		return p.words.Say("cmd.verify.run", f.ID)
	}
	return p.words.Say("cmd.verify.step", f.ID, step+1)
}

// again replays the decisions. Each must be offered where it was made, and be
// called by the rules what it says it is.
func (p *program) again(f found, sc *game.Scenario) (game.Run, error) {
	run, err := game.Replay(sc, f.Record)
	var misfit *game.Misfit
	if errors.As(err, &misfit) {
		return run, fails(err, "cmd.verify.misfit", p.place(f, misfit.Step), misfit.Saved.Scene, misfit.Scene)
	}
	if err != nil {
		return run, err
	}
	for _, e := range run.Trace {
		if e.Kind == game.Chose && sc.Mark(e.Scene, e.Choice) != f.Steps[e.Step].Mark {
			return run, fails(nil, "cmd.verify.mark", p.place(f, e.Step))
		}
	}
	return run, nil
}

// sameEnd compares the result that was told with the one that was played.
func (p *program) sameEnd(f found, run game.Run) error {
	last := p.place(f, len(f.Steps))
	end := run.Result()
	switch {
	case end == nil && f.end == nil:
		return nil
	case end == nil:
		return fails(nil, "cmd.verify.notover", last, run.Rules.SceneID(run.State.Scene()))
	case f.end == nil:
		return fails(nil, "cmd.verify.over", last, end.Ending)
	case *end != f.end.Result:
		return fails(nil, "cmd.verify.result", last, resultText(f.end.Result), resultText(*end))
	}
	return nil
}

func resultText(r game.Result) string { return fmt.Sprintf("%s %d/%d", r.Ending, r.Total, r.Max) }

// score asks the solver about a run. A scenario that is too large to be proved
// is no error.
func score(ctx context.Context, run game.Run) (scored, error) {
	sol, err := solve.Solve(ctx, run.Rules, run.Variant, 0)
	if err == nil {
		var v solve.Verdict
		if v, err = sol.Judge(run); err == nil {
			return scored{verdict: v}, nil
		}
	}
	if unproved(err) {
		return scored{limit: err}, nil
	}
	return scored{}, unsolved(err)
}

// sameScore compares skill and luck, where a file tells them.
func (p *program) sameScore(f found, pr proof) error {
	if f.end == nil || f.end.Skill == nil {
		return nil
	}
	if pr.limit != nil {
		return unsolved(pr.limit)
	}
	if v := pr.verdict; *f.end.Skill != v.Skill || *f.end.Luck != v.Luck {
		return fails(nil, "cmd.verify.score", p.place(f, len(f.Steps)),
			fraction(*f.end.Skill), fraction(*f.end.Luck), fraction(v.Skill), fraction(v.Luck))
	}
	return nil
}

// fraction is an exact number of points for people: 68.50 (137/2).
func fraction(n game.Points) string {
	if n.Den == 1 {
		return n.String()
	}
	return fmt.Sprintf("%s (%d/%d)", n, n.Num, n.Den)
}

func (p *program) printProof(f found, pr proof) {
	say := func(key string, args ...any) { fmt.Fprintln(p.out, typeset.Clean(p.words.Say(key, args...))) }
	text := pr.sc.Text(p.lang)
	title := text.Title
	if f.Variant != "" {
		title += " / " + text.Variants[f.Variant]
	}
	fmt.Fprintln(p.out, typeset.Clean(p.words.Count("cmd.verify.whole", len(f.Steps), f.ID)))
	say("cmd.verify.on", title, short(f.Digest), f.Seed)
	if !pr.run.Over() {
		say("cmd.verify.open", text.Scenes[pr.run.State.Scene()].Title)
		return
	}
	end := pr.run.Result()
	label := text.Endings[end.Ending]
	if label == "" {
		label = end.Ending
	}
	say("cmd.verify.ending", label)
	say("cmd.verify.total", end.Total, end.Max)
	if pr.limit != nil {
		say("cmd.verify.unproved")
		return
	}
	say("cmd.verify.skill", fraction(pr.verdict.Skill), fraction(pr.verdict.Luck), fraction(pr.verdict.Best))
}
