// Package visible says which characters a reader can see. A scenario may not
// hold the others, and the typesetter drops them: they could steer a terminal,
// hide text or turn its order.
//
// It judges single characters and changes no text. The painter's gate does not
// ask it: as the last line of defence it has a rule of its own, which lets only
// printable characters through.
package visible

import "unicode"

// MaxMarks is how many combining marks one character may carry. Real scripts
// need three; a tower of them paints over the lines above.
const MaxMarks = 4

// Mark tells whether r is a combining mark without a width of its own.
func Mark(r rune) bool { return unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r) }

// Unseen tells whether r takes no place of its own on the screen, or has no
// agreed picture there: C0 (tab and line feed too), DEL, C1, bidirectional and
// zero-width characters, fillers, tags, private use, and what is no character.
// Variation selectors are not among them: they only choose a picture.
func Unseen(r rune) bool {
	switch {
	case r < 0xA0:
		return r < ' ' || r >= 0x7F
	case r < 0xAD:
		return false
	case r >= 0x3000 && r < 0xA000: // kana and ideographs: the usual case first
		return r == 0x3164 // a filler of Hangul, drawn as nothing
	case r >= 0xE000 && r < 0xF900, r >= 0xF0000: // private use
		return true
	case r >= 0xE0000 && r < 0xE0100, r >= 0xE01F0 && r < 0xE1000: // tags
		return true
	case r >= 0xFFF0 && r < 0xFFFD: // specials
		return true
	case r&0xFFFE == 0xFFFE, r >= 0xFDD0 && r < 0xFDF0: // no characters at all
		return true
	}
	switch r {
	case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2065, 0xFFA0:
		return true
	}
	return unicode.Is(unicode.Cf, r)
}
