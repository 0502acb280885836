package screentest_test

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"kobayashi/game/tui/screentest"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
)

// still is a model that shows one text.
type still string

func (m still) Init() tea.Cmd                       { return nil }
func (m still) Update(tea.Msg) (tea.Model, tea.Cmd) { return m, nil }
func (m still) View() tea.View                      { return tea.NewView(string(m)) }

func TestSVG(t *testing.T) {
	box := lipgloss.NewStyle().Border(lipgloss.RoundedBorder()).Padding(0, 1).Render(
		"07:40 侵入の知らせ\n" +
			lipgloss.NewStyle().Bold(true).Foreground(lipgloss.Color("#FFD166")).Render("警報") + " <svc-bk02> & か\u3099 e\u0301\n" +
			lipgloss.NewStyle().Underline(true).Render("下線 underline") + "  " +
			lipgloss.NewStyle().Reverse(true).Render(" 反転 ") +
			lipgloss.NewStyle().Background(lipgloss.Color("1")).Render("    ") + "▀▄█▌▒\n" +
			lipgloss.NewStyle().Strikethrough(true).Foreground(lipgloss.Color("2")).Render("取り消し") + " 😀|🙂e\u0301|")
	double := lipgloss.NewStyle().Border(lipgloss.DoubleBorder()).Render("二重")
	screentest.Play(t, still(lipgloss.JoinVertical(lipgloss.Left, box, double)), 50, 12, func(s *screentest.Screen) {
		s.Golden("box")
		svg := s.SVG()
		for d := xml.NewDecoder(strings.NewReader(svg)); ; {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("not well formed: %v", err)
			}
		}
		for _, want := range []string{
			`fill="#ffd166" font-weight="bold" xml:space="preserve">警報<`,
			`&lt;svc-bk02&gt; &amp;`,
			`fill="#e05561"`, // the red ground
			`stroke="#e6e6e6"`,
		} {
			if !strings.Contains(svg, want) {
				t.Errorf("no %s in\n%s", want, svg)
			}
		}
		if strings.ContainsAny(svg, "╭│═█") {
			t.Error("a frame or a block is left to the typeface")
		}
	})
}
