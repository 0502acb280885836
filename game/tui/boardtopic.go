package tui

import (
	"strconv"
	"strings"
	"time"

	"kobayashi/game"
	"kobayashi/game/typeset"
	"kobayashi/game/workshop"
)

// topicHead is what the room looks back on: which of the topics, and the scene.
func (f frame) topicHead(sc *game.Scenario, t workshop.BoardTopic, width int) []string {
	name := f.placeName(sc, t.Scene)
	if t.Time > 1 {
		name = f.say("board.time", name, t.Time)
	}
	lines := []string{f.ink.muted.Render(f.say("board.topic", t.Number, t.Of))}
	return append(lines, tint(f.ink.title, f.wrap(name, width))...)
}

// topicOptions are what stood open, with the counts that are uncovered.
// They have air between them if airy is set.
func (f frame) topicOptions(sc *game.Scenario, t workshop.BoardTopic, width int, airy bool) []string {
	scene := sc.SceneIndex(t.Scene)
	if scene < 0 {
		return nil
	}
	items := sc.Text(f.words.Lang).Scenes[scene].Items
	var lines []string
	for i, o := range t.Options {
		if o.Item >= len(items) {
			continue
		}
		if i > 0 && airy {
			lines = append(lines, "")
		}
		for n, line := range f.label(items[o.Item].Label, width-4) {
			head := "    "
			if n == 0 {
				head = typeset.Pad(" "+strconv.Itoa(i+1), 4)
			}
			lines = append(lines, head+line)
		}
		if t.Layer >= workshop.LayerSpread {
			lines = append(lines, "    "+f.topicShare(t, o, width-4))
		}
	}
	return lines
}

// topicShare is how many took an option.
func (f frame) topicShare(t workshop.BoardTopic, o workshop.BoardOption, width int) string {
	cells := min(24, width/5)
	line := f.bar(o.Teams, 0, max(len(t.Teams), 1), cells) + " " + f.ink.strong.Render(f.words.Count("lead.teams", o.Teams))
	if o.Best > 0 {
		line += "  " + f.ink.accent.Render(f.words.Count("board.best", o.Best))
	}
	if t.Counted {
		line += "  " + f.ink.muted.Render(f.say("board.votes", o.First, o.Last))
	}
	return typeset.Truncate(line, width)
}

// topicTeams are the teams, one in a row.
func (f frame) topicTeams(t workshop.BoardTopic, width int) []string {
	if t.Layer < workshop.LayerSpread {
		return nil
	}
	const choice, took, moved, lost = 9, 9, 9, 11
	name := min(max(width-choice-took-2*moved-lost, 10), 30)
	head := cell(f.say("lead.col.team"), name) + edge(f.say("board.col.choice"), choice) + edge(f.say("board.col.took"), took) +
		edge(f.say("board.col.shifted"), moved) + edge(f.say("board.col.overruled"), moved)
	if t.Layer >= workshop.LayerVerdict {
		head += edge(f.say("board.col.regret"), lost)
	}
	lines := []string{f.ink.muted.Render(typeset.Truncate(head, width))}
	for _, team := range t.Teams {
		line := cell(oneLine(team.Name), name) + edge(numbers(t, team.Items), choice) + edge(tookWord(team), took) +
			edge(count(team.Shifted), moved) + edge(count(team.Overruled), moved)
		if t.Layer >= workshop.LayerVerdict {
			line += edge(lostWord(team.Regret), lost)
		}
		lines = append(lines, typeset.Truncate(line, width))
	}
	return lines
}

func count(n int) string {
	if n == 0 {
		return "-"
	}
	return strconv.Itoa(n)
}

func tookWord(t workshop.BoardTaken) string {
	if t.TookMS <= 0 {
		return "-"
	}
	return clock(time.Duration(t.TookMS) * time.Millisecond)
}

// lostWord is what a decision gave away, to two digits behind the point.
func lostWord(points *float64) string {
	if points == nil {
		return "?"
	}
	s := strconv.FormatFloat(*points, 'f', 2, 64)
	s = strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
	if s == "0" || s == "-0" {
		return "0"
	}
	return "-" + s
}

// numbers are the options as they are numbered on the board.
func numbers(t workshop.BoardTopic, items []int) string {
	var list []string
	for _, item := range items {
		for i, o := range t.Options {
			if o.Item == item {
				list = append(list, strconv.Itoa(i+1))
			}
		}
	}
	if len(list) == 0 {
		return "-"
	}
	return strings.Join(list, "+")
}

// topicLine is the best play from here, one decision in a row.
func (f frame) topicLine(sc *game.Scenario, t workshop.BoardTopic, width int) []string {
	if len(t.Line) == 0 {
		return nil
	}
	lines := []string{"", f.ink.title.Render(f.say("board.line"))}
	for _, m := range t.Line {
		scene := sc.SceneIndex(m.Scene)
		if scene < 0 {
			continue
		}
		var labels []string
		for _, item := range m.Items {
			if items := sc.Text(f.words.Lang).Scenes[scene].Items; item < len(items) {
				labels = append(labels, oneLine(items[item].Label))
			}
		}
		if len(labels) == 0 {
			labels = []string{f.say("lead.nothing")}
		}
		lines = append(lines, hanging("- ", f.label(f.placeName(sc, m.Scene)+": "+strings.Join(labels, f.say("lead.ticks")), width-2))...)
	}
	return lines
}
