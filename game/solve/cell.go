package solve

import (
	"cmp"
	"slices"

	"kobayashi/game"
)

// cell says what to keep. While an inject is being played, what is read behind
// its return counts as well, and as if every inject could still come: its own
// scenes change things on the way there.
func (r *reducer) cell(s game.State) cell {
	scene, due := s.Scene(), r.sc.Due(s)
	word, shift, mask := r.sc.PlaceOf()
	c := cell{keep: make([]uint64, len(r.which))}
	if r.sc.Over(s) {
		c.keep[word] = mask << shift
		return c
	}
	copy(c.keep, r.which)
	var came uint64
	for k := range r.sc.Injects() {
		if len(due) == 0 && k < 64 && r.sc.Came(s, k) {
			came |= 1 << k
		}
	}
	all := r.known(came)
	f := all.decide[scene].clone()
	for _, waits := range due {
		f.add(all.enter[waits])
	}
	for i, scene := range r.a.asked {
		if f.visits[i/64]&(1<<(i%64)) != 0 {
			keep(c.keep, r.sc.MaskOfVisit(scene))
		}
	}
	var folds []fold
	for i, cut := range f.vars {
		if cut.none() {
			continue
		}
		keep(c.keep, r.sc.MaskOfVar(i))
		if f, some := r.fold(i, cut); some {
			folds = append(folds, f)
		}
	}
	r.lay(&c, folds)
	return c
}

// manyFacts is for how many sets of injects that have come it is worth knowing
// exactly what may still be read. Of others it is known as if none had come:
// more is kept than need be, and nothing that is needed is lost.
const manyFacts = 256

// known gives what may still be read once some injects have come.
func (r *reducer) known(came uint64) facts {
	all, ok := r.facts[came]
	if !ok && len(r.facts) >= manyFacts && came != 0 {
		return r.known(0)
	}
	if !ok {
		all = r.a.facts(func(k int) bool { return k >= 64 || came&(1<<k) == 0 })
		r.facts[came] = all
	}
	return all
}

// fold gives a variable's values that fall together, if any do.
func (r *reducer) fold(i int, c cuts) (f fold, some bool) {
	v := r.a.rules.Vars[i]
	if c.all || len(c.at) == v.Max-v.Min {
		return f, false
	}
	f.word, f.shift, f.mask = r.sc.FieldOf(i)
	for _, at := range c.at {
		f.cuts = append(f.cuts, uint64(at-v.Min))
	}
	return f, true
}

// lay puts folds that fit into windows there, neighbours into the same one.
func (r *reducer) lay(c *cell, folds []fold) {
	slices.SortFunc(folds, func(a, b fold) int {
		return cmp.Or(a.word-b.word, int(a.shift)-int(b.shift))
	})
	for len(folds) > 0 {
		first, n := folds[0], 0
		for n < len(folds) && folds[n].word == first.word && folds[n].mask<<(folds[n].shift-first.shift) <= 0xff {
			n++
		}
		if n == 0 {
			c.folds, folds = append(c.folds, first), folds[1:]
			continue
		}
		c.windows = append(c.windows, window{first.word, first.shift, r.window(folds[:n])})
		folds = folds[n:]
	}
}

// window gives the bytes of some folds. Windows with the same are many.
func (r *reducer) window(folds []fold) *[256]uint8 {
	var to [256]uint8
	for b := range to {
		v := uint64(b)
		for i := range folds {
			f, up := &folds[i], folds[i].shift-folds[0].shift
			own := v >> up & f.mask
			v ^= (own ^ f.floor(own)) << up
		}
		to[b] = uint8(v)
	}
	known := r.bytes[to]
	if known == nil {
		known = &to
		r.bytes[to] = known
	}
	return known
}
