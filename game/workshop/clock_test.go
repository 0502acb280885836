package workshop_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/workshop"
)

func (h *hall) later(d time.Duration) { h.now = h.now.Add(d) }

// tick lets happen what is due by the clock.
func (h *hall) tick(team string) {
	h.t.Helper()
	h.must(h.at[team].Follow(h.h, h.now))
}

func (h *hall) reach(team, seat string) {
	h.t.Helper()
	h.must(h.at[team].Reach(h.h, seat, len(h.at[team].Run.Steps), h.now))
}

// left gives the seconds of the time limit that runs, or -1.
func (h *hall) left(team string) int {
	c, left, running := h.at[team].Limit(h.h, h.now)
	if !running {
		return -1
	}
	if c.ID != 2 {
		h.t.Errorf("the clock would take %d", c.ID)
	}
	return int(left / time.Second)
}

func TestClock(t *testing.T) {
	h := open(t, rules())
	red := h.team("red", "Ann", "Bob")
	h.reach(red, "s1")
	if h.left(red) != -1 {
		t.Error("the clock runs before the start")
	}
	h.later(time.Hour)
	h.phase(workshop.Running)
	h.later(5 * time.Second)
	if h.left(red) != -1 {
		t.Error("the clock runs before anybody has read")
	}
	h.reach(red, "s2")
	h.later(20 * time.Second)
	h.reach(red, "s1") // the second changes nothing
	if got := h.left(red); got != 40 {
		t.Errorf("%d s left of 60", got)
	}
	h.phase(workshop.Paused)
	h.later(time.Hour)
	h.tick(red)
	if got := h.left(red); got != 40 || len(h.at[red].Past) > 0 {
		t.Errorf("in the pause: %d s left", got)
	}
	h.phase(workshop.Running)
	h.later(10 * time.Second)
	h.must(h.at[red].More(h.h, "me", 15, "", h.now))
	if got := h.left(red); got != 45 {
		t.Errorf("with more time: %d s left", got)
	}
	h.cast(red, "s1", 0)
	h.later(44 * time.Second)
	h.tick(red)
	if len(h.at[red].Past) > 0 {
		t.Fatal("the clock is early")
	}
	h.later(time.Second)
	h.tick(red)
	past := h.at[red].Past
	if len(past) != 1 || past[0].By != workshop.Clock || past[0].Choice != 2 || len(past[0].First) != 1 {
		t.Fatalf("the clock decides %+v", past)
	}
	if got := h.h.Took(past[0]); got != 80*time.Second {
		t.Errorf("it took %v without the pause", got)
	}
	if got := h.h.Ran(h.now); got != 80*time.Second {
		t.Errorf("the workshop ran %v", got)
	}
	if got := h.h.Ran(morning); got != 0 {
		t.Errorf("before the start it ran %v", got)
	}
	if h.left(red) != -1 {
		t.Error("a limit runs where there is none")
	}
	entries, err := h.at[red].More(h.h, "me", 15, "", h.now)
	h.refused("lengthening no limit", workshop.ErrUntimed, entries, err)
}

// TestMoreTimeIsForOneDecision, and a limit that was not reached needs none.
func TestMoreTimeIsForOneDecision(t *testing.T) {
	h := open(t, rules())
	red := h.team("red", "Ann")
	h.phase(workshop.Running)
	h.must(h.at[red].More(h.h, "me", 30, "", h.now))
	h.reach(red, "s1")
	if got := h.left(red); got != 90 {
		t.Errorf("%d s left", got)
	}
	for _, seconds := range []int{0, -5, 3601} {
		entries, err := h.at[red].More(h.h, "me", seconds, "", h.now)
		h.refused("an odd time", workshop.ErrLong, entries, err)
	}
	for _, choice := range []game.ChoiceID{0, 0, 0, 2} { // round to the alarm again
		h.decide(red, choice)
	}
	h.reach(red, "s1")
	if got := h.left(red); got != 60 {
		t.Errorf("the second time: %d s left", got)
	}
}

func TestUntimed(t *testing.T) {
	r := rules()
	r.Untimed = true
	h := open(t, r)
	red := h.team("red", "Ann")
	h.phase(workshop.Running)
	h.reach(red, "s1")
	h.later(time.Hour)
	h.tick(red)
	if h.left(red) != -1 || len(h.at[red].Past) > 0 {
		t.Error("the clock runs")
	}
}

