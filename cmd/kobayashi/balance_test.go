package main

import (
	"context"
	"math"
	"regexp"
	"slices"
	"testing"

	"kobayashi/game"
	"kobayashi/game/solve"
	"kobayashi/game/typeset"
)

// policy decides at a place; the choices are never empty.
type policy func(p solve.Place, s game.State, open []game.Choice) game.ChoiceID

// worth is the expected total of a policy, every outcome of chance followed.
func worth(t *testing.T, sc *game.Scenario, sol *solve.Solution, decide policy) float64 {
	t.Helper()
	var follow func(solve.Place, game.State) float64
	follow = func(p solve.Place, s game.State) float64 {
		if sc.Over(s) {
			return 0
		}
		step := func(id game.ChoiceID) float64 {
			next, gain, err := sc.Apply(s, id)
			if err != nil {
				t.Fatal(err)
			}
			place, _, err := p.Next(id)
			if err != nil {
				t.Fatal(err)
			}
			return float64(sc.Total(gain)) + follow(place, next)
		}
		open := sc.Open(s)
		switch sc.Kind(s) {
		case game.Chance:
			var sum float64
			for _, c := range open {
				sum += float64(c.Percent) / 100 * step(c.ID)
			}
			return sum
		case game.Route:
			return step(open[0].ID)
		}
		return step(decide(p, s, open))
	}
	start, gain := sc.Start(sol.Variant)
	return float64(sc.Total(gain)) + follow(sol.Start(), start)
}

// best takes the choice worth most; of a question it tries every answer.
func best(t *testing.T, sc *game.Scenario) policy {
	return func(p solve.Place, s game.State, open []game.Choice) game.ChoiceID {
		ids := make([]game.ChoiceID, 0, len(open))
		for _, c := range open {
			ids = append(ids, c.ID)
		}
		if sc.Kind(s) == game.Question {
			ids = []game.ChoiceID{0}
			for _, c := range open {
				for _, set := range slices.Clone(ids) {
					ids = append(ids, set|c.ID)
				}
			}
		}
		return slices.MaxFunc(ids, func(a, b game.ChoiceID) int {
			wa, errA := p.Worth(a)
			wb, errB := p.Worth(b)
			switch {
			case errA != nil || errB != nil:
				t.Fatal(errA, errB)
			case wa.Less(wb):
				return -1
			case wb.Less(wa):
				return 1
			}
			return 0
		})
	}
}

// tagged takes what leans to a tag, and plays the best elsewhere.
func tagged(tag string, elsewhere policy) policy {
	return func(p solve.Place, s game.State, open []game.Choice) game.ChoiceID {
		for _, c := range open {
			if slices.Contains(c.Tags, tag) {
				return c.ID
			}
		}
		return elsewhere(p, s, open)
	}
}

// TestShelfIsBalanced holds every exercise to what fairness asks of it, in every
// variant: overreaction and underreaction cost alike, guessing by looks does not
// pay, and luck never scores.
func TestShelfIsBalanced(t *testing.T) {
	if testing.Short() {
		t.Skip("no goroutine in it that the race detector could watch, and too long under it")
	}
	books, err := shelf()
	if err != nil {
		t.Fatal(err)
	}
	for _, sc := range books {
		variants := []string{""}
		for _, v := range sc.Rules().Variants {
			variants = append(variants, v.ID)
		}
		for _, v := range variants[min(1, len(variants)-1):] {
			t.Run(sc.ID()+"/"+v, func(t *testing.T) { balanced(t, sc, v) })
		}
	}
}

