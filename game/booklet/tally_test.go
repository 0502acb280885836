package booklet_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/booklet"
)

var began = time.Date(2026, 11, 20, 16, 20, 0, 0, time.UTC)

// TestTallyIsTheRun plays every shipped scenario at random on the screen, types
// its decisions and what chance came to in as from paper, and gets the same run.
func TestTallyIsTheRun(t *testing.T) {
	dice := rand.New(rand.NewPCG(7, 7))
	for _, sc := range append(shelf(t), dock(t)) {
		for _, variant := range variants(sc) {
			for seed := range uint64(20) {
				run := played(t, sc, variant, seed, dice)
				walk := booklet.Begin(sc, variant)
				for _, e := range run.Trace {
					if e.Kind != game.Drew && (e.Kind != game.Chose || walk.Kind() == game.End || walk.Scene() != e.Scene) {
						continue
					}
					sure := 0
					if e.Kind == game.Chose {
						sure = run.Steps[e.Step].Sure
					}
					var err error
					if walk, err = walk.Choose(e.Choice, sure); err != nil {
						t.Fatal(err)
					}
				}
				if walk.Kind() != game.End {
					t.Fatalf("%s: the walk stops at card %d", sc.ID(), walk.Card())
				}
				found, err := walk.Seed()
				if err != nil {
					t.Fatal(err)
				}
				if found > seed {
					t.Errorf("seed %d was found, and %d fits", found, seed)
				}
				again, err := walk.Run(game.Record{ID: "x", Variant: variant, Seed: found, Started: began}, 0)
				if err != nil {
					t.Fatal(err)
				}
				if again.State != run.State || again.Score != run.Score || !slices.EqualFunc(again.Steps, run.Steps, game.Step.Same) {
					t.Errorf("%s, seed %d: another run came of the tally", sc.ID(), seed)
				}
			}
		}
	}
}

// played is a run with random choices, as sure as they come.
func played(t *testing.T, sc *game.Scenario, variant string, seed uint64, dice *rand.Rand) game.Run {
	t.Helper()
	run, err := game.Begin(sc, game.Record{ID: "x", Variant: variant, Seed: seed, Started: began})
	if err != nil {
		t.Fatal(err)
	}
	for !run.Over() {
		open := run.Open()
		free := sc.Free(run.State)
		id := open[dice.IntN(len(open))].ID
		if sc.Kind(run.State) == game.Question {
			id = 0
			for _, c := range open {
				if dice.IntN(2) == 0 {
					id |= c.ID
				}
			}
		}
		if run, err = run.Choose(id, began); err != nil {
			t.Fatal(err)
		}
		if free {
			run = run.Sure(game.Levels[dice.IntN(len(game.Levels))])
		}
	}
	return run
}

// TestLuckOfASeed: with a seed given the walk need not be told how chance fell.
func TestLuckOfASeed(t *testing.T) {
	sc := dock(t)
	for seed := range uint64(10) {
		walk := booklet.Begin(sc, "")
		walk, err := walk.Choose(0, 0)
		if err != nil {
			t.Fatal(err)
		}
		run, err := game.Begin(sc, game.Record{Seed: seed})
		if err != nil {
			t.Fatal(err)
		}
		if run, err = run.Choose(0, began); err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(run.Trace, func(e game.Event) bool { return e.Kind == game.Drew })
		if got, want := walk.Luck(seed), run.Trace[i].Choice; got != want {
			t.Errorf("seed %d: chance falls to %d, want %d", seed, got, want)
		}
	}
}

// TestNoSeed: draws that no seed below the bound gives are said to be such.
func TestNoSeed(t *testing.T) {
	const tosses = 30
	text := "---\n{format: 1, id: long, title: t, lang: en, endings: {e: end}}\n---\n\n# t\n"
	for i := range tosses {
		next := "s" + strconv.Itoa(i+1)
		if i == tosses-1 {
			next = "e"
		}
		text += "\n## s" + strconv.Itoa(i) + "\n\nx\n\n- 99% [a](#" + next + ")\n- 1% [b](#" + next + ")\n"
	}
	sc := read(t, tree{"long.md": text + "\n## e\n### e `end`\n\nx\n"}.fs(), "long.md")
	walk := booklet.Begin(sc, "")
	for walk.Kind() == game.Chance {
		var err error
		if walk, err = walk.Choose(1, 0); err != nil {
			t.Fatal(err)
		}
	}
	if seed, err := walk.Seed(); !errors.Is(err, booklet.ErrNoSeed) {
		t.Errorf("seed %d, error %v; want %v", seed, err, booklet.ErrNoSeed)
	}
	if _, err := walk.Run(game.Record{Seed: 1}, 0); err != nil {
		t.Errorf("luck alone changes nothing here: %v", err)
	}
}

