package tui

import (
	"strings"

	"kobayashi/game/typeset"
)

// Everything of a scenario or a note that reaches a screen passes one of these.

func (f frame) style() typeset.Style {
	return typeset.Style{Ink: f.ink.ink, Lang: f.words.Lang, Safe: f.ascii}
}

// page sets a note or a block of Markdown.
func (f frame) page(md string, width int) typeset.Page {
	return f.set.Page(md, width, f.style())
}

// prose sets one paragraph with its emphasis.
func (f frame) prose(md string, width int) []string {
	return f.set.Prose(md, width, f.style())
}

// label sets inline Markdown without any look, so that a row can be given one
// look as a whole.
func (f frame) label(md string, width int) []string {
	style := f.style()
	style.Ink = typeset.Plain
	return f.set.Prose(md, width, style)
}

// line is a label cut to one line.
func (f frame) line(md string, width int) string {
	const all = 1000 // cells: the line is cut, not broken
	lines := f.label(md, all)
	if len(lines) == 0 {
		return ""
	}
	return typeset.Truncate(lines[0], max(width, 0))
}

// wrap cuts a phrase of ours, or plain text, into lines.
func (f frame) wrap(text string, width int) []string {
	return f.set.Wrap(text, width, f.words.Lang)
}

func (f frame) say(key string, args ...any) string { return f.words.Say(key, args...) }

// dash is the sign rules are drawn with.
func (f frame) dash() string {
	if f.ascii {
		return "-"
	}
	return "\u2500"
}

func (f frame) ruler(width int) string {
	return f.ink.rule.Render(strings.Repeat(f.dash(), max(width, 0)))
}

// bar draws how much of most a value is, in cells. Where there are no colours
// signs do it.
func (f frame) bar(value, least, most, cells int) string {
	cells = max(cells, 4)
	share := 0
	if most > least {
		value = max(least, min(value, most))
		share = (value - least) * cells / (most - least)
	}
	if !f.ink.signs {
		return f.ink.fill.Render(strings.Repeat(" ", share)) + f.ink.track.Render(strings.Repeat(" ", cells-share))
	}
	inner := cells - 2
	share = share * inner / cells
	return "[" + strings.Repeat("#", share) + strings.Repeat(".", inner-share) + "]"
}

func indent(lines []string, by int) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		if line != "" {
			out[i] = strings.Repeat(" ", by) + line
		}
	}
	return out
}

// oneLine is a name or a label without what could steer a terminal or begin
// another line.
func oneLine(s string) string {
	s = typeset.Clean(s)
	if strings.IndexByte(s, '\n') >= 0 {
		s = strings.ReplaceAll(s, "\n", " ")
	}
	return s
}
