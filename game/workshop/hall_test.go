package workshop_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/workshop"
)

func lit(n int) *game.Expr { return &game.Expr{Op: game.OpLit, Int: n} }

func award(n int) []game.Stmt {
	return []game.Stmt{{Op: game.Award, Name: "points", Expr: lit(n)}}
}

// sample is a short play with everything a vote can be about: a choice with a time
// limit, a question, a scene that a role decides, and a way that only goes on.
func sample(t testing.TB, change ...func(*game.Rules)) *game.Scenario {
	t.Helper()
	rules := game.Rules{
		ID: "sample", Start: "alarm", Fixed: true, Roles: []string{"ops", "cio", "pr"},
		Vars:    []game.Var{{Name: "again", Max: 3}},
		Scores:  []game.ScoreRule{{Name: "points", Max: 100, Weight: 1}},
		Endings: []string{"good", "bad"},
		Scenes: []game.Scene{
			{ID: "alarm", Decision: game.Decision{Kind: game.Choose, Items: []game.Item{
				{Target: "report", Do: award(10)}, {Target: "report", Do: award(5)}, {Target: "report", After: 60},
			}}},
			{ID: "report", Decision: game.Decision{
				Kind: game.Question, Items: []game.Item{{Expected: true}, {Expected: true}, {}}, Then: []game.Way{{Target: "walk"}},
			}},
			{ID: "walk", Decision: game.Decision{Kind: game.Choose, Items: []game.Item{{Target: "press", Do: award(1)}}}},
			{ID: "press", Role: "pr", Decision: game.Decision{Kind: game.Choose, Items: []game.Item{
				{Target: "good", Do: award(3)}, {Target: "bad"}, {Target: "alarm", If: &game.Expr{Op: game.OpLt, Args: []*game.Expr{{Op: game.OpVar, Name: "again"}, lit(1)}}, Do: []game.Stmt{{Op: game.Add, Name: "again", Expr: lit(1)}}},
			}}},
			{ID: "good", Ending: "good"},
			{ID: "bad", Ending: "bad"},
		},
	}
	for _, c := range change {
		c(&rules)
	}
	text := &game.Text{Lang: "en", Title: "Sample"}
	for _, scene := range rules.Scenes {
		words := game.SceneText{Title: scene.ID, Items: make([]game.ItemText, len(scene.Decision.Items))}
		for range scene.Decision.Then {
			words.Then = append(words.Then, "on")
		}
		text.Scenes = append(text.Scenes, words)
	}
	sc, err := game.Compile(rules, game.About{}, text)
	if err != nil {
		t.Fatal(err)
	}
	return sc
}

// A hall is a workshop without a host: what is done is folded at once.
type hall struct {
	t    testing.TB
	sc   *game.Scenario
	h    *workshop.Head
	at   map[string]*workshop.Table
	now  time.Time
	kept []workshop.Entry
}

var morning = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func rules() workshop.Rules {
	return workshop.Rules{Lock: workshop.ByCaptain, Seats: 4, Teams: 3, Least: 3, Doors: true, Offline: true}
}

func open(t testing.TB, r workshop.Rules) *hall {
	t.Helper()
	h := &hall{t: t, sc: sample(t), at: map[string]*workshop.Table{}, now: morning}
	first := workshop.Write("", workshop.Server, h.now, workshop.Opened{
		Name: "hall", Scenario: "sample", Digest: h.sc.Digest(), Lang: "en", Seed: 7, Nonce: "n", Join: "1234", Rules: r,
	})
	head, err := workshop.Begin("w", first)
	if err != nil {
		t.Fatal(err)
	}
	h.h, h.kept = head, []workshop.Entry{first}
	return h
}

func (h *hall) table(team string) *workshop.Table {
	if _, ok := h.h.Team(team); !ok {
		return nil
	}
	return h.at[team]
}

// do takes in what something gave, and all that follows from it.
func (h *hall) do(entries []workshop.Entry, err error) error {
	h.t.Helper()
	for len(entries) > 0 && err == nil {
		touched := ""
		for _, e := range entries {
			h.take(e)
			touched = e.Stream
		}
		entries = nil
		if t := h.at[touched]; touched != "" && t != nil {
			entries, err = t.Follow(h.h, h.now)
		}
	}
	return err
}

