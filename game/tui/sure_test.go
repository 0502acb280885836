package tui

import (
	"context"
	"fmt"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/report"
	"kobayashi/game/solve"
	"kobayashi/game/tui/screentest"
)

// asking are options under which each decision is asked for.
func asking(t testing.TB, lang string, j game.Journal) Options {
	o := options(t, lang, j)
	o.Confidence = true
	return o
}

// sureOf lists how sure the kept steps say the player was.
func (m *memory) sureOf(run string) []int {
	m.mu.Lock()
	defer m.mu.Unlock()
	var list []int
	for _, s := range m.steps[run] {
		list = append(list, s.Sure)
	}
	return list
}

// TestSure shows the question in each window, of a choice and of a report.
func TestSure(t *testing.T) {
	for _, size := range [][2]int{{60, 20}, {80, 24}, {120, 40}} {
		for _, lang := range []string{"ja", "en"} {
			t.Run(fmt.Sprintf("%dx%d-%s", size[0], size[1], lang), func(t *testing.T) {
				o := asking(t, lang, newMemory())
				o.Start = Start{Scenario: "shop"}
				screentest.Play(t, New(o), size[0], size[1], func(s *screentest.Screen) {
					until(s, "90 ")
					s.Press("3")
					s.Golden("choice")
					s.Press("5")
					enter(s)
					enter(s)
					s.Press("1")
					enter(s)
					until(s, "[ ]")
					s.Press("2", "3", "end")
					enter(s)
					s.Golden("report")
					enter(s)
					toResults(s)
					s.Press("pgdown")
					s.Golden("results")
				})
			})
		}
	}
}

// TestSureKeys: the answer is kept with the step, once, and only when it is
// meant.
func TestSureKeys(t *testing.T) {
	tests := []struct {
		name string
		do   func(*screentest.Screen)
		want string // on the screen
		kept []int
	}{
		{"the middle first", func(s *screentest.Screen) { s.Press("2"); enter(s) }, "流れを断った", []int{50}},
		{"a digit, then enter", func(s *screentest.Screen) { s.Press("2", "5"); enter(s) }, "流れを断った", []int{90}},
		{"a full-width digit", func(s *screentest.Screen) { s.Press("2", "１"); enter(s) }, "流れを断った", []int{10}},
		{"arrows", func(s *screentest.Screen) { s.Press("2", "down"); enter(s) }, "流れを断った", []int{70}},
		{"a digit alone", func(s *screentest.Screen) { s.Press("2", "5") }, "自信 90% で決めます", nil},
		{"esc goes back to the choice", func(s *screentest.Screen) { s.Press("2", "5", "esc") }, "> 2  感染したサーバー", nil},
		{"another choice then", func(s *screentest.Screen) { s.Press("2", "esc", "4"); enter(s) }, "説明責任は", []int{50}},
		{"an enter sent twice", func(s *screentest.Screen) { s.Wait(time.Second); s.Press("enter", "enter", "enter") }, "自信 50% で決めます", nil},
		{"a click moves", func(s *screentest.Screen) { s.Press("2"); clickOn(s, "ほぼ確か") }, "自信 90% で決めます", nil},
		{"a second click decides", func(s *screentest.Screen) {
			s.Press("2")
			clickOn(s, "ほぼ確か")
			s.Wait(time.Second)
			clickOn(s, "ほぼ確か")
		}, "流れを断った", []int{90}},
		{"time asks nothing", func(s *screentest.Screen) { s.Wait(95 * time.Second) }, "説明責任は", []int{0}},
		{"time asks nothing, even then", func(s *screentest.Screen) { s.Press("2", "5"); s.Wait(95 * time.Second) }, "説明責任は", []int{0}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			j := newMemory()
			atChoice(t, asking(t, "ja", j), func(s *screentest.Screen) {
				tt.do(s)
				s.Contains(tt.want)
				if got := j.sureOf("run-1"); fmt.Sprint(got) != fmt.Sprint(tt.kept) {
					t.Errorf("got %v kept, want %v", got, tt.kept)
				}
			})
		})
	}
}

// TestSureGoesOn: a run that has asked goes on asking, and where there is
// nothing to decide nobody asks.
func TestSureGoesOn(t *testing.T) {
	rules := sampleRules()
	rules.Scenes[3].Decision.Items[0].If = op(game.OpLt, ref("trust"), lit(0))
	sc, err := game.Compile(rules, game.About{}, sampleJA())
	if err != nil {
		t.Fatal(err)
	}
	j := newMemory()
	o := options(t, "ja", j, sc)
	o.Confidence = true
	atChoice(t, o, func(s *screentest.Screen) {
		s.Press("3", "1")
		enter(s)
		enter(s)
		s.Contains("  > なにも答えない")
		enter(s)
		s.Contains("夜のあいだに")
	})
	o = options(t, "ja", j, sc)
	o.Start = Start{Run: "run-1"}
	screentest.Play(t, New(o), 80, 24, func(s *screentest.Screen) {
		until(s, "[ ]")
		s.Press("1", "end")
		enter(s)
		s.Contains("自信は、どのくらい")
		s.Press("4")
		enter(s)
		if got := fmt.Sprint(j.sureOf("run-1")); got != "[10 0 70]" {
			t.Errorf("got %s kept, want [10 0 70]", got)
		}
	})
}

// TestCalibration shows the curve of a run beside that of all runs.
func TestCalibration(t *testing.T) {
	for _, colour := range []string{"dark", "light", "mono"} {
		for _, lang := range []string{"ja", "en"} {
			t.Run(colour+"-"+lang, func(t *testing.T) {
				o := asking(t, lang, newMemory())
				o.Preferences = map[string]string{"colour": colour}
				o.Start = Start{Scenario: "shop"}
				o.Debrief = withHistory
				var ground []screentest.Option
				if colour == "light" {
					ground = append(ground, screentest.Light())
				}
				screentest.Play(t, New(o), 80, 40, func(s *screentest.Screen) {
					until(s, "90 ")
					s.Press("1", "5")
					enter(s)
					until(s, "[ ]")
					s.Press("1", "2", "end")
					enter(s)
					s.Press("4")
					enter(s)
					toResults(s)
					s.Press("pgdown")
					s.Golden("results")
				}, ground...)
			})
		}
	}
}

// withHistory is a debrief with the answers of earlier runs: surer than right.
func withHistory(ctx context.Context, run game.Run, _ func(float64)) (game.Debrief, error) {
	sol, err := solve.Solve(ctx, run.Rules, run.Variant, 0)
	if err != nil {
		return game.Debrief{}, err
	}
	var history []game.Forecast
	for i := range 50 {
		history = append(history, game.Forecast{Sure: game.Levels[i%5], Right: i%7 == 0 || i%9 == 1})
	}
	return report.Build(run, sol, history)
}
