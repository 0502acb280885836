package workshop_test

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"kobayashi/game"
	"kobayashi/game/workshop"
)

func TestSubmit(t *testing.T) {
	h := open(t, rules())
	h.team("red", "Ann")
	run, err := game.Begin(h.sc, game.Record{ID: "run1", Player: "Somebody", Path: "/home/somebody", Seed: 3})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []game.ChoiceID{0, 0b11, 0, 0} {
		if run, err = run.Choose(c, h.now); err != nil {
			t.Fatal(err)
		}
	}
	sub := workshop.Submitted{Record: run.Record}
	other := sub
	other.Record.Digest = "other"
	entries, err := h.h.Submit("far", "far", other, h.now)
	h.refused("of other rules", workshop.ErrMisfit, entries, err)
	entries, err = h.h.Submit("red", "red", sub, h.now)
	h.refused("under a name there is", workshop.ErrName, entries, err)
	h.must(h.h.Submit("far", "far", sub, h.now))
	entries, err = h.h.Submit("farther", "farther", sub, h.now)
	h.refused("twice", workshop.ErrOnce, entries, err)
	table := h.table("rrun1")
	if table == nil || !table.Offline || table.Run.Ending() != "good" || len(table.Past) != 4 || table.Past[1].Choice != 0b11 || table.Past[1].Scene != "report" {
		t.Fatalf("taken in as %+v", table)
	}
	if table.Run.Path != "" || table.Run.Player == "Somebody" {
		t.Errorf("kept: %q, %q", table.Run.Path, table.Run.Player)
	}
	if s := workshop.Standings(h.h, h.table)[0]; s.Name != "far" || !s.Offline || s.Points != 14 {
		t.Errorf("on the board: %+v", s)
	}
	entries, err = table.Join(h.h, "x", "", "", h.now)
	h.refused("joining it", workshop.ErrNoTeam, entries, err)
	entries, err = table.SendBack(h.h, "me", 0, "r", h.now)
	h.refused("sending it back", workshop.ErrLate, entries, err)
	h.must(h.h.Remove("me", "rrun1", "", h.now))
	entries, err = h.h.Submit("far", "far", sub, h.now)
	h.refused("after it was removed", workshop.ErrOnce, entries, err)
	r := rules()
	r.Offline = false
	shut := open(t, r)
	entries, err = shut.h.Submit("far", "far", sub, h.now)
	h.refused("where it is not wanted", workshop.ErrNoRuns, entries, err)
	bad := run.Record
	bad.Steps = slices.Clone(bad.Steps)
	bad.Steps[0].Scene = "press"
	e := workshop.Write("t9", workshop.Server, h.now, workshop.Submitted{Record: bad})
	table, err = workshop.Sit(h.h, h.sc, "t9")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := table.With(e); !errors.Is(err, workshop.ErrMisfit) {
		t.Errorf("a run that does not replay: %v", err)
	}
}

// TestFoldingTwiceGivesTheSame, and changes nothing of what was there before.
func TestFoldingTwiceGivesTheSame(t *testing.T) {
	h := open(t, rules())
	red := h.team("red", "Ann", "Bob")
	h.phase(workshop.Running)
	h.must(h.at[red].Say(h.h, "s1", "good morning", h.now))
	h.must(h.h.Tell("me", workshop.Hint, "look", h.now))
	head, table := h.h, h.at[red]
	before := fmt.Sprintf("%+v %+v", *head, *table)
	h.decide(red, 0)
	h.must(h.at[red].Say(h.h, "s1", "hi", h.now))
	h.must(h.at[red].Unseat(h.h, "me", "s2", "", h.now))
	h.must(h.at[red].SendBack(h.h, "me", 0, "r", h.now))
	h.must(h.h.Rename("me", red, "x", "x", "", h.now))
	h.must(h.h.Mint("m", workshop.Token, "", h.now, h.now))
	h.phase(workshop.Paused)
	h.phase(workshop.Running)
	if after := fmt.Sprintf("%+v %+v", *head, *table); after != before {
		t.Errorf("what was there has changed\nfrom %s\nto   %s", before, after)
	}
	again := h.again()
	if !reflect.DeepEqual(again.h, h.h) {
		t.Errorf("read again the workshop is\n%+v, not\n%+v", again.h, h.h)
	}
	for id := range h.at {
		if !reflect.DeepEqual(again.at[id], h.at[id]) {
			t.Errorf("read again team %s is\n%+v, not\n%+v", id, again.at[id], h.at[id])
		}
	}
}

