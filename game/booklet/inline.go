package booklet

import (
	"bytes"
	"html/template"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"kobayashi/game/markdown"
	"kobayashi/game/typeset"
)

// literally writes a text as Markdown that shows it sign by sign.
func literally(text string) string {
	const marks = "\\`*_{}[]<>#|~&$!"
	var b strings.Builder
	for _, r := range text {
		if strings.ContainsRune(marks, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// setter turns Markdown into HTML that can do nothing: no picture is loaded, no
// link leads anywhere but to the web, no tag of the author's gets through.
type setter struct{ whole, inline goldmark.Markdown }

func newSetter() setter {
	s := setter{markdown.New(), markdown.NewInline()}
	for _, md := range []goldmark.Markdown{s.whole, s.inline} {
		md.SetRenderer(renderer.NewRenderer(renderer.WithNodeRenderers(
			util.Prioritized(careful{}, 100),
			util.Prioritized(extension.NewTableHTMLRenderer(), 500),
			util.Prioritized(html.NewRenderer(), 1000),
		)))
	}
	return s
}

// alert is the first line of an alert in a note.
var alert = regexp.MustCompile(`(?m)^(\s*> ?)\[!\w+\][ \t]*\n`)

// page gives Markdown of any kind as HTML.
func (s setter) page(md string) template.HTML {
	return convert(s.whole, alert.ReplaceAllString(md, "$1\n"))
}

// prose gives one paragraph of Markdown as HTML without its tag.
func (s setter) prose(md string) template.HTML {
	text := strings.TrimSpace(string(convert(s.inline, md)))
	return template.HTML(strings.TrimSuffix(strings.TrimPrefix(text, "<p>"), "</p>"))
}

func convert(md goldmark.Markdown, text string) template.HTML {
	var out bytes.Buffer
	if err := md.Convert([]byte(typeset.Clean(text)), &out); err != nil {
		return template.HTML(template.HTMLEscapeString(text))
	}
	// Entities can name what Clean took out.
	return template.HTML(typeset.Clean(out.String()))
}

// careful renders what goldmark would render too freely for a page that stands
// for itself.
type careful struct{}

func (careful) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	nothing := func(util.BufWriter, []byte, ast.Node, bool) (ast.WalkStatus, error) {
		return ast.WalkSkipChildren, nil
	}
	r.Register(ast.KindRawHTML, nothing)
	r.Register(ast.KindHTMLBlock, nothing)
	r.Register(extast.KindTaskCheckBox, nothing)
	r.Register(ast.KindLink, link)
	r.Register(ast.KindAutoLink, autoLink)
	r.Register(ast.KindImage, picture)
	r.Register(ast.KindHeading, heading)
	r.Register(extast.KindTableCell, cell)
	r.Register(ast.KindFencedCodeBlock, fence)
	r.Register(ast.KindCodeBlock, fence)
}

func isWeb(target string) bool {
	return strings.HasPrefix(target, "https://") || strings.HasPrefix(target, "http://")
}

// link keeps a link to the web; one to a note is set off, for notes stand in the
// guide.
func link(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	target := string(n.(*ast.Link).Destination)
	open, end := `<em class="ref">`, `</em>`
	if isWeb(target) {
		open, end = `<a rel="noreferrer" href="`+template.HTMLEscapeString(target)+`">`, `</a>`
	}
	if !entering {
		open = end
	}
	_, err := w.WriteString(open)
	return ast.WalkContinue, err
}

func autoLink(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		w.WriteString(template.HTMLEscapeString(string(n.(*ast.AutoLink).Label(source))))
	}
	return ast.WalkContinue, nil
}

// picture is its description.
func picture(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		w.WriteString(template.HTMLEscapeString(markdown.Text(n, source)))
	}
	return ast.WalkSkipChildren, nil
}

// heading stands below those of the page.
func heading(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	tag := `<p class="head">`
	if !entering {
		tag = "</p>\n"
	}
	_, err := w.WriteString(tag)
	return ast.WalkContinue, err
}

func cell(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	tag := "<td>"
	head := n.Parent().Kind() == extast.KindTableHeader
	switch {
	case head && entering:
		tag = `<th scope="col">`
	case head:
		tag = "</th>\n"
	case !entering:
		tag = "</td>\n"
	}
	_, err := w.WriteString(tag)
	return ast.WalkContinue, err
}

// fence is code, or a chart as it was written: its lines say what it would show.
func fence(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		w.WriteString("<pre>" + template.HTMLEscapeString(string(n.Lines().Value(source))) + "</pre>\n")
	}
	return ast.WalkSkipChildren, nil
}
