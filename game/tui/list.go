package tui

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game/typeset"
)

// option is one row of a list: what it is, and something about it at the right.
type option struct{ label, note string }

// list paints one row for each option, the one under the cursor in focus. Rows
// count from the first line, columns from 0.
func (f frame) list(options []option, cursor, width int) ([]string, []hit) {
	lines := make([]string, 0, len(options))
	hits := make([]hit, 0, len(options))
	for i, o := range options {
		lines = append(lines, f.row(i, o, i == cursor, width))
		hits = append(hits, hit{i, 0, width, i})
	}
	return lines, hits
}

func (f frame) row(i int, o option, focused bool, width int) string {
	number := "  "
	if i < 9 {
		number = strconv.Itoa(i+1) + " "
	}
	mark := "   "
	if focused {
		mark = " > "
	}
	room := max(width-typeset.Width(mark)-2-1, 1)
	note := typeset.Truncate(o.note, max(room/2, room-typeset.Width(o.label)-2))
	label := typeset.Truncate(o.label, max(room-typeset.Width(note)-2, 1))
	gap := strings.Repeat(" ", max(room-typeset.Width(label)-typeset.Width(note), 0))
	if focused {
		return f.ink.focus.Render(mark + number + label + gap + note + " ")
	}
	return mark + f.ink.muted.Render(number) + label + gap + f.ink.muted.Render(note)
}

// moved is the cursor after a key or the number typed; taken says that the
// option under it is meant: a number, Enter or a click takes at once.
func moved(msg tea.Msg, s sheet, cursor, n int) (at int, taken bool) {
	if n == 0 {
		return 0, false
	}
	cursor = min(cursor, n-1)
	switch d := digit(msg); {
	case d > 0 && d <= n:
		return d - 1, true
	case pressed(msg, keys.up, keys.untab):
		return (cursor + n - 1) % n, false
	case pressed(msg, keys.down, keys.tab):
		return (cursor + 1) % n, false
	case pressed(msg, keys.top):
		return 0, false
	case pressed(msg, keys.end):
		return n - 1, false
	case pressed(msg, keys.enter, keys.space):
		return cursor, true
	}
	if hit := s.struck(msg); hit >= 0 && hit < n {
		return hit, true
	}
	return cursor, false
}

// window gives the part of a list of rows that is seen, so that the row at is
// always in it: its first row and the row behind its last.
func window(at, total, rows int) (from, to int) {
	if total <= rows {
		return 0, total
	}
	from = max(0, min(at-rows/2, total-rows))
	return from, from + rows
}

// scrolled is the first line seen after a key or the wheel.
func scrolled(msg tea.Msg, top, total, rows int) int {
	switch {
	case pressed(msg, keys.up):
		top--
	case pressed(msg, keys.down):
		top++
	case pressed(msg, keys.pageUp):
		top -= max(rows-1, 1)
	case pressed(msg, keys.pageDown, keys.space):
		top += max(rows-1, 1)
	case pressed(msg, keys.top):
		top = 0
	case pressed(msg, keys.end):
		top = total
	default:
		top += wheel(msg)
	}
	return max(0, min(top, total-rows))
}

// part is the lines from top that there is room for.
func part(lines []string, top, rows int) []string {
	top = max(0, min(top, len(lines)-rows))
	return lines[top:min(top+rows, len(lines))]
}

// place says how far a long text has been read: "12-30/48", or nothing if all
// of it is seen.
func place(top, total, rows int) string {
	if total <= rows {
		return ""
	}
	top = max(0, min(top, total-rows))
	return strconv.Itoa(top+1) + "-" + strconv.Itoa(min(top+rows, total)) + "/" + strconv.Itoa(total)
}

// tint gives every line the same look.
func tint(look shade, lines []string) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = look.Render(line)
	}
	return out
}
