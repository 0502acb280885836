package graph

import (
	"strconv"
	"strings"

	"kobayashi/game"
)

// code writes a condition as an author does. A nil one is "".
func code(e *game.Expr) string {
	if e == nil {
		return ""
	}
	var b strings.Builder
	write(&b, e, 0)
	return plain(b.String())
}

// binds says how tightly an operator holds its parts together.
var binds = map[game.Op]int{
	game.OpOr: 1, game.OpAnd: 2, game.OpNot: 3,
	game.OpEq: 4, game.OpNe: 4, game.OpLt: 4, game.OpLe: 4, game.OpGt: 4, game.OpGe: 4,
	game.OpAdd: 5, game.OpSub: 5, game.OpMul: 6,
}

const unary = 7

func write(b *strings.Builder, e *game.Expr, outer int) {
	switch e.Op {
	case game.OpLit:
		b.WriteString(strconv.Itoa(e.Int))
		return
	case game.OpFlag:
		b.WriteString(strconv.FormatBool(e.Int != 0))
		return
	case game.OpValue, game.OpVar:
		b.WriteString(e.Name)
		return
	case game.OpVisited:
		b.WriteString("#" + e.Name)
		return
	}
	own := binds[e.Op]
	if e.Op == game.OpSub && len(e.Args) == 1 {
		own = unary
	}
	if own < outer {
		b.WriteByte('(')
		defer b.WriteByte(')')
	}
	if len(e.Args) == 1 {
		b.WriteString(string(e.Op))
		if e.Op == game.OpNot {
			b.WriteByte(' ')
		}
		write(b, e.Args[0], own+1)
		return
	}
	for i, a := range e.Args {
		if i > 0 {
			b.WriteString(" " + string(e.Op) + " ")
			write(b, a, own+1)
			continue
		}
		write(b, a, own)
	}
}
