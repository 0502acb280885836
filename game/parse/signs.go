package parse

import (
	"regexp"
	"strings"

	"kobayashi/game"
)

// signs looks at a leaf's lines for what an input method types and Markdown
// silently takes for text.
func (p *parser) signs(n *node) {
	indented := false
	p.lonelyTick(n)
	for _, l := range n.lines {
		line := p.text[l.Start:l.End]
		if strings.HasPrefix(line, "#") && !strings.HasPrefix(strings.TrimLeft(line, "#"), " ") && n.kind == nParagraph {
			p.noSpace(l, line)
		}
		p.wideMark(l, line)
		if strings.IndexByte(line, 0xEF) < 0 && strings.IndexByte(line, 0xE3) != 0 {
			continue
		}
		if strings.HasPrefix(line, "\u3000") && !indented {
			indented = true
			p.report("W046", Span{l.Start, l.Start + len("\u3000")},
				game.Say("行が全角空白で始まっています", "this line begins with a full-width space"),
				game.Say("消してください。選択肢に属する段落は半角空白二つで字下げします", "delete it; a paragraph of a choice is indented by two half-width spaces"))
		}
		p.wideHash(l, line)
		p.wideTick(n, l, line)
		p.wideBrackets(n, l, line)
	}
}

// marks are what an input method gives for the - of a list.
var listMarks = []string{"・", "ー", "－", "―", "–", "—", "‐", "−", "•", "●", "‣"}

// listMark matches what a list item goes on with: a box, a link, a percentage.
var listMark = regexp.MustCompile(`^[ \x{3000}]*(?:[\[［][ \x{3000}xXｘＸ]?[\]］][^(（]|[\[［][^\]］]+[\]］][(（][#＃]|[0-9０-９]+[%％][ \x{3000}]*[\[［])`)

// wideMark reports an item that begins with a sign that makes no list.
func (p *parser) wideMark(l Span, line string) {
	for _, mark := range listMarks {
		rest, ok := strings.CutPrefix(line, mark)
		if ok && listMark.MatchString(rest) {
			p.report("E045", Span{l.Start, l.Start + len(mark)},
				game.Say("「%s」では並びになりません", "%q makes no list", mark),
				game.Say("半角の「- 」にしてください", "write - and a space"))
		}
	}
}

func (p *parser) noSpace(l Span, line string) {
	n := runEnd(line, func(r rune) bool { return r == '#' })
	if n > 6 || n == len(line) {
		return
	}
	p.report("E043", Span{l.Start, l.Start + n},
		game.Say("# の後ろに空白がありません", "there is no space after #"),
		game.Say("「%[1]s 」と空白を置いてください。文字の # は \\# と書きます", "write %[1]s and a space; write \\# for the sign itself", line[:n]))
}

// wideTarget is a link's target with a full-width sign before the scene.
var wideTarget = regexp.MustCompile(`\]\((?:[^()\[\]#＃]*\.md)?(＃)`)

// wideHash reports a full-width ＃ where a heading or a target was meant.
func (p *parser) wideHash(l Span, line string) {
	i := 0
	if !strings.HasPrefix(line, "＃") {
		at := wideTarget.FindStringSubmatchIndex(line)
		if at == nil {
			return
		}
		i = at[2]
	}
	n := runEnd(line[i:], func(r rune) bool { return r == '＃' })
	p.report("E041", Span{l.Start + i, l.Start + i + n},
		game.Say("全角の「＃」があります", "full-width ＃"),
		game.Say("半角の「#」にしてください", "write a half-width #"))
}

// lonelyTick reports a back-quote that no other one closes: the code behind it
// would be shown to players.
func (p *parser) lonelyTick(n *node) {
	count, first := 0, -1
	for _, l := range n.lines {
		line := p.text[l.Start:l.End]
		for i := strings.IndexByte(line, '`'); i >= 0 && i < len(line); i++ {
			if line[i] != '`' || i > 0 && line[i-1] == '\\' || inMark(n, mCode, l.Start+i) || inMark(n, mHTML, l.Start+i) || inMark(n, mLink, l.Start+i) {
				continue
			}
			if count++; first < 0 {
				first = l.Start + i
			}
		}
	}
	if count == 1 {
		p.report("E040", Span{first, first + 1},
			game.Say("この「`」と対になる「`」がありません", "this back-quote has no other to pair with"),
			game.Say("コードは半角の「`」二つで囲みます。文字の ` は \\` と書きます", "put code between two back-quotes; write \\` for the sign itself"))
	}
}

// wideTick reports full-width back-quotes, a pair at a time.
func (p *parser) wideTick(n *node, l Span, line string) {
	for from := 0; ; {
		i := strings.Index(line[from:], "｀")
		if i < 0 {
			return
		}
		start := from + i
		end := start + len("｀")
		if j := strings.Index(line[end:], "｀"); j >= 0 {
			end += j + len("｀")
		}
		from = end
		if !inMark(n, mCode, l.Start+start) {
			p.report("E040", Span{l.Start + start, l.Start + end},
				game.Say("全角の「｀」はコードになりません", "full-width back-quotes make no code"),
				game.Say("半角の「`」にしてください", "write half-width back-quotes"))
		}
	}
}

func inMark(n *node, k markKind, at int) bool {
	for i := range n.marks {
		m := &n.marks[i]
		if m.kind == k && m.span.Start <= at && at < m.span.End {
			return true
		}
	}
	return false
}

// wideBrackets reports links, check boxes and their like with full-width
// brackets: ［…］（#id）, [...]（#id）, [...](#id）.
func (p *parser) wideBrackets(n *node, l Span, line string) {
	for _, seam := range []string{"］（", "］(", "]（"} {
		i := strings.Index(line, seam)
		if i < 0 || !target(line[i+len(seam):]) || inMark(n, mCode, l.Start+i) {
			continue
		}
		at := i
		if seam == "]（" {
			at++
		} else if j := strings.LastIndex(line[:i], "［"); j >= 0 {
			at = j
		}
		p.wideBracket(Span{l.Start + at, l.Start + i + len(seam)})
		return
	}
	if i := strings.Index(line, "]("); i >= 0 && !inMark(n, mLink, l.Start+i) && !inMark(n, mImage, l.Start+i) && !inMark(n, mCode, l.Start+i) {
		if j := strings.Index(line[i:], "）"); j >= 0 && target(line[i+2:]) {
			p.wideBracket(Span{l.Start + i + j, l.Start + i + j + len("）")})
		}
	}
	if strings.HasPrefix(line, "［") {
		if i := strings.Index(line, "］"); i >= 0 && boxSign(line[len("［"):i]) {
			p.wideBracket(Span{l.Start, l.Start + i + len("］")})
		}
	}
}

// target tells whether text looks like what a link leads to.
func target(s string) bool {
	return strings.HasPrefix(s, "#") || strings.HasPrefix(s, "＃") || strings.HasPrefix(s, "http") || strings.Contains(s, ".md")
}

func (p *parser) wideBracket(at Span) {
	p.report("E045", at,
		game.Say("全角のかっこはリンクになりません", "full-width brackets make no link"),
		game.Say("半角の [ ] ( ) にしてください", "write half-width [ ] ( )"))
}
