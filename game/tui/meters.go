package tui

import (
	"strings"

	"kobayashi/game"
	"kobayashi/game/typeset"
)

// meter is a variable with a label, as the player sees it.
type meter struct {
	label, value     string
	now, least, most int
	bar              bool
}

func (f frame) meters(run game.Run, s game.State) []meter {
	text := run.Rules.Text(f.words.Lang)
	var list []meter
	for i, v := range run.Rules.Rules().Vars {
		m := text.Vars[v.Name]
		if m.Label == "" {
			continue
		}
		now := run.Rules.Value(s, i)
		list = append(list, meter{
			label: oneLine(m.Label), value: f.value(text, v, now),
			now: now, least: v.Min, most: v.Max, bar: v.Type == game.Number && v.Max > v.Min,
		})
	}
	return list
}

// value is a variable's value in words: with its unit, or by its word.
func (f frame) value(text *game.Text, v game.Var, n int) string {
	switch v.Type {
	case game.Bool:
		name := map[int]string{0: "false", 1: "true"}[n]
		if w := text.Vars[v.Name].Values[name]; w != "" {
			return oneLine(w)
		}
		if n != 0 {
			return f.say("meter.yes")
		}
		return f.say("meter.no")
	case game.Enum:
		return oneLine(text.Word(v, n))
	}
	return f.amount(game.Digits(n), text.Vars[v.Name].Unit)
}

func (f frame) amount(digits, unit string) string {
	if unit == "" {
		return digits
	}
	return f.say("meter.value", digits, oneLine(unit))
}

// changes says what became of the meters: label, how much, and the value now.
func (f frame) changes(run game.Run, before, after game.State, width int) []string {
	text := run.Rules.Text(f.words.Lang)
	list := shownChanges(run, f.words.Lang, before, after)
	labels, deltas, values := make([]string, len(list)), make([]string, len(list)), make([]string, len(list))
	var wide, wider int
	for i, c := range list {
		v := run.Rules.Rules().Vars[c.Var]
		labels[i] = oneLine(text.Vars[v.Name].Label)
		values[i] = f.value(text, v, c.To)
		if v.Type == game.Number {
			deltas[i] = f.amount(signed(c.To-c.From), text.Vars[v.Name].Unit)
			values[i] = f.say("play.now", values[i])
		} else {
			values[i] = f.say("play.became", f.value(text, v, c.From), values[i])
		}
		wide, wider = max(wide, typeset.Width(labels[i])), max(wider, typeset.Width(deltas[i]))
	}
	wide, wider = min(wide, width/3), min(wider, width/3)
	lines := make([]string, 0, len(list))
	for i := range list {
		label := typeset.Pad(typeset.Truncate(labels[i], wide), wide)
		delta := strings.Repeat(" ", max(wider-typeset.Width(deltas[i]), 0)) + deltas[i]
		lines = append(lines, typeset.Truncate(f.ink.accent.Render("* ")+label+"  "+f.ink.strong.Render(delta)+"  "+f.ink.muted.Render(values[i]), width))
	}
	return lines
}

func signed(n int) string {
	if n > 0 {
		return "+" + game.Digits(n)
	}
	return game.Digits(n)
}

// strip is the meters in a line, closer together if that lets all of them in.
// What does not fit even then stands at the start of the rule below. The pause
// menu has them all.
func (f frame) strip(list []meter, width int) (line, rule string) {
	for _, gap := range []int{3, 2} {
		if first, n := f.fill(list, width, gap); n == len(list) {
			return first, f.ruler(width)
		}
	}
	line, n := f.fill(list, width, 3)
	rest, _ := f.fill(list[n:], width, 3)
	return line, rest + " " + f.ruler(max(width-typeset.Width(rest)-1, 0))
}

// fill is as many meters as fit into a line, and how many those are.
func (f frame) fill(list []meter, width, gap int) (string, int) {
	var b strings.Builder
	used := 0
	for i, m := range list {
		cells := typeset.Width(m.label) + 1 + typeset.Width(m.value)
		if i > 0 {
			cells += gap
		}
		if used+cells > width {
			return b.String(), i
		}
		if i > 0 {
			b.WriteString(strings.Repeat(" ", gap))
		}
		b.WriteString(f.ink.muted.Render(m.label) + " " + f.ink.strong.Render(m.value))
		used += cells
	}
	return b.String(), len(list)
}

// gauges are the meters one below the other, with bars.
func (f frame) gauges(list []meter, width int) []string {
	var lines []string
	for _, m := range list {
		gap := width - typeset.Width(m.label) - typeset.Width(m.value)
		if gap > 0 {
			lines = append(lines, f.ink.muted.Render(m.label)+strings.Repeat(" ", gap)+f.ink.strong.Render(m.value))
		} else {
			value := typeset.Truncate(m.value, width)
			lines = append(
				lines, f.ink.muted.Render(typeset.Truncate(m.label, width)),
				strings.Repeat(" ", width-typeset.Width(value))+f.ink.strong.Render(value),
			)
		}
		if m.bar {
			lines = append(lines, f.bar(m.now, m.least, m.most, width))
		}
		lines = append(lines, "")
	}
	return lines
}
