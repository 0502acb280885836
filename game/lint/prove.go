package lint

import (
	"context"
	"errors"
	"slices"

	"kobayashi/game"
	"kobayashi/game/parse"
	"kobayashi/game/solve"
)

// Prove looks at every state that can be reached, in every variant, and reports
// what no look at the text alone can find: the rules of the groups Exact and
// Teaching that speak of plays. Where one play shows it, the problem has the
// play. What it could look at is among the proofs; a variant that has more than
// limit states (0: the solver's own limit) is not proved, which is E210. A
// scenario with errors is neither. It fails with the context's error.
func Prove(ctx context.Context, res *parse.Result, limit int) ([]game.Problem, []Proof, error) {
	return prove(ctx, res, limit, samplePlays)
}

// prove is Prove with the number of plays to look at before all states are: it
// decides how long the search takes, and nothing else.
func prove(ctx context.Context, res *parse.Result, limit, plays int) ([]game.Problem, []Proof, error) {
	if res.Scenario == nil {
		return nil, nil, nil
	}
	x := newExact(res)
	var proofs []Proof
	var solved []*solve.Solution
	whole := true
	for _, one := range x.variants(ctx, limit) {
		if one.err != nil {
			return nil, nil, one.err
		}
		x.join(one.exact)
		if one.proof.States == 0 {
			whole = false // a play goes wrong, which is reported
			continue
		}
		proofs = append(proofs, one.proof)
		if whole = whole && one.proof.Limit == 0; one.sol != nil && whole {
			solved = append(solved, one.sol)
		}
	}
	// What never or always happens is said of all variants together.
	valued := whole && len(solved) == len(proofs)
	if whole {
		x.never()
	}
	if valued {
		x.worth(solved)
		if err := x.watch(ctx, solved, plays); err != nil {
			return nil, nil, err
		}
	}
	return x.granted(valued), proofs, nil
}

// granted are the problems that nobody wished silent. Of wishes that silence
// nothing something is said only if everything was looked at.
func (x *exact) granted(valued bool) []game.Problem {
	wishes := wishesOf(append(x.files(), x.res.Translations...))
	found := x.unlessPlainer(wishes)
	found = silence(wishes, found)
	if valued {
		found = append(found, inVain(wishes, exactly)...)
	}
	return Settle(found)
}

// unlessPlainer leaves out what a plainer rule says at the same place, where
// that rule is wished silent: then Settle does not meet it.
func (x *exact) unlessPlainer(wishes []wish) []game.Problem {
	plainer := map[string][]game.Problem{}
	for _, w := range wishes {
		for _, r := range rules {
			if _, done := plainer[r.code]; r.code != w.rule || done || exactly(r.code) {
				continue
			}
			p := newPass(x.res)
			r.look(p)
			plainer[r.code] = p.problems
		}
	}
	return slices.DeleteFunc(x.problems, func(q game.Problem) bool {
		return slices.ContainsFunc(plainer[implied[q.Rule]], func(p game.Problem) bool { return overlap(p, q) })
	})
}

// variantsOf lists the variants: one without a name if there are none.
func variantsOf(sc *game.Scenario) []string {
	list := []string{""}
	if named := sc.Rules().Variants; len(named) > 0 {
		list = list[:0]
		for _, v := range named {
			list = append(list, v.ID)
		}
	}
	return list
}

// exact is one exact pass: what was seen in all variants so far.
type exact struct {
	res      *parse.Result
	sc       *game.Scenario
	rules    *game.Rules
	problems []game.Problem

	entered   []bool    // by scene
	offered   []uint32  // by scene: items that were offered at all
	decisions []weighed // by scene
	most      []peak    // by dimension of the score
	luck      lucky
	longest   int // most decisions of a play
}

func newExact(res *parse.Result) *exact {
	rules := res.Scenario.Rules()
	n := len(rules.Scenes)
	return &exact{
		res: res, sc: res.Scenario, rules: rules,
		entered: make([]bool, n), offered: make([]uint32, n), decisions: make([]weighed, n),
		most: make([]peak, len(rules.Scores)),
	}
}

// files are the base and its includes.
func (x *exact) files() []*parse.File {
	return append([]*parse.File{x.res.Base}, x.res.Includes...)
}

