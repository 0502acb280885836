package twee

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/bits"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"kobayashi/game"
	"kobayashi/game/need"
	"kobayashi/game/parse"
	"kobayashi/game/words"
	"kobayashi/scenarios"
)

func phrases(t testing.TB, lang string) words.Text {
	t.Helper()
	book, err := words.Load(os.DirFS("../../assets/words"))
	if err != nil {
		t.Fatal(err)
	}
	return book.In(lang)
}

func read(t testing.TB, text string) *game.Scenario {
	t.Helper()
	res := parse.Read(fstest.MapFS{"x.md": &fstest.MapFile{Data: []byte(text)}}, "x.md")
	if res.Scenario == nil {
		t.Fatal(res.Problems)
	}
	return res.Scenario
}

// compiled is what a Twine compiler read.
type compiled struct {
	Name, IFID, Format, Start, Script, HTML string
	Warnings                                []string
	Passages                                []passage
}

type passage struct {
	Name, Text string
	Tags       []string
}

// compile has a public compiler read a story and put it together with SugarCube.
// KOBAYASHI_SUGARCUBE names another release of that than the one that is pinned.
func compile(t *testing.T, text string) compiled {
	t.Helper()
	modules := need.Modules(t)
	format := filepath.Join(modules, "sugarcube-carrier", "story-formats", "sugarcube-2.31.1", "format.js")
	if other := os.Getenv("KOBAYASHI_SUGARCUBE"); other != "" {
		format = other
	}
	var c compiled
	node(t, text, &c, "testdata/compile.mjs", modules, format)
	return c
}

func node(t *testing.T, in string, out any, args ...string) {
	t.Helper()
	cmd := exec.Command(need.Program(t, "node"), args...)
	cmd.Stdin = strings.NewReader(in)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	answer, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v\n%s", args, err, errs.String())
	}
	if err := json.Unmarshal(answer, out); err != nil {
		t.Fatalf("%v: %v\n%.400s", args, err, answer)
	}
}

type (
	planned struct {
		HTML  string    `json:"html"`
		Start string    `json:"start"`
		Vars  []string  `json:"vars"`
		Runs  []dictate `json:"runs"`
		Texts bool      `json:"texts"` // tell what each page shows
	}
	dictate struct {
		Variant int    `json:"variant"`
		Steps   []move `json:"steps"`
	}
	move struct {
		N     int   `json:"n,omitempty"`
		Ticks []int `json:"ticks,omitzero"`
		Roll  int   `json:"roll,omitempty"`
	}
	played struct {
		Passages []string
		Errors   []string
		Left     int
		Vars     map[string]any
		Text     string
		Texts    []string
		Pwned    bool
	}
)

