package report_test

import (
	"strings"
	"testing"
	"time"

	"kobayashi/game/workshop"
)

// TestHallTie: where votes were even under a majority, the report says what
// settled them, once.
func TestHallTie(t *testing.T) {
	for _, tt := range []struct {
		lock   workshop.LockRule
		second []vote // the first is the decider's
		lang   string
		want   string
		not    string
	}{
		{workshop.ByMajority, []vote{{1, 50}, {0, 90}}, "en", "Votes were even; the decider's vote settled it.", "The last votes were even."},
		{workshop.ByMajority, []vote{{1, 50}, {0, 90}}, "ja", "同数だったので、決定者の票で決まりました。", "最後の票は同数でした。"},
		{workshop.ByMajority, []vote{{2, 50}, {0, 50}, {0, 90}, {1, 50}, {1, 50}}, "en", "Votes were even; the rule for even votes settled it.", "the decider's vote"},
		{workshop.ByCaptain, []vote{{1, 50}, {0, 90}}, "en", "The last votes were even.", "Votes were even;"},
	} {
		rules := fridayRules
		rules.Lock, rules.Least, rules.Seats = tt.lock, 0, 8
		e := newEvening(t, "", rules)
		red := e.team("赤", len(tt.second))
		e.phase(workshop.Running)
		e.decide(red, time.Second, tt.second, tt.second, 1)
		if md := writtenTeam(t, "md", e.teamReport(red, tt.lang)); strings.Count(md, tt.want) != 1 || strings.Contains(md, tt.not) {
			t.Errorf("%s: want once %q and no %q in\n%s", tt.lock, tt.want, tt.not, md)
		}
	}
}
