package parse

import (
	"path"
	"slices"
	"strings"

	"kobayashi/game"
)

// paragraph reads a paragraph: of code alone, a speech, a picture, or prose.
func (p *parser) paragraph(n *node) *Block {
	bl := p.newBlock(n.span)
	if p.codeOnly(n) {
		bl.Enter = true
		p.marks(n, bl, inEnter, 0)
		p.settle(bl)
		if len(bl.Do) == 0 && !p.reported(bl.Span) {
			p.report("E109", bl.Span,
				game.Say("この段落には条件だけがあり、することがありません", "this paragraph has a condition and nothing to do"),
				game.Say("条件は、それが付く段落の終わりに書いてください", "write the condition at the end of the paragraph it belongs to"))
		}
		return bl
	}
	said, where := len(p.problems), inProse
	p.signs(n)
	if len(p.problems) > said && p.reported(bl.Span) {
		where = inChoice // it may have been meant for one: its code is not to blame
	}
	from := p.speaker(n, bl)
	cuts := p.marks(n, bl, where, 0)
	lines := n.lines
	if from > 0 {
		lines = clip(lines, from)
	}
	bl.Parts = p.wording(lines, cuts)
	if bl.Kind == game.Para && p.pictureOnly(n) {
		bl.Kind = game.Picture
	}
	p.settle(bl)
	return p.unlessEmpty(bl)
}

// unlessEmpty gives nil for a block of which nothing would be shown.
func (p *parser) unlessEmpty(bl *Block) *Block {
	if len(bl.Parts) == 0 && len(bl.Codes) == 0 {
		return nil
	}
	return bl
}

func clip(lines []Span, from int) []Span {
	lines = slices.Clone(lines)
	for len(lines) > 0 && lines[0].End <= from {
		lines = lines[1:]
	}
	if len(lines) > 0 {
		lines[0].Start = max(lines[0].Start, from)
	}
	return lines
}

// codeOnly tells whether nothing but code stands in a paragraph, and not only
// values to show.
func (p *parser) codeOnly(n *node) bool {
	if !n.has(mCode) {
		return false
	}
	effects := false
	return p.nothingLeft(n, n.span.Start, func(m *mark) bool {
		code := m.kind == mCode && m.ticks == 1
		if code && !strings.HasPrefix(strings.TrimSpace(p.text[m.inner.Start:m.inner.End]), "=") {
			effects = true
		}
		return code || m.kind == mHTML
	}) && effects
}

// left is where the text of a leaf begins from a place on, without the marks
// that may stand there; -1 if there is none.
func (p *parser) left(n *node, from int, ignore func(*mark) bool) int {
	next := 0
	for _, l := range n.lines {
		at := max(l.Start, from)
		for ; next < len(n.marks) && n.marks[next].span.Start < l.End; next++ {
			m := &n.marks[next]
			if m.span.Start < at || !ignore(m) {
				continue
			}
			if i := p.firstWord(at, m.span.Start); i >= 0 {
				return i
			}
			at = m.span.End
		}
		if i := p.firstWord(at, l.End); i >= 0 {
			return i
		}
	}
	return -1
}

func (p *parser) nothingLeft(n *node, from int, ignore func(*mark) bool) bool {
	return p.left(n, from, ignore) < 0
}

// firstWord is where something that is no space begins between two places.
func (p *parser) firstWord(from, to int) int {
	if from >= to {
		return -1
	}
	text := p.text[from:to]
	if rest := strings.TrimLeft(text, " \t"); rest != "" {
		return to - len(rest)
	}
	return -1
}

func (p *parser) pictureOnly(n *node) bool {
	return n.has(mImage) && p.nothingLeft(n, n.span.Start, func(m *mark) bool {
		return m.kind == mImage || m.kind == mCode && m.ticks == 1
	})
}

// speaker settles who speaks: a bold beginning with text behind it. A name that
// is not in the cast speaks only if a space follows, as the grammar has it;
// else it is a paragraph that begins with something bold.
func (p *parser) speaker(n *node, bl *Block) (from int) {
	if len(n.marks) == 0 || n.marks[0].kind != mBold {
		return 0
	}
	m := n.marks[0]
	name := p.text[m.inner.Start:m.inner.End]
	rest := p.text[m.span.End:n.span.End]
	if strings.TrimSpace(rest) == "" {
		return 0
	}
	inCast := p.cast[name]
	if !inCast && !strings.ContainsAny(rest[:1], " \t\n") && !strings.HasPrefix(rest, "\u3000") {
		bl.Bold, bl.BoldAt = name, m.inner
		return 0
	}
	bl.Kind, bl.Who, bl.WhoAt, bl.InCast = game.Speech, name, m.inner, inCast
	// A colon behind the name is a habit of writing; the name plate has its own.
	text := strings.TrimLeft(rest, " \t\n\u3000")
	for _, colon := range []string{"：", ":"} {
		if after, ok := strings.CutPrefix(text, colon); ok && strings.TrimSpace(after) != "" {
			text = strings.TrimLeft(after, " \t\n\u3000")
			break
		}
	}
	return m.span.End + len(rest) - len(text)
}

