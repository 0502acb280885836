package game

import (
	"fmt"
	"unicode"
	"unicode/utf8"
)

// MaxHotwash is how many characters one text of a hotwash may have.
const MaxHotwash = 500

// Fits is nil for a hotwash that can be kept: each text is one line of at most
// MaxHotwash characters, in UTF-8, without control or invisible characters. The
// doors clean and cut what is typed, so that a player never meets this error.
func (h Hotwash) Fits() error {
	for _, part := range []struct{ name, text string }{
		{"strength", h.Strength}, {"gap", h.Gap}, {"action", h.Action}, {"owner", h.Owner}, {"due", h.Due},
	} {
		if n := utf8.RuneCountInString(part.text); n > MaxHotwash {
			return fmt.Errorf("%s has %d characters, %d fit", part.name, n, MaxHotwash)
		}
		if !utf8.ValidString(part.text) {
			return fmt.Errorf("%s is not UTF-8", part.name)
		}
		for _, r := range part.text {
			if unicode.IsOneOf([]*unicode.RangeTable{unicode.C, unicode.Zl, unicode.Zp}, r) {
				return fmt.Errorf("%s holds the character U+%04X", part.name, r)
			}
		}
	}
	return nil
}
