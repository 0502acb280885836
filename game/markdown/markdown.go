// Package markdown is the project's one reading of Markdown: GitHub's, with the
// rules Japanese needs.
//
// CommonMark lets `**名前（役）**台詞` stand as plain asterisks, and puts a space
// where a Japanese line was folded in the editor. Here the first is bold and the
// second leaves no trace. The scenario parser and the typesetter read with the
// same rules, so that what one takes for a name the other shows as one.
//
// It renders nothing, gives no heading an id (Slug says what the id would be),
// and leaves strikethrough and bare web addresses as the text they are.
package markdown

import (
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
)

// New returns a reader of Markdown. It may be shared by goroutines.
//
// After parsing, a soft line break is a space if the Text before it still says
// SoftLineBreak, and nothing at all if it does not.
func New() goldmark.Markdown {
	p := parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithInlineParsers(inlineParsers()...),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
		parser.WithASTTransformers(util.Prioritized(softBreaks{}, 500)),
	)
	return goldmark.New(
		goldmark.WithParser(p),
		goldmark.WithExtensions(extension.Table, extension.TaskList),
	)
}

// NewInline returns a reader of paragraphs: nothing in them begins a heading, a
// list or any other block. It may be shared by goroutines.
func NewInline() goldmark.Markdown {
	return goldmark.New(goldmark.WithParser(parser.NewParser(
		parser.WithBlockParsers(util.Prioritized(anyIndent{parser.NewParagraphParser()}, 1000)),
		parser.WithInlineParsers(inlineParsers()...),
		parser.WithASTTransformers(util.Prioritized(softBreaks{}, 500)),
	)))
}

// anyIndent reads a paragraph that begins with four spaces too, which nothing
// else would take and which would be lost.
type anyIndent struct{ parser.BlockParser }

func (anyIndent) CanAcceptIndentedLine() bool { return true }

func inlineParsers() []util.PrioritizedValue {
	return []util.PrioritizedValue{
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(parser.NewLinkParser(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(parser.NewRawHTMLParser(), 400),
		util.Prioritized(emphasis{}, 500),
	}
}
