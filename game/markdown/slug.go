package markdown

import (
	"strings"
	"unicode"
)

// Slug returns the anchor GitHub gives a heading: lower case, letters, marks,
// digits, - and _ of any script kept, each space a -, the rest dropped. GitHub
// adds -1 to the second of two equal anchors; that is for the caller, who knows
// the other headings.
func Slug(heading string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-', r == '_', unicode.IsLetter(r), unicode.IsMark(r), unicode.IsDigit(r),
			unicode.Is(unicode.Nl, r), unicode.Is(unicode.Pc, r):
			return r
		}
		return -1
	}, strings.ToLower(strings.Trim(heading, " \t\r\n")))
}
