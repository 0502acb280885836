package line

import (
	"fmt"
	"strings"
	"testing"
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
	topic := ann.sees("Reason: thanks", "Decision 1 of 1: First report", "Your team: Cut off", "> debrief")
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
