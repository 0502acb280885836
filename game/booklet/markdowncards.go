package booklet

import (
	"fmt"
	"strings"
)

func (d *draft) cards() {
	d.head("booklet.cards")
	for _, c := range d.b.Cards {
		d.card(c)
	}
	if len(d.b.Sealed) > 0 {
		d.head("booklet.sealed")
		d.para(d.say.Say("booklet.sealed.how"))
		for _, c := range d.b.Sealed {
			d.card(c)
		}
	}
	d.head("booklet.endings")
	for _, c := range d.b.Endings {
		d.card(c)
	}
}

func (d *draft) card(c Card) {
	title := fmt.Sprintf("%d. %s", c.N, literally(c.Title))
	if d.b.Guide() && c.Minutes > 0 {
		title += " (" + d.say.Say("booklet.minutes", c.Minutes) + ")"
	}
	d.put("\n### %s", title)
	if c.When != "" {
		d.put("\n%s **%s**", literally(d.say.Say("booklet.sealed.when")), literally(c.When))
	}
	if c.Role != "" {
		d.para(d.say.Say("booklet.decides", c.Role))
	}
	if len(c.Arrive) > 0 {
		d.para(d.say.Say("booklet.arrive") + " " + d.join(c.Arrive))
	}
	d.blocks(c.Blocks)
	if d.b.Guide() {
		d.blocks(c.Notes)
		if len(c.Points) > 0 {
			d.para(d.say.Say("booklet.points") + " " + d.join(c.Points))
		}
	}
	d.para(c.Limit)
	switch c.Kind {
	case "route":
		d.para(d.say.Say("booklet.route"))
	case "chance":
		d.para(d.say.Say("booklet.dice"))
	case "question":
		d.para(d.say.Say("decide.question"))
	case "end":
		d.para(d.say.Say("booklet.ending", c.Ending))
		return
	}
	d.put("")
	for _, ch := range c.Choices {
		d.choice(c.Kind, ch)
	}
	d.ways(c)
}

// ways writes how a question goes on: to the players only where it is one way.
func (d *draft) ways(c Card) {
	if c.Kind != "question" {
		return
	}
	if !d.b.Guide() {
		if len(c.Ways) == 1 {
			d.put("\n%s %s", c.Ways[0].MD, d.goes(c.Ways[0]))
		}
		d.para(d.say.Say("booklet.hand"))
		return
	}
	d.para(c.Worst)
	d.put("")
	for _, w := range c.Ways {
		d.put("- %s", strings.TrimSpace(d.under(w.Cond)+w.MD+" "+d.goes(w)+d.worth(w)))
	}
}

// under is a condition in front of what it holds for.
func (d *draft) under(cond string) string {
	if cond == "" {
		return ""
	}
	return literally(strings.TrimSpace(cond+d.say.Say("booklet.colon"))) + " "
}

func (d *draft) choice(kind string, c Choice) {
	s := "- "
	switch {
	case kind == "on":
		s = ""
	case kind == "question" && c.Right:
		s += "[x] **" + c.Letter + "** "
	case kind == "question":
		s += "[ ] **" + c.Letter + "** "
	case kind == "chance":
		s += c.Dice + " **" + c.Letter + "** "
	default:
		s += "**" + c.Letter + "** "
	}
	switch {
	case kind == "route":
		s += d.under(c.Cond)
	case c.Cond != "":
		s += literally(d.say.Say("booklet.onlyif", c.Cond)) + " "
	}
	s += c.MD + " " + d.goes(c)
	switch {
	case d.b.Guide():
		s += d.worth(c)
	case kind == "route" && len(c.Effects) > 0:
		s += " " + literally(d.join(c.Effects))
	}
	d.put("%s", strings.TrimRight(s, " "))
}

// goes says which slip to ask for and where to turn.
func (d *draft) goes(c Choice) string {
	s := ""
	if c.Slip != "" {
		s = d.say.Say("booklet.slip", c.Slip)
		if c.Go != "" {
			s += d.say.Say("booklet.then")
		}
	}
	if s += c.Go; s == "" {
		return ""
	}
	return "(" + literally(s) + ")"
}

func (d *draft) worth(c Choice) string {
	s := ""
	if c.Regret != "" {
		s += " **" + literally(c.Regret) + "**"
	}
	for _, list := range [][]string{c.Points, c.Effects, c.Leans} {
		if len(list) > 0 {
			s += " / " + literally(d.join(list))
		}
	}
	return s
}

func (d *draft) blocks(list []Block) {
	for _, b := range list {
		cond := ""
		if b.Cond != "" {
			cond = literally(d.say.Say("booklet.onlyif", b.Cond)) + " "
		}
		switch b.Kind {
		case "para":
			if cond != "" {
				d.put("\n%s", cond)
			}
			d.put("\n%s", strings.TrimSpace(b.MD))
		case "speech":
			d.put("\n%s**%s** %s", cond, literally(b.Label), strings.TrimSpace(b.MD))
		case "quote":
			d.put("\n> %s", strings.ReplaceAll(cond+strings.TrimSpace(b.MD), "\n", "\n> "))
		default:
			d.put("\n> **%s** %s", literally(b.Label), cond)
			d.put(">\n> %s", strings.ReplaceAll(strings.TrimSpace(b.MD), "\n", "\n> "))
		}
	}
}

