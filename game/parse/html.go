package parse

import (
	"net/url"
	"strings"

	"kobayashi/game"
)

func unescapePath(link string) string {
	if name, err := url.PathUnescape(link); err == nil {
		return name
	}
	return link
}

// htmlSpans reports what is HTML in a block and no comment, text that is lost
// behind a comment, and notes the comments.
func (p *parser) htmlSpans(n *node, bl *Block, comments *[]Span) {
	at := n.span.Start
	end := max(n.span.End, lastEnd(n.lines))
	for {
		rest := p.text[at:end]
		skip := len(rest) - len(strings.TrimLeft(rest, " \t\n>"))
		at, rest = at+skip, rest[skip:]
		if rest == "" {
			return
		}
		if !strings.HasPrefix(rest, "<!--") {
			break
		}
		shut := strings.Index(rest[4:], "-->")
		if shut < 0 {
			p.report("W031", Span{at, at + 4},
				game.Say("コメントが閉じていないので、この後ろがすべて消えます", "this comment never closes: all that follows is lost"),
				game.Say("--> で閉じてください", "close it with -->"))
			return
		}
		s := Span{at, at + 4 + shut + 3}
		p.comment(s)
		*comments = append(*comments, s)
		at = s.End
	}
	if at > n.span.Start && len(*comments) > 0 {
		p.report("W031", Span{at, p.f.lineEnd(at)},
			game.Say("コメントと同じ行にある、この後ろの文は表示されません", "text on the line of a comment is lost"),
			game.Say("コメントだけの行にしてください", "give the comment a line of its own"))
		return
	}
	bl.HTML = append(bl.HTML, n.span)
	p.report("W030", n.span,
		game.Say("HTML は表示されません", "HTML is not shown"),
		game.Say("Markdown で書いてください", "write Markdown"))
}

// inlineHTML tells whether HTML in a text is a comment, which is not shown.
func (p *parser) inlineHTML(m *mark, bl *Block) bool {
	if strings.HasPrefix(p.text[m.span.Start:m.span.End], "<!--") {
		p.comment(m.span)
		return true
	}
	closing := len(bl.HTML) > 0 && strings.HasPrefix(p.text[m.span.Start:m.span.End], "</")
	if bl.HTML = append(bl.HTML, m.span); closing {
		return false // said of what it closes
	}
	p.report("W030", m.span,
		game.Say("HTML は表示されません", "HTML is not shown"),
		game.Say("Markdown で書いてください。文字の < は \\< と書きます", "write Markdown; write \\< for the sign itself"))
	return false
}

// comment keeps a comment, and reads lint-ok.
func (p *parser) comment(at Span) {
	c := &Comment{Span: at, Text: strings.TrimSuffix(strings.TrimPrefix(p.text[at.Start:at.End], "<!--"), "-->")}
	p.f.Comments = append(p.f.Comments, c)
	body := strings.TrimSpace(c.Text)
	rest, ok := strings.CutPrefix(body, "lint-ok")
	if !ok {
		return
	}
	rest = strings.TrimSpace(rest)
	c.LintOK = rest[:runEnd(rest, isNameRune)]
	if i := strings.Index(c.Text, c.LintOK); c.LintOK != "" && i >= 0 {
		start := at.Start + len("<!--") + i
		c.LintOKAt = Span{start, start + len(c.LintOK)}
	}
	c.Reason = strings.TrimSpace(strings.TrimLeft(rest[len(c.LintOK):], ":： "))
}
