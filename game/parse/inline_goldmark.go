package parse

import (
	"bytes"
	"html"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"kobayashi/game/markdown"
)

// inlines notes the marks among a node's inline children, and gives the offset
// where the last of them ends.
func (w *walker) inlines(parent ast.Node, n *node, nested bool) int {
	end := w.base + max(0, parent.Pos())
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		end = w.inline(c, n, nested)
	}
	return end
}

func (w *walker) inline(c ast.Node, n *node, nested bool) int {
	start := w.base + max(0, c.Pos())
	switch c := c.(type) {
	case *ast.Text:
		w.prose(Span{w.base + c.Segment.Start, w.base + c.Segment.Stop}, n)
		return w.base + c.Segment.Stop
	case *ast.CodeSpan:
		return w.codeSpan(c, start, n, nested)
	case *ast.Emphasis:
		at := len(n.marks)
		first := len(n.lines) > 0 && start == n.lines[0].Start && c.Level == 2
		if first {
			n.marks = append(n.marks, mark{kind: mBold})
		}
		inner := w.inlines(c, n, nested)
		if first {
			n.marks[at] = mark{kind: mBold, span: Span{start, inner + 2}, inner: Span{start + 2, inner}}
		}
		return inner + c.Level
	case *ast.Link:
		return w.link(c, mLink, start, string(c.Destination), len(c.Title), c.Reference != nil, n, nested)
	case *ast.Image:
		return w.link(c, mImage, start, string(c.Destination), len(c.Title), c.Reference != nil, n, nested)
	case *ast.AutoLink:
		label := string(c.Label(w.src[w.base:]))
		end := start + len(label) + 2
		n.marks = append(n.marks, mark{kind: mLink, span: Span{start, end}, inner: Span{start + 1, end - 1}, target: Span{start + 1, end - 1}, dest: label, label: label, nested: nested})
		return end
	case *ast.RawHTML:
		end := start
		if l := c.Segments.Len(); l > 0 {
			start, end = w.base+c.Segments.At(0).Start, w.base+c.Segments.At(l-1).Stop
		}
		n.marks = append(n.marks, mark{kind: mHTML, span: Span{start, end}, nested: nested})
		return end
	case *extast.TaskCheckBox:
		return start + 3
	}
	return w.inlines(c, n, nested)
}

// prose looks at plain text for asterisks that came to nothing and for entities
// that stand for refused characters.
func (w *walker) prose(s Span, n *node) {
	part := w.src[s.Start:s.End]
	if i := bytes.Index(part, []byte("**")); i >= 0 {
		n.marks = append(n.marks, mark{kind: mStars, span: Span{s.Start + i, s.Start + i + 2}})
	}
	for i := bytes.IndexByte(part, '&'); i >= 0; {
		end := bytes.IndexByte(part[i:], ';')
		if end < 0 {
			return
		}
		if end < 40 && !plain(html.UnescapeString(string(part[i:i+end+1]))) {
			n.marks = append(n.marks, mark{kind: mEntity, span: Span{s.Start + i, s.Start + i + end + 1}})
		}
		next := bytes.IndexByte(part[i+1:], '&')
		if next < 0 {
			return
		}
		i += 1 + next
	}
}

func (w *walker) codeSpan(c *ast.CodeSpan, start int, n *node, nested bool) int {
	m := mark{kind: mCode, nested: nested}
	ticks := 0
	for start+ticks < len(w.src) && w.src[start+ticks] == '`' {
		ticks++
	}
	m.ticks = int32(ticks)
	m.inner = Span{start + ticks, start + ticks}
	var segs []Span
	for t := c.FirstChild(); t != nil; t = t.NextSibling() {
		if t, ok := t.(*ast.Text); ok {
			l := w.line(t.Segment)
			if m.inner.End < l.End {
				m.inner.End = l.End
			}
			if c.FirstChild() != c.LastChild() {
				segs = append(segs, l)
			} else {
				m.inner = l
			}
		}
	}
	if len(segs) > 0 {
		m.segs = &segs
	}
	end := m.inner.End
	for end < len(w.src) && w.src[end] != '`' {
		end++
	}
	m.span = Span{start, min(end+ticks, len(w.src))}
	n.marks = append(n.marks, m)
	return m.span.End
}

// link notes a link or an image. goldmark does not say where its target is: it
// stands behind the first ]( after the label.
func (w *walker) link(c ast.Node, k markKind, start int, dest string, title int, byName bool, n *node, nested bool) int {
	at := len(n.marks)
	n.marks = append(n.marks, mark{})
	open := start + 1
	if k == mImage {
		open++
	}
	inner := max(open, w.inlines(c, n, true))
	if c.FirstChild() == nil {
		inner = open
	}
	m := mark{kind: k, inner: Span{open, inner}, dest: dest, label: markdown.Text(c, w.src[w.base:]), nested: nested}
	if i := bytes.IndexByte(w.src[inner:], ']'); i >= 0 {
		m.inner.End = inner + i
	}
	end := m.inner.End + 1
	m.target = Span{start, end}
	if byName {
		if end < len(w.src) && w.src[end] == '[' {
			if i := bytes.IndexByte(w.src[end:], ']'); i >= 0 {
				end += i + 1
			}
		}
	} else {
		m.target, end = w.target(end, dest, title)
	}
	m.span = Span{start, end}
	n.marks[at] = m
	return end
}

// target finds the target behind a label's ], and where the link ends.
func (w *walker) target(at int, dest string, title int) (Span, int) {
	at++ // (
	for at < len(w.src) && (w.src[at] == ' ' || w.src[at] == '\n' || w.src[at] == '<') {
		at++
	}
	s := Span{at, min(at+len(dest), len(w.src))}
	end := s.End
	if title > 0 {
		if i := bytes.IndexAny(w.src[end:], "\"'("); i >= 0 {
			end = min(end+i+title+2, len(w.src))
		}
	}
	if i := bytes.IndexByte(w.src[end:], ')'); i >= 0 {
		end += i + 1
	}
	return s, end
}
