package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game/typeset"
	"kobayashi/game/workshop"
)

// The rooms around the play: the seat's code, the lobby, the menu.

// codePage shows the seat's code, once.
func (m member) codePage(f frame) sheet {
	width := f.measure()
	p := paper{title: f.say("seat.code.title"), aside: m.teamName(f), hints: []hint{keys.enter.does("key.written"), keys.quit}}
	plate := "   " + spaced(m.code) + "   "
	p.body = append(p.body, "")
	p.body = append(p.body, tint(f.ink.strong, f.wrap(f.say("seat.code.write"), width))...)
	p.body = append(p.body, "")
	for _, line := range [...]string{"", plate, ""} {
		p.body = append(p.body, "    "+f.ink.player.Render(typeset.Pad(line, typeset.Width(plate))))
	}
	p.body = append(append(p.body, ""), f.wrap(f.say("seat.code.about"), width)...)
	return f.put(p)
}

// spaced is a code in groups that can be read out.
func spaced(code string) string {
	const group = 4
	var out []byte
	for i := range len(code) {
		if i > 0 && i%group == 0 {
			out = append(out, ' ')
		}
		out = append(out, code[i])
	}
	return string(out)
}

// waiting is a key in the lobby.
func (m member) waiting(f frame, msg tea.Msg) (screen, tea.Cmd) {
	if next, ok := m.elsewhere(f, stage{}, msg); ok && !pressed(msg, keys.up, keys.pageUp, keys.end) && wheel(msg) == 0 {
		return next, nil
	}
	m.hall.top = scrolled(msg, m.hall.top, len(m.lobbyLines(f)), f.rows())
	return m, nil
}

func (m member) lobby(f frame) sheet {
	lines := m.lobbyLines(f)
	return f.put(paper{
		title: oneLine(m.head.Opened.Name), aside: m.aside(f, f.say("workshop.phase."+string(m.head.Phase)), false),
		body: part(lines, m.hall.top, f.rows()), notice: f.ink.confirm.Render(" " + f.say("seat.lobby.waits") + " "),
		hints: m.hallKeys(),
	})
}

func (m member) hallKeys() []hint {
	return []hint{keys.updown.does("key.scroll"), keys.tab.does("key.talk"), keys.back.does("key.menu"), keys.help}
}

func (m member) lobbyLines(f frame) []string {
	width := f.measure()
	lines := f.section("seat.lobby.here", m.teamName(f), width)
	for _, s := range m.table.Seats {
		lines = append(lines, f.seatRow(s, min(width, 60)))
	}
	lines = append(append(lines, ""), f.section("seat.lobby.rules", "", width)...)
	lines = append(lines, m.rules(f, width)...)
	lines = append(append(lines, ""), f.section("seat.lobby.story", oneLine(m.table.Run.Rules.Text(f.words.Lang).Title), width)...)
	return append(lines, m.brief().lines(f)...)
}

// section is a heading, something about it, and a rule.
func (f frame) section(word, about string, width int) []string {
	head := f.ink.title.Render(f.say(word))
	if about != "" {
		head += "  " + typeset.Truncate(about, max(width-typeset.Width(f.say(word))-2, 1))
	}
	return []string{head, f.ruler(width)}
}

// brief is what the exercise tells before its first scene.
func (m member) brief() briefing {
	b := briefing{sc: m.table.Run.Rules}
	b.button = max(slices.Index(b.variants(), m.table.Run.Variant), 0)
	return b
}

// rules are the rules of the vote as they hold here.
func (m member) rules(f frame, width int) []string {
	rules := m.head.Opened.Rules
	list := []string{"workshop.rule.blind", "workshop.rule.again"}
	if rules.Lock == workshop.ByMajority {
		list = append(list, "workshop.rule.majority", "workshop.rule.tie.majority", "workshop.rule.ticks")
	} else {
		list = append(list, "workshop.rule.captain", "workshop.rule.tie.captain")
	}
	list = append(list, "workshop.rule.decider", "workshop.rule.close", "workshop.rule.absent", "workshop.rule.late", "workshop.rule.roles")
	if rules.Untimed {
		list = append(list, "workshop.rule.untimed")
	} else {
		list = append(list, "workshop.rule.time")
	}
	var lines []string
	for _, word := range append(list, "workshop.rule.pause", "workshop.rule.points") {
		lines = append(lines, hanging("- ", f.wrap(f.say(word), width-2))...)
	}
	return lines
}

