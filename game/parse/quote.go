package parse

import (
	"slices"
	"strings"

	"kobayashi/game"
)

// block reads a block that is neither heading, list nor paragraph.
func (p *parser) block(n *node) *Block {
	bl := p.newBlock(n.span)
	switch n.kind {
	case nQuote:
		p.quoted(n, bl)
	case nTable:
		bl.Kind = game.Table
		p.signs(n)
		bl.Parts = p.wording(n.lines, p.marks(n, bl, inProse, 0))
	case nFence, nIndented:
		bl.Kind = game.Fence
		bl.Parts = []game.Part{{Text: p.fenced(n)}}
	default: // a setext heading
		p.accidental(n)
		return nil
	}
	p.settle(bl)
	if bl.Kind == game.Private && bl.For == "" && !p.reported(bl.Span) {
		p.report("E109", n.span,
			game.Say("[!CAUTION] には、だれ宛てかが要ります", "[!CAUTION] must say for whom it is"),
			game.Say("終わりに `for 役割` を書いてください", "write `for role` at its end"))
	}
	return p.unlessEmpty(bl)
}

// fenced is a fence with its lines as they are meant, outside quotes and lists.
func (p *parser) fenced(n *node) string {
	open, shut := n.fence, "```"
	if open == "" {
		open = shut
	} else {
		shut = open[:runEnd(open, func(r rune) bool { return r == rune(open[0]) })]
	}
	var b strings.Builder
	b.WriteString(open)
	for _, l := range n.lines {
		b.WriteByte('\n')
		b.WriteString(p.text[l.Start:l.End])
	}
	b.WriteString("\n" + shut)
	return b.String()
}

// alerts are the quotes with a meaning of their own.
var alerts = []struct {
	name string
	kind game.BlockKind
}{
	{"NOTE", game.Facilitator},
	{"TIP", game.Tip},
	{"WARNING", game.Banner},
	{"IMPORTANT", game.Lesson},
	{"CAUTION", game.Private},
}

// quoted reads a quote or an alert. Its wording is the Markdown inside.
func (p *parser) quoted(n *node, bl *Block) {
	bl.Kind = game.Quote
	lines := p.unquoted(n.span)
	first := p.text[lines[0].Start:lines[0].End]
	if n := alertSign(first); n > 0 {
		end := strings.IndexAny(first, "]］")
		if name := strings.TrimSpace(first[n:max(n, end)]); name != "" {
			if first[end] != ']' {
				end += len("］") - 1
			}
			p.alert(name, Span{lines[0].Start, lines[0].Start + end + 1}, bl)
			lines[0].Start += end + 1
			if strings.TrimSpace(p.text[lines[0].Start:lines[0].End]) == "" {
				lines = lines[1:]
			}
		}
	}
	cuts := p.inside(n, bl)
	bl.Parts = p.wording(lines, cuts)
}

// alertSign is the length of what begins an alert, however it is typed.
func alertSign(line string) int {
	for _, sign := range []string{"[!", "[！", "［!", "［！"} {
		if strings.HasPrefix(line, sign) {
			return len(sign)
		}
	}
	return 0
}

func (p *parser) alert(name string, at Span, bl *Block) {
	upper := strings.ToUpper(strings.Map(half, name))
	for _, a := range alerts {
		if a.name == upper {
			bl.Kind = a.kind
			if p.text[at.Start:at.End] != "[!"+name+"]" {
				p.wideBracket(at)
			}
			return
		}
	}
	names := make([]string, 0, len(alerts))
	for _, a := range alerts {
		names = append(names, a.name)
	}
	p.report("E003", at,
		game.Say("[!%s] という印はありません", "there is no alert [!%s]", show(name)),
		didYouMean(upper, slices.Values(names), game.Say("使えるのは %s です", "there are %s", strings.Join(names, ", "))))
}

// unquoted gives the lines of a quote without their > signs.
func (p *parser) unquoted(at Span) []Span {
	var lines []Span
	for i := at.Start; i <= at.End; {
		end := min(p.f.lineEnd(i), at.End)
		start := i
		for start < end && p.text[start] == ' ' {
			start++
		}
		if start < end && p.text[start] == '>' {
			if start++; start < end && p.text[start] == ' ' {
				start++
			}
		} else {
			start = i
		}
		lines = append(lines, Span{start, end})
		i = end + 1
	}
	return lines
}

// inside reads the marks of everything in a quote.
func (p *parser) inside(n *node, bl *Block) []cut {
	var cuts []cut
	for _, kid := range n.kids {
		switch kid.kind {
		case nHeading, nSetext:
			p.accidental(kid)
		case nHTML:
			var seen []Span
			p.htmlSpans(kid, bl, &seen)
			for _, s := range seen {
				cuts = append(cuts, cut{at: s})
			}
		case nParagraph, nTable:
			p.signs(kid)
			cuts = append(cuts, p.marks(kid, bl, inProse, 0)...)
		case nItem:
			if first := kid.first(); first != nil && p.startsWithChoice(first) {
				p.report("E022", kid.span,
					game.Say("引用の中に選択肢は置けません", "no choice can stand in a quote"),
					game.Say("行頭の > を外してください", "take the > off"))
			}
			cuts = append(cuts, p.inside(kid, bl)...)
		default:
			cuts = append(cuts, p.inside(kid, bl)...)
		}
	}
	return cuts
}
