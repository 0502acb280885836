package game_test

import (
	"errors"
	"testing"

	"kobayashi/game"
)

// play applies choices from the start and gives the end and the total.
func play(t *testing.T, sc *game.Scenario, variant string, ids ...game.ChoiceID) (game.State, int) {
	t.Helper()
	s, sum := sc.Start(variant)
	for _, id := range ids {
		next, gain, err := sc.Apply(s, id)
		if err != nil {
			t.Fatal(err)
		}
		s, sum = next, sum.Plus(gain)
	}
	return s, sc.Total(sum)
}

func TestMembersPage(t *testing.T) {
	sc := compile(t, membersPage())
	tests := []struct {
		name   string
		ids    []game.ChoiceID
		ending string
		total  int
	}{
		{"best", []game.ChoiceID{0, 0b011, 0, 0}, "calm", 30},
		{"best by evidence", []game.ChoiceID{0, 0b011, 1, 0}, "calm", 30},
		{"worst", []game.ChoiceID{2, 0, 0b100, 2, 1}, "storm", -4},
		{"power off", []game.ChoiceID{1, 0b001, 0, 0}, "calm", 20},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, total := play(t, sc, "", tt.ids...)
			if got := sc.Ending(s); got != tt.ending || total != tt.total {
				t.Errorf("got %s with %d points, want %s with %d", got, total, tt.ending, tt.total)
			}
		})
	}
}

func TestNotOffered(t *testing.T) {
	sc := compile(t, membersPage())
	start, _ := sc.Start("")
	late, _ := play(t, sc, "", 1, 0) // power off: six hours, so no evidence to keep
	asked, _ := play(t, sc, "", 0)
	over, _ := play(t, sc, "", 0, 0, 0, 0)
	tests := []struct {
		name  string
		state game.State
		id    game.ChoiceID
	}{
		{"beyond the items", start, 3},
		{"beyond any item", start, 40},
		{"condition does not hold", late, 1},
		{"tick beyond the items", asked, 0b1000},
		{"after the end", over, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			next, _, err := sc.Apply(tt.state, tt.id)
			if !errors.Is(err, game.ErrNotOffered) {
				t.Errorf("got %v, want ErrNotOffered", err)
			}
			if next != tt.state {
				t.Error("a refused choice changed the state")
			}
		})
	}
}

// TestRouteOffersOneWay: of the ways whose conditions hold, only the first.
func TestRouteOffersOneWay(t *testing.T) {
	sc := compile(t, membersPage())
	s, _ := sc.StartAt("", sc.SceneIndex("finish"), nil) // trust 6: both ways would do
	if open := sc.Open(s); len(open) != 1 || open[0].N != 1 {
		t.Errorf("got %v, want the first way alone", open)
	}
	if _, _, err := sc.Apply(s, 1); !errors.Is(err, game.ErrNotOffered) {
		t.Errorf("got %v, want ErrNotOffered", err)
	}
}

