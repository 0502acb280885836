package game

// emit appends the code of an expression in postfix order.
func (c *compiler) emit(prog []instr, e *Expr, depth int) []instr {
	if depth > maxDepth {
		c.fail("an expression is more than %d deep", maxDepth)
		return prog
	}
	switch e.Op {
	case OpLit, OpFlag, OpValue:
		return append(prog, instr{op: pushLit, arg: int32(e.Int)})
	case OpVar:
		return append(prog, c.variable(e.Name))
	case OpVisited:
		i, ok := c.sc.sceneAt[e.Name]
		if !ok {
			c.fail("no scene %q", e.Name)
			return prog
		}
		return append(prog, instr{op: pushFlag, slot: c.sc.scenes[i].visited})
	case OpNot:
		return append(c.emit(prog, e.Args[0], depth+1), instr{op: opNot})
	}
	if e.Op == OpSub && len(e.Args) == 1 {
		return negated(c.emit(prog, e.Args[0], depth+1))
	}
	op, ok := codeOf[e.Op]
	if !ok || len(e.Args) < 2 {
		c.fail("an expression with %q and %d parts", e.Op, len(e.Args))
		return prog
	}
	prog = c.emit(prog, e.Args[0], depth+1)
	var skips []int
	for _, a := range e.Args[1:] {
		if op == opAnd || op == opOr {
			skips = append(skips, len(prog))
			prog = append(prog, instr{op: op - opAnd + skipAnd})
		}
		prog = joined(c.emit(prog, a, depth+1), op)
	}
	for _, at := range skips { // to the end of the whole chain
		prog[at].arg = int32(len(prog) - 1 - at)
	}
	return prog
}

// negated appends a negation, of a literal by changing it.
func negated(prog []instr) []instr {
	if n := len(prog); n > 0 && prog[n-1].op == pushLit {
		prog[n-1].arg = -prog[n-1].arg
		return prog
	}
	return append(prog, instr{op: opNeg})
}

// joined appends an operator. Code that ends in the push of a variable is that
// push alone, so a variable and a literal before a comparison are its two sides.
func joined(prog []instr, op opcode) []instr {
	n := len(prog)
	if n < 2 || op < opEq || op > opGe {
		return append(prog, instr{op: op})
	}
	a, b := prog[n-2], prog[n-1]
	if a.op == pushLit && b.op == pushVar {
		a, b, op = b, a, turned[op]
	}
	if a.op != pushVar || b.op != pushLit {
		return append(prog, instr{op: op})
	}
	return append(prog[:n-2], instr{op: op - opEq + varEq, slot: a.slot, extra: a.extra, arg: b.arg})
}

// turned is the comparison with its sides exchanged.
var turned = map[opcode]opcode{opEq: opEq, opNe: opNe, opLt: opGt, opLe: opGe, opGt: opLt, opGe: opLe}

var codeOf = map[Op]opcode{
	OpAnd: opAnd, OpOr: opOr, OpEq: opEq, OpNe: opNe, OpLt: opLt, OpLe: opLe,
	OpGt: opGt, OpGe: opGe, OpAdd: opAdd, OpSub: opSub, OpMul: opMul,
}

func (c *compiler) variable(name string) instr {
	switch i, ok := c.sc.varAt[name]; {
	case ok:
		v := c.sc.slots[i]
		return instr{op: pushVar, slot: v.field, extra: v.min}
	case name == Hits:
		return instr{op: pushHits}
	case name == Wrong:
		return instr{op: pushWrong}
	case name == Missed:
		return instr{op: pushMissed}
	}
	c.fail("no variable %q", name)
	return instr{}
}

// Each calls f for every expression of the rules.
func (r *Rules) Each(f func(*Expr)) {
	stmts := func(do []Stmt) {
		for _, st := range do {
			f(st.Expr)
		}
	}
	for _, v := range r.Variants {
		stmts(v.Set)
	}
	for _, scene := range r.Scenes {
		f(scene.When)
		for _, g := range scene.Enter {
			f(g.If)
			stmts(g.Do)
		}
		for _, it := range scene.Decision.Items {
			f(it.If)
			stmts(it.Do)
		}
		for _, w := range scene.Decision.Then {
			f(w.If)
			stmts(w.Do)
		}
	}
}

// Each calls f for every block of the wording.
func (t *Text) Each(f func(*Block)) {
	blocks := func(list []Block) {
		for i := range list {
			f(&list[i])
		}
	}
	blocks(t.Lead)
	for i := range t.Scenes {
		blocks(t.Scenes[i].Blocks)
		for j := range t.Scenes[i].Items {
			blocks(t.Scenes[i].Items[j].Feedback)
		}
	}
}
