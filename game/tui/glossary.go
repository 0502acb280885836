package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
	"kobayashi/game/typeset"
)

// glossary lists the terms of the exercises. What is typed narrows the list.
type glossary struct {
	back   screen
	field  field
	cursor int
}

// typing: letters go into the field.
func (g glossary) typing() bool { return true }

// entryOf is a term and the exercise whose note explains it.
type entryOf struct {
	game.Term
	sc *game.Scenario
}

// terms are those that match, each once.
func (g glossary) terms(f frame) []entryOf {
	wanted := fold(g.field.text)
	seen := map[string]bool{}
	var list []entryOf
	for _, sc := range f.shelf.scenarios {
		for _, t := range sc.Text(f.words.Lang).Glossary {
			if seen[t.Word] || !strings.Contains(fold(t.Word+" "+t.Key+" "+t.Line), wanted) {
				continue
			}
			seen[t.Word] = true
			list = append(list, entryOf{t, sc})
		}
	}
	// A word that begins with what was typed is meant before one that only
	// mentions it.
	slices.SortStableFunc(list, func(a, b entryOf) int { return rank(a, wanted) - rank(b, wanted) })
	return list
}

func rank(e entryOf, wanted string) int {
	switch word := fold(e.Word); {
	case wanted == "":
		return 0
	case strings.HasPrefix(word, wanted):
		return 0
	case strings.Contains(word, wanted):
		return 1
	}
	return 2
}

// fold makes full-width letters, capitals and kana alike, so that what an IME
// gives before its conversion finds the word as well.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			r = r - '！' + '!'
		case r >= 'ぁ' && r <= 'ゖ':
			r += 'ァ' - 'ぁ'
		case r == '\u3000':
			r = ' '
		}
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}, strings.TrimSpace(s))
}

func (g glossary) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	list := g.terms(f)
	switch {
	case pressed(msg, keys.back):
		return awake(f, g.back)
	case len(list) > 0 && (press(msg, tea.KeyUp) || wheel(msg) < 0):
		g.cursor = max(min(g.cursor, len(list)-1)-1, 0)
		return g, nil
	case len(list) > 0 && (press(msg, tea.KeyDown) || pressed(msg, keys.tab) || wheel(msg) > 0):
		g.cursor = min(g.cursor+1, len(list)-1)
		return g, nil
	case pressed(msg, keys.pageUp):
		g.cursor = max(g.cursor-f.rows()/2, 0)
		return g, nil
	case pressed(msg, keys.pageDown):
		g.cursor = max(min(g.cursor+f.rows()/2, len(list)-1), 0)
		return g, nil
	case pressed(msg, keys.enter):
		return g.open(list)
	}
	if at := g.view(f).struck(msg); at >= 0 {
		g.cursor = at
		return g.open(list)
	}
	if next, ok := g.field.typed(msg); ok {
		g.field, g.cursor = next, 0
	}
	return g, nil
}

// press reports a key by its code alone: in a field k is a letter.
func press(msg tea.Msg, code rune) bool {
	p, ok := msg.(tea.KeyPressMsg)
	return ok && p.Code == code && p.Text == ""
}

// open shows the note of the term in focus.
func (g glossary) open(list []entryOf) (screen, tea.Cmd) {
	if g.cursor >= len(list) || list[g.cursor].Note == "" {
		return g, nil
	}
	return note{sc: list[g.cursor].sc, path: list[g.cursor].Note, back: g}, nil
}

func (g glossary) practising() bool { return practising(g.back) }

func (g glossary) bindings() []hint {
	return []hint{keys.updown, keys.enter.does("key.note"), keys.back}
}

func (g glossary) view(f frame) sheet {
	p := paper{title: f.say("glossary.title"), hints: g.bindings()}
	list := g.terms(f)
	width := f.measure()
	label := f.say("glossary.find") + " "
	shown, cell := g.field.view(width - typeset.Width(label))
	p.body = append(p.body, f.ink.accent.Render(label)+shown, f.ruler(width))
	if len(list) == 0 {
		p.body = append(p.body, f.wrap(f.say("glossary.none"), width)...)
	} else {
		at := min(g.cursor, len(list)-1)
		p.aside = f.words.Count("glossary.count", len(list))
		about := f.termLines(list[at], width)
		rows := max(f.rows()-len(p.body)-len(about)-1, 2)
		options := make([]option, len(list))
		for i, e := range list {
			options[i] = option{oneLine(e.Word), f.line(e.Line, width/2)}
		}
		from, to := window(at, len(list), rows)
		for i := from; i < to; i++ {
			p.hits = append(p.hits, hit{len(p.body), 0, width, i})
			p.body = append(p.body, f.termRow(options[i], i == at, width))
		}
		for len(p.body) < f.rows()-len(about)-1 {
			p.body = append(p.body, "")
		}
		p.body = append(append(p.body, f.ruler(width)), about...)
	}
	s := f.put(p)
	s.cursor = tea.NewCursor(f.margin()+typeset.Width(label)+cell, headRows)
	return s
}

func (f frame) termRow(o option, focused bool, width int) string {
	column := width / 3
	text := typeset.Pad(typeset.Truncate(o.label, column-2), column)
	room := max(width-column-4, 1)
	if focused {
		return f.ink.focus.Render(typeset.Pad(" > "+text+typeset.Truncate(o.note, room), width))
	}
	return "   " + text + f.ink.muted.Render(typeset.Truncate(o.note, room))
}

// termLines is the whole of the term in focus.
func (f frame) termLines(e entryOf, width int) []string {
	lines := []string{f.ink.strong.Render(typeset.Truncate(oneLine(e.Word), width))}
	lines = append(lines, f.prose(e.Line, width)...)
	if note, ok := e.sc.Text(f.words.Lang).Notes[e.Note]; ok {
		lines = append(lines, f.ink.accent.Render(typeset.Truncate(f.say("glossary.note", oneLine(note.Title)), width)))
	}
	const most = 6
	return lines[:min(len(lines), most)]
}
