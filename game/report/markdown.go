package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/words"
)

// writeMarkdown lays the report out as GitHub-flavoured Markdown: one line to a
// paragraph, so that a changed sentence is one changed line.
func writeMarkdown(w io.Writer, r Report, say words.Text) error {
	m := &page{say: say, r: r}
	m.front()
	m.overview()
	m.capabilities()
	m.points()
	m.timeline()
	m.slips()
	m.leanings()
	m.confidence()
	m.endings()
	m.coverage()
	m.plan()
	m.notes()
	m.method()
	m.identity()
	_, err := io.WriteString(w, m.out.String())
	return err
}

// page is the Markdown so far. Its methods take plain text and escape it.
type page struct {
	out     strings.Builder
	say     words.Text
	r       Report
	section int
}

func (m *page) head(key string) {
	m.section++
	fmt.Fprintf(&m.out, "\n## %d. %s\n", m.section, inline(m.say.Say("report.h."+key)))
}

func (m *page) sub(title string) { fmt.Fprintf(&m.out, "\n### %s\n", inline(title)) }

// para writes paragraphs, each escaped.
func (m *page) para(list ...string) {
	for _, s := range list {
		fmt.Fprintf(&m.out, "\n%s\n", md(s))
	}
}

// list writes items, each escaped, if there are any.
func (m *page) list(items ...string) {
	for i, s := range items {
		if i == 0 {
			m.out.WriteByte('\n')
		}
		fmt.Fprintf(&m.out, "- %s\n", md(s))
	}
}

// table writes a table of plain cells; the columns named as numbers stand right.
func (m *page) table(head []string, right string, rows [][]string) {
	m.out.WriteByte('\n')
	m.row(head)
	for i := range head {
		if i < len(right) && right[i] == 'r' {
			m.out.WriteString("| ---: ")
		} else {
			m.out.WriteString("| --- ")
		}
	}
	m.out.WriteString("|\n")
	for _, row := range rows {
		m.row(row)
	}
}

func (m *page) row(cells []string) {
	for _, c := range cells {
		m.out.WriteString("| " + inline(c) + " ")
	}
	m.out.WriteString("|\n")
}

// heads are the column heads under their keys.
func (m *page) heads(keys ...string) []string {
	var list []string
	for _, k := range keys {
		list = append(list, m.say.Say("report.c."+k))
	}
	return list
}

func (m *page) front() {
	r := m.r
	fmt.Fprintf(&m.out, "# %s\n", inline(m.say.Say("report.title", r.Scenario.Title)))
	rows := [][]string{
		{m.say.Say("report.f.when"), m.span()},
		{m.say.Say("report.f.who"), m.or(r.Play.Player)},
		{m.say.Say("report.f.scenario"), r.Scenario.Title},
	}
	if r.Scenario.Label != "" {
		rows = append(rows, []string{m.say.Say("report.f.variant"), r.Scenario.Label})
	}
	rows = append(
		rows,
		[]string{m.say.Say("report.f.ending"), r.Result.EndingLabel},
		[]string{m.say.Say("report.f.total"), m.say.Say("report.total", r.Result.Total, r.Result.Max)},
	)
	if r.Result.Proved {
		rows = append(rows, []string{m.say.Say("report.f.grade"), r.Result.GradeLabel})
	}
	m.table(m.heads("item", "value"), "", rows)
}

// span is when the run was played, and how long.
func (m *page) span() string {
	p := m.r.Play
	const day, minute = "2006-01-02", "15:04"
	to := p.Ended.Format(minute)
	if p.Started.Format(day) != p.Ended.Format(day) {
		to = p.Ended.Format(day + " " + minute)
	}
	return m.say.Say("report.span", p.Started.Format(day+" "+minute), to, p.Started.Format("MST"))
}

func (m *page) or(s string) string {
	if s == "" {
		return m.say.Say("report.open")
	}
	return s
}

func (m *page) overview() {
	m.head("overview")
	o := m.r.Overview
	for _, part := range []struct {
		key  string
		list []string
	}{{"happened", o.Happened}, {"decided", o.Decided}, {"good", o.Good}, {"change", o.Change}} {
		m.sub(m.say.Say("report.h." + part.key))
		if part.key == "happened" {
			m.para(part.list...)
			continue
		}
		m.list(part.list...)
	}
	if m.r.Result.NotProved != "" {
		m.para(m.r.Result.NotProved)
	}
}

func (m *page) capabilities() {
	if len(m.r.Capabilities) == 0 {
		return
	}
	m.head("capabilities")
	var rows [][]string
	for _, c := range m.r.Capabilities {
		rows = append(rows, []string{c.Label, c.Mark, c.MarkLabel, c.Ground})
	}
	m.table(m.heads("capability", "mark", "meaning", "ground"), "", rows)
}

func (m *page) points() {
	m.head("points")
	head, right := m.heads("dimension", "points", "max", "weight"), "lrrr"
	if m.r.Result.Proved {
		head, right = append(head, m.heads("least", "most", "place")...), "lrrrrrr"
	}
	var rows [][]string
	for _, d := range m.r.Dimensions {
		row := []string{d.Label, strconv.Itoa(d.Points), strconv.Itoa(d.Max), strconv.Itoa(d.Weight)}
		if m.r.Result.Proved {
			row = append(row, strconv.Itoa(d.Least), strconv.Itoa(d.Most), strconv.Itoa(d.Percent)+"%")
		}
		rows = append(rows, row)
	}
	m.table(head, right, rows)
	m.para(m.r.Result.Sentence)
	if m.r.Result.Proved {
		m.para(m.r.Result.LuckSentence, m.say.Say("report.graded", debrief.Quote(m.r.Result.GradeLabel, m.say), debrief.Number(m.r.Result.Stake.Points), debrief.Number(m.r.Result.Regret.Points)))
	}
}

func signed(n int) string { return debrief.Signed(game.Whole(n)) }

// profits writes what was earned by dimension.
func (m *page) profits(list Profits) string {
	var parts []string
	for _, p := range list {
		parts = append(parts, p.Label+" "+signed(p.Points))
	}
	return strings.Join(parts, m.say.Say("report.and"))
}
