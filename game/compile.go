package game

import (
	"fmt"
	"slices"
	"sync"
)

// Scenario is a compiled scenario with its wording. It never changes.
type Scenario struct {
	About About

	rules    Rules
	texts    []*Text
	initial  State
	words    int    // of the state, that hold anything
	slots    []slot // by variable
	scenes   []sceneCode
	injects  []injectCode
	due      []field
	place    field // of the scene, in a packed state
	variants []variantCode
	varAt    map[string]int
	sceneAt  map[string]int
	scoreAt  map[string]int
	digest   func() string
}

// About is what the shelf says of a scenario beside its title: how long a play
// takes, how hard it is (1-5), who stands for it, and what it is mapped to. Path
// is the file it came from, as its reader named it.
type About struct {
	Path    string
	Minutes int
	Level   int
	Authors []string
	License string // SPDX id
	AsOf    string // the date facts and law were checked, YYYY-MM-DD
	Maps    []Framework
}

type slot struct {
	field
	min, max int32
}

func (v slot) write(s *State, value int64) {
	value = max(int64(v.min), min(int64(v.max), value))
	s.put(v.field, uint32(value-int64(v.min)))
}

type sceneCode struct {
	kind     Kind
	visited  field
	enter    []guardCode
	items    []itemCode
	then     []itemCode
	expected uint32
	always   uint32 // the items, if none has a condition and it is no route
}

type guardCode struct {
	cond []instr
	do   []stmtCode
}

func (g *guardCode) run(s *State, gain *Score) {
	if g.cond == nil || eval(g.cond, s, tally{}) != 0 {
		run(g.do, s, tally{}, gain)
	}
}

type itemCode struct {
	target int32
	cond   []instr
	do     []stmtCode
}

type stmtCode struct {
	op    opcode // opSet, opAdd, opSub; anything else awards points
	slot  slot
	score int
	prog  []instr
	fixed bool // prog is the literal value: most code is
	value int64
}

type injectCode struct {
	scene int32
	fired field
	when  []instr
}

type variantCode struct {
	id  string
	set []stmtCode
}

const toReturn int32 = -1

// maxCompiled is more than a file may have: rules made by a program, to measure
// or to fuzz, may be larger.
const maxCompiled = 1 << 14

// run executes statements. Each variable is cut to its range after its statement.
func run(do []stmtCode, s *State, t tally, gain *Score) {
	for i := range do {
		st := &do[i]
		v := st.value
		if !st.fixed {
			v = eval(st.prog, s, t)
		}
		switch st.op {
		case opSet:
			st.slot.write(s, v)
		case opAdd:
			st.slot.write(s, int64(s.get(st.slot.field))+int64(st.slot.min)+v)
		case opSub:
			st.slot.write(s, int64(s.get(st.slot.field))+int64(st.slot.min)-v)
		default:
			gain[st.score] += int32(v)
		}
	}
}

// Compile binds rules and wordings. The parser has reported every fault of the
// author before; what Compile refuses (a name nobody declared, a state too
// large) is said as an error of that kind.
//
// The first text is the base language's; at least one is needed.
func Compile(rules Rules, about About, texts ...*Text) (*Scenario, error) {
	sc := &Scenario{About: about, rules: rules, texts: texts, varAt: map[string]int{}, sceneAt: map[string]int{}, scoreAt: map[string]int{}}
	for i, v := range rules.Vars {
		sc.varAt[v.Name] = i
	}
	for i, d := range rules.Scores {
		sc.scoreAt[d.Name] = i
	}
	for i, scene := range rules.Scenes {
		sc.sceneAt[scene.ID] = i
	}
	switch {
	case len(rules.Scenes) == 0, len(texts) == 0:
		return nil, fmt.Errorf("compiling %s: no scene or no text", rules.ID)
	case len(rules.Scenes) > maxCompiled, len(rules.Scores) > MaxScores:
		return nil, fmt.Errorf("compiling %s: too many scenes or score dimensions", rules.ID)
	}
	c := compiler{sc: sc}
	c.layout()
	sc.words = c.word + 1
	sc.place = c.packed()
	c.scenes()
	c.variants()
	c.wording()
	if c.err != nil {
		return nil, fmt.Errorf("compiling %s: %w", rules.ID, c.err)
	}
	sc.digest = sync.OnceValue(func() string { return digest(rules) })
	return sc, nil
}

func (c *compiler) scenes() {
	sc := c.sc
	for i, scene := range sc.rules.Scenes {
		code := &sc.scenes[i]
		code.kind = scene.Decision.Kind
		for _, g := range scene.Enter {
			code.enter = append(code.enter, guardCode{c.cond(g.If), c.stmts(g.Do)})
		}
		for n, it := range scene.Decision.Items {
			code.items = append(code.items, itemCode{c.target(it.Target, code.kind), c.cond(it.If), c.stmts(it.Do)})
			if it.Expected {
				code.expected |= 1 << n
			}
		}
		if !slices.ContainsFunc(code.items, func(it itemCode) bool { return it.cond != nil }) && code.kind != Route {
			code.always = 1<<len(code.items) - 1
		}
		for _, w := range scene.Decision.Then {
			code.then = append(code.then, itemCode{c.target(w.Target, Route), c.cond(w.If), c.stmts(w.Do)})
		}
		if len(scene.Decision.Items) > MaxItems {
			c.fail("scene %s has more than %d items", scene.ID, MaxItems)
		}
	}
	for i := range sc.injects {
		sc.injects[i].when = c.prog(sc.rules.Scenes[sc.injects[i].scene].When)
	}
}

func (c *compiler) variants() {
	for _, v := range c.sc.rules.Variants {
		c.sc.variants = append(c.sc.variants, variantCode{v.ID, c.stmts(v.Set)})
	}
}

// wording binds the expressions of the texts, so that showing a block is a run
// of ready code as well.
func (c *compiler) wording() {
	for _, t := range c.sc.texts {
		t.Each(func(b *Block) {
			c.cond(b.If)
			for _, p := range b.Parts {
				c.cond(p.Expr)
			}
		})
	}
}

func (c *compiler) target(id string, k Kind) int32 {
	if id == Return {
		return toReturn
	}
	i, ok := c.sc.sceneAt[id]
	if !ok && k != Question {
		c.fail("no scene %q", id)
	}
	return int32(i)
}

func (c *compiler) stmts(do []Stmt) []stmtCode {
	out := make([]stmtCode, 0, len(do))
	for _, st := range do {
		code := stmtCode{op: opAward, prog: c.prog(st.Expr)}
		if st.Op == Award {
			i, ok := c.sc.scoreAt[st.Name]
			if !ok {
				c.fail("no score %q", st.Name)
			}
			code.score = i
		} else {
			i, ok := c.sc.varAt[st.Name]
			if !ok {
				c.fail("no variable %q", st.Name)
				continue
			}
			code.slot = c.sc.slots[i]
			code.op = map[StmtOp]opcode{Set: opSet, Add: opAdd, Sub: opSub}[st.Op]
		}
		if len(code.prog) == 1 && code.prog[0].op == pushLit {
			code.fixed, code.value = true, int64(code.prog[0].arg)
		}
		out = append(out, code)
	}
	return out
}

func (c *compiler) cond(e *Expr) []instr {
	if e == nil {
		return nil
	}
	return c.prog(e)
}

func (c *compiler) prog(e *Expr) []instr {
	if e == nil {
		c.fail("an expression is missing")
		return nil
	}
	e.prog = nil
	e.prog = c.emit(e.prog, e, 0)
	return e.prog
}
