package line

import (
	"strconv"
	"time"

	"kobayashi/game"
	"kobayashi/game/typeset"
)

// changes writes what moved between two states, under the cause.
func (t *table) changes(before, after game.State, cause string) {
	var lines []string
	for _, c := range t.sc.Changes(before, after) {
		if line := t.change(c); line != "" {
			lines = append(lines, line)
		}
	}
	if len(lines) == 0 {
		return
	}
	t.out.part()
	t.puts(t.say.Say(cause))
	for _, line := range lines {
		t.out.put(inset(t.set.setter.Wrap("- "+line, t.set.width-2, t.say.Lang), 2, 1)...)
	}
	t.out.part()
}

// change is one meter's move, or "" if the variable is no meter.
func (t *table) change(c game.Change) string {
	v := t.sc.Rules().Vars[c.Var]
	meter := t.text.Vars[v.Name]
	if meter.Label == "" {
		return ""
	}
	label := t.set.name(meter.Label)
	if v.Type == game.Number {
		return t.say.Say("meter.change", label, t.amount(signed(c.To-c.From), meter), t.amount(game.Digits(c.To), meter))
	}
	return t.say.Say("meter.turned", label, t.value(v, c.From), t.value(v, c.To))
}

// value is a variable's value in words.
func (t *table) value(v game.Var, value int) string {
	switch v.Type {
	case game.Number:
		return t.amount(game.Digits(value), t.text.Vars[v.Name])
	case game.Bool:
		name, key := "false", "meter.no"
		if value != 0 {
			name, key = "true", "meter.yes"
		}
		if word := t.text.Vars[v.Name].Values[name]; word != "" {
			return t.set.name(word)
		}
		return t.say.Say(key)
	}
	return t.set.name(t.text.Word(v, value))
}

// amount is a number with its unit, if it has one.
func (t *table) amount(number string, meter game.Meter) string {
	if meter.Unit == "" {
		return number
	}
	return t.say.Say("meter.value", number, t.set.name(meter.Unit))
}

// signed writes a number with its sign: +12, -4.
func signed(n int) string {
	if n < 0 {
		return game.Digits(n)
	}
	return "+" + game.Digits(n)
}

// meters writes every meter's value under a heading, the values in a column.
func (t *table) meters(s game.State, heading string) {
	var labels, values []string
	wide := 0
	for i, v := range t.sc.Rules().Vars {
		if meter := t.text.Vars[v.Name]; meter.Label != "" {
			label := t.set.name(meter.Label)
			labels, values = append(labels, label), append(values, t.value(v, t.sc.Value(s, i)))
			wide = max(wide, typeset.Width(label))
		}
	}
	if len(labels) == 0 {
		return
	}
	t.puts(heading)
	for i, label := range labels {
		t.out.put("- " + typeset.Pad(label, wide) + "  " + values[i])
	}
}

// status writes where the play stands: meters, decisions, and the time since the
// player sat down. That time is the one thing here the clock decides, and only a
// player who asks for it sees it.
func (t *table) status() {
	t.out.part()
	t.meters(t.run.State, t.say.Say("meter.title"))
	t.out.part()
	if minutes := int(t.o.Now().Sub(t.came) / time.Minute); minutes < 1 {
		t.puts(t.say.Say("line.time.none"))
	} else {
		t.puts(t.say.Count("line.time", minutes))
	}
	t.out.part()
	list := t.run.Decisions()
	if len(list) == 0 {
		t.puts(t.say.Say("line.decisions.none"))
		return
	}
	t.puts(t.say.Count("line.decisions", len(list)))
	for i, d := range list {
		t.out.put(t.set.hang(strconv.Itoa(i+1)+". "+t.title(d.Event.Scene)+": ", t.chosen(d.Event), 3)...)
	}
}

// title is a scene's title as plain text, or its id if it has none.
func (t *table) title(scene int) string {
	if title := t.text.Scenes[scene].Title; title != "" {
		return t.set.plain(title)
	}
	return t.set.name(t.sc.SceneID(scene))
}

// chosen is what was decided, in Markdown: a label, or the ticked ones.
func (t *table) chosen(e game.Event) string {
	scene := t.text.Scenes[e.Scene]
	if t.sc.Rules().Scenes[e.Scene].Decision.Kind != game.Question {
		if item, ok := itemOf(scene, e.Choice); ok {
			return item.Label
		}
		return ""
	}
	all := ""
	for i, item := range scene.Items {
		if e.Choice&(1<<i) == 0 {
			continue
		}
		if all != "" {
			all += t.say.Say("line.and")
		}
		all += item.Label
	}
	if all == "" {
		return literally(t.say.Say("answer.none"))
	}
	return all
}
