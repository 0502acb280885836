package game

// Op is the operator of an expression, as it is written in the export.
type Op string

// Operators and leaves. Lit is an integer, Flag true or false, Value one name
// of an enum's list, VarRef a variable (or hits, wrong, missed in a question),
// Visited a scene that was entered before.
const (
	OpLit     Op = "lit"
	OpFlag    Op = "flag"
	OpValue   Op = "value"
	OpVar     Op = "var"
	OpVisited Op = "visited"
	OpAnd     Op = "and"
	OpOr      Op = "or"
	OpNot     Op = "not"
	OpEq      Op = "=="
	OpNe      Op = "!="
	OpLt      Op = "<"
	OpLe      Op = "<="
	OpGt      Op = ">"
	OpGe      Op = ">="
	OpAdd     Op = "+"
	OpSub     Op = "-" // with one argument: negation
	OpMul     Op = "*"
)

// Names that only a question's code may read: how many expected items were
// ticked, how many others were ticked, and how many expected ones were not.
const (
	Hits   = "hits"
	Wrong  = "wrong"
	Missed = "missed"
)

// Expr is an expression. It is built once by the parser, bound to its scenario
// by Compile, and never changes after.
type Expr struct {
	Op   Op
	Int  int    // OpLit; OpFlag: 0 or 1; OpValue: the place in the enum's list
	Name string // OpVar, OpVisited (scene id), OpValue
	Args []*Expr
	From Pos // where it stands, for problems
	To   Pos

	prog []instr
}

// Walk calls f for e and everything in it. A nil Expr is walked by not calling.
func (e *Expr) Walk(f func(*Expr)) {
	if e == nil {
		return
	}
	f(e)
	for _, a := range e.Args {
		a.Walk(f)
	}
}

// And joins conditions; nil ones hold always. It gives nil if all are nil.
func And(conds ...*Expr) *Expr {
	var all []*Expr
	for _, c := range conds {
		if c != nil {
			all = append(all, c)
		}
	}
	switch len(all) {
	case 0:
		return nil
	case 1:
		return all[0]
	}
	return &Expr{Op: OpAnd, Args: all, From: all[0].From, To: all[len(all)-1].To}
}

// instr is one step of a compiled expression on a stack of integers.
type instr struct {
	op    opcode
	arg   int32 // literal; of a skip, how many steps
	slot  field // variable or flag
	extra int32 // a variable's least value
}

type opcode uint8

const (
	pushLit opcode = iota
	pushVar
	pushFlag
	pushHits
	pushWrong
	pushMissed
	opNot
	opNeg
	opEq
	opNe
	opLt
	opLe
	opGt
	opGe
	opAdd
	opSub
	opMul
	opAnd
	opOr
	opSet
	opAward
	// What stands on the stack settles an "and" or an "or" already: its other
	// parts are skipped. Most conditions fail at their first part.
	skipAnd
	skipOr
	// A variable compared with a literal in one step, in the order of opEq…opGe:
	// what nearly every condition of an author is.
	varEq
	varNe
	varLt
	varLe
	varGt
	varGe
)

// tally is what a question's code may read beside the state.
type tally struct{ hits, wrong, missed int32 }

// eval runs a compiled expression. Yes is 1, no is 0. Sums are kept in 64 bits
// and cut back at the end, so that no expression an author can write overflows
// silently: 32 operands of at most MaxNumber stay far below.
//
// Most code is one step, a literal or a comparison, for which no stack is laid
// out; and most of the rest needs a small one only.
func eval(prog []instr, s *State, t tally) int64 {
	if len(prog) == 1 {
		return prog[0].leaf(s, t)
	}
	if len(prog) <= shortProg {
		var stack [(shortProg + 1) / 2]int64
		return calculate(stack[:], prog, s, t)
	}
	var stack [maxDepth + 2]int64
	return calculate(stack[:], prog, s, t)
}

// shortProg is the length up to which code gets a small stack: of two steps at
// most one leaves something on it, but for the first.
const shortProg = 15

func calculate(stack []int64, prog []instr, s *State, t tally) int64 {
	n := 0
	for i := 0; i < len(prog); i++ {
		in := &prog[i]
		switch {
		case in.op < opNot || in.op >= varEq:
			stack[n] = in.leaf(s, t)
			n++
		case in.op == skipAnd:
			if stack[n-1] == 0 {
				i += int(in.arg)
			}
		case in.op == skipOr:
			if stack[n-1] != 0 {
				i += int(in.arg)
			}
		case in.op == opNot:
			stack[n-1] ^= 1
		case in.op == opNeg:
			stack[n-1] = -stack[n-1]
		default:
			n--
			stack[n-1] = binary(in.op, stack[n-1], stack[n])
		}
	}
	return stack[0]
}

// leaf is the value of a step that takes nothing from the stack.
func (in *instr) leaf(s *State, t tally) int64 {
	switch in.op {
	case pushLit:
		return int64(in.arg)
	case pushVar:
		return int64(s.get(in.slot)) + int64(in.extra)
	case pushFlag:
		return int64(s.get(in.slot))
	case pushHits:
		return int64(t.hits)
	case pushWrong:
		return int64(t.wrong)
	case pushMissed:
		return int64(t.missed)
	}
	return binary(in.op-varEq+opEq, int64(s.get(in.slot))+int64(in.extra), int64(in.arg))
}

func binary(op opcode, a, b int64) int64 {
	switch op {
	case opEq:
		return bit(a == b)
	case opNe:
		return bit(a != b)
	case opLt:
		return bit(a < b)
	case opLe:
		return bit(a <= b)
	case opGt:
		return bit(a > b)
	case opGe:
		return bit(a >= b)
	case opAdd:
		return saturate(a + b)
	case opSub:
		return saturate(a - b)
	case opMul:
		return saturate(a * b)
	case opAnd:
		return a & b
	default:
		return a | b
	}
}

// saturate keeps every intermediate value within 31 bits: the product of two
// such values still fits 64, so arithmetic is the same on every machine.
func saturate(v int64) int64 {
	const limit = 1<<31 - 1
	return max(-limit, min(limit, v))
}

func bit(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
