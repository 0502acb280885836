package tui

import (
	"strconv"
	"strings"
	"time"

	"kobayashi/game"
	"kobayashi/game/typeset"
	"kobayashi/game/workshop"
)

// panel is the table's decision: what is asked, who decides, the options, and
// who has voted; when the votes are shown, how they fell. Names never stand
// beside options.
func (m member) panel(f frame, p play, s *stage) ([]string, []hit) {
	s.single = !s.question && len(s.open) == 1
	switch {
	case m.table.Waiting:
		return m.held(f, s), nil
	case s.single:
		label := f.line(p.run.Rules.Text(f.words.Lang).Scenes[p.run.State.Scene()].Items[s.open[0].N-1].Label, s.cols-7)
		lines := tint(f.ink.muted, f.wrap(f.say("seat.anyone"), s.cols))
		return append(lines, f.goOnButton(label, s.cols)), []hit{{len(lines), 0, s.cols, 0}}
	}
	if m.mayClose() {
		s.count++
	}
	switch m.asked {
	case askSure:
		return p.scale(f, s)
	case askWhat:
		return m.whatPanel(f, p, s)
	}
	top := append([]string{""}, m.who(f, s.cols)...)
	voted := m.voted(f, s.cols)
	rows, owner := m.optionRows(f, p, s, true)
	const kept = 5 // lines of text with the air around them
	room := max(s.rows-len(top)-len(voted), 4)
	if len(rows) > room-min(len(s.text), kept) {
		rows, owner = m.optionRows(f, p, s, false)
	}
	from, to := window(p.focusRow(owner), len(rows), room)
	top[0] = m.heading(f, s, place(from, len(rows), room))
	lines := append(top, rows[from:to]...)
	var hits []hit
	for i, n := range owner[from:to] {
		if n >= 0 {
			hits = append(hits, hit{i + len(top), 0, s.cols, n})
		}
	}
	return append(lines, voted...), hits
}

// heading says how far the vote is, and the time left.
func (m member) heading(f frame, s *stage, seen string) string {
	_, voted := m.vote()
	word := "seat.round.blind"
	switch {
	case m.table.Round() == 2:
		word = "seat.round.open"
	case voted:
		word = "seat.round.voted"
	case s.question:
		word = "seat.round.ticks"
	}
	right := f.ink.muted.Render(seen)
	if left := m.timeLeft(f); left != "" {
		right += "  " + f.ink.alarm.Render(left)
	}
	head := typeset.Truncate(f.say(word), max(s.cols-typeset.Width(right)-1, 1))
	gap := strings.Repeat(" ", max(s.cols-typeset.Width(head)-typeset.Width(right), 0))
	return f.ink.title.Render(head) + gap + right
}

// timeLeft is what stands at the head of the page while a limit runs.
func (m member) timeLeft(f frame) string {
	left, runs := m.left(f)
	if !runs {
		return ""
	}
	seconds := int((left + time.Second - 1) / time.Second)
	const step = 10
	if f.prefs.calm && seconds > step {
		seconds = (seconds + step - 1) / step * step
	}
	return f.say("time.left", seconds)
}

// optionRows are the rows of all options, of what sends the ticks, and of what
// ends the round; and whose each row is.
func (m member) optionRows(f frame, p play, s *stage, airy bool) (rows []string, owner []int) {
	text := p.run.Rules.Text(f.words.Lang).Scenes[p.run.State.Scene()]
	add := func(n int, lines ...string) {
		for _, line := range lines {
			rows, owner = append(rows, line), append(owner, n)
		}
	}
	own, voted := m.vote()
	tally := m.tally(p.run)
	for i, c := range s.open {
		label := text.Items[c.N-1].Label
		if c.After > 0 && p.limited(f) {
			label += " (" + f.say("choice.timeout") + ")"
		}
		box := ""
		if s.question {
			box = "[ ] "
			if p.ticks&c.ID != 0 {
				box = "[x] "
			}
		}
		if voted && (c.ID == own.Choice && !s.question || s.question && own.Choice&c.ID != 0) {
			label += " " + m.ownMark(f, own)
		}
		if airy {
			add(-1, "")
		}
		add(i, f.optionRows(strconv.Itoa(i+1), box, label, i == p.cursor, s.cols)...)
		if tally != nil {
			add(i, m.tallyRow(f, tally[i], s.cols))
		}
	}
	if airy {
		add(-1, "")
	}
	for i, word := range m.actions(s) {
		n := len(s.open) + i
		row := f.optionRows("", "", f.say(word), p.cursor == n, s.cols)
		if p.cursor != n {
			row = tint(f.ink.accent, row)
		}
		add(n, row...)
	}
	return rows, owner
}

