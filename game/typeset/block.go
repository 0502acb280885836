package typeset

import (
	"fmt"
	"strconv"
	"strings"

	"charm.land/glamour/v2/ansi"
	"github.com/yuin/goldmark/ast"
	astext "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// maxDepth is how deep lists and quotes are set one inside the other. Deeper
// ones are shown as one paragraph.
const maxDepth = 10

// list sets a list, its text hanging behind the marks.
func (p *page) list(l *ast.List, f *frame) {
	marks, widest := p.marks(l)
	i := 0
	for item := l.FirstChild(); item != nil; item = item.NextSibling() {
		if i > 0 && !l.IsTight {
			p.gap(f)
		}
		lead := strings.Repeat(" ", widest-cells(marks[i], p.style.Safe))
		if !l.IsOrdered() {
			lead, marks[i] = "", marks[i]+lead
		}
		inside := f.within(
			[]span{{text: lead + marks[i], sgr: sgrOf(p.sheet.Item)}},
			[]span{{text: strings.Repeat(" ", widest)}}, widest, f.ground)
		p.blocks(item, inside, l.IsTight)
		f.first = f.rest
		i++
	}
}

// marks returns what stands before each item of l, and the cells of the widest.
func (p *page) marks(l *ast.List) (marks []string, widest int) {
	n := l.Start
	for item := l.FirstChild(); item != nil; item = item.NextSibling() {
		mark := "- "
		switch box := checkbox(item); {
		case l.IsOrdered():
			mark = strconv.Itoa(n) + string(rune(l.Marker)) + " "
			n++
		case box != nil && box.IsChecked:
			mark = "[x] "
		case box != nil:
			mark = "[ ] "
		case isJapanese(p.style.Lang):
			mark = "・"
		}
		marks = append(marks, mark)
		widest = max(widest, cells(mark, p.style.Safe))
	}
	return marks, widest
}

func checkbox(item ast.Node) *astext.TaskCheckBox {
	if item.FirstChild() == nil {
		return nil
	}
	box, _ := item.FirstChild().FirstChild().(*astext.TaskCheckBox)
	return box
}

// quote sets a quote with an edge, or an alert if it begins with its mark.
func (p *page) quote(q *ast.Blockquote, f *frame) {
	kind := p.alert(q)
	look := p.sheet.House.Aside
	if kind != "" {
		look = p.sheet.House.Alerts[kind]
	}
	edge := p.edge(look)
	inside := f.within(edge, edge, 2, mix(f.ground, p.sheet.BlockQuote.StylePrimitive))
	if kind != "" {
		inside.ground = f.ground
		p.put(inside, []span{{text: p.alertWord(kind), sgr: sgrOf(look)}})
		if !q.HasChildren() {
			f.first = f.rest
			return
		}
	}
	p.blocks(q, inside, false)
	f.first = f.rest
}

// edge is what stands left of a quote: a coloured cell, or a sign where there is
// no colour. Line mode only indents, for a screen reader would speak the sign on
// every line.
func (p *page) edge(look ansi.StylePrimitive) []span {
	switch {
	case p.style.Ink == Plain:
		return []span{{text: "  "}}
	case p.style.Ink == Mono || look.Color == nil:
		return []span{{text: "| "}}
	}
	return []span{{text: " ", sgr: sgrOf(ansi.StylePrimitive{BackgroundColor: look.Color})}, {text: " "}}
}

// mix returns ground with what over sets.
func mix(ground, over ansi.StylePrimitive) ansi.StylePrimitive {
	if over.Color != nil {
		ground.Color = over.Color
	}
	if over.Bold != nil {
		ground.Bold = over.Bold
	}
	if over.Underline != nil {
		ground.Underline = over.Underline
	}
	return ground
}

// alertKinds are GitHub's, with the word that stands beside the colour.
var alertKinds = []struct{ kind, ja, en string }{
	{"note", "補足", "Note"},
	{"tip", "解説", "Tip"},
	{"important", "要点", "Key point"},
	{"warning", "警告", "Warning"},
	{"caution", "注意", "Caution"},
}

func (p *page) alertWord(kind string) string {
	for _, a := range alertKinds {
		if a.kind == kind {
			if isJapanese(p.style.Lang) {
				return "【" + a.ja + "】"
			}
			return "[" + a.en + "]"
		}
	}
	return ""
}

// alert tells which alert q is, if any, and takes the mark off.
func (p *page) alert(q *ast.Blockquote) string {
	first, ok := q.FirstChild().(*ast.Paragraph)
	if !ok || first.Lines().Len() == 0 {
		return ""
	}
	segment := first.Lines().At(0)
	line := strings.ToLower(strings.TrimSpace(string(segment.Value(p.source))))
	for _, a := range alertKinds {
		if line != "[!"+a.kind+"]" {
			continue
		}
		// The mark is all the inline nodes of the first source line.
		for c := first.FirstChild(); c != nil; c = first.FirstChild() {
			t, isText := c.(*ast.Text)
			first.RemoveChild(first, c)
			if isText && t.Segment.Stop >= segment.Start+len("[!]")+len(a.kind) {
				break
			}
		}
		if !first.HasChildren() {
			q.RemoveChild(q, first)
		}
		return a.kind
	}
	return ""
}

// code sets lines of code as they are, cut where they are too long.
func (p *page) code(source string, f *frame) {
	sgr := sgrOf(p.sheet.CodeBlock.StylePrimitive)
	indent := []span{{text: "  "}}
	inside := f.within(indent, indent, 2, f.ground)
	source = strings.TrimRight(strings.ReplaceAll(source, "\t", "    "), "\n")
	for line := range strings.SplitSeq(p.safe(Clean(source)), "\n") {
		for _, part := range chop(line, inside.width, p.style.Safe) {
			p.put(inside, []span{{text: part, sgr: sgr}})
		}
	}
	f.first = f.rest
}

// chop cuts a line of code after width cells, wherever that is.
func chop(line string, width int, wide bool) []string {
	var parts []string
	used, from := 0, 0
	for _, c := range pieces(line, wide) {
		if used+c.cells > width && c.at > from {
			parts = append(parts, line[from:c.at])
			used, from = 0, c.at
		}
		used += c.cells
	}
	return append(parts, line[from:])
}

func (p *page) fence(n *ast.FencedCodeBlock, f *frame) {
	source := p.raw(n)
	if string(n.Language(p.source)) == "bars" {
		if c, ok := readChart(Clean(source)); ok {
			p.chart(c, f)
			return
		}
	}
	p.code(source, f)
}

// picture stands in for a picture.
func (p *page) picture(description string) string {
	word := "Figure"
	if isJapanese(p.style.Lang) {
		word = "図"
	}
	if description = strings.TrimSpace(description); description == "" {
		return "[" + word + "]"
	}
	return fmt.Sprintf("[%s: %s]", word, description)
}

func (p *page) rule() string {
	if p.ascii() {
		return "-"
	}
	return "─"
}

// ascii tells whether frames are drawn with ASCII signs.
func (p *page) ascii() bool { return p.style.Safe || p.style.Ink == Plain }

// prose sets paragraphs of inline Markdown, read so that no mark begins a block.
func (p *page) prose(md string, f *frame) {
	p.source = []byte(md)
	p.blocks(p.setter.inlines().Parser().Parse(text.NewReader(p.source)), f, false)
}
