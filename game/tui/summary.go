package tui

import (
	"strings"

	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/typeset"
)

// summary is what one looks for first: the ending, the total and its grade, luck
// against skill, and the dimensions.
func (r results) summary(f frame, width int) []string {
	sc := r.run.Rules
	text := sc.Text(f.words.Lang)
	ending := oneLine(text.Endings[r.run.Ending()])
	lines := []string{
		f.ink.muted.Render(typeset.Truncate(oneLine(text.Title)+"  "+oneLine(text.Variants[r.run.Variant]), width)),
		f.ink.player.Render("  "+f.say("ending.reached")+"  ") + " " + f.ink.strong.Render(typeset.Truncate(ending, width-14)),
		"",
	}
	if r.proved() {
		d := *r.debrief
		lines = append(lines, tint(f.ink.strong, f.wrap(debrief.Result(d, f.words), width))...)
		lines = append(lines, f.overall(d, width), "")
		lines = append(lines, f.wrap(debrief.LuckAndSkill(d, f.words), width)...)
		lines = append(lines, "")
		return append(lines, r.dimensions(f, width, r.room(f, f.labels(r.entries()))-len(lines))...)
	}
	if most := sc.MaxTotal(); most > 0 {
		total := sc.Total(r.run.Score)
		lines = append(lines, f.ink.strong.Render(f.say("results.total", game.Digits(total), game.Digits(most))), f.bar(total, 0, most, width), "")
	}
	if why := r.why(f); why != "" {
		lines = append(lines, tint(f.ink.muted, f.wrap(why, width))...)
		lines = append(lines, "")
	}
	return append(lines, r.dimensions(f, width, 0)...)
}

// why says what is missing and why, or "" while it may still come.
func (r results) why(f frame) string {
	switch {
	case r.without != "":
		return f.say(r.without)
	case r.debrief != nil:
		return debrief.NotProved(*r.debrief, f.words)
	}
	return ""
}

// overall is the grade of all decisions together.
func (f frame) overall(d game.Debrief, width int) string {
	grade := f.graded(d.Grade)
	about := f.say("results.given", debrief.Number(d.Stake), debrief.Number(d.Regret))
	return grade + "  " + f.ink.muted.Render(typeset.Truncate(about, max(width-typeset.Width(grade)-2, 1)))
}

// graded is a grade by a sign and a word; the colour only repeats them.
func (f frame) graded(g game.Grade) string {
	return f.gradeInk(g).Render(pips(g) + " " + debrief.GradeWord(g, f.words))
}

// pips are a grade as a sign that needs no colour.
func pips(g game.Grade) string {
	return [...]string{" -- ", "++++", "+++.", "++..", "+..."}[g]
}

func (f frame) gradeInk(g game.Grade) shade {
	switch g {
	case game.Great, game.Good:
		return f.ink.title
	case game.Weak:
		return f.ink.alarm
	}
	return f.ink.strong
}

// dimensions are the bars, one row each, with air between them if it fits into
// so many rows. Where the attainable range is known the bar is the place in it.
func (r results) dimensions(f frame, width, rows int) []string {
	list := r.dimensionRows(f)
	var wide, wider, widest int
	for _, d := range list {
		wide, wider = max(wide, typeset.Width(d.label)), max(wider, typeset.Width(d.points))
		widest = max(widest, typeset.Width(d.place))
	}
	wide = min(wide, width*2/5)
	cells := max(width-wide-wider-widest-4, 8)
	if widest > 0 {
		cells = max(cells-2, 8)
	}
	airy := rows == 0 || 2*len(list)-1 <= rows
	var lines []string
	for i, d := range list {
		if i > 0 && airy {
			lines = append(lines, "") // or the bars would run into each other
		}
		line := typeset.Pad(typeset.Truncate(d.label, wide), wide) + "  " + f.bar(d.now, d.least, d.most, cells) + "  " + right(d.points, wider)
		if widest > 0 {
			line += "  " + f.ink.muted.Render(right(d.place, widest))
		}
		lines = append(lines, line)
	}
	return lines
}

func right(s string, width int) string {
	return strings.Repeat(" ", max(width-typeset.Width(s), 0)) + s
}

// dimensionRow is one dimension in words, and its bar.
type dimensionRow struct {
	label, points, place string
	now, least, most     int
}

func (r results) dimensionRows(f frame) []dimensionRow {
	text := r.run.Rules.Text(f.words.Lang)
	var list []dimensionRow
	for i, d := range r.run.Rules.Rules().Scores {
		now := int(r.run.Score[i])
		row := dimensionRow{
			label: dimensionName(text, d.Name), points: f.say("results.of", game.Digits(now), game.Digits(d.Max)),
			now: now, most: d.Max,
		}
		if d.Weight > 1 {
			row.label += " " + f.say("results.weight", d.Weight)
		}
		if r.proved() && i < len(r.debrief.Dimensions) {
			known := r.debrief.Dimensions[i]
			row.least, row.most = known.Least, known.Most
			row.place = f.say("results.place", known.Percent())
		}
		list = append(list, row)
	}
	return list
}

func dimensionName(text *game.Text, name string) string {
	if label := oneLine(text.Scores[name]); label != "" {
		return label
	}
	return oneLine(name)
}

// leanings say where too much or too little was done.
func (r results) leanings(f frame, width int) []string {
	if !r.proved() {
		return nil
	}
	var lines []string
	for _, s := range debrief.Leanings(*r.debrief, r.run.Rules.Text(f.words.Lang), f.words) {
		lines = append(lines, hanging("- ", f.wrap(oneLine(s), width-2))...)
	}
	return lines
}

// rivals say how the ending stands against the others.
func (r results) rivals(f frame, width int) []string {
	if !r.proved() {
		return nil
	}
	list := debrief.Dominance(*r.debrief, r.run.Rules.Text(f.words.Lang), f.words)
	if len(list) == 0 {
		return nil
	}
	lines := f.wrap(oneLine(list[0]), width)
	for _, s := range list[1:] {
		lines = append(lines, hanging("- ", f.wrap(oneLine(s), width-2))...)
	}
	return lines
}
