package tui

import (
	"context"
	"strings"
	"testing"

	"kobayashi/game"
	"kobayashi/game/tui/screentest"
)

// TestPractice: a decision is played again with the same luck, marked on every
// screen, and nothing of it is kept.
func TestPractice(t *testing.T) {
	for _, lang := range []string{"ja", "en"} {
		t.Run(lang, func(t *testing.T) {
			j := newMemory()
			sized(t, options(t, lang, j), 80, 24, func(s *screentest.Screen) {
				s.Press("1", "down", "down")
				enter(s)
				s.Press("3")
				s.Golden("begun")
				for _, key := range []string{"n", "g", "?", "esc"} {
					if key == "?" {
						s.Press("pgdown")
					}
					s.Press(key)
					marked(t, s, key)
					s.Press("esc")
				}
				s.Press("esc")
				s.Golden("pause")
				s.Press("2")
				marked(t, s, "transcript")
				s.Press("esc")
				until(s, "[ ]")
				s.Press("1", "2", "end")
				enter(s)
				enter(s)
				for range 9 {
					marked(t, s, "play")
					if strings.Contains(s.Text(), "> 1 判断") || strings.Contains(s.Text(), "> 1 Decisions") {
						break
					}
					enter(s)
				}
				s.Golden("results")
				s.Press("1")
				s.Golden("decisions")
				enter(s)
				s.Golden("decision")
				s.Press("esc", "esc", "3")
				s.Golden("real")
			})
			if n := j.kept("run-1"); n != 3 || len(j.runs) != 1 {
				t.Errorf("got %d steps kept in %d runs, want 3 in 1", n, len(j.runs))
			}
		})
	}
}

// marked fails the test if the screen does not say that it is a practice.
func marked(t *testing.T, s *screentest.Screen, where string) {
	t.Helper()
	head, _, _ := strings.Cut(s.Text(), "\n")
	if !strings.Contains(head, " 練習 ") && !strings.Contains(head, " PRACTICE ") {
		t.Errorf("%s: got\n%s\nwant it marked as a practice", where, s.Text())
	}
}

// TestPracticeAgain: the same practice can be had once more, and left.
func TestPracticeAgain(t *testing.T) {
	o := options(t, "ja", newMemory())
	var names []string // of the runs looked back on
	o.Debrief = func(ctx context.Context, run game.Run, told func(float64)) (game.Debrief, error) {
		names = append(names, run.ID)
		return judged(ctx, run, told)
	}
	sized(t, o, 80, 24, func(s *screentest.Screen) {
		s.Press("1", "enter", "3")
		s.Contains("金曜 16:20")
		until(s, "90 ")
		s.Press("2")
		enter(s)
		until(s, "[ ]")
		s.Press("1", "2", "end")
		enter(s)
		enter(s)
		until(s, "もう一度")
		s.Contains("60点(")
		s.Press("2")
		until(s, "90 ")
		s.Press("esc", "6")
		s.Contains("判断 1 / 3")
		lacks(t, s, " 練習 ")
	})
	if got := strings.Join(names, " "); got != "run-1 run-2" {
		t.Errorf("got debriefs of %s, want run-1 run-2: a practice is no run of the history", got)
	}
}

// TestPracticeLoose: a practice from a scene the caller named is compared with
// nothing, and there is no run to go back to.
func TestPracticeLoose(t *testing.T) {
	o := options(t, "ja", newMemory())
	o.Start = Start{Scenario: "shop", From: "report"}
	screentest.Play(t, New(o), 80, 24, func(s *screentest.Screen) {
		until(s, "[ ]")
		s.Press("1", "end")
		enter(s)
		enter(s)
		until(s, "もう一度")
		s.Golden("results")
		s.Press("1", "enter")
		marked(t, s, "decision")
		lacks(t, s, "ここから練習")
	})
}
