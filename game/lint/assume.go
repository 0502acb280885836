package lint

import "kobayashi/game"

// assume gives what is known where e has the truth value v. It may know less
// than could be known, and never more.
func (k known) assume(e *game.Expr, v bool) known {
	switch e.Op {
	case game.OpVar, game.OpVisited:
		return k.narrow(nameOf(e), truth(v))
	case game.OpNot:
		return k.assume(e.Args[0], !v)
	case game.OpAnd, game.OpOr:
		if v == (e.Op == game.OpAnd) {
			for _, a := range e.Args {
				k = k.assume(a, v)
			}
		}
		return k
	case game.OpEq, game.OpNe, game.OpLt, game.OpLe, game.OpGt, game.OpGe:
		op := e.Op
		if !v {
			op = opposite[op]
		}
		x, y := e.Args[0], e.Args[1]
		a, b := k.of(x), k.of(y)
		return k.side(x, op, b).side(y, mirrored[op], a)
	}
	return k
}

// opposite is the comparison that holds where another does not.
var opposite = map[game.Op]game.Op{
	game.OpEq: game.OpNe, game.OpNe: game.OpEq, game.OpLt: game.OpGe,
	game.OpGe: game.OpLt, game.OpGt: game.OpLe, game.OpLe: game.OpGt,
}

// mirrored is the comparison with its sides exchanged.
var mirrored = map[game.Op]game.Op{
	game.OpEq: game.OpEq, game.OpNe: game.OpNe, game.OpLt: game.OpGt,
	game.OpGt: game.OpLt, game.OpGe: game.OpLe, game.OpLe: game.OpGe,
}

// side narrows a variable by its comparison with something within b.
func (k known) side(x *game.Expr, op game.Op, b bounds) known {
	if x.Op != game.OpVar && x.Op != game.OpVisited {
		return k
	}
	name := nameOf(x)
	switch op {
	case game.OpEq:
		return k.narrow(name, b)
	case game.OpLt:
		return k.narrow(name, bounds{whole.lo, b.hi - 1})
	case game.OpLe:
		return k.narrow(name, bounds{whole.lo, b.hi})
	case game.OpGt:
		return k.narrow(name, bounds{b.lo + 1, whole.hi})
	case game.OpGe:
		return k.narrow(name, bounds{b.lo, whole.hi})
	}
	// Not equal to one value: it cuts off an end, and in the middle nothing.
	has := k.get(name)
	switch {
	case !b.single():
	case b.lo == has.lo:
		return k.narrow(name, bounds{has.lo + 1, has.hi})
	case b.lo == has.hi:
		return k.narrow(name, bounds{has.lo, has.hi - 1})
	}
	return k
}

// same tells whether two expressions are written alike.
func same(a, b *game.Expr) bool {
	if a == nil || b == nil {
		return a == b
	}
	if a.Op != b.Op || a.Int != b.Int || a.Name != b.Name || len(a.Args) != len(b.Args) {
		return false
	}
	for i := range a.Args {
		if !same(a.Args[i], b.Args[i]) {
			return false
		}
	}
	return true
}
