package solve

import "kobayashi/game"

// reducer forgets what can make no difference any more, so that states with
// the same future become the same state. It is exact: no value changes.
type reducer struct {
	a     *analysis
	sc    *game.Scenario
	due   game.Mask
	came  []game.Mask // by inject
	cells map[situation]*cell
	facts map[uint64]facts // by the injects that have come
}

// situation is what the facts depend on beside the variables: the scene, which
// injects have come, and what waits for them to return.
type situation struct {
	scene uint64
	came  uint64
	due   [4]int16 // deeper waits are not reduced
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
	r := &reducer{a: analyse(sc), sc: sc, due: sc.MaskOfDue(), cells: map[situation]*cell{}, facts: map[uint64]facts{}}
	for k := range sc.Injects() {
		r.came = append(r.came, sc.MaskOfInject(k))
	}
	return r
}

// reduce gives the state that stands for all states with the same future.
func (r *reducer) reduce(s game.State) game.State {
	scene, _ := s.Words()
	sit := situation{scene: scene}
	for k := range r.came {
		if k < 64 && r.sc.Came(s, k) {
			sit.came |= 1 << k
		}
	}
	due := r.sc.Due(s)
	if len(due) > len(sit.due) || len(r.came) > 64 {
		return s
	}
	for i, scene := range due {
		sit.due[i] = int16(scene) + 1
	}
	c := r.cells[sit]
	if c == nil {
		c = r.cell(s, sit.came, due)
		r.cells[sit] = c
	}
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

// cell says what to keep. While an inject is being played, what is read behind
// its return counts as well, and as if every inject could still come: its own
// scenes change things on the way there.
func (r *reducer) cell(s game.State, came uint64, due []int) *cell {
	scene := s.Scene()
	if r.sc.Over(s) {
		return &cell{}
	}
	if len(due) > 0 {
		came = 0
	}
	all, ok := r.facts[came]
	if !ok {
		all = r.a.facts(func(k int) bool { return came&(1<<k) == 0 })
		r.facts[came] = all
	}
	f := all.decide[scene].clone()
	for _, waits := range due {
		f.add(all.enter[waits])
	}
	c := &cell{keep: r.due}
	for _, m := range r.came {
		c.keep = c.keep.With(m)
	}
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
