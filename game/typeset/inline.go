package typeset

import (
	"bytes"
	"strings"

	"charm.land/glamour/v2/ansi"
	"github.com/yuin/goldmark/ast"
	astext "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"

	"kobayashi/game/markdown"
)

// newRenderer returns glamour's renderer, without its own wrapping, for text
// whose ground style is ground.
func newRenderer(sh *sheet, ground ansi.StylePrimitive) renderer.Renderer {
	styles := sh.StyleConfig
	styles.Document = ansi.StyleBlock{StylePrimitive: ground}
	r := ansi.NewRenderer(ansi.Options{WordWrap: 0, PreserveNewLines: true, Styles: styles})
	return renderer.NewRenderer(renderer.WithNodeRenderers(util.Prioritized(r, 1000)))
}

// renderer returns glamour's renderer for a ground style. A renderer holds state
// while it works and takes longer to make than a speech takes to set, so a page
// borrows it.
func (p *page) renderer(ground ansi.StylePrimitive) renderer.Renderer {
	name := sgrOf(ground)
	r, ok := p.renderers[name]
	if !ok {
		if r, ok = p.sheet.idle(name).Get().(renderer.Renderer); !ok {
			r = newRenderer(p.sheet, ground)
		}
		p.renderers[name] = r
	}
	return r
}

// giveBack returns the renderers of a page that was set without an accident.
func (p *page) giveBack() {
	for name, r := range p.renderers {
		p.sheet.idle(name).Put(r)
	}
}

// inline returns n's inline content in the colours of the theme. Headings keep
// their level; everything else is set as bare text in the colour of ground. n
// has no children left afterwards.
func (p *page) inline(n ast.Node, ground ansi.StylePrimitive) []span {
	before := len(p.links)
	p.prepare(n)
	var holder ast.Node = ast.NewTextBlock()
	if h, ok := n.(*ast.Heading); ok {
		holder = ast.NewHeading(h.Level)
	} else if t, ok := n.FirstChild().(*ast.Text); ok && t.NextSibling() == nil && p.uncoloured(ground) {
		// Most paragraphs are one plain text, for which there is nothing to render.
		return readSpans(decodeText.Replace(string(t.Segment.Value(p.source))), before)
	}
	for c := n.FirstChild(); c != nil; c = n.FirstChild() {
		holder.AppendChild(holder, c)
	}
	if !holder.HasChildren() {
		return nil
	}
	doc := ast.NewDocument()
	doc.AppendChild(doc, holder)
	var out bytes.Buffer
	if err := p.renderer(ground).Render(&out, p.source, doc); err != nil {
		delete(p.renderers, sgrOf(ground)) // it stopped halfway
		return []span{{text: Clean(markdown.Text(holder, p.source))}}
	}
	return readSpans(out.String(), before)
}

// prepare makes the inline content of n safe and simple for the renderer: every
// text is resolved and cleaned here, once, and written in the form the renderer
// resolves to exactly that; links lose their address, which the renderer would
// write as an escape sequence; breaks become signs.
func (p *page) prepare(n ast.Node) {
	var next ast.Node
	for c := n.FirstChild(); c != nil; c = next {
		next = c.NextSibling()
		switch c := c.(type) {
		case *ast.Text:
			p.prepareText(c)
		case *ast.CodeSpan:
			p.prepareCode(c, n.Kind() == ast.KindLink)
		case *ast.Link:
			p.prepareLink(c)
		case *ast.AutoLink:
			p.prepareAutoLink(n, c)
		case *ast.Image:
			n.ReplaceChild(n, c, p.text(p.picture(string(markdown.Text(c, p.source)))))
		case *ast.RawHTML:
			n.ReplaceChild(n, c, p.html(c))
		case *astext.TaskCheckBox:
			n.RemoveChild(n, c)
		case *ast.Emphasis:
			p.prepare(c)
		default:
			n.ReplaceChild(n, c, p.text(markdown.Text(c, p.source)))
		}
	}
}

func (p *page) prepareText(t *ast.Text) {
	s := p.safe(Clean(markdown.Unescape(string(t.Segment.Value(p.source)))))
	s = strings.ReplaceAll(s, "\n", " ")
	switch {
	case t.HardLineBreak():
		s += signBreak
	case t.SoftLineBreak():
		s += " "
	}
	t.Segment = p.store(s, true)
	t.SetSoftLineBreak(false)
	t.SetHardLineBreak(false)
}

// prepareCode joins the lines of a code span. Straight inside a link the
// renderer resolves code as it does text.
func (p *page) prepareCode(c *ast.CodeSpan, resolved bool) {
	var b strings.Builder
	for t := c.FirstChild(); t != nil; t = t.NextSibling() {
		if t, ok := t.(*ast.Text); ok {
			b.Write(t.Segment.Value(p.source))
		}
	}
	c.RemoveChildren(c)
	s := p.safe(Clean(strings.ReplaceAll(b.String(), "\n", " ")))
	t := ast.NewTextSegment(p.store(s, resolved))
	c.AppendChild(c, t)
}

// text returns a text node that shows s.
func (p *page) text(s string) *ast.Text {
	return p.signed(p.safe(strings.ReplaceAll(Clean(s), "\n", " ")))
}

// signed is text for strings with the typesetter's own signs in them.
func (p *page) signed(s string) *ast.Text {
	return ast.NewTextSegment(p.store(s, true))
}

// encoder writes what the renderer resolves once more: entities, and in text
// backslashes too.
var (
	encodeText = strings.NewReplacer("&", "&amp;", `\`, `\\`)
	decodeText = strings.NewReplacer("&amp;", "&", `\\`, `\`)
	encodeCode = strings.NewReplacer("&", "&amp;")
)

// uncoloured tells whether the theme leaves text on that ground as it is.
func (p *page) uncoloured(ground ansi.StylePrimitive) bool {
	return sgrOf(ground) == "" && p.sheet.Text == (ansi.StylePrimitive{})
}

func (p *page) html(n *ast.RawHTML) *ast.Text {
	var b strings.Builder
	for i := range n.Segments.Len() {
		segment := n.Segments.At(i)
		b.Write(segment.Value(p.source))
	}
	raw := b.String()
	switch tag := strings.ToLower(strings.ReplaceAll(raw, " ", "")); {
	case tag == "<br>" || tag == "<br/>":
		return p.signed(signBreak)
	case strings.HasPrefix(raw, "<!"), strings.HasPrefix(raw, "<?"):
		return p.signed("")
	}
	return p.text(raw)
}