func (h *hall) take(e workshop.Entry) {
	h.t.Helper()
	var err error
	if e.Stream == "" {
		e.Seq = h.h.Next
		h.h, err = h.h.With(e)
		for _, l := range h.h.Teams {
			if h.at[l.ID] == nil && err == nil {
				h.at[l.ID], err = workshop.Sit(h.h, h.sc, l.ID)
			}
		}
	} else {
		e.Seq = h.at[e.Stream].Next
		h.at[e.Stream], err = h.at[e.Stream].With(e)
	}
	if err != nil {
		h.t.Fatal(err)
	}
	h.kept = append(h.kept, e)
}

func (h *hall) must(entries []workshop.Entry, err error) {
	h.t.Helper()
	if err := h.do(entries, err); err != nil {
		h.t.Fatal(err)
	}
}

// refused holds that something is refused with an error of its own kind.
func (h *hall) refused(what string, want error, entries []workshop.Entry, err error) {
	h.t.Helper()
	if !errors.Is(err, want) || len(entries) > 0 {
		h.t.Errorf("%s: got %v and %d entries, want %v", what, err, len(entries), want)
	}
}

// team makes a team with people who are here, and gives its id. Their seats are
// s1, s2, …
func (h *hall) team(name string, people ...string) string {
	h.t.Helper()
	h.must(h.h.Make(name, name, h.now))
	id := h.h.Teams[len(h.h.Teams)-1].ID
	for i, p := range people {
		h.must(h.at[id].Join(h.h, p, "key-"+p, "code-"+p, h.now))
		h.come(id, "s"+string(rune('1'+i)))
	}
	return id
}

func (h *hall) come(team, seat string) {
	h.t.Helper()
	h.must(h.at[team].Come(h.h, seat, "line-"+seat, "node", h.now))
}

func (h *hall) away(team, seat string) {
	h.t.Helper()
	h.must(h.at[team].Go(seat, "line-"+seat, h.now))
}

func (h *hall) phase(p workshop.Phase) {
	h.t.Helper()
	h.must(h.h.SetPhase("me", p, "", h.now))
}

func (h *hall) cast(team, seat string, choice game.ChoiceID, sure ...int) {
	h.t.Helper()
	n := 0
	if len(sure) > 0 {
		n = sure[0]
	}
	h.must(h.at[team].Cast(h.h, seat, len(h.at[team].Run.Steps), choice, n, h.now))
}

func (h *hall) lock(team, seat string, choice game.ChoiceID) {
	h.t.Helper()
	h.must(h.at[team].Lock(h.h, seat, len(h.at[team].Run.Steps), choice, h.now))
}

// decide is a whole decision of a team in which all seats who are here agree.
func (h *hall) decide(team string, choice game.ChoiceID) {
	h.t.Helper()
	t := h.at[team]
	if !t.Run.Rules.Free(t.Run.State) {
		h.must(t.GoOn(h.h, t.Seats[0].ID, len(t.Run.Steps), h.now))
		return
	}
	for _, s := range t.Seats {
		if s.Here() {
			h.cast(team, s.ID, choice)
		}
	}
	if h.h.Opened.Rules.Lock == workshop.ByCaptain {
		h.lock(team, h.at[team].Decider(), choice)
		return
	}
	for _, s := range t.Seats {
		if s.Here() {
			h.cast(team, s.ID, choice)
		}
	}
}

// again is a hall that was read from what was kept, streams apart as a store gives
// them.
func (h *hall) again() *hall {
	h.t.Helper()
	n := open(h.t, h.h.Opened.Rules)
	n.sc = h.sc
	for _, own := range []bool{true, false} {
		for _, e := range h.kept[1:] {
			if (e.Stream == "") == own {
				n.take(e)
			}
		}
	}
	return n
}

func here(list []workshop.Seat) []string {
	var ids []string
	for _, s := range list {
		if s.Here() {
			ids = append(ids, s.ID)
		}
	}
	return slices.Clip(ids)
}
