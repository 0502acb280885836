package report_test

import (
	"strings"
	"testing"
	"time"

	"kobayashi/game/workshop"
)

// TestHallRenamed: the new name of a team stands out from the sentence around it.
func TestHallRenamed(t *testing.T) {
	e := newEvening(t, "", fridayRules)
	red := e.team("赤", 1)
	e.lead("", func(h *workshop.Head, _ *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return h.Rename("先生", red, "紅組", "紅組", "", now)
	})
	if md := writtenHall(t, "md", e.report("ja")); !strings.Contains(md, "チームの名前を「紅組」に変えた") {
		t.Errorf("got\n%s", md)
	}
}
