package report

import (
	"io"
	"strconv"
	"unicode/utf8"

	"kobayashi/game/words"
)

// hallPage is a page of a workshop or of a team in it.
type hallPage struct {
	Lang, Title, Engine string
	Corner, Day         string // at the top right and the bottom left of each sheet
	Workshop            HallHead
	Disclaimer          string
	Facts               *grid
	Parts               []part
	Run                 sheet // of a team; its Report is filled in as far as styles need it

	// Of a team alone.
	Team  TeamHead
	Over  bool
	Votes part
	Plan  *grid
	After []part
}

// writeHallHTML lays a workshop's report out as one page; see writeHTML.
func writeHallHTML(w io.Writer, r HallReport, say words.Text) error {
	p := hallPage{
		Lang: r.Lang, Title: say.Say("after.title", r.Workshop.Name), Engine: r.Engine, Corner: r.Workshop.ID, Day: r.day(),
		Workshop: r.Workshop, Disclaimer: r.Disclaimer, Facts: r.facts(say), Parts: r.parts(say),
	}
	p.Run.Scenario, p.Run.Play = r.Scenario, Play{Run: r.Workshop.ID, Started: r.Workshop.Opened}
	return writePage(w, "hall", p, say)
}

func (r HallReport) day() string { return r.Workshop.Opened.Format("2006-01-02") }

// writeTeamHTML lays a team's report out as one page; see writeHTML.
func writeTeamHTML(w io.Writer, r TeamReport, say words.Text) error {
	p := hallPage{
		Lang: r.Lang, Title: say.Say("after.team.title", r.Team.Name, r.Workshop.Name), Engine: r.whole.Play.Engine,
		Corner: r.Team.Name, Day: r.Workshop.Opened.Format("2006-01-02"),
		Workshop: r.Workshop, Disclaimer: r.Disclaimer, Facts: r.facts(say), Team: r.Team, Over: r.Report != nil,
		Votes: r.votes(say), Plan: parter{say}.plan(r.Plan), After: r.after(say),
	}
	p.Run = sheet{Report: r.whole}
	if p.Over {
		p.Run = lay(r.whole, say)
	}
	return writePage(w, "team", p, say)
}

// Kind is the letter of a column; see grid.
func (g *grid) Kind(i int) string {
	if i < len(g.Kinds) {
		return g.Kinds[i : i+1]
	}
	return "l"
}

// Class is the style of a column.
func (g *grid) Class(i int) string {
	switch g.Kind(i) {
	case "r":
		return "n"
	case "b":
		return "b"
	}
	return ""
}

// Bar is how long the bar beside a number is; "" where there is no number.
func (g *grid) Bar(cell string) string {
	const whole = 56
	n, err := strconv.Atoi(cell)
	if err != nil || g.Most < 1 {
		return ""
	}
	return strconv.Itoa(whole * min(n, g.Most) / g.Most)
}

// Wide reports whether a fact needs a line of its own.
func (g *grid) Wide(row []string) bool {
	const narrow = 24 // characters
	return len(row) > 1 && utf8.RuneCountInString(row[1]) > narrow
}
