package typeset

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"kobayashi/game/visible"
)

// Clean returns s without what could steer, hide or disturb on a terminal: C0
// (but for the line feed; a tab becomes a space), DEL, C1, invalid UTF-8,
// bidirectional controls, zero-width and other invisible characters, tags,
// private use, variation selectors, marks beyond the fourth on a character and
// marks with nothing below them. It is to be used after entities and escapes
// were resolved, for they can name every one of these. Clean(Clean(s)) is
// Clean(s), and clean text is returned without a copy.
func Clean(s string) string {
	i := cleanPrefix(s)
	if i == len(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	marks := visible.MaxMarks // on the character before; as many where there is none
	for from := 0; ; {
		if i > from {
			b.WriteString(s[from:i])
			marks = 0
			if s[i-1] == '\n' {
				marks = visible.MaxMarks
			}
		}
		if i == len(s) {
			return b.String()
		}
		n := cleanRune(&b, s[i:], &marks)
		from = i + n
		i = from + cleanPrefix(s[from:])
	}
}

// cleanRune writes what stays of the first character of s and returns its
// length.
func cleanRune(b *strings.Builder, s string, marks *int) int {
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case r == '\t', r == 0x2028, r == 0x2029:
		b.WriteByte(' ')
		*marks = 0
		return n
	case r == utf8.RuneError && n == 1, unseen(r):
		return n
	case !visible.Mark(r):
		*marks = 0
	case *marks >= visible.MaxMarks:
		return n
	default:
		*marks++
	}
	b.WriteString(s[:n])
	return n
}

// cleanPrefix returns how many bytes at the start of s are plainly clean: ASCII,
// kana, the common ideographs and their punctuation, which carry nothing.
func cleanPrefix(s string) int {
	i := 0
	for i < len(s) {
		// Eight printable bytes at a time: none has its top bit, none is
		// below a space, none is DEL. A line feed falls through to the loop.
		for i+8 <= len(s) && printable8(s[i:i+8]) {
			i += 8
		}
		if i == len(s) {
			break
		}
		if c := s[i]; c < utf8.RuneSelf {
			if c != '\n' && (c < 0x20 || c == 0x7F) {
				break
			}
			i++
			continue
		}
		if i+3 > len(s) || !commonCJK(s[i], s[i+1], s[i+2]) {
			break
		}
		i += 3
	}
	return i
}

func printable8(s string) bool {
	_ = s[7]
	x := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	low := x - 0x20*ones            // borrows where a byte is below a space
	del := (x ^ 0x7F*ones) - 1*ones // borrows where a byte is DEL
	return (x|low|del)&tops == 0
}

// commonCJK tells whether three bytes are one character of U+3000 to U+3029,
// U+3030 to U+3098, U+309B to U+30FF or U+4E00 to U+9FFF: none is invisible and
// none is a mark.
func commonCJK(a, b, c byte) bool {
	if b&0xC0 != 0x80 || c&0xC0 != 0x80 {
		return false
	}
	switch {
	case a == 0xE3:
		if b == 0x80 {
			return c < 0xAA || c > 0xAF
		}
		if b == 0x82 {
			return c != 0x99 && c != 0x9A
		}
		return b == 0x81 || b == 0x83
	case a == 0xE4:
		return b >= 0xB8
	}
	return a >= 0xE5 && a <= 0xE9
}

// unseen is what a page does not show. A variation selector asks for another
// picture of a sign, whose width nobody can know.
func unseen(r rune) bool {
	return visible.Unseen(r) || unicode.Is(unicode.Variation_Selector, r)
}
