package parse

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	gm "github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"kobayashi/game/markdown"
)

// reading is goldmark with the project's rules.
var reading = markdown.New().Parser()

// nodes reads Markdown with goldmark. The source may begin with front matter:
// start says where the Markdown does.
func nodes(source []byte, start int) []*node {
	w := walker{src: source, base: start}
	doc := reading.Parse(text.NewReader(source[start:]), gm.WithContext(gm.NewContext()))
	return w.blocks(doc)
}

// walker turns goldmark's tree into nodes. Its offsets count from base.
type walker struct {
	src  []byte
	base int
}

func (w *walker) blocks(parent ast.Node) []*node {
	list := make([]*node, 0, parent.ChildCount())
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		list = append(list, w.block(c))
	}
	return list
}

func (w *walker) block(c ast.Node) *node {
	n := &node{blank: c.HasBlankPreviousLines()}
	// Behind a tab goldmark counts columns, which may lie behind the end.
	n.span.Start = min(w.base+max(0, c.Pos()), len(w.src))
	switch c := c.(type) {
	case *ast.Heading:
		n.kind, n.level = nHeading, c.Level
		if n.span.Start == len(w.src) || w.src[n.span.Start] != '#' {
			n.kind = nSetext
		}
		w.leaf(c, n)
		n.grow(w.lineEnd(n.span.Start))
	case *ast.Paragraph, *ast.TextBlock:
		w.leaf(c, n)
	case *ast.Blockquote:
		n.kind = nQuote
		w.children(c, n)
	case *ast.List:
		n.kind, n.marker, n.level = nList, c.Marker, c.Start
		w.children(c, n)
	case *ast.ListItem:
		n.kind = nItem
		w.children(c, n)
	case *ast.FencedCodeBlock:
		n.kind = nFence
		w.code(c, n)
		end := w.lineEnd(n.span.Start)
		n.fence = strings.TrimRight(string(w.src[n.span.Start:end]), " ")
		n.grow(end)
		w.closeFence(n)
	case *ast.CodeBlock:
		n.kind = nIndented
		w.code(c, n)
	case *ast.HTMLBlock:
		n.kind = nHTML
		w.code(c, n)
		if c.HasClosure() {
			n.lines = append(n.lines, w.line(c.ClosureLine))
		}
		n.grow(lastEnd(n.lines))
	case *extast.Table:
		n.kind = nTable
		w.table(c, n)
	case *ast.ThematicBreak:
		n.kind = nRule
		n.grow(w.lineEnd(n.span.Start))
	default:
		n.kind = nDefinition
		n.grow(w.lineEnd(n.span.Start))
	}
	return n
}

func (w *walker) lineEnd(offset int) int {
	if i := bytes.IndexByte(w.src[offset:], '\n'); i >= 0 {
		return offset + i
	}
	return len(w.src)
}

// line is a segment without its line feed.
func (w *walker) line(s text.Segment) Span {
	l := Span{w.base + s.Start, w.base + s.Stop}
	if l.End > l.Start && w.src[l.End-1] == '\n' {
		l.End--
	}
	return l
}

func lastEnd(lines []Span) int {
	if len(lines) == 0 {
		return 0
	}
	return lines[len(lines)-1].End
}

func (w *walker) children(c ast.Node, n *node) {
	n.kids = w.blocks(c)
	if len(n.kids) > 0 {
		n.grow(n.kids[len(n.kids)-1].span.End)
	} else {
		n.grow(w.lineEnd(n.span.Start))
	}
}

// code keeps the lines of a block that is not read any further.
func (w *walker) code(c ast.Node, n *node) {
	lines := c.Lines()
	for i := range lines.Len() {
		n.lines = append(n.lines, w.line(lines.At(i)))
	}
	n.grow(lastEnd(n.lines))
}

// closeFence finds the line that closes a fence: goldmark does not keep it.
func (w *walker) closeFence(n *node) {
	next := n.span.End + 1
	if next >= len(w.src) {
		return
	}
	end := w.lineEnd(next)
	if line := bytes.TrimLeft(w.src[next:end], " >"); len(line) >= 3 && line[0] == n.fence[0] && line[1] == line[0] {
		n.grow(end)
	}
}

// leaf keeps a text block's lines and the marks in it.
func (w *walker) leaf(c ast.Node, n *node) {
	lines := c.Lines()
	n.lines = make([]Span, 0, lines.Len())
	for i := range lines.Len() {
		n.lines = append(n.lines, w.line(lines.At(i)))
	}
	n.grow(lastEnd(n.lines))
	w.inlines(c, n, false)
}

// table keeps the rows' source lines, the one under the head too, which is no
// row to goldmark.
func (w *walker) table(c *extast.Table, n *node) {
	for row := c.FirstChild(); row != nil; row = row.NextSibling() {
		start := w.base + max(0, row.Pos())
		n.lines = append(n.lines, Span{start, w.lineEnd(start)})
		if row == c.FirstChild() {
			if next := w.lineEnd(start) + 1; next < len(w.src) {
				end := w.lineEnd(next)
				skip := len(w.src[next:end]) - len(bytes.TrimLeft(w.src[next:end], " >"))
				n.lines = append(n.lines, Span{next + skip, end})
			}
		}
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			w.inlines(cell, n, false)
		}
	}
	if len(n.lines) > 0 {
		n.span.Start = n.lines[0].Start
		n.grow(lastEnd(n.lines))
	}
}
