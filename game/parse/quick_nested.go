package parse

import "strings"

// quote reads lines that begin with >. Inside it only paragraphs are read.
func (q *quick) quote() *node {
	n := q.node(nQuote, q.at)
	var kid *node
	shut := func() bool {
		if kid == nil {
			return true
		}
		ok := q.close(kid) != nil
		n.kids, kid = append(n.kids, kid), nil
		return ok
	}
	for q.at < q.limit {
		line, next := q.line(q.at)
		if line == "" {
			break
		}
		if line[0] != '>' {
			return nil
		}
		skip := 1
		if len(line) > 1 && line[1] == ' ' {
			skip = 2
		}
		switch text := line[skip:]; {
		case strings.TrimRight(text, " ") == "":
			if !shut() {
				return nil
			}
		case !plainStart(text):
			return nil
		default:
			if kid == nil {
				kid = q.node(nParagraph, q.at+skip)
				q.begin()
			}
			q.addSpan(Span{q.at + skip, q.at + len(line)})
		}
		n.span.End = q.at + len(line)
		q.at = next
	}
	if !shut() || len(n.kids) == 0 {
		return nil
	}
	n.span.End = n.kids[len(n.kids)-1].span.End
	return n
}

// items reads a list whose items hold paragraphs, indented as far as the first.
func (q *quick) items(line string, blank bool) *node {
	n := q.node(nList, q.at)
	n.blank = blank
	n.marker = '-'
	if line[0] != '-' {
		n.marker = '.'
		for _, c := range line[:marker(line)-2] {
			n.level = n.level*10 + int(c-'0')
		}
	}
	if !blank && len(q.list) > 0 && q.list[len(q.list)-1].kind == nParagraph {
		return nil // whether it breaks into the paragraph is goldmark's to say
	}
	for q.at < q.limit {
		line, _ := q.line(q.at)
		width := marker(line)
		if width > 0 && (line[0] == '-') != (n.marker == '-') && !strings.HasSuffix(q.src[:q.at], "\n\n") {
			return nil // a list of another kind may not break into an item's text
		}
		if width == 0 || (line[0] == '-') != (n.marker == '-') {
			break
		}
		item := q.item(width)
		if item == nil {
			return nil
		}
		n.kids = append(n.kids, item)
		if strings.HasPrefix(q.src[q.at:q.limit], "*") || strings.HasPrefix(q.src[q.at:q.limit], "+") {
			return nil
		}
	}
	n.span.End = n.kids[len(n.kids)-1].span.End
	return n
}

// item reads an item's text and the paragraphs indented below it.
func (q *quick) item(width int) *node {
	item := q.node(nItem, q.at)
	first, next := q.line(q.at)
	if !plainStart(first[width:]) || strings.HasPrefix(first[width:], "<") {
		return nil
	}
	leaf := q.node(nParagraph, q.at+width)
	q.begin()
	q.addSpan(Span{q.at + width, q.at + len(first)})
	for q.at = next; q.at < q.limit; {
		line, next := q.line(q.at)
		if line == "" || marker(line) > 0 || headingLine(line) {
			break
		}
		if !q.inset(line, width) {
			return nil
		}
		q.addSpan(Span{q.at + width, q.at + len(line)})
		q.at = next
	}
	if q.close(leaf) == nil {
		return nil
	}
	item.kids = append(item.kids, leaf)
	for {
		for q.at < q.limit && q.src[q.at] == '\n' {
			q.at++
		}
		if q.at >= q.limit || q.src[q.at] != ' ' {
			break
		}
		line, _ := q.line(q.at)
		if !q.inset(line, width) {
			return nil
		}
		kid := q.paragraph(width)
		if kid == nil {
			return nil
		}
		item.kids = append(item.kids, kid)
	}
	item.span.End = item.kids[len(item.kids)-1].span.End
	return item
}

// inset tells whether a line is plain text indented by just so many spaces.
func (q *quick) inset(line string, width int) bool {
	return len(line) > width && strings.TrimLeft(line[:width], " ") == "" && plainStart(line[width:])
}
