package tui

import (
	tea "charm.land/bubbletea/v2"

	"kobayashi/game/typeset"
)

// pause is the menu over a play: nothing goes on while it is open.
type pause struct {
	play   play
	cursor int
}

func (p pause) entries() []entry {
	leave := "pause.leave"
	if p.practising() {
		leave = "pause.end"
	}
	return []entry{
		{word: "pause.goon", open: func(f frame) (screen, tea.Cmd) { return p.play.wake(f) }},
		{word: "pause.transcript", open: func(f frame) (screen, tea.Cmd) { return transcript{play: p.play, top: -1}, nil }},
		{word: "title.notes", open: func(f frame) (screen, tea.Cmd) {
			return newNotes(p, p.play.run.Rules, p.play.stage(f).links), nil
		}},
		{word: "title.glossary", open: func(f frame) (screen, tea.Cmd) { return glossary{back: p}, nil }},
		{word: "title.settings", open: func(frame) (screen, tea.Cmd) { return preferences{back: p}, nil }},
		{word: leave, open: func(f frame) (screen, tea.Cmd) {
			p.play.inquiry.stop()
			next, cmd := awake(f, p.play.practice.home())
			return next, tea.Batch(cmd, f.desk.readHistory())
		}},
	}
}

func (p pause) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	if pressed(msg, keys.back) {
		return p.play.wake(f)
	}
	list := p.entries()
	at, taken := moved(msg, p.view(f), p.cursor, len(list))
	p.cursor = at
	if taken {
		return list[at].open(f)
	}
	return p, nil
}

func (p pause) bindings() []hint {
	return []hint{keys.updown, keys.enter.does("key.open"), keys.digits, keys.back.does("key.goback"), keys.help}
}

func (p pause) view(f frame) sheet {
	run := p.play.run
	page := paper{
		title: oneLine(run.Rules.Text(f.words.Lang).Title), aside: f.say("pause.title"),
		hints: p.bindings(), notice: f.ink.muted.Render(f.say("run.saved")),
	}
	if p.practising() {
		page.notice = f.ink.muted.Render(f.say("play.practice"))
	}
	options := make([]option, 0, 6)
	for _, e := range p.entries() {
		options = append(options, option{f.say(e.word), ""})
	}
	width := min(f.inner(), 52)
	menu, hits := f.list(options, p.cursor, width)
	page.body, page.hits = menu, hits
	page.body = append(page.body, "", f.ruler(width))
	facts := make([]string, 0, 8)
	for _, m := range f.meters(run, p.play.stage(f).state()) {
		label := typeset.Truncate(m.label, width/2)
		value := typeset.Truncate(m.value, width/2-1)
		facts = append(facts, f.ink.muted.Render(typeset.Pad(label, width-typeset.Width(value)))+f.ink.strong.Render(value))
	}
	page.body = append(page.body, facts...)
	return f.put(page)
}

func (p pause) practising() bool { return p.play.practising() }

// transcript is everything said so far in one scroll.
type transcript struct {
	play play
	top  int // -1: at the end
}

func (t transcript) lines(f frame) []string {
	list := t.play.acts(f)
	at := min(t.play.act, len(list)-1)
	var lines []string
	for i := range at + 1 {
		if i > 0 {
			lines = append(lines, f.ruler(f.measure()))
		}
		lines = append(lines, f.actLines(t.play.run, list[i], f.measure())...)
	}
	return lines
}

func (t transcript) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	if pressed(msg, keys.back, keys.enter) {
		return t.play.wake(f)
	}
	total := len(t.lines(f))
	if t.top < 0 {
		t.top = total
	}
	t.top = scrolled(msg, min(t.top, max(total-f.rows(), 0)), total, f.rows())
	return t, nil
}

func (t transcript) bindings() []hint {
	return []hint{keys.updown.does("key.scroll"), keys.page, keys.top, keys.end, keys.back, keys.help}
}

func (t transcript) view(f frame) sheet {
	lines := t.lines(f)
	top := t.top
	if top < 0 {
		top = len(lines)
	}
	return f.put(paper{
		title: f.say("pause.transcript"), aside: place(top, len(lines), f.rows()),
		body: part(lines, top, f.rows()), hints: t.bindings(),
	})
}

func (t transcript) practising() bool { return t.play.practising() }
