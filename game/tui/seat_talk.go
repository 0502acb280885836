package tui

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game/typeset"
	"kobayashi/game/workshop"
)

// The table's chat, and the words of the facilitator.

// lastLine is when the last line of the chat came.
func lastLine(t *workshop.Table) time.Time {
	if len(t.Chat) == 0 {
		return time.Time{}
	}
	return t.Chat[len(t.Chat)-1].At
}

// unread counts the lines of others that were not seen.
func (m member) unread() int {
	n := 0
	for _, l := range m.table.Chat {
		if l.At.After(m.read) && l.Seat != m.post.place.Seat {
			n++
		}
	}
	return n
}

// talk is a key while the chat is open.
func (m member) talk(f frame, msg tea.Msg) (screen, tea.Cmd) {
	switch {
	case m.saving:
		return m, nil
	case pressed(msg, keys.back, keys.tab):
		m.talking, m.fault = false, ""
		m.read = lastLine(m.table)
		return m.await(f)
	case pressed(msg, keys.enter):
		text := strings.TrimSpace(oneLine(m.line.text))
		if text == "" || m.early(f) {
			return m, nil
		}
		seat := m.post.place.Seat
		return m.do(func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.Say(h, seat, text, now)
		})
	}
	if next, ok := m.line.typed(msg); ok {
		m.line, m.fault = next, ""
	}
	return m, nil
}

// talkRows is how many rows the chat takes from the page: a rule, some lines,
// and the line to type into.
func (f frame) talkRows() int { return max(f.rows()/3, 5) }

// talkOver paints the chat below what was on the screen. The decision moves up,
// so that the table can talk about what it sees.
func (m member) talkOver(f frame) sheet {
	rows := f.talkRows()
	short := f
	short.height -= rows
	s := m.banner(short, m.scene(short))
	body := s.lines[:max(len(s.lines)-footRows, 0)]
	width := f.inner()
	lines := m.talkLines(f, rows-2, width)
	left := strings.Repeat(" ", f.margin())
	head := " " + f.say("seat.talk") + " "
	body = append(body, left+f.ink.rule.Render(strings.Repeat(f.dash(), 2))+f.ink.title.Render(head)+f.ruler(max(width-2-typeset.Width(head), 0)))
	for _, line := range lines {
		body = append(body, left+line)
	}
	shown, cell := m.line.view(width - 3)
	row := len(body)
	body = append(body, left+f.ink.title.Render("> ")+shown)
	notice := ""
	switch {
	case m.saving:
		notice = f.ink.muted.Render(f.say("seat.sending"))
	case m.fault != "":
		notice = f.alert(f.say(m.fault))
	case m.line.full():
		notice = f.ink.muted.Render(f.say("hotwash.full", workshop.MaxText))
	case m.head.Phase == workshop.Paused:
		notice = f.ink.banner.Render(typeset.Truncate(" "+f.say("seat.paused")+" ", width))
	}
	body = append(body, left+notice, left+f.helpLine(m.talkKeys(), width))
	return sheet{lines: body, cursor: tea.NewCursor(f.margin()+2+cell, row)}
}

func (m member) talkKeys() []hint {
	if m.waitsForAnswer() {
		return []hint{keys.enter.does("key.read.told")}
	}
	return []hint{keys.enter.does("key.send"), keys.back.does("key.close")}
}

// talkLines are the last lines of the chat, in just so many rows.
func (m member) talkLines(f frame, rows, width int) []string {
	var lines []string
	for i := len(m.table.Chat) - 1; i >= 0 && len(lines) < rows; i-- {
		lines = append(m.talkLine(f, m.table.Chat[i], width), lines...)
	}
	if len(lines) == 0 {
		lines = []string{f.ink.muted.Render(f.say("seat.talk.empty"))}
	}
	lines = slices.Clone(lines[max(len(lines)-rows, 0):])
	for len(lines) < rows {
		lines = append(lines, "")
	}
	return lines
}

func (m member) talkLine(f frame, l workshop.Line, width int) []string {
	who := f.say("seat.someone")
	if s, ok := m.table.Seat(l.Seat); ok {
		who = f.called(s)
	}
	set := f.wrap(oneLine(l.Text), max(width-typeset.Width(who)-1, 20))
	lines := indent(set, typeset.Width(who)+1)
	if len(lines) > 0 {
		lines[0] = f.ink.accent.Render(who) + " " + set[0]
	}
	return lines
}

// words are those of the facilitator to all and to this team, in order.
func (m member) words() []workshop.Notice {
	list := append(slices.Clone(m.head.Notices), m.table.Notices...)
	slices.SortStableFunc(list, func(a, b workshop.Notice) int { return a.At.Compare(b.At) })
	return list
}

