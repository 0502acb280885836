package solve

import (
	"slices"

	"kobayashi/game"
)

// reducer forgets what can make no difference any more, so that states with
// the same future become the same state. It is exact: no value changes.
//
// It works on packed states. What to keep depends on the situation: the scene,
// which injects have come, and what waits for them to return. That is worked out
// when a situation is met first, and there are few.
type reducer struct {
	a     *analysis
	sc    *game.Scenario
	which []uint64 // by word: what a situation depends on
	cells []cell
	one   []int32          // by scene: its only cell+1, where there are no injects
	seen  []int32          // an open-addressed table of cells: number+1, 0: free
	facts map[uint64]facts // by the injects that have come
	bytes map[[256]uint8]*[256]uint8
}

// cell is what to keep in one situation.
type cell struct {
	when, keep []uint64
	windows    []window
	folds      []fold
}

// window is eight bits of a word in which the values of one small variable or
// more fall together: by the byte, the one that stands for it.
type window struct {
	word  int
	shift uint
	to    *[256]uint8
}

// fold is a variable too large for a window: of its values, less the least one,
// those from one cut to the next fall together.
type fold struct {
	word  int
	shift uint
	mask  uint64
	cuts  []uint64 // sorted
}

func newReducer(sc *game.Scenario) *reducer {
	r := &reducer{
		a: analyse(sc), sc: sc, which: make([]uint64, sc.PackedWords()),
		one: make([]int32, len(sc.Rules().Scenes)), seen: make([]int32, 256), facts: map[uint64]facts{}, bytes: map[[256]uint8]*[256]uint8{},
	}
	keep(r.which, sc.MaskOfDue())
	for k := range sc.Injects() {
		keep(r.which, sc.MaskOfInject(k))
	}
	word, shift, mask := sc.PlaceOf()
	r.which[word] |= mask << shift
	return r
}

// keep adds a part of a state to what is kept.
func keep(words []uint64, m game.Mask) {
	for i := range min(len(words), len(m)) {
		words[i] |= m[i]
	}
}

// reduce turns a packed state into the one that stands for all states with the
// same future.
func (r *reducer) reduce(scene int, words []uint64) {
	c := r.find(scene, words)
	for i, m := range c.keep {
		words[i] &= m
	}
	for i := range c.windows {
		w := &c.windows[i]
		b := uint8(words[w.word] >> (w.shift & 63))
		words[w.word] ^= uint64(b^w.to[b]) << (w.shift & 63)
	}
	for i := range c.folds {
		f := &c.folds[i]
		v := words[f.word] >> f.shift & f.mask
		words[f.word] ^= (v ^ f.floor(v)) << f.shift
	}
}

func (f *fold) floor(v uint64) uint64 {
	for i := len(f.cuts) - 1; i >= 0; i-- {
		if f.cuts[i] <= v {
			return f.cuts[i]
		}
	}
	return 0
}

// find gives the cell of a state's situation.
func (r *reducer) find(scene int, words []uint64) *cell {
	if n := r.one[scene]; n > 0 {
		return &r.cells[n-1]
	}
	mask := uint64(len(r.seen) - 1)
	for i := situation(words, r.which) & mask; r.seen[i] != 0; i = (i + 1) & mask {
		if c := &r.cells[r.seen[i]-1]; r.fits(c, words) {
			return c
		}
	}
	return r.learn(words)
}

// situation is a hash of what a situation depends on.
func situation(words, which []uint64) uint64 {
	var h uint64
	for i, m := range which {
		h = (h ^ words[i]&m) * 0x9e3779b97f4a7c15
		h ^= h >> 32
	}
	return h
}

func (r *reducer) fits(c *cell, words []uint64) bool {
	for i, m := range r.which {
		if words[i]&m != c.when[i] {
			return false
		}
	}
	return true
}

// learn works out a situation that was not met before.
func (r *reducer) learn(words []uint64) *cell {
	c := r.cell(r.sc.Unpack(words))
	c.when = slices.Clone(words)
	for i, m := range r.which {
		c.when[i] &= m
	}
	r.cells = append(r.cells, c)
	if len(r.a.injects) == 0 {
		r.one[r.sc.PackedScene(words)] = int32(len(r.cells))
	}
	if 4*len(r.cells) > len(r.seen) {
		r.seen = make([]int32, 2*len(r.seen))
		for n := range r.cells {
			r.place(n)
		}
	} else {
		r.place(len(r.cells) - 1)
	}
	return &r.cells[len(r.cells)-1]
}

// place takes a free slot for a cell.
func (r *reducer) place(n int) {
	mask := uint64(len(r.seen) - 1)
	i := situation(r.cells[n].when, r.which) & mask
	for r.seen[i] != 0 {
		i = (i + 1) & mask
	}
	r.seen[i] = int32(n) + 1
}