func (x *exact) report(rule string, from, to game.Pos, play []game.Move, message, mend game.Phrase) {
	x.problems = append(x.problems, game.Problem{From: from, To: to, Rule: rule, Message: message, Mend: mend, Play: play})
}

// atScene gives the place of a scene's id.
func (x *exact) atScene(i int) (from, to game.Pos) {
	o := x.res.Origin[i]
	return o.File.Range(o.Scene.At)
}

// atItem gives the place of an item of a scene's decision.
func (x *exact) atItem(scene, item int) (from, to game.Pos) {
	o := x.res.Origin[scene]
	it := o.Scene.Decision.Items[item]
	return o.File.Range(parse.Span{Start: it.LabelAt.Start, End: it.Line.End})
}

// solve looks at one variant. Without a solution and an error, the proof says
// how far it came: everywhere, if only the values could not be had; nowhere if
// a play goes wrong, which is reported then.
func (x *exact) solve(ctx context.Context, variant string, limit int) (*solve.Solution, Proof, error) {
	proof := Proof{File: x.res.Base.Path, Variant: variant}
	sol, err := solve.Solve(ctx, x.sc, variant, limit)
	var tooMany *solve.LimitError
	var fault *solve.FaultError
	switch {
	case err == nil:
		proof.States = sol.States
		return sol, proof, nil
	case errors.As(err, &tooMany):
	case errors.As(err, &fault), errors.Is(err, solve.ErrTooFine):
		found, err := solve.Look(ctx, x.sc, variant, limit)
		if err == nil {
			x.structure(ctx, variant, found)
			if len(found.Faults) == 0 {
				proof.States = found.States
			}
			return nil, proof, nil
		}
		if !errors.As(err, &tooMany) {
			return nil, proof, err
		}
	default:
		return nil, proof, err
	}
	proof.States, proof.Limit = tooMany.States, tooMany.Limit
	x.unproved(proof)
	return nil, proof, nil
}

// unproved is E210.
func (x *exact) unproved(p Proof) {
	front := x.res.Base.Front
	from, to := x.res.Base.Range(keyAt(front, "vars"))
	name := ""
	if p.Variant != "" {
		name = " (" + p.Variant + ")"
	}
	x.report("E210", from, to, nil,
		game.Say("状態が多すぎて、証明できていません%s: %s 状態で打ち切りました（上限 %s）", "not proved%s: stopped after %s states (limit %s)", name, game.Digits(p.States), game.Digits(p.Limit)),
		game.Say("条件で読む変数を減らすか、範囲を狭めてください", "let conditions read fewer variables, or narrow their ranges"))
}

// structure notes what a look without values found.
func (x *exact) structure(ctx context.Context, variant string, found solve.Survey) {
	for i := range x.entered {
		x.entered[i] = x.entered[i] || found.Entered[i]
		x.offered[i] |= found.Offered[i]
	}
	for _, f := range found.Faults {
		if f.Rule == "E209" && x.trapped(ctx, variant, f.Play) {
			f.Rule = "E202"
		}
		x.faulty(f)
	}
}

// faulty says what a fault means to an author, at its scene. Two variants with
// the same fault say the same, and Settle keeps one.
func (x *exact) faulty(f solve.Fault) {
	from, to := x.atScene(f.Scene)
	switch f.Rule {
	case "E201":
		x.report(f.Rule, from, to, f.Play,
			game.Say("ここで何も選べなくなる道があります（%d手）", "a play of %d decisions comes here with nothing to choose", len(f.Play)),
			game.Say("条件のない選択肢か道を一つ足してください", "add a choice or a way without a condition"))
	case "E202":
		x.report(f.Rule, from, to, f.Play,
			game.Say("ここから先は、何を選んでも結末に着きません", "from here no ending can be reached, whatever is chosen"),
			game.Say("輪の外へ出る選択肢か道を一つ足してください", "add a choice or a way that leads out of the circle"))
	case "E209":
		x.report(f.Rule, from, to, f.Play,
			game.Say("ここへ元のまま戻り、いつまでも終わらない道があります（%d手）", "a play of %d decisions comes back here as it was, and need never end", len(f.Play)),
			game.Say("回るたびに何かが変わり、いつか出るようにしてください", "let something change at each round, so that it ends"))
	}
}
