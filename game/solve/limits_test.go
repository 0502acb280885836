package solve_test

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"testing"

	"kobayashi/game"
	"kobayashi/game/solve"
)

// dicey is a row of chances: each time the smaller part of 100 earns i points
// for the i-th, and with it a choice that earns or loses one more.
func dicey(depth, percent int) game.Rules {
	r := game.Rules{ID: "dicey", Start: "c0", Scores: []game.ScoreRule{{Name: "a", Weight: 1}}, Endings: []string{"z"}}
	award := func(n int) []game.Stmt { return []game.Stmt{{Op: game.Award, Name: "a", Expr: lit(n)}} }
	for i := range depth {
		next := fmt.Sprintf("c%d", i+1)
		r.Scenes = append(r.Scenes, game.Scene{ID: fmt.Sprintf("c%d", i), Decision: game.Decision{Kind: game.Chance, Items: []game.Item{
			{Target: next, Percent: percent, Do: award(i % 3)},
			{Target: fmt.Sprintf("d%d", i), Percent: 100 - percent},
		}}}, game.Scene{ID: fmt.Sprintf("d%d", i), Decision: game.Decision{Kind: game.Choose, Items: []game.Item{
			{Target: next, Do: award(1)}, {Target: "z", Do: award(-1)},
		}}})
	}
	r.Scenes = append(r.Scenes, game.Scene{ID: fmt.Sprintf("c%d", depth), Ending: "z"}, game.Scene{ID: "z", Ending: "z"})
	return r
}

// TestFineOrExact: however many chances follow each other, a value is exact or
// there is none.
func TestFineOrExact(t *testing.T) {
	for _, tt := range []struct{ percent, exact int }{{50, 56}, {20, 24}, {10, 17}, {25, 28}, {33, 8}, {100, 80}, {1, 8}} {
		fine := 0
		for depth := 1; depth <= 80; depth++ {
			sc := compiled(t, dicey(depth, tt.percent))
			sol, err := solve.Solve(context.Background(), sc, "", 0)
			if errors.Is(err, solve.ErrTooFine) {
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			fine = depth
			b := &brute{sc: sc, memo: map[game.State][3]*big.Rat{}, far: map[game.State][2]int{}}
			start, _ := sc.Start("")
			want := b.solve(start)
			if rat(sol.Best).Cmp(want[0]) != 0 || rat(sol.Worst).Cmp(want[1]) != 0 {
				t.Fatalf("%d chances of %d%%: got %v and %v, want %v and %v", depth, tt.percent, sol.Best, sol.Worst, want[0], want[1])
			}
			follow(t, b, sol.Start(), start, map[game.State]bool{})
		}
		if fine < tt.exact {
			t.Errorf("of chances of %d%%, only %d can follow each other, want %d", tt.percent, fine, tt.exact)
		}
	}
}

// counting is a scene that is entered once for each pair of two numbers.
func counting(most int) game.Rules {
	v := func(name string) *game.Expr { return &game.Expr{Op: game.OpVar, Name: name} }
	less := func(name string) *game.Expr {
		return &game.Expr{Op: game.OpLt, Args: []*game.Expr{v(name), lit(most)}}
	}
	return game.Rules{
		ID: "counting", Start: "a", Endings: []string{"z"}, Scores: []game.ScoreRule{{Name: "p", Weight: 1}},
		Vars: []game.Var{{Name: "x", Max: most}, {Name: "y", Max: most}},
		Scenes: []game.Scene{
			{ID: "a", Decision: game.Decision{Kind: game.Choose, Items: []game.Item{
				{Target: "a", If: less("x"), Do: []game.Stmt{{Op: game.Add, Name: "x", Expr: lit(1)}, {Op: game.Award, Name: "p", Expr: lit(1)}}},
				{Target: "a", If: less("y"), Do: []game.Stmt{{Op: game.Set, Name: "x", Expr: lit(0)}, {Op: game.Add, Name: "y", Expr: lit(1)}}},
				{Target: "z"},
			}}},
			{ID: "z", Ending: "z"},
		},
	}
}

// TestLongPlay: a play may be as long as there are states.
func TestLongPlay(t *testing.T) {
	sc := compiled(t, counting(300))
	sol, err := solve.Solve(context.Background(), sc, "", 0)
	if err != nil {
		t.Fatal(err)
	}
	if want := 301*301 + 1; sol.States != want || sol.Best != solve.Whole(300*301) {
		t.Errorf("got %d states and %v points, want %d and %d", sol.States, sol.Best, want, 300*301)
	}
}

// TestLimit: as many states as the limit are solved, one more are not, and what
// is said of it is how many were seen.
func TestLimit(t *testing.T) {
	sc := compiled(t, counting(10))
	if sol, err := solve.Solve(context.Background(), sc, "", 122); err != nil || sol.States != 122 {
		t.Errorf("at the limit: %v", err)
	}
	_, err := solve.Solve(context.Background(), sc, "", 121)
	var limit *solve.LimitError
	if !errors.As(err, &limit) || *limit != (solve.LimitError{States: 122, Limit: 121}) {
		t.Errorf("beyond the limit: %v", err)
	}
	if _, err := solve.Look(context.Background(), sc, "", 121); !errors.As(err, &limit) {
		t.Errorf("looked at beyond the limit: %v", err)
	}
}

// TestLimitOfRoom: questions of more answers than there is room for are a limit
// too, long before memory ends.
func TestLimitOfRoom(t *testing.T) {
	r := counting(200)
	question := game.Decision{Kind: game.Question, Then: []game.Way{{Target: "z"}}}
	for range 16 {
		question.Items = append(question.Items, game.Item{Do: []game.Stmt{{Op: game.Award, Name: "p", Expr: lit(1)}}})
	}
	r.Scenes = append(r.Scenes, game.Scene{ID: "q", Decision: question})
	r.Scenes[0].Decision.Items[2].Target = "q"
	r.Scenes[1].Ending, r.Scenes[1].Decision = "", game.Decision{Kind: game.Choose, Items: []game.Item{
		{Target: "end", If: &game.Expr{Op: game.OpEq, Args: []*game.Expr{{Op: game.OpVar, Name: "x"}, {Op: game.OpVar, Name: "y"}}}},
		{Target: "end", Do: []game.Stmt{{Op: game.Award, Name: "p", Expr: &game.Expr{Op: game.OpVar, Name: "x"}}}},
	}}
	r.Scenes = append(r.Scenes, game.Scene{ID: "end", Ending: "z"})
	_, err := solve.Solve(context.Background(), compiled(t, r), "", 100_000)
	var limit *solve.LimitError
	if !errors.As(err, &limit) {
		t.Errorf("got %v", err)
	}
}

// TestFaultPlay: the play that a search stumbled on leads there.
func TestFaultPlay(t *testing.T) {
	r := counting(3)
	r.Scenes[1].Ending, r.Scenes[1].Decision = "", game.Decision{Kind: game.Choose, Items: []game.Item{{Target: "z"}, {Target: "end"}}}
	r.Scenes = append(r.Scenes, game.Scene{ID: "end", Ending: "z"})
	_, err := solve.Solve(context.Background(), compiled(t, r), "", 0)
	var fault *solve.FaultError
	if !errors.As(err, &fault) || fault.Rule != "E209" {
		t.Fatalf("got %v", err)
	}
	last := len(fault.Play) - 1
	if last != 16 || fault.Play[last].Scene != "z" || fault.Play[last].N != 1 || fault.Play[last-1].N != 3 || fault.Play[0].N != 1 {
		t.Errorf("got %v", fault.Play)
	}
}
