package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game/typeset"
)

// title is the door: a wordmark and a short menu.
type title struct{ cursor int }

// entry is a line of a menu: its phrase, and what follows it.
type entry struct {
	word string
	note string
	open func(frame) (screen, tea.Cmd)
}

func (t title) entries(f frame) []entry {
	var list []entry
	if run := f.history.unfinished(); run != nil {
		id := run.ID
		list = append(list, entry{"title.resume", f.runName(*run), func(frame) (screen, tea.Cmd) {
			return loading{run: id, back: title{}}.open(f)
		}})
	}
	to := func(next screen) func(frame) (screen, tea.Cmd) {
		return func(frame) (screen, tea.Cmd) { return next, nil }
	}
	return append(
		list,
		entry{"title.start", "", to(browse{})},
		entry{"title.notes", "", to(notes{back: t})},
		entry{"title.glossary", "", to(glossary{back: t})},
		entry{"title.history", "", to(past{})},
		entry{"title.settings", "", to(preferences{back: t})},
		entry{"title.quit", "", func(frame) (screen, tea.Cmd) { return t, tea.Quit }},
	)
}

func (t title) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	if _, ok := msg.(historyRead); ok {
		t.cursor = 0
		return t, nil
	}
	list := t.entries(f)
	at, taken := moved(msg, t.view(f), t.cursor, len(list))
	t.cursor = at
	if taken {
		return list[at].open(f)
	}
	return t, nil
}

func (t title) bindings() []hint {
	return []hint{keys.updown, keys.enter.does("key.open"), keys.digits, keys.help}
}

func (t title) view(f frame) sheet {
	const menuWidth = 2 * plateCells
	var s sheet
	width := min(menuWidth, f.inner())
	options := make([]option, 0, 8)
	for _, e := range t.entries(f) {
		options = append(options, option{f.say(e.word), e.note})
	}
	menu, hits := f.list(options, min(t.cursor, len(options)-1), width)
	mark := f.wordmark()
	spare := max(f.height-len(mark)-len(menu)-2, 0)
	top, gap := spare*2/5, min(2, spare/5)
	s.lines = make([]string, top, f.height)
	for _, line := range mark {
		s.lines = append(s.lines, centred(line, f.width))
	}
	s.lines = append(s.lines, make([]string, gap)...)
	left := (f.width - width) / 2
	for _, h := range hits {
		s.hits = append(s.hits, hit{len(s.lines) + h.row, left, left + width, h.n})
	}
	s.lines = append(s.lines, indent(menu, left)...)
	for len(s.lines) < f.height-2 {
		s.lines = append(s.lines, "")
	}
	notice := ""
	if err := f.history.err; err != nil {
		notice = f.alert(f.say(fault(err)))
	} else if f.shelf.err != nil {
		notice = f.alert(f.say(f.desk.noShelf()))
	}
	s.lines = append(s.lines, centred(notice, f.width), centred(f.helpLine(t.bindings(), f.inner()), f.width))
	return s
}

const plateCells = 24 // of each half of the wordmark

// wordmark is the question of the whole game as two plates.
func (f frame) wordmark() []string {
	half := func(word string) []string {
		pad := plateCells - typeset.Width(word)
		text := strings.Repeat(" ", pad/2) + word + strings.Repeat(" ", pad-pad/2)
		blank := strings.Repeat(" ", plateCells)
		return []string{blank, text, blank}
	}
	stop, proceed := half(f.say("title.stop")), half(f.say("title.continue"))
	lines := make([]string, 0, 8)
	for i := range stop {
		lines = append(lines, f.ink.stop.Render(stop[i])+f.ink.proceed.Render(proceed[i]))
	}
	return append(
		lines, "",
		f.ink.strong.Render("k  o  b  a  y  a  s  h  i"),
		f.ink.muted.Render(f.say("title.tagline")),
		"",
	)
}

func centred(line string, width int) string {
	if line == "" {
		return ""
	}
	return strings.Repeat(" ", max((width-typeset.Width(line))/2, 0)) + line
}
