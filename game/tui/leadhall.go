package tui

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game/typeset"
	"kobayashi/game/workshop"
)

// leadHall is the overview: every team in a row. Before the start it also says
// how people come in.
type leadHall struct {
	d    *leadDesk
	team string // under the cursor; "": the first
	by   leadOrder
}

func (h leadHall) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	rows := sorted(h.d.rows, h.by)
	at := h.place(rows)
	switch {
	case pressed(msg, keys.back, keys.tab):
		return leadMenu{d: h.d, back: h}, nil
	case pressed(msg, keys.left):
		h.by = (h.by + orders - 1) % orders
		return h, nil
	case pressed(msg, keys.right):
		h.by = (h.by + 1) % orders
		return h, nil
	case len(rows) == 0:
		return h, nil
	case pressed(msg, keys.enter, keys.space):
		return leadTeam{d: h.d, team: rows[at].team, back: h}.open()
	}
	if n := h.view(f).struck(msg); n >= 0 && n < len(rows) {
		return leadTeam{d: h.d, team: rows[n].team, back: h}.open()
	}
	if n := digit(msg); n > 0 && n <= len(rows) {
		return leadTeam{d: h.d, team: rows[n-1].team, back: h}.open()
	}
	h.team = rows[paged(msg, at, len(rows), h.room(f))].team
	return h, nil
}

// paged is a cursor in a long list after a key or the wheel.
func paged(msg tea.Msg, at, n, rows int) int {
	switch {
	case pressed(msg, keys.up):
		at--
	case pressed(msg, keys.down):
		at++
	case pressed(msg, keys.pageUp):
		at -= max(rows-1, 1)
	case pressed(msg, keys.pageDown):
		at += max(rows-1, 1)
	case pressed(msg, keys.top):
		at = 0
	case pressed(msg, keys.end):
		at = n - 1
	default:
		at += wheel(msg)
	}
	return max(0, min(at, n-1))
}

func (h leadHall) place(rows []leadRow) int {
	return max(slices.IndexFunc(rows, func(r leadRow) bool { return r.team == h.team }), 0)
}

func (leadHall) bindings() []hint {
	return []hint{keys.tab.does("key.lead.acts"), keys.updown, keys.enter.does("key.lead.team"), keys.right.does("key.lead.sort"), keys.page, keys.help}
}

// door are the lines that say how people come in, as long as they are wanted.
func (h leadHall) door(f frame) []string {
	if h.d.head.Phase != workshop.Lobby {
		return nil
	}
	var lines []string
	for _, line := range h.d.Invite {
		lines = append(lines, " "+f.ink.strong.Render(typeset.Truncate(oneLine(line), f.inner()-1)))
	}
	if len(lines) > 0 {
		lines = append([]string{f.ink.muted.Render(f.say("lead.invite"))}, lines...)
	}
	return append(lines, "")
}

// room is how many teams are seen at once.
func (h leadHall) room(f frame) int { return max(f.rows()-len(h.door(f))-1-hallFoot, 1) }

// hallFoot is the rule and the two lines about the team under the cursor.
const hallFoot = 3

func (h leadHall) view(f frame) sheet {
	d := h.d
	p := paper{title: oneLine(d.head.Opened.Name), aside: f.phaseLine(d.head, d.now), strip: f.hallStrip(d), hints: h.bindings(), notice: f.leadNotice(d)}
	rows := sorted(d.rows, h.by)
	at, seen := h.place(rows), h.room(f)
	from, to := window(at, len(rows), seen)
	p.body = h.door(f)
	cols := f.leadColumns()
	p.body = append(p.body, f.leadHead(cols))
	for i := from; i < to; i++ {
		p.hits = append(p.hits, hit{len(p.body), 0, f.inner(), i})
		p.body = append(p.body, f.leadLine(d, rows[i], cols, i == at))
	}
	if len(rows) == 0 {
		p.body = append(p.body, "   "+f.ink.muted.Render(f.say("lead.nobody")))
	}
	for len(p.body) < f.rows()-hallFoot {
		p.body = append(p.body, "")
	}
	p.body = append(p.body, h.foot(f, rows, at, from, to)...)
	return f.put(p)
}

// foot says more about the team under the cursor, and how the list is sorted.
func (h leadHall) foot(f frame, rows []leadRow, at, from, to int) []string {
	note := f.say("lead.sorted", f.say(h.by.word()))
	if to-from < len(rows) {
		note += "  " + place(from, len(rows), to-from)
	}
	rule := f.ruler(f.inner()-typeset.Width(note)-1) + " " + f.ink.muted.Render(note)
	if len(rows) == 0 {
		return []string{rule, "", ""}
	}
	r := rows[at]
	t := h.d.tables[r.team]
	first, more := f.sceneName(h.d, r)+"  "+f.shortMeters(t), ""
	if r.limited {
		more = f.say("lead.left", clock(r.limit+time.Second-time.Nanosecond)) + "  "
	}
	return []string{rule, " " + typeset.Truncate(first, f.inner()-1), " " + f.ink.muted.Render(typeset.Truncate(more+f.people(t), f.inner()-1))}
}

// people are the members of a team in a line; who is away is marked.
func (f frame) people(t *workshop.Table) string {
	if len(t.Seats) == 0 {
		return f.say("lead.noseats")
	}
	text := t.Run.Rules.Text(f.words.Lang)
	var list []string
	for _, s := range t.Seats {
		name := oneLine(s.Name)
		if role := oneLine(text.Roles[s.Role]); role != "" {
			name = f.say("lead.role", name, role)
		}
		if !s.Here() {
			name = f.say("lead.away", name)
		}
		list = append(list, name)
	}
	return strings.Join(list, f.say("lead.and"))
}

// phaseLine is where the workshop stands, and its clock.
func (f frame) phaseLine(h *workshop.Head, now time.Time) string {
	line := f.say("workshop.phase." + string(h.Phase))
	if !h.Started.IsZero() {
		line += "  " + clock(h.Ran(now))
	}
	return line
}

// hallStrip is the room in a line: how many, who waits, and what is set.
func (f frame) hallStrip(d *leadDesk) string {
	var here, waiting int
	for _, r := range d.rows {
		here += r.here
		if r.standing == standHeld {
			waiting++
		}
	}
	parts := []string{f.words.Count("lead.teams", len(d.rows)), f.words.Count("lead.people", here)}
	if waiting > 0 {
		parts = append(parts, f.ink.accent.Render(f.words.Count("lead.waiting", waiting)))
	}
	if d.head.Hold {
		parts = append(parts, f.ink.accent.Render(f.say("lead.hold.on")))
	}
	// What is as usual goes without saying where there is no room for it.
	usual := map[string]bool{"lead.doors.open": true, "lead.board.live": true}
	doors := "lead.doors.open"
	if !d.head.Doors {
		doors = "lead.doors.closed"
	}
	last := []string{doors, "lead.board." + string(d.head.Board)}
	line := func(skip map[string]bool) string {
		list := slices.Clone(parts)
		for _, word := range last {
			if !skip[word] {
				list = append(list, f.say(word))
			}
		}
		return strings.Join(list, "   ")
	}
	if whole := line(nil); typeset.Width(whole) <= f.inner() {
		return whole
	}
	return typeset.Truncate(line(usual), f.inner())
}

// leadNotice is what came of what was asked for last.
func (f frame) leadNotice(d *leadDesk) string {
	switch {
	case d.fault != "":
		return f.alert(f.say(d.fault))
	case d.said != "":
		return f.ink.accent.Render(typeset.Truncate(f.say(d.said), f.inner()))
	}
	return ""
}
