package line

import (
	"strconv"
	"strings"

	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/typeset"
)

// barCells is the length of a bar between its brackets.
const barCells = 12

// dimensions writes the points of each dimension. With what is attainable known,
// the bar and a percentage show the place in that range, and the range stands
// beside it; without, the bar shows the share of the declared maximum.
func (t *table) dimensions(known []game.Dimension) {
	scores := t.sc.Rules().Scores
	if len(scores) == 0 {
		return
	}
	t.out.part()
	if t.o.Spoken {
		t.spokenDimensions(known)
		return
	}
	rows := make([][]string, len(scores))
	for i, s := range scores {
		points := int(t.run.Score[i])
		rows[i] = []string{t.dimension(s.Name), bar(points, 0, s.Max), strconv.Itoa(points) + "/" + strconv.Itoa(s.Max)}
		if i < len(known) {
			k := known[i]
			rows[i][1] = bar(k.Percent(), 0, 100)
			rows[i] = append(rows[i], strconv.Itoa(k.Percent())+"%", t.say.Say("line.range", k.Least, k.Most))
		}
		if s.Weight != 1 {
			rows[i] = append(rows[i], t.say.Say("line.weight", s.Weight))
		}
	}
	if len(known) > 0 {
		t.puts(t.say.Say("line.dimensions"))
	}
	t.columns(rows)
	t.out.part()
}

// columns writes rows in columns, the first to the left, the numbers to the right.
// A row too long for the width goes on below, moved in.
func (t *table) columns(rows [][]string) {
	var wide []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(wide) {
				wide = append(wide, 0)
			}
			wide[i] = max(wide[i], typeset.Width(cell))
		}
	}
	wide[0] = min(wide[0], t.set.width/3)
	for _, row := range rows {
		line := ""
		for i, cell := range row {
			gap := strings.Repeat(" ", max(wide[i]-typeset.Width(cell), 0))
			switch {
			case i == 0:
				line = cell + gap + " "
			case i < 4:
				line += " " + gap + cell
			default:
				line += " " + cell
			}
		}
		if typeset.Width(line) <= t.set.width {
			t.out.put(line)
			continue
		}
		t.out.put(inset(t.set.setter.Wrap(strings.TrimRight(row[0], " "), t.set.width, t.say.Lang), 2, 1)...)
		t.out.put(inset(t.set.setter.Wrap(strings.Join(row[1:], " "), t.set.width-2, t.say.Lang), 2, 0)...)
	}
}

// spokenDimensions says in words what the bars draw.
func (t *table) spokenDimensions(known []game.Dimension) {
	for i, s := range t.sc.Rules().Scores {
		line := t.say.Say("line.dimension", t.dimension(s.Name), int(t.run.Score[i]), s.Max)
		if i < len(known) {
			k := known[i]
			line = t.say.Say("line.dimension.range", line, k.Percent(), k.Least, k.Most)
		}
		if s.Weight != 1 {
			line += " " + t.say.Say("line.weight", s.Weight)
		}
		t.out.put(inset(t.set.setter.Wrap(line, t.set.width-2, t.say.Lang), 2, 1)...)
	}
	t.out.part()
}

func (t *table) dimension(name string) string {
	if label := t.text.Scores[name]; label != "" {
		return t.set.name(label)
	}
	return t.set.name(name)
}

// bar draws a value between two others in signs every terminal has. What is
// beyond fills it or leaves it empty.
func bar(value, least, most int) string {
	full := 0
	if most > least {
		full = min(max((value-least)*barCells/(most-least), 0), barCells)
	}
	return "[" + strings.Repeat("#", full) + strings.Repeat(".", barCells-full) + "]"
}

// calibration writes how sure the player was and how often that was right, of
// this run, and of all runs where there are others.
func (t *table) calibration(d game.Debrief) {
	t.curve("line.calibration", d.Confidence)
	if d.History.N > d.Confidence.N && !t.practice() { // practice is never counted
		t.curve("line.calibration.history", d.History)
	}
}

func (t *table) curve(heading string, c game.Calibration) {
	lines := debrief.Confidence(c, t.say)
	if len(lines) == 0 {
		return
	}
	t.out.part()
	t.puts(t.say.Say(heading))
	for _, b := range c.Bins {
		line := t.say.Count("line.calibration.bin", b.N, b.Sure, b.Right)
		if !t.o.Spoken {
			line = bar(b.Right, 0, b.N) + " " + line
		}
		t.out.put(inset(t.set.setter.Wrap(line, t.set.width-2, t.say.Lang), 2, 1)...)
	}
	for _, line := range lines {
		t.says(line)
	}
	t.out.part()
}