func balanced(t *testing.T, sc *game.Scenario, variant string) {
	sol, err := solve.Solve(context.Background(), sc, variant, 0)
	if err != nil {
		t.Fatal(err)
	}
	if sol.Best != solve.Whole(100) || sol.Luckiest != 100 {
		t.Errorf("the best play is worth %v, with luck %d, want 100", sol.Best, sol.Luckiest)
	}
	for i, r := range sol.Dimensions() {
		if d := sc.Rules().Scores[i]; r.Most != d.Max {
			t.Errorf("%s reaches %d, declared %d", d.Name, r.Most, d.Max)
		}
	}
	for seed := range uint64(50) {
		run := wander(t, sc, variant, seed)
		verdict, err := sol.Judge(run)
		if err != nil {
			t.Fatal(err)
		}
		if sum, ok := verdict.Skill.Minus(solve.Points{Num: -verdict.Luck.Num, Den: verdict.Luck.Den}); !ok || sum != solve.Whole(verdict.Actual) {
			t.Errorf("seed %d: skill %v and luck %v are not %d", seed, verdict.Skill, verdict.Luck, verdict.Actual)
		}
	}
	if sol.Mean() >= 50 {
		t.Errorf("random play is worth %.1f, want under 50", sol.Mean())
	}
	top := best(t, sc)
	if got := worth(t, sc, sol, top); math.Abs(got-100) > 1e-9 {
		t.Errorf("following the best choices is worth %.2f, want 100", got)
	}
	under := map[string]policy{
		"always stop": tagged("stop", top), "always continue": tagged("continue", top),
		"always the first":   func(_ solve.Place, _ game.State, open []game.Choice) game.ChoiceID { return open[0].ID },
		"always the last":    func(_ solve.Place, _ game.State, open []game.Choice) game.ChoiceID { return open[len(open)-1].ID },
		"longest Japanese":   byLength(sc, "ja", 1),
		"shortest Japanese":  byLength(sc, "ja", -1),
		"the longest label":  byLength(sc, "en", 1),
		"the shortest label": byLength(sc, "en", -1),
	}
	for _, lang := range []string{"ja", "en"} {
		under["most clauses in "+lang+", the first"] = byClauses(sc, lang, false)
		under["most clauses in "+lang+", the last"] = byClauses(sc, lang, true)
	}
	for name, decide := range under {
		if got := worth(t, sc, sol, decide); got >= 60 {
			t.Errorf("%s is worth %.1f, want under 60", name, got)
		}
	}
}

// TestArticlesLine: switching to a standby that was not hardened, as the story
// that inspired this one does, is no bad play and not the best.
func TestArticlesLine(t *testing.T) {
	books, err := shelf()
	if err != nil {
		t.Fatal(err)
	}
	sc := books[0]
	sol, err := solve.Solve(context.Background(), sc, "with-backup", 0)
	if err != nil {
		t.Fatal(err)
	}
	top := best(t, sc)
	for name, second := range map[string]game.ChoiceID{"after a scan": 0, "as it is": 2} {
		got := worth(t, sc, sol, func(p solve.Place, s game.State, open []game.Choice) game.ChoiceID {
			switch sc.SceneID(s.Scene()) {
			case "stop-with-standby":
				return 0
			case "before-standby":
				return second
			}
			return top(p, s, open)
		})
		if got < 60 || got > 85 {
			t.Errorf("%s: worth %.1f, want 60 to 85", name, got)
		}
	}
}

// byClauses takes the label that lists most: a careful plan is easily written as
// a list, and then gives itself away. Of equals it takes the first or the last.
func byClauses(sc *game.Scenario, lang string, last bool) policy {
	return func(_ solve.Place, s game.State, open []game.Choice) game.ChoiceID {
		items := sc.Text(lang).Scenes[s.Scene()].Items
		clauses := func(c game.Choice) int { return len(clauseMark.FindAllString(items[c.N-1].Label, -1)) }
		if last {
			open = slices.Clone(open)
			slices.Reverse(open)
		}
		return slices.MaxFunc(open, func(a, b game.Choice) int { return clauses(a) - clauses(b) }).ID
	}
}

// clauseMark is what stands between the parts of a label.
var clauseMark = regexp.MustCompile(`[、。,;]|: | and `)

func byLength(sc *game.Scenario, lang string, sign int) policy {
	return func(_ solve.Place, s game.State, open []game.Choice) game.ChoiceID {
		items := sc.Text(lang).Scenes[s.Scene()].Items
		return slices.MaxFunc(open, func(a, b game.Choice) int {
			return sign * (typeset.Width(items[a.N-1].Label) - typeset.Width(items[b.N-1].Label))
		}).ID
	}
}
