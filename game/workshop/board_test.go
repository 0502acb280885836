package workshop_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"kobayashi/game"
	"kobayashi/game/workshop"
)

func ranks(list []workshop.Standing) string {
	var out []string
	for _, s := range list {
		out = append(out, fmt.Sprintf("%d %s %d", s.Rank, s.Name, s.Points))
	}
	return strings.Join(out, ", ")
}

func TestStandings(t *testing.T) {
	r := rules()
	r.Teams = 9
	h := open(t, r)
	if got := workshop.Standings(h.h, h.table); len(got) != 0 {
		t.Errorf("an empty board is %v", got)
	}
	for i, choice := range []game.ChoiceID{1, 0, 1, 2, 1} {
		id := h.team(fmt.Sprint("team", i), "Ann")
		if i == 0 {
			h.phase(workshop.Running)
		}
		h.decide(id, choice)
	}
	const want = "1 team1 10, 2 team0 5, 2 team2 5, 2 team4 5, 5 team3 0"
	if got := ranks(workshop.Standings(h.h, h.table)); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	half := func(team string) *workshop.Table {
		if l, _ := h.h.Team(team); l.Name == "team1" {
			return nil
		}
		return h.table(team)
	}
	if got := ranks(workshop.Standings(h.h, half)); !strings.HasPrefix(got, "1 team0 5") {
		t.Errorf("without a table: %s", got)
	}
}

// TestFrozenBoard shows what it showed then, under today's names, and nothing of
// how anybody ended before that is revealed.
func TestFrozenBoard(t *testing.T) {
	h := open(t, rules())
	red, blue := h.team("red", "Ann"), h.team("blue", "Bob")
	h.phase(workshop.Running)
	h.decide(red, 1)
	entries, err := h.h.SetBoard("me", "upside down", nil, h.now)
	h.refused("another view", workshop.ErrPhase, entries, err)
	h.must(h.h.SetBoard("me", workshop.Frozen, workshop.Standings(h.h, h.table), h.now))
	for range 4 {
		h.decide(blue, 0)
	}
	green := h.team("green", "Cat", "Dan")
	h.decide(green, 0)
	h.must(h.h.Rename("me", red, "crimson", "crimson", "", h.now))
	h.away(red, "s1")
	const want = "1 crimson 5, 2 blue 0, 3 green 0"
	shown := h.h.Shown(h.table)
	if got := ranks(shown); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if shown[0].Here != 0 || shown[2].Here != 2 || shown[1].Over || shown[2].Done != 0 || shown[1].Done != 0 {
		t.Errorf("shown %+v", shown)
	}
	for _, s := range shown {
		if s.Ending != "" {
			t.Errorf("%s shows %s", s.Name, s.Ending)
		}
	}
	h.must(h.h.SetBoard("me", workshop.Live, nil, h.now))
	shown = h.h.Shown(h.table)
	if got := ranks(shown); got != "1 blue 14, 2 green 10, 3 crimson 5" || shown[0].Ending != "" || !shown[0].Over {
		t.Errorf("thawed: %s, %+v", got, shown[0])
	}
	h.must(h.h.SetBoard("me", workshop.Revealed, nil, h.now))
	if got := h.h.Shown(h.table)[0].Ending; got != "good" {
		t.Errorf("revealed: %q", got)
	}
	h.must(h.h.Remove("me", blue, "", h.now))
	if got := ranks(h.h.Shown(h.table)); got != "1 green 10, 2 crimson 5" {
		t.Errorf("with a team removed: %s", got)
	}
}

