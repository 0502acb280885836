package lint

import (
	"context"
	"errors"

	"kobayashi/game"
	"kobayashi/game/parse"
	"kobayashi/game/solve"
)

// Prove looks at every state that can be reached, in every variant, and reports
// what no look at the text alone can find: a play that stops where nothing is
// offered (E201), and one that comes back to where it was (E209), each with the
// shortest play that shows it. What it could look at is among the proofs; a
// variant that has more than limit states (0: the solver's own limit) is not
// proved. A scenario with errors is neither. It fails with the context's error.
func Prove(ctx context.Context, res *parse.Result, limit int) ([]game.Problem, []Proof, error) {
	if res.Scenario == nil {
		return nil, nil, nil
	}
	variants := []string{""}
	if named := res.Scenario.Rules().Variants; len(named) > 0 {
		variants = variants[:0]
		for _, v := range named {
			variants = append(variants, v.ID)
		}
	}
	var problems []game.Problem
	var proofs []Proof
	for _, v := range variants {
		faults, states, err := solve.Faults(ctx, res.Scenario, v, limit)
		var tooMany *solve.LimitError
		switch {
		case errors.As(err, &tooMany):
			proofs = append(proofs, Proof{File: res.Base.Path, Variant: v, States: tooMany.States, Limit: tooMany.Limit})
		case err != nil:
			return nil, nil, err
		case len(faults) == 0:
			proofs = append(proofs, Proof{File: res.Base.Path, Variant: v, States: states})
		}
		for _, f := range faults {
			problems = append(problems, faulty(res, f))
		}
	}
	return Settle(problems), proofs, nil
}

// faulty says what a fault means to an author, at its scene. Two variants with
// the same fault say the same, and Settle keeps one.
func faulty(res *parse.Result, f solve.Fault) game.Problem {
	o := res.Origin[f.Scene]
	from, to := o.File.Range(o.Scene.At)
	p := game.Problem{From: from, To: to, Rule: f.Rule, Play: f.Play}
	switch f.Rule {
	case "E201":
		p.Message = game.Say("ここで何も選べなくなる道があります（%d手）", "a play of %d decisions comes here with nothing to choose", len(f.Play))
		p.Mend = game.Say("条件のない選択肢か道を一つ足してください", "add a choice or a way without a condition")
	case "E209":
		p.Message = game.Say("ここへ元のまま戻り、いつまでも終わらない道があります（%d手）", "a play of %d decisions comes back here as it was, and need never end", len(f.Play))
		p.Mend = game.Say("回るたびに何かが変わり、いつか出るようにしてください", "let something change at each round, so that it ends")
	}
	return p
}