func (d *draft) slips() {
	d.head("booklet.slips")
	d.para(d.say.Say("booklet.slips.how"))
	for _, s := range d.b.Slips {
		d.put("\n### %s %s\n\n%s", s.Code, literally(s.Card), s.MD)
		d.blocks(s.Blocks)
		last := literally(d.join(s.Effects))
		if s.Go != "" {
			last = strings.TrimSpace(last + " (" + literally(s.Go) + ")")
		}
		if last != "" {
			d.put("\n%s", last)
		}
	}
}

func (d *draft) private() {
	for _, p := range d.b.Private {
		d.head("booklet.private", p.Role)
		for _, c := range p.Cards {
			d.put("\n### %d. %s", c.N, literally(c.Title))
			d.blocks(c.Blocks)
		}
	}
}

func (d *draft) notes() {
	if len(d.b.Notes) > 0 {
		d.head("booklet.notes")
		for _, n := range d.b.Notes {
			d.put("\n%s", lower(n.Markdown))
		}
	}
	if len(d.b.Sources) > 0 {
		d.head("booklet.sources")
		for _, s := range d.b.Sources {
			d.put("- %s", literally(s))
		}
	}
}

// lower moves the headings of a note below those of the booklet.
func lower(md string) string {
	lines := strings.Split(strings.TrimSpace(md), "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, "#") {
			lines[i] = "##" + l
		}
	}
	return strings.Join(lines, "\n")
}

func (d *draft) overview() {
	d.head("booklet.overview")
	keys := []string{"booklet.prepare.print", "booklet.prepare.slips", "booklet.prepare.ballot"}
	if len(d.b.Private) > 0 {
		keys = append(keys, "booklet.prepare.private")
	}
	if len(d.b.Sealed) > 0 {
		keys = append(keys, "booklet.prepare.sealed")
	}
	if d.b.Dice {
		keys = append(keys, "booklet.prepare.dice")
	}
	for _, key := range keys {
		d.put("- %s", literally(d.say.Say(key)))
	}
	d.put("- %s", literally(d.say.Say("booklet.prepare.after", d.b.ID)))
	if len(d.b.Goals) > 0 {
		d.put("\n### %s\n", d.say.Say("booklet.goals"))
		for _, g := range d.b.Goals {
			d.put("- %s (%s)", literally(g.Label), d.join(g.Cards))
		}
	}
	d.put("\n### %s", d.say.Say("booklet.points.how"))
	if p := d.b.Proof; p != nil {
		d.para(d.say.Say("booklet.proved", p.Best, p.Worst, p.Least, p.Most, p.Max))
	} else {
		d.para(d.b.Why)
	}
	d.scores()
	d.plan()
	d.put("\n### %s\n", d.say.Say("booklet.talk"))
	for _, key := range []string{"booklet.talk.1", "booklet.talk.2", "booklet.talk.3"} {
		d.put("- %s", literally(d.say.Say(key)))
	}
	d.put("\n### %s\n", d.say.Say("booklet.hotwash"))
	for _, key := range blanks {
		d.put("- %s", literally(d.say.Say(key)))
	}
}

func (d *draft) scores() {
	if len(d.b.Scores) == 0 {
		return
	}
	head := []string{d.say.Say("booklet.dimension"), d.say.Say("booklet.max"), d.say.Say("booklet.weight")}
	if d.b.Proof != nil {
		head = append(head, d.say.Say("booklet.reach"))
	}
	var rows [][]string
	for _, s := range d.b.Scores {
		row := []string{s.Label, fmt.Sprint(s.Max), fmt.Sprint(s.Weight)}
		if d.b.Proof != nil {
			row = append(row, d.say.Say("booklet.range", s.Least, s.Most))
		}
		rows = append(rows, row)
	}
	d.table(head, rows)
}

func (d *draft) plan() {
	if len(d.b.Plan) == 0 {
		return
	}
	d.put("\n### %s", d.say.Say("booklet.plan"))
	d.para(d.say.Say("booklet.plan.how"))
	var rows [][]string
	for _, s := range d.b.Plan {
		rows = append(rows, []string{fmt.Sprint(s.At), fmt.Sprint(s.N), s.Title, s.Choice, fmt.Sprint(s.Minutes)})
	}
	d.table([]string{d.say.Say("booklet.plan.at"), d.say.Say("booklet.tally.card"), d.say.Say("booklet.plan.title"), d.say.Say("booklet.plan.best"), d.say.Say("booklet.plan.minutes")}, rows)
}
