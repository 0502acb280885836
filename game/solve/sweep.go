package solve

import "kobayashi/game"

// sweep works out two values of each state, children first, in whole numbers of
// 1/unit: under the choices that bring most, and under those that bring least.
// Chance is expected, or if not fair it is chosen too. also, if not nil, sees the
// states as well. It is false if a value lies beyond bound, or is no whole number
// of units.
func sweep[T int32 | int64](g *graph, w *watch, unit, bound int64, fair bool, also func(n, id int32, edges []edge)) (high, low []T, ok bool) {
	earns := make([]int64, len(g.totals))
	for i, total := range g.totals {
		if total > bound/unit || total < -bound/unit {
			return nil, nil, false
		}
		earns[i] = total * unit
	}
	high, low = make([]T, g.n), make([]T, g.n)
	ok = true
	g.up(func(n, id int32, edges []edge) bool {
		if also != nil {
			also(n, id, edges)
		}
		st := &g.stances[id]
		var top, bottom int64
		switch {
		case len(edges) == 0:
			return w.goesOn(n)
		case fair && st.kind == game.Chance:
			for i, e := range edges {
				top += int64(st.options[i].weight) * (int64(high[e.to]) + earns[e.award])
				bottom += int64(st.options[i].weight) * (int64(low[e.to]) + earns[e.award])
			}
			ok = top%100 == 0 && bottom%100 == 0
			top, bottom = top/100, bottom/100
		default:
			first := true
			for i, e := range edges {
				if !st.possible(i) {
					continue
				}
				a, b := int64(high[e.to])+earns[e.award], int64(low[e.to])+earns[e.award]
				if first {
					top, bottom, first = a, b, false
				}
				top, bottom = max(top, a), min(bottom, b)
			}
		}
		high[n], low[n] = T(top), T(bottom)
		ok = ok && top <= bound && bottom >= -bound
		return ok && w.goesOn(n)
	})
	return high, low, ok
}

// fractions is the expected total still to come from each state, when every
// choice is the one that better prefers.
func (g *graph) fractions(w *watch, better func(old, candidate Points) bool) ([]Points, error) {
	value := make([]Points, g.n)
	fine := true
	g.up(func(n, id int32, edges []edge) bool {
		st := &g.stances[id]
		sum := Whole(0)
		for i, e := range edges {
			q, ok := value[e.to].Add(Points{Num: g.totals[e.award], Den: 1})
			if ok && st.kind == game.Chance {
				if q, ok = q.Share(int(st.options[i].weight)); ok {
					sum, ok = sum.Add(q)
				}
			} else if i == 0 || better(sum, q) {
				sum = q
			}
			fine = fine && ok
		}
		value[n] = sum
		return fine && w.goesOn(n)
	})
	if !fine {
		return nil, ErrTooFine
	}
	return value, w.err
}

// Mean is what random play comes to, and Odds how often it comes to each ending.
// Both are worked out when one of them is first asked for.
func (sol *Solution) Mean() float64 {
	mean, _ := sol.random()
	return mean
}

// Odds are those of each ending under random play. They are not to be written to.
func (sol *Solution) Odds() map[string]float64 {
	_, odds := sol.random()
	return odds
}

// random works out what random play comes to: its mean and its endings.
func (g *graph) random() (mean float64, odds map[string]float64) {
	reach := make([]float64, g.n)
	reach[g.start()] = 1
	odds = map[string]float64{}
	g.down(func(n, id int32, edges []edge) bool {
		st := &g.stances[id]
		if len(edges) == 0 {
			odds[g.rules(id).Ending] += reach[n]
			return true
		}
		for i, e := range edges {
			// The conversions keep a compiler from fusing multiply and add: the
			// numbers are the same on every machine.
			p := float64(reach[n] * st.weight(i) / st.all)
			reach[e.to] += p
			mean += float64(p * float64(g.totals[e.award]))
		}
		return true
	})
	return mean + float64(g.sc.Total(g.opening)), odds
}
