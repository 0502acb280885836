package lsp

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"kobayashi/game"
)

// encoding is the unit that characters of a position are counted in.
type encoding int

const (
	utf16Units encoding = iota // what every client knows
	utf8Units
)

func (e encoding) String() string { return [...]string{"utf-16", "utf-8"}[e] }

// units is how many units a rune takes.
func (e encoding) units(r rune, bytes int) int {
	switch {
	case e == utf8Units:
		return bytes
	case r >= 0x10000:
		return 2
	}
	return 1
}

// text is a document as the client has it, with the way to the places of the
// parser: it takes a byte order mark and carriage returns off, and its lines end
// at line feeds alone. Offsets into raw and into the parser's Source are bytes.
type text struct {
	raw    string
	enc    encoding
	starts []int // of the client's lines, which a lone carriage return ends too
	mark   int   // bytes of the byte order mark
	// feeds are the starts of the parser's lines in raw, and plain those in its
	// Source. Without carriage returns feeds is starts, and plain is nil.
	feeds, plain []int
}

const byteOrderMark = "\uFEFF"

func newText(raw string, enc encoding) *text {
	t := &text{raw: raw, enc: enc, starts: []int{0}}
	if strings.HasPrefix(raw, byteOrderMark) {
		t.mark = len(byteOrderMark)
	}
	for i := 0; ; {
		n := strings.IndexByte(raw[i:], '\n')
		if n < 0 {
			break
		}
		i += n + 1
		t.starts = append(t.starts, i)
	}
	t.feeds = t.starts
	if strings.IndexByte(raw, '\r') >= 0 {
		t.returns()
	}
	return t
}

// returns works out the lines of a text that has carriage returns.
func (t *text) returns() {
	t.plain = make([]int, len(t.feeds))
	taken := t.mark
	for i, start := range t.feeds {
		if i > 0 && start > 1 && t.raw[start-2] == '\r' {
			taken++
		}
		if i > 0 {
			t.plain[i] = start - taken
		}
	}
	t.starts = slices.Clone(t.feeds)
	for i := range len(t.raw) {
		if t.raw[i] == '\r' && !strings.HasPrefix(t.raw[i+1:], "\n") {
			t.starts = append(t.starts, i+1)
		}
	}
	slices.Sort(t.starts)
}

// line is the number of the last start that is not behind an offset.
func line(starts []int, offset int) int { return sort.SearchInts(starts, offset+1) - 1 }

// toSource gives the parser's offset of a place in raw.
func (t *text) toSource(raw int) int {
	if t.plain == nil {
		return max(0, raw-t.mark)
	}
	n := line(t.feeds, raw)
	at := t.plain[n] + raw - t.feeds[n]
	if n == 0 {
		at = max(0, at-t.mark)
	}
	if n+1 < len(t.plain) {
		at = min(at, t.plain[n+1]-1) // between the return and the feed
	}
	return at
}

// fromSource gives the place in raw of an offset of the parser.
func (t *text) fromSource(offset int) int {
	if t.plain == nil {
		return min(offset+t.mark, len(t.raw))
	}
	n := line(t.plain, offset)
	at := t.feeds[n] + offset - t.plain[n]
	if n == 0 {
		at += t.mark
	}
	return min(at, len(t.raw))
}

// offset gives the place in raw of a position, or the nearest one: the end of
// its line, or of the document.
func (t *text) offset(p position) int {
	if p.Line < 0 {
		return 0
	}
	if p.Line >= len(t.starts) {
		return len(t.raw)
	}
	at, end := t.starts[p.Line], t.lineEnd(p.Line)
	for left := p.Character; left > 0 && at < end; {
		r, n := utf8.DecodeRuneInString(t.raw[at:end])
		if left -= t.enc.units(r, n); left < 0 {
			break // inside a character
		}
		at += n
	}
	return at
}

// lineEnd is where a line's text ends, before what ends the line.
func (t *text) lineEnd(n int) int {
	if n+1 >= len(t.starts) {
		return len(t.raw)
	}
	end := t.starts[n+1] - 1
	if t.raw[end] == '\n' && end > t.starts[n] && t.raw[end-1] == '\r' {
		end--
	}
	return end
}

// position gives the position of a place in raw.
func (t *text) position(raw int) position {
	raw = max(0, min(raw, len(t.raw)))
	n := line(t.starts, raw)
	p := position{Line: n}
	for at := t.starts[n]; at < raw; {
		r, size := utf8.DecodeRuneInString(t.raw[at:])
		if at+size > raw {
			break
		}
		p.Character += t.enc.units(r, size)
		at += size
	}
	return p
}

// at gives the position of a place that a problem names. One of a whole file is
// its beginning.
func (t *text) at(p game.Pos) position {
	if p.Line < 1 {
		return position{}
	}
	if p.Line > len(t.feeds) {
		return t.position(len(t.raw))
	}
	at := t.feeds[p.Line-1]
	if p.Line == 1 {
		at += t.mark
	}
	for column := 1; column < p.Column && at < len(t.raw) && t.raw[at] != '\n' && t.raw[at] != '\r'; column++ {
		_, n := utf8.DecodeRuneInString(t.raw[at:])
		at += n
	}
	return t.position(at)
}

// span gives the range of a stretch of the parser's Source.
func (t *text) span(start, end int) span {
	return span{t.position(t.fromSource(start)), t.position(t.fromSource(max(start, end)))}
}

// change gives the document's text after one edit of the client. Without a range
// all of it is new. A range that is not there is brought to where the text is.
func change(raw string, c contentChange, enc encoding) string {
	if c.Range == nil {
		return c.Text
	}
	t := newText(raw, enc)
	from, to := t.offset(c.Range.Start), t.offset(c.Range.End)
	if from > to {
		from, to = to, from
	}
	return raw[:from] + c.Text + raw[to:]
}
