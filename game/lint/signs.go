package lint

import (
	"bytes"
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
		p.ambiguousIn(f.Path, p.readable(f), f.Range)
	}
	for _, n := range p.notes() {
		p.ambiguousIn(n.path, n.text, n.span)
	}
}

func (p *pass) ambiguousIn(_ string, text []byte, place placer) {
	for at, line := range lines(text) {
		first, signs := unsteady(line)
		if len(signs) == 0 {
			continue
		}
		from, to := place(parse.Span{Start: at + first, End: at + first + len(signs[0])})
		list := strings.Join(signs, " ")
		p.reportAt(from, to,
			game.Say("端末によって幅の変わる記号があります: %s", "terminals disagree on the width of %s", list),
			game.Say("幅の決まった文字に替えてください（〇、「」、、。、-、> など）", "use signs of one width: plain quotes, -, ..., >"))
	}
}

// unsteady gives the signs of a line whose width is not certain, each once, and
// where the first one stands.
func unsteady(line []byte) (first int, signs []string) {
	for i := 0; i < len(line); {
		c := line[i]
		if c < 0xC2 || c >= 0xE3 && c <= 0xEE { // ASCII; kana, ideographs
			i++
			continue
		}
		r, n := utf8.DecodeRune(line[i:])
		if ambiguous(r) {
			sign := string(line[i : i+n])
			if r == emojiSelector {
				_, before := utf8.DecodeLastRune(line[:i])
				i -= before
				n += before
				sign = string(line[i : i+n])
			}
			if len(signs) == 0 {
				first = i
			}
			if !bytes.Contains([]byte(strings.Join(signs, "\x00")), []byte(sign)) {
				signs = append(signs, sign)
			}
		}
		i += n
	}
	return first, signs
}

// emojiSelector turns the sign before it into an emoji in some terminals.
const emojiSelector = '\uFE0F'

// ambiguous tells whether a sign's width depends on the terminal.
func ambiguous(r rune) bool {
	if r == emojiSelector {
		return true
	}
	if unicode.IsLetter(r) || unicode.IsMark(r) {
		return false
	}
	return displaywidth.Options{EastAsianWidth: true}.Rune(r) != displaywidth.Options{}.Rune(r)
}
