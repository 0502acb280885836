package solve

import "kobayashi/game"

// reducer forgets what can make no difference any more, so that states with
// the same future become the same state. It is exact: no value changes.
type reducer struct {
	a     *analysis
	sc    *game.Scenario
	which game.Mask // what a situation depends on beside the scene
	keep  game.Mask // what is kept in all of them
	cells [][]situated
	facts map[uint64]facts // by the injects that have come
}

// situated is what to keep in a scene, given which injects have come and what
// waits for them to return. A scene knows few such situations.
type situated struct {
	when game.State
	cell *cell
}

// cell is what to keep in one situation.
type cell struct {
	keep game.Mask
	vars []floorOf
}

// floorOf is a variable with the cuts between its values.
type floorOf struct {
	index, lo int
	cuts      cuts
}

func newReducer(sc *game.Scenario) *reducer {
	r := &reducer{
		a: analyse(sc), sc: sc, keep: sc.MaskOfDue(),
		cells: make([][]situated, len(sc.Rules().Scenes)), facts: map[uint64]facts{},
	}
	for k := range sc.Injects() {
		r.keep = r.keep.With(sc.MaskOfInject(k))
	}
	r.which = r.keep
	return r
}

// reduce gives the state that stands for all states with the same future.
func (r *reducer) reduce(s game.State) game.State {
	c := r.find(s)
	s = s.Keep(c.keep)
	for i := range c.vars {
		f := &c.vars[i]
		v := r.sc.Value(s, f.index)
		if least := f.cuts.floor(v, f.lo); least != v {
			s = r.sc.WithVar(s, f.index, least)
		}
	}
	return s
}

func (r *reducer) find(s game.State) *cell {
	when := s.Keep(r.which)
	known := r.cells[s.Scene()]
	for i := range known {
		if known[i].when == when {
			return known[i].cell
		}
	}
	c := r.cell(s)
	r.cells[s.Scene()] = append(known, situated{when, c})
	return c
}

// cell says what to keep. While an inject is being played, what is read behind
// its return counts as well, and as if every inject could still come: its own
// scenes change things on the way there.
func (r *reducer) cell(s game.State) *cell {
	scene, due := s.Scene(), r.sc.Due(s)
	if r.sc.Over(s) {
		return &cell{}
	}
	var came uint64
	for k := range r.sc.Injects() {
		if len(due) == 0 && k < 64 && r.sc.Came(s, k) {
			came |= 1 << k
		}
	}
	all, ok := r.facts[came]
	if !ok {
		all = r.a.facts(func(k int) bool { return k >= 64 || came&(1<<k) == 0 })
		r.facts[came] = all
	}
	f := all.decide[scene].clone()
	for _, waits := range due {
		f.add(all.enter[waits])
	}
	c := &cell{keep: r.keep}
	for scene, read := range f.visits {
		if read {
			c.keep = c.keep.With(r.sc.MaskOfVisit(scene))
		}
	}
	for i, cut := range f.vars {
		if cut.none() {
			continue
		}
		c.keep = c.keep.With(r.sc.MaskOfVar(i))
		if !cut.all {
			c.vars = append(c.vars, floorOf{i, r.a.rules.Vars[i].Min, cut})
		}
	}
	return c
}