// scroll is a long text over the seat, about the seat as it is now.
type scroll struct {
	title string // phrase
	set   func(member, frame) []string
	top   int // -1: at the end
}

func (s scroll) lines(f frame) []string { return s.set(*f.at, f) }

func (s scroll) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	if pressed(msg, keys.back, keys.enter) {
		return atTable{}, nil
	}
	total := len(s.lines(f))
	if s.top < 0 {
		s.top = total
	}
	s.top = scrolled(msg, min(s.top, max(total-f.rows(), 0)), total, f.rows())
	return s, nil
}

func (s scroll) bindings() []hint {
	return []hint{keys.updown.does("key.scroll"), keys.page, keys.top, keys.end, keys.back, keys.help}
}

func (s scroll) view(f frame) sheet {
	lines, top := s.lines(f), s.top
	if top < 0 {
		top = len(lines)
	}
	return f.put(paper{title: f.say(s.title), aside: place(top, len(lines), f.rows()), body: part(lines, top, f.rows()), hints: s.bindings()})
}

// tableMenu is everything a seat can open. The room goes on meanwhile.
type tableMenu struct{ cursor int }

func (t tableMenu) entries(m member) []entry {
	open := func(s screen) func(frame) (screen, tea.Cmd) {
		return func(frame) (screen, tea.Cmd) { return s, nil }
	}
	list := []entry{
		{word: "seat.menu.on", open: open(atTable{})},
		{word: "seat.talk", open: open(chatOpens{})},
		{word: "seat.told", open: open(toldList{words: m.words()})},
		{word: "seat.menu.table", open: open(scroll{title: "seat.menu.table", set: member.lobbyLines})},
		{word: "pause.transcript", open: open(scroll{title: "pause.transcript", set: member.story, top: -1})},
		{word: "title.notes", open: func(f frame) (screen, tea.Cmd) {
			return newNotes(t, m.play.run.Rules, m.stage(f).links), nil
		}},
		{word: "title.glossary", open: open(glossary{back: t})},
		{word: "title.settings", open: open(preferences{back: t})},
	}
	return append(list, entry{word: "seat.menu.leave", open: func(frame) (screen, tea.Cmd) { return t, tea.Quit }})
}

// story is everything that was read so far. What is not for this seat is not in
// it, whoever it was for when it happened.
func (m member) story(f frame) []string {
	list := m.play.acts(f)
	var lines []string
	for i := range min(m.play.act, len(list)-1) + 1 {
		if i > 0 {
			lines = append(lines, f.ruler(f.measure()))
		}
		lines = append(lines, f.actLines(m.play.run, list[i], f.measure())...)
	}
	return lines
}

func (t tableMenu) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	if pressed(msg, keys.back) {
		return atTable{}, nil
	}
	list := t.entries(*f.at)
	at, taken := moved(msg, t.view(f), t.cursor, len(list))
	t.cursor = at
	if taken {
		return list[at].open(f)
	}
	return t, nil
}

func (t tableMenu) bindings() []hint {
	return []hint{keys.updown, keys.enter.does("key.open"), keys.digits, keys.back.does("key.goback"), keys.help}
}

func (t tableMenu) view(f frame) sheet {
	m := *f.at
	p := paper{title: f.say("seat.menu"), aside: m.teamName(f), hints: t.bindings(), notice: f.ink.muted.Render(f.say("seat.menu.about"))}
	var options []option
	for _, e := range t.entries(m) {
		options = append(options, option{f.say(e.word), ""})
	}
	width := min(f.inner(), 52)
	p.body, p.hits = f.list(options, t.cursor, width)
	p.body = append(p.body, "", f.ruler(width))
	for _, g := range f.meters(m.play.run, m.stage(f).state()) {
		value := typeset.Truncate(g.value, width/2-1)
		p.body = append(p.body, f.ink.muted.Render(typeset.Pad(typeset.Truncate(g.label, width/2), width-typeset.Width(value)))+f.ink.strong.Render(value))
	}
	return f.put(p)
}

// chatOpens asks the seat to open the chat.
type chatOpens struct{ atTable }