// hallRoom is a hall as a door sees it.
type hallRoom struct{ *hall }

func (r hallRoom) Head() *workshop.Head                          { return r.h }
func (r hallRoom) Table(team string) *workshop.Table             { return r.table(team) }
func (r hallRoom) Now() time.Time                                { return r.now }
func (r hallRoom) Watch(context.Context, string) <-chan struct{} { return nil }
func (r hallRoom) Do(_ context.Context, team string, f workshop.Deciding) error {
	return r.do(f(r.h, r.table(team), r.now))
}

// TestMoreForAll: all who have a time limit before them get the time, the others
// are left alone, and where nobody has one that is said.
func TestMoreForAll(t *testing.T) {
	h := open(t, rules())
	red, blue := h.team("red", "Ann"), h.team("blue", "Bob")
	h.phase(workshop.Running)
	h.decide(red, 2) // red is past the limit
	h.reach(blue, "s1")
	more := func(seconds int) error { return workshop.MoreForAll(t.Context(), hallRoom{h}, "me", seconds, "") }
	if err := more(30); err != nil || h.left(blue) != 90 || h.at[red].Vote.More != 0 {
		t.Errorf("got %v, blue has %d s left, red %v more", err, h.left(blue), h.at[red].Vote.More)
	}
	if err := more(0); !errors.Is(err, workshop.ErrLong) {
		t.Errorf("no time at all: got %v", err)
	}
	h.decide(blue, 2)
	if err := more(30); !errors.Is(err, workshop.ErrUntimed) {
		t.Errorf("where nobody has a limit: got %v", err)
	}
}

// TestTheClockDecidesForAnEmptyTable, as for any other.
func TestTheClockDecidesForAnEmptyTable(t *testing.T) {
	h := open(t, rules())
	red := h.team("red", "Ann")
	h.phase(workshop.Running)
	h.reach(red, "s1")
	h.away(red, "s1")
	h.later(time.Minute)
	h.tick(red)
	if past := h.at[red].Past; len(past) != 1 || past[0].By != workshop.Clock {
		t.Errorf("decided: %+v", past)
	}
}

func TestHeld(t *testing.T) {
	h := open(t, rules())
	red, blue := h.team("red", "Ann"), h.team("blue", "Bob")
	h.phase(workshop.Running)
	h.must(h.h.SetHold("me", true, "wait", h.now))
	h.decide(red, 0)
	table := h.at[red]
	if !table.Waiting || len(table.Seen().Steps) != 0 || len(table.Run.Steps) != 1 {
		t.Fatalf("waiting %v, seen %d steps", table.Waiting, len(table.Seen().Steps))
	}
	if s := workshop.Standings(h.h, h.table); s[0].Points != 0 || s[0].Done != 0 {
		t.Errorf("the board shows what is held: %+v", s[0])
	}
	entries, err := table.Cast(h.h, "s1", 1, 0, 0, h.now)
	h.refused("voting on what is held", workshop.ErrHeld, entries, err)
	entries, err = table.GoOn(h.h, "s1", 1, h.now)
	h.refused("going on past what is held", workshop.ErrHeld, entries, err)
	if entries, err := table.Reach(h.h, "s1", 1, h.now); len(entries) > 0 || err != nil {
		t.Error("what is held is reached")
	}
	h.must(h.h.SetHold("me", false, "", h.now))
	if !h.at[red].Waiting {
		t.Error("the end of holding lets go by itself")
	}
	h.later(time.Minute)
	h.must(h.at[red].Release(h.h, "me", h.now))
	h.must(h.at[red].Release(h.h, "me", h.now)) // again: nothing
	h.must(h.at[blue].Release(h.h, "me", h.now))
	if h.at[red].Waiting || len(h.at[red].Seen().Steps) != 1 || h.at[red].Vote.Began != h.now {
		t.Errorf("after it was released: %+v", h.at[red].Vote)
	}
	if s := workshop.Standings(h.h, h.table); s[0].Points != 10 {
		t.Errorf("the board shows %+v", s[0])
	}
	h.decide(red, 0)
	if h.at[red].Waiting {
		t.Error("it still holds")
	}
}

