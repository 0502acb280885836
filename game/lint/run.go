package lint

import (
	"math/bits"
	"slices"

	"kobayashi/game"
)

// start is what a variant begins with, before its first scene is entered.
func (m *machine) start(variant string) []bounds {
	b := make([]bounds, m.slots)
	for i, v := range m.rules.Vars {
		b[i] = bounds{v.Start, v.Start}
	}
	for _, v := range m.rules.Variants {
		if v.ID != variant {
			continue
		}
		for _, st := range v.Set {
			i := m.sc.VarIndex(st.Name)
			rule, t := m.rules.Vars[i], m.term(st.Expr)
			m.run([]op{{st.Op, i, rule.Min, rule.Max, t, nil}}, b)
		}
	}
	for i := range m.rules.Vars {
		m.seen.met(i, b[i])
	}
	return b
}

// run does what statements do.
func (m *machine) run(do []op, b []bounds) {
	for i := range do {
		o := &do[i]
		by, was := o.by.of(b), b[o.slot]
		if o.how == game.Sub {
			by = bounds{-by.hi, -by.lo}
		}
		if o.how != game.Set {
			o.seen.happens(by, was, o.min, o.max)
			by = bounds{was.lo + by.lo, was.hi + by.hi}
		}
		b[o.slot] = bounds{max(o.min, min(o.max, by.lo)), max(o.min, min(o.max, by.hi))}
		m.seen.met(o.slot, b[o.slot])
	}
}

// look asks the checks.
func look(checks []asked, b []bounds) {
	for i := range checks {
		checks[i].seen.holds(checks[i].cond.of(b))
	}
}

// under does a if its condition holds. Where that is open both may be, and the
// ranges take in both. It reports the condition.
func (m *machine) under(a *act, b []bounds) bounds {
	v := yes
	if a.cond != nil {
		v = a.cond.of(b)
	}
	switch v {
	case yes:
		m.run(a.do, b)
	case either:
		was := slices.Clone(b)
		m.run(a.do, b)
		widen(b, was)
	}
	return v
}

// widen takes another board's values into the ranges of b.
func widen(b, other []bounds) {
	for i, v := range other {
		b[i] = bounds{min(b[i].lo, v.lo), max(b[i].hi, v.hi)}
	}
}

// arrive looks at what a scene shows and offers, once it was entered.
func (m *machine) arrive(scene int, b []bounds) {
	st := &m.stages[scene]
	look(st.shown, b)
	for i := range st.items {
		look(st.items[i].checks, b)
	}
}

// leave does what a choice does, up to the next scene.
func (m *machine) leave(scene int, id game.ChoiceID, shown uint32, b []bounds) {
	st := &m.stages[scene]
	if st.kind != game.Question {
		a := &st.items[id]
		m.run(a.do, b)
		look(a.shown, b)
		return
	}
	ticked := uint32(id)
	for i, set := range []uint32{ticked & st.expected, ticked &^ st.expected, shown & st.expected &^ ticked} {
		n := bits.OnesCount32(set)
		b[m.slots-3+i] = bounds{n, n}
	}
	for rest := ticked; rest != 0; rest &= rest - 1 {
		m.run(st.items[bits.TrailingZeros32(rest)].do, b)
	}
	for i := range st.then {
		look(st.then[i].checks, b)
	}
	for i := range st.then {
		if m.under(&st.then[i], b) == yes {
			break
		}
	}
}

// consider looks at the injects that may come before a scene, up to the one
// that does.
func (m *machine) consider(s game.State, due, entered int, b []bounds) {
	for k, scene := range m.sc.Injects() {
		if scene == due || m.sc.Came(s, k) {
			continue
		}
		look(m.stages[scene].when, b)
		if scene == entered {
			return
		}
	}
}

// enter does what entering a scene does.
func (m *machine) enter(scene int, b []bounds) {
	st := &m.stages[scene]
	if st.visit >= 0 {
		b[st.visit] = yes
	}
	for i := range st.enter {
		look(st.enter[i].checks, b)
		m.under(&st.enter[i], b)
	}
}

// due is the scene that a choice leads to, before any inject.
func (m *machine) due(s game.State, id game.ChoiceID, entered int) int {
	target := ""
	if d := m.rules.Scenes[s.Scene()].Decision; d.Kind != game.Question {
		target = d.Items[id].Target
	} else if len(d.Then) == 1 {
		target = d.Then[0].Target
	}
	if target == game.Return {
		if waits := m.sc.Due(s); len(waits) > 0 {
			return waits[len(waits)-1]
		}
	}
	if i := m.sc.SceneIndex(target); i >= 0 {
		return i
	}
	return entered
}
