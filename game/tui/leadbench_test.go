package tui

import (
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game/workshop"
)

// crowd is a desk of n teams in the middle of the play.
func crowd(tb testing.TB, n int) tea.Model {
	h := openHall(tb, leadRules())
	tb.Cleanup(h.host.Close)
	h.phase(workshop.Running)
	for i := range n {
		team := h.team(fmt.Sprintf("Team %d", i), "Ann", "Bob")
		if i%2 == 0 {
			h.decide(team, i%4, i%3, 0)
		}
	}
	m := NewLead(leadOptions(tb, h.room, "ja"))
	m, _ = m.Update(tea.WindowSizeMsg{Width: 140, Height: 40})
	return m
}

// BenchmarkLeadOverview is one look at 250 teams, and its frame.
func BenchmarkLeadOverview(b *testing.B) {
	m := crowd(b, 250)
	m, _ = m.Update(tea.KeyPressMsg{Code: tea.KeyRight})
	b.ReportAllocs()
	for b.Loop() {
		m, _ = m.Update(roomGrown{})
		_ = m.View()
	}
}
