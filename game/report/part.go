package report

import (
	"fmt"
	"strconv"
	"strings"

	"kobayashi/game/words"
)

// part is a section of a report that is laid out alike in Markdown and HTML. All
// its text is plain.
type part struct {
	ID    string
	Title string
	Text  []string
	List  []string
	Grid  *grid
	Parts []part
	Code  string // a command to copy
}

// grid is a table. Kinds has one letter for each column: l a text, r a number, b
// a number with a bar, of the largest there may be in Most, h a row's heading.
type grid struct {
	Caption string
	Head    []string
	Kinds   string
	Rows    [][]string
	Most    int
}

// clock writes seconds as a clock does: 3:05, 1:02:05.
func clock(seconds int) string {
	if seconds >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
	}
	return fmt.Sprintf("%d:%02d", seconds/60, seconds%60)
}

// parter writes parts in a language.
type parter struct{ say words.Text }

func (p parter) heads(keys ...string) []string {
	var list []string
	for _, k := range keys {
		list = append(list, p.say.Say("report.c."+k))
	}
	return list
}

func (p parter) part(id string) part { return part{ID: id, Title: p.say.Say("report.h." + id)} }

func (p parter) and(list []string) string { return strings.Join(list, p.say.Say("report.and")) }

// one sets sentences side by side as one paragraph.
func (p parter) one(list []string) []string {
	if len(list) == 0 {
		return nil
	}
	return []string{strings.Join(list, p.say.Say("report.space"))}
}

// zero writes a count, and nothing for none.
func zero(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func percent(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n) + "%"
}

// deeds are what facilitators did, by whom and why. Named says that the reader
// must be told to whom.
func (p parter) deeds(list []Deed, named bool) part {
	out := p.part("deeds")
	if len(list) == 0 {
		out.Text = []string{p.say.Say("after.deeds.none")}
		return out
	}
	g := &grid{Head: p.heads("at", "who", "deed", "reason"), Kinds: "llll"}
	if named {
		g.Head, g.Kinds = p.heads("at", "who", "team", "deed", "reason"), "lllll"
	}
	for _, d := range list {
		row := []string{d.At.Format("15:04:05"), d.Who}
		switch {
		case !named:
		case d.Team == "":
			row = append(row, p.say.Say("after.all"))
		case d.Name == "":
			row = append(row, p.say.Say("after.gone"))
		default:
			row = append(row, d.Name)
		}
		g.Rows = append(g.Rows, append(row, d.Text, d.Reason))
	}
	out.Grid = g
	return out
}

// plan is a table of lines of the improvement plan, with room to write where
// there are none.
func (p parter) plan(lines []PlanLine) *grid {
	g := &grid{Head: p.heads("strength", "gap", "action", "owner", "due"), Kinds: "lllll"}
	for _, l := range lines {
		g.Rows = append(g.Rows, []string{l.Strength, l.Gap, l.Action, l.Owner, l.Due})
	}
	if len(g.Rows) == 0 {
		open := p.say.Say("report.open")
		g.Rows = [][]string{{open, open, open, open, open}}
	}
	return g
}
