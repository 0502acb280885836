package tui

import (
	"context"
	"fmt"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/tui/screentest"
	"kobayashi/game/workshop"
)

// settle lets what happened reach the screen.
func settle(s *screentest.Screen) { s.Wait(2 * calm) }

// take opens the menu and presses a digit, then goes through the form.
func take(s *screentest.Screen, keys ...string) {
	for _, k := range keys {
		s.Wait(time.Second)
		s.Press(k)
	}
	settle(s)
}

// played is the room in the middle of its first decisions.
func played(h hall) (red, blue, green string) {
	red = h.team("赤", "一郎", "花子", "三郎")
	blue = h.team("Blue", "Ann", "Bob")
	green = h.team("緑のたぬき", "次郎")
	h.phase(workshop.Running)
	time.Sleep(42 * time.Second)
	h.reach(red)
	h.votes(red, 1, 2)
	h.decide(blue, 0, 2, 0)
	return red, blue, green
}

func leadTour(h hall, s *screentest.Screen) {
	s.Golden("door")
	s.Type("WRONG")
	s.Press("enter")
	s.Type("伊藤")
	s.Press("enter")
	settle(s)
	s.Golden("door-wrong")
	s.Press("ctrl+u")
	s.Type("GOOD")
	s.Press("enter", "enter")
	settle(s)
	s.Golden("lobby-empty")
	red := h.team("赤", "一郎", "花子", "三郎")
	blue := h.team("Blue", "Ann", "Bob")
	h.team("緑のたぬき", "次郎")
	settle(s)
	s.Golden("lobby")
	s.Press("tab")
	s.Golden("menu-lobby")
	take(s, "1")
	s.Type("全員そろった")
	s.Golden("start-form")
	take(s, "enter")
	s.Golden("start-sure")
	take(s, "enter")
	s.Golden("started")
	s.Wait(42 * time.Second)
	h.reach(red)
	h.votes(red, 1, 2)
	h.decide(blue, 0, 2, 0)
	settle(s)
	s.Golden("running")
	s.Press("right", "down")
	s.Golden("running-sorted")
	s.Press("tab")
	s.Golden("menu-running")
	s.Press("esc")
	leadTeamTour(h, s, blue)
	leadDebriefTour(h, s, red, blue)
}

// leadTeamTour looks at a team, talks to it, and sends it back.
func leadTeamTour(h hall, s *screentest.Screen, blue string) {
	s.Press("left", "home", "1")
	s.Golden("team")
	s.Press("pgdown")
	s.Golden("team-2")
	s.Press("esc", "2")
	s.Golden("team-blue")
	s.Press("pgdown", "pgdown")
	s.Golden("team-blue-2")
	take(s, "1", "right", "enter")
	s.Type("社長が電話で状況を聞いています。三分で答えをまとめてください。")
	s.Golden("tell-form")
	take(s, "enter", "enter")
	s.Golden("told")
	take(s, "2")
	s.Golden("back-pick")
	take(s, "1", "enter")
	s.Golden("back-needs-reason")
	s.Type("同じ画面を二人で見ていた")
	take(s, "enter", "enter")
	s.Golden("back-done")
	s.Press("esc")
	h.decide(blue, 1, 1, 1)
	settle(s)
}

// leadDebriefTour freezes the board, goes into the debrief and to the end.
func leadDebriefTour(h hall, s *screentest.Screen, red, blue string) {
	take(s, "tab", "5", "enter")
	s.Golden("frozen")
	h.votes(red, 1, 2, 2)
	h.lock(red, 2)
	h.decide(blue, 3, 7, 3)
	settle(s)
	s.Golden("overview")
	take(s, "tab", "8", "enter", "enter")
	s.Golden("debrief-begun")
	h.note(blue, game.Hotwash{Strength: "すぐ切り離せた", Gap: "連絡先が分からない", Action: "連絡網を作る", Owner: "Ann", Due: "2026-12-01"})
	s.Press("tab")
	s.Golden("menu-debrief")
	take(s, "1")
	s.Golden("topics")
	take(s, "1")
	s.Golden("topic-unseen")
	take(s, "enter")
	s.Golden("topic-question")
	take(s, "enter")
	s.Golden("topic-spread")
	take(s, "enter", "pgdown")
	s.Golden("topic-verdict")
	take(s, "pgdown", "pgdown")
	s.Golden("topic-plan")
	s.Press("esc", "esc", "tab", "up", "up", "up", "up")
	take(s, "enter")
	s.Golden("log")
	s.Press("esc", "down")
	take(s, "enter")
	s.Golden("how")
}

func TestLeadTour(t *testing.T) {
	for _, lang := range []string{"ja", "en"} {
		t.Run(lang, func(t *testing.T) {
			inHall(t, lang, 80, 24, func(o *LeadOptions) {
				o.Name = ""
				o.Redeem = func(_ context.Context, token, _ string) error {
					if token != "GOOD" {
						return workshop.ErrSecret
					}
					return nil
				}
			}, leadTour)
		})
	}
}

func TestLeadWindows(t *testing.T) {
	for _, size := range [][2]int{{60, 20}, {140, 40}} {
		for _, lang := range []string{"ja", "en"} {
			t.Run(fmt.Sprintf("%dx%d-%s", size[0], size[1], lang), func(t *testing.T) {
				inHall(t, lang, size[0], size[1], nil, func(h hall, s *screentest.Screen) {
					s.Golden("lobby")
					red, blue, _ := played(h)
					settle(s)
					s.Golden("running")
					s.Press("tab")
					s.Golden("menu")
					s.Press("2", "down")
					s.Golden("tell")
					s.Press("esc", "1")
					s.Golden("team")
					s.Press("esc")
					h.votes(red, 1, 2, 2)
					h.lock(red, 2)
					h.decide(blue, 3, 7, 3)
					h.phase(workshop.Debrief)
					take(s, "tab", "1")
					s.Golden("topics")
					take(s, "2", "enter", "enter", "enter")
					s.Golden("topic")
				})
			})
		}
	}
}
