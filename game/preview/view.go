package preview

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"kobayashi/game/typeset"
)

// wideWidth is the width from which values and problems stand beside the play;
// below it they stand under it.
const wideWidth = 100

// leastWidth and leastHeight are the smallest window anything can be read in.
const leastWidth, leastHeight = 30, 8

// Looks by meaning. Each stands beside a word or a sign that says the same.
var (
	strong = lipgloss.NewStyle().Bold(true)
	focus  = lipgloss.NewStyle().Reverse(true)
)

// shade colours a text by meaning, where there are colours.
func (m screen) shade(colour, s string) string {
	if m.few == 0 {
		return s
	}
	return lipgloss.NewStyle().Foreground(lipgloss.Color(colour)).Render(s)
}

func (m screen) alarm(s string) string {
	return m.shade(map[bool]string{true: "9", false: "1"}[m.dark], s)
}

func (m screen) muted(s string) string {
	return m.shade(map[bool]string{true: "7", false: "8"}[m.dark], s)
}

// ink is how typeset sets the texts.
func (m screen) ink() typeset.Ink {
	switch {
	case m.few == 0:
		return typeset.Mono
	case m.few == 16 && m.dark:
		return typeset.ANSI16Dark
	case m.few == 16:
		return typeset.ANSI16Light
	case m.dark:
		return typeset.Dark
	}
	return typeset.Light
}

func (m screen) setting(width int) setting {
	return setting{m.o.Setter, typeset.Style{Ink: m.ink(), Lang: m.lang(), Safe: m.wide, Targets: true}, max(width, 10), m.say()}
}

// left is the width of the play.
func (m screen) left() int {
	if m.width < wideWidth {
		return m.width - 2
	}
	return min(m.width*6/10, 88)
}

// body is how many rows the play has between head and foot.
func (m screen) body() int {
	rows := m.height - 3 // head, notice, keys
	if m.width < wideWidth && !m.problems {
		rows -= len(m.under()) + 1
	}
	return max(rows, 1)
}

// under is what stands below the play in a narrow window: never more than a
// third of it.
func (m screen) under() []string {
	return m.aside(m.width-2, max(m.height/3, 1), false)
}

// View paints the session.
func (m screen) View() tea.View {
	v := tea.NewView(m.paint())
	v.AltScreen = true
	v.MouseMode = tea.MouseModeCellMotion
	v.WindowTitle = m.say().Say("preview.title", oneLine(m.o.Name))
	return v
}

func (m screen) paint() string {
	if m.width < leastWidth || m.height < leastHeight {
		return typeset.Truncate(m.say().Say("preview.small", leastWidth, leastHeight), m.width)
	}
	all, rows := m.text(), m.body()
	top := min(m.top, max(len(all)-rows, 0)) // a save may have made the text shorter
	more := m.more(len(all) - top - rows)
	text := part(all, top, rows)
	lines := []string{m.head()}
	switch {
	case m.problems:
		lines = append(append(lines, m.spread(m.muted(m.say().Say("preview.all")), more)), text...)
	case m.width >= wideWidth:
		lines = append(append(lines, m.spread(m.notice(), more)), m.beside(text)...)
	default:
		lines = append(append(lines, m.notice()), text...)
		lines = append(lines, m.muted(more+strings.Repeat("-", max(m.width-typeset.Width(more), 0))))
		lines = append(lines, m.under()...)
	}
	for len(lines) < m.height-1 {
		lines = append(lines, "")
	}
	lines = append(lines[:m.height-1], m.keys())
	for i, l := range lines {
		lines[i] = typeset.Truncate(l, m.width)
	}
	return strings.Join(lines, "\n")
}

// part is a window on lines, always of so many rows.
func part(lines []string, top, rows int) []string {
	out := make([]string, rows)
	if top < len(lines) {
		copy(out, lines[top:])
	}
	return out
}

// beside puts values and problems to the right of the play.
func (m screen) beside(text []string) []string {
	side := part(m.aside(m.width-m.left()-4, len(text), true), 0, len(text))
	out := make([]string, len(text))
	for i := range text {
		out[i] = typeset.Pad(text[i], m.left()) + m.muted(" | ") + side[i]
	}
	return out
}

// more says that the text goes on below the window.
func (m screen) more(lines int) string {
	if lines <= 0 {
		return ""
	}
	return m.say().Say("preview.more", lines) + " "
}

// spread is a line with something at its right end, if there is room for it.
func (m screen) spread(line, end string) string {
	line = typeset.Truncate(line, max(m.width-typeset.Width(end)-1, 1))
	return line + strings.Repeat(" ", max(m.width-typeset.Width(line)-typeset.Width(end), 1)) + m.muted(end)
}

