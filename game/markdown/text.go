package markdown

import (
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// Text returns what a reader sees of n's inline content, without marks: escapes
// and entities resolved, soft breaks a space or nothing, hard breaks a line
// feed, a picture its description. Raw HTML is left out. The result may hold
// any character an entity can name, so it is to be cleaned before it is shown.
func Text(n ast.Node, source []byte) string {
	var b strings.Builder
	writeText(&b, n, source)
	return b.String()
}

func writeText(b *strings.Builder, n ast.Node, source []byte) {
	switch n := n.(type) {
	case *ast.Text:
		if n.IsRaw() || n.Parent() != nil && n.Parent().Kind() == ast.KindCodeSpan {
			b.WriteString(strings.ReplaceAll(string(n.Segment.Value(source)), "\n", " "))
		} else {
			b.WriteString(Unescape(string(n.Segment.Value(source))))
		}
		switch {
		case n.HardLineBreak():
			b.WriteByte('\n')
		case n.SoftLineBreak():
			b.WriteByte(' ')
		}
		return
	case *ast.AutoLink:
		b.Write(n.Label(source))
		return
	case *ast.String:
		b.Write(n.Value)
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		writeText(b, c, source)
	}
}

// Unescape resolves the backslash escapes and the entities of a piece of
// Markdown text in one pass, so that neither can make the other: `\&amp;` is
// &amp; and stays so.
func Unescape(s string) string {
	if !strings.ContainsAny(s, `\&`) {
		return s
	}
	var b strings.Builder
	for s != "" {
		i := strings.IndexByte(s, '\\')
		if i < 0 || i+1 == len(s) {
			break
		}
		b.WriteString(html.UnescapeString(s[:i]))
		if isASCIIPunct(s[i+1]) {
			b.WriteByte(s[i+1])
			s = s[i+2:]
		} else {
			b.WriteByte('\\')
			s = s[i+1:]
		}
	}
	b.WriteString(html.UnescapeString(s))
	return b.String()
}

func isASCIIPunct(c byte) bool {
	return c >= '!' && c <= '/' || c >= ':' && c <= '@' || c >= '[' && c <= '`' || c >= '{' && c <= '~'
}
