package line

import (
	"strings"
	"testing"

	"kobayashi/game/workshop"
)

// TestSeatsPlayByCaptain is a team of two from the door to the debrief.
func TestSeatsPlayByCaptain(t *testing.T) {
	s, _ := stage(t, members(t), captain())
	lead := s.lead()
	ann := s.member("red", "Ann")
	ann.sees("lobby")
	lead.sees("Team red is new.")
	bob := s.member("red", "Bob")
	ann.sees("Bob is here.", "> lobby")
	bob.says("say hello")
	ann.sees("Bob: hello", "> lobby")
	lead.says("start good luck")
	ann.sees("running", "Reason: good luck", "First report", "> vote 1 1-3: ")
	bob.sees("> vote 1 1-3")
	ann.says("1")
	ann.sees("Your vote is kept.", "> wait 1 1-3")
	bob.sees("1 of 2 have voted.", "> vote 1")
	bob.says("2")
	bob.sees("How the 2 votes fell, round 1", "Ann (Press office) decides", "> again 1 1-3")
	ann.sees("You decide.", "> decide 1 1-3")
	bob.says("d 2")
	bob.sees("Another seat decides here.", "> again")
	ann.says("d 2")
	ann.sees("Decided by Ann", "You decided: Switch", "> vote 2")
	bob.sees("Decided by Ann", "> vote 2")
	t.Log(ann.all())
	t.Log(lead.all())
	if got := bob.goes(); got != InputEnded {
		t.Errorf("the end of the input is %v", got)
	}
	s.until("the line is closed", func() bool {
		seat, _ := s.room.Table(s.room.Head().Teams[0].ID).Seat("s2")
		return !seat.Here()
	})
	if strings.Contains(bob.all(), "\x1b") {
		t.Error("control characters")
	}
	_ = workshop.Lobby
}
