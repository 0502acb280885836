package report

import (
	"strconv"

	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/words"
)

// facts are the first lines of a workshop's report.
func (r HallReport) facts(say words.Text) *grid {
	p := parter{say}
	row := func(key, value string) []string { return []string{say.Say("report.f." + key), value} }
	g := &grid{Head: p.heads("item", "value"), Kinds: "hl"}
	g.Rows = append(g.Rows, row("when", when(r.Workshop)), row("scenario", r.Scenario.Title))
	if r.Scenario.Label != "" {
		g.Rows = append(g.Rows, row("variant", r.Scenario.Label))
	}
	return &grid{Head: g.Head, Kinds: g.Kinds, Rows: append(g.Rows,
		row("teams", say.Count("after.teams", len(r.Standings))), row("ran", clock(r.Workshop.Seconds)), row("phase", r.Workshop.PhaseLabel), row("lock", r.Workshop.LockLabel))}
}

// parts are the sections of a workshop's report.
func (r HallReport) parts(say words.Text) []part {
	p := parter{say}
	list := []part{r.standings(p), r.disputed(p), r.topics(p)}
	if len(r.Roles) > 0 {
		list = append(list, r.roles(p))
	}
	if len(r.Endings) > 0 {
		ends := p.part("ends")
		ends.Grid = &grid{Head: p.heads("ending", "teams"), Kinds: "lb", Most: len(r.Standings)}
		for _, e := range r.Endings {
			ends.Grid.Rows = append(ends.Grid.Rows, []string{e.Label, strconv.Itoa(e.Teams)})
		}
		list = append(list, ends)
	}
	if len(r.Capabilities) > 0 {
		marks := p.part("marks")
		marks.Text = []string{say.Say("after.marks")}
		marks.Grid = &grid{Head: append(p.heads("capability"), "P", "S", "M", "U", say.Say("after.notseen")), Kinds: "lrrrrr"}
		for _, c := range r.Capabilities {
			row := []string{c.Label}
			for _, m := range markOrder {
				row = append(row, strconv.Itoa(c.Teams[m]))
			}
			marks.Grid.Rows = append(marks.Grid.Rows, row)
		}
		list = append(list, marks)
	}
	return append(list, r.plans(p), p.deeds(r.Deeds, true), r.luck(p), r.how(p))
}

func (r HallReport) standings(p parter) part {
	out := p.part("standings")
	g := &grid{Head: p.heads("rank", "team", "points", "ending", "made.n", "took"), Kinds: "rlrlrr"}
	if r.Proved {
		g.Head, g.Kinds = append(g.Head, p.heads("regret", "grade")...), g.Kinds+"rl"
	}
	seen := map[string]bool{}
	for _, l := range r.Standings {
		name, ending := l.Name, l.EndingLabel
		if len(l.Marks) > 0 {
			name += " *"
		}
		if !l.Over {
			ending = p.say.Say("after.notover")
		}
		row := []string{strconv.Itoa(l.Rank), name, strconv.Itoa(l.Points), ending, strconv.Itoa(l.Done), ""}
		if l.Seconds > 0 {
			row[5] = clock(l.Seconds)
		}
		if r.Proved {
			row = append(row, "", l.GradeLabel)
			if l.Regret != nil {
				row[6] = debrief.Number(l.Regret.Points)
			}
		}
		g.Rows = append(g.Rows, row)
		for _, m := range l.Marks {
			if text := p.say.Say("after.mark", l.Name, m); !seen[text] {
				seen[text] = true
				out.List = append(out.List, text)
			}
		}
	}
	out.Grid = g
	out.Text = []string{r.TieRule}
	return out
}

// disputed looks over the decisions, the most disputed first.
func (r HallReport) disputed(p parter) part {
	out := p.part("disputed")
	out.Text = []string{p.say.Say("after.disputed")}
	g := &grid{Head: p.heads("scene", "teams", "apart", "took", "shifted", "overruled"), Kinds: "lrbrrr", Most: 100}
	if r.Proved {
		g.Head, g.Kinds = append(g.Head, p.heads("regret.mean")...), g.Kinds+"r"
	}
	for _, t := range r.Topics {
		row := []string{t.Title, strconv.Itoa(t.Teams), r.Fewer, "", "", ""}
		if t.Counted || t.VotesCounted {
			row[2] = strconv.Itoa(t.Apart)
		}
		if t.Took != nil {
			row[3] = clock(t.Took.Median)
		}
		if t.VotesCounted {
			row[4], row[5] = strconv.Itoa(t.Shifted), strconv.Itoa(t.Overruled)
		}
		if r.Proved {
			row = append(row, "")
			if t.Regret != nil {
				row[6] = debrief.Number(rounded(*t.Regret))
			}
		}
		g.Rows = append(g.Rows, row)
	}
	if len(g.Rows) == 0 {
		out.Text = []string{p.say.Say("after.topics.none")}
		return out
	}
	out.Grid = g
	return out
}

// rounded brings a mean over many teams to hundredths, for people.
func rounded(p Points) game.Points {
	if p.Den <= 100 {
		return p.Points
	}
	hundredths := (2*100*p.Num + p.Den) / (2 * p.Den)
	return game.Fraction(hundredths, 100)
}

// topics are the choices across teams.
func (r HallReport) topics(p parter) part {
	out := p.part("choices")
	out.Text = []string{p.say.Say("after.choices")}
	for _, t := range r.Topics {
		out.Parts = append(out.Parts, r.topic(p, t))
	}
	if len(r.Topics) == 0 {
		out.Text = []string{p.say.Say("after.topics.none")}
	}
	return out
}

