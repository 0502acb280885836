package typeset

import (
	"strings"
	"unicode/utf8"
)

// extent is a line as a range of bytes of the text it was cut from.
type extent struct{ from, to int }

// setting is what the breaker has to know besides the text.
type setting struct {
	first, rest int  // cells of the first line and of the others
	wide        bool // count ambiguous characters as two cells
	phrases     *phrases
}

// Wrap cuts plain text into lines of at most width cells, without phrase
// boundaries: those need a Setter, and so does a difference between languages.
// Line feeds in text stay line ends.
func Wrap(text string, width int, _ string) []string {
	return wrapPlain(Clean(text), setting{first: width, rest: width})
}

func wrapPlain(text string, s setting) []string {
	lines := make([]string, 0, 8)
	for _, e := range wrap(text, s) {
		lines = append(lines, text[e.from:e.to])
	}
	return lines
}

// wrap cuts text into lines. Spaces at a line's end, and at the start of a line
// that was broken, belong to no line; nothing else is lost.
func wrap(text string, s setting) []extent {
	s.first, s.rest = max(s.first, 2), max(s.rest, 2)
	var lines []extent
	at := 0
	for {
		end := strings.IndexByte(text[at:], '\n')
		if end < 0 {
			return wrapParagraph(lines, text, at, len(text), s)
		}
		lines = wrapParagraph(lines, text, at, at+end, s)
		at += end + 1
		s.first = s.rest
	}
}

func wrapParagraph(lines []extent, text string, from, to int, s setting) []extent {
	to = from + len(strings.TrimRight(text[from:to], " \u3000"))
	para := text[from:to]
	if len(para) <= s.first && isASCII(para) || cells(para, s.wide) <= s.first {
		return append(lines, extent{from, to})
	}
	ps := pieces(para, s.wide)
	width := s.first
	for i := 0; i < len(ps); {
		j := s.next(para, ps, i, width)
		end := j
		for end > i && ps[end-1].space {
			end--
		}
		stop := len(para)
		if end < len(ps) {
			stop = ps[end].at
		}
		lines = append(lines, extent{from + ps[i].at, from + stop})
		for j < len(ps) && ps[j].space {
			j++
		}
		i, width = j, s.rest
	}
	return lines
}

// next returns the piece that begins the line after the one beginning at i.
func (s setting) next(text string, ps []piece, i, width int) int {
	used, fits, last := 0, i, i // cells without trailing spaces; pieces that fit; last free place
	spaces := 0
	for j := i; j < len(ps); j++ {
		if ps[j].space {
			spaces += ps[j].cells
		} else {
			if used+spaces+ps[j].cells > width && j > i {
				break
			}
			used += spaces + ps[j].cells
			spaces = 0
		}
		fits = j + 1
		if fits == len(ps) {
			return fits
		}
		if ps[fits].free {
			last = fits
		}
	}
	if last == i {
		return s.force(text, ps, i, fits)
	}
	if s.phrases != nil {
		return s.prefer(text, ps, i, last, width)
	}
	return last
}

// prefer goes back from the last possible place to the last beginning of a
// phrase, if that costs at most a quarter of the line.
func (s setting) prefer(text string, ps []piece, i, last, width int) int {
	used := 0
	for j := i; j < last; j++ {
		used += ps[j].cells
	}
	for j := last; j > i && 4*used >= 3*width; j-- {
		if ps[j].free {
			a, _ := utf8.DecodeLastRuneInString(text[:ps[j].at])
			b, _ := utf8.DecodeRuneInString(text[ps[j].at:])
			if a == ' ' || a == '、' || a == '。' || isOpening(b) || s.phrases.starts(text, ps[j].at) {
				return j
			}
		}
		used -= ps[j-1].cells
	}
	return last
}

// force ends a line inside what should not be broken, because it is longer than
// the line: after one of the signs that join the parts of an address, if there
// is one in the second half, or else anywhere.
func (s setting) force(text string, ps []piece, i, fits int) int {
	for j := fits; j > i+(fits-i)/2; j-- {
		if j < len(ps) && strings.IndexByte("/.-_?&=:,", text[ps[j].at-1]) >= 0 && isGraph(rune(text[ps[j].at])) {
			return j
		}
	}
	return max(fits, i+1)
}
