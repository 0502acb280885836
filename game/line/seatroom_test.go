package line

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"kobayashi/game/workshop"
)

func TestSeatHearsTheFacilitator(t *testing.T) {
	s, _ := stage(t, members(t), captain())
	lead, ann := s.lead(), s.member("red", "Ann")
	other := s.member("blue team", "Zoe")
	lead.says("tell all message Hello \x1b[31mall", "tell blue team hint Look up", "tell red inject The phone rings")
	ann.sees("From the facilitator: Hello ", "News: The phone rings", "> lobby")
	if got := other.sees("From the facilitator", "Hint: Look up"); strings.Contains(got, "phone") {
		t.Error("another team's news")
	}
	if strings.Contains(ann.all(), "Look up") {
		t.Error("another team's hint")
	}
	lead.says("rename red crimson", "unseat crimson 1 asleep")
	ann.sees("This seat is no longer yours")
	if got := ann.ends(); got != Quit {
		t.Errorf("unseated: %v", got)
	}
	lead.says("remove 2 noise", "no")
	lead.sees("takes team blue team out", "> sure", "Nothing was done")
	lead.says("remove 2 noise", "yes")
	other.sees("no longer yours")
	if got := other.ends(); got != Quit {
		t.Errorf("removed: %v", got)
	}
	lead.says("log")
	log := lead.sees("From the facilitator", "removed", "noise", "> lead")
	for _, want := range []string{"[crimson] News: \"The phone rings\"", "why: asleep", "why: noise", "renamed it"} {
		if !strings.Contains(log, want) {
			t.Errorf("the log has no %q:\n%s", want, log)
		}
	}
}

// TestPrivateTextGoesToTheCaptain: what is meant for a role that nobody has any
// more reaches the captain's seat.
func TestPrivateTextGoesToTheCaptain(t *testing.T) {
	s, _ := stage(t, members(t), captain())
	lead, ann, bob := s.lead(), s.member("red", "Ann"), s.member("red", "Bob")
	lead.says("start")
	ann.sees("> vote 1")
	bob.sees("> vote 1")
	ann.says("2")
	bob.says("2")
	ann.sees("> decide")
	ann.says("d 2")
	bob.sees("> go 2")
	lead.says("unseat red 1 gone home")
	bob.sees("Ann is no longer at the table", "For Press office only: Three requests", "> go 2")
}

func TestDebriefOfTheRoom(t *testing.T) {
	s, _ := stage(t, members(t), captain())
	lead, ann, zoe := s.lead(), s.member("red", "Ann"), s.member("blue", "Zoe")
	lead.says("start")
	for i, p := range []*person{ann, zoe} {
		p.sees("> vote 1")
		p.says(fmt.Sprint(3-2*i), fmt.Sprintf("d %d", 3-2*i))
		p.sees("> vote 2")
	}
	ann.says("p")
	ann.sees("written when your team has come to its end")
	lead.says("next")
	lead.sees("That cannot be done at this stage")
	lead.says("debrief thanks")
	lead.sees("Type next to show everybody the first decision")
	if text := ann.sees("Reason: thanks", "> debrief"); strings.Contains(text, "Decision 1") {
		t.Errorf("shown before the facilitator has:\n%s", text)
	}
	lead.says("next")
	topic := ann.sees("Decision 1 of 1: First report", "Your team: Cut off", "> debrief")
	if strings.Contains(topic, "blue") || strings.Contains(topic, "teams)") {
		t.Errorf("uncovered too early:\n%s", topic)
	}
	lead.says("show")
	ann.sees("How the teams decided (100% apart)", "red: chose 1", "blue: chose 2", "Too few people", "> debrief")
	lead.says("next")
	lead.sees("none further")
	lead.says("prev", "show")
	lead.sees("none further", "part", "> lead")
	zoe.says("v")
	zoe.sees("Decision 1 of 1", "> debrief")
	ann.says("p")
	ann.sees("> plan 1", "One thing that went well")
	ann.says("We talked")
	ann.sees("> plan 2")
	ann.says("")
	ann.sees("> plan 3")
	ann.says("Write it down")
	ann.sees("> plan 4")
	ann.says("Ann")
	ann.sees("> plan 5")
	ann.says("2027/4/1")
	ann.sees("Action: Write it down", "Due: 2027-04-01", "Kept with your team's plan", "> debrief")
	if plan := s.room.Table(s.room.Head().Teams[0].ID).Plan; len(plan) != 1 || plan[0].Action != "Write it down" {
		t.Errorf("kept %+v", plan)
	}
	zoe.says("p")
	zoe.sees("> plan 1")
	lead.says("end", "yes")
	for _, p := range []*person{ann, zoe} {
		p.sees("The workshop has ended")
		if got := p.ends(); got != Finished {
			t.Errorf("ended as %v", got)
		}
	}
	lead.says("start")
	lead.sees("That cannot be done at this stage")
	if got := lead.goes(); got != InputEnded {
		t.Errorf("the facilitator ends as %v", got)
	}
}

