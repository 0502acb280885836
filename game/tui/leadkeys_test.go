package tui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"kobayashi/game/naming"
	"kobayashi/game/tui/screentest"
	"kobayashi/game/workshop"
)

// slowRoom is a room whose answers a test lets out.
type slowRoom struct {
	workshop.Room
	answer chan error // what Do says before it does anything; nil: it does it
}

func (s slowRoom) Do(ctx context.Context, team string, f workshop.Deciding) error {
	if err := <-s.answer; err != nil {
		return err
	}
	return s.Room.Do(ctx, team, f)
}

// TestLeadTellsNothingTooEarly: until the room has answered, nothing is painted
// as done, no key does anything, and a refusal leaves the form as it was.
func TestLeadTellsNothingTooEarly(t *testing.T) {
	answers := make(chan chan error, 1)
	inHall(t, "en", 80, 24, func(o *LeadOptions) {
		room := slowRoom{o.Room, make(chan error)}
		o.Room = room
		answers <- room.answer
	}, func(h hall, s *screentest.Screen) {
		answer := <-answers
		take(s, "tab", "1", "enter", "enter")
		s.Contains("Being kept.")
		s.Press("esc", "enter", "esc")
		if got := h.room.Head().Phase; got != workshop.Lobby || strings.Contains(s.Text(), "Play has begun") {
			t.Errorf("got phase %s and\n%s", got, s.Text())
		}
		say := func(err error) {
			t.Helper()
			select {
			case answer <- err:
			case <-time.After(time.Minute):
				t.Fatal("the room was asked for nothing")
			}
		}
		say(workshop.ErrPhase)
		settle(s)
		s.Contains("! That cannot be done at this stage.")
		take(s, "enter", "enter")
		say(errors.New("disk full"))
		settle(s)
		s.Contains("! It may not have been kept.")
		take(s, "enter", "enter")
		say(nil)
		settle(s)
		s.Contains("Play has begun.")
		if got := h.room.Head().Phase; got != workshop.Running {
			t.Errorf("got phase %s, want running", got)
		}
	})
}

// TestLeadEnterTwice: an input method may deliver Enter twice; that neither asks
// nor does anything.
func TestLeadEnterTwice(t *testing.T) {
	inHall(t, "en", 80, 24, nil, func(h hall, s *screentest.Screen) {
		s.Press("tab", "１", "enter", "enter", "enter")
		if strings.Contains(s.Text(), "Enter does it") || h.room.Head().Phase != workshop.Lobby {
			t.Errorf("got\n%s", s.Text())
		}
		s.Wait(time.Second)
		s.Press("enter", "enter")
		s.Contains("Start the play - Enter does it")
		settle(s)
		if got := h.room.Head().Phase; got != workshop.Lobby {
			t.Errorf("the second of two presses did it")
		}
		s.Type("why")
		if strings.Contains(s.Text(), "Enter does it") {
			t.Error("still asked after something was typed")
		}
	})
}

// TestLeadQuiet: without a clock that runs nothing is written; with one, once a
// second.
func TestLeadQuiet(t *testing.T) {
	inHall(t, "ja", 80, 24, nil, func(h hall, s *screentest.Screen) {
		h.team("Red", "Ann")
		settle(s)
		s.Bytes()
		s.Wait(time.Minute)
		if n := s.Bytes(); n != 0 {
			t.Errorf("got %d bytes in the lobby, want none", n)
		}
		h.phase(workshop.Running)
		settle(s)
		s.Wait(3 * time.Second)
		s.Contains("0:03")
		s.Wait(5 * time.Second)
		s.Contains("0:08")
		h.phase(workshop.Paused)
		settle(s)
		s.Wait(2 * time.Second)
		s.Bytes()
		s.Wait(time.Minute)
		if n := s.Bytes(); n != 0 {
			t.Errorf("got %d bytes in a pause, want none", n)
		}
	})
}

// TestLeadTicks: nothing wakes the screen but a clock that runs, and that once at
// a time.
func TestLeadTicks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := openHall(t, leadRules())
		t.Cleanup(h.host.Close)
		d := &leadDesk{LeadOptions: leadOptions(t, h.room, "en")}
		for _, p := range []workshop.Phase{"", workshop.Running, workshop.Paused, workshop.Running, workshop.Debrief, workshop.Ended} {
			if p != "" {
				h.phase(p)
			}
			d.look()
			if got, want := d.tick() != nil, p == workshop.Running; got != want || d.tick() != nil {
				t.Errorf("phase %q: got a tick: %t, want %t, and no second", p, got, want)
			}
			d.ticks = false
		}
	})
}