// marks reads what stands in a leaf: code, links, pictures, HTML. It gives what
// is not shown as it is written, good until it is called again.
func (p *parser) marks(n *node, bl *Block, where place, from int) []cut {
	cuts := p.cuts[:0]
	for i := range n.marks {
		m := &n.marks[i]
		if m.span.Start < from {
			continue
		}
		switch m.kind {
		case mCode:
			if m.ticks == 1 {
				c := p.codeMark(m, where)
				if bl.Codes == nil {
					bl.Codes = p.codeRoom(n)
				}
				bl.Codes = append(bl.Codes, c)
				cuts = append(cuts, shownAs(c))
			}
		case mLink:
			bl.Links = append(bl.Links, &Link{m.span, m.label, m.dest, m.target})
		case mImage:
			bl.Images = append(bl.Images, p.image(m))
		case mHTML:
			if p.inlineHTML(m, bl) {
				cuts = append(cuts, cut{at: m.span})
			}
		case mStars:
			p.report("E042", m.span,
				game.Say("太字の ** が閉じていません", "this ** never closes"),
				game.Say("** の内側に空白を置かず、二つ一組にしてください。文字の * は \\* と書きます", "pair them, with no space inside; write \\* for the sign itself"))
		case mEntity:
			p.report("E006", m.span,
				game.Say("「%s」は使えない文字になります", "%q stands for a refused character", show(p.text[m.span.Start:m.span.End])),
				game.Say("この書き方を消してください", "delete it"))
		}
	}
	p.cuts = cuts
	return cuts
}

func (p *parser) codeMark(m *mark, where place) *Code {
	if m.nested {
		where = inLabel
	}
	c := p.newCode(m.span)
	s := &p.ex.snip
	s.segs = append(s.segs[:0], m.inner)
	s.text = p.text[m.inner.Start:m.inner.End]
	if m.segs != nil {
		s.segs = append(s.segs[:0], *m.segs...)
		texts := make([]string, 0, len(s.segs))
		for _, seg := range s.segs {
			texts = append(texts, p.text[seg.Start:seg.End])
		}
		s.text = strings.Join(texts, " ")
	}
	p.code(c, s, where)
	return c
}

// shownAs is what a code span leaves in the text: a value, or nothing.
func shownAs(c *Code) cut {
	for _, st := range c.Stmts {
		if st.Kind == Show {
			return cut{c.Span, st.Expr}
		}
	}
	return cut{at: c.Span}
}

// settle gathers a block's statements.
func (p *parser) settle(bl *Block) {
	bl.Do = p.effects(bl.Codes)
	for _, c := range bl.Codes {
		for _, st := range c.Stmts {
			switch st.Kind {
			case If:
				bl.If = game.And(bl.If, st.Expr)
			case For:
				if bl.For != "" {
					p.report("E109", st.Span, game.Say("for は一つだけです", "there can be one for"),
						game.Say("役割ごとに段落を分けてください", "write a paragraph for each role"))
				} else if p.declaredName(st, p.names.roles, "roles") {
					bl.For, bl.ForAt = st.Name, st.NameAt
				}
			}
		}
	}
}

// image keeps a picture and looks whether it is there.
func (p *parser) image(m *mark) *Image {
	im := &Image{Span: m.span, Alt: m.label, Path: m.dest, PathAt: m.target}
	if remote(m.dest) {
		p.report("W008", m.target,
			game.Say("外の画像は表示されません", "a remote picture is not shown"),
			game.Say("シナリオのフォルダーに置いてください", "put it into the scenario's folder"))
		return im
	}
	name, err := join(p.f.Path, unescapePath(m.dest))
	switch {
	case err != nil:
		p.outside(m.target, m.dest)
	case p.fs != nil && !p.fs.has(name):
		p.report("W008", m.target,
			game.Say("画像「%s」がありません", "there is no picture %q", show(path.Base(m.dest))),
			game.Say("ファイル名を確かめてください", "look at the file's name"))
	}
	return im
}
