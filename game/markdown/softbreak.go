package markdown

import (
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// softBreaks takes the soft line break off a text that ends in a CJK character
// when the next text begins with one. What stays is a space.
type softBreaks struct{}

func (softBreaks) Transform(doc *ast.Document, reader text.Reader, _ parser.Context) {
	source := reader.Source()
	var open *ast.Text // the text whose soft break waits for the next character
	var last rune      // the character before it, perhaps in an earlier node
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		t, isText := n.(*ast.Text)
		switch {
		case !entering:
		case isText:
			if value := t.Segment.Value(source); len(value) > 0 {
				if first, _ := utf8.DecodeRune(value); open != nil && joins(last, first) {
					open.SetSoftLineBreak(false)
				}
				open = nil
				last, _ = utf8.DecodeLastRune(value)
			}
			if t.SoftLineBreak() {
				open = t
			}
		case n.Type() == ast.TypeBlock, n.Kind() == ast.KindRawHTML, n.Kind() == ast.KindAutoLink:
			// What is not text keeps its space, and a block starts afresh.
			open, last = nil, ' '
		}
		return ast.WalkContinue, nil
	})
}
