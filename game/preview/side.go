package preview

import (
	"strings"

	"kobayashi/game"
	"kobayashi/game/typeset"
)

// values are all variables and scores, in rows or in running text, and the
// problems behind them.
func (m screen) values(width int, rows bool) []string {
	var lines []string
	if m.s.playing {
		for _, list := range [][]value{m.s.values(m.say()), m.s.scores(m.say())} {
			lines = append(lines, m.table(list, width, rows)...)
		}
	}
	if rows {
		lines = append(lines, "")
	}
	if rows || m.s.playing {
		lines = append(lines, m.list(width)...)
	}
	return lines
}

func (m screen) table(list []value, width int, rows bool) []string {
	if len(list) == 0 {
		return nil
	}
	if !rows {
		var parts []string
		for _, v := range list {
			parts = append(parts, strings.TrimSpace(v.name+"="+v.now+" "+changed(v)))
		}
		return m.setting(width).wrap(strings.Join(parts, "  "), 2)
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

// list are the problems, the worst first.
func (m screen) list(width int) []string {
	t := m.setting(width)
	var lines []string
	if m.problems { // the line above has room for one notice only
		for _, n := range m.s.notices(m.say()) {
			lines = append(lines, t.wrap("! "+n, 2)...)
		}
	}
	for _, p := range m.s.sorted() {
		for i, l := range problem(p, t) {
			if p.Severity() == game.Error && i == 0 {
				l = m.alarm(l)
			}
			lines = append(lines, l)
		}
	}
	if len(lines) == 0 && !m.s.broken {
		lines = append(lines, m.say().Say("preview.clean"))
	}
	return lines
}
