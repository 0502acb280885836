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

// evaluated is what all states together come to.
type evaluated struct {
	best        worths
	worst       Points
	most, least int // choices and dice together
}

// evaluate works out the best and the worst play. It fails with ErrTooFine, or
// the error of the watch.
func (g *graph) evaluate(w *watch) (v evaluated, err error) {
	w.begin(shareDice, g.n)
	unit, err := g.dice(w, &v)
	if err != nil {
		return v, err
	}
	w.begin(1, g.n)
	if v.best.narrow != nil {
		return v, nil // there is no chance: what luck can bring is what choices bring
	}
	if unit != 0 {
		if high, low, ok := sweep[int64](g, w, unit, 1<<55, true, nil); ok {
			v.best, v.worst = worths{wide: high, unit: unit}, game.Fraction(low[g.start()], unit)
			return v, w.err
		}
	}
	if v.best.fine, err = g.fractions(w, func(old, q Points) bool { return old.Less(q) }); err != nil {
		return v, err
	}
	low, err := g.fractions(w, func(old, q Points) bool { return q.Less(old) })
	if err == nil {
		v.worst = low[g.start()]
	}
	return v, err
}

// dice works out what choices and dice together can bring, and a unit to count
// expected values in. There is none, 0, where percentages are no hundred.
func (g *graph) dice(w *watch, v *evaluated) (unit int64, err error) {
	own := make([]power, len(g.stances))
	fit, sure := true, true
	for i := range g.stances {
		var ok bool
		own[i], ok = denominator(&g.stances[i])
		fit, sure = fit && ok, sure && own[i] == power{}
	}
	need := make([]power, g.n)
	refine := func(n, st int32, edges []edge) {
		var most power
		for _, e := range edges {
			most.twos, most.fives = max(most.twos, need[e.to].twos), max(most.fives, need[e.to].fives)
		}
		// Beyond 60 of either no unit fits, however many more there are.
		need[n] = power{min(most.twos+own[st].twos, 60), min(most.fives+own[st].fives, 60)}
	}
	if high, low, ok := sweep[int32](g, w, 1, 1<<30, false, refine); ok {
		v.most, v.least = int(high[g.start()]), int(low[g.start()])
		if fit && sure {
			v.best, v.worst = worths{narrow: high, unit: 1}, Whole(v.least)
		}
	} else if high, low, ok := sweep[int64](g, w, 1, 1<<61, false, refine); ok && w.err == nil {
		// Totals beyond 2^30 are no game, but they are not counted wrongly either.
		v.most, v.least = int(high[g.start()]), int(low[g.start()])
	} else if w.err == nil {
		return 0, ErrTooFine
	}
	if w.err != nil || !fit {
		return 0, w.err
	}
	return need[g.start()].unit(), nil
}

// unit is the product. Where that is too large to count in it is a smaller one:
// most values need less than the chances before them could ask for, and a sweep
// sees by itself where that is not so.
func (p power) unit() int64 {
	const most, tried = 1 << 50, 1_000_000_000_000
	unit := int64(1)
	for range p.twos {
		if unit *= 2; unit > most {
			return tried
		}
	}
	for range p.fives {
		if unit *= 5; unit > most {
			return tried
		}
	}
	return unit
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
