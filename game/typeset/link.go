package typeset

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"kobayashi/game/markdown"
)

// store keeps s behind the source, so that a text node can point to it.
func (p *page) store(s string, resolved bool) text.Segment {
	if resolved {
		s = encodeText.Replace(s)
	} else {
		s = encodeCode.Replace(s)
	}
	from := len(p.source)
	p.source = append(p.source, s...)
	return text.NewSegment(from, len(p.source))
}

// prepareLink notes a link down and leaves its text, between signs, with an
// address the renderer takes for no address.
func (p *page) prepareLink(l *ast.Link) {
	target := Clean(markdown.Unescape(string(l.Destination)))
	shown := strings.Join(strings.Fields(Clean(markdown.Text(l, p.source))), " ")
	p.prepare(l)
	p.link(l, shown, target)
}

func (p *page) prepareAutoLink(parent ast.Node, a *ast.AutoLink) {
	shown := string(a.Label(p.source))
	target := Clean(string(a.URL(p.source)))
	if a.AutoLinkType == ast.AutoLinkEmail {
		target = "" // a mail address is not offered, and already shown
	}
	l := ast.NewLink()
	l.AppendChild(l, p.text(shown))
	parent.ReplaceChild(parent, a, l)
	p.link(l, Clean(shown), target)
}

func (p *page) link(l *ast.Link, shown, target string) {
	l.Destination, l.Title = []byte("#"), nil
	p.links = append(p.links, Link{Text: shown, Target: target, Line: -1})
	if first := l.FirstChild(); first != nil {
		l.InsertBefore(l, first, p.signed(signLink))
	} else {
		l.AppendChild(l, p.signed(signLink))
	}
	l.AppendChild(l, p.signed(signEnd))

	if kind := kindOf(target); target != "" && target != shown && (kind != inner || p.style.Targets) {
		l.Parent().InsertAfter(l.Parent(), l, p.text(" ("+target+")"))
	}
}

type linkKind int

const (
	inner linkKind = iota // another note, or a place in this one
	web
	other // mailto, file, javascript …: shown, never offered
)

// kindOf sorts targets by what a reader can do with them.
func kindOf(target string) linkKind {
	scheme, _, ok := strings.Cut(target, ":")
	switch {
	case ok && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https")):
		return web
	case ok && !strings.ContainsAny(scheme, "/#?."), strings.HasPrefix(target, "/"), strings.HasPrefix(target, `\`):
		return other
	}
	return inner
}

// offered returns the links a reader can be offered.
func offered(links []Link) []Link {
	var kept []Link
	for _, l := range links {
		if l.Target != "" && l.Line >= 0 && kindOf(l.Target) != other {
			kept = append(kept, l)
		}
	}
	return kept
}
