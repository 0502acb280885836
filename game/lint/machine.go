package lint

import (
	"math"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// The game knows where a play stands, and the solver forgets what no condition
// can read any more. Here the code of a scenario is run once more, statement by
// statement, on ranges of values: a slot for each variable, for each visit that
// is asked for, and for hits, wrong and missed. A range of one value is a value.

// term is an expression whose names are slots.
type term struct {
	op   game.Op
	lit  int
	slot int
	args []term
}

// of gives the range of a term's values.
func (e *term) of(b []bounds) bounds {
	switch e.op {
	case game.OpLit:
		return bounds{e.lit, e.lit}
	case game.OpVar:
		return b[e.slot]
	case game.OpNot:
		v := e.args[0].of(b)
		return bounds{1 - v.hi, 1 - v.lo}
	}
	v := e.args[0].of(b)
	if len(e.args) == 1 { // a minus sign
		return bounds{-v.hi, -v.lo}
	}
	for i := 1; i < len(e.args); i++ {
		v = combine(e.op, v, e.args[i].of(b))
	}
	return v
}

func combine(op game.Op, a, b bounds) bounds {
	switch op {
	case game.OpAnd:
		return bounds{min(a.lo, b.lo), min(a.hi, b.hi)}
	case game.OpOr:
		return bounds{max(a.lo, b.lo), max(a.hi, b.hi)}
	case game.OpAdd:
		return bounds{saturate(a.lo + b.lo), saturate(a.hi + b.hi)}
	case game.OpSub:
		return bounds{saturate(a.lo - b.hi), saturate(a.hi - b.lo)}
	case game.OpMul:
		w, x, y, z := a.lo*b.lo, a.lo*b.hi, a.hi*b.lo, a.hi*b.hi
		return bounds{saturate(min(w, x, y, z)), saturate(max(w, x, y, z))}
	case game.OpLt:
		return less(a, b)
	case game.OpGt:
		return less(b, a)
	case game.OpLe:
		return less(a, bounds{b.lo + 1, b.hi + 1})
	case game.OpGe:
		return less(b, bounds{a.lo + 1, a.hi + 1})
	}
	equal := either
	if a.meet(b).empty() {
		equal = no
	} else if a.single() && a == b {
		equal = yes
	}
	if op == game.OpNe {
		return bounds{1 - equal.hi, 1 - equal.lo}
	}
	return equal
}

// saturate keeps a value where the game keeps it.
func saturate(v int) int { return max(-math.MaxInt32, min(math.MaxInt32, v)) }

// op is a statement on a variable. What it did is noted in seen, if anyone asks.
type op struct {
	how            game.StmtOp
	slot, min, max int
	by             term
	seen           *seenEffect
}

// asked is a condition that somebody asks about.
type asked struct {
	cond term
	seen *seenCondition
}

// act is an item, a way or a paragraph of code: its conditions, and what it does.
type act struct {
	checks []asked
	cond   *term // all conditions together; nil: none
	do     []op
	shown  []asked // of its feedback
}

// stage is a scene.
type stage struct {
	kind        game.Kind
	visit       int // slot; -1 if nobody asks
	when        []asked
	shown       []asked // of its paragraphs
	enter       []act
	items, then []act
	expected    uint32
}

// machine is a scenario made ready to run.
type machine struct {
	sc     *game.Scenario
	rules  *game.Rules
	vars   int
	visits map[string]int // scene id to slot, of the visits that are asked for
	slots  int
	stages []stage
	seen   *sightings
}

func newMachine(x *exact, seen *sightings) *machine {
	m := &machine{sc: x.sc, rules: x.rules, vars: len(x.rules.Vars), visits: map[string]int{}, seen: seen}
	for _, f := range x.files() {
		for c := range codes(f) {
			for _, st := range c.Stmts {
				st.Expr.Walk(func(e *game.Expr) {
					if _, known := m.visits[e.Name]; e.Op == game.OpVisited && !known {
						m.visits[e.Name] = m.vars + len(m.visits)
					}
				})
			}
		}
	}
	m.slots = m.vars + len(m.visits) + 3
	m.stages = make([]stage, len(x.rules.Scenes))
	for i := range m.stages {
		m.stage(i, x.res.Origin[i])
	}
	return m
}

// stage makes a scene ready.
func (m *machine) stage(i int, o parse.Origin) {
	st, kept := &m.stages[i], m.seen.in(i, o.File)
	st.kind, st.visit = m.rules.Scenes[i].Decision.Kind, -1
	if slot, asked := m.visits[m.rules.Scenes[i].ID]; asked {
		st.visit = slot
	}
	for _, c := range o.Scene.Codes {
		for _, s := range c.Stmts {
			if s.Kind == parse.When {
				st.when = append(st.when, asked{m.term(s.Expr), kept.offer(s.Expr)})
			}
		}
	}
	for _, b := range o.Scene.Blocks {
		if a := m.act(b.Codes, kept.condition, kept.effect); b.Enter {
			st.enter = append(st.enter, a)
		} else {
			st.shown = append(st.shown, a.checks...)
		}
	}
	if d := o.Scene.Decision; d != nil && m.rules.Scenes[i].Ending == "" {
		for n, it := range d.Items {
			a := m.act(it.Codes, m.noted(kept, m.rules.Scenes[i].Decision.Items[n].Target), kept.effect)
			for _, b := range it.Feedback {
				a.shown = append(a.shown, m.act(b.Codes, kept.condition, kept.effect).checks...)
			}
			if st.items = append(st.items, a); it.Ticked {
				st.expected |= 1 << n
			}
		}
		for n, it := range d.Then {
			st.then = append(st.then, m.act(it.Codes, m.noted(kept, m.rules.Scenes[i].Decision.Then[n].Target), kept.effect))
		}
	}
}

// noted says how the condition of a way to a scene is noted. That a choice is
// never offered, or a scene never entered, has a rule of its own; that is all
// there is to say of a condition which is why.
func (m *machine) noted(kept keeper, target string) func(*game.Expr) *seenCondition {
	to := m.sc.SceneIndex(target)
	if m.stages[kept.scene].kind == game.Route && (to < 0 || m.seen.of.entered[to]) {
		return kept.condition
	}
	return kept.offer
}

func (m *machine) act(codes []*parse.Code, condition func(*game.Expr) *seenCondition, effect func(*parse.Stmt) *seenEffect) act {
	var a act
	var all []term
	for _, c := range codes {
		for _, s := range c.Stmts {
			switch {
			case s.Kind == parse.If:
				t := m.term(s.Expr)
				all = append(all, t)
				a.checks = append(a.checks, asked{t, condition(s.Expr)})
			case s.Kind == parse.Effect && s.Op != game.Award:
				slot := m.sc.VarIndex(s.Name)
				v := m.rules.Vars[slot]
				o := op{s.Op, slot, v.Min, v.Max, m.term(s.Expr), nil}
				if s.Op != game.Set {
					o.seen = effect(s)
				}
				a.do = append(a.do, o)
			}
		}
	}
	if len(all) > 0 {
		a.cond = &term{op: game.OpAnd, args: append(all, term{op: game.OpLit, lit: 1})}
	}
	return a
}

// term puts slots in place of names.
func (m *machine) term(e *game.Expr) term {
	switch e.Op {
	case game.OpLit, game.OpFlag, game.OpValue:
		return term{op: game.OpLit, lit: e.Int}
	case game.OpVisited:
		return term{op: game.OpVar, slot: m.visits[e.Name]}
	case game.OpVar:
		if i := m.sc.VarIndex(e.Name); i >= 0 {
			return term{op: game.OpVar, slot: i}
		}
		place := map[string]int{game.Hits: 3, game.Wrong: 2, game.Missed: 1}[e.Name]
		return term{op: game.OpVar, slot: m.slots - place}
	}
	t := term{op: e.Op}
	for _, a := range e.Args {
		t.args = append(t.args, m.term(a))
	}
	return t
}
