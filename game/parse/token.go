package parse

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tok is what a piece of code is.
type tok uint8

const (
	tokEnd tok = iota
	tokName
	tokNumber
	tokScene // #id
	tokSign  // an operator, a bracket, ; or .
)

// token is a piece of code: text as it is meant (half-width), start and end as
// it is written, in bytes of the code's text.
type token struct {
	kind       tok
	text       string
	start, end int
}

// snippet is the text of a code span. A span that was folded over lines has one
// segment for each.
type snippet struct {
	text string
	segs []Span
}

// offset gives the place in the file of byte i of the text.
func (s *snippet) offset(i int) int {
	for n, seg := range s.segs {
		if size := seg.End - seg.Start; i <= size || n == len(s.segs)-1 {
			return seg.Start + min(i, size)
		} else {
			i -= size + 1 // the segments are joined by one space
		}
	}
	return 0
}

func (s *snippet) span(start, end int) Span { return Span{s.offset(start), s.offset(end)} }

func isNameStart(r rune) bool {
	return r >= 'a' && r <= 'z' || r == '_' || unicode.IsLetter(r)
}

func isNameRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// isIDRune tells what an id is made of: a name's characters and -.
func isIDRune(r rune) bool { return r == '-' || isNameRune(r) }

func isName(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return isNameStart(first) && strings.IndexFunc(s, func(r rune) bool { return !isNameRune(r) }) < 0
}

func isID(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return !isIDRune(r) }) < 0
}

// half gives the half-width form of a full-width sign, digit or letter.
func half(r rune) rune {
	switch {
	case r >= 0xFF01 && r <= 0xFF5E:
		return r - 0xFEE0
	case r == 0x3000:
		return ' '
	}
	return r
}

// signs are the operators, longest first, with what a foreign one stands for.
var signs = []struct {
	text, means string // means: "" if the sign is one of ours
	mend        string // what to write instead; "" if there is nothing like it
}{
	{"===", "==", "=="},
	{"!==", "!=", "!="},
	{"==", "", ""},
	{"!=", "", ""},
	{"<=", "", ""},
	{">=", "", ""},
	{"+=", "", ""},
	{"-=", "", ""},
	{"||", "or", "or"},
	{"&&", "and", "and"},
	{"=>", ">=", ">="},
	{"=<", "<=", "<="},
	{"<>", "!=", "!="},
	{"*=", "=", "x = x * 2"},
	{"/=", "=", ""},
	{"++", "+=", "x += 1"},
	{"--", "-=", "x -= 1"},
	{"**", "*", "*"},
	{"<", "", ""},
	{">", "", ""},
	{"=", "", ""},
	{"+", "", ""},
	{"-", "", ""},
	{"*", "", ""},
	{"(", "", ""},
	{")", "", ""},
	{";", "", ""},
	{".", "", ""},
	{"!", "not", "not"},
	{"|", "or", "or"},
	{"&", "and", "and"},
	{"≠", "!=", "!="},
	{"≤", "<=", "<="},
	{"≥", ">=", ">="},
	{"≦", "<=", "<="},
	{"≧", ">=", ">="},
	{"×", "*", "*"},
	{"−", "-", "-"},
	{"–", "-", "-"},
	{"—", "-", "-"},
}

// tokens cuts a snippet into tokens. Full-width and foreign signs are reported
// and read as what they stand for, so that one slip gives one problem.
func (p *parser) tokens(s *snippet) []token {
	list := p.ex.tokens[:0]
	text, back := s.text, []int(nil)
	if !ascii(text) && strings.IndexFunc(text, isWide) >= 0 {
		text, back = p.narrow(s)
	}
	quoted := false
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == ' ' || r == '\t' || r == '\n':
			i += n
			continue
		case r >= '0' && r <= '9':
			n = digits(text[i:])
			list = append(list, token{tokNumber, text[i : i+n], i, i + n})
		case isNameStart(r):
			n = nameEnd(text[i:])
			list = append(list, token{tokName, text[i : i+n], i, i + n})
		case r == '#':
			n = 1 + runEnd(text[i+1:], isIDRune)
			list = append(list, token{tokScene, text[i+1 : i+n], i, i + n})
		case isQuote(r):
			if !quoted {
				p.quote(s, r, mapped(back, i), mapped(back, i+n))
			}
			quoted = true
		default:
			var t token
			t, n = p.sign(s, text[i:], i, back)
			if t.kind != tokEnd {
				list = append(list, t)
			}
		}
		i += n
	}
	for i := 0; back != nil && i < len(list); i++ {
		list[i].start, list[i].end = mapped(back, list[i].start), mapped(back, list[i].end)
	}
	p.ex.tokens = list
	return list
}

func isQuote(r rune) bool {
	switch r {
	case '"', '\'', '“', '”', '‘', '’', '„', '‟':
		return true
	}
	return false
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// digits is the length of the number at the start of s.
func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// nameEnd is the length of the name at the start of s.
func nameEnd(s string) int {
	n := 0
	for n < len(s) && (s[n] >= 'a' && s[n] <= 'z' || s[n] == '_') {
		n++
	}
	if n == len(s) || s[n] < utf8.RuneSelf && !isNameRune(rune(s[n])) {
		return n
	}
	return n + runEnd(s[n:], isNameRune)
}

// mapped gives the place in the written text of a place in the narrowed one.
func mapped(back []int, i int) int {
	if back == nil {
		return i
	}
	return back[i]
}

// runEnd is the length of the run at the start of s whose runes all hold.
func runEnd(s string, holds func(rune) bool) int {
	if i := strings.IndexFunc(s, func(r rune) bool { return !holds(r) }); i >= 0 {
		return i
	}
	return len(s)
}

func isWide(r rune) bool { return r >= 0xFF01 && r <= 0xFF5E || r == 0x3000 }
