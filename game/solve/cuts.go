package solve

import "slices"

// cuts says which values of one variable can still be told apart: a cut at c
// separates what is below c from c and above. Between two cuts all values have
// the same future, and without any the variable is forgotten.
type cuts struct {
	all bool
	at  []int // sorted
}

// manyCuts is where counting cuts stops being worth it.
const manyCuts = 512

func (c cuts) none() bool { return !c.all && len(c.at) == 0 }

// add joins two sets of cuts and reports whether the first one grew.
func (c *cuts) add(d cuts) bool {
	switch {
	case c.all || d.none():
		return false
	case d.all:
		*c = cuts{all: true}
		return true
	}
	missing := 0
	for _, v := range d.at {
		if _, found := slices.BinarySearch(c.at, v); !found {
			missing++
		}
	}
	switch {
	case missing == 0:
		return false
	case len(c.at)+missing > manyCuts:
		*c = cuts{all: true}
	case len(c.at) == 0:
		c.at = d.at // never written to
	default:
		at := append(slices.Grow([]int(nil), len(c.at)+len(d.at)), c.at...)
		at = append(at, d.at...)
		slices.Sort(at)
		c.at = slices.Compact(at)
	}
	return true
}

// before moves the cuts behind `x += k` in front of it. Clamping changes
// nothing: x+k cut to the range is at least c if and only if x is at least c-k,
// for every c inside the range.
func (c cuts) before(k, lo, hi int) cuts {
	if c.all || k == 0 {
		return c
	}
	out := cuts{}
	for _, v := range c.at {
		if v-k > lo && v-k <= hi {
			out.at = append(out.at, v-k)
		}
	}
	return out
}
