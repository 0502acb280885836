package solve

import (
	"slices"

	"kobayashi/game"
)

// fact is what may still be read: cuts by variable, and visits, a bit for each
// scene that any condition asks for.
type fact struct {
	vars   []cuts
	visits []uint64
}

func (a *analysis) newFact() fact {
	return fact{make([]cuts, len(a.rules.Vars)), make([]uint64, (len(a.asked)+63)/64)}
}

func (f *fact) add(g fact) bool {
	grown := false
	for i := range g.vars {
		grown = f.vars[i].add(g.vars[i]) || grown
	}
	for i, v := range g.visits {
		if v&^f.visits[i] != 0 {
			f.visits[i] |= v
			grown = true
		}
	}
	return grown
}

// clone shares the cuts themselves, which are never written to.
func (f fact) clone() fact {
	return fact{slices.Clone(f.vars), slices.Clone(f.visits)}
}

// visit adds a scene's visit, or takes it away.
func (a *analysis) visit(f *fact, scene int, read bool) {
	i := a.bit[scene]
	switch {
	case i < 0:
	case read:
		f.visits[i/64] |= 1 << (i % 64)
	default:
		f.visits[i/64] &^= 1 << (i % 64)
	}
}

// read adds what a condition reads.
func (a *analysis) read(f *fact, e *game.Expr) {
	if e == nil {
		return
	}
	switch e.Op {
	case game.OpAnd, game.OpOr, game.OpNot:
		for _, part := range e.Args {
			a.read(f, part)
		}
	case game.OpVisited:
		a.visit(f, a.sc.SceneIndex(e.Name), true)
	case game.OpVar:
		if i := a.sc.VarIndex(e.Name); i >= 0 {
			f.vars[i].add(cuts{at: []int{1}}) // a yes/no as a condition
		}
	case game.OpEq, game.OpNe, game.OpLt, game.OpLe, game.OpGt, game.OpGe:
		a.readComparison(f, e)
	}
}

func (a *analysis) readComparison(f *fact, e *game.Expr) {
	op, left, right := e.Op, e.Args[0], e.Args[1]
	if _, isConst := constant(left); isConst {
		left, right = right, left
		op = mirrored[op]
	}
	c, isConst := constant(right)
	i := -1
	if left.Op == game.OpVar {
		i = a.sc.VarIndex(left.Name)
	}
	if !isConst || i < 0 {
		a.readAll(f, e)
		return
	}
	var at []int
	switch op {
	case game.OpLt, game.OpGe:
		at = []int{c}
	case game.OpLe, game.OpGt:
		at = []int{c + 1}
	default:
		at = []int{c, c + 1}
	}
	v := a.sc.Rules().Vars[i]
	for _, c := range at {
		if c > v.Min && c <= v.Max {
			f.vars[i].add(cuts{at: []int{c}})
		}
	}
}

var mirrored = map[game.Op]game.Op{
	game.OpLt: game.OpGt, game.OpGt: game.OpLt, game.OpLe: game.OpGe, game.OpGe: game.OpLe,
	game.OpEq: game.OpEq, game.OpNe: game.OpNe,
}

// readAll adds everything an expression names, every value told apart.
func (a *analysis) readAll(f *fact, e *game.Expr) {
	e.Walk(func(e *game.Expr) {
		switch e.Op {
		case game.OpVar:
			if i := a.sc.VarIndex(e.Name); i >= 0 {
				f.vars[i].add(cuts{all: true})
			}
		case game.OpVisited:
			a.visit(f, a.sc.SceneIndex(e.Name), true)
		}
	})
}

// constant gives the value of an expression that has no names in it.
func constant(e *game.Expr) (int, bool) {
	switch e.Op {
	case game.OpLit, game.OpFlag, game.OpValue:
		return e.Int, true
	case game.OpSub:
		if len(e.Args) == 1 {
			v, ok := constant(e.Args[0])
			return -v, ok
		}
	}
	return 0, false
}

// back turns the fact behind statements into the fact in front of them. Where
// there are none it is the same one, so it must not be written to.
func (a *analysis) back(f fact, do []game.Stmt) fact {
	if len(do) == 0 {
		return f
	}
	f = f.clone()
	for i := len(do) - 1; i >= 0; i-- {
		st := do[i]
		k, isConst := constant(st.Expr)
		if st.Op == game.Award {
			if !isConst {
				a.readAll(&f, st.Expr)
			}
			continue
		}
		x := a.sc.VarIndex(st.Name)
		behind := f.vars[x]
		v := a.sc.Rules().Vars[x]
		switch {
		case behind.none():
		case st.Op == game.Set && isConst:
			f.vars[x] = cuts{}
		case st.Op == game.Set:
			f.vars[x] = cuts{}
			a.readAll(&f, st.Expr)
		case !isConst:
			f.vars[x] = cuts{all: true}
			a.readAll(&f, st.Expr)
		case st.Op == game.Add:
			f.vars[x] = behind.before(k, v.Min, v.Max)
		default:
			f.vars[x] = behind.before(-k, v.Min, v.Max)
		}
	}
	return f
}
