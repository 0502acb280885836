package tui

import (
	tea "charm.land/bubbletea/v2"

	"kobayashi/game/typeset"
)

// field is a line to type a few words into. The terminal's own cursor stands in
// it, because that is where a Japanese IME shows what is being converted.
//
// It is not the textarea of bubbles: that one runs the machine's clipboard
// programs, which over SSH are the server's.
type field struct{ text string }

const fieldMost = 40 // characters

// typed is the field after a key or a paste; ok says that it was for the field.
func (t field) typed(msg tea.Msg) (next field, ok bool) {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		return t.with(msg.Content), true
	case tea.KeyPressMsg:
		switch {
		case pressed(msg, erase):
			runes := []rune(t.text)
			return field{string(runes[:max(len(runes)-1, 0)])}, true
		case pressed(msg, eraseAll):
			return field{}, true
		case msg.Text != "":
			return t.with(msg.Text), true
		}
	}
	return t, false
}

var (
	erase    = bind("Backspace", "key.erase", "backspace", "ctrl+h")
	eraseAll = bind("Ctrl+U", "key.erase", "ctrl+u")
)

func (t field) with(more string) field {
	more = oneLine(more)
	runes := []rune(t.text + more)
	return field{string(runes[:min(len(runes), fieldMost)])}
}

// view is the text in so many cells and where the cursor stands behind it. What
// does not fit is cut at the front: the end is being typed.
func (t field) view(width int) (shown string, cursor int) {
	shown = t.text
	for typeset.Width(shown) >= max(width, 2) {
		_, rest := firstRune(shown)
		shown = rest
	}
	return shown, typeset.Width(shown)
}

func firstRune(s string) (rune, string) {
	for i, r := range s {
		return r, s[i+len(string(r)):]
	}
	return 0, ""
}
