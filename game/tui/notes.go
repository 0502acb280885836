package tui

import (
	"path"
	"slices"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
	"kobayashi/game/typeset"
)

// notes is the reading room: the technical notes of an exercise, those that the
// current scene names first.
type notes struct {
	sc     *game.Scenario // nil: of all exercises
	first  []string       // paths
	back   screen
	cursor int
}

func newNotes(back screen, sc *game.Scenario, first []string) notes {
	return notes{sc: sc, first: first, back: back}
}

// shelved is a note and the exercise it belongs to.
type shelved struct {
	sc   *game.Scenario
	path string
	here bool // the current scene names it
}

// list is all notes in reading order: as the texts first name them, then by path.
func (n notes) list(f frame) []shelved {
	from := f.shelf.scenarios
	if n.sc != nil {
		from = []*game.Scenario{n.sc}
	}
	var list []shelved
	for _, sc := range from {
		text := sc.Text(f.words.Lang)
		order := slices.Clone(n.first)
		text.Each(func(b *game.Block) {
			for _, part := range b.Parts {
				order = noteLinks(order, text, "", part.Text)
			}
		})
		rest := make([]string, 0, len(text.Notes))
		for p := range text.Notes {
			if !slices.Contains(order, p) {
				rest = append(rest, p)
			}
		}
		slices.Sort(rest)
		for _, p := range append(order, rest...) {
			list = append(list, shelved{sc, p, slices.Contains(n.first, p)})
		}
	}
	return list
}

func (n notes) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	if pressed(msg, keys.back) {
		return awake(f, n.back)
	}
	list := n.list(f)
	at, taken := moved(msg, n.view(f), n.cursor, len(list))
	n.cursor = at
	if taken {
		return note{sc: list[at].sc, path: list[at].path, back: n}, nil
	}
	return n, nil
}

// awake goes back to a screen that may have been waiting.
func awake(f frame, s screen) (screen, tea.Cmd) {
	if w, ok := s.(waking); ok {
		return w.wake(f)
	}
	return s, nil
}

func (n notes) practising() bool { return practising(n.back) }

func (n notes) bindings() []hint {
	return []hint{keys.updown, keys.enter.does("key.read"), keys.back, keys.help}
}

func (n notes) view(f frame) sheet {
	p := paper{title: f.say("notes.title"), hints: n.bindings()}
	list := n.list(f)
	if len(list) == 0 {
		p.body = f.wrap(f.say("notes.empty"), f.measure())
		return f.put(p)
	}
	at := min(n.cursor, len(list)-1)
	options := make([]option, len(list))
	for i, s := range list {
		text := s.sc.Text(f.words.Lang)
		about := ""
		switch {
		case s.here:
			about = f.say("notes.here")
		case n.sc == nil && len(f.shelf.scenarios) > 1:
			about = oneLine(text.Title)
		}
		options[i] = option{oneLine(text.Notes[s.path].Title), about}
	}
	menu, hits := f.list(options, at, f.measure())
	from, to := window(at, len(menu), f.rows())
	p.body, p.hits = menu[from:to], below(hits[from:to], -from)
	p.aside = place(from, len(menu), f.rows())
	return f.put(p)
}

// note is one technical note. Tab goes from link to link, Enter follows.
type note struct {
	sc     *game.Scenario
	path   string
	back   screen
	top    int
	linked int // 1 + the link in focus; 0: none
}

func (n note) page(f frame) typeset.Page {
	return f.page(n.sc.Text(f.words.Lang).Notes[n.path].Markdown, f.measure())
}

// inner are the links that lead to other notes.
func (n note) inner(f frame) (links []typeset.Link, to []string) {
	text := n.sc.Text(f.words.Lang)
	for _, l := range n.page(f).Links {
		if p, ok := findNote(text, path.Dir(n.path), l.Target); ok {
			links, to = append(links, l), append(to, p)
		}
	}
	return links, to
}

func (n note) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	links, to := n.inner(f)
	step := 0
	switch {
	case pressed(msg, keys.back):
		return awake(f, n.back)
	case pressed(msg, keys.enter) && n.linked > 0 && n.linked <= len(to):
		return note{sc: n.sc, path: to[n.linked-1], back: n}, nil
	case pressed(msg, keys.tab, keys.right):
		step = 1
	case pressed(msg, keys.untab, keys.left):
		step = len(links)
	}
	if step > 0 && len(links) > 0 {
		n.linked = (n.linked+step-1)%len(links) + 1
		if step > 1 && n.linked == len(links)+1 {
			n.linked = len(links)
		}
		if line := links[n.linked-1].Line; line < n.top || line >= n.top+f.rows() {
			n.top = max(line-f.rows()/2, 0)
		}
		return n, nil
	}
	if row := n.view(f).struck(msg); row >= 0 {
		return note{sc: n.sc, path: to[row], back: n}, nil
	}
	n.top = scrolled(msg, n.top, len(n.page(f).Lines), f.rows())
	return n, nil
}

func (n note) practising() bool { return practising(n.back) }

func (n note) bindings() []hint {
	return []hint{keys.updown.does("key.scroll"), keys.page, keys.tab.does("key.link"), keys.enter.does("key.follow"), keys.back, keys.help}
}

func (n note) view(f frame) sheet {
	set := n.page(f)
	links, _ := n.inner(f)
	p := paper{
		title: f.say("notes.title"),
		aside: place(n.top, len(set.Lines), f.rows()),
		body:  part(set.Lines, n.top, f.rows()),
		hints: n.bindings(),
	}
	top := max(0, min(n.top, len(set.Lines)-f.rows()))
	for i, l := range links {
		p.hits = append(p.hits, hit{l.Line - top, 0, f.measure(), i})
	}
	if n.linked > 0 && n.linked <= len(links) {
		l := links[n.linked-1]
		p.notice = f.ink.focus.Render(typeset.Truncate(" > "+f.say("notes.link", n.linked, len(links), oneLine(l.Text))+" ", f.inner()))
	}
	return f.put(p)
}
