package solve_test

import (
	"errors"
	"testing"

	"kobayashi/game"
	"kobayashi/game/solve"
)

// TestWanderIsSimulate: with the same seed both play the same plays.
func TestWanderIsSimulate(t *testing.T) {
	eachRandom(t, 40, func(seed uint64, sc *game.Scenario, _ *solve.Solution) {
		const n = 500
		want, err := solve.Simulate(sc, "", solve.PolicyOf(sc, "random", "ja", nil), n, seed)
		if err != nil {
			t.Fatal(err)
		}
		got, err := solve.Wander(sc, "", n, seed)
		if err != nil {
			t.Fatal(err)
		}
		endings, choices := map[string]int{}, 0
		for i, s := range sc.Rules().Scenes {
			met := 0
			for j := range s.Decision.Items {
				met += got.Taken[i][j]
			}
			switch s.Decision.Kind {
			case game.End:
				endings[s.Ending] += got.Entered[i]
			case game.Choose:
				choices += got.Met[i]
				if met != got.Met[i] {
					t.Errorf("seed %d: scene %s decided %d times, its items taken %d times", seed, s.ID, got.Met[i], met)
				}
			case game.Question:
				choices += got.Met[i]
			}
			if got.Entered[i] > n || got.Entered[i] > got.Met[i] && s.Decision.Kind != game.End {
				t.Errorf("seed %d: scene %s entered in %d plays, left %d times", seed, s.ID, got.Entered[i], got.Met[i])
			}
		}
		for ending, plays := range want.Endings {
			if endings[ending] != plays {
				t.Errorf("seed %d: %s was reached by %d plays, want %d", seed, ending, endings[ending], plays)
			}
		}
		if choices != want.Choices {
			t.Errorf("seed %d: %d choices, want %d", seed, choices, want.Choices)
		}
	})
}

func TestWanderCountsAPlayOnce(t *testing.T) {
	// a is entered twice by every play.
	again := []game.Stmt{{Op: game.Set, Name: "n", Expr: lit(1)}}
	n := &game.Expr{Op: game.OpEq, Args: []*game.Expr{{Op: game.OpVar, Name: "n"}, lit(0)}}
	sc := compiled(t, game.Rules{
		ID: "w", Start: "a", Vars: []game.Var{{Name: "n", Max: 1}},
		Scenes: []game.Scene{
			{ID: "a", Decision: game.Decision{Kind: game.Route, Items: []game.Item{{Target: "a", If: n, Do: again}, {Target: "z"}}}},
			{ID: "z", Ending: "z"},
		},
	})
	got, err := solve.Wander(sc, "", 7, 1)
	if err != nil || got.Entered[0] != 7 || got.Met[0] != 14 || got.Taken[0][0] != 7 || got.Taken[0][1] != 7 || got.Entered[1] != 7 {
		t.Errorf("got %+v, %v", got, err)
	}
	stuck := compiled(t, game.Rules{ID: "w", Start: "a", Vars: []game.Var{{Name: "n", Min: 1, Max: 2, Start: 1}}, Scenes: []game.Scene{
		{ID: "a", Decision: game.Decision{Kind: game.Choose, Items: []game.Item{{Target: "z", If: n}}}}, {ID: "z", Ending: "z"},
	}})
	if _, err := solve.Wander(stuck, "", 1, 1); !errors.Is(err, game.ErrNotOffered) {
		t.Errorf("a play that stops: %v", err)
	}
}
