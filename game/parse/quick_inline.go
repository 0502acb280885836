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
	q.from = len(q.marks)
	bold := 0 // ** seen; odd: one is open
	boldAt := -1
	for _, l := range n.lines {
		for i := l.Start; i < l.End; {
			next := strings.IndexAny(q.src[i:l.End], "`[*_!<&\\")
			if next < 0 {
				break
			}
			i += next
			switch q.src[i] {
			case '`':
				if i = q.code(i, l.End); i < 0 {
					return nil
				}
			case '[':
				if i = q.link(i, l.End); i < 0 {
					return nil
				}
			case '*':
				if !q.star(i, l, bold%2 == 0) {
					return nil
				}
				if bold == 0 && i == n.lines[0].Start {
					boldAt = len(q.marks) - q.from
					q.mark(mark{kind: mBold, span: Span{i, i}, inner: Span{i + 2, i + 2}})
				} else if bold == 1 && boldAt >= 0 {
					m := &q.marks[q.from+boldAt]
					m.span.End, m.inner.End = i+2, i
				}
				bold++
				i += 2
			case '_':
				if !q.inWord(i, l) {
					return nil
				}
				i++
			case '!':
				if i+1 < l.End && q.src[i+1] == '[' {
					return nil
				}
				i++
			default:
				return nil
			}
		}
	}
	if bold%2 != 0 {
		return nil
	}
	if len(q.marks) > q.from {
		n.marks = q.marks[q.from:len(q.marks):len(q.marks)]
	}
	return n
}

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
	i := strings.IndexAny(q.src[at+1:end], "[]`*_<&\\")
	if i < 0 {
		return -1
	}
	shut := at + 1 + i
	if q.src[shut] != ']' {
		return -1
	}
	if shut+1 >= end || q.src[shut+1] != '(' {
		return shut + 1
	}
	i = strings.IndexAny(q.src[shut+2:end], "()<>[]\\& `\"'*_!")
	if i <= 0 || q.src[shut+2+i] != ')' || i >= 1000 || shut-at > 900 {
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
