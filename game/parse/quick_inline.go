package parse

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"kobayashi/game/markdown"
)

// inlines finds the marks of a leaf: code, links, and bold pairs. It gives up
// with nil on all that needs CommonMark's finer rules.
func (q *quick) inlines(n *node) *node {
	q.from, q.stars, q.bold = len(q.marks), 0, -1
	for _, l := range n.lines {
		for i := l.Start; i < l.End; {
			if !special[q.src[i]] {
				i++
				continue
			}
			if i = q.inline(i, l, n); i < 0 {
				return nil
			}
		}
	}
	if q.stars%2 != 0 {
		return nil
	}
	if len(q.marks) > q.from {
		n.marks = q.marks[q.from:len(q.marks):len(q.marks)]
	}
	return n
}

// inline reads what begins with a special sign, and gives where it ends, or -1.
func (q *quick) inline(i int, l Span, n *node) int {
	switch q.src[i] {
	case '`':
		return q.code(i, l.End)
	case '[':
		return q.link(i, l.End)
	case '*':
		return q.bolds(i, l, n)
	case ']':
		return i + 1
	case '_':
		if q.inWord(i, l) {
			return i + 1
		}
	case '!':
		if i+1 == l.End || q.src[i+1] != '[' {
			return i + 1
		}
	}
	return -1
}

// bolds reads **. Only a bold beginning of the leaf leaves a mark.
func (q *quick) bolds(i int, l Span, n *node) int {
	if !q.star(i, l, q.stars%2 == 0) {
		return -1
	}
	if q.stars == 0 && i == n.lines[0].Start {
		q.bold = len(q.marks) - q.from
		q.mark(mark{kind: mBold, span: Span{i, i}, inner: Span{i + 2, i + 2}})
	} else if q.stars == 1 && q.bold >= 0 {
		m := &q.marks[q.from+q.bold]
		m.span.End, m.inner.End = i+2, i
	}
	q.stars++
	return i + 2
}

// special are the signs that may begin something inside a text.
var special = [256]bool{'`': true, '[': true, ']': true, '*': true, '_': true, '!': true, '<': true, '&': true, '\\': true}

func (q *quick) mark(m mark) {
	if len(q.marks) == cap(q.marks) {
		// The marks of the leaf at hand are copied along; those of leaves before
		// stay where they are.
		q.marks = append(make([]mark, 0, len(q.marks)-q.from+256), q.marks[q.from:]...)
		q.from = 0
	}
	q.marks = append(q.marks, m)
}

// code reads a code span that ends on its line.
func (q *quick) code(at, end int) int {
	ticks := 0
	for at+ticks < end && q.src[at+ticks] == '`' {
		ticks++
	}
	for i := at + ticks; i < end; {
		next := strings.IndexByte(q.src[i:end], '`')
		if next < 0 {
			return -1
		}
		i += next
		run := 0
		for i+run < end && q.src[i+run] == '`' {
			run++
		}
		if run != ticks {
			i += run
			continue
		}
		inner := Span{at + ticks, i}
		if text := q.src[inner.Start:inner.End]; strings.Trim(text, " ") == "" {
			return -1
		} else if text[0] == ' ' && text[len(text)-1] == ' ' {
			inner.Start, inner.End = inner.Start+1, inner.End-1
		}
		q.mark(mark{kind: mCode, span: Span{at, i + run}, inner: inner, ticks: int32(ticks)})
		return i + run
	}
	return -1
}

// link reads [label](target) with a plain label and target; other brackets are
// text, for there are no definitions.
func (q *quick) link(at, end int) int {
	shut := at + 1
	for shut < end && (q.src[shut] == '!' || !special[q.src[shut]]) {
		shut++
	}
	if shut == end || q.src[shut] != ']' {
		return -1
	}
	if shut+1 >= end || q.src[shut+1] != '(' {
		return shut + 1
	}
	i := 0
	for shut+2+i < end && !special[q.src[shut+2+i]] && strings.IndexByte("() >\"'", q.src[shut+2+i]) < 0 {
		i++
	}
	if i == 0 || shut+2+i == end || q.src[shut+2+i] != ')' || i >= 1000 || shut-at > 900 {
		return -1
	}
	if box := q.src[at+1 : shut]; box == "x" || box == "X" || box == " " {
		return -1 // read as a check box first
	}
	target := Span{shut + 2, shut + 2 + i}
	q.mark(mark{
		kind: mLink, span: Span{at, target.End + 1}, inner: Span{at + 1, shut}, target: target,
		dest: q.src[target.Start:target.End], label: q.src[at+1 : shut],
	})
	return target.End + 1
}

// star tells whether ** at a place surely opens (or closes) bold: a run of two
// with a letter or a CJK character inside.
func (q *quick) star(at int, l Span, opens bool) bool {
	if at+2 > l.End || q.src[at+1:at+2] != "*" || at+2 < l.End && q.src[at+2] == '*' {
		return false
	}
	var r rune
	if opens {
		r, _ = utf8.DecodeRuneInString(q.src[at+2 : l.End])
	} else {
		r, _ = utf8.DecodeLastRuneInString(q.src[l.Start:at])
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || markdown.IsCJK(r) && r != 0x3000)
}

// inWord tells whether _ stands between letters, where it means nothing.
func (q *quick) inWord(at int, l Span) bool {
	before, _ := utf8.DecodeLastRuneInString(q.src[l.Start:at])
	after, _ := utf8.DecodeRuneInString(q.src[at+1 : l.End])
	letter := func(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
	return letter(before) && letter(after)
}
