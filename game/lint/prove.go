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
	var seen []solve.Survey
	for _, v := range variants {
		found, err := solve.Look(ctx, res.Scenario, v, limit)
		var tooMany *solve.LimitError
		switch {
		case errors.As(err, &tooMany):
			proofs = append(proofs, Proof{File: res.Base.Path, Variant: v, States: tooMany.States, Limit: tooMany.Limit})
		case err != nil:
			return nil, nil, err
		case len(found.Faults) == 0:
			proofs = append(proofs, Proof{File: res.Base.Path, Variant: v, States: found.States})
			seen = append(seen, found)
		}
		for _, f := range found.Faults {
			problems = append(problems, faulty(res, f))
		}
	}
	// What never happens can be said only of a scenario seen whole.
	if len(seen) == len(variants) {
		problems = append(problems, neverSeen(res, seen)...)
	}
	return Settle(problems), proofs, nil
}

// neverSeen reports the scenes that no play of any variant enters, and the
// choices that none is offered.
func neverSeen(res *parse.Result, seen []solve.Survey) []game.Problem {
	var problems []game.Problem
	for i, scene := range res.Scenario.Rules().Scenes {
		entered, offered := false, uint32(0)
		for _, s := range seen {
			entered = entered || s.Entered[i]
			offered |= s.Offered[i]
		}
		o := res.Origin[i]
		if !entered {
			from, to := o.File.Range(o.Scene.At)
			problems = append(problems, neverEntered(scene, game.Problem{From: from, To: to}))
			continue
		}
		if kind := scene.Decision.Kind; kind != game.Choose && kind != game.Question {
			continue
		}
		for n, it := range o.Scene.Decision.Items {
			if offered&(1<<n) != 0 {
				continue
			}
			from, to := o.File.Range(parse.Span{Start: it.LabelAt.Start, End: it.Line.End})
			problems = append(problems, game.Problem{
				From: from, To: to, Rule: "W204",
				Message: game.Say("どう遊んでも、これを選べる時がありません", "no play is ever offered this"),
				Mend:    game.Say("条件を見直すか、この項目を消してください", "mend its condition, or delete it"),
			})
		}
	}
	return problems
}

func neverEntered(scene game.Scene, p game.Problem) game.Problem {
	p.Mend = game.Say("ここへ来る道の条件を見直すか、場面を消してください", "mend the conditions on the way here, or delete the scene")
	switch {
	case scene.When != nil:
		p.Rule, p.Message = "W207", game.Say("どう遊んでも、この割り込みは起きません", "this inject never comes, however it is played")
		p.Mend = game.Say("when の条件を見直すか、場面を消してください", "mend its `when`, or delete the scene")
	case scene.Ending != "":
		p.Rule, p.Message = "W206", game.Say("どう遊んでも、この結末に着きません", "no play reaches this ending")
	default:
		p.Rule, p.Message = "W203", game.Say("どう遊んでも、この場面に入りません", "no play enters this scene")
	}
	return p
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