// racing is a room in which something else happens just before the first deed of
// a kind is done.
type racing struct {
	workshop.Room
	first func()
}

func (r *racing) Do(ctx context.Context, team string, f workshop.Deciding) error {
	if first := r.first; first != nil {
		r.first = nil
		first()
	}
	return r.Room.Do(ctx, team, f)
}

// TestVoteThatComesTooLate: a blind vote is not taken for one that has seen the
// spread.
func TestVoteThatComesTooLate(t *testing.T) {
	rules := captain()
	rules.Confidence = true
	s, _ := stage(t, members(t), rules)
	ann, place := s.member("red", "Ann"), s.placed("Bob")
	r := &racing{Room: s.room}
	bob := begin(t, func(ctx context.Context, in io.Reader, out io.Writer) (Outcome, error) {
		return Seat(ctx, SeatOptions{
			In: in, Out: out, Words: book().In("en"), Setter: setter(), Room: r, Place: &place,
			Sit: func(ctx context.Context, p workshop.Place) (func(), error) { return s.host.Sit(ctx, s.room, p) },
		})
	})
	bob.sees("> lobby")
	s.lead().says("start")
	ann.sees("> vote 1")
	bob.sees("> vote 1")
	ann.says("1")
	ann.sees("> sure 1")
	ann.says("1")
	ann.sees("> wait 1")
	bob.says("2")
	bob.sees("> sure 1 1-5")
	table := func() *workshop.Table { return s.room.Table(place.Team) }
	r.first = func() {
		ann.says("c")
		s.until("the votes are shown", func() bool { return table().Round() == 2 })
	}
	bob.says("2")
	bob.sees("made in the meantime", "> again 1")
	if v := table().Vote; len(v.First) != 1 || len(v.Second) != 0 {
		t.Errorf("the late vote counts: %+v", v)
	}
	// And one whose confidence was being asked for.
	ann.sees("> decide 1")
	bob.says("2")
	bob.sees("> sure 1 1-5")
	ann.says("d 2")
	bob.sees("\"2\" was not used", "Decided by Ann", "> go 2")
}

// TestSeatTranscript is what one person reads, from the lobby to the end.
func TestSeatTranscript(t *testing.T) {
	for _, lang := range []string{"ja", "en"} {
		t.Run(lang, func(t *testing.T) {
			rules := captain()
			rules.Confidence = true
			s, _ := stage(t, members(t), rules)
			s.lang = lang
			place := s.placed("葛城")
			phase := func(next workshop.Phase, why string) {
				t.Helper()
				if err := s.room.Do(t.Context(), "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
					return h.SetPhase("森", next, why, now)
				}); err != nil {
					t.Fatal(err)
				}
			}
			p := s.seat("", "", &place)
			p.sees("> lobby")
			p.says("w")
			p.sees("> lobby")
			phase(workshop.Running, "")
			p.sees("> vote 1")
			for _, step := range [][2]string{
				{"?", "> vote 1"},
				{"3", "> sure 1"},
				{"4", "> decide 1"},
				{"d 3", "> vote 2"},
				{"1 2", "> sure 2"},
				{"5", "> decide 2"},
				{"d 1 2", "> vote 3"},
				{"s", "> vote 3"},
				{"1", "> sure 3"},
				{"70", "> decide 3"},
				{"d 1", "> over"},
				{"k", "> over"},
			} {
				p.says(step[0])
				p.sees(step[1])
			}
			phase(workshop.Debrief, "十分話せた")
			p.sees("> debrief")
			if err := s.room.Do(t.Context(), "", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
				return h.SetTopic("森", "isolated", workshop.LayerSpread, now)
			}); err != nil {
				t.Fatal(err)
			}
			p.sees("> debrief")
			phase(workshop.Ended, "")
			if got := p.ends(); got != Finished {
				t.Errorf("ended as %v", got)
			}
			golden(t, "seat-"+lang, p.all())
		})
	}
}
