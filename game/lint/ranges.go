package lint

import (
	"math"

	"kobayashi/game"
)

// bounds are the least and the greatest value an expression can have: of a
// yes/no 0 and 1, of a list's value its place in the list.
type bounds struct{ lo, hi int }

func (b bounds) only(v int) bool      { return b == bounds{v, v} }
func (b bounds) single() bool         { return b.lo == b.hi }
func (b bounds) empty() bool          { return b.lo > b.hi }
func (b bounds) meet(c bounds) bounds { return bounds{max(b.lo, c.lo), min(b.hi, c.hi)} }

var (
	no     = bounds{0, 0}
	yes    = bounds{1, 1}
	either = bounds{0, 1}
	whole  = bounds{math.MinInt32, math.MaxInt32}
)

// rangesOf gives the declared range of each variable.
func rangesOf(r *game.Rules) map[string]bounds {
	m := make(map[string]bounds, len(r.Vars))
	for _, v := range r.Vars {
		switch v.Type {
		case game.Bool:
			m[v.Name] = either
		case game.Enum:
			m[v.Name] = bounds{0, len(v.Values) - 1}
		default:
			m[v.Name] = bounds{v.Min, v.Max}
		}
	}
	return m
}

// known is what is known of the variables at a place of an expression: the
// declared ranges, narrowed by the conditions that hold there.
type known struct {
	declared map[string]bounds
	narrowed *narrowed
}

type narrowed struct {
	name string // of a variable, or "#" and a scene
	bounds
	next *narrowed
}

func (k known) get(name string) bounds {
	for n := k.narrowed; n != nil; n = n.next {
		if n.name == name {
			return n.bounds
		}
	}
	if b, ok := k.declared[name]; ok {
		return b
	}
	if name[0] == '#' {
		return either
	}
	return whole
}

// narrow gives what is known where a variable is within b as well.
func (k known) narrow(name string, b bounds) known {
	k.narrowed = &narrowed{name, k.get(name).meet(b), k.narrowed}
	return k
}

// impossible tells whether what is known cannot be.
func (k known) impossible() bool {
	for n := k.narrowed; n != nil; n = n.next {
		if n.empty() {
			return true
		}
	}
	return false
}

// of gives the bounds of an expression.
func (k known) of(e *game.Expr) bounds {
	switch e.Op {
	case game.OpLit, game.OpFlag, game.OpValue:
		return bounds{e.Int, e.Int}
	case game.OpVar, game.OpVisited:
		return k.get(nameOf(e))
	case game.OpAnd:
		return k.all(e.Args, true)
	case game.OpOr:
		return k.all(e.Args, false)
	case game.OpNot:
		b := k.of(e.Args[0])
		return bounds{1 - b.hi, 1 - b.lo}
	case game.OpAdd, game.OpSub, game.OpMul:
		return k.sum(e)
	}
	return k.compare(e)
}

// nameOf names what a leaf reads.
func nameOf(e *game.Expr) string {
	if e.Op == game.OpVisited {
		return "#" + e.Name
	}
	return e.Name
}

// all gives the bounds of `a and b and c`, or with and false of `a or b or c`.
// Each operand is looked at as if those before it left the question open, which
// is the only case where it matters.
func (k known) all(args []*game.Expr, and bool) bounds {
	open, settled := 1, 0 // the value that goes on to the next operand, and the one that ends it
	if !and {
		open, settled = 0, 1
	}
	canEnd, canGoOn := false, true
	for _, a := range args {
		b := k.of(a)
		canEnd = canEnd || b.lo == settled || b.hi == settled
		if b.only(settled) {
			canGoOn = false
			break
		}
		if k = k.assume(a, open == 1); k.impossible() {
			canGoOn = false
			break
		}
	}
	switch {
	case canEnd && canGoOn:
		return either
	case canGoOn:
		return bounds{open, open}
	}
	return bounds{settled, settled}
}

// sum gives the bounds of +, - and *, cut as the game cuts them.
func (k known) sum(e *game.Expr) bounds {
	b := k.of(e.Args[0])
	if len(e.Args) == 1 {
		return bounds{-b.hi, -b.lo}
	}
	for _, a := range e.Args[1:] {
		c := k.of(a)
		switch e.Op {
		case game.OpAdd:
			b = bounds{b.lo + c.lo, b.hi + c.hi}
		case game.OpSub:
			b = bounds{b.lo - c.hi, b.hi - c.lo}
		default:
			w, x, y, z := b.lo*c.lo, b.lo*c.hi, b.hi*c.lo, b.hi*c.hi
			b = bounds{min(w, x, y, z), max(w, x, y, z)}
		}
		b = bounds{max(b.lo, whole.lo), min(b.hi, whole.hi)}
	}
	return b
}

func (k known) compare(e *game.Expr) bounds {
	x, y := e.Args[0], e.Args[1]
	a, b := k.of(x), k.of(y)
	if same(x, y) {
		return truth(e.Op == game.OpEq || e.Op == game.OpLe || e.Op == game.OpGe)
	}
	switch e.Op {
	case game.OpEq, game.OpNe:
		equal := either
		if a.meet(b).empty() {
			equal = no
		} else if a.single() && a == b {
			equal = yes
		}
		if e.Op == game.OpNe {
			return bounds{1 - equal.hi, 1 - equal.lo}
		}
		return equal
	case game.OpLt:
		return less(a, b)
	case game.OpGt:
		return less(b, a)
	case game.OpLe:
		return less(a, bounds{b.lo + 1, b.hi + 1})
	default:
		return less(b, bounds{a.lo + 1, a.hi + 1})
	}
}

// less gives the bounds of a < b.
func less(a, b bounds) bounds {
	switch {
	case a.hi < b.lo:
		return yes
	case a.lo >= b.hi:
		return no
	}
	return either
}

func truth(v bool) bounds {
	if v {
		return yes
	}
	return no
}
