package report

import (
	"cmp"
	"strconv"

	"kobayashi/game/debrief"
	"kobayashi/game/words"
)

// facts are the first lines of a team's report.
func (r TeamReport) facts(say words.Text) *grid {
	p := parter{say}
	row := func(key, value string) []string { return []string{say.Say("report.f." + key), value} }
	g := &grid{Head: p.heads("item", "value"), Kinds: "hl"}
	g.Rows = append(g.Rows, row("workshop", r.Workshop.Name), row("team", r.Team.Name), row("when", when(r.Workshop)), row("scenario", r.Scenario.Title))
	if r.Scenario.Label != "" {
		g.Rows = append(g.Rows, row("variant", r.Scenario.Label))
	}
	ending := r.Team.EndingLabel
	if !r.Team.Over {
		ending = say.Say("after.notover")
	}
	g.Rows = append(g.Rows, row("ending", ending), row("total", say.Say("report.total", r.Team.Points, r.whole.Result.Max)), row("rank", say.Say("after.rank", r.Team.Rank, r.Team.Of)))
	if r.Report != nil && r.Report.Result.Proved {
		g.Rows = append(g.Rows, row("grade", r.Report.Result.GradeLabel))
	}
	if r.Team.Seconds > 0 {
		g.Rows = append(g.Rows, row("took", clock(r.Team.Seconds)))
	}
	return g
}

// when is the day and hour of a workshop.
func when(h HallHead) string {
	at := h.Opened
	if h.Started != nil {
		at = *h.Started
	}
	return at.Format("2006-01-02 15:04 MST")
}

// votes is how the team came to its decisions.
func (r TeamReport) votes(say words.Text) part {
	p := parter{say}
	out := p.part("votes")
	if r.Team.Offline {
		out.Text = []string{say.Say("after.votes.offline")}
		return out
	}
	out.Text = []string{say.Say("after.votes"), r.Workshop.LockLabel}
	proved := r.whole.Result.Proved
	g := &grid{Head: p.heads("n", "scene", "took", "by", "voted", "sure", "shifted", "overruled"), Kinds: "rlrlrrrr"}
	if proved {
		g.Head, g.Kinds = append(g.Head, p.heads("regret")...), g.Kinds+"r"
	}
	for _, d := range r.Decisions {
		row := []string{strconv.Itoa(d.N), d.Title, clock(d.Seconds), p.by(d), zero(d.Voted), percent(d.Sure), zero(len(d.Shifted)), zero(d.Overruled)}
		if proved {
			row = append(row, debrief.Number(d.Regret.Points))
		}
		g.Rows = append(g.Rows, row)
	}
	if len(g.Rows) > 0 {
		out.Grid = g
	}
	for _, d := range r.Decisions {
		if len(d.Spread) > 0 {
			out.Parts = append(out.Parts, p.spread(d))
		}
	}
	return out
}

// by says who decided.
func (p parter) by(d TeamDecision) string {
	switch d.By {
	case "":
		return ""
	case "seat":
		return d.ByLabel
	}
	return p.say.Say("after.by." + d.By)
}

// spread is one decision's votes.
func (p parter) spread(d TeamDecision) part {
	out := part{Title: p.say.Say("report.decision", d.N, d.Title)}
	g := &grid{Head: p.heads("option", "first", "sure", "last", "chosen"), Kinds: "lbrbl", Most: max(d.Voted, 1)}
	for _, o := range d.Spread {
		chosen := ""
		if o.Chosen {
			chosen = p.say.Say("after.chosen")
		}
		g.Most = max(g.Most, o.Last)
		g.Rows = append(g.Rows, []string{o.Label, strconv.Itoa(o.First), percent(o.Sure), strconv.Itoa(o.Last), chosen})
	}
	out.Grid = g
	switch d.By {
	case "seat":
		out.Text = append(out.Text, p.say.Say("workshop.decided.by", d.ByLabel)+p.say.Say("report.stop"))
	case "majority", "clock":
		out.Text = append(out.Text, p.say.Say("workshop.decided."+cmp.Or(d.Tie, d.By))+p.say.Say("report.stop"))
	}
	if d.Even && d.Tie == "" { // what settled them says so too
		out.Text = append(out.Text, p.say.Say("after.even"))
	}
	if len(d.Shifted) > 0 {
		out.Text = append(out.Text, p.say.Say("after.shifted", p.and(d.Shifted)))
	}
	if d.Overruled > 0 {
		out.Text = append(out.Text, p.say.Count("after.overruled", d.Overruled))
	}
	out.Text = p.one(out.Text)
	return out
}

// table is who sat at the table.
func (r TeamReport) table(say words.Text) part {
	p := parter{say}
	out := p.part("seats")
	for _, s := range r.Seats {
		text := s.Label
		if s.Captain {
			text = say.Say("after.captain", text)
		}
		if s.Left {
			text = say.Say("after.left", text)
		}
		out.List = append(out.List, text)
	}
	if len(r.Seats) == 0 {
		out.Text = []string{say.Say("after.seats.none")}
	}
	return out
}

// after are the sections that stand behind those of the run.
func (r TeamReport) after(say words.Text) []part {
	p := parter{say}
	list := []part{}
	if len(r.Seats) > 0 {
		list = append(list, r.table(say))
	}
	if len(r.Returns) > 0 {
		back := p.part("returns")
		for _, t := range r.Returns {
			back.List = append(back.List, t.Text)
		}
		list = append(list, back)
	}
	return append(list, p.deeds(r.Deeds, false))
}