func TestSentBack(t *testing.T) {
	h := open(t, rules())
	red := h.team("red", "Ann", "Bob", "Cat")
	h.phase(workshop.Running)
	for range 3 {
		h.decide(red, 0)
	}
	h.cast(red, "s1", 0)
	for _, step := range []int{-1, 3, 99} {
		entries, err := h.at[red].SendBack(h.h, "me", step, "why", h.now)
		h.refused("to a step that there is not", workshop.ErrLate, entries, err)
	}
	entries, err := h.at[red].SendBack(h.h, "me", 1, "", h.now)
	h.refused("without a reason", workshop.ErrEmpty, entries, err)
	h.must(h.at[red].SendBack(h.h, "me", 1, "why", h.now))
	table := h.at[red]
	if len(table.Run.Steps) != 1 || len(table.Past) != 1 || len(table.Vote.First) != 0 || table.Round() != 1 {
		t.Errorf("it stands at %d steps, %d ballots, %+v", len(table.Run.Steps), len(table.Past), table.Vote)
	}
	if len(table.Returns) != 1 || table.Returns[0] != (workshop.Return{At: h.now, Step: 1, Made: 3, Reason: "why"}) {
		t.Errorf("marked as %+v", table.Returns)
	}
	if s := workshop.Standings(h.h, h.table); s[0].Returns != 1 || s[0].Done != 1 {
		t.Errorf("the board shows %+v", s[0])
	}
	// A run that is held, or over, comes back too.
	h.must(h.h.SetHold("me", true, "", h.now))
	h.decide(red, 0b1)
	h.must(h.at[red].SendBack(h.h, "me", 0, "again", h.now))
	if h.at[red].Waiting || len(h.at[red].Run.Steps) != 0 || len(h.at[red].Seen().Steps) != 0 {
		t.Error("it waits still")
	}
	h.must(h.h.SetHold("me", false, "", h.now))
	for range 4 {
		h.decide(red, 0)
	}
	if !h.at[red].Run.Over() {
		t.Fatal("not over")
	}
	entries, err = h.at[red].Cast(h.h, "s1", 4, 0, 0, h.now)
	h.refused("voting after the end", workshop.ErrOver, entries, err)
	h.must(h.at[red].Note(h.h, "s1", game.Hotwash{Gap: "x"}, h.now))
	h.must(h.at[red].SendBack(h.h, "me", 3, "once more", h.now))
	h.decide(red, 1)
	if got := h.at[red].Run.Ending(); got != "bad" || len(h.at[red].Returns) != 3 {
		t.Errorf("the second time it ends %s", got)
	}
}

// TestGoOn: where there is nothing to vote on any seat goes on, and nobody votes.
func TestGoOn(t *testing.T) {
	h := open(t, rules())
	red := h.team("red", "Ann", "Bob")
	h.phase(workshop.Running)
	entries, err := h.at[red].GoOn(h.h, "s1", 0, h.now)
	h.refused("going on past a vote", workshop.ErrBlind, entries, err)
	h.decide(red, 0)
	h.decide(red, 0)
	h.must(h.at[red].GoOn(h.h, "s2", 2, h.now))
	if past := h.at[red].Past; len(past) != 3 || past[2].By != "s2" || len(past[2].First) > 0 {
		t.Errorf("went on as %+v", past)
	}
	entries, err = h.at[red].GoOn(h.h, "s1", 2, h.now)
	h.refused("going on twice", workshop.ErrLate, entries, err)
}

// TestCloseEndsARound, but not with nobody's vote.
func TestCloseEndsARound(t *testing.T) {
	h := open(t, rules())
	red := h.team("red", "Ann", "Bob")
	h.phase(workshop.Running)
	entries, err := h.at[red].Close(h.h, "s1", 0, h.now)
	h.refused("closing an empty vote", workshop.ErrEmpty, entries, err)
	h.cast(red, "s2", 1)
	h.must(h.at[red].Close(h.h, "s1", 0, h.now))
	if h.at[red].Round() != 2 || len(h.at[red].Vote.First) != 1 {
		t.Errorf("round %d", h.at[red].Round())
	}
	h.cast(red, "s1", 0)
	if v := h.at[red].Vote; len(v.First) != 1 || len(v.Second) != 1 {
		t.Errorf("the vote behind the close is %+v", v)
	}
}