// TestLeadActs does each thing a facilitator can, by its form, and looks at what
// the room has taken from it.
func TestLeadActs(t *testing.T) {
	type at struct {
		h    *workshop.Head
		t    *workshop.Table
		team string
	}
	tests := []struct {
		name   string
		form   func(*leadDesk, string) leadForm
		chosen int
		texts  []string
		phase  workshop.Phase
		want   func(at) any
		is     any
	}{
		{name: "start", form: func(d *leadDesk, _ string) leadForm { return d.actPhase(nil, "start", workshop.Running) }, texts: []string{"go"}, phase: workshop.Lobby, want: func(a at) any { return a.h.Phase }, is: workshop.Running},
		{name: "pause", form: func(d *leadDesk, _ string) leadForm { return d.actPhase(nil, "pause", workshop.Paused) }, texts: []string{""}, want: func(a at) any { return a.h.Phase }, is: workshop.Paused},
		{name: "tell all", form: func(d *leadDesk, _ string) leadForm { return d.actTell(nil, "") }, chosen: 2, texts: []string{"look"}, want: func(a at) any { return a.h.Notices[0].Manner }, is: workshop.Hint},
		{name: "tell one", form: func(d *leadDesk, team string) leadForm { return d.actTell(nil, team) }, chosen: 1, texts: []string{"look"}, want: func(a at) any { return a.t.Notices[0].Manner }, is: workshop.Inject},
		{name: "more to all", form: func(d *leadDesk, _ string) leadForm { return d.actMore(nil, "") }, chosen: 1, texts: []string{""}, want: func(a at) any { return a.t.Vote.More }, is: 3 * time.Minute},
		{name: "more to one", form: func(d *leadDesk, team string) leadForm { return d.actMore(nil, team) }, chosen: 3, texts: []string{"why"}, want: func(a at) any { return fmt.Sprint(a.t.Vote.More, a.t.Deeds[0].Reason) }, is: "10m0swhy"},
		{name: "hold", form: func(d *leadDesk, _ string) leadForm { return d.actHold(nil, true) }, texts: []string{""}, want: func(a at) any { return a.h.Hold }, is: true},
		{name: "freeze", form: func(d *leadDesk, _ string) leadForm { return d.actBoard(nil, workshop.Frozen) }, want: func(a at) any { return fmt.Sprint(a.h.Board, len(a.h.Frozen)) }, is: "frozen1"},
		{name: "close", form: func(d *leadDesk, _ string) leadForm { return d.actDoors(nil, false) }, want: func(a at) any { return a.h.Doors }, is: false},
		{name: "rename", form: func(d *leadDesk, team string) leadForm { return d.actRename(nil, team) }, texts: []string{"Indigo", ""}, want: func(a at) any { return a.h.Teams[0].Name + a.h.Teams[0].Skeleton }, is: "Indigoindigo"},
		{name: "remove", form: func(d *leadDesk, team string) leadForm { return d.actRemove(nil, nil, team) }, texts: []string{"left"}, want: func(a at) any { return a.h.Gone(a.team) }, is: true},
		{name: "unseat", form: func(d *leadDesk, team string) leadForm { return d.actUnseat(nil, nil, team, d.tables[team].Seats[1]) }, texts: []string{""}, want: func(a at) any { return len(a.t.Seats) }, is: 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := openHall(t, leadRules())
				t.Cleanup(h.host.Close)
				team := h.team("Blue", "Ann", "Bob")
				if tt.phase == "" {
					h.phase(workshop.Running)
				}
				d := &leadDesk{LeadOptions: leadOptions(t, h.room, "en"), who: "Ito"}
				d.look()
				if err := tt.form(d, team).do(leadTold{ctx: t.Context(), room: h.room, who: "Ito", chosen: tt.chosen, texts: tt.texts}); err != nil {
					t.Fatal(err)
				}
				if got := tt.want(at{h.room.Head(), h.room.Table(team), team}); got != tt.is {
					t.Errorf("got %v, want %v", got, tt.is)
				}
				d.look()
				if deeds := d.deeds(""); !slices.ContainsFunc(deeds, func(x workshop.Deed) bool { return x.Who == "Ito" }) {
					t.Errorf("nothing of it in the log: %v", deeds)
				}
			})
		})
	}
}

