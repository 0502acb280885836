package tui

import (
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
