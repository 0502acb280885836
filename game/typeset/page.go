package typeset

import (
	"strings"

	"charm.land/glamour/v2/ansi"
	"github.com/yuin/goldmark/ast"
	astext "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"

	"kobayashi/game/markdown"
)

// page is a page being set.
type page struct {
	setter    *Setter
	style     Style
	sheet     *sheet
	phrases   *phrases
	renderers map[string]renderer.Renderer // by the ground's SGR

	source []byte // the Markdown, and behind it the texts made safe
	links  []Link
	lines  []string
}

// frame is the place a block is set into: what stands before its first line,
// what before the others, and the cells left for the block.
type frame struct {
	first, rest []span
	width       int
	ground      ansi.StylePrimitive
	depth       int
}

// set sets a page or a piece of prose. It is what the cache calls.
func (s *Setter) set(k key) (set Page) {
	p := s.newPage(k.style)
	f := p.whole(k.width)
	// Hundreds of seats live in one process. Should a library stumble over a
	// text, that text is shown bare, and nobody loses a seat.
	defer func() {
		if recover() != nil {
			p = s.newPage(k.style)
			p.bare(k.text, p.whole(k.width))
			set = Page{Lines: p.lines}
		}
	}()
	switch {
	case tooMuch(k.text):
		p.bare(k.text, f)
	case k.prose:
		p.prose(k.text, f)
	default:
		p.source = []byte(k.text)
		doc := s.reader().Parser().Parse(text.NewReader(p.source))
		if tablesTooLarge(doc) {
			p.bare(k.text, f)
			break
		}
		p.blocks(doc, f, false)
	}
	p.giveBack()
	return Page{Lines: p.lines, Links: offered(p.links)}
}

func (s *Setter) newPage(st Style) *page {
	return &page{setter: s, style: st, sheet: s.sheet(st.Ink), phrases: s.phrasesFor(st.Lang), renderers: map[string]renderer.Renderer{}}
}

// whole is the frame of a whole page.
func (p *page) whole(width int) *frame {
	return &frame{width: width, ground: p.sheet.Document.StylePrimitive}
}

// bare sets text as it is, mark by mark: what could not be read as Markdown is
// still shown.
func (p *page) bare(source string, f *frame) {
	if len(source) > maxPage {
		source = source[:maxPage]
	}
	p.flow([]span{{text: strings.TrimRight(p.safe(Clean(source)), "\n")}}, f)
}

// flow wraps spans into the frame.
func (p *page) flow(spans []span, f *frame) {
	for _, line := range cutSpans(spans, p.setting(f.width)) {
		p.put(f, line)
	}
}

func (p *page) setting(width int) setting {
	return setting{first: width, rest: width, wide: p.style.Safe, phrases: p.phrases}
}

// put writes one line into the frame, and notes which links begin on it.
func (p *page) put(f *frame, line []span) {
	for _, s := range line {
		if s.link > 0 && s.link <= len(p.links) && p.links[s.link-1].Line < 0 {
			p.links[s.link-1].Line = len(p.lines)
		}
	}
	whole := make([]span, 0, len(f.first)+len(line))
	whole = append(append(whole, f.first...), line...)
	p.lines = append(p.lines, draw(whole))
	f.first = f.rest
}

// gap writes the empty line between two blocks.
func (p *page) gap(f *frame) {
	p.lines = append(p.lines, draw(append([]span(nil), f.rest...)))
}

// within returns the frame inside f for something with its own beginning of
// lines.
func (f *frame) within(first, rest []span, cells int, ground ansi.StylePrimitive) *frame {
	return &frame{
		first:  append(append([]span(nil), f.first...), first...),
		rest:   append(append([]span(nil), f.rest...), rest...),
		width:  max(f.width-cells, 2),
		ground: ground,
		depth:  f.depth + 1,
	}
}

// blocks sets the blocks below n. tight leaves no lines between them.
func (p *page) blocks(n ast.Node, f *frame, tight bool) {
	var last ast.Node
	var next ast.Node
	for c := n.FirstChild(); c != nil; c = next {
		next = c.NextSibling()
		if invisible(c, p.source) {
			continue
		}
		if last != nil && !tight && spaced(last) {
			p.gap(f)
		}
		p.block(c, f)
		last = c
	}
	if last == nil && len(f.first) > 0 {
		p.put(f, nil)
	}
}

// spaced tells whether an empty line follows block n: below a small heading the
// text stands close.
func spaced(n ast.Node) bool {
	h, ok := n.(*ast.Heading)
	return !ok || h.Level == 1
}

func (p *page) block(n ast.Node, f *frame) {
	if f.depth > maxDepth || p.cramped(n, f) {
		p.flow([]span{{text: p.flat(n)}}, f)
		return
	}
	switch n := n.(type) {
	case *ast.List:
		p.list(n, f)
	case *ast.Blockquote:
		p.quote(n, f)
	case *ast.FencedCodeBlock:
		p.fence(n, f)
	case *ast.CodeBlock:
		p.code(p.raw(n), f)
	case *ast.HTMLBlock:
		p.flow([]span{{text: p.safe(Clean(strings.TrimRight(p.raw(n), "\n")))}}, f)
	case *astext.Table:
		p.table(n, f)
	case *ast.ThematicBreak:
		p.put(f, []span{{text: strings.Repeat(p.rule(), f.width), sgr: sgrOf(p.sheet.House.Border)}})
	default:
		p.flow(p.inline(n, f.ground), f)
	}
}

// invisible tells whether a block shows nothing: a comment, or the definition of
// a link.
func invisible(n ast.Node, source []byte) bool {
	switch n := n.(type) {
	case *ast.LinkReferenceDefinition:
		return true
	case *ast.HTMLBlock:
		return n.HTMLBlockType == ast.HTMLBlockType2
	case *ast.Paragraph:
		return !n.HasChildren()
	}
	return false
}

// minInside is how many cells a list or a quote has to leave for its text.
const minInside = 8

// cramped tells whether a list or a quote would leave too little room.
func (p *page) cramped(n ast.Node, f *frame) bool {
	switch n := n.(type) {
	case *ast.List:
		_, widest := p.marks(n)
		return f.width-widest < minInside
	case *ast.Blockquote:
		return f.width-2 < minInside
	}
	return false
}

// flat returns all the text below n, for what is nested beyond all use.
func (p *page) flat(n ast.Node) string {
	var texts []string
	_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		switch {
		case !entering || c.Type() != ast.TypeBlock:
		case c.IsRaw():
			texts = append(texts, p.raw(c))
		case c.FirstChild() != nil && c.FirstChild().Type() == ast.TypeInline:
			texts = append(texts, markdown.Text(c, p.source))
		}
		return ast.WalkContinue, nil
	})
	return p.safe(strings.ReplaceAll(Clean(strings.Join(texts, " ")), "\n", " "))
}

// raw returns the lines of a code or HTML block.
func (p *page) raw(n ast.Node) string {
	var b strings.Builder
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		b.Write(line.Value(p.source))
	}
	if h, ok := n.(*ast.HTMLBlock); ok && h.HasClosure() {
		b.Write(h.ClosureLine.Value(p.source))
	}
	return b.String()
}