// TestBoardUncovers goes through the phases and layers: nothing shows early.
func TestBoardUncovers(t *testing.T) {
	h := open(t, rules())
	red, blue := h.team("red", "Ann", "Bob"), h.team("blue", "Cat")
	h.phase(workshop.Running)
	h.decide(red, 0)
	h.decide(blue, 1)
	verdicts := func(team string, step int) (game.Judgement, bool) {
		return game.Judgement{Best: 0, Regret: game.Points{Num: 5, Den: 1}, Line: []game.Move{{Scene: "alarm", N: 1}, {Scene: "report", Ticks: []int{1, 2}}}}, team == blue
	}
	board := func() (workshop.BoardState, string) {
		b := h.h.BoardState(h.table, verdicts, h.now)
		text, err := json.Marshal(b)
		if err != nil {
			t.Fatal(err)
		}
		return b, string(text)
	}
	if b, _ := board(); b.Topic != nil || b.Seed != "" || !b.Ticking {
		t.Errorf("while it runs: %+v", b)
	}
	h.phase(workshop.Debrief)
	if b, _ := board(); b.Topic != nil {
		t.Error("a topic before one is set")
	}
	for layer, hidden := range map[workshop.Layer][]string{
		workshop.LayerQuestion: {`"took_ms"`, `"apart"`, `"regret"`, `"best"`, `"line"`, `"first"`},
		workshop.LayerSpread:   {`"regret"`, `"best"`, `"line"`},
		workshop.LayerVerdict:  {`"seed"`},
	} {
		h.must(h.h.SetTopic("me", "alarm", layer, h.now))
		b, text := board()
		for _, key := range hidden {
			if strings.Contains(text, key+":") {
				t.Errorf("layer %d shows %s: %s", layer, key, text)
			}
		}
		if b.Topic.Scene != "alarm" || len(b.Topic.Options) != 3 || b.Topic.Number != 1 || b.Topic.Of != 1 {
			t.Errorf("the topic is %+v", b.Topic)
		}
	}
	h.must(h.h.SetTopic("me", "alarm", 99, h.now))
	b, text := board()
	if !b.Topic.Counted || b.Topic.Options[0] != (workshop.BoardOption{Item: 0, Teams: 1, First: 2, Last: 2, Best: 1}) || b.Topic.Known != 1 || len(b.Topic.Line) != 2 {
		t.Errorf("uncovered: %s", text)
	}
	if got := b.Topic.Teams[1]; got.By != "seat" || got.Regret == nil || *got.Regret != 5 || b.Topic.Teams[0].Regret != nil {
		t.Errorf("teams: %s", text)
	}
	if strings.Contains(text, "Ann") || strings.Contains(text, `"s1"`) {
		t.Errorf("the board names people: %s", text)
	}
	h.phase(workshop.Ended)
	if b, _ := board(); b.Topic != nil || b.Seed != "7" || b.Nonce != "n" || b.Ticking {
		t.Errorf("after the end: %+v", b)
	}
}

func TestTopics(t *testing.T) {
	r := rules()
	h := open(t, r)
	red, blue := h.team("red", "Ann", "Bob"), h.team("blue", "Cat")
	h.phase(workshop.Running)
	if got := workshop.Topics(h.h, h.table); len(got) != 0 {
		t.Errorf("before anything is decided: %v", got)
	}
	h.decide(red, 0) // agreed at the table, and with the others
	h.decide(blue, 0)
	h.cast(red, "s1", 0b001) // apart at the table, not from the others
	h.cast(red, "s2", 0b010)
	h.lock(red, "s1", 0b011)
	h.decide(blue, 0b011)
	h.decide(red, 0) // nothing to decide
	h.decide(blue, 0)
	h.cast(red, "s1", 2) // apart in both
	h.cast(red, "s2", 0)
	h.lock(red, "s1", 2) // to the alarm again
	h.decide(blue, 0)
	h.decide(red, 1)
	var got []string
	for _, topic := range workshop.Topics(h.h, h.table) {
		got = append(got, fmt.Sprintf("%s %d %d %d", topic.ID, len(topic.Teams), topic.Apart, topic.Time()))
	}
	if want := []string{"press 2 1000 1", "report 2 500 1", "alarm 2 0 1", "alarm/2 1 0 2"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	topics := workshop.Topics(h.h, h.table)
	for id, want := range map[string]int{"press": 0, "alarm/2": 3, "nothing": 0} {
		if _, at := workshop.Find(topics, id); at != want {
			t.Errorf("%s is at %d", id, at)
		}
	}
	if _, at := workshop.Find(nil, "x"); at != -1 {
		t.Errorf("among none: %d", at)
	}
	if got := topics[1].Choices(h.sc, 2); !slices.Equal(got, []workshop.Share{{Choice: 1, Votes: 2}, {Choice: 2, Votes: 2}, {Choice: 4}}) {
		t.Errorf("ticked: %v", got)
	}
	if got := topics[0].Choices(h.sc, 2); !slices.Equal(got, []workshop.Share{{Choice: 0, Votes: 1}, {Choice: 1}, {Choice: 2, Votes: 1}}) {
		t.Errorf("chosen: %v", got)
	}
	if got := topics[0].Choices(h.sc, 3); got != nil {
		t.Errorf("over too few: %v", got)
	}
	h.must(h.h.SetHold("me", true, "", h.now))
	h.decide(red, 0)
	for _, topic := range workshop.Topics(h.h, h.table) {
		if topic.ID == "report/2" {
			t.Error("what is held is a topic")
		}
	}
}
