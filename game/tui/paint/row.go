package paint

import (
	"slices"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
)

// row is one line of a frame as the model wrote it. Styles run on over the end
// of a line, so a row knows the one it starts with and the one it leaves.
type row struct {
	text       string
	start, end style
}

// glyph is what stands in one or two cells.
type glyph struct {
	text  string
	col   int
	width int
	style style
	// sure says that every terminal agrees on the width, so that what stands
	// behind it may stay where it is.
	sure bool
}

func (g glyph) same(o glyph) bool {
	return g.text == o.text && g.style == o.style && g.width == o.width
}

// measure tells glyphs from each other.
type measure struct {
	// narrow says that the terminal was asked and draws the ambiguous
	// characters in one cell.
	narrow bool
}

// glyphs appends the row's glyphs up to the window's width, without the spaces
// at its end that cannot be seen. Marks before any base are left out.
func (m measure) glyphs(to []glyph, r row, width int) []glyph {
	st, s, col := r.start, r.text, 0
	for len(s) > 0 {
		if s[0] == esc {
			n := sgrLen(s)
			st = st.apply(s[:n])
			s = s[n:]
			continue
		}
		n, w, sure := m.next(s)
		if col+w > width {
			break
		}
		if w > 0 {
			to = append(to, glyph{text: s[:n], col: col, width: w, style: st, sure: sure})
		}
		col += w
		s = s[n:]
	}
	for len(to) > 0 && to[len(to)-1].text == " " && !to[len(to)-1].style.visibleBlank() {
		to = to[:len(to)-1]
	}
	return to
}

// next is the length and width of the glyph clean text s starts with.
func (m measure) next(s string) (size, width int, sure bool) {
	c := s[0]
	if c < utf8.RuneSelf && (len(s) == 1 || s[1] < utf8.RuneSelf) {
		return 1, 1, true
	}
	r, n := utf8.DecodeRuneInString(s)
	if ideographic(r) && (n == len(s) || !joins(s[n:])) {
		return n, 2, true
	}
	g := displaywidth.StringGraphemes(s)
	g.Next()
	size, width = len(g.Value()), g.Width()
	known := r < utf8.RuneSelf || ideographic(r) || m.narrow && width == 1 && r < 0x2600
	return size, width, known && size == n
}

// joins says that the character s starts with may belong to the one before.
func joins(s string) bool {
	if s[0] < utf8.RuneSelf {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s)
	return !ideographic(r)
}

// runEnd is the style after the row.
func (r row) runEnd() style {
	st := r.start
	for i := 0; i < len(r.text); {
		if r.text[i] != esc {
			i++
			continue
		}
		n := sgrLen(r.text[i:])
		st = st.apply(r.text[i : i+n])
		i += n
	}
	return st
}

// change is what turns one row on the screen into another: the glyphs to write,
// and whether the rest of the line is to be erased after (or, where widths are
// not sure, before).
type change struct {
	write        []glyph
	col          int
	erase, first bool
}

// difference is the change from old to new. Both must be as glyphs made them.
func difference(old, now []glyph) (c change, ok bool) {
	unsure := func(g glyph) bool { return !g.sure }
	if slices.ContainsFunc(old, unsure) || slices.ContainsFunc(now, unsure) {
		if slices.EqualFunc(old, now, glyph.same) {
			return change{}, false
		}
		return change{write: now, erase: true, first: true}, true
	}
	from := 0
	for from < len(old) && from < len(now) && old[from].same(now[from]) {
		from++
	}
	if from == len(old) && from == len(now) {
		return change{}, false
	}
	to, was := len(now), len(old)
	if cells(old) == cells(now) {
		for to > from && was > from && old[was-1].same(now[to-1]) {
			to--
			was--
		}
	}
	c = change{write: now[from:to], col: cells(now[:from]), erase: cells(now) < cells(old)}
	return c, true
}

func cells(gs []glyph) int {
	if len(gs) == 0 {
		return 0
	}
	last := gs[len(gs)-1]
	return last.col + last.width
}
