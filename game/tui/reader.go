package tui

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game/typeset"
)

// reader is a long text with a row of buttons below it. Up and down scroll,
// left, right and Tab go from button to button.
type reader struct{ top, button int }

// room is the height that the buttons leave to the text, with air between.
func (r reader) room(f frame, buttons []string) int {
	rows, _ := f.buttons(buttons, r.button)
	return max(f.rows()-len(rows)-1, 1)
}

func (r reader) update(f frame, msg tea.Msg, s sheet, lines int, labels []string) (next reader, taken bool) {
	rows, buttons := r.room(f, labels), len(labels)
	r.button = min(r.button, buttons-1) // there may be fewer than there were
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
	rows := r.room(f, buttons)
	if p.aside == "" {
		p.aside = place(r.top, len(lines), rows)
	}
	p.body = append([]string{}, part(lines, r.top, rows)...)
	for len(p.body) < rows+1 {
		p.body = append(p.body, "")
	}
	row, hits := f.buttons(buttons, r.button)
	p.hits = below(hits, len(p.body))
	p.body = append(p.body, row...)
	return f.put(p)
}

// buttons is a row of buttons, or as many rows as they need; the one in focus
// has a sign beside its look.
func (f frame) buttons(labels []string, focused int) ([]string, []hit) {
	rows := []string{""}
	var hits []hit
	at := 0
	for i, label := range labels {
		mark := "  "
		if i == focused {
			mark = "> "
		}
		text := typeset.Truncate(" "+mark+strconv.Itoa(i+1)+" "+label+" ", f.inner())
		cells := typeset.Width(text)
		if at > 0 && at+cells > f.inner() {
			rows, at = append(rows, ""), 0
		}
		hits = append(hits, hit{len(rows) - 1, at, at + cells, i})
		if i == focused {
			text = f.ink.focus.Render(text)
		}
		rows[len(rows)-1] += text + " "
		at += cells + 1
	}
	return rows, hits
}
