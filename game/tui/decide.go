package tui

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
	"kobayashi/game/typeset"
)

// choose moves among the options. A number, Enter or a click asks back before
// anything is decided; in a question they tick.
func (p play) choose(f frame, s stage, msg tea.Msg) (screen, tea.Cmd) {
	if pressed(msg, keys.pageDown) || wheel(msg) > 0 {
		return p, nil
	}
	if pressed(msg, keys.enter, keys.space) && p.early(f) {
		return p, nil
	}
	if s.single {
		if pressed(msg, keys.enter, keys.space) || digit(msg) == 1 || s.sheet.struck(msg) == 0 {
			return p.decideOn(f, s.open[0].ID, 0)
		}
		return p, nil
	}
	at, taken := moved(msg, s.sheet, p.cursor, s.count)
	p.cursor = at
	if !taken {
		return p, nil
	}
	p.fault = ""
	if s.question && at < len(s.open) {
		p.ticks ^= s.open[at].ID
		return p, nil
	}
	p.asked, p.shown = true, f.desk.Now()
	return p, nil
}

// confirm is the second, later press that decides.
func (p play) confirm(f frame, s stage, msg tea.Msg) (screen, tea.Cmd) {
	press, isKey := msg.(tea.KeyPressMsg)
	switch at := s.sheet.struck(msg); {
	case isKey && press.IsRepeat:
		return p, nil
	case pressed(msg, keys.back):
		p.asked = false
		return p, nil
	case s.weighing:
		return p.weigh(f, s, msg)
	case pressed(msg, keys.enter), at >= 0 && at == p.cursor:
		if p.early(f) {
			return p, nil
		}
		return p.decideOn(f, s.meant(p), 0)
	}
	if at, taken := moved(msg, s.sheet, p.cursor, s.count); at != p.cursor || !taken {
		p.asked = false // another choice is meant
	}
	return p.choose(f, s, msg)
}

// panel is the decision: a heading and its options. It has air between them if
// that leaves some lines of the text above, and takes the whole height if it
// must. What does not fit even then is left out far from the cursor.
func (p play) panel(f frame, s *stage) ([]string, []hit) {
	if s.single {
		label := f.line(p.run.Rules.Text(f.words.Lang).Scenes[p.run.State.Scene()].Items[s.open[0].N-1].Label, s.cols-7)
		return []string{f.goOnButton(label, s.cols)}, []hit{{0, 0, s.cols, 0}}
	}
	if s.weighing {
		return p.scale(f, s)
	}
	const kept = 3 // lines of text, and two of air around the decision
	rows, owner := p.options(f, s, s.cols, true)
	if len(rows)+1 > s.rows-min(len(s.text), kept)-2 {
		rows, owner = p.options(f, s, s.cols, false)
	}
	most := max(s.rows-2, 2)
	from, to := window(p.focusRow(owner), len(rows), most-1)
	lines := append([]string{p.heading(f, s, place(from, len(rows), most-1))}, rows[from:to]...)
	var hits []hit
	for i, n := range owner[from:to] {
		if n >= 0 {
			hits = append(hits, hit{i + 1, 0, s.cols, n})
		}
	}
	return lines, hits
}

// heading is what is asked, how far the options are seen, and the time left.
func (p play) heading(f frame, s *stage, seen string) string {
	head := f.say("decide.choose")
	if s.question {
		head = f.say("decide.question")
	}
	right := f.ink.muted.Render(seen)
	if p.left > 0 {
		right += "  " + f.ink.alarm.Render(f.say("time.left", p.seconds(f)))
	}
	head = typeset.Truncate(head, max(s.cols-typeset.Width(right)-1, 1))
	gap := strings.Repeat(" ", max(s.cols-typeset.Width(head)-typeset.Width(right), 0))
	return f.ink.title.Render(head) + gap + right
}

// seconds is what is left as it is shown: in steps for who wants calm.
func (p play) seconds(f frame) int {
	const step = 10
	if f.prefs.calm && p.left > step {
		return (p.left + step - 1) / step * step
	}
	return p.left
}

// focusRow is the middle row of the option under the cursor.
func (p play) focusRow(owner []int) int {
	first, last := 0, 0
	for i, n := range owner {
		if n == p.cursor {
			if last == 0 {
				first = i
			}
			last = i
		}
	}
	return (first + last) / 2
}

// options are the rows of all options and whose each row is, with air between
// them if there is room.
func (p play) options(f frame, s *stage, width int, airy bool) (rows []string, owner []int) {
	text := p.run.Rules.Text(f.words.Lang).Scenes[p.run.State.Scene()]
	add := func(n int, lines []string) {
		for _, line := range lines {
			rows, owner = append(rows, line), append(owner, n)
		}
	}
	for i, c := range s.open {
		label := text.Items[c.N-1].Label
		if c.After > 0 && p.limited(f) {
			label += " (" + f.say("choice.timeout") + ")"
		}
		if airy {
			add(-1, []string{""})
		}
		box := ""
		if s.question {
			box = "[ ] "
			if p.ticks&c.ID != 0 {
				box = "[x] "
			}
		}
		add(i, f.optionRows(strconv.Itoa(i+1), box, label, i == p.cursor, width))
	}
	if s.question {
		add(-1, []string{""})
		add(len(s.open), f.optionRows("", "", p.sendLabel(f, text), p.cursor == len(s.open), width))
	}
	return rows, owner
}

// limited reports whether choices have a time limit.
func (p play) limited(f frame) bool {
	if p.team != nil {
		return !p.team.head.Opened.Rules.Untimed
	}
	return f.prefs.timed
}

// sendLabel is what answers a question: the author's words if there is one way.
func (p play) sendLabel(f frame, text game.SceneText) string {
	if len(text.Then) == 1 && text.Then[0] != "" {
		return text.Then[0]
	}
	return f.say("decide.send")
}

// optionRows is one option: its number, its box and its label with the lines
// below each other.
func (f frame) optionRows(number, box, label string, focused bool, width int) []string {
	mark := "   "
	if focused {
		mark = " > "
	}
	lead := mark + typeset.Pad(number, 2) + " " + box
	cells := typeset.Width(lead)
	set := f.label(label, width-cells-1)
	lines := make([]string, len(set)) // those of the typesetter are shared
	for i, line := range set {
		head := strings.Repeat(" ", cells)
		if i == 0 {
			head = lead
		}
		if focused {
			lines[i] = f.ink.focus.Render(typeset.Pad(head+line, width))
			continue
		}
		lines[i] = head + line
	}
	return lines
}

// meant is the choice under the cursor, or the answer that is ticked.
func (s stage) meant(p play) game.ChoiceID {
	if s.question {
		return p.ticks
	}
	return s.open[p.cursor].ID
}

// question is what is asked before a decision counts.
func (p play) question(f frame, s stage) string {
	number := strconv.Itoa(p.cursor + 1)
	phrase := f.say("play.confirm", number)
	switch {
	case s.weighing:
		phrase = f.say("sure.confirm", game.Levels[p.level])
	case s.question:
		phrase = f.say("play.confirm.ticks", len(s.picked(p.ticks)))
	}
	return f.ink.confirm.Render(typeset.Truncate(" "+phrase+" ", f.inner()))
}

func (s stage) picked(ticks game.ChoiceID) []game.Choice {
	var list []game.Choice
	for _, c := range s.open {
		if ticks&c.ID != 0 {
			list = append(list, c)
		}
	}
	return list
}
