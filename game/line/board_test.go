package line

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/workshop"
)

// states gives boards one after the other, then io.EOF.
func states(list ...workshop.BoardState) func(context.Context) (workshop.BoardState, error) {
	return func(context.Context) (workshop.BoardState, error) {
		if len(list) == 0 {
			return workshop.BoardState{}, io.EOF
		}
		b := list[0]
		list = list[1:]
		return b, nil
	}
}

func TestBoard(t *testing.T) {
	lost := 4.25
	zero := workshop.BoardState{Name: "秋の演習", Phase: workshop.Lobby, View: workshop.Live, Commitment: "abc"}
	one := zero
	one.Phase = workshop.Running
	one.Teams = []workshop.Standing{{Rank: 1, Team: "t1", Name: "赤", Points: 12, Done: 1}, {Rank: 1, Team: "t2", Name: "blue*team*", Points: 12, Done: 2, Returns: 1}}
	same := one
	same.Teams = []workshop.Standing{one.Teams[0], one.Teams[1]}
	same.Teams[0].Here = 3
	two := one
	two.Phase, two.View = workshop.Debrief, workshop.Revealed
	two.Teams = []workshop.Standing{{Rank: 1, Name: "blue*team*", Points: 20, Done: 3, Over: true, Ending: "calm", Returns: 2}, {Rank: 2, Name: "赤", Points: 12, Done: 1, Offline: true}}
	two.Topic = &workshop.BoardTopic{ID: "first-report", Scene: "first-report", Time: 2, Number: 1, Of: 3, Layer: workshop.LayerQuestion, Options: []workshop.BoardOption{{Item: 0}, {Item: 2}}}
	three := two
	three.Topic = &workshop.BoardTopic{
		ID: "first-report", Scene: "first-report", Time: 2, Number: 1, Of: 3, Layer: workshop.LayerVerdict, Apart: 500, Counted: true,
		Options: []workshop.BoardOption{{Item: 0, Teams: 1, First: 1, Last: 2, Best: 1}, {Item: 2, Teams: 1, First: 2, Last: 1}},
		Teams: []workshop.BoardTaken{
			{Team: "t1", Name: "赤", Items: []int{2}, TookMS: 65000, By: workshop.Clock, Shifted: 1, Overruled: 2, Regret: &lost},
			{Team: "t2", Name: "blue*team*", Items: []int{0}, By: "seat"},
		},
		Line: []workshop.BoardMove{{Scene: "first-report", Items: []int{0}}, {Scene: "isolated", Items: []int{0, 1}}, {Scene: "isolated", Items: []int{}}},
	}
	end := three
	end.Phase, end.Topic, end.Seed, end.Nonce = workshop.Ended, nil, "7", "n"
	for _, lang := range []string{"ja", "en"} {
		var out bytes.Buffer
		err := Board(t.Context(), BoardOptions{Out: &out, Words: book().In(lang), Setter: setter(), Next: states(zero, one, same, two, three, end, zero), Scenario: members(t)})
		if err != nil {
			t.Fatal(err)
		}
		golden(t, "board-"+lang, out.String())
	}
	var out bytes.Buffer
	if err := Board(t.Context(), BoardOptions{Out: &out, Words: book().In("en"), Setter: setter(), Next: states(three)}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "first-report") {
		t.Errorf("without a scenario:\n%s", out.String())
	}
	disk := errors.New("disk")
	if err := Board(t.Context(), BoardOptions{Out: failing{disk}, Words: book().In("en"), Setter: setter(), Next: states(three)}); !errors.Is(err, disk) {
		t.Errorf("a board that cannot be written: %v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// TestBoardOfARoom follows a room until it is over.
func TestBoardOfARoom(t *testing.T) {
	s, _ := stage(t, members(t), captain())
	p := begin(t, func(ctx context.Context, _ io.Reader, out io.Writer) (Outcome, error) {
		return Finished, Board(ctx, BoardOptions{Out: out, Words: book().In("en"), Setter: setter(), Next: BoardOf(ctx, s.room, nil)})
	})
	p.sees("There is no team yet")
	lead := s.lead()
	ann := s.member("red", "Ann")
	p.sees("1. red  0 points, 0 decisions")
	lead.says("end", "yes")
	p.sees("seed 7")
	if p.ends(); p.err != nil {
		t.Error(p.err)
	}
	ann.ends()
	ctx, cancel := context.WithCancel(t.Context())
	next := BoardOf(ctx, s.room, nil)
	b, err := next(ctx)
	if err != nil || b.Phase != workshop.Ended {
		t.Errorf("got %+v, %v", b, err)
	}
	time.AfterFunc(time.Millisecond, cancel)
	for err == nil { // who leaves after the end is still a change
		b, err = next(ctx)
	}
	if !errors.Is(err, io.EOF) {
		t.Errorf("after the end: %v", err)
	}
}

// TestBoardLooksAgain: a board is given again, without anything having happened,
// while verdicts that are to be shown are not known.
func TestBoardLooksAgain(t *testing.T) {
	s, _ := stage(t, members(t), captain())
	lead, ann := s.lead(), s.member("red", "Ann")
	lead.says("start")
	ann.sees("> vote 1")
	ann.says("3", "d 3")
	ann.sees("> vote 2")
	lead.says("debrief thanks")
	lead.says("next", "show", "show")
	lead.sees("3 of 3")
	asked := 0
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	next := BoardOf(ctx, s.room, func(string, int) (game.Judgement, bool) {
		asked++
		return game.Judgement{}, asked > 1
	})
	for i, want := range []int{0, 1} {
		if b, err := next(ctx); err != nil || b.Topic == nil || b.Topic.Known != want {
			t.Fatalf("board %d: %+v, %v", i, b.Topic, err)
		}
	}
}

// TestStaleLines: what was typed for one prompt is not taken for the next one.
func TestStaleLines(t *testing.T) {
	for typed, unused := range map[string]bool{"1": true, "d 2": true, "c": true, "1 3": true, "": false, "say 1": false, "w": false, "t": false} {
		s, _ := stage(t, members(t), captain())
		place := s.placed("Ann")
		lines := make(chan struct{})
		_ = lines
		var out bytes.Buffer
		d := sit(Options{In: strings.NewReader(typed + "\n"), Out: &out, Words: book().In("en"), Setter: setter(), Lang: "en", Now: s.room.Now})
		seat := &seat{table: &table{desk: d, met: map[string]bool{}}, room: s.room, lines: d.in.stream(t.Context()), place: place}
		seat.so.Sit = func(context.Context, workshop.Place) (func(), error) { return func() {}, nil }
		seat.so.Place, seat.so.Lang = &place, "en"
		if err := seat.enter(t.Context()); err != nil {
			t.Fatal(err)
		}
		seat.asked, seat.grown = stand{standVote, 3, 1}, nil
		text, err := seat.listen(t.Context(), "")
		_ = d.out.flush()
		if got := strings.Contains(out.String(), "was not used"); got != unused {
			t.Errorf("%q: said to be unused: %v", typed, got)
		}
		if moved := errors.Is(err, errMoved); moved == (text == typed && typed != "") {
			t.Errorf("%q: got %q, %v", typed, text, err)
		}
	}
}
