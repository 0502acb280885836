package tui

import (
	"context"
	"errors"
	"testing"

	"kobayashi/game"
	"kobayashi/game/tui/screentest"
)

// TestStart: ways to begin that the command line asks for.
func TestStart(t *testing.T) {
	seed := uint64(9)
	tests := []struct {
		name  string
		start Start
		want  string
	}{
		{"variant", Start{Scenario: "shop", Variant: "without", Seed: &seed}, "> 2 予備系なし"},
		{"no variant", Start{Scenario: "shop"}, "> 1 予備系あり"},
		{"unknown exercise", Start{Scenario: "nowhere"}, "棚にありません"},
		{"unknown run", Start{Run: "nowhere"}, "見つかりません"},
		{"practice", Start{Scenario: "shop", From: "report", Set: map[string]int{"hours": 5}}, "練習です"},
		{"practice of nothing", Start{Scenario: "shop", From: "nowhere"}, "その名前の場面はありません"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := options(t, "ja", newMemory())
			o.Start = tt.start
			screentest.Play(t, New(o), 80, 24, func(s *screentest.Screen) { s.Contains(tt.want) })
		})
	}
}

// TestStartIsBriefed: whoever is sent straight to an exercise is told first who
// they are and what is at stake, and then plays what the command line asks for.
func TestStartIsBriefed(t *testing.T) {
	seed := uint64(9)
	j := newMemory()
	o := options(t, "ja", j)
	o.Start = Start{Scenario: "shop", Variant: "without", Seed: &seed, Name: "Ann"}
	screentest.Play(t, New(o), 80, 24, func(s *screentest.Screen) {
		s.Contains("あなたは部長で、今日からはCIOでもあります。")
		if len(j.runs) > 0 {
			t.Error("a run was begun before anybody said so")
		}
		s.Press("enter")
		s.Contains("予備系 なし")
	})
	if len(j.runs) != 1 {
		t.Fatalf("%d runs were begun", len(j.runs))
	}
	for _, rec := range j.runs {
		if rec.Seed != seed || rec.Player != "Ann" || rec.Variant != "without" {
			t.Errorf("begun is %+v", rec)
		}
	}
	screentest.Play(t, New(o), 80, 24, func(s *screentest.Screen) {
		s.Contains("途中") // the run that was begun is offered first
	})
	o = options(t, "ja", newMemory())
	o.Start = Start{Scenario: "shop"}
	screentest.Play(t, New(o), 80, 24, func(s *screentest.Screen) {
		s.Press("esc")
		s.Contains("はじめる")
	})
}

// TestSettings: a change holds at once, everywhere, and is kept.
func TestSettings(t *testing.T) {
	j := newMemory()
	atChoice(t, options(t, "ja", j), func(s *screentest.Screen) {
		s.Press("esc", "5", "1")
		s.Contains("Language")
		s.Press("esc", "1")
		s.Contains("What do you do?")
		s.Contains("Take the infected server")
		s.Contains("A crawler comes from outside") // what was said, too
		s.Resize(60, 20)
		s.Contains("| from inside to ask for orders") // in lines of the new width
		if got := j.prefs["lang"]; got != "en" {
			t.Errorf("got %q kept, want en", got)
		}
	})
	again := options(t, "ja", j)
	screentest.Play(t, New(again), 80, 24, func(s *screentest.Screen) { s.Contains("Start") })
}

// TestSmall: a window too small asks for room and loses nothing.
func TestSmall(t *testing.T) {
	atChoice(t, options(t, "ja", newMemory()), func(s *screentest.Screen) {
		s.Press("3")
		s.Resize(40, 10)
		s.Golden("small")
		s.Press("enter")
		s.Resize(80, 24)
		s.Contains("3 を選びます")
	})
}

// TestGround: a light ground changes the inks, wide signs change the borders.
func TestGround(t *testing.T) {
	screentest.Play(t, model(t, "ja"), 80, 24, func(s *screentest.Screen) {
		s.Press("5")
		s.Contains("----------")
	}, screentest.Wide())
	bytes := map[bool]string{}
	for _, light := range []bool{false, true} {
		var ground []screentest.Option
		if light {
			ground = append(ground, screentest.Light())
		}
		screentest.Play(t, model(t, "ja"), 80, 24, func(s *screentest.Screen) {
			s.Press("5")
			bytes[light] = s.SVG()
		}, ground...)
	}
	if bytes[true] == bytes[false] {
		t.Error("a light ground looks like a dark one")
	}
}

// TestShelfFailed: a shelf that cannot be read is said so, to each as it helps.
func TestShelfFailed(t *testing.T) {
	for local, want := range map[bool]string{true: "kobayashi lint", false: "進行役"} {
		o := options(t, "ja", newMemory())
		o.Local = local
		o.Shelf = func(context.Context) ([]*game.Scenario, error) { return nil, errors.New("broken") }
		screentest.Play(t, New(o), 80, 24, func(s *screentest.Screen) {
			s.Contains(want)
			s.Press("1")
			s.Contains(want)
		})
	}
}

// TestHistory: a finished run opens its results, and can be removed.
func TestHistory(t *testing.T) {
	j := newMemory()
	o := options(t, "ja", j)
	o.Start = Start{Scenario: "shop"}
	screentest.Play(t, New(o), 80, 24, func(s *screentest.Screen) {
		until(s, "90 ")
		s.Press("2")
		enter(s)
		until(s, "[ ]")
		s.Press("1", "2", "end")
		enter(s)
		enter(s)
		toResults(s)
		s.Press("5", "4")
		s.Contains("落ち着いた週末  60 / 60点")
		s.Press("enter")
		s.Contains("60点(60点満点)")
		s.Press("esc", "d")
		enter(s)
		s.Contains("まだ記録がありません")
		if len(j.runs) != 0 {
			t.Errorf("got %d runs kept, want none", len(j.runs))
		}
	})
}

// TestFind: a word is found in the ways it may be typed.
func TestFind(t *testing.T) {
	for _, typed := range []string{"ボ", "ぼっと", "ｐｃ", "PC", "道具"} {
		screentest.Play(t, model(t, "ja"), 80, 24, func(s *screentest.Screen) {
			s.Press("3")
			s.Type(typed)
			s.Contains("> ボット")
			s.Press("backspace", "backspace", "backspace")
			s.Contains("3語")
		})
	}
}
