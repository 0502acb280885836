package lint

import (
	"math/bits"
	"slices"

	"kobayashi/game"
	"kobayashi/game/solve"
)

// weighed is what a decision came to in all the states in which there was
// something to choose.
type weighed struct {
	times  int
	states int             // the most of them in one variant
	stake  bool            // a choice gave something away
	items  []weighedChoice // of a choose; a question has too many answers
}

// weighedChoice is what came of one choice whenever it stood beside others.
type weighedChoice struct {
	times       int
	best, worst bool         // it gave nothing away, or less than any other was left: each time
	least, most solve.Points // given away
	betters     uint32       // the choices that left more in every dimension: each time
	ends        uint64       // the endings still possible behind it
	fixes       bool         // one ending was left of several, and points were given away: each time
	early       bool         // it never came in the last third of the decisions
}

// peak is the most of a dimension in any play, and a play that has more than
// was declared.
type peak struct {
	known bool
	most  int
	play  []game.Move
}

// lucky is how far luck alone spreads the total under the best choices.
type lucky struct {
	least, most int
	share       float64 // of the way from the worst expected total to the best
}

// sweep looks at one variant from its endings to its start.
type sweep struct {
	*exact
	sol    *solve.Solution
	dims   int
	most   []int32   // by place and dimension: the most that can still be had
	ends   []uint64  // by place: the endings that can still be reached
	left   []int32   // by place: the most decisions still to come
	hi, lo []int32   // by place: the luckiest and unluckiest total under the best choices
	met    []int     // by scene: states in which there was something to choose
	late   [][]int32 // by scene and choice: the least of left where it was offered
	rows   []int32   // of the place at hand: what each way leaves in each dimension
	worth  []solve.Points
}

// weigh notes everything of a variant that is told from its values. It reports
// false for a variant with a play that is too long.
func (x *exact) weigh(sol *solve.Solution) bool {
	n := sol.States
	w := &sweep{
		exact: x, sol: sol, dims: len(x.rules.Scores),
		ends: make([]uint64, n), left: make([]int32, n), hi: make([]int32, n), lo: make([]int32, n),
		late: make([][]int32, len(x.rules.Scenes)), met: make([]int, len(x.rules.Scenes)),
	}
	w.most = make([]int32, n*w.dims)
	sol.Backward(func(at solve.Stand, ways []solve.Way) bool {
		w.place(at, ways)
		return true
	})
	start := sol.Start().Number()
	x.longest = max(x.longest, int(w.left[start]))
	for i, choices := range w.late {
		x.decisions[i].times += w.met[i]
		x.decisions[i].states = max(x.decisions[i].states, w.met[i])
		for c, left := range choices {
			if it := &x.decisions[i].items[c]; left > 0 {
				it.early = it.early && left*3 > w.left[start]
			}
		}
	}
	if w.left[start] > maxDecisions {
		w.tooLong()
		return false
	}
	w.spread()
	w.peaks()
	return true
}

func (w *sweep) place(at solve.Stand, ways []solve.Way) {
	n, scene := at.Number(), at.Scene
	w.entered[scene] = true
	if len(ways) == 0 {
		w.ends[n] = w.endingOf(scene)
		return
	}
	w.offered[scene] |= at.Offered
	w.rows, w.worth = w.rows[:0], w.worth[:0]
	kind, best := at.Kind, at.Best()
	first := true
	for i := range ways {
		way := &ways[i]
		to := way.To.Number()
		q := way.To.Best().Plus(int64(way.Earns))
		w.worth = append(w.worth, q)
		w.ends[n] |= w.ends[to]
		w.left[n] = max(w.left[n], w.left[to])
		if hi, lo := int32(way.Earns)+w.hi[to], int32(way.Earns)+w.lo[to]; kind == game.Chance || q == best {
			if first {
				w.hi[n], w.lo[n], first = hi, lo, false
			}
			w.hi[n], w.lo[n] = max(w.hi[n], hi), min(w.lo[n], lo)
		}
		w.rows = append(w.rows, way.Gain[:w.dims]...)
		for d, most := range w.most[to*w.dims : (to+1)*w.dims] {
			w.rows[i*w.dims+d] += most
		}
	}
	for d := range w.dims {
		top := w.rows[d]
		for i := range ways {
			top = max(top, w.rows[i*w.dims+d])
		}
		w.most[n*w.dims+d] = top
	}
	if kind == game.Question || kind == game.Choose && len(ways) > 1 {
		w.left[n]++
		w.decision(at, ways)
	}
}

// manyEndings is the bit that the endings beyond the sixty-third share: none of
// them ever counts as the only one left.
const manyEndings = 1 << 63

// endingOf gives the bit of a scene's ending.
func (w *sweep) endingOf(scene int) uint64 {
	i := slices.Index(w.rules.Endings, w.rules.Scenes[scene].Ending)
	if i < 0 {
		return manyEndings
	}
	return 1 << min(i, 63)
}

// decision notes what a decision is worth in one state.
func (w *sweep) decision(at solve.Stand, ways []solve.Way) {
	d := &w.decisions[at.Scene]
	w.met[at.Scene]++
	best := at.Best()
	for i := range ways {
		d.stake = d.stake || w.worth[i] != best
	}
	if at.Kind != game.Choose {
		return
	}
	if d.items == nil {
		d.items = make([]weighedChoice, len(w.rules.Scenes[at.Scene].Decision.Items))
	}
	if w.late[at.Scene] == nil {
		w.late[at.Scene] = make([]int32, len(d.items))
	}
	for i := range ways {
		way := &ways[i]
		lost, ok := best.Minus(w.worth[i])
		if !ok {
			continue // finer than 64 bits: of this state nothing is said
		}
		left, late := w.left[at.Number()], &w.late[at.Scene][way.ID]
		if *late == 0 || left < *late {
			*late = left
		}
		behind, before := w.ends[way.To.Number()], w.ends[at.Number()]
		one := weighedChoice{times: 1, best: lost.Num == 0, least: lost, most: lost, ends: behind, early: true}
		one.fixes = lost.Num > 0 && bits.OnesCount64(behind) == 1 && behind != manyEndings && before != behind
		it := &d.items[way.ID]
		if it.times == 0 || it.worst || it.betters != 0 { // else it is settled: neither comes back
			one.worst, one.betters = w.against(i, ways)
		}
		it.join(one)
	}
}

// join adds what came of a choice in other states.
func (c *weighedChoice) join(one weighedChoice) {
	switch {
	case one.times == 0:
		return
	case c.times == 0:
		*c = one
		return
	}
	c.times += one.times
	c.best, c.worst, c.fixes, c.early = c.best && one.best, c.worst && one.worst, c.fixes && one.fixes, c.early && one.early
	c.betters &= one.betters
	c.ends |= one.ends
	if one.least.Less(c.least) {
		c.least = one.least
	}
	if c.most.Less(one.most) {
		c.most = one.most
	}
}

// against compares a choice with those beside it: whether it is worth less than
// each of them, and which of them leave more in every dimension.
func (w *sweep) against(i int, ways []solve.Way) (worst bool, betters uint32) {
	worst = true
	for k := range ways {
		if k == i {
			continue
		}
		worst = worst && w.worth[i].Less(w.worth[k])
		more := w.dims > 0
		for d := range w.dims {
			more = more && w.rows[i*w.dims+d] < w.rows[k*w.dims+d]
		}
		if more {
			betters |= 1 << ways[k].ID
		}
	}
	return worst, betters
}
