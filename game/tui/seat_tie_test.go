package tui

import (
	"strings"
	"testing"

	"kobayashi/game/tui/screentest"
	"kobayashi/game/workshop"
)

// TestSeatTie: where votes were even, the screen says that the decider's vote
// settled it, and not that most votes did.
func TestSeatTie(t *testing.T) {
	rules := captainRules()
	rules.Lock, rules.Confidence = workshop.ByMajority, false
	atTheTable(t, "s1", rules, func(h *seatHall, s *screentest.Screen, team string) {
		for range 2 {
			h.vote(team, "s3", 3, 0)
			h.vote(team, "s2", 2, 0)
			h.vote(team, "s1", 1, 0)
		}
		s.Contains("同数だったので、決定者の票で決まりました")
		if text := s.Text(); strings.Contains(text, "多数決で決まりました") {
			t.Errorf("most votes settled it:\n%s", text)
		}
	})
}
