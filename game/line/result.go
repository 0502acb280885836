package line

import (
	"slices"
	"strconv"
	"strings"

	"kobayashi/game"
	"kobayashi/game/typeset"
)

// A decision is one choice of the player and everything it brought about, up to
// the next one.
type decision struct {
	n      int        // from 1
	event  game.Event // the choice
	before game.State
	gain   game.Score
}

// decisions lists the run's choices in order. A way on is none; what it brought
// belongs to the decision before it.
func (t *table) decisions() []decision {
	var list []decision
	for i, e := range t.run.Trace {
		if e.Kind == game.Chose && !t.wayOn(e.Scene) {
			list = append(list, decision{n: len(list) + 1, event: e, before: t.run.Trace[i-1].State})
		}
		if n := len(list); n > 0 {
			list[n-1].gain = list[n-1].gain.Plus(e.Gain)
		}
	}
	return list
}

// results writes what the run came to, and why.
func (t *table) results() {
	t.out.part()
	ending := t.run.Ending()
	if label := t.text.Endings[ending]; label != "" {
		ending = label
	}
	t.out.put(t.set.hang(t.say.Say("line.result"), literally(ending), 2)...)
	t.puts(t.say.Say("line.total", t.sc.Total(t.run.Score), t.sc.MaxTotal()))
	t.dimensions()
	t.timeline()
	t.lessons()
	t.practised()
	if n := len(t.text.Sources); n > 0 {
		t.out.part()
		t.puts(t.say.Count("line.sources", n))
	}
	if date := t.sc.About.AsOf; date != "" {
		t.out.part()
		t.puts(t.say.Say("line.only", t.set.name(date)))
	}
	if t.practice() {
		t.out.part()
		t.puts(t.say.Say("line.practice.gone"))
	}
}

// barCells is the length of a bar between its brackets.
const barCells = 12

func (t *table) dimensions() {
	scores := t.sc.Rules().Scores
	wide := 0
	labels := make([]string, len(scores))
	for i, d := range scores {
		labels[i] = t.dimension(d.Name)
		wide = max(wide, typeset.Width(labels[i]))
	}
	t.out.part()
	for i, d := range scores {
		points := int(t.run.Score[i])
		line := typeset.Pad(labels[i], wide) + "  "
		if !t.o.Spoken {
			line += bar(points, d.Max) + " "
		}
		line += strconv.Itoa(points) + "/" + strconv.Itoa(d.Max)
		if d.Weight != 1 {
			line += " " + t.say.Say("line.weight", d.Weight)
		}
		t.out.put(line)
	}
	t.out.part()
}

func (t *table) dimension(name string) string {
	if label := t.text.Scores[name]; label != "" {
		return t.set.name(label)
	}
	return t.set.name(name)
}

// bar draws points of a maximum in signs every terminal has. More than the
// maximum fills it, less than nothing leaves it empty.
func bar(points, most int) string {
	full := 0
	if most > 0 {
		full = min(max(points*barCells/most, 0), barCells)
	}
	return "[" + strings.Repeat("#", full) + strings.Repeat(".", barCells-full) + "]"
}

// timeline writes each decision with its points and its rationale. They add up
// to the total, so points from before the first one are named too.
func (t *table) timeline() {
	list := t.decisions()
	if len(list) == 0 {
		return
	}
	t.out.part()
	t.puts(t.say.Say("line.timeline"))
	before := t.sc.Total(t.run.Score)
	for _, d := range list {
		before -= t.sc.Total(d.gain)
	}
	if before != 0 {
		t.puts(t.say.Say("line.points.before", signed(before)))
	}
	for _, d := range list {
		t.out.part()
		t.puts(strconv.Itoa(d.n) + ". " + t.title(d.event.Scene))
		t.decided(d)
		t.out.put(inset(t.set.setter.Wrap(t.points(d.gain), t.set.width-3, t.say.Lang), 3, 0)...)
	}
	t.out.part()
}

// points is what a decision earned: the total, and the dimensions it is made of.
func (t *table) points(gain game.Score) string {
	total := t.say.Say("score.points", signed(t.sc.Total(gain)))
	var parts []string
	for i, d := range t.sc.Rules().Scores {
		if gain[i] != 0 {
			parts = append(parts, t.dimension(d.Name)+" "+signed(int(gain[i])))
		}
	}
	if len(parts) == 0 {
		return total
	}
	return t.say.Say("line.points", total, strings.Join(parts, t.say.Say("line.and")))
}

// decided repeats what was chosen and why that was good or not.
func (t *table) decided(d decision) {
	const indent = 3
	if t.sc.Rules().Scenes[d.event.Scene].Decision.Kind == game.Question {
		t.answered(d.event, d.before, indent)
		return
	}
	item, ok := itemOf(t.text.Scenes[d.event.Scene], d.event.Choice)
	if !ok {
		return
	}
	t.out.put(inset(t.set.in(indent).hang(t.label("choice.made"), item.Label, 2), indent, 0)...)
	t.feedback(item, d.event.State, indent)
}

// lessons writes the lessons of the scenes the run went through, each once.
func (t *table) lessons() {
	var seen []string
	for _, e := range t.run.Trace {
		if e.Kind != game.Entered {
			continue
		}
		for _, b := range t.text.Scenes[e.Scene].Blocks {
			md, shown := t.sc.Show(b, e.State, t.text.Lang)
			if b.Kind != game.Lesson || !shown || slices.Contains(seen, md) {
				continue
			}
			if len(seen) == 0 {
				t.out.part()
				t.puts(t.say.Say("line.lessons"))
			}
			seen = append(seen, md)
			lines := t.set.page(md, 2)
			if len(lines) > 0 {
				lines[0] = "- " + strings.TrimLeft(lines[0], " ")
			}
			t.out.put(lines...)
		}
	}
	t.out.part()
}