// TestLeadHolds: a team that waits is marked, released, and the button is there
// only then.
func TestLeadHolds(t *testing.T) {
	inHall(t, "en", 80, 24, nil, func(h hall, s *screentest.Screen) {
		blue := h.team("Blue", "Ann", "Bob")
		h.phase(workshop.Running)
		h.do("", func(w *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return w.SetHold("test", true, "", now)
		})
		settle(s)
		s.Press("1")
		if strings.Contains(s.Text(), "Release") {
			t.Error("nobody waits, and there is a button to release")
		}
		h.decide(blue, 0, 0, 0)
		settle(s)
		s.Contains("held")
		take(s, "1", "enter")
		s.Contains("Released.")
		if h.room.Table(blue).Waiting {
			t.Error("the team still waits")
		}
	})
}

// TestLeadSorts: each order of the overview.
func TestLeadSorts(t *testing.T) {
	rows := []leadRow{
		{team: "a", name: "B", decision: 3, points: 5, standing: standVoting},
		{team: "b", name: "C", decision: 1, points: 9, standing: standHeld},
		{team: "c", name: "A", decision: 2, points: 9, standing: standOver},
	}
	for by, want := range []string{byMade: "abc", byUrgency: "bac", byProgress: "bca", byPoints: "bca", byName: "cab"} {
		var got string
		for _, r := range sorted(rows, leadOrder(by)) {
			got += r.team
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", leadOrder(by).word(), got, want)
		}
	}
	if rows[0].team != "a" {
		t.Error("sorting has changed the rows themselves")
	}
}

// TestLeadTeamRemoved: a team that disappears while it is looked at leads back.
func TestLeadTeamRemoved(t *testing.T) {
	inHall(t, "en", 80, 24, nil, func(h hall, s *screentest.Screen) {
		h.team("Red", "Ann")
		blue := h.team("Blue", "Bob")
		settle(s)
		s.Press("2")
		h.do("", func(w *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return w.Remove("other", blue, "gone", now)
		})
		settle(s)
		if text := s.Text(); strings.Contains(text, "Bob") || !strings.Contains(text, "1 team ") {
			t.Errorf("got\n%s", text)
		}
	})
}

// TestLeadNames: who voted for what is not told even to the facilitator, because
// the rules promise it; who has not voted yet is.
func TestLeadNames(t *testing.T) {
	inHall(t, "en", 80, 40, nil, func(h hall, s *screentest.Screen) {
		blue := h.team("Blue", "Ann", "Bob", "Cleo")
		h.phase(workshop.Running)
		h.votes(blue, 1, -1, 1)
		settle(s)
		s.Press("1")
		s.Contains("2  mean confidence 70%")
		s.Contains("Not yet: Bob\n")
	})
}

// TestLeadRefusesNames: why something is no name for a team is said in the words
// that say it to the teams themselves.
func TestLeadRefusesNames(t *testing.T) {
	say := book(t).In("en")
	for typed, want := range map[string]string{
		"admin": "kept for the facilitator", strings.Repeat("w", 25): "too long", "---": "at least one letter", "a|b": "a sign that cannot be used",
	} {
		_, _, err := naming.Team(typed)
		if key := refused(err); !strings.Contains(say.Say(key), want) {
			t.Errorf("%q: %s", typed, say.Say(key))
		}
	}
}

// TestHelpWithoutNotes: the page of keys names none that does nothing there.
func TestHelpWithoutNotes(t *testing.T) {
	has := func(s screen, key string) bool {
		return slices.ContainsFunc(everywhere(s), func(h hint) bool { return slices.Contains(h.Keys(), key) })
	}
	for _, s := range []screen{board{}, leadHall{}, leadMenu{}, leadTeam{}, leadTopic{}, leadTopics{}, leadLog{}, leadHow{}, leadPick{}} {
		if has(s, "n") || has(s, "g") || !has(s, "?") {
			t.Errorf("%T: %v", s, everywhere(s))
		}
	}
	if !has(play{}, "n") || !has(atTable{}, "g") {
		t.Error("the play has lost its notes")
	}
}
