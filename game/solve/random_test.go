package solve_test

import (
	"fmt"
	"math/rand/v2"

	"kobayashi/game"
)

// author writes random scenarios that always end: scenes lead to later scenes
// only, and injects come once.
type author struct {
	dice *rand.Rand
	r    game.Rules
}

func randomRules(seed uint64) game.Rules {
	a := &author{dice: rand.New(rand.NewPCG(seed, 77))}
	a.r.ID, a.r.Start = "random", "s0"
	for i := range 1 + a.dice.IntN(4) {
		lo := -a.dice.IntN(4)
		v := game.Var{Name: fmt.Sprintf("v%d", i), Min: lo, Max: lo + 1 + a.dice.IntN(9), Start: lo}
		if a.dice.IntN(3) == 0 {
			v = game.Var{Name: v.Name, Type: game.Bool, Max: 1, Start: a.dice.IntN(2)}
		}
		a.r.Vars = append(a.r.Vars, v)
	}
	a.r.Scores = []game.ScoreRule{{Name: "a", Weight: 1}, {Name: "b", Weight: 1 + a.dice.IntN(3)}}
	scenes, injects := 2+a.dice.IntN(7), a.dice.IntN(3)
	names := make([]string, 0, 16)
	for i := range scenes {
		names = append(names, fmt.Sprintf("s%d", i))
	}
	for i := range scenes {
		a.scene(names[i], names[i+1:])
	}
	for i := range 1 + a.dice.IntN(3) {
		a.r.Scenes = append(a.r.Scenes, game.Scene{ID: fmt.Sprintf("end%d", i), Ending: fmt.Sprintf("end%d", i)})
	}
	for i := range injects {
		in, more := fmt.Sprintf("in%d", i), fmt.Sprintf("more%d", i)
		a.scene(in, []string{more, game.Return})
		a.r.Scenes[len(a.r.Scenes)-1].When = a.cond()
		a.scene(more, []string{game.Return})
	}
	for i := range a.r.Scenes {
		a.aim(&a.r.Scenes[i].Decision)
	}
	return a.r
}

// scene adds a scene that leads to some of the targets; no target means an ending.
func (a *author) scene(id string, targets []string) {
	s := game.Scene{ID: id}
	for range a.dice.IntN(3) {
		g := game.Guarded{Do: a.code()}
		if a.dice.IntN(2) == 0 {
			g.If = a.cond()
		}
		s.Enter = append(s.Enter, g)
	}
	to := func() string {
		if len(targets) == 0 {
			return ""
		}
		return targets[a.dice.IntN(min(3, len(targets)))]
	}
	d := &s.Decision
	n := 1 + a.dice.IntN(4)
	switch d.Kind = game.Kind(1 + a.dice.IntN(4)); d.Kind {
	case game.Chance:
		left := 100
		for i := range n {
			p := left
			if i < n-1 {
				p = a.dice.IntN(left + 1)
			}
			left -= p
			d.Items = append(d.Items, game.Item{Target: to(), Percent: p, Do: a.code()})
		}
	case game.Question:
		for range n {
			d.Items = append(d.Items, game.Item{Expected: a.dice.IntN(2) == 0, Do: a.code(), If: a.maybe()})
		}
		d.Then = []game.Way{{Target: to(), If: a.maybe(), Do: a.code()}, {Target: to(), Do: []game.Stmt{{Op: game.Award, Name: "a", Expr: &game.Expr{Op: game.OpVar, Name: game.Hits}}}}}
	default:
		for range n {
			d.Items = append(d.Items, game.Item{Target: to(), Do: a.code(), If: a.maybe()})
		}
		d.Items = append(d.Items, game.Item{Target: to(), Do: a.code()})
	}
	a.r.Scenes = append(a.r.Scenes, s)
}

// aim gives every way without a target an ending.
func (a *author) aim(d *game.Decision) {
	for i := range d.Items {
		if d.Items[i].Target == "" && d.Kind != game.Question {
			d.Items[i].Target = "end0"
		}
	}
	for i := range d.Then {
		if d.Then[i].Target == "" {
			d.Then[i].Target = "end0"
		}
	}
}

func (a *author) maybe() *game.Expr {
	if a.dice.IntN(3) == 0 {
		return a.cond()
	}
	return nil
}

func (a *author) code() []game.Stmt {
	var do []game.Stmt
	for range a.dice.IntN(4) {
		v := a.r.Vars[a.dice.IntN(len(a.r.Vars))]
		switch n := a.dice.IntN(6); {
		case n == 0:
			do = append(do, game.Stmt{Op: game.Award, Name: "b", Expr: a.sum()})
		case n < 3:
			do = append(do, game.Stmt{Op: game.Award, Name: "a", Expr: lit(a.dice.IntN(15) - 5)})
		case v.Type == game.Bool:
			do = append(do, game.Stmt{Op: game.Set, Name: v.Name, Expr: &game.Expr{Op: game.OpFlag, Int: a.dice.IntN(2)}})
		case n == 3:
			do = append(do, game.Stmt{Op: game.Set, Name: v.Name, Expr: a.sum()})
		default:
			do = append(do, game.Stmt{Op: []game.StmtOp{game.Add, game.Sub}[n-4], Name: v.Name, Expr: lit(a.dice.IntN(4))})
		}
	}
	return do
}

// sum is a number that may depend on a variable.
func (a *author) sum() *game.Expr {
	for _, v := range a.r.Vars {
		if v.Type == game.Number && a.dice.IntN(3) == 0 {
			return &game.Expr{Op: game.OpAdd, Args: []*game.Expr{{Op: game.OpVar, Name: v.Name}, lit(a.dice.IntN(3))}}
		}
	}
	return lit(a.dice.IntN(9) - 3)
}

func (a *author) cond() *game.Expr {
	switch a.dice.IntN(5) {
	case 0:
		return &game.Expr{Op: game.OpVisited, Name: fmt.Sprintf("s%d", a.dice.IntN(2))}
	case 1:
		return &game.Expr{Op: game.OpNot, Args: []*game.Expr{a.cond()}}
	case 2:
		return &game.Expr{Op: []game.Op{game.OpAnd, game.OpOr}[a.dice.IntN(2)], Args: []*game.Expr{a.cond(), a.cond()}}
	}
	v := a.r.Vars[a.dice.IntN(len(a.r.Vars))]
	ref := &game.Expr{Op: game.OpVar, Name: v.Name}
	if v.Type == game.Bool {
		return ref
	}
	ops := []game.Op{game.OpLt, game.OpLe, game.OpGt, game.OpGe, game.OpEq, game.OpNe}
	args := []*game.Expr{ref, lit(v.Min + a.dice.IntN(v.Max-v.Min+1))}
	if a.dice.IntN(4) == 0 {
		args[0], args[1] = args[1], args[0]
	}
	return &game.Expr{Op: ops[a.dice.IntN(len(ops))], Args: args}
}

func lit(n int) *game.Expr {
	if n < 0 {
		return &game.Expr{Op: game.OpSub, Args: []*game.Expr{{Op: game.OpLit, Int: -n}}}
	}
	return &game.Expr{Op: game.OpLit, Int: n}
}
