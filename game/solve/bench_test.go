package solve_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"kobayashi/game"
	"kobayashi/game/solve"
)

// longScenario is what a large scenario looks like to the solver: scenes of
// three choices each that lead a little ahead, eight variables of a dozen
// values, and a condition at every fifth or sixth choice.
func longScenario(scenes int) game.Rules {
	dice := rand.New(rand.NewPCG(9, 9))
	r := game.Rules{ID: "long", Start: "s0", Scores: []game.ScoreRule{{Name: "a", Weight: 1}}, Endings: []string{"z"}}
	for i := range 8 {
		r.Vars = append(r.Vars, game.Var{Name: fmt.Sprintf("v%d", i), Max: 11, Start: 5})
	}
	conditions := scenes * 110 / 200
	for i := range scenes {
		s := game.Scene{ID: fmt.Sprintf("s%d", i)}
		s.Decision.Kind = game.Choose
		if i%20 == 19 {
			s.Decision.Kind = game.Chance
		}
		for k := range 3 {
			to := i + 1 + dice.IntN(3)
			it := game.Item{Target: fmt.Sprintf("s%d", min(to, scenes))}
			v := fmt.Sprintf("v%d", (i/25)%8)
			it.Do = []game.Stmt{
				{Op: game.Award, Name: "a", Expr: lit(dice.IntN(9))},
				{Op: []game.StmtOp{game.Add, game.Sub}[dice.IntN(2)], Name: v, Expr: lit(1 + dice.IntN(2))},
			}
			switch {
			case s.Decision.Kind == game.Chance:
				it.Percent = []int{50, 30, 20}[k]
			case k > 0 && conditions > 0 && dice.IntN(3) == 0:
				conditions--
				it.If = &game.Expr{Op: game.OpGe, Args: []*game.Expr{{Op: game.OpVar, Name: fmt.Sprintf("v%d", dice.IntN(8))}, lit(3 + dice.IntN(6))}}
			}
			s.Decision.Items = append(s.Decision.Items, it)
		}
		r.Scenes = append(r.Scenes, s)
	}
	r.Scenes = append(r.Scenes, game.Scene{ID: fmt.Sprintf("s%d", scenes), Ending: "z"})
	return r
}

func BenchmarkSolve(b *testing.B) {
	for _, scenes := range []int{10, 50, 100, 200} {
		b.Run(fmt.Sprint(scenes), func(b *testing.B) {
			r := longScenario(scenes)
			sc, err := game.Compile(r, game.About{}, &game.Text{Lang: "ja", Scenes: make([]game.SceneText, len(r.Scenes))})
			if err != nil {
				b.Fatal(err)
			}
			var states int
			b.ReportAllocs()
			for b.Loop() {
				sol, err := solve.Solve(context.Background(), sc, "", 0)
				if err != nil {
					b.Fatal(err)
				}
				states = sol.States
			}
			b.ReportMetric(float64(states), "states")
			b.ReportMetric(float64(states)*float64(b.N)/b.Elapsed().Seconds(), "states/s")
		})
	}
}