// TestOtherLuck: a run on a seed under which chance falls otherwise is refused.
func TestOtherLuck(t *testing.T) {
	sc := dock(t)
	walk, err := booklet.Begin(sc, "").Choose(0, 0)
	if err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(20) {
		fell := walk.Luck(seed)
		next, err := walk.Choose(1-fell, 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := next.Run(game.Record{Seed: seed}, 0); err == nil {
			t.Errorf("seed %d: chance fell otherwise, and it was taken", seed)
		}
	}
}

func TestAnswer(t *testing.T) {
	walk := booklet.Begin(dock(t), "")
	fork, err := walk.Choose(2, 0)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		walk booklet.Walk
		text string
		want game.ChoiceID
		ok   bool
	}{
		{walk, "A", 0, true},
		{walk, "b", 1, true},
		{walk, "ｃ", 2, true},
		{walk, "3", 2, true},
		{walk, "３", 2, true},
		{walk, " 2 ", 1, true},
		{walk, "D", 0, false},
		{walk, "4", 0, false},
		{walk, "0", 0, false},
		{walk, "-1", 0, false},
		{walk, "AB", 0, false},
		{walk, "", 0, false},
		{walk, "門", 0, false},
		{fork, "AC", 0b101, true},
		{fork, "a、c", 0b101, true},
		{fork, "1 3", 0b101, true},
		{fork, "13", 0, false},
		{fork, "1,3,1", 0b101, true},
		{fork, "-", 0, true},
		{fork, "ー", 0, true},
		{fork, "", 0, false},
		{fork, "D", 0, false},
	}
	for _, tt := range tests {
		if got, ok := tt.walk.Answer(tt.text); ok != tt.ok || ok && got != tt.want {
			t.Errorf("card %d, %q: got %b, %v; want %b, %v", tt.walk.Card(), tt.text, got, ok, tt.want, tt.ok)
		}
	}
}

func TestSure(t *testing.T) {
	for text, want := range map[string]int{"": 0, "-": 0, "70": 70, "90%": 90, "３０％": 30, " 10 ": 10, "50 %": 50} {
		if got, ok := booklet.Sure(text); !ok || got != want {
			t.Errorf("%q: got %d, %v; want %d", text, got, ok, want)
		}
	}
	for _, text := range []string{"60", "0", "100", "sure", "7 0"} {
		if got, ok := booklet.Sure(text); ok {
			t.Errorf("%q: got %d, want a refusal", text, got)
		}
	}
}

// TestLetters: what is asked for is what is offered.
func TestLetters(t *testing.T) {
	walk := booklet.Begin(dock(t), "")
	if got := walk.Letters(); got != "ABC" {
		t.Errorf("card 1 offers %s, want ABC", got)
	}
	next, err := walk.Choose(2, 0)
	if err != nil {
		t.Fatal(err)
	}
	if got := next.Letters(); got != "ABC" {
		t.Errorf("card 3 offers %s, want ABC", got)
	}
	if walk, err = walk.Choose(0, 0); err != nil {
		t.Fatal(err)
	}
	if walk, err = walk.Choose(0, 0); err != nil {
		t.Fatal(err)
	}
	if got := walk.Letters(); got != "AB" || !strings.HasPrefix(got, "A") {
		t.Errorf("card 3 with the gate closed offers %s, want AB", got)
	}
}

// TestTook: the steps lie within the time the table took.
func TestTook(t *testing.T) {
	walk := booklet.Begin(dock(t), "")
	for _, id := range []game.ChoiceID{2, 1, 1} {
		next, err := walk.Choose(id, 0)
		if err != nil {
			t.Fatal(err)
		}
		walk = next
	}
	run, err := walk.Run(game.Record{Started: began}, 30*time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	for i, st := range run.Steps {
		if want := began.Add(time.Duration(i+1) * 10 * time.Minute); !st.At.Equal(want) {
			t.Errorf("step %d at %v, want %v", i+1, st.At, want)
		}
	}
}
