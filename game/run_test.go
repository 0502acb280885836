package game_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"kobayashi/game"
)

var noon = time.Date(2026, 11, 20, 16, 20, 0, 0, time.UTC)

// wander plays at random to the end.
func wander(t testing.TB, r game.Run, dice *rand.Rand) game.Run {
	t.Helper()
	for i := 0; !r.Over(); i++ {
		var id game.ChoiceID
		open := r.Open()
		if len(open) == 0 {
			t.Fatalf("nothing is offered at %s", r.Rules.SceneID(r.State.Scene()))
		}
		if r.Rules.Kind(r.State) == game.Question {
			for _, c := range open {
				if dice.IntN(2) == 0 {
					id |= c.ID
				}
			}
		} else {
			id = open[dice.IntN(len(open))].ID
		}
		next, err := r.Choose(id, noon.Add(time.Duration(i)*time.Minute))
		if err != nil {
			t.Fatal(err)
		}
		r = next
	}
	return r
}

func begin(t testing.TB, sc *game.Scenario, seed uint64) game.Run {
	t.Helper()
	r, err := game.Begin(sc, game.Record{ID: "r", Seed: seed})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestReplayedIsLived(t *testing.T) {
	sc := compile(t, membersPage())
	for seed := range uint64(500) {
		lived := wander(t, begin(t, sc, seed), rand.New(rand.NewPCG(seed, 1)))
		again, err := game.Replay(sc, lived.Record)
		if err != nil {
			t.Fatal(err)
		}
		if again.State != lived.State || again.Score != lived.Score || fmt.Sprint(again.Trace) != fmt.Sprint(lived.Trace) {
			t.Fatalf("seed %d: the replay is another play", seed)
		}
		if got, want := again.Result(), lived.Result(); *got != *want {
			t.Fatalf("seed %d: replayed to %v, lived %v", seed, got, want)
		}
	}
}

func TestRunIsAValue(t *testing.T) {
	sc := compile(t, membersPage())
	first := begin(t, sc, 1)
	a, err := first.Choose(0, noon)
	if err != nil {
		t.Fatal(err)
	}
	b, err := first.Choose(1, noon)
	if err != nil {
		t.Fatal(err)
	}
	if len(first.Steps) != 0 || a.Steps[0].N != 1 || b.Steps[0].N != 2 {
		t.Errorf("runs share their steps: %v, %v, %v", first.Steps, a.Steps, b.Steps)
	}
	if a.Trace[1].Choice != 0 || b.Trace[1].Choice != 1 {
		t.Error("runs share their trace")
	}
	// Two runs from one that has room behind its trace and its steps.
	a.Trace = append(make([]game.Event, 0, 64), a.Trace...)
	a.Steps = append(make([]game.Step, 0, 64), a.Steps...)
	c, _ := a.Choose(0b001, noon)
	d, _ := a.Choose(0b010, noon)
	if n := len(a.Trace); c.Trace[n].Choice != 0b001 || d.Trace[n].Choice != 0b010 || c.Steps[1].Same(d.Steps[1]) {
		t.Errorf("runs share their trace: %v and %v", c.Trace[n], d.Trace[n])
	}
	if _, err := first.Choose(9, noon); !errors.Is(err, game.ErrNotOffered) {
		t.Errorf("got %v, want ErrNotOffered", err)
	}
}

// TestSameLuck: with one seed, the same scene gives the same chance whatever
// was decided before, and choices elsewhere do not change it.
func TestSameLuck(t *testing.T) {
	r := membersPage()
	sc := compile(t, r)
	r.Scenes[0].Decision.Items = append(r.Scenes[0].Decision.Items, game.Item{Target: "watch"})
	grown := compile(t, r)
	var hit int
	for seed := range uint64(2000) {
		luck := func(sc *game.Scenario, id game.ChoiceID) game.ChoiceID {
			run, err := begin(t, sc, seed).Choose(id, noon)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range run.Trace {
				if e.Kind == game.Drew {
					return e.Choice
				}
			}
			t.Fatal("nothing was drawn")
			return 0
		}
		got := luck(sc, 2)
		if other := luck(grown, 3); other != got {
			t.Fatalf("seed %d: outcome %d, but %d on another way to the same scene", seed, got, other)
		}
		hit += 1 - int(got)
	}
	if hit < 1320 || hit > 1480 { // 70 % of 2,000, four standard deviations
		t.Errorf("the 70 %% outcome came %d times in 2,000", hit)
	}
}

// TestShownOrder: the order is a function of the seed, every order comes up,
// and an option that is not offered does not move the others.
func TestShownOrder(t *testing.T) {
	sc := compile(t, membersPage())
	orders := map[string]int{}
	for seed := range uint64(600) {
		var order string
		for _, c := range begin(t, sc, seed).Open() {
			order += fmt.Sprint(c.N)
		}
		orders[order]++
		early, _ := begin(t, sc, seed).Choose(0, noon)
		early, _ = early.Choose(0, noon)
		late, _ := begin(t, sc, seed).Choose(1, noon)
		late, _ = late.Choose(0, noon)
		var with, without string
		for _, c := range early.Open() {
			if c.N != 2 {
				with += fmt.Sprint(c.N)
			}
		}
		for _, c := range late.Open() {
			without += fmt.Sprint(c.N)
		}
		if with != without {
			t.Fatalf("seed %d: %s, but %s without option 2", seed, with, without)
		}
	}
	for order, n := range orders {
		if len(orders) != 6 || n < 60 || n > 140 {
			t.Fatalf("orders %v (%s came %d times)", orders, order, n)
		}
	}
	r := membersPage()
	r.Fixed = true
	for i, c := range begin(t, compile(t, r), 4).Open() {
		if c.N != i+1 {
			t.Errorf("order: fixed shows option %d in place %d", c.N, i+1)
		}
	}
}

func TestMisfit(t *testing.T) {
	sc := compile(t, membersPage())
	run := begin(t, sc, 3)
	for _, id := range []game.ChoiceID{0, 0b011, 1} {
		next, err := run.Choose(id, noon)
		if err != nil {
			t.Fatal(err)
		}
		run = next
	}
	edit := func(f func(*game.Rules)) *game.Scenario {
		r := membersPage()
		f(&r)
		return compile(t, r)
	}
	items := func(r *game.Rules, i int) *[]game.Item { return &r.Scenes[i].Decision.Items }
	tests := []struct {
		name string
		sc   *game.Scenario
		step int // that does not fit, or -1
	}{
		{"nothing changed", sc, -1},
		{"an option moved", edit(func(r *game.Rules) { it := *items(r, 0); it[0], it[2] = it[2], it[0] }), -1},
		{"an option added in front", edit(func(r *game.Rules) {
			*items(r, 3) = append([]game.Item{{Target: "finish", Do: do(add("trust", 1))}}, *items(r, 3)...)
		}), -1},
		{"the chosen option's points changed", edit(func(r *game.Rules) { (*items(r, 0))[0].Do[1] = award("contain", num(13)) }), 0},
		{"the question changed", edit(func(r *game.Rules) { (*items(r, 2))[2].Expected = true }), 1},
		{"the option is no longer offered", edit(func(r *game.Rules) { r.Vars[0].Start = 5 }), 2},
		{"the scene was renamed", edit(func(r *game.Rules) {
			r.Scenes[3].ID = "reporter"
			r.Scenes[2].Decision.Then[0].Target = "reporter"
		}), 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := game.Replay(tt.sc, run.Record)
			var misfit *game.Misfit
			if tt.step < 0 {
				if err != nil || len(got.Steps) != 3 {
					t.Errorf("got %d steps and %v, want all three", len(got.Steps), err)
				}
				return
			}
			if !errors.As(err, &misfit) || misfit.Step != tt.step {
				t.Fatalf("got %v, want a misfit at step %d", err, tt.step)
			}
			if len(got.Steps) != tt.step {
				t.Errorf("the run stands after %d steps, want %d", len(got.Steps), tt.step)
			}
		})
	}
}