func TestLogsThatDoNotFit(t *testing.T) {
	h := open(t, rules())
	red := h.team("red", "Ann")
	chat := workshop.Write(red, "s1", h.now, workshop.Said{Seat: "s1", Text: "x"})
	chat.Seq = h.at[red].Next
	for name, e := range map[string]workshop.Entry{
		"a gap":                {Stream: red, Seq: chat.Seq + 1, Kind: chat.Kind, Body: chat.Body},
		"the one before":       {Stream: red, Seq: chat.Seq - 1, Kind: chat.Kind, Body: chat.Body},
		"another's stream":     {Stream: "t77", Seq: chat.Seq, Kind: chat.Kind, Body: chat.Body},
		"an unknown kind":      {Stream: red, Seq: chat.Seq, Kind: "dance", Body: chat.Body},
		"no JSON":              {Stream: red, Seq: chat.Seq, Kind: chat.Kind, Body: []byte("{")},
		"a step too far":       reseq(workshop.Write(red, "s1", h.now, workshop.Locked{Number: 3}), chat.Seq),
		"what was not offered": reseq(workshop.Write(red, "s1", h.now, workshop.Locked{Choice: 17}), chat.Seq),
		"other rules":          reseq(workshop.Write(red, "s1", h.now, workshop.Locked{Step: game.Step{Scene: "alarm", Mark: "no"}}), chat.Seq),
		"back to nowhere":      reseq(workshop.Write(red, "lead:me", h.now, workshop.SentBack{Step: 9}), chat.Seq),
	} {
		if _, err := h.at[red].With(e); err == nil {
			t.Errorf("%s: taken in", name)
		}
	}
	unknown := workshop.Entry{Seq: h.h.Next, Kind: "dance"}
	if _, err := h.h.With(unknown); !errors.Is(err, workshop.ErrKind) {
		t.Errorf("an unknown kind in the workshop: %v", err)
	}
	for name, e := range map[string]workshop.Entry{
		"no opening": workshop.Write("", "x", h.now, workshop.DoorsSet{}), "a team's": reseq(workshop.Write(red, "x", h.now, workshop.Opened{}), 0),
		"not the first": reseq(workshop.Write("", "x", h.now, workshop.Opened{}), 1), "unknown": unknown,
	} {
		if _, err := workshop.Begin("w", e); err == nil {
			t.Errorf("begins with %s", name)
		}
	}
	if _, err := workshop.Sit(h.h, sample(t, func(r *game.Rules) { r.Start = "report" }), "t1"); !errors.Is(err, workshop.ErrMisfit) {
		t.Errorf("another scenario: %v", err)
	}
	facts := []workshop.Fact{
		workshop.Opened{},
		workshop.TeamMade{},
		workshop.TeamRenamed{},
		workshop.TeamRemoved{},
		workshop.PhaseSet{},
		workshop.DoorsSet{},
		workshop.HoldSet{},
		workshop.BoardSet{},
		workshop.TopicSet{},
		workshop.Minted{},
		workshop.Revoked{},
		workshop.Told{},
		workshop.Joined{},
		workshop.Unseated{},
		workshop.Came{},
		workshop.Went{},
		workshop.Reached{},
		workshop.Voted{},
		workshop.Shown{},
		workshop.Locked{},
		workshop.Released{},
		workshop.Said{},
		workshop.MoreTime{},
		workshop.SentBack{},
		workshop.Wrote{},
		workshop.Submitted{},
	}
	kinds := map[string]bool{}
	for _, f := range facts {
		e := workshop.Write("x", "y", h.now, f)
		got, err := e.Fact()
		if err != nil || reflect.TypeOf(got) != reflect.TypeOf(f) || kinds[e.Kind] {
			t.Errorf("%T reads back as %T, %v", f, got, err)
		}
		kinds[e.Kind] = true
	}
}

func reseq(e workshop.Entry, seq int) workshop.Entry {
	e.Seq = seq
	return e
}
