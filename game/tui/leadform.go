package tui

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game/typeset"
	"kobayashi/game/workshop"
)

// leadForm is something the facilitator is about to do: what it is, what it
// needs to know, and the question before it is done. What was done is told only
// when the room has answered.
type leadForm struct {
	d     *leadDesk
	back  screen
	away  screen               // to go to when it was done; nil: back
	title string               // phrase
	about func(frame) string   // what will happen
	pick  string               // phrase of the row of choices; "": none
	picks []string             // phrases
	asks  []leadAsk            // the fields
	do    func(leadTold) error // in a command; ctx is in it
	done  string               // phrase for when it was done

	chosen  int
	at      int // row: the choices, if there are any, then the fields
	asked   bool
	working bool
	fault   string
	number  int
	shown   time.Time
}

// leadAsk is a field of a form.
type leadAsk struct {
	word string // phrase of its name
	need bool
	field
}

// leadTold is what was put into a form.
type leadTold struct {
	ctx    context.Context
	room   workshop.Room
	who    string
	chosen int
	texts  []string
}

func reasonAsk(need bool) leadAsk {
	word := "lead.reason"
	if need {
		word = "lead.reason.need"
	}
	return leadAsk{word: word, need: need, field: field{most: workshop.MaxReason}}
}

// open shows the form. One without rows asks at once.
func (l leadForm) open() (screen, tea.Cmd) {
	l.d.asking++
	l.number, l.shown, l.asked = l.d.asking, l.d.Room.Now(), l.rows() == 0
	return l, nil
}

func (l leadForm) rows() int { return l.first() + len(l.asks) }

// first is the row of the first field.
func (l leadForm) first() int {
	if l.pick != "" {
		return 1
	}
	return 0
}

func (l leadForm) typing() bool { return l.at >= l.first() && len(l.asks) > 0 || l.working }

func (l leadForm) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	if done, ok := msg.(leadDone); ok && done.of == l.number {
		l.working = false
		if done.err != nil {
			l.fault, l.asked = refused(done.err), l.rows() == 0
			l.shown = l.d.Room.Now()
			return l, nil
		}
		l.d.said = l.done
		if l.away != nil {
			return l.away, nil
		}
		return l.back, nil
	}
	switch {
	case l.working:
		return l, nil
	case pressed(msg, keys.back) && l.asked && l.rows() > 0:
		l.asked = false
		return l, nil
	case pressed(msg, keys.back):
		return l.back, nil
	case pressed(msg, keys.enter):
		return l.enter()
	case l.asked && !isPress(msg):
		return l, nil
	}
	if l.rows() > 0 && isPress(msg) {
		l.asked = false
	}
	return l.press(f, msg), nil
}

// enter goes on to the next row, then asks, then does it. A Japanese IME may
// send it twice.
func (l leadForm) enter() (screen, tea.Cmd) {
	now := l.d.Room.Now()
	if now.Sub(l.shown) < tooSoon {
		return l, nil
	}
	l.shown, l.fault = now, ""
	if l.asked {
		l.working = true
		told := leadTold{room: l.d.Room, who: l.d.who, chosen: l.chosen, texts: l.texts()}
		do := l.do
		return l, l.d.doing(l.number, func(ctx context.Context) error {
			told.ctx = ctx
			return do(told)
		})
	}
	if l.at < l.rows()-1 {
		l.at++
		return l, nil
	}
	for i, text := range l.texts() {
		if l.asks[i].need && text == "" {
			l.at, l.fault = l.first()+i, "lead.needed"
			return l, nil
		}
	}
	l.asked = true
	return l, nil
}

func (l leadForm) texts() []string {
	var list []string
	for _, a := range l.asks {
		list = append(list, strings.TrimSpace(a.text))
	}
	return list
}

// press is a key or a click among the rows.
func (l leadForm) press(f frame, msg tea.Msg) leadForm {
	n := l.rows()
	if at := l.view(f).struck(msg); at >= 0 {
		l.at = at
		return l
	}
	switch {
	case n == 0:
	case press(msg, tea.KeyUp), pressed(msg, keys.untab):
		l.at = (l.at + n - 1) % n
	case press(msg, tea.KeyDown), pressed(msg, keys.tab):
		l.at = (l.at + 1) % n
	case l.at < l.first():
		l.choose(msg)
	default:
		i := l.at - l.first()
		if next, ok := l.asks[i].typed(msg); ok {
			l.asks = append([]leadAsk{}, l.asks...)
			l.asks[i].field, l.fault = next, ""
		}
	}
	return l
}

