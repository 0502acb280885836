package tui

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"kobayashi/assets"
	"kobayashi/game"
	"kobayashi/game/host"
	"kobayashi/game/tui/screentest"
	"kobayashi/game/typeset"
	"kobayashi/game/workshop"
	logged "kobayashi/game/workshop/memory"
)

// roleSample is the sample with two roles, so that somebody decides.
func roleSample(t testing.TB) *game.Scenario {
	t.Helper()
	rules, ja, en := sampleRules(), sampleJA(), sampleEN()
	rules.Roles = []string{"cio", "press"}
	ja.Roles = map[string]string{"cio": "CIO", "press": "広報"}
	en.Roles = map[string]string{"cio": "CIO", "press": "Press office"}
	sc, err := game.Compile(rules, game.About{Minutes: 10, Level: 2, AsOf: "2026-11-01"}, ja, en)
	if err != nil {
		t.Fatal(err)
	}
	return sc
}

// hall is a workshop of the sample that a test plays by hand.
type hall struct {
	testing.TB
	host *host.Host
	room *host.Room
}

func openHall(t testing.TB, rules workshop.Rules) hall {
	t.Helper()
	sc := roleSample(t)
	h := host.New(host.Options{
		Log: &logged.Log{}, Talk: slog.New(slog.DiscardHandler),
		Find: func(workshop.Opened) (*game.Scenario, error) { return sc, nil },
	})
	r, err := h.Open(t.Context(), "w", workshop.Opened{
		Name: "秋のワークショップ", Scenario: sc.ID(), Digest: sc.Digest(), Variant: "with", Lang: "ja", Seed: 7, Nonce: "nonce-of-the-day", Join: "4711", Rules: rules,
	})
	if err != nil {
		t.Fatal(err)
	}
	return hall{t, h, r}
}

func leadRules() workshop.Rules {
	return workshop.Rules{Lock: workshop.ByCaptain, Confidence: true, Seats: 8, Teams: 300, Doors: true}
}

// do asks the room for something that must not be refused.
func (h hall) do(team string, f workshop.Deciding) {
	h.Helper()
	if err := h.room.Do(h.Context(), team, f); err != nil {
		h.Fatal(err)
	}
}

// team makes a team and seats people, and gives its id.
func (h hall) team(name string, people ...string) string {
	h.Helper()
	h.do("", func(w *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return w.Make(name, strings.ToLower(name), now)
	})
	l, _ := h.room.Head().Called(strings.ToLower(name))
	for i, p := range people {
		h.do(l.ID, func(w *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.Join(w, p, "", fmt.Sprint("code", i), now)
		})
		h.do(l.ID, func(w *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.Come(w, fmt.Sprint("s", i+1), fmt.Sprint("line", i), h.host.Node(), now)
		})
	}
	return l.ID
}

func (h hall) phase(p workshop.Phase) {
	h.Helper()
	h.do("", func(w *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return w.SetPhase("test", p, "", now)
	})
}

// votes are cast by the seats in order; a choice below zero is none.
func (h hall) votes(team string, choices ...int) {
	h.Helper()
	for i, c := range choices {
		if c < 0 {
			continue
		}
		h.do(team, func(w *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.Cast(w, fmt.Sprint("s", i+1), len(t.Run.Steps), game.ChoiceID(c), 70, now)
		})
	}
}

func (h hall) reach(team string) {
	h.Helper()
	h.do(team, func(w *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Reach(w, "s1", len(t.Run.Steps), now)
	})
}

func (h hall) lock(team string, choice int) {
	h.Helper()
	h.do(team, func(w *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Lock(w, "s1", len(t.Run.Steps), game.ChoiceID(choice), now)
	})
}

// decide is a whole decision of a team of two.
func (h hall) decide(team string, first, second, choice int) {
	h.Helper()
	h.votes(team, first, second)
	h.lock(team, choice)
}

func (h hall) note(team string, w game.Hotwash) {
	h.Helper()
	h.do(team, func(head *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Note(head, "s1", w, now)
	})
}

func leadOptions(t testing.TB, r workshop.Room, lang string) LeadOptions {
	t.Helper()
	return LeadOptions{
		Words: book(t), Setter: typeset.New(assets.Themes, assets.Budoux), Room: r, Life: t.Context(), Lang: lang,
		Invite:  []string{"ssh -p 2222 TEAM@192.0.2.10", "4711", "http://192.0.2.10:8080/"},
		Name:    "Ito",
		Namer:   plainName,
		Debrief: judged,
	}
}

// plainName takes any name but one.
func plainName(typed string) (name, skeleton string, err error) {
	if typed == "bad" {
		return "", "", errors.New("no name")
	}
	return typed, strings.ToLower(typed), nil
}

// inHall plays the facilitator's screen in a bubble. The hall is closed before
// the screen, so that no clock of it goes on.
func inHall(t *testing.T, lang string, width, height int, change func(*LeadOptions), play func(hall, *screentest.Screen)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		h := openHall(t, leadRules())
		o := leadOptions(t, h.room, lang)
		if change != nil {
			change(&o)
		}
		s := screentest.Open(t, NewLead(o), width, height)
		t.Cleanup(h.host.Close)
		play(h, s)
	})
}

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