func TestNoWayAndForEver(t *testing.T) {
	stuck := compile(t, game.Rules{ID: "t", Start: "a", Scenes: []game.Scene{
		{ID: "a", Decision: game.Decision{Kind: game.Route, Items: []game.Item{{Target: "z", If: op(game.OpNot, yes())}}}}, end("z"),
	}})
	if _, err := game.Begin(stuck, game.Record{}); !errors.Is(err, game.ErrNoWay) {
		t.Errorf("got %v, want ErrNoWay", err)
	}
	circle := compile(t, game.Rules{ID: "t", Start: "a", Scenes: []game.Scene{
		{ID: "a", Decision: game.Decision{Kind: game.Route, Items: []game.Item{{Target: "b"}}}},
		{ID: "b", Decision: game.Decision{Kind: game.Route, Items: []game.Item{{Target: "a"}}}},
	}})
	if _, err := game.Begin(circle, game.Record{}); !errors.Is(err, game.ErrForEver) {
		t.Errorf("got %v, want ErrForEver", err)
	}
}

// FuzzReplay: whatever a journal claims, a replay ends in a run that fits the
// rules, and never in a panic.
func FuzzReplay(f *testing.F) {
	f.Add(uint64(1), "first-report", 1, "", "isolated", uint32(3))
	f.Add(uint64(9), "first-report", 3, "deadbeef", "press", uint32(1<<31))
	f.Add(uint64(0), "", -5, "x", "", uint32(0))
	sc := compile(f, membersPage())
	f.Fuzz(func(t *testing.T, seed uint64, scene string, n int, mark, second string, ticks uint32) {
		rec := game.Record{Seed: seed, Steps: []game.Step{{Scene: scene, N: n, Mark: mark}, {Scene: second, Ticks: []int{int(int32(ticks)), n}}}}
		got, err := game.Replay(sc, rec)
		if err == nil && len(got.Steps) != 2 {
			t.Fatalf("%d steps replayed without an error, want 2", len(got.Steps))
		}
		again, err := game.Replay(sc, got.Record)
		if err != nil || again.State != got.State {
			t.Fatalf("what was replayed does not replay: %v", err)
		}
	})
}

func BenchmarkReplay30(b *testing.B) {
	r := game.Rules{ID: "t", Start: "s0", Vars: []game.Var{{Name: "x", Max: 100}}, Scores: []game.ScoreRule{{Name: "p", Weight: 1}}}
	for i := range 30 {
		target := fmt.Sprintf("s%d", i+1)
		r.Scenes = append(r.Scenes, game.Scene{ID: fmt.Sprintf("s%d", i), Decision: game.Decision{Kind: game.Choose, Items: []game.Item{
			{Target: target, Do: do(add("x", 1), award("p", num(1)))}, {Target: target}, {Target: target, If: op(game.OpGt, ref("x"), num(5))},
		}}})
	}
	r.Scenes = append(r.Scenes, end("s30"))
	sc := compile(b, r)
	run := begin(b, sc, 1)
	for !run.Over() {
		run, _ = run.Choose(0, noon)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := game.Replay(sc, run.Record); err != nil {
			b.Fatal(err)
		}
	}
}
