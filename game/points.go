package game

import (
	"math"
	"math/bits"
	"strconv"
)

// Points is an exact number of points: Num / Den in lowest terms, Den > 0.
type Points struct{ Num, Den int64 }

// Whole makes points of a whole number.
func Whole(n int) Points { return Points{int64(n), 1} }

// Fraction makes points of num parts, den > 0 of which make one.
func Fraction(num, den int64) Points { return lowest(num, den) }

// Float gives the nearest floating-point number, for people and JSON.
func (p Points) Float() float64 { return float64(p.Num) / float64(p.Den) }

func (p Points) String() string {
	if p.Den == 1 {
		return strconv.FormatInt(p.Num, 10)
	}
	return strconv.FormatFloat(p.Float(), 'f', 2, 64)
}

// Plus adds a whole number of points. Scores are far below 2^31 each, so with
// denominators below 2^31 nothing overflows; Add checks the general case.
func (p Points) Plus(n int64) Points { return Points{p.Num + n*p.Den, p.Den} }

// Minus is the exact difference. It reports false if 64 bits are too few.
func (p Points) Minus(q Points) (Points, bool) { return p.Add(Points{-q.Num, q.Den}) }

// Less compares exactly, in 128 bits.
func (p Points) Less(q Points) bool {
	if p.Den == q.Den {
		return p.Num < q.Num
	}
	ahi, alo := mul128(p.Num, q.Den)
	bhi, blo := mul128(q.Num, p.Den)
	return ahi < bhi || ahi == bhi && alo < blo
}

// mul128 multiplies a signed number by a positive one into 128 bits.
func mul128(a, b int64) (hi int64, lo uint64) {
	neg := a < 0
	m := uint64(a)
	if neg {
		m = -m
	}
	h, l := bits.Mul64(m, uint64(b))
	if neg {
		l = ^l + 1
		h = ^h
		if l == 0 {
			h++
		}
	}
	return int64(h), l
}

// Add is the exact sum, or false if 64 bits are too few for it.
func (p Points) Add(q Points) (Points, bool) {
	if p.Den == q.Den {
		sum := p.Num + q.Num
		if (p.Num > 0) == (q.Num > 0) && (sum > 0) != (p.Num > 0) && p.Num != 0 {
			return Points{}, false
		}
		return lowest(sum, p.Den), true
	}
	g := gcd(p.Den, q.Den)
	a, ok1 := times(p.Num, q.Den/g)
	b, ok2 := times(q.Num, p.Den/g)
	den, ok3 := times(p.Den, q.Den/g)
	if !ok1 || !ok2 || !ok3 {
		return Points{}, false
	}
	sum := a + b
	if a > 0 && b > 0 && sum < 0 || a < 0 && b < 0 && sum >= 0 {
		return Points{}, false
	}
	return lowest(sum, den), true
}

// Share is percent hundredths of p, or false if 64 bits are too few for it.
func (p Points) Share(percent int) (Points, bool) {
	g := gcd(int64(percent), 100)
	num, ok1 := times(p.Num, int64(percent)/g)
	den, ok2 := times(p.Den, 100/g)
	return lowest(num, den), ok1 && ok2
}

func times(a, b int64) (int64, bool) {
	if a == 0 || b == 0 {
		return 0, true
	}
	c := a * b
	if c/b != a || a == math.MinInt64 || b == math.MinInt64 {
		return 0, false
	}
	return c, true
}

func lowest(num, den int64) Points {
	if den == 0 {
		return Points{}
	}
	if g := gcd(num, den); g > 1 {
		return Points{num / g, den / g}
	}
	return Points{num, den}
}

func gcd(a, b int64) int64 {
	if a < 0 {
		a = -a
	}
	for b != 0 {
		a, b = b, a%b
	}
	return max(a, 1)
}
