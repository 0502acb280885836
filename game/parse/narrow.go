package parse

import (
	"strings"
	"unicode/utf8"

	"kobayashi/game"
)

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
	mend := game.Say("使えるのは and or not == != < <= > >= + - * ( ) です", "there are and or not == != < <= > >= + - * ( )")
	if r == ':' {
		mend = game.Say("「:」は要りません。「tag stop」「if hours > 3」のように書きます", "no colon is needed: write tag stop, if hours > 3")
	}
	p.report("E102", s.span(mapped(back, at), mapped(back, at+n)),
		game.Say("「%s」という記号はありません", "there is no sign %q", show(string(r))),
		mend)
	return token{end: at + n}, n
}
