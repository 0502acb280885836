package tui

import (
	tea "charm.land/bubbletea/v2"

	"kobayashi/game/workshop"
)

// leadTeam is one team as the facilitator may see it: everything.
type leadTeam struct {
	d    *leadDesk
	team string
	back screen
	reader
	set *leadLines
}

// leadLines are the lines of a team's page, made again only when it has changed.
type leadLines struct {
	kept
	table *workshop.Table
	head  *workshop.Head
	ran   int // seconds
}

func (l leadTeam) open() (screen, tea.Cmd) {
	l.set = &leadLines{}
	return l, nil
}

func (l leadTeam) table() *workshop.Table { return l.d.tables[l.team] }

func (l leadTeam) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	if pressed(msg, keys.back) || l.table() == nil {
		return l.back, nil
	}
	if !isPress(msg) && wheel(msg) == 0 && !clicked(msg) {
		return l, nil
	}
	list := l.entries()
	l.button = min(l.button, len(list)-1)
	var taken bool
	l.reader, taken = l.reader.update(f, msg, l.view(f), len(l.lines(f)), f.labels(list))
	if taken {
		return list[l.button].open(f)
	}
	return l, nil
}

func clicked(msg tea.Msg) bool {
	_, ok := msg.(tea.MouseClickMsg)
	return ok
}

// entries are what can be done with the team now.
func (l leadTeam) entries() []entry {
	d, t := l.d, l.table()
	form := func(x leadForm) entry {
		return entry{word: x.title, open: func(frame) (screen, tea.Cmd) { return x.open() }}
	}
	away := entry{word: "lead.back", open: func(frame) (screen, tea.Cmd) { return l.back, nil }}
	if d.head.Phase == workshop.Ended {
		return []entry{away}
	}
	var list []entry
	if t.Waiting {
		list = append(list, form(d.actRelease(l, l.team)))
	}
	list = append(list, form(d.actTell(l, l.team)))
	if _, _, limited := t.Limit(d.head, d.now); limited {
		list = append(list, form(d.actMore(l, l.team)))
	}
	if len(t.Run.Steps) > 0 && !t.Offline {
		list = append(list, entry{word: "lead.act.back", open: func(frame) (screen, tea.Cmd) {
			return leadPick{d: d, team: l.team, back: l, title: "lead.act.back", cursor: len(t.Run.Steps) - 1, rows: stepRows}, nil
		}})
	}
	list = append(list, form(d.actRename(l, l.team)))
	if len(t.Seats) > 0 {
		list = append(list, entry{word: "lead.act.unseat", open: func(frame) (screen, tea.Cmd) {
			return leadPick{d: d, team: l.team, back: l, title: "lead.act.unseat", rows: seatRows}, nil
		}})
	}
	return append(list, form(d.actRemove(l, l.back, l.team)), away)
}

func (leadTeam) bindings() []hint {
	return []hint{keys.updown.does("key.scroll"), keys.page, keys.right.does("key.buttons"), keys.enter.does("key.open"), keys.back, keys.help}
}

func (l leadTeam) view(f frame) sheet {
	if l.table() == nil {
		return f.put(paper{title: f.say("workshop.refused.team"), hints: []hint{keys.back}})
	}
	list := l.entries()
	l.button = min(l.button, len(list)-1)
	lines := l.lines(f)
	p := paper{title: l.d.called(l.team), aside: f.phaseLine(l.d.head, l.d.now), hints: l.bindings(), notice: f.leadNotice(l.d)}
	if p.notice == "" {
		p.notice = f.ink.muted.Render(place(l.top, len(lines), l.room(f, f.labels(list))))
	}
	return l.read(f, p, lines, f.labels(list))
}

// leadPick is a list to pick a step or a seat of a team from.
type leadPick struct {
	d      *leadDesk
	team   string
	back   leadTeam
	title  string // phrase
	cursor int
	rows   func(frame, leadPick) []pickable
}

// pickable is a row and what it leads to.
type pickable struct {
	option
	open func() (screen, tea.Cmd)
}

// stepRows are the decisions of a team, those with nothing to decide left out.
func stepRows(f frame, l leadPick) []pickable {
	t := l.d.tables[l.team]
	var list []pickable
	for step, b := range t.Past {
		if !t.Run.Rules.Free(b.State) {
			continue
		}
		where := func(f frame) string { return f.placeName(t.Run.Rules, b.Scene) }
		list = append(list, pickable{
			option{f.placeName(t.Run.Rules, b.Scene), f.line(f.chosen(t.Run, b.State, b.Choice), 80)},
			func() (screen, tea.Cmd) { return l.d.actSendBack(l, l.back, l.team, step, where).open() },
		})
	}
	return list
}

func seatRows(f frame, l leadPick) []pickable {
	t := l.d.tables[l.team]
	text := t.Run.Rules.Text(f.words.Lang)
	var list []pickable
	for _, s := range t.Seats {
		note := oneLine(text.Roles[s.Role])
		if !s.Here() {
			note = f.say("lead.away", note)
		}
		list = append(list, pickable{
			option{oneLine(s.Name), note},
			func() (screen, tea.Cmd) { return l.d.actUnseat(l, l.back, l.team, s).open() },
		})
	}
	return list
}

func (l leadPick) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	if pressed(msg, keys.back) || l.d.tables[l.team] == nil {
		return l.back, nil
	}
	list := l.rows(f, l)
	at, taken := moved(msg, l.view(f), l.cursor, len(list))
	l.cursor = at
	if taken {
		return list[at].open()
	}
	return l, nil
}

func (leadPick) bindings() []hint {
	return []hint{keys.updown, keys.enter.does("key.choose"), keys.digits, keys.back, keys.help}
}

func (l leadPick) view(f frame) sheet {
	p := paper{title: f.say(l.title), aside: l.d.called(l.team), hints: l.bindings()}
	if l.d.tables[l.team] == nil {
		return f.put(p)
	}
	var options []option
	for _, r := range l.rows(f, l) {
		options = append(options, r.option)
	}
	if len(options) == 0 {
		p.body = []string{f.ink.muted.Render(f.say("lead.past.empty"))}
		return f.put(p)
	}
	cursor := min(l.cursor, len(options)-1)
	menu, hits := f.list(options, cursor, f.inner())
	from, to := window(cursor, len(menu), f.rows())
	p.body = menu[from:to]
	for _, h := range hits {
		if h.row >= from && h.row < to {
			p.hits = append(p.hits, hit{h.row - from, h.from, h.to, h.n})
		}
	}
	return f.put(p)
}
