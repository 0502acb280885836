package game_test

import (
	"math/rand/v2"
	"testing"

	"kobayashi/game"
)

// worth works an expression out by its tree, every part of it.
func worth(e *game.Expr, vars map[string]int) int {
	if e.Op == game.OpVar {
		return vars[e.Name]
	}
	if e.Op == game.OpLit || e.Op == game.OpFlag {
		return e.Int
	}
	v := worth(e.Args[0], vars)
	if e.Op == game.OpNot {
		return 1 - v
	}
	for _, a := range e.Args[1:] {
		w := worth(a, vars)
		yes := false
		switch e.Op {
		case game.OpAnd:
			yes = v&w == 1
		case game.OpOr:
			yes = v|w == 1
		case game.OpEq:
			yes = v == w
		case game.OpLt:
			yes = v < w
		}
		if v = 0; yes {
			v = 1
		}
	}
	return v
}

// TestConditions: code that stops at the first part that settles a condition
// comes to the same as all its parts together, however they are nested.
func TestConditions(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	names := []string{"a", "b", "c", "d"}
	var condition func(depth int) *game.Expr
	condition = func(depth int) *game.Expr {
		switch n := r.IntN(9); {
		case depth == 0 || n == 0:
			return ref(names[r.IntN(len(names))])
		case n == 1:
			return op(game.OpNot, condition(depth-1))
		case n == 2:
			return op(game.OpEq, condition(depth-1), condition(depth-1))
		case n == 3:
			return op(game.OpLt, ref("n"), num(r.IntN(3)))
		default:
			parts := make([]*game.Expr, 2+r.IntN(3))
			for i := range parts {
				parts[i] = condition(depth - 1)
			}
			return op([]game.Op{game.OpAnd, game.OpOr}[n%2], parts...)
		}
	}
	for range 500 {
		cond := condition(4)
		rules := game.Rules{
			ID: "c", Start: "start", Endings: []string{"calm"}, Vars: []game.Var{{Name: "n", Max: 2}},
			Scenes: []game.Scene{{ID: "start", Decision: game.Decision{Kind: game.Choose, Items: []game.Item{{Target: "calm"}, {Target: "calm", If: cond}}}}, end("calm")},
		}
		for _, name := range names {
			rules.Vars = append(rules.Vars, game.Var{Name: name, Type: game.Bool, Max: 1})
		}
		sc := compile(t, rules)
		for bits := range 3 << len(names) {
			vars := map[string]int{"n": bits >> len(names)}
			for i, name := range names {
				vars[name] = bits >> i & 1
			}
			s, _ := sc.StartAt("", 0, vars)
			if got, want := int(sc.Offered(s)>>1&1), worth(cond, vars); got != want {
				t.Fatalf("with %v it comes to %d, want %d", vars, got, want)
			}
		}
	}
}
