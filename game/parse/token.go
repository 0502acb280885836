package parse

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"kobayashi/game"
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

// narrow gives the text with half-width signs, and the way back to the places
// in the written one. A name that was declared with full-width letters stays.
func (p *parser) narrow(s *snippet) (string, []int) {
	var b strings.Builder
	var back []int
	put := func(text string, at, step int) {
		b.WriteString(text)
		for range len(text) {
			back = append(back, at)
			at += step
		}
	}
	text := s.text
	for i := 0; i < len(text); {
		if n := runEnd(text[i:], isNameRune); n > 0 && p.names.known(text[i:i+n]) {
			put(text[i:i+n], i, 1)
			i += n
			continue
		}
		n := runEnd(text[i:], isWide)
		if n == 0 {
			_, n = utf8.DecodeRuneInString(text[i:])
			put(text[i:i+n], i, 1)
			i += n
			continue
		}
		p.wide(s, i, i+n)
		for j, r := range text[i : i+n] {
			put(string(half(r)), i+j, 0)
		}
		i += n
	}
	return b.String(), append(back, len(text))
}

func (p *parser) wide(s *snippet, start, end int) {
	wrote := s.text[start:end]
	fixed := strings.Map(half, wrote)
	p.report("E101", s.span(start, end),
		game.Say("コードの中に全角の「%s」があります", "full-width %q in code", show(wrote)),
		game.Say("半角の「%s」にしてください", "write the half-width %q", show(fixed)))
}

func (p *parser) quote(s *snippet, r rune, start, end int) {
	if r == '"' || r == '\'' {
		p.report("E102", s.span(start, end),
			game.Say("コードでは引用符を使いません", "code has no quotes"),
			game.Say("値の名前は引用符なしで書いてください: mode == careful", "write the value's bare name: mode == careful"))
		return
	}
	p.report("E047", s.span(start, end),
		game.Say("コードの中に曲がった引用符「%s」があります", "curly quote %q in code", string(r)),
		game.Say("引用符は要りません。エディターの自動変換を切ると防げます", "no quotes are needed; turn off the editor's smart quotes"))
}

// ours is the length of one of our own signs at the start of text, if no longer
// foreign one begins there.
func ours(text string) int {
	if len(text) > 1 {
		switch next := text[1]; {
		case next == '=' && len(text) > 2 && text[2] != '=':
			if c := text[0]; c == '+' || c == '-' || c == '<' || c == '>' || c == '=' || c == '!' {
				return 2
			}
			return 0
		case next >= utf8.RuneSelf, next == '=', next == '>', next == '<', next == text[0] && next != '(' && next != ')':
			return 0
		}
	}
	switch text[0] {
	case '<', '>', '=', '+', '-', '*', '(', ')', ';', '.':
		return 1
	}
	return 0
}

// sign reads an operator at the start of text.
func (p *parser) sign(s *snippet, text string, at int, back []int) (token, int) {
	if n := ours(text); n > 0 {
		return token{tokSign, text[:n], at, at + n}, n
	}
	for i := range signs {
		sg := &signs[i]
		if !strings.HasPrefix(text, sg.text) {
			continue
		}
		n := len(sg.text)
		if sg.means == "" {
			return token{tokSign, sg.text, at, at + n}, n
		}
		p.report("E102", s.span(mapped(back, at), mapped(back, at+n)),
			game.Say("「%s」という記号はありません", "there is no sign %q", sg.text),
			game.Say("「%s」と書いてください", "write %q", sg.mend))
		kind := tokSign
		if sg.means[0] >= 'a' {
			kind = tokName
		}
		return token{kind, sg.means, at, at + n}, n
	}
	r, n := utf8.DecodeRuneInString(text)
	p.ex.garbled = true
	p.report("E102", s.span(mapped(back, at), mapped(back, at+n)),
		game.Say("「%s」という記号はありません", "there is no sign %q", show(string(r))),
		game.Say("使えるのは and or not == != < <= > >= + - * ( ) です", "there are and or not == != < <= > >= + - * ( )"))
	return token{end: at + n}, n
}
