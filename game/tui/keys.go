package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"kobayashi/game/typeset"
)

// hint is a key and what it does here: word is a phrase. Keys are shown by
// words, because the signs for arrows are two cells wide in some terminals.
type hint struct {
	key.Binding
	word string
}

// does gives the same key another meaning.
func (h hint) does(word string) hint { h.word = word; return h }

func bind(show, word string, keys ...string) hint {
	return hint{key.NewBinding(key.WithKeys(keys...), key.WithHelp(show, "")), word}
}

// keys is the one key map. The help line and the page of keys are made from it.
// Everything can be reached with arrows, Enter, Esc, Tab and digits alone,
// because with a Japanese IME on, letters may never arrive.
var keys = struct {
	enter, space, back, tab, untab   hint
	up, down, left, right, updown    hint
	pageUp, pageDown, top, end, page hint
	digits, levels, notes, glossary  hint
	remove, help, quit, talk, told   hint
}{
	enter:    bind("Enter", "key.enter", "enter"),
	space:    bind("Space", "key.space", "space"),
	back:     bind("Esc", "key.back", "esc"),
	tab:      bind("Tab", "key.tab", "tab"),
	untab:    bind("Shift+Tab", "key.untab", "shift+tab"),
	up:       bind("key.name.up", "key.up", "up", "k"),
	down:     bind("key.name.down", "key.down", "down", "j"),
	left:     bind("key.name.left", "key.left", "left", "h"),
	right:    bind("key.name.right", "key.right", "right", "l"),
	updown:   bind("key.name.updown", "key.updown", "up", "down"),
	pageUp:   bind("PgUp", "key.pageup", "pgup", "ctrl+b"),
	pageDown: bind("PgDn", "key.pagedown", "pgdown", "ctrl+f"),
	top:      bind("Home", "key.top", "home"),
	end:      bind("End", "key.end", "end"),
	page:     bind("PgUp/PgDn", "key.page", "pgup", "pgdown"),
	digits:   bind("1-9", "key.digits"),
	levels:   bind("1-5", "key.digits"),
	notes:    bind("n", "key.notes", "n"),
	glossary: bind("g", "key.glossary", "g"),
	remove:   bind("d", "key.remove", "d", "delete"),
	talk:     bind("t", "key.talk", "t"),
	told:     bind("m", "key.told", "m"),
	help:     bind("?", "key.help", "?", "f1"),
	quit:     bind("Ctrl+C", "key.quit", "ctrl+c"),
}

// everywhere are the keys of the page of keys that no screen lists itself.
// Who leads, and the board, have no notes to open.
func everywhere(at screen) []hint {
	list := []hint{keys.updown, keys.enter, keys.digits, keys.back, keys.tab, keys.page, keys.top, keys.end, keys.space}
	switch at.(type) {
	case board, leadHall, leadMenu, leadHow, leadLog, leadTeam, leadPick, leadTopic, leadTopics:
	default:
		list = append(list, keys.notes, keys.glossary)
	}
	return append(list, keys.help, keys.quit)
}

func pressed(msg tea.Msg, hints ...hint) bool {
	press, ok := msg.(tea.KeyPressMsg)
	return ok && slices.ContainsFunc(hints, func(h hint) bool { return key.Matches(press, h.Binding) })
}

// digit is the number typed, 1 to 9, or 0.
func digit(msg tea.Msg) int {
	if press, ok := msg.(tea.KeyPressMsg); ok && len(press.Text) == 1 && press.Mod == 0 {
		if c := press.Text[0]; c >= '1' && c <= '9' {
			return int(c - '0')
		}
	}
	return 0
}

// halfWidth makes the full-width letters and digits of a Japanese IME the keys
// they stand for.
func halfWidth(press tea.KeyPressMsg) tea.KeyPressMsg {
	runes := []rune(press.Text)
	if len(runes) != 1 {
		return press
	}
	switch r := runes[0]; {
	case r >= '！' && r <= '～':
		press.Code = r - '！' + '!'
		press.Text = string(press.Code)
	case r == '\u3000':
		press.Code, press.Text = ' ', " "
	}
	return press
}

// helpLine is one line of the keys that work now, as many as there is room for.
func (f frame) helpLine(hints []hint, width int) string {
	var line strings.Builder
	used := 0
	for _, h := range hints {
		name, word := f.keyName(h), f.say(h.word)
		cells := typeset.Width(name) + 1 + typeset.Width(word)
		if used > 0 {
			cells += 3
		}
		if used+cells > width {
			break
		}
		if used > 0 {
			line.WriteString("   ")
		}
		line.WriteString(f.ink.key.Render(name) + " " + f.ink.muted.Render(word))
		used += cells
	}
	return line.String()
}

func (f frame) keyName(h hint) string {
	if name := h.Help().Key; strings.HasPrefix(name, "key.name.") {
		return f.say(name)
	}
	return h.Help().Key
}
