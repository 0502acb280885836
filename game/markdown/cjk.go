package markdown

import (
	"unicode"

	"github.com/yuin/goldmark/util"
)

// IsCJK tells whether r is written in a script that puts no spaces around marks:
// Chinese, Japanese or Korean letters and their punctuation, full-width and
// half-width forms too. Emoji are wide and yet not CJK.
func IsCJK(r rune) bool {
	if r < 0x1100 {
		return false
	}
	if unicode.Is(unicode.Hangul, r) {
		return true
	}
	switch util.EastAsianWidth(r) {
	case "W", "F", "H":
		return r == 0x20A9 || r == 0x2329 || r == 0x232A || r >= 0x2E80 && !emojiPlane(r)
	}
	return false
}

// emojiPlane is where the wide characters are pictures. Those below U+2E80 are
// pictures too, except the three IsCJK names.
func emojiPlane(r rune) bool { return r >= 0x1F000 && r < 0x20000 }

// joins tells whether a line folded between a and b was folded only for the
// editor's sake. Korean separates words with spaces, so there it was not.
func joins(a, b rune) bool {
	return IsCJK(a) && IsCJK(b) && !unicode.Is(unicode.Hangul, a) && !unicode.Is(unicode.Hangul, b)
}