// actions are the rows below the options: what sends the ticks, and what ends
// the round.
func (m member) actions(s *stage) []string {
	var list []string
	if s.question {
		list = append(list, "seat.ticks.send")
	}
	switch {
	case !m.mayClose():
	case m.table.Round() == 1:
		list = append(list, "seat.close.blind")
	default:
		list = append(list, "seat.close.open")
	}
	return list
}

func (m member) ownMark(f frame, own workshop.Cast) string {
	if own.Sure > 0 {
		return f.say("seat.own.sure", own.Sure)
	}
	return f.say("seat.own")
}

// tallied is what one option has: votes now and in the blind round, of how many,
// and the mean confidence of those it has now.
type tallied struct{ now, first, of, sure int }

// tally is how the votes fell, nil while they are blind.
func (m member) tally(run game.Run) []tallied {
	if m.table.Round() == 1 {
		return nil
	}
	last := m.table.Vote.Last()
	first := workshop.Spread(run, m.table.Vote.First)
	var list []tallied
	for i, s := range workshop.Spread(run, last) {
		list = append(list, tallied{now: s.Votes, first: first[i].Votes, of: len(last), sure: mean(s)})
	}
	return list
}

func mean(s workshop.Share) int {
	if s.Votes == 0 {
		return 0
	}
	return (s.Sure + s.Votes/2) / s.Votes
}

func (m member) tallyRow(f frame, t tallied, width int) string {
	const inset, most = 6, 24
	about := f.say("seat.votes", t.now, t.of)
	if t.first != t.now {
		about += "  " + f.say("seat.votes.before", t.first)
	}
	if t.sure > 0 {
		about += "  " + f.say("seat.votes.sure", t.sure)
	}
	cells := min(most, max(width-inset-typeset.Width(about)-3, 6))
	return typeset.Truncate(strings.Repeat(" ", inset)+f.bar(t.now, 0, t.of, cells)+"  "+f.ink.strong.Render(about), width)
}

// whatPanel asks the decider what the choice is for.
func (m member) whatPanel(f frame, p play, s *stage) ([]string, []hit) {
	picked := p.pickedLines(f, s)
	if most := max(s.rows-6, 1); len(picked) > most {
		picked = picked[:most]
	}
	lines := append(append(picked, ""), f.ink.title.Render(f.say("seat.what")), "")
	var hits []hit
	for i, word := range [...]string{"seat.what.lock", "seat.what.vote"} {
		hits = append(hits, hit{len(lines), 0, s.cols, i})
		lines = append(lines, f.row(i, option{f.say(word), ""}, i == m.what, min(s.cols, scaleWidth)))
	}
	return lines, hits
}

// held is a decision whose consequences the facilitator keeps back.
func (m member) held(f frame, s *stage) []string {
	last := m.table.Past[len(m.table.Past)-1]
	lines := []string{f.ink.title.Render(typeset.Truncate(f.say("seat.made", f.decidedBy(last)), s.cols))}
	lines = append(lines, tint(f.ink.strong, m.chosen(f, last, s.cols))...)
	return append(append(lines, ""), tint(f.ink.accent, f.wrap(f.say("seat.held"), s.cols))...)
}

// chosen is what a ballot came to, in words.
func (m member) chosen(f frame, b workshop.Ballot, width int) []string {
	r := results{run: m.play.run}
	scene := m.play.run.Rules.SceneIndex(b.Scene)
	if scene < 0 {
		return nil
	}
	return r.pickedLines(f, game.Judgement{Decided: game.Decided{Event: game.Event{Scene: scene, Choice: b.Choice}}}, width)
}

// playKeys are the keys of a stage of the play.
func (m member) playKeys(s stage) []hint {
	switch {
	case m.waitsForAnswer():
		return []hint{keys.enter.does("key.read.told"), keys.told}
	case m.play.reading:
		return []hint{keys.updown.does("key.scroll"), keys.page, keys.back.does("key.forward"), keys.help}
	case m.asked == askSure:
		return []hint{keys.updown.does("key.move"), keys.levels, keys.enter.does("key.vote"), keys.back, keys.help}
	case m.asked == askWhat:
		return []hint{keys.updown.does("key.move"), keys.enter.does("key.choose"), keys.back, keys.help}
	case m.asked != askNothing:
		return []hint{keys.enter.does("key.vote"), keys.back}
	}
	after := []hint{keys.tab.does("key.talk"), keys.back.does("key.menu"), keys.notes, keys.help, keys.pageUp.does("key.reread")}
	switch {
	case s.deciding && m.table.Waiting:
		return after
	case s.single:
	case s.deciding && s.question:
		return append([]hint{keys.updown.does("key.move"), keys.enter.does("key.ticks")}, after...)
	case s.deciding:
		return append([]hint{keys.updown.does("key.move"), keys.enter.does("key.choose")}, after...)
	}
	if !s.act.last {
		after = append(after, keys.end.does("key.now"))
	}
	return append([]hint{keys.enter.does("key.goon")}, after...)
}