func (l *leadForm) choose(msg tea.Msg) {
	n := len(l.picks)
	switch d := digit(msg); {
	case d > 0 && d <= n:
		l.chosen = d - 1
	case pressed(msg, keys.left):
		l.chosen = (l.chosen + n - 1) % n
	case pressed(msg, keys.right, keys.space):
		l.chosen = (l.chosen + 1) % n
	}
}

func (l leadForm) bindings() []hint {
	switch {
	case l.asked:
		return []hint{keys.enter.does("key.lead.do"), keys.back.does("key.lead.leave")}
	case l.at < l.first():
		return []hint{keys.right.does("key.choose"), keys.enter.does("key.next"), keys.updown.does("key.move"), keys.back.does("key.lead.leave")}
	}
	next := keys.enter.does("key.next")
	if l.at == l.rows()-1 {
		next = keys.enter.does("key.lead.check")
	}
	return []hint{next, keys.updown.does("key.move"), keys.back.does("key.lead.leave")}
}

func (l leadForm) notice(f frame) string {
	switch {
	case l.working:
		return f.ink.muted.Render(f.say("lead.working"))
	case l.fault != "":
		return f.alert(f.say(l.fault))
	case l.asked:
		return f.ink.confirm.Render(typeset.Truncate(" "+f.say("lead.sure", f.say(l.title))+" ", f.inner()))
	}
	return ""
}

func (l leadForm) view(f frame) sheet {
	p := paper{title: f.say(l.title), aside: f.phaseLine(l.d.head, l.d.now), hints: l.bindings(), notice: l.notice(f)}
	p.body = append(f.wrap(l.about(f), f.measure()), "")
	if l.pick != "" {
		p.body = append(p.body, l.mark(f, 0, f.say(l.pick)))
		row, hits := l.pickRow(f)
		p.hits = append(p.hits, below(hits, len(p.body))...)
		p.body = append(p.body, row, "")
	}
	var cursor *tea.Cursor
	for i, a := range l.asks {
		row := l.first() + i
		p.hits = append(p.hits, hit{len(p.body), 0, f.measure(), row})
		p.body = append(p.body, l.mark(f, row, f.say(a.word)))
		lines, at := l.askRows(f, a, row == l.at)
		if at != nil && !l.asked && !l.working {
			at.Y += len(p.body) + headRows
			cursor = at
		}
		p.body = append(append(p.body, lines...), "")
	}
	s := f.put(p)
	s.cursor = cursor
	return s
}

func (l leadForm) mark(f frame, row int, name string) string {
	if row == l.at && !l.asked {
		return f.ink.title.Render(" > " + name)
	}
	return "   " + f.ink.muted.Render(name)
}

func (l leadForm) pickRow(f frame) (string, []hit) {
	line, at := "   ", 3
	var hits []hit
	for i, word := range l.picks {
		text := "   " + f.say(word) + " "
		if i == l.chosen {
			text = f.ink.focus.Render(" > " + f.say(word) + " ")
		}
		cells := typeset.Width(text)
		hits = append(hits, hit{0, at, at + cells, 0})
		line, at = line+text+" ", at+cells+1
	}
	return line, hits
}

// askRows are the lines of a field. All that was written is seen.
func (l leadForm) askRows(f frame, a leadAsk, focused bool) ([]string, *tea.Cursor) {
	const most = 4
	room := f.measure() - 4
	lines, row, cell := a.broken(room)
	from, to := window(row, len(lines), most)
	var rows []string
	for _, line := range lines[from:to] {
		if focused && !l.asked {
			line = f.ink.focus.Render(typeset.Pad(line, room))
		}
		rows = append(rows, "   "+line)
	}
	if !focused {
		return rows, nil
	}
	return rows, tea.NewCursor(f.margin()+3+cell, row-from)
}
