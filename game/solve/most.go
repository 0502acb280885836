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
	const never = math.MinInt64
	g := sol.g
	most := make([]int64, g.n)
	g.up(func(n, id int32, edges []edge) bool {
		st := &g.stances[id]
		most[n] = never
		if len(edges) == 0 && g.rules(id).Ending == ending {
			most[n] = 0
		}
		for i, e := range edges {
			if most[e.to] != never && st.possible(i) {
				most[n] = max(most[n], most[e.to]+g.totals[e.award])
			}
		}
		return true
	})
	n := g.start()
	if most[n] == never {
		return 0, score, false
	}
	score = g.opening
	for st, edges := g.state(n); len(edges) > 0; st, edges = g.state(n) {
		for i, e := range edges {
			if most[e.to] != never && st.possible(i) && most[e.to]+g.totals[e.award] == most[n] {
				score, n = score.Plus(g.awards[e.award]), e.to
				break
			}
		}
	}
	return g.sc.Total(score), score, true
}
