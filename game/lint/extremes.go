package lint

import (
	"slices"

	"kobayashi/game"
	"kobayashi/game/solve"
)

// maxDecisions is how many decisions a play may have.
const maxDecisions = 500

// tooLong is E209 of a play that does end, some day. It is shown up to the
// decision that is one too many.
func (w *sweep) tooLong() {
	play := []game.Move{}
	next, scene := w.sol.Start(), 0
	made := w.left[next.Number()]
	w.sol.Forward(func(at solve.Stand, ways []solve.Way) bool {
		if at.Place != next {
			return true
		}
		longest := slices.MaxFunc(ways, func(a, b solve.Way) int {
			return int(w.left[a.To.Number()] - w.left[b.To.Number()])
		})
		if next = longest.To; at.Kind != game.Route {
			play = append(play, solve.MoveOf(w.sc, at.State(), longest.ID))
		}
		scene = at.Scene
		return made-w.left[next.Number()] <= maxDecisions
	})
	from, to := w.atScene(scene)
	w.report("E209", from, to, play,
		game.Say("ここまでに%d回も決めることになる道があります（%d回まで）", "a play comes to its decision number %d here (%d at most)", maxDecisions+1, maxDecisions),
		game.Say("繰り返せる回数を変数と条件で減らしてください", "let a variable and a condition allow fewer rounds"))
}

// spread notes how far luck alone moves the total.
func (w *sweep) spread() {
	start := w.sol.Start().Number()
	span, ok := w.sol.Best.Minus(w.sol.Worst)
	if !ok || span.Num <= 0 {
		return
	}
	l := lucky{least: int(w.lo[start]), most: int(w.hi[start])}
	if l.share = float64(l.most-l.least) / span.Float(); l.share > w.luck.share {
		_, opening := w.sc.Start(w.sol.Variant)
		l.least, l.most = l.least+w.sc.Total(opening), l.most+w.sc.Total(opening)
		w.luck = l
	}
}

// peaks notes the most of each dimension. Where it is more than was declared, it
// looks for a play that has it: the one whose choices stand first.
func (w *sweep) peaks() {
	start := w.sol.Start().Number()
	_, opening := w.sc.Start(w.sol.Variant)
	for d, rule := range w.rules.Scores {
		top := w.most[start*w.dims+d]
		p := &w.exact.most[d]
		most := int(top + opening[d])
		if p.known && most <= p.most {
			continue
		}
		*p = peak{known: true, most: most}
		if most > rule.Max {
			p.play = w.playTo(d)
		}
	}
}

// playTo follows the ways that have the most of a dimension.
func (w *sweep) playTo(d int) []game.Move {
	play := []game.Move{}
	next := w.sol.Start()
	w.sol.Forward(func(at solve.Stand, ways []solve.Way) bool {
		if at.Place != next {
			return true
		}
		for _, way := range ways {
			if way.Gain[d]+w.most[way.To.Number()*w.dims+d] != w.most[at.Number()*w.dims+d] {
				continue
			}
			if at.Kind != game.Route {
				play = append(play, solve.MoveOf(w.sc, at.State(), way.ID))
			}
			next = way.To
			break
		}
		return len(ways) > 0
	})
	return play
}
