package parse

import (
	"strings"
)

// quick reads the Markdown that scenarios are mostly made of: headings,
// paragraphs, quotes of paragraphs, lists with indented paragraphs, fences and
// comments, all in their plainest form. Whatever else a scene holds, it gives
// up and goldmark reads that scene. It exists for speed alone: a test and a fuzz
// target hold it to goldmark's tree, node for node.
type quick struct {
	src   string
	at    int // the line that is read next
	limit int // where the scene ends
	list  []*node
	pool  []node
	spans []Span
	lines int // where in spans the lines of the leaf at hand begin
	marks []mark
	from  int // where in marks those of the leaf at hand begin
	stars int // how many ** the leaf at hand has so far; odd: one is open
	bold  int // which of its marks is its bold beginning, or -1
	slow  int // scenes that were left to goldmark
}

// quickNodes reads Markdown scene by scene. It gives up on the whole if a scene
// could reach into the next: a fence, HTML or a definition that is not plain.
// There must be no control characters in the source.
func quickNodes(source []byte, src string, start int) (list []*node, slow int, ok bool) {
	if strings.Contains(src[start:], "]:") || strings.IndexByte(src[start:], '\t') >= 0 {
		return nil, 0, false
	}
	q := quick{src: src, list: make([]*node, 0, len(src)/64)}
	for at := start; at < len(src); {
		q.at, q.limit = at, len(src)
		if i := strings.Index(src[at:], "\n## "); i >= 0 {
			q.limit = at + i + 1
		}
		before := len(q.list)
		if !q.scene() {
			if reaching(src[at:q.limit]) {
				return nil, 0, false
			}
			q.slow++
			q.list = append(q.list[:before], nodes(source[:q.limit], at)...)
		}
		at = q.limit
	}
	return q.list, q.slow, true
}

// reaching tells whether some line might open what does not end with its scene.
func reaching(scene string) bool {
	for line := range strings.Lines(scene) {
		line = strings.TrimLeft(line, " >-*+0123456789.)")
		if strings.HasPrefix(line, "```") || strings.HasPrefix(line, "~~~") || strings.HasPrefix(line, "<") {
			return true
		}
	}
	return false
}

// line gives the line at a place, and where the next begins.
func (q *quick) line(at int) (line string, next int) {
	if i := strings.IndexByte(q.src[at:q.limit], '\n'); i >= 0 {
		return q.src[at : at+i], at + i + 1
	}
	return q.src[at:q.limit], q.limit
}

func (q *quick) node(kind nodeKind, start int) *node {
	if len(q.pool) == 0 {
		q.pool = make([]node, 256)
	}
	n := &q.pool[0]
	q.pool = q.pool[1:]
	n.kind, n.span = kind, Span{start, start}
	return n
}

// scene reads the blocks up to the limit. It gives up with false.
func (q *quick) scene() bool {
	start := q.at
	for q.at < q.limit {
		line, next := q.line(q.at)
		if line == "" {
			q.at = next
			continue
		}
		n := q.block(line, next, strings.TrimLeft(q.src[start:q.at], "\n") == "" || strings.HasSuffix(q.src[:q.at], "\n\n"))
		if n == nil {
			return false
		}
		q.list = append(q.list, n)
	}
	return true
}

// block reads one block of the top level, or gives up with nil.
func (q *quick) block(line string, next int, blank bool) *node {
	switch c := line[0]; {
	case c == '#':
		return q.heading(line, next)
	case c == '>':
		return q.quote()
	case strings.HasPrefix(line, "<!--"):
		return q.comment(line, next)
	case strings.HasPrefix(line, "```"):
		return q.fence(line, next)
	case marker(line) > 0:
		return q.items(line, blank)
	case plainStart(line):
		return q.paragraph(0)
	}
	return nil
}

// plainStart tells whether a line without indentation can only begin or go on
// with a paragraph. A bold beginning is one; any other asterisk is not judged.
func plainStart(line string) bool {
	if line == "" {
		return false
	}
	switch c := line[0]; c {
	case ' ', '#', '>', '-', '+', '=', '_', '~', '<', '|', ':':
		return false
	case '*':
		return len(line) > 2 && line[1] == '*' && line[2] != '*' && line[2] != ' '
	case '`':
		return !strings.HasPrefix(line, "```")
	default:
		if c >= '0' && c <= '9' {
			n := runEnd(line, func(r rune) bool { return r >= '0' && r <= '9' })
			return n == len(line) || line[n] != '.' && line[n] != ')'
		}
	}
	return true
}

