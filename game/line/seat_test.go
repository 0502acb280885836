package line

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/workshop"
)

// TestSeatsPlayByCaptain is a team of two from the door to a decision.
func TestSeatsPlayByCaptain(t *testing.T) {
	s, _ := stage(t, members(t), captain())
	lead := s.lead()
	ann := s.member("red", "Ann")
	ann.sees("lobby")
	lead.sees("Team red is new.")
	bob := s.member("red", "Bob")
	ann.sees("Bob is here.", "> lobby")
	bob.says("say hello", "！1")
	ann.sees("Bob: hello", "Bob: 1", "> lobby")
	lead.says("start good luck")
	ann.sees("running", "Reason: good luck", "First report", "> vote 1 1-3: ")
	bob.sees("> vote 1 1-3")
	ann.says("1")
	ann.sees("Your vote is kept.", "> wait 1 1-3")
	bob.sees("1 of 2 have voted.", "> vote 1")
	if strings.Contains(bob.all(), "1 vote:") {
		t.Error("a vote shows before the round is over")
	}
	bob.says("9", "d 2", "2")
	bob.sees("Type one number from 1 to 3", "> vote", "Another seat decides", "> vote", "The spread, round 1 (2 votes)", "Ann (Press office) decides", "> again 1 1-3")
	ann.sees("You decide.", "> decide 1 1-3")
	bob.says("d 2", "3")
	bob.sees("Another seat decides here.", "> again", "Your vote is kept", "1 of 2", "> again")
	ann.sees("1 of 2 have voted", "> decide")
	ann.says("d", "1")
	ann.sees("Type d and a number", "> decide", "round 2", "> decide")
	ann.says("d2")
	ann.sees("Decided by Ann", "You decided: Watch for one hour", "For Press office only", "> go 2: ")
	if got := bob.sees("Decided by Ann", "> go 2: "); strings.Contains(got, "interviews") {
		t.Errorf("another role's text reaches the seat:\n%s", got)
	}
	bob.says("t")
	if got := bob.sees("You decided: Watch", "> go 2: "); strings.Contains(got, "interviews") {
		t.Errorf("another role's text is read again:\n%s", got)
	}
	bob.says("")
	ann.sees("> vote 3 1-3: Type the numbers")
	if got := bob.goes(); got != InputEnded {
		t.Errorf("the end of the input is %v", got)
	}
	ann.sees("Bob is away.", "> vote 3")
	ann.says("0")
	ann.sees("> decide 3")
	past := s.room.Table(s.room.Head().Teams[0].ID).Past[0]
	if got := past.Overruled(); len(got) != 2 || len(past.Shifted()) != 1 {
		t.Errorf("overruled %v, shifted %v", got, past.Shifted())
	}
}

func TestSeatDoor(t *testing.T) {
	rules := captain()
	rules.Seats, rules.Teams = 1, 2
	s, _ := stage(t, members(t), rules)
	p := s.seat("facilitator", "", nil)
	p.sees("kept for the facilitator", "> team")
	p.says("r\ufffd", "---", "r\u200bed\x1b")
	p.sees("cannot be used", "> team", "at least one letter", "> team", "> join")
	p.says("1111")
	p.sees("> name")
	p.says("", "server", "Ａｎｎ\u202e")
	p.sees("at least one letter", "> name", "kept for the facilitator", "> name", "The code is wrong", "> join")
	p.says("２４ ６８")
	text := p.sees("Your seat code: ", "\n", "You are Ann.", "> lobby")
	_, code, _ := strings.Cut(text, "Your seat code: ")
	code, _, _ = strings.Cut(code, "\n")

	full := s.seat("red", "", nil)
	full.sees("> join")
	full.says("2468")
	full.sees("> name")
	full.says("Bob")
	full.sees("no free seat", "> team")
	full.says("RED")
	full.sees("> join")
	full.says("2468")
	full.sees("no free seat", "> team")
	full.says("q")
	if got := full.ends(); got != Quit {
		t.Errorf("q at the door is %v", got)
	}

	if got := p.goes(); got != InputEnded || !strings.Contains(p.all(), "Your seat and your votes are kept") {
		t.Errorf("ended as %v", got)
	}
	again := s.seat("red", "", nil)
	again.sees("> join")
	again.says("")
	again.sees("> seat")
	again.says("ABCD EFGH")
	again.sees("The code is wrong", "> join")
	again.says("")
	again.sees("> seat")
	again.says(strings.ToLower(code))
	again.sees("You are Ann.", "> lobby")
	if strings.Contains(again.all(), "Your seat code:") {
		t.Error("a code is shown twice")
	}
	again.says("q")
	if got := again.ends(); got != Quit {
		t.Errorf("q is %v", got)
	}
}

