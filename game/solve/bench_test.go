package solve_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"testing"

	"kobayashi/game"
	"kobayashi/game/parse"
	"kobayashi/game/solve"
	"kobayashi/scenarios"
)

// longScenario is what a large scenario looks like to the solver: scenes of
// three choices each that lead a little ahead, every twentieth left to chance;
// 55 conditions on a hundred scenes; eight variables of 14 values. A variable is
// written for 25 scenes and may be read until reach times 25 scenes later, so
// the states grow with the scenes and not with their powers.
func longScenario(scenes, reach int) game.Rules {
	dice := rand.New(rand.NewPCG(9, 7))
	r := game.Rules{ID: "long", Start: "s0", Scores: []game.ScoreRule{{Name: "a", Weight: 1}, {Name: "b", Weight: 2}}, Endings: []string{"z"}}
	for i := range 8 {
		r.Vars = append(r.Vars, game.Var{Name: fmt.Sprintf("v%d", i), Max: 13, Start: 5})
	}
	conditions := scenes * 110 / 200
	for i := range scenes {
		s := game.Scene{ID: fmt.Sprintf("s%d", i)}
		s.Decision.Kind = game.Choose
		if i%20 == 19 {
			s.Decision.Kind = game.Chance
		}
		own := fmt.Sprintf("v%d", i/25%8)
		if i%25 == 0 {
			s.Enter = []game.Guarded{{Do: []game.Stmt{{Op: game.Set, Name: own, Expr: lit(5)}}}}
		}
		for k := range 3 {
			it := game.Item{Target: fmt.Sprintf("s%d", min(i+1+dice.IntN(3), i/25*25+25, scenes))}
			it.Do = []game.Stmt{
				{Op: game.Award, Name: []string{"a", "b"}[dice.IntN(2)], Expr: lit(dice.IntN(9))},
				{Op: []game.StmtOp{game.Add, game.Sub}[dice.IntN(2)], Name: own, Expr: lit(1 + dice.IntN(2))},
			}
			switch {
			case s.Decision.Kind == game.Chance:
				it.Percent = []int{50, 30, 20}[k]
			case k > 0 && conditions > 0 && dice.IntN(100) < 33:
				conditions--
				read := fmt.Sprintf("v%d", (i/25+8-dice.IntN(reach))%8)
				it.If = &game.Expr{Op: game.OpGe, Args: []*game.Expr{{Op: game.OpVar, Name: read}, lit(3 + dice.IntN(6))}}
			}
			s.Decision.Items = append(s.Decision.Items, it)
		}
		r.Scenes = append(r.Scenes, s)
	}
	r.Scenes = append(r.Scenes, game.Scene{ID: fmt.Sprintf("s%d", scenes), Ending: "z"})
	return r
}

// flagship is the scenario on the shelf.
func flagship(t testing.TB) *game.Scenario {
	t.Helper()
	res := parse.Read(scenarios.FS(), scenarios.Shelf()[0])
	if res.Scenario == nil {
		t.Fatal(res.Problems)
	}
	return res.Scenario
}

// bench solves a scenario again and again, and reports how many states a second
// were seen and how many bytes a state the last solution keeps.
func bench(b *testing.B, sc *game.Scenario) {
	var sol *solve.Solution
	var err error
	b.ReportAllocs()
	for b.Loop() {
		if sol, err = solve.Solve(context.Background(), sc, "", 0); err != nil {
			b.Fatal(err)
		}
	}
	states := float64(sol.States)
	b.ReportMetric(states, "states")
	b.ReportMetric(states*float64(b.N)/b.Elapsed().Seconds(), "states/s")
	with := heap()
	runtime.KeepAlive(sol)
	sol = nil
	b.ReportMetric(float64(int64(with)-int64(heap()))/states, "kept-B/state")
	runtime.KeepAlive(sc)
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// BenchmarkSolve200 is the measure that goals are set in: 200 scenes, 600 choices,
// 110 conditions, eight variables.
func BenchmarkSolve200(b *testing.B) { bench(b, compiled(b, longScenario(200, 6))) }

func BenchmarkFlagship(b *testing.B) { bench(b, flagship(b)) }

// BenchmarkGrowth shows that the time goes with the states, however many scenes.
func BenchmarkGrowth(b *testing.B) {
	for _, scenes := range []int{10, 100, 1_000, 10_000} {
		b.Run(fmt.Sprint(scenes), func(b *testing.B) { bench(b, compiled(b, longScenario(scenes, 3))) })
	}
}

// BenchmarkMillions solves close to the limit of ten million states. What the
// whole process had at most is reported where the system tells: run it alone and
// once, with -benchtime 1x.
func BenchmarkMillions(b *testing.B) {
	bench(b, compiled(b, longScenario(millions, 6)))
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	var kib float64
	if _, err := fmt.Sscan(rest, &kib); err == nil {
		b.ReportMetric(kib/1024, "peak-MiB")
	}
}

// millions is how many scenes make about 9.5 million states.
const millions = 1_330
