package parse

import (
	"strings"
	"unicode/utf8"

	"kobayashi/game"
	"kobayashi/game/markdown"
)

// cut is a stretch of text that is not shown, or shown as a value.
type cut struct {
	at   Span
	expr *game.Expr
}

// piece is a stretch of the source that is shown, a line feed, or a value.
type piece struct {
	at   Span
	expr *game.Expr
}

// wording joins lines to Markdown in parts, without what is cut out. A line of
// which nothing is left goes, so that no code splits a paragraph; so do spaces
// before a cut. Most paragraphs are one stretch of the source, and cost no copy.
func (p *parser) wording(lines []Span, cuts []cut) []game.Part {
	list := p.pieces[:0]
	for _, line := range lines {
		start := len(list)
		shown := false
		from := line.Start
		for len(cuts) > 0 && cuts[0].at.Start < line.End {
			c := cuts[0]
			list = p.addText(list, Span{from, c.at.Start}, c.expr == nil)
			if c.expr != nil {
				list, shown = append(list, piece{expr: c.expr}), true
			}
			from = max(from, c.at.End)
			if c.at.End > line.End {
				cuts[0] = cut{at: Span{line.End, c.at.End}}
				break
			}
			cuts = cuts[1:]
		}
		list = p.addText(list, Span{from, line.End}, false)
		switch {
		case from > line.Start && !shown && p.blank(list[start:]):
			list = list[:start]
		case start > 0:
			list = p.fold(list, start, line)
		}
	}
	p.pieces = list
	return p.parts(list)
}

// addText adds a stretch of text, without spaces at its end if it stands before
// something that is cut out.
func (p *parser) addText(list []piece, at Span, trim bool) []piece {
	for trim && at.End > at.Start && (p.text[at.End-1] == ' ' || p.text[at.End-1] == '\t') {
		at.End--
	}
	if at.Empty() {
		return list
	}
	return append(list, piece{at: at})
}

func (p *parser) blank(list []piece) bool {
	for _, c := range list {
		if c.expr != nil || strings.TrimSpace(p.text[c.at.Start:c.at.End]) != "" {
			return false
		}
	}
	return true
}

// fold puts a line feed before the pieces of a line. Where the source has one at
// just this place, both lines become one piece.
func (p *parser) fold(list []piece, start int, line Span) []piece {
	last := &list[start-1]
	if start < len(list) && last.expr == nil && list[start].expr == nil && list[start].at.Start == line.Start && last.at.End == line.Start-1 {
		last.at.End = list[start].at.End
		return append(list[:start], list[start+1:]...)
	}
	list = append(list, piece{})
	copy(list[start+1:], list[start:])
	list[start] = piece{}
	return list
}

// parts makes the pieces' text, and takes space off both ends.
func (p *parser) parts(list []piece) []game.Part {
	if len(list) == 1 && list[0].expr == nil {
		return p.onePart(strings.Trim(p.joined(list), " \t\n"))
	}
	var parts []game.Part
	for i := 0; i < len(list); {
		if list[i].expr != nil {
			parts = append(parts, game.Part{Expr: list[i].expr})
			i++
			continue
		}
		n := i
		for n < len(list) && list[n].expr == nil {
			n++
		}
		parts = append(parts, game.Part{Text: p.joined(list[i:n])})
		i = n
	}
	return trimParts(parts)
}

func (p *parser) joined(list []piece) string {
	if len(list) == 1 && !list[0].at.Empty() {
		return p.text[list[0].at.Start:list[0].at.End]
	}
	var b strings.Builder
	for _, c := range list {
		if c.at.Empty() {
			b.WriteByte('\n')
		} else {
			b.WriteString(p.text[c.at.Start:c.at.End])
		}
	}
	return b.String()
}

// trimParts takes space off both ends.
func trimParts(parts []game.Part) []game.Part {
	if len(parts) > 0 && parts[0].Expr == nil {
		if parts[0].Text = strings.TrimLeft(parts[0].Text, " \t\n"); parts[0].Text == "" {
			parts = parts[1:]
		}
	}
	if n := len(parts) - 1; n >= 0 && parts[n].Expr == nil {
		if parts[n].Text = strings.TrimRight(parts[n].Text, " \t\n"); parts[n].Text == "" {
			parts = parts[:n]
		}
	}
	return parts
}

// oneLine is the Markdown between two places of a leaf, on one line, without
// what is cut out. Where Japanese was folded no space is left.
func (p *parser) oneLine(lines []Span, at Span, cuts []cut) string {
	clipped := make([]Span, 0, len(lines))
	for _, l := range lines {
		if l = (Span{max(l.Start, at.Start), min(l.End, at.End)}); !l.Empty() {
			clipped = append(clipped, l)
		}
	}
	parts := p.wording(clipped, cuts)
	if len(parts) == 0 {
		return ""
	}
	text := parts[0].Text
	if !strings.Contains(text, "\n") {
		return text
	}
	var b strings.Builder
	for i, piece := range strings.Split(text, "\n") {
		piece = strings.TrimSpace(piece)
		if i > 0 && b.Len() > 0 && piece != "" {
			last, _ := utf8.DecodeLastRuneInString(b.String())
			next, _ := utf8.DecodeRuneInString(piece)
			if !markdown.IsCJK(last) || !markdown.IsCJK(next) {
				b.WriteByte(' ')
			}
		}
		b.WriteString(piece)
	}
	return b.String()
}
