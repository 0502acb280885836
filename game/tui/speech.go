package tui

import (
	"slices"
	"strings"

	"kobayashi/game"
	"kobayashi/game/typeset"
)

// plating is how much a name plate says: the role once in a scene, the name
// when someone else has spoken in between.
type plating int

const (
	wholePlate plating = iota
	nameOnly
	noPlate
)

func (f frame) blockLines(run game.Run, b game.Block, md string, told plating, width int) []string {
	var lines []string
	switch b.Kind {
	case game.Speech:
		lines = f.speechLines(run, b.Who, md, told, width)
	case game.Banner:
		lines = f.edged(f.ink.banner.Render("  "+f.say("banner.warning")+"  "), f.page(body(md), width-2).Lines, f.ink.alarm.Render("|"))
	case game.Tip:
		lines = f.edged(f.ink.tip.Render(f.say("aside.tip")), f.page(body(md), width-2).Lines, f.ink.aside.Render("|"))
	case game.Private:
		lines = f.edged("", f.page(body(md), width-2).Lines, f.ink.accent.Render("|"))
	case game.Para:
		lines = f.prose(md, width)
	default:
		lines = f.page(md, width).Lines
	}
	if b.For != "" {
		role := run.Rules.Text(f.words.Lang).Roles[b.For]
		lines = append([]string{f.ink.accent.Render(typeset.Truncate(f.say("private.for", oneLine(role)), width))}, lines...)
	}
	return lines
}

// body is an alert without its mark, should the mark still stand there.
func body(md string) string {
	if !strings.HasPrefix(md, ">") && !strings.HasPrefix(md, "[!") {
		return md
	}
	var out []string
	for i, line := range strings.Split(md, "\n") {
		line = strings.TrimPrefix(strings.TrimPrefix(line, ">"), " ")
		if i == 0 && strings.HasPrefix(line, "[!") {
			continue
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// edged is an aside: a heading, and an edge along its lines.
func (f frame) edged(head string, lines []string, edge string) []string {
	out := make([]string, 0, len(lines)+1)
	if head != "" {
		out = append(out, head)
	}
	for _, line := range lines {
		out = append(out, edge+" "+line)
	}
	return out
}

// speechLines is a speech with its name plate: beside the words where there is
// room for it, else above them.
func (f frame) speechLines(run game.Run, who, md string, told plating, width int) []string {
	const beside = 60 // from this width on
	text := run.Rules.Text(f.words.Lang)
	actor := text.Cast[who]
	name := oneLine(actor.Name)
	if name == "" {
		name = oneLine(who)
	}
	role := oneLine(actor.Role)
	look := f.plate(text, who, actor.Player)
	if width < beside {
		lines := []string{}
		if told != noPlate {
			plate := typeset.Truncate(" "+name+" ", width)
			if told != wholePlate {
				role = ""
			}
			lines = append(lines, look.Render(plate)+f.ink.muted.Render(typeset.Truncate(" "+role, max(width-typeset.Width(plate), 0))))
		}
		return append(lines, indent(f.prose(md, width-2), 2)...)
	}
	column := f.plateWidth(text, width)
	words := f.prose(md, width-column-2)
	left := []string{}
	if told != noPlate {
		left = append(left, look.Render(typeset.Pad(typeset.Truncate(" "+name, column-1), column)))
		if role != "" && told == wholePlate {
			const most = 2 // rows of a role
			set := f.atSpaces(role, column-1)
			for _, line := range set[:min(len(set), most)] {
				left = append(left, f.ink.muted.Render(typeset.Pad(typeset.Truncate(" "+line, column), column)))
			}
		}
	}
	lines := make([]string, max(len(left), len(words)))
	for i := range lines {
		lines[i] = strings.Repeat(" ", column)
		if i < len(left) {
			lines[i] = left[i]
		}
		if i < len(words) && words[i] != "" {
			lines[i] += "  " + words[i]
		}
	}
	return lines
}

// plateWidth is one for the whole cast, so that all words begin in one column.
func (f frame) plateWidth(text *game.Text, width int) int {
	cells := 8
	for who, actor := range text.Cast {
		name := actor.Name
		if name == "" {
			name = who
		}
		cells = max(cells, typeset.Width(name)+2, typeset.Width(actor.Role)+2)
	}
	return min(cells, width/4)
}

// plate gives everyone a look of their own, as far as there are looks.
func (f frame) plate(text *game.Text, who string, player bool) shade {
	if player {
		return f.ink.player
	}
	var others []string
	for name, actor := range text.Cast {
		if !actor.Player {
			others = append(others, name)
		}
	}
	slices.Sort(others)
	return f.ink.plates[max(slices.Index(others, who), 0)%len(f.ink.plates)]
}

// atSpaces breaks a role between its words where they fit, and else anywhere.
func (f frame) atSpaces(role string, width int) []string {
	var lines []string
	for _, word := range strings.Fields(role) {
		last := len(lines) - 1
		switch {
		case typeset.Width(word) > width:
			return f.wrap(role, width)
		case last >= 0 && typeset.Width(lines[last])+1+typeset.Width(word) <= width:
			lines[last] += " " + word
		default:
			lines = append(lines, word)
		}
	}
	return lines
}