func (r HallReport) topic(p parter, t TopicPart) part {
	out := part{Title: t.Title}
	g := &grid{Head: p.heads("option", "teams", "first", "last"), Kinds: "lbbb", Most: max(t.Teams, 1)}
	if r.Proved {
		g.Head, g.Kinds = append(g.Head, p.heads("bestfor")...), g.Kinds+"r"
	}
	for _, o := range t.Options {
		row := []string{o.Label, "", "", ""}
		if t.Counted {
			row[1] = strconv.Itoa(o.Teams)
		}
		if t.VotesCounted {
			row[2], row[3] = strconv.Itoa(o.First), strconv.Itoa(o.Last)
		}
		if r.Proved {
			row = append(row, "")
			if t.Counted {
				row[4] = strconv.Itoa(o.Best)
			}
		}
		g.Most = max(g.Most, o.First, o.Last)
		g.Rows = append(g.Rows, row)
	}
	if t.Counted || t.VotesCounted {
		out.Grid = g
	}
	if !t.Counted {
		out.Text = append(out.Text, p.say.Say("after.fewteams", r.Fewer))
	} else {
		out.Text = append(out.Text, p.say.Say("after.decidedby", t.By.Seat, t.By.Majority, t.By.Clock))
	}
	if t.Took != nil {
		out.Text = append(out.Text, p.say.Say("after.took", clock(t.Took.Least), clock(t.Took.Median), clock(t.Took.Most)))
	}
	if !t.VotesCounted {
		out.Text = append(out.Text, p.say.Say("after.fewpeople", r.Fewer))
	} else if t.Shifted+t.Overruled > 0 {
		out.Text = append(out.Text, p.say.Say("after.moved", t.People, t.Shifted, t.Overruled))
	}
	if t.Regret != nil {
		out.Text = append(out.Text, p.say.Say("after.cost", debrief.Number(rounded(*t.Regret)), debrief.Number(rounded(*t.Stake))))
	}
	out.Text = p.one(out.Text)
	for i, m := range t.Line[:min(len(t.Line), 1+further)] {
		key := "after.best"
		if i > 0 {
			key = "after.then"
		}
		out.List = append(out.List, p.say.Say(key, debrief.Quote(m.Title, p.say), p.move(m)))
	}
	return out
}

// move is what a move of a best line chooses.
func (p parter) move(m Move) string {
	var labels []string
	for _, c := range m.Choice {
		labels = append(labels, debrief.Quote(c, p.say))
	}
	if len(labels) == 0 {
		return p.say.Say("report.ticked.none")
	}
	return p.and(labels)
}

func (r HallReport) roles(p parter) part {
	out := p.part("roles")
	out.Text = []string{p.say.Say("after.roles")}
	g := &grid{Head: p.heads("role", "people", "voted.n", "agreed", "shifted", "overruled"), Kinds: "lrrrrr"}
	if r.Proved && r.Workshop.Confidence {
		g.Head, g.Kinds = append(g.Head, p.heads("sure", "right.share", "gap.sure")...), g.Kinds+"rrr"
	}
	for _, role := range r.Roles {
		row := []string{role.Label, r.Fewer, "", "", "", ""}
		if role.Counted {
			row = []string{role.Label, strconv.Itoa(role.Seats), strconv.Itoa(role.Votes), strconv.Itoa(role.Agreed) + "%", strconv.Itoa(role.Shifted), strconv.Itoa(role.Overruled)}
		}
		if len(g.Head) > len(row) {
			row = append(row, "", "", "")
			if c := role.Calibration; c != nil {
				row[6], row[7], row[8] = debrief.Number(c.Sure.Points)+"%", debrief.Number(c.Right.Points)+"%", debrief.Signed(c.Gap.Points)
			}
		}
		g.Rows = append(g.Rows, row)
	}
	out.Grid = g
	return out
}

func (r HallReport) plans(p parter) part {
	out := p.part("plan")
	for _, t := range r.Plan {
		out.Parts = append(out.Parts, part{Title: t.Name, Grid: p.plan(t.Lines)})
	}
	if len(r.Plan) == 0 {
		out.Text, out.Grid = []string{p.say.Say("after.plan.none")}, p.plan(nil)
	}
	return out
}

// luck opens the commitment to the seed.
func (r HallReport) luck(p parter) part {
	out := p.part("seed")
	s := r.Seed
	out.Text = []string{s.Text}
	out.Grid = &grid{Head: p.heads("item", "value"), Kinds: "hl", Rows: [][]string{{p.say.Say("report.f.commitment"), s.Commitment}}}
	if s.Opened {
		out.Grid.Rows = append(out.Grid.Rows, []string{p.say.Say("report.f.seed"), s.Seed}, []string{p.say.Say("report.f.nonce"), s.Nonce})
	}
	out.Code = s.Command
	return out
}

func (r HallReport) how(p parter) part {
	out := p.part("method")
	out.List = append(out.List, r.Method...)
	if r.NotProved != "" {
		out.List = append(out.List, r.NotProved)
	}
	out.Grid = &grid{Head: p.heads("item", "value"), Kinds: "hl"}
	for _, f := range []struct{ key, value string }{
		{"workshopid", r.Workshop.ID},
		{"id", r.Scenario.ID},
		{"variantid", r.Scenario.Variant},
		{"asof", r.Scenario.AsOf},
		{"license", r.Scenario.License},
		{"digest", r.Scenario.Digest},
		{"engine", r.Engine},
	} {
		if f.value != "" {
			out.Grid.Rows = append(out.Grid.Rows, []string{p.say.Say("report.f." + f.key), f.value})
		}
	}
	return out
}
