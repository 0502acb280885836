package typeset

import (
	"strings"

	"github.com/clipperhouse/displaywidth"
)

// cells counts the cells of text without escape sequences as the screens do:
// by grapheme cluster, ambiguous characters one cell. With wide it counts them
// two, as some terminals set up for East Asia draw them.
func cells(s string, wide bool) int {
	return displaywidth.Options{EastAsianWidth: wide}.String(s)
}

// Width returns how many cells s takes on a line. Colour sequences take none.
func Width(s string) int {
	return displaywidth.Options{ControlSequences: true}.String(s)
}

// Truncate returns s if it fits into width cells, or else as much of its start
// as leaves room for "..", and the "..". Its colours are closed again. The mark
// is ASCII because the sign of three dots is one cell in some terminals and two
// in others.
func Truncate(s string, width int) string {
	if Width(s) <= width {
		return s
	}
	if width < 3 {
		return cut(s, width)
	}
	return cut(s, width-2) + ".."
}

func cut(s string, width int) string {
	var b strings.Builder
	styled := false
	g := displaywidth.Options{ControlSequences: true}.StringGraphemes(s)
	for g.Next() {
		v := g.Value()
		if v[0] == '\x1b' {
			styled = v != "\x1b[m" && v != "\x1b[0m"
			b.WriteString(v)
			continue
		}
		if width -= g.Width(); width < 0 {
			break
		}
		b.WriteString(v)
	}
	if styled {
		b.WriteString("\x1b[m")
	}
	return b.String()
}

// Pad returns s with spaces after it, so that it takes width cells. What is
// wider already stays as it is.
func Pad(s string, width int) string {
	if n := width - Width(s); n > 0 {
		return s + strings.Repeat(" ", n)
	}
	return s
}
