package tui

import (
	tea "charm.land/bubbletea/v2"
	"github.com/rivo/uniseg"

	"kobayashi/game/typeset"
)

// field is a line to type into. The terminal's own cursor stands in it, because
// that is where a Japanese IME shows what is being converted.
//
// It is not the textarea of bubbles: that one runs the machine's clipboard
// programs, which over SSH are the server's.
type field struct {
	text  string
	after int // bytes of the text behind the cursor
	most  int // characters; 0: fieldMost
}

const fieldMost = 40 // characters

// typed is the field after a key or a paste; ok says that it was for the field.
func (t field) typed(msg tea.Msg) (next field, ok bool) {
	at := len(t.text) - t.after
	switch msg := msg.(type) {
	case tea.PasteMsg:
		return t.with(msg.Content), true
	case tea.KeyPressMsg:
		switch {
		case pressed(msg, erase):
			t.text = t.text[:t.before(at)] + t.text[at:]
		case pressed(msg, eraseNext):
			next := t.behind(at)
			t.text, t.after = t.text[:at]+t.text[next:], len(t.text)-next
		case pressed(msg, eraseAll):
			t.text, t.after = "", 0
		case press(msg, tea.KeyLeft):
			t.after = len(t.text) - t.before(at)
		case press(msg, tea.KeyRight):
			t.after = len(t.text) - t.behind(at)
		case press(msg, tea.KeyHome):
			t.after = len(t.text)
		case press(msg, tea.KeyEnd):
			t.after = 0
		case msg.Text != "":
			return t.with(msg.Text), true
		default:
			return t, false
		}
		return t, true
	}
	return t, false
}

var (
	erase     = bind("Backspace", "key.erase", "backspace", "ctrl+h")
	eraseNext = bind("Delete", "key.erase", "delete")
	eraseAll  = bind("Ctrl+U", "key.erase", "ctrl+u")
)

// before and behind are the ends of the characters on both sides of a place, as
// a reader counts characters.
func (t field) before(at int) int {
	from := 0
	for i := 0; i < at; i += len(clusterOf(t.text[i:])) {
		from = i
	}
	return from
}

func (t field) behind(at int) int { return at + len(clusterOf(t.text[at:])) }

func clusterOf(s string) string {
	cluster, _, _, _ := uniseg.FirstGraphemeClusterInString(s, -1)
	return cluster
}

// with puts more in at the cursor, as much as there is room for.
func (t field) with(more string) field {
	most := t.most
	if most == 0 {
		most = fieldMost
	}
	add := []rune(oneLine(more))
	room := max(most-len([]rune(t.text)), 0)
	at := len(t.text) - t.after
	t.text = t.text[:at] + string(add[:min(len(add), room)]) + t.text[at:]
	return t
}

// view is the text in so many cells and where the cursor stands in it. What does
// not fit is cut so that the cursor is seen, with what was typed before it.
func (t field) view(width int) (shown string, cursor int) {
	from, at := 0, len(t.text)-t.after
	for typeset.Width(t.text[from:at]) >= max(width, 2) {
		from += len(clusterOf(t.text[from:]))
	}
	shown = t.text[from:]
	for to := len(shown); typeset.Width(shown[:to]) > max(width, 2); shown = shown[:to] {
		to = field{text: shown}.before(to)
	}
	return shown, typeset.Width(t.text[from:at])
}

// broken is the text in lines of so many cells, and the line and the cell of the
// cursor. A line ends behind a space if it has one; there is always room for the
// cursor behind the last character.
func (t field) broken(width int) (lines []string, row, cell int) {
	at, from := len(t.text)-t.after, 0
	for from < len(t.text) {
		to := t.lineEnd(from, max(width-1, 2))
		if from <= at && (at < to || to == len(t.text)) {
			row, cell = len(lines), typeset.Width(t.text[from:at])
		}
		lines, from = append(lines, t.text[from:to]), to
	}
	if len(lines) == 0 {
		lines = []string{""}
	}
	return lines, row, cell
}

// lineEnd is where the line that begins at from ends. One space may stand in the
// cell that is kept for the cursor.
func (t field) lineEnd(from, width int) int {
	used, space := 0, 0
	for i := from; i < len(t.text); {
		c := clusterOf(t.text[i:])
		used += typeset.Width(c)
		switch {
		case used > width && c == " " && used == width+1:
			return i + 1
		case used > width && space > from:
			return space
		case used > width:
			return i
		}
		i += len(c)
		if c == " " {
			space = i
		}
	}
	return len(t.text)
}

// full reports whether nothing more goes in.
func (t field) full() bool { return len([]rune(t.text)) >= t.most && t.most > 0 }
