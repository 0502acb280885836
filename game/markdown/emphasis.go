package markdown

import (
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// emphasis reads runs of * and _ by CommonMark's rule, with one change: a CJK
// character beside a run stands where the rule asks for a space or punctuation,
// and CJK punctuation is a letter like any other. It is the amendment proposed
// in CommonMark's issue 650 as "CJK-friendly".
type emphasis struct{}

func (emphasis) Trigger() []byte { return []byte{'*', '_'} }

func (emphasis) IsDelimiter(b byte) bool { return b == '*' || b == '_' }

func (emphasis) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (emphasis) OnMatch(consumes int) ast.Node { return ast.NewEmphasis(consumes) }

func (e emphasis) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	mark, n := line[0], 0
	for n < len(line) && line[n] == mark {
		n++
	}
	after := ' '
	if n < len(line) {
		after = util.ToRune(line, n)
	}
	before := block.PrecendingCharacter()
	open, closes := flanks(mark, sideOf(base(block.Source(), segment.Start, before)), sideOf(after))

	d := parser.NewDelimiter(open, closes, n, mark, e)
	d.Segment = segment.WithStop(segment.Start + n)
	block.Advance(n)
	pc.PushDelimiter(d)
	return d
}

// side is what the rule asks of the character on one side of a run.
type side struct{ space, punct, cjk bool }

func sideOf(r rune) side {
	return side{space: util.IsSpaceRune(r), punct: util.IsPunctRune(r), cjk: IsCJK(r)}
}

// bars tells whether the character keeps a run from opening towards it: only
// punctuation that is not CJK does.
func (s side) bars() bool { return s.punct && !s.cjk }

// frees tells whether the character lets a run open away from it even when
// punctuation follows.
func (s side) frees() bool { return s.space || s.punct || s.cjk }

func flanks(mark byte, before, after side) (open, closes bool) {
	left := !after.space && (!after.bars() || before.frees())
	right := !before.space && (!before.bars() || after.frees())
	if mark == '_' {
		return left && (!right || before.punct), right && (!left || after.punct)
	}
	return left, right
}

// base returns the character that r, found before position end, belongs to: a
// variation selector only chooses a shape for the character before it.
func base(source []byte, end int, r rune) rune {
	if unicode.Is(unicode.Variation_Selector, r) && end <= len(source) {
		end -= utf8.RuneLen(r)
		if before, n := utf8.DecodeLastRune(source[:max(end, 0)]); n > 0 {
			return before
		}
	}
	return r
}