// TestSemantics holds one row for each rule of the format that is about what
// runs when.
func TestSemantics(t *testing.T) {
	number := func(name string, lo, hi, start int) game.Var {
		return game.Var{Name: name, Min: lo, Max: hi, Start: start}
	}
	next := func(target string, st ...game.Stmt) game.Decision {
		return game.Decision{Kind: game.Choose, Items: []game.Item{{Target: target, Do: st}}}
	}
	tests := []struct {
		name  string
		vars  []game.Var
		scene []game.Scene
		ids   []game.ChoiceID
		value int // of the first variable at the end
		total int
	}{
		{
			"clamped after each statement",
			[]game.Var{number("x", 0, 5, 4)},
			[]game.Scene{{ID: "a", Decision: next("z", add("x", 9), sub("x", 1))}, end("z")},
			[]game.ChoiceID{0},
			4, 0,
		},
		{
			"entry conditions are read before any of the paragraph's code",
			[]game.Var{number("x", -9, 9, 0)},
			[]game.Scene{{ID: "a", Enter: []game.Guarded{
				{If: op(game.OpEq, ref("x"), num(0)), Do: do(add("x", 1), add("x", 1))},
				{If: op(game.OpEq, ref("x"), num(0)), Do: do(add("x", 5))},
			}, Decision: next("z")}, end("z")},
			[]game.ChoiceID{0},
			2, 0,
		},
		{
			"a scene counts as visited on entering, before its code",
			[]game.Var{number("x", 0, 9, 0)},
			[]game.Scene{{ID: "a", Enter: []game.Guarded{{If: seen("a"), Do: do(add("x", 1))}, {If: seen("z"), Do: do(add("x", 5))}}, Decision: next("z")}, end("z")},
			[]game.ChoiceID{0},
			1, 0,
		},
		{
			"a question's link reads what the ticks did, and the tally",
			[]game.Var{number("x", 0, 9, 0)},
			[]game.Scene{{ID: "a", Decision: game.Decision{
				Kind:  game.Question,
				Items: []game.Item{{Expected: true, Do: do(add("x", 1))}, {Do: do(add("x", 2))}, {Expected: true}},
				Then: []game.Way{
					{Target: "z", If: op(game.OpNe, ref("x"), num(3))},
					{Target: "z", Do: do(award("p", op(game.OpAdd, op(game.OpMul, num(100), ref("hits")), op(game.OpMul, num(10), ref("wrong")), ref("missed"))))},
				},
			}}, end("z")},
			[]game.ChoiceID{0b011},
			3, 111,
		},
		{
			"scores are not clamped and may fall", nil,
			[]game.Scene{{ID: "a", Decision: next("z", award("p", num(-70)))}, end("z")},
			[]game.ChoiceID{0},
			0, -70,
		},
		{
			"an inject comes before the scene that is due, once, and endings wait too",
			[]game.Var{number("x", 0, 99, 0)},
			[]game.Scene{
				{ID: "a", Decision: next("z", add("x", 1))},
				{ID: "in", When: op(game.OpGe, ref("x"), num(1)), Enter: []game.Guarded{{Do: do(add("x", 10))}}, Decision: next(game.Return)},
				end("z"),
			},
			[]game.ChoiceID{0, 0},
			11, 0,
		},
		{
			"injects come in file order, the second after the first returned",
			[]game.Var{number("x", 0, 99, 0)},
			[]game.Scene{
				{ID: "a", Decision: next("z", add("x", 1))},
				{ID: "one", When: op(game.OpGe, ref("x"), num(1)), Enter: []game.Guarded{{If: seen("two"), Do: do(add("x", 50))}}, Decision: next(game.Return)},
				{ID: "two", When: op(game.OpGe, ref("x"), num(1)), Enter: []game.Guarded{{If: seen("one"), Do: do(add("x", 7))}}, Decision: next(game.Return)},
				end("z"),
			},
			[]game.ChoiceID{0, 0, 0},
			8, 0,
		},
		{
			"an inject's own further scene can be interrupted, and both waits are kept",
			[]game.Var{number("x", 0, 99, 0)},
			[]game.Scene{
				{ID: "a", Decision: next("z", add("x", 1))},
				{ID: "one", When: op(game.OpGe, ref("x"), num(1)), Decision: next("more", add("x", 1))},
				{ID: "more", Enter: []game.Guarded{{Do: do(add("x", 10))}}, Decision: next(game.Return)},
				{ID: "two", When: op(game.OpGe, ref("x"), num(2)), Decision: next(game.Return, add("x", 20))},
				{ID: "z", Ending: "z", Enter: []game.Guarded{{If: seen("more"), Do: do(add("x", 40))}}},
			},
			[]game.ChoiceID{0, 0, 0, 0},
			72, 0,
		},
		{
			"the start counts as being entered",
			[]game.Var{number("x", 0, 9, 3)},
			[]game.Scene{
				{ID: "a", Decision: next("z")},
				{ID: "in", When: op(game.OpEq, ref("x"), num(3)), Decision: next(game.Return, add("x", 1))},
				end("z"),
			},
			[]game.ChoiceID{0, 0},
			4, 0,
		},
		{
			"an inject that a link leads to is not considered before itself, and may still come",
			[]game.Var{number("x", 0, 9, 0)},
			[]game.Scene{
				{ID: "a", Decision: next("in", add("x", 1))},
				{ID: "in", When: op(game.OpGe, ref("x"), num(1)), Enter: []game.Guarded{{Do: do(add("x", 1))}}, Decision: next("z")},
				end("z"),
			},
			[]game.ChoiceID{0, 0, 0},
			3, 0,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			sc := compile(t, game.Rules{ID: "t", Start: "a", Vars: tt.vars, Scores: []game.ScoreRule{{Name: "p", Weight: 1}}, Scenes: tt.scene})
			s, total := play(t, sc, "", tt.ids...)
			if !sc.Over(s) {
				t.Fatalf("stopped at %s, want the end", sc.SceneID(s.Scene()))
			}
			if len(tt.vars) > 0 && sc.Value(s, 0) != tt.value || total != tt.total {
				t.Errorf("got %s = %d and %d points, want %d and %d", tt.vars[0].Name, sc.Value(s, 0), total, tt.value, tt.total)
			}
		})
	}
}

func TestVariantsAndPractice(t *testing.T) {
	r := membersPage()
	r.Variants = []game.Variant{{ID: "plain"}, {ID: "hurt", Set: do(set("trust", num(2)))}}
	sc := compile(t, r)
	trust := sc.VarIndex("trust")
	for variant, want := range map[string]int{"": 6, "plain": 6, "hurt": 2, "nobody": 6} {
		if s, _ := sc.Start(variant); sc.Value(s, trust) != want {
			t.Errorf("variant %q starts with trust %d, want %d", variant, sc.Value(s, trust), want)
		}
	}
	s, _ := sc.StartAt("hurt", sc.SceneIndex("press"), map[string]int{"hours": 99, "nothing": 1})
	if got := sc.SceneID(s.Scene()); got != "press" || sc.Value(s, trust) != 2 || sc.Value(s, 0) != 6 {
		t.Errorf("practice at %s with trust %d and hours %d, want press, 2 and 6", got, sc.Value(s, trust), sc.Value(s, 0))
	}
}

func TestTooMuchToRemember(t *testing.T) {
	r := membersPage()
	for i := range 30 {
		r.Vars = append(r.Vars, game.Var{Name: string(rune('a' + i)), Min: -game.MaxNumber, Max: game.MaxNumber})
	}
	if _, err := game.Compile(r, game.About{}, &game.Text{}); !errors.Is(err, game.ErrTooLarge) {
		t.Errorf("got %v, want ErrTooLarge", err)
	}
}

func BenchmarkApply(b *testing.B) {
	sc := compile(b, membersPage())
	s, _ := sc.Start("")
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := sc.Apply(s, 1); err != nil {
			b.Fatal(err)
		}
	}
}
