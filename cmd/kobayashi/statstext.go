package main

import (
	"fmt"
	"strings"

	"kobayashi/game"
	"kobayashi/game/edit"
	"kobayashi/game/typeset"
)

// tellStats writes the figures of a scenario for people. Shares are those of the
// interface's language, or of the base if there is no translation into it.
func (p *program) tellStats(s edit.Stats) {
	say := p.words.Say
	p.line(s.Title + " (" + s.ID + ")")
	p.line("  " + say("cmd.stats.scenes", s.Scenes, s.Injects, s.Endings))
	p.line("  " + say("cmd.stats.decisions", s.Choices+s.Questions, s.Choices, s.Questions, s.Options))
	p.line("  " + say("cmd.stats.ways", s.Steps, s.Chances, s.Routes))
	p.line("  " + say("cmd.stats.beside", s.Notes, s.Terms, s.Sources))
	p.tellTexts(s)
	own := s.Texts[0]
	for _, v := range s.Texts {
		if v.Lang == p.lang {
			own = v
		}
	}
	p.tellShares(own)
	for _, v := range s.Variants {
		p.tellCourse(v, own.Lang)
	}
}

// line writes a text on as many lines as it needs.
func (p *program) line(text string) {
	indent := text[:len(text)-len(strings.TrimLeft(text, " "))]
	for _, l := range p.setter().Wrap(typeset.Clean(text[len(indent):]), p.columns()-len(indent), p.lang) {
		fmt.Fprintln(p.out, indent+l)
	}
}

func (p *program) tellTexts(s edit.Stats) {
	say := p.words.Say
	rows := [][]string{{"", say("cmd.stats.players"), say("cmd.stats.facilitator"), say("cmd.stats.aloud")}}
	for _, v := range s.Texts {
		rows = append(rows, []string{v.Lang, p.amount(v, v.Players), p.amount(v, v.Facilitator), say("cmd.stats.minutes", v.Minutes)})
	}
	fmt.Fprintf(p.out, "\n%s\n", say("cmd.stats.texts"))
	p.table(rows)
}

// amount writes how much there is, in the unit of the language.
func (p *program) amount(v edit.Volume, n int) string {
	if v.Characters {
		return p.words.Say("cmd.stats.characters", game.Digits(n))
	}
	return p.words.Say("cmd.stats.words", game.Digits(n))
}

func (p *program) tellShares(v edit.Volume) {
	say := p.words.Say
	if len(v.Speakers) > 0 {
		rows := [][]string{{"", say("cmd.stats.lines"), say("cmd.stats.amount"), say("cmd.stats.part")}}
		for _, s := range v.Speakers {
			rows = append(rows, []string{s.Name, game.Digits(s.Lines), p.amount(v, s.Amount), share(s.Part)})
		}
		fmt.Fprintf(p.out, "\n%s\n", say("cmd.stats.speakers", v.Lang))
		p.table(rows)
	}
	if len(v.Roles) > 0 {
		rows := [][]string{{"", say("cmd.stats.role.scenes"), say("cmd.stats.role.decisions"), say("cmd.stats.amount"), say("cmd.stats.part")}}
		for _, s := range v.Roles {
			rows = append(rows, []string{shownOr(s.Name, say("cmd.stats.everybody")), game.Digits(s.Scenes), game.Digits(s.Decisions), p.amount(v, s.Amount), share(s.Part)})
		}
		fmt.Fprintf(p.out, "\n%s\n", say("cmd.stats.roles", v.Lang))
		p.table(rows)
	}
}

// share writes a part of all. What there is, however rarely, is not nothing.
func share(part float64) string {
	if part > 0 && part < 0.0005 {
		return "<0.1%"
	}
	return fmt.Sprintf("%.1f%%", 100*part)
}

func (p *program) tellCourse(c edit.Course, lang string) {
	say := p.words.Say
	head := say("cmd.stats.course")
	if c.ID != "" {
		head += ": " + c.Label
	}
	fmt.Fprintln(p.out)
	p.line(head)
	if c.Exact {
		p.line("  " + say("cmd.stats.exact", game.Digits(c.States)))
	} else {
		p.line("  " + say("cmd.stats.sampled", game.Digits(c.Plays)))
	}
	p.line("  " + say("cmd.stats.play", c.Least, c.Most, c.Mean))
	for _, t := range c.Times {
		if t.Lang == lang {
			p.line("  " + say("cmd.stats.time", t.Reading+t.Talking, t.Reading, t.Talking))
		}
	}
	var rows [][]string
	for _, e := range c.Endings {
		rows = append(rows, []string{shownOr(e.Label, e.ID), share(e.Part)})
	}
	p.table(rows)
}

// table writes rows whose first column is to the left and the others to the
// right. Where the page is too narrow the first column gives way.
func (p *program) table(rows [][]string) {
	var wide []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(wide) {
				wide = append(wide, 0)
			}
			wide[i] = max(wide[i], typeset.Width(typeset.Clean(cell)))
		}
	}
	rest := 2
	for _, w := range wide[1:] {
		rest += 2 + w
	}
	wide[0] = max(8, min(wide[0], p.columns()-rest))
	for _, row := range rows {
		var b strings.Builder
		b.WriteString("  " + typeset.Pad(typeset.Truncate(typeset.Clean(row[0]), wide[0]), wide[0]))
		for i, cell := range row[1:] {
			cell = typeset.Clean(cell)
			b.WriteString("  " + strings.Repeat(" ", wide[i+1]-typeset.Width(cell)) + cell)
		}
		fmt.Fprintln(p.out, strings.TrimRight(b.String(), " "))
	}
}
