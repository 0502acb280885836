package solve_test

import (
	"context"
	"errors"
	"math/big"
	"math/bits"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/solve"
)

// eachRandom solves random scenarios and hands them over.
func eachRandom(t *testing.T, n uint64, see func(seed uint64, sc *game.Scenario, sol *solve.Solution)) {
	t.Helper()
	for seed := range n {
		sc := compiled(t, randomRules(seed))
		sol, err := solve.Solve(context.Background(), sc, "", 500_000)
		if errors.Is(err, solve.ErrTooFine) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		see(seed, sc, sol)
	}
}

func compiled(t testing.TB, r game.Rules) *game.Scenario {
	t.Helper()
	sc, err := game.Compile(r, game.About{}, &game.Text{Lang: "ja", Scenes: make([]game.SceneText, len(r.Scenes))})
	if err != nil {
		t.Fatal(err)
	}
	return sc
}

// TestChoiceGivesNothingAway follows Choice to the end: no decision may have a
// regret, and Along must give the places again.
func TestChoiceGivesNothingAway(t *testing.T) {
	eachRandom(t, 400, func(seed uint64, sc *game.Scenario, sol *solve.Solution) {
		run, err := game.Begin(sc, game.Record{Seed: seed})
		if err != nil {
			t.Fatal(err)
		}
		place := sol.Start()
		var met []solve.Place
		for seen := 0; !run.Over(); {
			for ; seen < len(run.Trace); seen++ {
				if e := run.Trace[seen]; e.Kind != game.Entered {
					place, _, err = place.Next(e.Choice)
					if err != nil {
						t.Fatal(err)
					}
				}
			}
			if place.Scene() != run.State.Scene() || place.Kind() != sc.Kind(run.State) {
				t.Fatalf("seed %d: the place is in scene %d, the run in %d", seed, place.Scene(), run.State.Scene())
			}
			id, ok := place.Choice()
			if !ok {
				t.Fatalf("seed %d: no choice in a %s", seed, place.Kind())
			}
			met = append(met, place)
			if run, err = run.Choose(id, time.Unix(0, 0)); err != nil {
				t.Fatal(err)
			}
		}
		places, err := sol.Along(run)
		if err != nil || len(places) != len(met) {
			t.Fatalf("seed %d: %d places along, met %d (%v)", seed, len(places), len(met), err)
		}
		for i := range met {
			if places[i] != met[i] {
				t.Errorf("seed %d: place %d is another one", seed, i)
			}
		}
		v, err := sol.Judge(run)
		if err != nil || v.Skill != sol.Best {
			t.Errorf("seed %d: skill %v, best %v (%v)", seed, v.Skill, sol.Best, err)
		}
	})
}

// TestMost compares the most of each ending with every play there is.
func TestMost(t *testing.T) {
	eachRandom(t, 400, func(seed uint64, sc *game.Scenario, sol *solve.Solution) {
		want := map[string]int{}
		every := &everyPlay{sc: sc, seen: map[game.State]map[string]int{}}
		start, opening := sc.Start("")
		for ending, total := range every.from(start) {
			want[ending] = total + sc.Total(opening)
		}
		for _, ending := range []string{"end0", "end1", "end2", "nowhere"} {
			total, score, ok := sol.Most(ending)
			if w, reached := want[ending]; ok != reached || total != w {
				t.Errorf("seed %d: %s brings %d (%v), want %d (%v)", seed, ending, total, ok, w, reached)
			}
			if sc.Total(score) != total {
				t.Errorf("seed %d: a score of %d for a total of %d", seed, sc.Total(score), total)
			}
		}
	})
}

// everyPlay finds the largest total by ending, without any reduction.
type everyPlay struct {
	sc   *game.Scenario
	seen map[game.State]map[string]int
}

func (b *everyPlay) from(s game.State) map[string]int {
	if known, ok := b.seen[s]; ok {
		return known
	}
	most := map[string]int{}
	if b.sc.Over(s) {
		most[b.sc.Ending(s)] = 0
	}
	for _, id := range everyAnswer(b.sc, s) {
		next, gain, err := b.sc.Apply(s, id)
		if err != nil {
			panic(err)
		}
		for ending, total := range b.from(next) {
			total += b.sc.Total(gain)
			if old, ok := most[ending]; !ok || total > old {
				most[ending] = total
			}
		}
	}
	b.seen[s] = most
	return most
}

// everyAnswer lists what can be chosen or come, every set of a question's ticks.
func everyAnswer(sc *game.Scenario, s game.State) []game.ChoiceID {
	var ids []game.ChoiceID
	if sc.Kind(s) == game.Question {
		ids = append(ids, 0)
	}
	for _, c := range sc.Open(s) {
		switch {
		case sc.Kind(s) == game.Question:
			for _, set := range ids[:len(ids):len(ids)] {
				ids = append(ids, set|c.ID)
			}
		case sc.Kind(s) != game.Chance || c.Percent > 0:
			ids = append(ids, c.ID)
		}
	}
	return ids
}

// TestChoiceOfAQuestion: of answers that come to the same, the one with the most
// right ticks is named.
func TestChoiceOfAQuestion(t *testing.T) {
	r := game.Rules{
		ID: "q", Start: "a", Endings: []string{"z"}, Scores: []game.ScoreRule{{Name: "p", Weight: 1}},
		Scenes: []game.Scene{
			{ID: "a", Decision: game.Decision{
				Kind:  game.Question,
				Items: []game.Item{{Expected: true}, {}, {Expected: true}},
				Then:  []game.Way{{Target: "z"}},
			}},
			{ID: "z", Ending: "z"},
		},
	}
	sol, err := solve.Solve(context.Background(), compiled(t, r), "", 0)
	if err != nil {
		t.Fatal(err)
	}
	if id, ok := sol.Start().Choice(); !ok || bits.OnesCount32(uint32(id)) != 2 || id != 0b101 {
		t.Errorf("got %b (%v), want 101", id, ok)
	}
	if worth, err := sol.Start().Worth(0b010); err != nil || rat(worth).Cmp(new(big.Rat)) != 0 {
		t.Errorf("an answer nothing comes of is worth %v (%v)", worth, err)
	}
	end, _, err := sol.Start().Next(0)
	if _, ok := end.Choice(); ok || err != nil {
		t.Errorf("an ending offers a choice (%v)", err)
	}
}

// TestChoiceOfTwo: of choices that give nothing away, the first one is named.
func TestChoiceOfTwo(t *testing.T) {
	award := func(n int) []game.Stmt { return []game.Stmt{{Op: game.Award, Name: "p", Expr: lit(n)}} }
	r := game.Rules{
		ID: "two", Start: "a", Endings: []string{"z"}, Scores: []game.ScoreRule{{Name: "p", Weight: 1}},
		Scenes: []game.Scene{
			{ID: "a", Decision: game.Decision{Kind: game.Choose, Items: []game.Item{
				{Target: "z", Do: award(1)}, {Target: "z", Do: award(3)}, {Target: "z", Do: award(2)}, {Target: "z", Do: award(3)},
			}}},
			{ID: "z", Ending: "z"},
		},
	}
	sol, err := solve.Solve(context.Background(), compiled(t, r), "", 0)
	if err != nil {
		t.Fatal(err)
	}
	if id, ok := sol.Start().Choice(); !ok || id != 1 {
		t.Errorf("got choice %d (%v), want 1", id, ok)
	}
}