// wander plays a variant at random, to an ending.
func wander(t *testing.T, sc *game.Scenario, variant string, seed uint64) game.Run {
	t.Helper()
	run, err := game.Begin(sc, game.Record{Variant: variant, Seed: seed})
	dice := rand.New(rand.NewPCG(seed, 3))
	for err == nil && !run.Over() {
		open := run.Open()
		id := game.ChoiceID(0)
		if sc.Kind(run.State) == game.Question {
			for _, c := range open {
				if dice.IntN(2) == 0 {
					id |= c.ID
				}
			}
		} else {
			id = open[dice.IntN(len(open))].ID
		}
		run, err = run.Choose(id, time.Time{})
	}
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// dictation is a run as a reader of the story would play it, and the scenes that
// were entered.
func dictation(sc *game.Scenario, run game.Run) (d dictate, entered []string) {
	for i, v := range sc.Rules().Variants {
		if v.ID == run.Variant {
			d.Variant = i
		}
	}
	d.Steps = []move{}
	for _, e := range run.Trace {
		scene := sc.Rules().Scenes[e.Scene]
		switch {
		case e.Kind == game.Entered:
			entered = append(entered, scene.ID)
		case e.Kind == game.Drew:
			roll := 0
			for _, it := range scene.Decision.Items[:e.Choice+1] {
				roll += it.Percent
			}
			d.Steps = append(d.Steps, move{Roll: roll})
		case e.Kind == game.Chose && scene.Decision.Kind == game.Question:
			m := move{Ticks: []int{}}
			for rest := uint32(e.Choice); rest != 0; rest &= rest - 1 {
				m.Ticks = append(m.Ticks, bits.TrailingZeros32(rest)+1)
			}
			d.Steps = append(d.Steps, m)
		case e.Kind == game.Chose:
			d.Steps = append(d.Steps, move{N: int(e.Choice) + 1})
		}
	}
	return d, entered
}

// value is a variable as JSON has it.
func value(v game.Var, n int) any {
	switch v.Type {
	case game.Bool:
		return n != 0
	case game.Enum:
		return v.Values[n]
	}
	return float64(n)
}

// same plays runs in the story and in the game, and compares: the scenes that
// were entered, every variable and every dimension of the score.
func same(t *testing.T, sc *game.Scenario, lang string, runs []game.Run) {
	t.Helper()
	text, _ := Write(sc, lang, phrases(t, lang))
	c := compile(t, text)
	if len(c.Warnings) > 0 {
		t.Error("the compiler warns:", c.Warnings)
	}
	n := newNames(sc.Rules())
	plan := planned{HTML: c.HTML, Start: "Start"}
	for _, v := range sc.Rules().Vars {
		plan.Vars = append(plan.Vars, n.vars[v.Name])
	}
	for _, d := range sc.Rules().Scores {
		plan.Vars = append(plan.Vars, n.points[d.Name])
	}
	var wants [][]string
	for _, run := range runs {
		d, entered := dictation(sc, run)
		plan.Runs, wants = append(plan.Runs, d), append(wants, entered)
	}
	in, err := json.Marshal(plan)
	if err != nil {
		t.Fatal(err)
	}
	var got []played
	node(t, string(in), &got, "testdata/play.mjs", need.Modules(t))
	if len(got) != len(runs) {
		t.Fatalf("%d runs came back of %d", len(got), len(runs))
	}
	for i, run := range runs {
		p := got[i]
		if len(p.Errors) > 0 || p.Left != 0 || !slices.Equal(p.Passages, wants[i]) {
			t.Fatalf("seed %d %s: errors %q, %d steps left\ngot  %v\nwant %v", run.Seed, run.Variant, p.Errors, p.Left, p.Passages, wants[i])
		}
		for k, v := range sc.Rules().Vars {
			if want := value(v, sc.Value(run.State, k)); p.Vars[n.vars[v.Name]] != want {
				t.Errorf("seed %d %s: %s is %v, want %v", run.Seed, run.Variant, v.Name, p.Vars[n.vars[v.Name]], want)
			}
		}
		for k, d := range sc.Rules().Scores {
			if want := float64(run.Score[k]); p.Vars[n.points[d.Name]] != want {
				t.Errorf("seed %d %s: %v points of %s, want %v", run.Seed, run.Variant, p.Vars[n.points[d.Name]], d.Name, want)
			}
		}
		if total := fmt.Sprintf("%s / %s", game.Digits(sc.Total(run.Score)), game.Digits(sc.MaxTotal())); len(sc.Rules().Scores) > 0 && !strings.Contains(p.Text, total) {
			t.Errorf("seed %d: the last page does not say %q:\n%s", run.Seed, total, p.Text)
		}
	}
}

// TestSamePlay plays the shelf in SugarCube itself.
func TestSamePlay(t *testing.T) {
	for i, path := range scenarios.Shelf() {
		res := parse.Read(scenarios.FS(), path)
		if res.Scenario == nil {
			t.Error(path, "cannot be read")
			continue
		}
		sc, lang := res.Scenario, words.Langs()[i%2]
		t.Run(sc.ID(), func(t *testing.T) {
			var runs []game.Run
			for seed := range uint64(1) {
				for _, v := range sc.Rules().Variants {
					runs = append(runs, wander(t, sc, v.ID, seed))
				}
				if len(sc.Rules().Variants) == 0 {
					runs = append(runs, wander(t, sc, "", seed))
				}
			}
			same(t, sc, lang, runs)
		})
	}
}
