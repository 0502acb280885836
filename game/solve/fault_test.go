package solve_test

import (
	"context"
	"fmt"
	"testing"

	"kobayashi/game"
	"kobayashi/game/solve"
)

func TestFaults(t *testing.T) {
	choose := func(id string, targets ...string) game.Scene {
		s := game.Scene{ID: id, Decision: game.Decision{Kind: game.Choose}}
		for _, to := range targets {
			s.Decision.Items = append(s.Decision.Items, game.Item{Target: to})
		}
		return s
	}
	never := &game.Expr{Op: game.OpFlag}
	dead := game.Scene{ID: "dead", Decision: game.Decision{Kind: game.Route, Items: []game.Item{{Target: "z", If: never}}}}
	route := game.Scene{ID: "r", Decision: game.Decision{Kind: game.Route, Items: []game.Item{{Target: "a"}}}}
	end := game.Scene{ID: "z", Ending: "z"}
	tests := []struct {
		name   string
		scenes []game.Scene
		want   string
	}{
		{"sound", []game.Scene{choose("a", "z"), end}, "[]"},
		{"the shorter way to a dead end", []game.Scene{choose("a", "b", "c", "z"), choose("b", "c"), choose("c", "dead"), dead, end}, "[{E201 3 [{a 2 []} {c 1 []}]}]"},
		{"the nearest circle, routes not counted", []game.Scene{choose("s", "a"), choose("a", "z", "b"), choose("b", "z", "r"), route, end}, "[{E209 1 [{s 1 []} {a 2 []} {b 2 []}]}]"},
		{"a dead end behind a route", []game.Scene{route, choose("a", "z", "dead"), dead, end}, "[{E201 2 [{a 2 []}]}]"},
		{"both", []game.Scene{choose("a", "a", "dead", "z"), dead, end}, "[{E201 1 [{a 2 []}]} {E209 0 [{a 1 []}]}]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := game.Rules{ID: "t", Start: tt.scenes[0].ID, Scenes: tt.scenes}
			sc, err := game.Compile(r, game.About{}, &game.Text{Scenes: make([]game.SceneText, len(r.Scenes))})
			if err != nil {
				t.Fatal(err)
			}
			seen, err := solve.Look(context.Background(), sc, "", 0)
			got := seen.Faults
			if err != nil || fmt.Sprint(got) != tt.want {
				t.Errorf("got %v (%v), want %s", got, err, tt.want)
			}
			_, err = solve.Solve(context.Background(), sc, "", 0)
			if (err != nil) != (len(got) > 0) {
				t.Errorf("the solver says %v where the faults are %v", err, got)
			}
		})
	}
}

// TestNoFaultInRandom: what always ends has no fault, and what is solved and
// what is searched for faults are the same states.
func TestNoFaultInRandom(t *testing.T) {
	for seed := range uint64(300) {
		r := randomRules(seed)
		sc, err := game.Compile(r, game.About{}, &game.Text{Lang: "ja", Scenes: make([]game.SceneText, len(r.Scenes))})
		if err != nil {
			t.Fatal(err)
		}
		seen, err := solve.Look(context.Background(), sc, "", 500_000)
		if err != nil || len(seen.Faults) > 0 {
			t.Fatalf("seed %d: %v (%v)", seed, seen.Faults, err)
		}
		if sol, err := solve.Solve(context.Background(), sc, "", 0); err == nil && sol.States != seen.States {
			t.Fatalf("seed %d: %d states searched, %d solved", seed, seen.States, sol.States)
		}
	}
}
