package tui

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game/typeset"
)

// reader is a long text with a row of buttons below it. Up and down scroll,
// left, right and Tab go from button to button.
type reader struct{ top, button int }

// buttonRows is the height of the row of buttons with the air above it.
const buttonRows = 2

func (r reader) update(f frame, msg tea.Msg, s sheet, lines, buttons int) (next reader, taken bool) {
	rows := f.rows() - buttonRows
	switch d := digit(msg); {
	case d > 0 && d <= buttons:
		r.button = d - 1
		return r, true
	case pressed(msg, keys.left, keys.untab):
		r.button = (r.button + buttons - 1) % buttons
		return r, false
	case pressed(msg, keys.right, keys.tab):
		r.button = (r.button + 1) % buttons
		return r, false
	case pressed(msg, keys.enter):
		return r, true
	}
	if at := s.struck(msg); at >= 0 && at < buttons {
		r.button = at
		return r, true
	}
	r.top = scrolled(msg, r.top, lines, rows)
	return r, false
}

// read paints the text and the buttons into a page.
func (r reader) read(f frame, p paper, lines, buttons []string) sheet {
	rows := max(f.rows()-buttonRows, 1)
	if p.aside == "" {
		p.aside = place(r.top, len(lines), rows)
	}
	p.body = append([]string{}, part(lines, r.top, rows)...)
	for len(p.body) < rows+buttonRows-1 {
		p.body = append(p.body, "")
	}
	row, hits := f.buttons(buttons, r.button)
	for i := range hits {
		hits[i].row = len(p.body)
	}
	p.body, p.hits = append(p.body, row), hits
	return f.put(p)
}

// buttons is a row of buttons; the one in focus has a sign beside its look.
func (f frame) buttons(labels []string, focused int) (string, []hit) {
	var row string
	var hits []hit
	at := 0
	for i, label := range labels {
		mark := "  "
		if i == focused {
			mark = "> "
		}
		text := " " + mark + strconv.Itoa(i+1) + " " + label + "  "
		text = typeset.Truncate(text, max(f.inner()-at, 0))
		cells := typeset.Width(text)
		hits = append(hits, hit{0, at, at + cells, i})
		if i == focused {
			text = f.ink.focus.Render(text)
		}
		row += text + " "
		at += cells + 1
	}
	return row, hits
}
