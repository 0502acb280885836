package lint

import (
	"math/bits"
	"slices"

	"kobayashi/game"
	"kobayashi/game/solve"
)

// worth reports what the values of all variants together show.
func (x *exact) worth(solved []*solve.Solution) {
	x.peaksReached()
	if len(x.rules.Scores) == 0 {
		return // without points there is nothing to weigh
	}
	for i := range x.decisions {
		d := &x.decisions[i]
		switch {
		case d.times == 0:
		case !d.stake:
			x.nothingAtStake(i)
		default:
			x.alwaysWorse(i)
			x.alwaysBest(i)
			x.endingFixed(i, solved)
		}
	}
	x.telltale()
	x.chance()
}

// nothingAtStake is W305.
func (x *exact) nothingAtStake(scene int) {
	from, to := x.atScene(scene)
	x.report("W305", from, to, nil,
		game.Say("どれを選んでも点に差がつきません", "whatever is chosen here, nothing is lost"),
		game.Say("選択の結果に差をつけるか、一つにまとめてください。わざとなら lint-ok を書きます", "let the choices differ in what they lead to, or make them one; if it is meant, say so by lint-ok"))
}

// alwaysWorse is I302: a choice for which nothing speaks. It is worth less than
// every other one beside it, and one and the same other choice leaves more in
// every dimension of the score, in every state. Of a decision that is met in one
// state alone this says too little: something must be the worst.
func (x *exact) alwaysWorse(scene int) {
	for n, it := range x.decisions[scene].items {
		if it.times == 0 || !it.worst || it.betters == 0 || x.decisions[scene].states < 2 {
			continue
		}
		from, to := x.atItem(scene, n)
		x.report("I302", from, to, nil,
			game.Say("どの状態でもいちばん悪く、どの得点でも選択肢%dに負けます", "in every state this is the worst choice, and in every score it falls behind choice %d", bits.TrailingZeros32(it.betters)+1),
			game.Say("この選択肢にも、得るものを一つ与えてください", "give it something that speaks for it"))
	}
}

// alwaysBest is I303: the decision itself asks what came before, its choices are
// worth more or less by it, and still the same one is the best each time. Where
// a decision has one good answer in any case, as a question of knowledge has,
// there is nothing to say.
func (x *exact) alwaysBest(scene int) {
	if !x.asksState(scene) {
		return
	}
	items := x.decisions[scene].items
	best, varies := -1, false
	for n, it := range items {
		switch {
		case it.times == 0:
		case it.best && (best >= 0 || it.times < x.decisions[scene].times):
			return
		case it.best:
			best = n
		case it.least.Num == 0:
			return // as good at times
		default:
			varies = varies || it.least != it.most
		}
	}
	if best < 0 || !varies {
		return
	}
	from, to := x.atItem(scene, best)
	x.report("I303", from, to, nil,
		game.Say("状態によって選択肢の値打ちは変わるのに、いつもこれが最善です", "what came before changes what the choices are worth, and still this is the best every time"),
		game.Say("別の選択肢が勝つ状態を作るか、条件を外して単純にしてください", "let another choice win in some state, or take out what makes no difference"))
}

// asksState tells whether a choice's condition or effect reads what came before.
func (x *exact) asksState(scene int) bool {
	asks := false
	read := func(e *game.Expr) {
		e.Walk(func(e *game.Expr) { asks = asks || e.Op == game.OpVar || e.Op == game.OpVisited })
	}
	for _, it := range x.rules.Scenes[scene].Decision.Items {
		read(it.If)
		for _, st := range it.Do {
			read(st.Expr)
		}
	}
	return asks
}

// endingFixed is I309: a mistake behind which one ending is left, whenever it is
// made, and not in the last third of the decisions.
func (x *exact) endingFixed(scene int, solved []*solve.Solution) {
	for n, it := range x.decisions[scene].items {
		if it.times == 0 || !it.fixes || !it.early || bits.OnesCount64(it.ends) != 1 || x.longest < 3 {
			continue
		}
		from, to := x.atItem(scene, n)
		ending := x.rules.Endings[bits.TrailingZeros64(it.ends)]
		x.report("I309", from, to, x.shortestTo(solved, scene, game.ChoiceID(n)),
			game.Say("この一つの誤りで、結末が「%s」に決まってしまいます", "this one mistake leaves no ending but %q", ending),
			game.Say("後の決定で取り返せる道を残すか、決定を終わりの近くへ移してください", "leave a way to make up for it later, or move the decision towards the end"))
	}
}

// shortestTo is a shortest play that makes a choice among others.
func (x *exact) shortestTo(solved []*solve.Solution, scene int, id game.ChoiceID) []game.Move {
	for _, sol := range solved {
		goal := func(at solve.Stand, ways []solve.Way) bool {
			return at.Scene == scene && len(ways) > 1 && slices.ContainsFunc(ways, func(w solve.Way) bool { return w.ID == id })
		}
		if play, at, ok := shortest(x.sc, sol, goal); ok {
			return append(play, solve.MoveOf(x.sc, at.State(), id))
		}
	}
	return nil
}

// shortest is a shortest play to a place that fits.
func shortest(sc *game.Scenario, sol *solve.Solution, fits func(solve.Stand, []solve.Way) bool) (play []game.Move, found solve.Place, ok bool) {
	type step struct {
		from solve.Place
		id   game.ChoiceID
		far  int32 // 1 at the start; 0: not met
	}
	steps := make([]step, sol.States)
	steps[sol.Start().Number()].far = 1
	sol.Forward(func(at solve.Stand, ways []solve.Way) bool {
		far := steps[at.Number()].far
		if far == 0 {
			return true
		}
		if (!ok || far < steps[found.Number()].far) && fits(at, ways) {
			found, ok = at.Place, true
		}
		pace := int32(1)
		if at.Kind == game.Route {
			pace = 0
		}
		for _, w := range ways {
			if to := &steps[w.To.Number()]; to.far == 0 || far+pace < to.far {
				*to = step{at.Place, w.ID, far + pace}
			}
		}
		return true
	})
	if !ok {
		return nil, found, false
	}
	play = []game.Move{}
	for at := found; at != sol.Start(); {
		st := steps[at.Number()]
		if st.from.Kind() != game.Route {
			play = append(play, solve.MoveOf(sc, st.from.State(), st.id))
		}
		at = st.from
	}
	slices.Reverse(play)
	return play, found, true
}
