package report

import (
	"strconv"
	"strings"

	"kobayashi/game"
	"kobayashi/game/debrief"
)

// timeline writes the decisions twice: as a table to look over, then each with
// what it earned, what had been better, and why.
func (m *page) timeline() {
	m.head("timeline")
	head, right := m.heads("n", "at", "scene", "points"), "rllr"
	if m.r.Result.Proved {
		head, right = append(head, m.heads("regret", "grade")...), "rllrrl"
	}
	var rows [][]string
	for _, d := range m.r.Decisions {
		row := []string{strconv.Itoa(d.N), d.At.Format("15:04:05"), d.Title, signed(d.Points)}
		if m.r.Result.Proved {
			row = append(row, debrief.Number(d.Regret.Points), d.GradeLabel)
		}
		rows = append(rows, row)
	}
	m.table(head, right, rows)
	m.para(m.say.Say("report.timeline"))
	if len(m.r.Result.Opening) > 0 {
		m.para(m.say.Say("report.opening", m.profits(m.r.Result.Opening)))
	}
	for _, d := range m.r.Decisions {
		m.decision(d)
	}
}

func (m *page) decision(d Decision) {
	title := m.say.Say("report.decision", d.N, d.Title)
	if d.Role != "" {
		title = m.say.Say("report.decision.role", title, d.Role)
	}
	m.sub(title)
	switch {
	case d.Kind == game.Choose.String():
		m.para(m.say.Say("report.chosen", strings.Join(d.Choice, "")))
	case len(d.Choice) == 0:
		m.para(m.say.Say("report.ticked.none"))
	default:
		m.para(m.say.Say("report.ticked"))
		m.list(d.Choice...)
	}
	m.para(d.Why...)
	items := []string{m.earned(d)}
	if m.r.Result.Proved {
		items = append(items, m.say.Say("report.judged", d.StakeText, d.GradeLabel))
	}
	// What a report got wrong is told with the errors, item by item.
	if len(d.Slips) > 0 && d.Kind == game.Question.String() {
		items = append(items, m.say.Count("report.slips", len(d.Slips)))
	} else if d.Better != "" {
		items = append(items, d.Better)
	}
	for _, why := range d.BestWhy {
		items = append(items, m.say.Say("report.why", why))
	}
	if s := m.line(d); s != "" {
		items = append(items, s)
	}
	for _, s := range d.Slips {
		if d.Kind == game.Choose.String() {
			items = append(items, s.Text)
		}
	}
	if d.Sure > 0 {
		items = append(items, m.say.Say("report.sure", d.Sure))
	}
	m.list(items...)
}

// earned is the total of a decision, and the dimensions it is made of.
func (m *page) earned(d Decision) string {
	if len(d.Profits) == 0 {
		return m.say.Say("report.earned.none")
	}
	return m.say.Say("report.earned", signed(d.Points), m.profits(d.Profits))
}

// further is how many moves behind the better one a page has room for; JSON has
// them all.
const further = 2

// line is how the best play goes on behind its first move.
func (m *page) line(d Decision) string {
	if len(d.Line) < 2 {
		return ""
	}
	var moves []string
	for _, mv := range d.Line[1:min(len(d.Line), 1+further)] {
		if len(mv.Choice) == 1 {
			moves = append(moves, m.say.Say("report.move", debrief.Quote(mv.Title, m.say), debrief.Quote(mv.Choice[0], m.say)))
		} else {
			moves = append(moves, m.say.Say("report.move.lines", debrief.Quote(mv.Title, m.say), len(mv.Choice)))
		}
	}
	return m.say.Say("report.line", strings.Join(moves, m.say.Say("report.then")))
}
