package tui

import (
	"io/fs"
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
	enter(s)
	s.Golden("play-question")
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
	s.Press("2")
	s.Golden("notes")
	s.Press("1")
	s.Golden("note")
	s.Press("tab")
	s.Golden("note-link")
	s.Press("enter")
	s.Golden("note-followed")
	s.Press("esc", "esc", "esc", "?")
	s.Golden("help")
	s.Press("esc", "3", "4")
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

func TestTour(t *testing.T) {
	for _, lang := range []string{"ja", "en"} {
		t.Run(lang, func(t *testing.T) { screentest.Play(t, model(t, lang), 80, 24, tour) })
	}
}
