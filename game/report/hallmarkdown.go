package report

import (
	"fmt"
	"io"
	"strings"

	"kobayashi/game/words"
)

// writeHallMarkdown lays a workshop's report out as Markdown; see writeMarkdown.
func writeHallMarkdown(w io.Writer, r HallReport, say words.Text) error {
	m := &page{say: say}
	fmt.Fprintf(&m.out, "# %s\n", inline(say.Say("after.title", r.Workshop.Name)))
	m.grid(r.facts(say))
	for _, p := range r.parts(say) {
		m.part(p)
	}
	m.para(r.Disclaimer)
	_, err := io.WriteString(w, m.out.String())
	return err
}

// writeTeamMarkdown lays a team's report out as Markdown: that of its run, where
// it is over, with what only a team has.
func writeTeamMarkdown(w io.Writer, r TeamReport, say words.Text) error {
	m := &page{say: say, r: r.whole}
	fmt.Fprintf(&m.out, "# %s\n", inline(say.Say("after.team.title", r.Team.Name, r.Workshop.Name)))
	m.grid(r.facts(say))
	m.para(r.Team.Marks...)
	over := r.Report != nil
	if over {
		m.overview()
		m.capabilities()
		m.points()
	}
	m.part(r.votes(say))
	if over {
		m.timeline()
		m.slips()
		m.leanings()
		m.confidence()
		m.endings()
		m.coverage()
	}
	for _, p := range r.after(say) {
		m.part(p)
	}
	m.head("plan")
	m.grid(parter{say}.plan(r.Plan))
	if over {
		m.training()
		m.notes()
		m.method()
		m.identity()
	} else {
		m.para(r.Disclaimer)
	}
	_, err := io.WriteString(w, m.out.String())
	return err
}

// part writes a section and those in it.
func (m *page) part(p part) {
	m.section++
	fmt.Fprintf(&m.out, "\n## %d. %s\n", m.section, inline(p.Title))
	m.inside(p)
	for _, below := range p.Parts {
		m.sub(below.Title)
		m.inside(below)
	}
}

func (m *page) inside(p part) {
	m.para(p.Text...)
	m.grid(p.Grid)
	m.list(p.List...)
	if p.Code != "" {
		fmt.Fprintf(&m.out, "\n```sh\n%s\n```\n", p.Code)
	}
}

func (m *page) grid(g *grid) {
	if g == nil {
		return
	}
	right := strings.NewReplacer("b", "r", "h", "l").Replace(g.Kinds)
	m.table(g.Head, right, g.Rows)
}