func (m screen) head() string {
	state := m.s.state(m.say())
	room := m.width - typeset.Width(state) - 2
	rest := ""
	if m.s.variant != "" {
		rest = " (" + oneLine(m.s.variant) + ")"
	}
	rest += " " + m.s.shownLang()
	name := oneLine(m.o.Name)
	if typeset.Width(name+rest) > room { // the folder is what an author misses least
		name = path.Base(filepath.ToSlash(name))
	}
	name = typeset.Truncate(name+rest, max(room, 10))
	gap := max(m.width-typeset.Width(name)-typeset.Width(state), 1)
	return strong.Render(name) + strings.Repeat(" ", gap) + m.muted(state)
}

// notice is what is not as it was, or how many choices were made.
func (m screen) notice() string {
	if list := m.s.notices(m.say()); len(list) > 0 {
		return m.alarm("! " + strings.Join(list, " "))
	}
	if !m.s.playing {
		return m.muted(m.say().Say("preview.reading"))
	}
	n := len(m.s.run.Steps)
	if n == 0 {
		return m.muted(m.say().Say("preview.start"))
	}
	return m.muted(m.say().Count("preview.steps", n))
}

// keys are the keys that do something now, as many as there is room for. The
// way out stays longest: who cannot find it closes the window in anger.
func (m screen) keys() string {
	t := m.say()
	list := []string{t.Say("preview.key.choose"), t.Say("preview.key.back"), t.Say("preview.key.all"), t.Say("preview.key.quit")}
	more := []string{t.Say("preview.key.restart")}
	if m.problems {
		list, more = []string{t.Say("preview.key.scroll"), t.Say("preview.key.close")}, nil
	} else if m.s.playing {
		if len(m.s.run.Rules.Rules().Variants) > 1 {
			more = append(more, t.Say("preview.key.variant"))
		}
		if len(m.s.run.Rules.Langs()) > 1 {
			more = append(more, t.Say("preview.key.lang"))
		}
	}
	for _, k := range more {
		if typeset.Width(strings.Join(list, "  "))+2+typeset.Width(k) <= m.width {
			list = slices.Insert(list, len(list)-2, k)
		}
	}
	for len(list) > 2 && typeset.Width(strings.Join(list, "  ")) > m.width {
		list = slices.Delete(list, 1, 2)
	}
	return m.muted(strings.Join(list, "  "))
}

// text is what fills the body: the play, or the problems.
func (m screen) text() []string {
	if m.problems {
		return m.whole(m.width - 2)
	}
	lines, _ := m.play(m.left())
	return lines
}

// play is the story and what is offered, and the line the cursor stands on.
func (m screen) play(width int) (lines []string, at int) {
	if !m.s.playing {
		return m.list(width), 0
	}
	t := m.setting(width)
	lines = m.s.story(t)
	if m.s.run.Over() {
		return append(lines, "", strong.Render(m.say().Say("run.over"))), len(lines)
	}
	options := m.s.options(m.say())
	if len(options) == 0 {
		return lines, 0
	}
	lines = append(lines, "")
	for i, o := range options {
		if i == m.cursor {
			at = len(lines)
		}
		lines = append(lines, m.option(t, i, o)...)
	}
	if m.question() {
		if m.cursor == len(options) {
			at = len(lines)
		}
		lines = append(lines, m.marked(len(options), m.say().Say("decide.send")))
	}
	return lines, at
}

// marked is a row the cursor may stand on.
func (m screen) marked(i int, s string) string {
	if i == m.cursor {
		return focus.Render("> " + s)
	}
	return "  " + s
}

func (m screen) option(t setting, i int, o option) []string {
	mark := fmt.Sprintf("%d ", i+1)
	if m.question() {
		tick := "[ ] "
		if m.ticks&o.id != 0 {
			tick = "[x] "
		}
		mark += tick
		if o.right {
			o.detail = strings.TrimSpace(m.say().Say("preview.right") + " " + o.detail)
		}
	}
	narrow := t
	narrow.width -= 2 + typeset.Width(mark)
	var lines []string
	for k, l := range narrow.wrap(o.label, 0) {
		if k > 0 {
			mark = strings.Repeat(" ", typeset.Width(mark))
		}
		l = mark + l
		if i == m.cursor {
			l = focus.Render(map[bool]string{true: "> ", false: "  "}[k == 0] + l)
		} else {
			l = "  " + l
		}
		lines = append(lines, l)
	}
	if o.detail != "" {
		lines = append(lines, m.muted("    "+typeset.Truncate(o.detail, max(t.width-4, 1))))
	}
	return lines
}
