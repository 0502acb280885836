package paint

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxMarks is how many combining marks a character may carry. No living
// orthography needs more, and a tower of them paints over other lines.
const maxMarks = 4

// Clean is the finished screen's gate: what it returns is printable text, new
// lines and colour sequences (SGR) in their plain form, and nothing else that
// any terminal could take for a command. Dropped are all other escape sequences
// with their payload, C0 and C1 controls, invalid UTF-8, bidirectional and
// zero-width characters, private use, and marks beyond the fourth on one base.
// A tab and every foreign kind of space become one space. Clean text is
// returned as it is, without copying; Clean(Clean(s)) is Clean(s).
func Clean(s string) string {
	var g gate
	n := g.pass(s)
	if n == len(s) {
		return s
	}
	out := make([]byte, 0, len(s))
	for len(s) > 0 {
		out = append(out, s[:n]...)
		s = s[n:]
		if len(s) > 0 {
			skip, space := g.refuse(s)
			if space {
				out = append(out, ' ')
			}
			s = s[skip:]
		}
		n = g.pass(s)
	}
	return string(out)
}

// CleanPlain is Clean without colour: printable text and new lines.
func CleanPlain(s string) string {
	s = Clean(s)
	if strings.IndexByte(s, esc) < 0 {
		return s
	}
	var out strings.Builder
	for {
		i := strings.IndexByte(s, esc)
		if i < 0 {
			out.WriteString(s)
			return out.String()
		}
		out.WriteString(s[:i])
		s = s[i+sgrLen(s[i:]):]
	}
}

// CleanTitle makes s fit for a window title: plain, one line, at most limit
// characters.
func CleanTitle(s string, limit int) string {
	s = strings.ReplaceAll(CleanPlain(s), "\n", " ")
	for i := range s {
		if limit == 0 {
			return s[:i]
		}
		limit--
	}
	return s
}

const (
	esc = 0x1b
	bel = 0x07
	del = 0x7f
)

// gate remembers the marks on the last base, which a dropped character must not
// reset.
type gate struct{ marks int }

// pass is the length of the clean text s starts with.
func (g *gate) pass(s string) int {
	i := 0
	for i < len(s) {
		c := s[i]
		switch {
		case c >= ' ' && c < del || c == '\n':
			g.marks = 0
			i++
		case c == esc:
			n := sgrLen(s[i:])
			if n == 0 {
				return i
			}
			i += n
		case c < utf8.RuneSelf:
			return i
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			if ideographic(r) {
				g.marks = 0
			} else if !g.admit(r, n) {
				return i
			}
			i += n
		}
	}
	return i
}

// admit decides on a character outside ASCII and the Japanese blocks.
func (g *gate) admit(r rune, size int) bool {
	if r == utf8.RuneError && size == 1 {
		return false
	}
	if unicode.In(r, unicode.Mn, unicode.Me) {
		if invisible(r) || g.marks >= maxMarks {
			return false
		}
		g.marks++
		return true
	}
	if !unicode.IsPrint(r) || invisible(r) {
		return false
	}
	g.marks = 0
	return true
}

// ideographic says quickly that r is an ordinary character of Japanese, Chinese
// or Korean text: printable, two cells wide in every terminal, no mark.
func ideographic(r rune) bool {
	switch {
	case r >= 0x3041 && r <= 0x3096, r >= 0x309b && r <= 0x30ff:
		return true // kana
	case r >= 0x4e00 && r <= 0x9fff, r >= 0x3400 && r <= 0x4dbf:
		return true // han
	case r >= 0x3000 && r <= 0x3029:
		return true // 、。「」
	case r >= 0xff01 && r <= 0xff60, r >= 0xac00 && r <= 0xd7a3:
		return true // full width, hangul
	}
	return false
}

// invisible lists what Unicode counts as a letter or a mark but no terminal
// shows as one: fillers, joiners, variation selectors.
func invisible(r rune) bool {
	switch {
	case r == 0x034f, r == 0x115f, r == 0x1160, r == 0x3164, r == 0xffa0,
		r == 0x17b4, r == 0x17b5, r >= 0x180b && r <= 0x180f,
		r >= 0xfe00 && r <= 0xfe0f, r >= 0xe0000 && r <= 0xe0fff:
		return true
	}
	return false
}

// refuse is the length of what s starts with and may not pass, and whether a
// space stands in for it.
func (g *gate) refuse(s string) (skip int, space bool) {
	if s[0] == esc {
		return escapeLen(s), false
	}
	if s[0] == '\t' {
		g.marks = 0
		return 1, true
	}
	r, n := utf8.DecodeRuneInString(s)
	if n > 1 && unicode.Is(unicode.Zs, r) {
		g.marks = 0
		return n, true
	}
	return n, false
}

// escapeLen is the length of the escape sequence s starts with, payload and
// terminator included. A string sequence without an end stops at the end of its
// line, so that it cannot take the rest of the screen with it.
func escapeLen(s string) int {
	if len(s) == 1 {
		return 1
	}
	switch c := s[1]; {
	case c == '[':
		i := span(s, 2, 0x30, 0x3f)
		i = span(s, i, 0x20, 0x2f)
		if i < len(s) && s[i] >= 0x40 && s[i] <= 0x7e {
			i++
		}
		return i
	case c == ']', c == 'P', c == '_', c == '^', c == 'X':
		for i := 2; i < len(s); i++ {
			switch {
			case s[i] == bel:
				return i + 1
			case s[i] == esc && i+1 < len(s) && s[i+1] == '\\':
				return i + 2
			case s[i] == esc, s[i] == '\n':
				return i
			}
		}
		return len(s)
	case c >= 0x20 && c <= 0x2f:
		i := span(s, 2, 0x20, 0x2f)
		if i < len(s) && s[i] >= 0x30 && s[i] <= 0x7e {
			i++
		}
		return i
	case c >= 0x30 && c <= 0x7e:
		return 2
	}
	return 1
}

// span is the first index from i on whose byte is not in lo to hi.
func span(s string, i int, lo, hi byte) int {
	for i < len(s) && s[i] >= lo && s[i] <= hi {
		i++
	}
	return i
}
