package edit

import (
	"bytes"
	"regexp"
	"strings"
)

// columns is how far a line's beginning reaches, with stops for tabs at every
// fourth column.
func columns(b []byte) int {
	n := 0
	for _, r := range string(b) {
		if n++; r == '\t' {
			n += (4 - n%4) % 4
		}
	}
	return n
}

// severalLines finds values of YAML that go over several lines: in them blanks
// at the end of a line may mean something.
var severalLines = regexp.MustCompile(`(?m)[|>][+-]?[0-9]?[ \t]*(?:#.*)?$|^[^"\n]*"(?:[^"\n]*"[^"\n]*")*[^"\n]*$|^[^'\n]*: +'[^'\n]*$`)

// ends takes blanks off the ends of lines.
func (s *setter) ends() {
	at := 0
	if severalLines.Match(s.src[s.f.Front.Span.Start:s.f.Front.Span.End]) {
		at = s.f.Body
	}
	for ; at < len(s.src); at = s.lineEnd(at) + 1 {
		end := s.lineEnd(at)
		text := len(bytes.TrimRight(s.src[at:end], " \t")) + at
		switch {
		case text == end || s.kept[at]:
		case strings.Trim(string(s.src[at:text]), "> \t") != "" && s.breaks[at] && strings.HasSuffix(string(s.src[at:end]), "  "):
			s.change(text, end, `\`)
		default:
			s.change(text, end, "")
		}
	}
}
