package graph

import (
	"encoding/xml"
	"strconv"
	"strings"
	"unicode"

	"kobayashi/game/markdown"
	"kobayashi/game/typeset"
)

// ems is about how wide a text is in the sans-serif fonts a reader may have, in
// ems. It is rather too wide than too narrow, so that nothing runs over an edge.
func ems(s string) float64 {
	var w float64
	for _, r := range s {
		switch {
		case r >= 0x1100 && (markdown.IsCJK(r) || r > 0x2fff):
			w++
		case strings.ContainsRune("il.,:;'|!jI", r):
			w += 0.30
		case strings.ContainsRune(" ftr()[]-/\"", r):
			w += 0.40
		case strings.ContainsRune("mwMW@%", r):
			w += 0.92
		case unicode.IsUpper(r):
			w += 0.70
		case r > 0x7f:
			w++
		default:
			w += 0.58
		}
	}
	return w
}

// fold cuts a text into at most most lines that fit a width in pixels. What is
// left over is cut off with three dots.
func fold(s string, size, width float64, most int, lang string) []string {
	room := width / size
	cells := int(2 * room)
	lines := typeset.Wrap(s, cells, lang)
	for widest(lines) > room && cells > 8 {
		cells--
		lines = typeset.Wrap(s, cells, lang)
	}
	if len(lines) <= most {
		return lines
	}
	last := lines[most-1] + "..."
	for last != "..." && ems(last) > room {
		runes := []rune(strings.TrimSuffix(last, "..."))
		last = strings.TrimRight(string(runes[:len(runes)-1]), " ") + "..."
	}
	return append(lines[:most-1:most-1], last)
}

func widest(lines []string) float64 {
	w := 0.0
	for _, l := range lines {
		w = max(w, ems(l))
	}
	return w
}

// escape makes a text safe between tags and in quotes. Signs that XML does not
// know are gone already.
func escape(s string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		return "" // a strings.Builder takes everything
	}
	return b.String()
}

// px writes a length: tenths of a pixel are enough.
func px(f float64) string { return strconv.FormatFloat(f, 'f', -1, 32) }

func round1(f float64) float64 {
	if f < 0 {
		return -round1(-f)
	}
	return float64(int(f*10+0.5)) / 10
}
