package solve_test

import (
	"context"
	"math"
	"testing"

	"kobayashi/game"
	"kobayashi/game/solve"
)

// TestSimulateNearsTheMean: random bots come to what the solver says of random
// play, within five standard errors.
func TestSimulateNearsTheMean(t *testing.T) {
	for seed := range uint64(60) {
		r := randomRules(seed)
		sc, err := game.Compile(r, game.About{}, &game.Text{Lang: "ja", Scenes: make([]game.SceneText, len(r.Scenes))})
		if err != nil {
			t.Fatal(err)
		}
		sol, err := solve.Solve(context.Background(), sc, "", 500_000)
		if err != nil {
			continue
		}
		const n = 4000
		got, err := solve.Simulate(sc, "", solve.PolicyOf(sc, "random", "ja", nil), n, seed)
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(got.Mean-sol.Mean()) > 5*got.SD/math.Sqrt(n)+1e-9 {
			t.Errorf("seed %d: bots came to %.3f, the solver to %.3f (sd %.2f)", seed, got.Mean, sol.Mean(), got.SD)
		}
		if got.Min < sol.Unluckiest || got.Max > sol.Luckiest {
			t.Errorf("seed %d: bots scored %d to %d, the solver allows %d to %d", seed, got.Min, got.Max, sol.Unluckiest, sol.Luckiest)
		}
		for ending, plays := range got.Endings {
			if share := float64(plays) / n; math.Abs(share-sol.Odds()[ending]) > 0.05 {
				t.Errorf("seed %d: %s came in %.3f of the plays, its odds are %.3f", seed, ending, share, sol.Odds()[ending])
			}
		}
	}
}

func TestPolicies(t *testing.T) {
	scene := func(id string, d game.Decision) game.Scene { return game.Scene{ID: id, Decision: d} }
	award := func(n int) []game.Stmt { return []game.Stmt{{Op: game.Award, Name: "a", Expr: lit(n)}} }
	r := game.Rules{
		ID: "p", Start: "c", Scores: []game.ScoreRule{{Name: "a", Weight: 1}}, Tags: []string{"stop"},
		Scenes: []game.Scene{
			scene("c", game.Decision{Kind: game.Choose, Items: []game.Item{
				{Target: "q", Do: award(1)}, {Target: "q", Do: award(20), Tags: []string{"stop"}}, {Target: "q", Do: award(300)},
			}}),
			scene("q", game.Decision{
				Kind: game.Question, Items: []game.Item{{Do: award(1000)}, {Do: award(20000)}, {Do: award(300000)}},
				Then: []game.Way{{Target: "z"}},
			}),
			{ID: "z", Ending: "z"},
		},
	}
	labels := []game.ItemText{{Label: "three"}, {Label: "sixteen"}, {Label: "one"}}
	text := &game.Text{Lang: "en", Scenes: []game.SceneText{{Items: labels}, {Items: labels}, {}}}
	sc, err := game.Compile(r, game.About{}, text)
	if err != nil {
		t.Fatal(err)
	}
	width := func(s string) int { return len(s) }
	for name, want := range map[string]int{"first": 1001, "last": 300300, "longest": 20020, "shortest": 300300, "greedy": 300300} {
		got, err := solve.Simulate(sc, "", solve.PolicyOf(sc, name, "en", width), 3, 1)
		if err != nil || got.Min != want || got.Max != want || got.Choices != 6 {
			t.Errorf("%s: got %+v (%v), want %d", name, got, err, want)
		}
	}
	got, err := solve.Simulate(sc, "", solve.PolicyOf(sc, "prefer:stop", "en", width), 50, 1)
	if err != nil || got.Min%1000 != 20 || got.Max%1000 != 20 || got.Min == got.Max {
		t.Errorf("prefer:stop: got %+v (%v)", got, err)
	}
	for _, name := range []string{"", "best", "prefer:", "prefer:nothing"} {
		if solve.PolicyOf(sc, name, "en", width) != nil {
			t.Errorf("there is a policy %q", name)
		}
	}
}

func BenchmarkSimulate(b *testing.B) {
	r := longScenario(200, 6)
	sc, err := game.Compile(r, game.About{}, &game.Text{Lang: "ja", Scenes: make([]game.SceneText, len(r.Scenes))})
	if err != nil {
		b.Fatal(err)
	}
	decide := solve.PolicyOf(sc, "random", "ja", nil)
	var choices int
	b.ReportAllocs()
	for b.Loop() {
		got, err := solve.Simulate(sc, "", decide, 100, 1)
		if err != nil {
			b.Fatal(err)
		}
		choices += got.Choices
	}
	b.ReportMetric(float64(choices)/b.Elapsed().Seconds(), "choices/s")
}
