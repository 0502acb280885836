package line

import (
	"strings"
	"testing"

	"kobayashi/game/workshop"
)

// TestSeatsTie: where votes were even, every seat reads that the decider's vote
// settled it, and not that most votes did.
func TestSeatsTie(t *testing.T) {
	rules := captain()
	rules.Lock, rules.Confidence = workshop.ByMajority, false
	s, _ := stage(t, members(t), rules)
	ann, bob := s.member("red", "Ann"), s.member("red", "Bob")
	s.lead().says("start")
	both := []*person{ann, bob}
	for _, p := range both {
		p.sees("> vote 1")
	}
	ann.says("3")
	bob.says("1")
	for _, p := range both {
		p.sees("> again 1")
	}
	bob.says("1")
	bob.sees("Your vote is kept.")
	ann.says("3")
	for _, p := range both {
		p.sees("Votes were even; the decider's vote settled it", "You decided: Cut off only the members' page")
		if strings.Contains(p.all(), "Decided by most votes") {
			t.Errorf("most votes settled it:\n%s", p.all())
		}
	}
}
