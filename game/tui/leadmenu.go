package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game/typeset"
	"kobayashi/game/workshop"
)

// leadMenu is what can be done with the whole room now.
type leadMenu struct {
	d      *leadDesk
	back   screen
	cursor int
}

// entries are those that can be taken in this phase.
func (m leadMenu) entries() []entry {
	d := m.d
	form := func(l leadForm) entry {
		return entry{word: l.title, open: func(frame) (screen, tea.Cmd) { return l.open() }}
	}
	phase := func(name string, next workshop.Phase) entry { return form(d.actPhase(m.back, name, next)) }
	var list []entry
	switch d.head.Phase {
	case workshop.Lobby:
		list = append(list, phase("start", workshop.Running))
	case workshop.Running:
		list = append(list, phase("pause", workshop.Paused))
	case workshop.Paused:
		list = append(list, phase("resume", workshop.Running))
	case workshop.Debrief, workshop.Ended:
		list = append(list, entry{word: "lead.topics", open: func(f frame) (screen, tea.Cmd) { return newLeadTopics(d, m.back).open(f) }})
	}
	if d.head.Phase != workshop.Ended {
		list = append(list, m.during(form)...)
	}
	switch d.head.Phase {
	case workshop.Running, workshop.Paused:
		list = append(list, phase("debrief", workshop.Debrief))
	case workshop.Debrief:
		list = append(list, phase("goback", workshop.Running))
	}
	if d.head.Phase != workshop.Ended {
		list = append(list, phase("end", workshop.Ended))
	}
	return append(
		list,
		entry{word: "lead.log", open: func(frame) (screen, tea.Cmd) { return leadLog{d: d, back: m}, nil }},
		entry{word: "lead.how", open: func(frame) (screen, tea.Cmd) { return leadHow{d: d, back: m}, nil }},
		entry{word: "title.settings", open: func(frame) (screen, tea.Cmd) { return preferences{back: m}, nil }},
		entry{word: "lead.quit", open: func(frame) (screen, tea.Cmd) { return m, tea.Quit }},
	)
}

// during is what can be done as long as the workshop is not over.
func (m leadMenu) during(form func(leadForm) entry) []entry {
	d := m.d
	list := []entry{form(d.actTell(m.back, ""))}
	if p := d.head.Phase; p == workshop.Running || p == workshop.Paused {
		list = append(list, form(d.actMore(m.back, "")))
	}
	if d.head.Phase != workshop.Debrief {
		list = append(list, form(d.actHold(m.back, !d.head.Hold)))
	}
	for _, r := range d.rows {
		if r.standing == standHeld {
			list = append(list, form(d.actRelease(m.back, "")))
			break
		}
	}
	for _, view := range []workshop.BoardView{workshop.Frozen, workshop.Live, workshop.Revealed} {
		if view != d.head.Board {
			list = append(list, form(d.actBoard(m.back, view)))
		}
	}
	if d.head.Phase != workshop.Debrief {
		list = append(list, form(d.actDoors(m.back, !d.head.Doors)))
	}
	return list
}

func (m leadMenu) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	if pressed(msg, keys.back) {
		return m.back, nil
	}
	list := m.entries()
	at, taken := moved(msg, m.view(f), m.cursor, len(list))
	m.cursor = at
	if taken {
		return list[at].open(f)
	}
	return m, nil
}

func (leadMenu) bindings() []hint {
	return []hint{keys.updown, keys.enter.does("key.open"), keys.digits, keys.back, keys.help}
}

func (m leadMenu) view(f frame) sheet {
	d := m.d
	p := paper{title: oneLine(d.head.Opened.Name), aside: f.phaseLine(d.head, d.now), strip: f.hallStrip(d), hints: m.bindings(), notice: f.leadNotice(d)}
	var options []option
	for _, e := range m.entries() {
		options = append(options, option{f.say(e.word), ""})
	}
	menu, hits := f.list(options, min(m.cursor, len(options)-1), min(f.inner(), 60))
	from, to := window(m.cursor, len(menu), f.rows())
	p.body = menu[from:to]
	for _, h := range hits {
		if h.row >= from && h.row < to {
			p.hits = append(p.hits, hit{h.row - from, h.from, h.to, h.n})
		}
	}
	return f.put(p)
}

// leadHow says how people come in, and the rules that were agreed on.
type leadHow struct {
	d    *leadDesk
	back screen
	top  int
}

func (h leadHow) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	if pressed(msg, keys.back, keys.enter) {
		return h.back, nil
	}
	h.top = scrolled(msg, h.top, len(h.lines(f)), f.rows())
	return h, nil
}

func (leadHow) bindings() []hint {
	return []hint{keys.updown.does("key.scroll"), keys.page, keys.back, keys.help}
}

func (h leadHow) lines(f frame) []string {
	o, width := h.d.head.Opened, f.measure()
	var lines []string
	for _, line := range h.d.Invite {
		lines = append(lines, f.ink.strong.Render(typeset.Truncate(oneLine(line), width)))
	}
	rules := []string{"blind", "again", string(o.Rules.Lock), "tie." + string(o.Rules.Lock), "decider", "close", "absent", "late"}
	if o.Rules.Untimed {
		rules = append(rules, "untimed")
	} else {
		rules = append(rules, "time")
	}
	lines = append(lines, "", f.ink.title.Render(f.say("lead.rules")), f.ruler(width))
	for _, r := range append(rules, "pause", "roles", "points") {
		if r == "tie." || r == "" {
			continue
		}
		lines = append(lines, hanging("- ", f.wrap(f.say("workshop.rule."+r), width-2))...)
	}
	lines = append(lines, "", f.ink.title.Render(f.say("lead.seed")), f.ruler(width))
	lines = append(lines, f.wrap(f.say("lead.seed.about"), width)...)
	sum := o.Commitment()
	return append(lines, f.ink.strong.Render(sum[:len(sum)/2]), f.ink.strong.Render(sum[len(sum)/2:]))
}

func (h leadHow) view(f frame) sheet {
	lines := h.lines(f)
	return f.put(paper{
		title: f.say("lead.how"), aside: place(h.top, len(lines), f.rows()),
		body: part(lines, h.top, f.rows()), hints: h.bindings(),
	})
}

// leadLog is what facilitators did, the latest first.
type leadLog struct {
	d    *leadDesk
	back screen
	top  int
}

func (l leadLog) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	if pressed(msg, keys.back, keys.enter) {
		return l.back, nil
	}
	l.top = scrolled(msg, l.top, len(l.lines(f)), f.rows())
	return l, nil
}

func (leadLog) bindings() []hint {
	return []hint{keys.updown.does("key.scroll"), keys.page, keys.top, keys.end, keys.back, keys.help}
}

func (l leadLog) lines(f frame) []string {
	var lines []string
	for _, deed := range l.d.deeds("") {
		lines = append(lines, f.deedLines(l.d, deed, f.measure())...)
	}
	if len(lines) == 0 {
		return []string{f.ink.muted.Render(f.say("lead.log.empty"))}
	}
	return lines
}

func (l leadLog) view(f frame) sheet {
	lines := l.lines(f)
	return f.put(paper{
		title: f.say("lead.log"), aside: strings.TrimSpace(place(l.top, len(lines), f.rows())),
		body: part(lines, l.top, f.rows()), hints: l.bindings(),
	})
}