func TestSeatDoorThatIsShut(t *testing.T) {
	s, _ := stage(t, members(t), captain())
	for _, tt := range []struct {
		name string
		err  error
		want Outcome
		text string
	}{
		{"too fast", workshop.ErrFast, Quit, "Too many wrong tries"},
		{"closed", workshop.ErrDoors, InputEnded, "The doors are closed"},
		{"broken", errors.New("disk"), InputEnded, "could not be kept"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out strings.Builder
			got, err := Seat(t.Context(), SeatOptions{
				In: strings.NewReader("2468\nAnn\n"), Out: &out, Words: book().In("en"), Setter: setter(), Room: s.room, Team: "red",
				Admit: func(context.Context, workshop.Knock) (workshop.Place, error) { return workshop.Place{}, tt.err },
			})
			if got != tt.want || err != nil || !strings.Contains(out.String(), tt.text) {
				t.Errorf("got %v, %v, %s", got, err, out.String())
			}
		})
	}
	var out strings.Builder
	got, err := Seat(t.Context(), SeatOptions{
		In: strings.NewReader(""), Out: &out, Words: book().In("en"), Setter: setter(), Room: s.room, Place: &workshop.Place{Team: "t9", Seat: "s1"},
		Sit: func(context.Context, workshop.Place) (func(), error) { return nil, workshop.ErrStranger },
	})
	if got != Quit || err != nil || !strings.Contains(out.String(), "no longer at the team") {
		t.Errorf("a seat that is gone: %v, %v, %s", got, err, out.String())
	}
}

func TestSeatsPlayByMajority(t *testing.T) {
	rules := captain()
	rules.Lock, rules.Confidence, rules.Untimed = workshop.ByMajority, true, true
	s, _ := stage(t, members(t), rules)
	ann, bob, cat := s.member("red", "Ann"), s.member("red", "Bob"), s.member("red", "Cat")
	s.lead().says("開始")
	for i, p := range []*person{ann, bob} {
		p.sees("> vote 1")
		p.says(fmt.Sprint(i + 1))
		p.sees("> sure 1 1-5")
		p.says("b")
		p.sees("> vote 1")
		p.says(fmt.Sprint(i + 1))
		p.sees("> sure 1 1-5")
		p.says("９０")
		p.sees("Your vote is kept.")
	}
	cat.sees("> vote 1")
	bob.says("c")
	bob.sees("Another seat decides here")
	ann.says("c")
	cat.sees("The spread, round 1 (2 votes)", "1 vote, 90% sure: Switch", "The votes are even so far", "most votes decide", "> again 1")
	for _, p := range []*person{ann, bob, cat} {
		p.says("3")
		p.sees("> sure")
		p.says("1")
	}
	for _, p := range []*person{ann, bob, cat} {
		p.sees("Decided by most votes", "You decided: Cut off only the members' page")
	}
	if sure := s.room.Table(s.room.Head().Teams[0].ID).Run.Steps[0].Sure; sure != game.Levels[0] {
		t.Errorf("the team was %d%% sure", sure)
	}
	if strings.Contains(ann.all(), "Time limit") {
		t.Error("a limit that does not run is told")
	}
}

func TestSeatsAndTheClock(t *testing.T) {
	s, clock := stage(t, members(t), captain())
	lead, ann := s.lead(), s.member("red", "Ann")
	lead.says("start")
	ann.sees("Time limit: 1:30 left. Then option 2", "> vote 1")
	clock.add(30 * time.Second)
	lead.says("pause lunch")
	ann.sees("paused", "Reason: lunch", "> paused")
	ann.says("1")
	ann.sees("not understood", "> paused")
	clock.add(time.Hour)
	lead.says("resume")
	ann.sees("running", "1. Switch", "Time limit: 1:00 left", "> vote 1")
	lead.says("more red 30 because")
	ann.sees("30 seconds more", "Time limit: 1:30 left", "> vote 1")
	ann.says("s")
	ann.sees("1:30 left to decide", "> vote 1")
	clock.add(91 * time.Second)
	ann.sees("Decided because time ran out", "You decided: Watch for one hour", "> go 2")
}

func TestSeatsThatAreHeld(t *testing.T) {
	s, _ := stage(t, members(t), captain())
	lead, ann := s.lead(), s.member("red", "Ann")
	lead.says("start", "hold on wait")
	ann.sees("> vote 1")
	s.until("held", func() bool { return s.room.Head().Hold })
	ann.says("3", "d 3")
	if got := ann.sees("Decided by Ann", "You decided: Cut off", "> held"); strings.Contains(got, "The leak stops") {
		t.Errorf("what is held is told:\n%s", got)
	}
	lead.sees("red waits for you")
	ann.says("d 1")
	ann.sees("> held")
	lead.says("release")
	ann.sees("The leak stops", "> vote 2")
	lead.says("hold off", "back red 1 again please")
	ann.sees("put your team before step 1 again", "Reason: again please", "> vote 1")
	if run := s.room.Table(s.room.Head().Teams[0].ID).Run; len(run.Steps) != 0 {
		t.Errorf("%d steps are left", len(run.Steps))
	}
	ann.says("1", "d 1")
	ann.sees("Decided by Ann", "You decided: Switch", "> vote 2")
}
