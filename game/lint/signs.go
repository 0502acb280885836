package lint

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// ambiguousWidth is W606: signs that some terminals draw one cell wide and
// others two, and the selector that makes a sign an emoji. Each line is
// reported once. Letters of ambiguous width are left alone: nobody can be asked
// to write a name without its accent.
func ambiguousWidth(p *pass) {
	for _, f := range p.all() {
		p.ambiguousIn(p.readable(f), f.Range)
	}
	for _, n := range p.notes() {
		p.ambiguousIn(n.text, n.span)
	}
}

func (p *pass) ambiguousIn(text []byte, place placer) {
	done := 0 // up to which the text was looked at
	for i, c := range text {
		if steady[c] || i < done {
			continue
		}
		r, n := utf8.DecodeRune(text[i:])
		done = i + n
		if !ambiguous(r) {
			continue
		}
		start := bytes.LastIndexByte(text[:i], '\n') + 1
		line, _, _ := bytes.Cut(text[start:], newline)
		done = start + len(line)
		first, signs := unsteady(line)
		from, to := place(parse.Span{Start: start + first, End: start + first + len(signs[0])})
		list := strings.Join(signs, " ")
		p.reportAt(from, to,
			game.Say("端末によって幅の変わる記号があります: %s", "terminals disagree on the width of %s", list),
			game.Say("幅の決まった文字に替えてください（〇や「」、- や > など）", "use signs of one width: plain quotes, -, ..., >"))
	}
}

// unsteady gives the signs of a line whose width is not certain, each once, and
// where the first one stands.
func unsteady(line []byte) (first int, signs []string) {
	for i := 0; i < len(line); {
		r, n := utf8.DecodeRune(line[i:])
		if ambiguous(r) {
			start := i
			if r == emojiSelector {
				_, before := utf8.DecodeLastRune(line[:i])
				start -= before
			}
			if len(signs) == 0 {
				first = start
			}
			if sign := string(line[start : i+n]); !slices.Contains(signs, sign) {
				signs = append(signs, sign)
			}
		}
		i += n
	}
	return first, signs
}

// steady are the bytes that begin no sign in doubt: ASCII, what only continues
// a character, kana and ideographs.
var steady = func() (bytes [256]bool) {
	for c := range 256 {
		bytes[c] = c < 0xC2 || c >= 0xE3 && c <= 0xEE
	}
	return bytes
}()

// emojiSelector turns the sign before it into an emoji in some terminals.
const emojiSelector = '\uFE0F'

// ambiguous tells whether a sign's width depends on the terminal.
func ambiguous(r rune) bool {
	if r == emojiSelector {
		return true
	}
	if r < 0x80 || r > 0xFF00 && r < 0xFFE7 || unicode.IsLetter(r) || unicode.IsMark(r) {
		return false
	}
	return displaywidth.Options{EastAsianWidth: true}.Rune(r) != displaywidth.Options{}.Rune(r)
}
