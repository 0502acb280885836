package game_test

import (
	"testing"

	"kobayashi/game"
)

// Short hands for building expressions in tests.
func num(n int) *game.Expr       { return &game.Expr{Op: game.OpLit, Int: n} }
func ref(name string) *game.Expr { return &game.Expr{Op: game.OpVar, Name: name} }
func seen(id string) *game.Expr  { return &game.Expr{Op: game.OpVisited, Name: id} }
func yes() *game.Expr            { return &game.Expr{Op: game.OpFlag, Int: 1} }
func op(o game.Op, args ...*game.Expr) *game.Expr {
	return &game.Expr{Op: o, Args: args}
}

func set(name string, e *game.Expr) game.Stmt { return game.Stmt{Op: game.Set, Name: name, Expr: e} }

func add(name string, n int) game.Stmt { return game.Stmt{Op: game.Add, Name: name, Expr: num(n)} }

func sub(name string, n int) game.Stmt { return game.Stmt{Op: game.Sub, Name: name, Expr: num(n)} }

func award(name string, e *game.Expr) game.Stmt {
	return game.Stmt{Op: game.Award, Name: name, Expr: e}
}
func do(st ...game.Stmt) []game.Stmt { return st }

func end(id string) game.Scene { return game.Scene{ID: id, Ending: id} }

// membersPage is the format's worked example, built by hand: best 30, worst -4.
func membersPage() game.Rules {
	return game.Rules{
		ID: "members-page", Start: "first-report",
		Vars: []game.Var{
			{Name: "hours", Max: 6},
			{Name: "trust", Max: 8, Start: 6},
			{Name: "evidence", Type: game.Bool, Max: 1},
		},
		Scores:  []game.ScoreRule{{Name: "contain", Max: 18, Weight: 1}, {Name: "report", Max: 18, Weight: 1}},
		Endings: []string{"calm", "storm"},
		Roles:   []string{"pr"},
		Scenes: []game.Scene{
			{ID: "first-report", Decision: game.Decision{Kind: game.Choose, Items: []game.Item{
				{Target: "isolated", Do: do(add("hours", 2), award("contain", num(12)))},
				{Target: "isolated", Do: do(add("hours", 6), award("contain", num(8)), sub("trust", 1))},
				{Target: "watch", Do: do(sub("trust", 2))},
			}}},
			{ID: "watch", Decision: game.Decision{Kind: game.Chance, Items: []game.Item{
				{Target: "isolated", Percent: 70, Do: do(sub("trust", 2), add("hours", 4))},
				{Target: "isolated", Percent: 30, Do: do(add("hours", 4))},
			}}},
			{ID: "isolated", Decision: game.Decision{Kind: game.Question, Items: []game.Item{
				{Expected: true}, {Expected: true}, {},
			}, Then: []game.Way{{Target: "press", Do: do(award("report",
				op(game.OpSub, op(game.OpMul, num(6), ref("hits")), op(game.OpMul, num(4), ref("wrong")))))}}}},
			{ID: "press", Role: "pr", Decision: game.Decision{Kind: game.Choose, Items: []game.Item{
				{Target: "finish", Do: do(add("trust", 2), award("report", num(6)))},
				{Target: "finish", If: op(game.OpLt, ref("hours"), num(6)), Do: do(set("evidence", yes()), award("contain", num(6)))},
				{Target: "finish", Do: do(sub("trust", 2))},
			}}},
			{ID: "finish", Decision: game.Decision{Kind: game.Route, Items: []game.Item{
				{Target: "calm", If: op(game.OpOr, op(game.OpGe, ref("trust"), num(5)), ref("evidence"))},
				{Target: "storm"},
			}}},
			end("calm"), end("storm"),
		},
	}
}

func compile(t testing.TB, r game.Rules) *game.Scenario {
	t.Helper()
	text := &game.Text{Lang: "ja", Scenes: make([]game.SceneText, len(r.Scenes))}
	sc, err := game.Compile(r, game.About{}, text)
	if err != nil {
		t.Fatal(err)
	}
	return sc
}
