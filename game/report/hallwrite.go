package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"kobayashi/game/words"
)

// WriteTeam writes a team's report in one of Formats. It fails with ErrFormat or
// the writer's error.
func WriteTeam(w io.Writer, format string, r TeamReport, say words.Text) error {
	switch format {
	case "md":
		return writeTeamMarkdown(w, r, say)
	case "json":
		return writeDocument(w, r)
	case "csv":
		return writeTeamCSV(w, r)
	case "html":
		return writeTeamHTML(w, r, say)
	case "xapi":
		return writeStatements(w, r.statements())
	}
	return ErrFormat
}

// WriteHall writes a workshop's report in one of Formats. It fails with ErrFormat
// or the writer's error.
func WriteHall(w io.Writer, format string, r HallReport, say words.Text) error {
	switch format {
	case "md":
		return writeHallMarkdown(w, r, say)
	case "json":
		return writeDocument(w, r)
	case "csv":
		return writeHallCSV(w, r)
	case "html":
		return writeHallHTML(w, r, say)
	case "xapi":
		list := []statement{}
		for _, t := range r.teams {
			list = append(list, t.results()...)
		}
		return writeStatements(w, list)
	}
	return ErrFormat
}

// teamColumns of the CSV form of a team's report, a contract. They stand behind
// those of a run, with one row for each decision too.
//
//	workshop, team   ids              marked     offline, returned, open, separated by spaces
//	took             seconds without pauses       by   seat, majority, clock, or empty
//	by_role          of a seat        voted, voted_sure   in the blind round
//	first, last      item:votes, separated by spaces; of a question each tick counts
//	even             1 where the last votes left more than one choice
//	shifted          people who changed their vote      overruled   people who wanted something else
var teamColumns = [...]string{
	"workshop", "team", "marked", "took", "by", "by_role", "voted", "voted_sure", "first", "last", "even", "shifted", "overruled",
}

func writeTeamCSV(w io.Writer, r TeamReport) error {
	rows := [][]string{append(append([]string{}, columns[:]...), teamColumns[:]...)}
	for i, d := range r.whole.Decisions {
		rows = append(rows, append(r.whole.row(d), r.row(r.Decisions[i])...))
	}
	return writeRows(w, rows)
}

// writeRows follows RFC 4180, in UTF-8 without a mark at the start.
func writeRows(w io.Writer, rows [][]string) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	return out.WriteAll(rows)
}

func (r TeamReport) row(d TeamDecision) []string {
	var marked, first, last []string
	for _, m := range []struct {
		word string
		is   bool
	}{{"offline", r.Team.Offline}, {"returned", len(r.Returns) > 0}, {"open", !r.Team.Over}} {
		if m.is {
			marked = append(marked, m.word)
		}
	}
	for _, o := range d.Spread {
		first = append(first, strconv.Itoa(o.Item)+":"+strconv.Itoa(o.First))
		last = append(last, strconv.Itoa(o.Item)+":"+strconv.Itoa(o.Last))
	}
	even := ""
	if d.Even {
		even = "1"
	}
	return []string{
		cell(r.Workshop.ID), cell(r.Team.ID), strings.Join(marked, " "), strconv.Itoa(d.Seconds), d.By, cell(d.ByLabel), strconv.Itoa(d.Voted), strconv.Itoa(d.Sure),
		strings.Join(first, " "), strings.Join(last, " "), even, strconv.Itoa(len(d.Shifted)), strconv.Itoa(d.Overruled),
	}
}

// hallColumns of the CSV form of a workshop's report, a contract: one row for
// each figure, so that a pivot table can lay it out in any way. A new measure is
// a new row and never a new column; what may not be counted has no row.
//
//	part     workshop, team, topic, option, role, ending, capability or plan
//	id       of it; of an option that of its topic     label   what it is called
//	item     of an option, or the line of a plan, from 1; else empty
//	measure  what was measured      value   a number, or a text
var hallColumns = [...]string{"part", "id", "label", "item", "measure", "value"}

func writeHallCSV(w io.Writer, r HallReport) error {
	t := &sheetRows{rows: [][]string{hallColumns[:]}}
	t.of("workshop", r.Workshop.ID, r.Workshop.Name, 0)
	t.text("scenario", r.Scenario.ID)
	t.text("variant", r.Scenario.Variant)
	t.text("digest", r.Scenario.Digest)
	t.number("teams", len(r.Standings))
	t.number("least", r.Workshop.Least)
	t.number("seconds", r.Workshop.Seconds)
	t.text("commitment", r.Seed.Commitment)
	if r.Seed.Opened {
		t.text("seed", r.Seed.Seed)
		t.text("nonce", r.Seed.Nonce)
	}
	for _, l := range r.Standings {
		t.team(l)
	}
	for _, p := range r.Topics {
		t.topic(p)
	}
	for _, p := range r.Roles {
		t.role(p)
	}
	for _, e := range r.Endings {
		t.of("ending", e.Ending, e.Label, 0)
		t.number("teams", e.Teams)
	}
	t.marks(r.Capabilities)
	t.plans(r.Plan)
	return writeRows(w, t.rows)
}

