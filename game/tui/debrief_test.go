package tui

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/report"
	"kobayashi/game/solve"
	"kobayashi/game/tui/screentest"
)

// worst plays the sample as badly as it gets, up to its results: it waits, says
// nothing to the press, and guesses in the report.
func worst(s *screentest.Screen) {
	until(s, "90 ")
	s.Press("3")
	enter(s)
	enter(s)
	s.Press("2")
	enter(s)
	until(s, "[ ]")
	s.Press("3", "end")
	enter(s)
	enter(s)
	toResults(s)
}

// toResults reads the rest of a run.
func toResults(s *screentest.Screen) {
	for range 9 {
		if text := s.Text(); strings.Contains(text, "2 振り返り") || strings.Contains(text, "2 Hotwash") {
			return
		}
		enter(s)
	}
}

// sized plays the sample badly in a window and goes on from its results.
func sized(t *testing.T, o Options, width, height int, play func(*screentest.Screen)) {
	t.Helper()
	o.Start = Start{Scenario: "shop"}
	screentest.Play(t, New(o), width, height, func(s *screentest.Screen) {
		worst(s)
		play(s)
	})
}

// TestDebrief walks through everything behind an ending, in each window.
func TestDebrief(t *testing.T) {
	for _, size := range []struct {
		name          string
		width, height int
	}{{"60x20", 60, 20}, {"80x24", 80, 24}, {"120x40", 120, 40}} {
		for _, lang := range []string{"ja", "en"} {
			t.Run(size.name+"-"+lang, func(t *testing.T) {
				sized(t, options(t, lang, newMemory()), size.width, size.height, func(s *screentest.Screen) {
					s.Golden("results")
					for page := 2; size.height == 24 && page <= 6; page++ {
						s.Press("pgdown")
						s.Golden(fmt.Sprint("results-", page))
					}
					s.Press("1")
					s.Golden("decisions")
					s.Press("enter")
					s.Golden("decision")
					s.Press("2")
					s.Golden("decision-report")
				})
			})
		}
	}
}

// TestNoDebrief: without one the results are still there, and say why.
func TestNoDebrief(t *testing.T) {
	tests := []struct {
		name string
		ask  func(context.Context, game.Run, func(float64)) (game.Debrief, error)
	}{
		{"nobody", nil},
		{"failed", func(context.Context, game.Run, func(float64)) (game.Debrief, error) {
			return game.Debrief{}, errors.New("no idea")
		}},
		{"unproved", func(_ context.Context, run game.Run, _ func(float64)) (game.Debrief, error) {
			return report.Unproved(run, &solve.LimitError{States: 50_000_000, Limit: 50_000_000}), nil
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := options(t, "ja", newMemory())
			o.Debrief = tt.ask
			sized(t, o, 80, 24, func(s *screentest.Screen) {
				s.Golden("results")
				s.Press("1")
				s.Golden("decisions")
				s.Press("enter")
				s.Golden("decision")
				lacks(t, s, "より良い手")
			})
		})
	}
}

// TestSlowDebrief: what takes long says how far it is, shows itself when it is
// done, wherever the player is meanwhile, and can be left.
func TestSlowDebrief(t *testing.T) {
	tests := []struct {
		name string
		play func(s *screentest.Screen, word chan struct{}, left *bool)
	}{
		{"done", func(s *screentest.Screen, word chan struct{}, _ *bool) {
			s.Golden("working")
			close(word)
			s.Wait(time.Second)
			s.Contains("弱い")
			lacks(t, s, "42%")
		}},
		{"done behind the decisions", func(s *screentest.Screen, word chan struct{}, _ *bool) {
			s.Press("1")
			s.Golden("decisions")
			close(word)
			s.Wait(time.Second)
			s.Contains("+... 弱い")
			s.Press("esc")
			s.Contains("範囲の0%")
		}},
		{"done behind a note", func(s *screentest.Screen, word chan struct{}, _ *bool) {
			s.Press("4", "1")
			close(word)
			s.Wait(time.Second)
			s.Press("esc", "esc")
			s.Contains("範囲の0%")
		}},
		{"left", func(s *screentest.Screen, _ chan struct{}, left *bool) {
			s.Press("esc")
			s.Contains("はじめる")
			if !*left {
				t.Error("the work goes on for nobody")
			}
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var word chan struct{} // belongs to the test's own clock
			var left bool
			o := options(t, "ja", newMemory())
			o.Start = Start{Scenario: "shop"}
			o.Debrief = func(ctx context.Context, run game.Run, told func(float64)) (game.Debrief, error) {
				told(0.42)
				select {
				case <-word:
					return judged(ctx, run, told)
				case <-ctx.Done():
					left = true
					return game.Debrief{}, ctx.Err()
				}
			}
			screentest.Play(t, New(o), 80, 24, func(s *screentest.Screen) {
				word = make(chan struct{})
				worst(s)
				lacks(t, s, "42%")
				s.Wait(time.Second)
				s.Contains("42%")
				tt.play(s, word, &left)
			})
		})
	}
}

// TestMany: a run of forty decisions is listed in full, and any of them opens.
func TestMany(t *testing.T) {
	rules := game.Rules{
		ID: "long", Start: "s0", Fixed: true, Endings: []string{"end"},
		Vars:   []game.Var{{Name: "n", Max: 40}},
		Scores: []game.ScoreRule{{Name: "a", Max: 400, Weight: 1}},
	}
	words := &game.Text{Lang: "ja", Title: "長い夜", Endings: map[string]string{"end": "朝"}, Scores: map[string]string{"a": "対応"}}
	for i := range 40 {
		next := fmt.Sprint("s", i+1)
		rules.Scenes = append(rules.Scenes, game.Scene{ID: fmt.Sprint("s", i), Decision: game.Decision{Kind: game.Choose, Items: []game.Item{
			{Target: next, Do: []game.Stmt{award("a", 10)}}, {Target: next, Do: []game.Stmt{award("a", 10-i%11)}}, {Target: next},
		}}})
		words.Scenes = append(words.Scenes, game.SceneText{
			Title: fmt.Sprintf("%d時%02d分", 18+i/4, i%4*15), Blocks: []game.Block{block(game.Para, "電話が鳴っています。")},
			Items: []game.ItemText{{Label: "受話器を取る"}, {Label: "課長に任せる"}, {Label: "鳴らしておく"}},
		})
	}
	rules.Scenes = append(rules.Scenes, game.Scene{ID: "s40", Ending: "end"})
	words.Scenes = append(words.Scenes, game.SceneText{Title: "朝", Blocks: []game.Block{block(game.Para, "夜が明けました。")}})
	sc, err := game.Compile(rules, game.About{}, words)
	if err != nil {
		t.Fatal(err)
	}
	o := options(t, "ja", newMemory(), sc)
	o.Start = Start{Scenario: "long"}
	screentest.Play(t, New(o), 80, 24, func(s *screentest.Screen) {
		for range 40 {
			s.Press("2")
			enter(s)
		}
		toResults(s)
		s.Golden("results")
		s.Press("1")
		s.Golden("decisions")
		s.Press("pgdown", "pgdown", "down")
		s.Golden("decisions-2")
		s.Press("end")
		s.Golden("decisions-3")
		enter(s)
		s.Contains("判断 40 / 40")
		s.Press("1")
		s.Contains("判断 1 / 40")
		s.Golden("decision")
		s.Press("2")
		s.Contains("判断 40 / 40")
		s.Press("esc")
		s.Contains("27時45分")
	})
}
