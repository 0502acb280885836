package workshop_test

import (
	"slices"
	"testing"
	"time"

	"kobayashi/game/workshop"
)

// TestNobodyWaitsForWhoIsAway, and what they voted before counts.
func TestNobodyWaitsForWhoIsAway(t *testing.T) {
	r := rules()
	r.Lock = workshop.ByMajority
	h := open(t, r)
	red := h.team("red", "Ann", "Bob", "Cat")
	h.phase(workshop.Running)
	h.cast(red, "s3", 2)
	h.cast(red, "s1", 1)
	h.away(red, "s2") // the last one who has not voted
	if h.at[red].Round() != 2 {
		t.Fatal("the round waits for somebody who is away")
	}
	h.away(red, "s3")
	h.come(red, "s2")
	h.cast(red, "s2", 2)
	h.cast(red, "s1", 1)
	past := h.at[red].Past
	if len(past) != 1 || past[0].Choice != 2 {
		t.Errorf("without the vote of who is away it comes to %+v", past)
	}
	h.away(red, "s1")
	h.away(red, "s2")
	if h.at[red].Round() != 1 {
		t.Error("an empty table ends a round")
	}
	if entries, err := h.at[red].Follow(h.h, h.now.Add(time.Hour)); len(entries) > 0 || err != nil {
		t.Errorf("an empty table moves: %v, %v", entries, err)
	}
}

// TestTwoLinesToOneSeat: who has two windows open is here until both are closed.
func TestTwoLinesToOneSeat(t *testing.T) {
	h := open(t, rules())
	red := h.team("red", "Ann", "Bob")
	h.must(h.at[red].Come(h.h, "s2", "second", "other-node", h.now))
	h.away(red, "s2")
	if got := here(h.at[red].Seats); !slices.Equal(got, []string{"s1", "s2"}) {
		t.Errorf("here are %v", got)
	}
	h.must(h.at[red].Go("s2", "second", h.now))
	h.must(h.at[red].Go("s2", "second", h.now)) // again: no error, and nothing kept
	h.must(h.at[red].Go("s9", "second", h.now))
	if got := here(h.at[red].Seats); !slices.Equal(got, []string{"s1"}) {
		t.Errorf("here are %v", got)
	}
}

// TestLateJoiner gets the free role and a vote in the round that is open.
func TestLateJoiner(t *testing.T) {
	h := open(t, rules())
	red := h.team("red", "Ann")
	h.phase(workshop.Running)
	h.must(h.at[red].Join(h.h, "Bob", "", "c", h.now))
	h.cast(red, "s1", 0)
	if h.at[red].Round() != 2 {
		t.Fatal("who has no line yet is waited for")
	}
	h.come(red, "s2")
	h.cast(red, "s2", 1)
	if got := h.at[red].Vote.Second; len(got) != 1 || got[0].Seat != "s2" {
		t.Errorf("the late vote is %v", got)
	}
	if got := h.at[red].Seats[1].Role; got != "ops" {
		t.Errorf("the late joiner is %q", got)
	}
	h.must(h.at[red].Unseat(h.h, "me", "s1", "", h.now))
	h.must(h.at[red].Join(h.h, "Cat", "", "d", h.now))
	if s := h.at[red].Seats[1]; s.ID != "s3" || s.Role != "cio" {
		t.Errorf("the freed role goes to %+v", s)
	}
	for _, name := range []string{"Dan", "Eve"} {
		h.must(h.at[red].Join(h.h, name, "", "", h.now))
	}
	if got := h.at[red].Seats[3].Role; got != "" {
		t.Errorf("the fourth of three roles is %q", got)
	}
	entries, err := h.at[red].Join(h.h, "Fay", "", "", h.now)
	h.refused("a fifth of four", workshop.ErrNoSeat, entries, err)
}

func TestSees(t *testing.T) {
	h := open(t, rules())
	red := h.team("red", "Ann", "Bob")
	table := h.at[red]
	for _, tt := range []struct {
		seat, role string
		want       bool
	}{
		{"s1", "cio", true}, {"s1", "ops", false}, {"s1", "pr", true}, {"s2", "ops", true}, {"s2", "pr", false}, {"s2", "cio", false}, {"s9", "pr", false},
	} {
		if got := table.Sees(tt.seat, tt.role); got != tt.want {
			t.Errorf("%s sees %s: %v", tt.seat, tt.role, got)
		}
	}
	h.must(table.Unseat(h.h, "me", "s1", "", h.now))
	for _, role := range []string{"cio", "ops", "pr"} {
		if !h.at[red].Sees("s2", role) {
			t.Errorf("who is left does not see %s", role)
		}
	}
	h.must(h.at[red].Join(h.h, "Cat", "", "", h.now)) // gets the captain's role behind another's seat
	if table := h.at[red]; table.Sees("s3", "ops") || !table.Sees("s3", "cio") || !table.Sees("s3", "pr") || table.Sees("s2", "pr") {
		t.Error("the order of the seats decides who sees what")
	}
}

func TestKnown(t *testing.T) {
	h := open(t, rules())
	red := h.team("red", "Ann", "Bob")
	for _, tt := range []struct {
		key, code, want string
	}{
		{"key-Ann", "", "s1"}, {"", "code-Bob", "s2"}, {"key-Ann", "code-Bob", "s2"}, {"", "", ""}, {"x", "y", ""}, {"key-Ann", "y", "s1"},
	} {
		if s, ok := h.at[red].Known(tt.key, tt.code); s.ID != tt.want || ok != (tt.want != "") {
			t.Errorf("%q, %q bring back to %q", tt.key, tt.code, s.ID)
		}
	}
}