func (t *sheetRows) marks(list []MarkCount) {
	for _, c := range list {
		t.of("capability", c.ID, c.Label, 0)
		for _, mark := range markOrder {
			name := mark
			if mark == "-" {
				name = "not-met" // no cell may look like a formula
			}
			t.number(name, c.Teams[mark])
		}
	}
}

func (t *sheetRows) plans(list []TeamPlan) {
	for _, p := range list {
		for i, l := range p.Lines {
			t.of("plan", p.Team, p.Name, i+1)
			for _, f := range []struct{ name, text string }{{"strength", l.Strength}, {"gap", l.Gap}, {"action", l.Action}, {"owner", l.Owner}, {"due", l.Due}, {"role", l.Role}} {
				if f.text != "" {
					t.text(f.name, f.text)
				}
			}
		}
	}
}

// markOrder are the marks of a capability, the best first.
var markOrder = [...]string{"P", "S", "M", "U", "-"}

// sheetRows are the rows so far, and what the next ones are of.
type sheetRows struct {
	rows            [][]string
	part, id, label string
	item            string
}

func (t *sheetRows) of(part, id, label string, item int) {
	t.part, t.id, t.label, t.item = part, cell(id), cell(label), ""
	if item > 0 {
		t.item = strconv.Itoa(item)
	}
}

func (t *sheetRows) text(measure, value string) {
	t.rows = append(t.rows, []string{t.part, t.id, t.label, t.item, measure, cell(value)})
}

// number writes a figure of ours, which is no formula though a minus may stand
// before it.
func (t *sheetRows) number(measure string, n int) {
	t.rows = append(t.rows, []string{t.part, t.id, t.label, t.item, measure, strconv.Itoa(n)})
}

func (t *sheetRows) points(measure string, p *Points) {
	if p != nil {
		t.rows = append(t.rows, []string{t.part, t.id, t.label, t.item, measure, p.plain()})
	}
}

func (t *sheetRows) flag(measure string, is bool) {
	if is {
		t.number(measure, 1)
	}
}

func (t *sheetRows) team(l TeamLine) {
	t.of("team", l.ID, l.Name, 0)
	for _, f := range []struct {
		name string
		n    int
	}{
		{"rank", l.Rank},
		{"points", l.Points},
		{"decisions", l.Done},
		{"seconds", l.Seconds},
		{"seats", l.Seats},
		{"returns", l.Returns},
		{"shifted", l.Shifted},
		{"overruled", l.Overruled},
	} {
		t.number(f.name, f.n)
	}
	t.flag("over", l.Over)
	t.flag("offline", l.Offline)
	t.text("ending", l.Ending)
	t.points("regret", l.Regret)
	t.points("stake", l.Stake)
	t.text("grade", l.Grade)
}

func (t *sheetRows) topic(p TopicPart) {
	t.of("topic", p.ID, p.Title, 0)
	t.number("teams", p.Teams)
	if p.Counted {
		t.number("apart", p.Apart)
		t.number("by-seat", p.By.Seat)
		t.number("by-majority", p.By.Majority)
		t.number("by-clock", p.By.Clock)
		t.points("regret", p.Regret)
		t.points("stake", p.Stake)
	}
	if p.Took != nil {
		t.number("took-least", p.Took.Least)
		t.number("took-median", p.Took.Median)
		t.number("took-most", p.Took.Most)
	}
	if p.VotesCounted {
		t.number("people", p.People)
		t.number("shifted", p.Shifted)
		t.number("overruled", p.Overruled)
		t.number("sure", p.Sure)
	}
	for _, o := range p.Options {
		t.of("option", p.ID, o.Label, o.Item)
		if p.Counted {
			t.number("teams", o.Teams)
			t.number("best", o.Best)
		}
		if p.VotesCounted {
			t.number("first", o.First)
			t.number("last", o.Last)
		}
	}
}

func (t *sheetRows) role(p RolePart) {
	if !p.Counted {
		return
	}
	t.of("role", p.Role, p.Label, 0)
	t.number("seats", p.Seats)
	t.number("votes", p.Votes)
	t.number("agreed", p.Agreed)
	t.number("shifted", p.Shifted)
	t.number("overruled", p.Overruled)
	if c := p.Calibration; c != nil {
		t.number("forecasts", c.Decisions)
		t.points("sure", &c.Sure)
		t.points("right", &c.Right)
		t.points("brier", &c.Brier)
	}
}
