package screentest_test

import (
	"strings"
	"testing"
	"time"

	"kobayashi/game/tui/screentest"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
)

// sample is a small program with what real screens have: a list, a line to type
// in, a clock, and colours.
type sample struct {
	at, ticks     int
	name          string
	width, height int
}

type tick struct{}

func (m sample) Init() tea.Cmd {
	return tea.Tick(time.Second, func(time.Time) tea.Msg { return tick{} })
}

func (m sample) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
	case tick:
		if m.ticks++; m.ticks < 3 {
			return m, m.Init()
		}
	case tea.PasteMsg:
		m.name += msg.Content
	case tea.MouseClickMsg:
		m.at = msg.Y - 2
	case tea.KeyPressMsg:
		switch msg.String() {
		case "down":
			m.at++
		case "up":
			m.at--
		case "esc":
			m.name = ""
		case "ctrl+c":
			return m, tea.Quit
		default:
			m.name += msg.Text
		}
	}
	return m, nil
}

func (m sample) View() tea.View {
	title := lipgloss.NewStyle().Bold(true).Foreground(lipgloss.Color("#FFD166"))
	rows := []string{title.Render("コバヤシ 演習"), ""}
	for i, choice := range []string{"1 調べる", "2 Ask the vendor", "3 止める"} {
		if i == m.at {
			choice = lipgloss.NewStyle().Reverse(true).Render("> " + choice)
		} else {
			choice = "  " + choice
		}
		rows = append(rows, choice)
	}
	rows = append(rows, "", "名前: "+m.name)
	v := tea.NewView(strings.Join(rows, "\n") + strings.Repeat("\n", m.ticks) + "clock")
	v.AltScreen = true
	v.WindowTitle = "演習"
	v.MouseMode = tea.MouseModeCellMotion
	v.Cursor = tea.NewCursor(6+lipgloss.Width(m.name), 6)
	return v
}

func TestPlay(t *testing.T) {
	screentest.Play(t, sample{}, 60, 20, func(s *screentest.Screen) {
		s.Golden("start")
		s.Press("down", "down")
		s.Type("東京 Ops")
		s.Wait(5 * time.Second)
		s.Golden("typed")
		s.Bytes()
		s.Wait(time.Hour)
		if n := s.Bytes(); n != 0 {
			t.Errorf("idle wrote %d bytes", n)
		}
		s.Press("esc")
		s.Click(3, 2)
		s.Resize(30, 8)
		s.Golden("small")
		s.Press("ctrl+c")
		if ended, err := s.Done(); !ended || err != nil {
			t.Errorf("ended %v, %v", ended, err)
		}
	})
}
