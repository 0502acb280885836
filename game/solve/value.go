package solve

import (
	"math/bits"

	"kobayashi/game"
)

// worths is the best that can still be had from each state. Where all values
// are whole numbers of one small unit they are kept as such; fractions of any
// kind take twice to four times the room.
type worths struct {
	narrow []int32
	wide   []int64
	fine   []Points
	unit   int64 // what one of narrow or wide is, as a part of a point: 1/unit
}

func (w *worths) of(n int32) Points {
	switch {
	case w.narrow != nil:
		return Whole(int(w.narrow[n]))
	case w.wide != nil:
		return game.Fraction(w.wide[n], w.unit)
	}
	return w.fine[n]
}

// units is a value as it is kept, where it is kept in units.
func (w *worths) units(n int32) int64 {
	if w.narrow != nil {
		return int64(w.narrow[n])
	}
	return w.wide[n]
}

// evaluate works out the best and the worst play. It fails with ErrTooFine, or
// the error of the watch.
func (g *graph) evaluate(w *watch) (best worths, worst Points, err error) {
	unit, ok := g.unit(w)
	if ok && unit == 1 && w.err == nil {
		if high, low, ok := sweep[int32](g, w, 1, 1<<30, true); ok {
			return worths{narrow: high, unit: 1}, Whole(int(low[g.start()])), w.err
		}
	}
	if ok && w.err == nil {
		if high, low, ok := sweep[int64](g, w, unit, 1<<55, true); ok {
			return worths{wide: high, unit: unit}, game.Fraction(low[g.start()], unit), w.err
		}
	}
	if w.err == nil {
		best.fine, err = g.fractions(w, func(old, q Points) bool { return old.Less(q) })
	}
	if err == nil && w.err == nil {
		var low []Points
		if low, err = g.fractions(w, func(old, q Points) bool { return q.Less(old) }); err == nil {
			worst = low[g.start()]
		}
	}
	if w.err != nil {
		err = w.err
	}
	return best, worst, err
}

// extremes is the most and the least that choices and dice together can bring.
func (g *graph) extremes(w *watch) (most, least int, err error) {
	high, low, ok := sweep[int32](g, w, 1, 1<<30, false)
	if ok {
		return int(high[g.start()]), int(low[g.start()]), w.err
	}
	// Totals beyond 2^30 are no game, but they are not counted wrongly either.
	high64, low64, ok := sweep[int64](g, w, 1, 1<<61, false)
	if !ok {
		return 0, 0, ErrTooFine
	}
	return int(high64[g.start()]), int(low64[g.start()]), w.err
}

// unit finds what every value is a whole number of: halves and fifths enough
// for the chances on any one play. It is false if 64 bits are too few.
func (g *graph) unit(w *watch) (int64, bool) {
	own := make([]power, len(g.stances))
	some := false
	for i := range g.stances {
		var ok bool
		if own[i], ok = denominator(&g.stances[i]); !ok {
			return 0, false
		}
		some = some || own[i] != power{}
	}
	if !some {
		return 1, true
	}
	need := make([]power, g.n)
	g.up(func(n, st int32, edges []edge) bool {
		var most power
		for _, e := range edges {
			most.twos, most.fives = max(most.twos, need[e.to].twos), max(most.fives, need[e.to].fives)
		}
		// Beyond 60 of either no unit fits, however many more there are.
		need[n] = power{min(most.twos+own[st].twos, 60), min(most.fives+own[st].fives, 60)}
		return w.goesOn(n)
	})
	unit := int64(1)
	for _, f := range []struct {
		prime int64
		times uint8
	}{{2, need[g.start()].twos}, {5, need[g.start()].fives}} {
		for range f.times {
			if unit *= f.prime; unit > 1<<50 {
				return 0, false
			}
		}
	}
	return unit, true
}

// power is a product of twos and fives, all that a hundred is made of.
type power struct{ twos, fives uint8 }

// denominator is that of a chance's percentages; false if they are no hundred.
func denominator(st *stance) (p power, ok bool) {
	if st.kind != game.Chance {
		return p, true
	}
	g, sum := int32(100), int32(0)
	for _, o := range st.options {
		if o.weight < 0 || o.weight > 100 {
			return p, false
		}
		sum += o.weight
		for a := o.weight; a != 0; {
			g, a = a, g%a
		}
	}
	den := uint32(100 / g)
	p.twos = uint8(bits.TrailingZeros32(den))
	for den >>= p.twos; den > 1; den /= 5 {
		p.fives++
	}
	return p, sum == 100
}
