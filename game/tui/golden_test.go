package tui

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"

	"kobayashi/assets"
	"kobayashi/game/tui/screentest"
)

func sub(t testing.TB) fs.FS {
	t.Helper()
	dir, err := fs.Sub(assets.Words, "words")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// enter waits as a reader does, then presses Enter.
func enter(s *screentest.Screen) {
	s.Wait(time.Second)
	s.Press("enter")
}

// until reads on until something is on the screen.
func until(s *screentest.Screen, sign string) {
	for range 9 {
		if strings.Contains(s.Text(), sign) {
			return
		}
		enter(s)
	}
	s.Contains(sign)
}

// tour walks through a whole run and looks at each screen on the way.
func tour(s *screentest.Screen) {
	s.Golden("title")
	s.Press("1")
	s.Golden("shelf")
	s.Press("enter")
	s.Golden("briefing")
	s.Press("enter")
	s.Golden("play-first")
	enter(s)
	s.Golden("play-decision")
	s.Press("3")
	s.Golden("play-confirm")
	enter(s)
	s.Golden("play-outcome")
	enter(s)
	s.Golden("play-inject")
	s.Press("1")
	enter(s)
	s.Golden("play-after-inject")
	enter(s)
	s.Golden("play-chance")
	enter(s)
	s.Golden("play-drawn")
	s.Press("1", "２", "3", "3", "down")
	s.Golden("play-ticked")
	enter(s)
	s.Golden("play-send")
	enter(s)
	s.Golden("play-answered")
	s.Press("pgup")
	s.Golden("play-back")
	s.Press("esc")
	enter(s)
	after(s)
}

// after is the rest of the tour: the ending, and the rooms around the play.
func after(s *screentest.Screen) {
	s.Golden("play-ending")
	s.Press("esc")
	s.Golden("pause")
	s.Press("2")
	s.Golden("transcript")
	s.Press("esc")
	enter(s)
	s.Golden("results")
	s.Press("pgdown")
	s.Golden("results-2")
	s.Press("pgdown")
	s.Golden("results-3")
	s.Press("4")
	s.Golden("notes")
	s.Press("1")
	s.Golden("note")
	s.Press("tab")
	s.Golden("note-link")
	s.Press("enter")
	s.Golden("note-followed")
	s.Press("esc", "esc", "esc", "?")
	s.Golden("help")
	s.Press("esc", "5", "4")
	s.Golden("history")
	s.Press("d")
	s.Golden("history-remove")
	s.Press("esc", "esc", "3")
	s.Golden("glossary")
	s.Type("ボ")
	s.Golden("glossary-typed")
	s.Press("esc", "5")
	s.Golden("settings")
}

// first plays up to the first decision and through it, for other windows.
func first(s *screentest.Screen) {
	s.Golden("title")
	s.Press("1", "enter")
	s.Golden("briefing")
	s.Press("enter")
	s.Golden("play")
	until(s, "90 ") // the countdown stands beside the open decision
	s.Golden("play-decision")
	s.Press("2")
	enter(s)
	s.Golden("play-outcome")
	until(s, "[ ]")
	s.Golden("play-question")
	s.Press("1", "2", "end")
	s.Golden("play-ticked")
}

func TestTour(t *testing.T) {
	for _, lang := range []string{"ja", "en"} {
		t.Run(lang, func(t *testing.T) { screentest.Play(t, model(t, lang), 80, 24, tour) })
	}
}

func TestWindows(t *testing.T) {
	for _, size := range [][2]int{{60, 20}, {120, 40}} {
		for _, lang := range []string{"ja", "en"} {
			t.Run(fmt.Sprintf("%dx%d-%s", size[0], size[1], lang), func(t *testing.T) {
				screentest.Play(t, model(t, lang), size[0], size[1], func(s *screentest.Screen) {
					first(s)
					enter(s)
					enter(s)
					s.Golden("play-answered")
					enter(s)
					enter(s)
					s.Golden("results")
				})
			})
		}
	}
}

// TestLooks shows the first scene and the results in every look there is.
func TestLooks(t *testing.T) {
	for _, colour := range []string{"dark", "light", "16", "mono"} {
		t.Run(colour, func(t *testing.T) {
			o := options(t, "ja", newMemory())
			o.Preferences = map[string]string{"colour": colour, "ascii": "on"}
			o.Start = Start{Scenario: "shop"}
			var ground []screentest.Option
			if colour == "light" {
				ground = append(ground, screentest.Light())
			}
			screentest.Play(t, New(o), 100, 30, func(s *screentest.Screen) {
				s.Press("enter") // behind the briefing
				s.Golden("play")
				until(s, "90 ")
				s.Press("4")
				enter(s)
				until(s, "[ ]")
				s.Press("1", "2", "end")
				enter(s)
				enter(s)
				enter(s)
				enter(s)
				s.Golden("results")
			}, ground...)
		})
	}
}
