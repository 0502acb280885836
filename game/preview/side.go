package preview

import (
	"strings"

	"kobayashi/game"
	"kobayashi/game/typeset"
)

// aside is what stands beside the play or under it, in so many rows: variables
// and scores, and the problems, which have a third of the rows for certain.
func (m screen) aside(width, rows int, table bool) []string {
	var values, problems []string
	if table {
		values = m.tables(width)
	} else {
		values = m.running(width)
	}
	if m.s.playing { // before, they stand where the play will
		problems = m.list(width)
	}
	n := min(len(problems), max(rows-len(values), rows/3, 1))
	values = values[:min(len(values), rows-n)]
	return append(values, problems[:n]...)
}

// tables are all variables and scores, one a row.
func (m screen) tables(width int) []string {
	var lines []string
	if m.s.playing {
		lines = append(lines, m.table(m.s.values(m.say()), width)...)
		lines = append(lines, m.table(m.s.scores(m.say()), width)...)
	}
	return lines
}

// running is the same as running text. What the last choice changed comes first:
// the room under a play is small.
func (m screen) running(width int) []string {
	if !m.s.playing {
		return nil
	}
	var first, rest []string
	for _, v := range append(m.s.values(m.say()), m.s.scores(m.say())...) {
		if text := v.name + "=" + v.now; v.change != "" {
			first = append(first, text+" "+changed(v))
		} else {
			rest = append(rest, text)
		}
	}
	return m.setting(width).wrap(strings.Join(append(first, rest...), "  "), 2)
}

func (m screen) table(list []value, width int) []string {
	if len(list) == 0 {
		return nil
	}
	wide := 0
	for _, v := range list {
		wide = max(wide, typeset.Width(v.name))
	}
	wide = min(wide, width/2)
	lines := []string{}
	for _, v := range list {
		l := typeset.Pad(typeset.Truncate(v.name, wide), wide) + "  " + v.now
		if v.change != "" {
			l = strong.Render(l + " " + changed(v))
		}
		if v.label != "" {
			l += "  " + m.muted(v.label)
		}
		lines = append(lines, typeset.Truncate(l, width))
	}
	return append(lines, "")
}

func changed(v value) string {
	if v.change == "" {
		return ""
	}
	return "(" + v.change + ")"
}

// whole is everything that is known, for a page of its own: what is not as it
// was, the problems, and all values.
func (m screen) whole(width int) []string {
	var lines []string
	for _, n := range m.s.notices(m.say()) {
		lines = append(lines, m.setting(width).wrap("! "+n, 2)...)
	}
	return append(append(append(lines, m.list(width)...), ""), m.tables(width)...)
}

// list are the problems, the worst first.
func (m screen) list(width int) []string {
	t := m.setting(width)
	var lines []string
	for _, p := range m.s.sorted() {
		for i, l := range problem(p, t) {
			if p.Severity() == game.Error && i == 0 {
				l = m.alarm(l)
			}
			lines = append(lines, l)
		}
	}
	if len(lines) == 0 && m.s.playing && !m.s.broken {
		lines = append(lines, m.say().Say("preview.clean"))
	}
	return lines
}