// marker is how wide a list's mark is, with its one space; 0 if there is none.
func marker(line string) int {
	if len(line) > 2 && line[0] == '-' && line[1] == ' ' && line[2] != ' ' {
		return 2
	}
	n := 0
	for n < len(line) && line[n] >= '0' && line[n] <= '9' {
		n++
	}
	if n > 0 && n < 4 && n+2 < len(line) && line[n] == '.' && line[n+1] == ' ' && line[n+2] != ' ' {
		return n + 2
	}
	return 0
}

func (q *quick) heading(line string, next int) *node {
	level := runEnd(line, func(r rune) bool { return r == '#' })
	if level > 6 || level+1 >= len(line) || line[level] != ' ' || line[level+1] == ' ' || strings.HasSuffix(strings.TrimRight(line, " "), "#") {
		return nil
	}
	n := q.node(nHeading, q.at)
	n.level = level
	text := strings.TrimRight(line[level+1:], " ")
	n.lines = q.oneSpan(Span{q.at + level + 1, q.at + level + 1 + len(text)})
	n.span.End = q.at + len(line)
	q.at = next
	return q.inlines(n)
}

func (q *quick) oneSpan(s Span) []Span {
	q.begin()
	q.addSpan(s)
	return q.cutSpans()
}

// begin starts to gather the lines of a leaf.
func (q *quick) begin() { q.lines = len(q.spans) }

// addSpan adds to the lines that are being gathered.
func (q *quick) addSpan(s Span) {
	if len(q.spans) == cap(q.spans) {
		q.spans = append(make([]Span, 0, len(q.spans)-q.lines+512), q.spans[q.lines:]...)
		q.lines = 0
	}
	q.spans = append(q.spans, s)
}

// cutSpans takes what was gathered. It is never grown by others.
func (q *quick) cutSpans() []Span { return q.spans[q.lines:len(q.spans):len(q.spans)] }

func (q *quick) comment(line string, next int) *node {
	end := strings.Index(line, "-->")
	if end < 4 || strings.TrimRight(line[end+3:], " ") != "" || strings.Contains(line[4:end], "--") {
		return nil
	}
	n := q.node(nHTML, q.at)
	n.span.End = q.at + len(line)
	n.lines = q.oneSpan(n.span)
	q.at = next
	return n
}

func (q *quick) fence(line string, next int) *node {
	if strings.Trim(line, "`") != "" && strings.Contains(line[3:], "`") || strings.HasPrefix(line, "````") {
		return nil
	}
	n := q.node(nFence, q.at)
	n.fence = strings.TrimRight(line, " ")
	q.begin()
	for at := next; at < q.limit; {
		line, next := q.line(at)
		if line == "```" {
			n.lines = q.cutSpans()
			n.span.End = at + len(line)
			q.at = next
			return n
		}
		if strings.HasPrefix(strings.TrimLeft(line, " >"), "``") {
			return nil
		}
		q.addSpan(Span{at, at + len(line)})
		at = next
	}
	return nil
}

// paragraph reads the lines of a paragraph that are indented by so many spaces,
// up to a blank line, a heading at the margin or the end.
func (q *quick) paragraph(indent int) *node {
	n := q.node(nParagraph, q.at+indent)
	q.begin()
	for q.at < q.limit {
		line, next := q.line(q.at)
		if line == "" || indent == 0 && strings.HasPrefix(line, "#") && headingLine(line) {
			break
		}
		if indent > 0 && marker(line) > 0 {
			break // the next item; items sees to it that it is one
		}
		if len(line) < indent || strings.TrimLeft(line[:indent], " ") != "" || !plainStart(line[indent:]) {
			return nil
		}
		q.addSpan(Span{q.at + indent, q.at + len(line)})
		q.at = next
	}
	return q.close(n)
}

func headingLine(line string) bool {
	n := runEnd(line, func(r rune) bool { return r == '#' })
	return n > 0 && n <= 6 && n < len(line) && line[n] == ' '
}

// close ends a paragraph: its last line is cut at its last word.
func (q *quick) close(n *node) *node {
	n.lines = q.cutSpans()
	last := &n.lines[len(n.lines)-1]
	last.End = last.Start + len(strings.TrimRight(q.src[last.Start:last.End], " "))
	n.span.End = last.End
	return q.inlines(n)
}
