package parse

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"kobayashi/game"
)

// Pos gives the line and column (in code points) of an offset in Source.
func (f *File) Pos(offset int) game.Pos {
	offset = max(0, min(offset, len(f.Source)))
	line := sort.SearchInts(f.lines, offset+1) - 1
	if line < 0 {
		return game.Pos{File: f.Path, Line: 1, Column: 1}
	}
	return game.Pos{File: f.Path, Line: line + 1, Column: 1 + utf8.RuneCount(f.Source[f.lines[line]:offset])}
}

// Range gives both ends of a span.
func (f *File) Range(s Span) (from, to game.Pos) { return f.Pos(s.Start), f.Pos(max(s.Start, s.End)) }

// Text gives what is written in a span.
func (f *File) Text(s Span) string {
	if s.Start < 0 || s.End > len(f.Source) || s.Empty() {
		return ""
	}
	return string(f.Source[s.Start:s.End])
}

// Scene gives the first scene of an id, or nil.
func (f *File) Scene(id string) *Scene { return f.byID[id] }

// offset gives the place of a line and column, both from 1, the column in code
// points.
func (f *File) offset(line, column int) int {
	if line < 1 || line > len(f.lines) {
		return len(f.Source)
	}
	at := f.lines[line-1]
	for ; column > 1 && at < len(f.Source) && f.Source[at] != '\n'; column-- {
		_, n := utf8.DecodeRune(f.Source[at:])
		at += n
	}
	return at
}

// lineEnd is the offset of the line feed that ends the line of an offset.
func (f *File) lineEnd(offset int) int {
	if i := bytes.IndexByte(f.Source[offset:], '\n'); i >= 0 {
		return offset + i
	}
	return len(f.Source)
}