// answered is how far the words of the facilitator were answered: up to a
// moment, and how many of that moment.
type answered struct {
	at   time.Time
	many int
}

// waits are the words that were not answered yet.
func (m member) waits() []workshop.Notice {
	if newest(m.head.Notices).Before(m.heard.at) && newest(m.table.Notices).Before(m.heard.at) {
		return nil
	}
	same := 0
	return slices.DeleteFunc(m.words(), func(n workshop.Notice) bool {
		if n.At.Equal(m.heard.at) {
			same++
			return same <= m.heard.many
		}
		return n.At.Before(m.heard.at)
	})
}

func newest(list []workshop.Notice) time.Time {
	if len(list) == 0 {
		return time.Time{}
	}
	return list[len(list)-1].At
}

// waitsForAnswer reports whether a word stands over the page.
func (m member) waitsForAnswer() bool { return !m.arrived.IsZero() }

// noticed notes when a word began to stand there.
func (m member) noticed(f frame) member {
	switch waiting := len(m.waits()) > 0; {
	case waiting && m.arrived.IsZero():
		m.arrived = f.desk.Now()
	case !waiting:
		m.arrived = time.Time{}
	}
	return m
}

// startled is how long keys still mean what they meant before a word came up.
const startled = time.Second

// answers reports whether a key answers the word that stands over the page.
func (m member) answers(f frame, msg tea.Msg) bool {
	return m.waitsForAnswer() && pressed(msg, keys.enter, keys.back) && f.desk.Now().Sub(m.arrived) >= startled
}

// hear answers one word; the next one comes up at once.
func (m member) hear(f frame) member {
	if list := m.waits(); len(list) > 0 {
		if !list[0].At.Equal(m.heard.at) {
			m.heard = answered{at: list[0].At}
		}
		m.heard.many++
	}
	m.arrived, m.shown = time.Time{}, f.desk.Now()
	return m.noticed(f)
}

// banner lays the word that waits over the top of a page. The page below stays
// as it is.
func (m member) banner(f frame, s sheet) sheet {
	list := m.waits()
	if len(list) == 0 {
		return s
	}
	width, left := f.measure(), strings.Repeat(" ", f.margin())
	head := f.say("workshop.manner." + manner(list[0]))
	if len(list) > 1 {
		head += " " + f.say("seat.told.more", len(list)-1)
	}
	lines := []string{f.ink.banner.Render(typeset.Pad(typeset.Truncate("  "+head, width), width))}
	for _, line := range f.wrap(oneLine(list[0].Text), width-4) {
		lines = append(lines, f.ink.alarm.Render("| ")+line)
	}
	lines = append(lines, f.ink.alarm.Render("| ")+f.ink.muted.Render(f.say("seat.told.answer")), f.ruler(width))
	rows := min(len(lines), max(len(s.lines)-headRows-footRows, 0))
	for i := range rows {
		s.lines[headRows+i] = left + lines[i]
	}
	s.hits = slices.DeleteFunc(slices.Clone(s.hits), func(h hit) bool { return h.row < headRows+rows })
	return s
}

// manner is the word for a manner this version knows.
func manner(n workshop.Notice) string {
	switch n.Manner {
	case workshop.Inject, workshop.Hint:
		return string(n.Manner)
	}
	return string(workshop.Message)
}

// toldList is everything the facilitator has said.
type toldList struct {
	words []workshop.Notice
	top   int
}

func (t toldList) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	if pressed(msg, keys.back, keys.enter) {
		return atTable{}, nil
	}
	t.top = scrolled(msg, t.top, len(t.lines(f)), f.rows())
	return t, nil
}

func (t toldList) bindings() []hint { return []hint{keys.updown.does("key.scroll"), keys.back} }

func (t toldList) lines(f frame) []string {
	var lines []string
	for _, n := range slices.Backward(t.words) {
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		at := n.At.In(f.desk.Now().Location()).Format("15:04")
		lines = append(lines, f.ink.title.Render(f.say("workshop.manner."+manner(n)))+"  "+f.ink.muted.Render(at))
		lines = append(lines, f.wrap(oneLine(n.Text), f.measure())...)
	}
	if len(lines) == 0 {
		return f.wrap(f.say("seat.told.none"), f.measure())
	}
	return lines
}

func (t toldList) view(f frame) sheet {
	lines := t.lines(f)
	return f.put(paper{
		title: f.say("seat.told"), aside: place(t.top, len(lines), f.rows()),
		body: part(lines, t.top, f.rows()), hints: t.bindings(),
	})
}
