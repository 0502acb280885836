package solve

import (
	"math"

	"kobayashi/game"
)

// Most is the largest total of any play that reaches an ending, dice included,
// and the score of one such play, what was scored before the first choice with
// it. Of several plays it is the one whose choices stand first in the file. It
// is false if no play reaches the ending.
func (sol *Solution) Most(ending string) (total int, score game.Score, ok bool) {
	const never = math.MinInt32
	sp := sol.sp
	most := make([]int32, sp.table.n)
	for _, n := range sp.order {
		most[n] = never
		if edges := sp.of(n); len(edges) == 0 && sp.sc.Rules().Scenes[sp.table.scene(n)].Ending == ending {
			most[n] = 0
		}
		for _, e := range sp.of(n) {
			if most[e.to] != never && sp.possible(n, e) {
				most[n] = max(most[n], most[e.to]+e.gain)
			}
		}
	}
	if most[sp.first] == never {
		return 0, score, false
	}
	score = sp.opening
	for n := sp.first; len(sp.of(n)) > 0; {
		s := sp.table.state(n)
		for i, o := range optionsOf(sp.sc, s, nil) {
			if e := sp.of(n)[i]; most[e.to] != never && sp.possible(n, e) && most[e.to]+e.gain == most[n] {
				score = score.Plus(sp.gain(s, o.id))
				n = e.to
				break
			}
		}
	}
	return sp.sc.Total(score), score, true
}

// possible tells an outcome of chance that can come from one that cannot.
func (sp *space) possible(n int32, e edge) bool { return e.weight != 0 || !sp.chance(n) }

// gain is what a choice earns that was explored before.
func (sp *space) gain(s game.State, id game.ChoiceID) game.Score {
	_, gain, err := sp.sc.Apply(s, id)
	if err != nil {
		panic("a choice that was explored is not offered: " + err.Error()) // the same function found it
	}
	return gain
}
