package line

import (
	"bufio"
	"io"
	"strings"

	"kobayashi/game/typeset"
)

// sheet writes lines, and one empty line where a gap was asked for. It is the
// last gate: whatever reaches it leaves without a control character.
type sheet struct {
	w   *bufio.Writer
	err error
	gap bool // an empty line is due before the next one
	any bool // something was written
	n   int  // lines written
}

func newSheet(w io.Writer) *sheet { return &sheet{w: bufio.NewWriter(w)} }

// part asks for an empty line before what comes next.
func (s *sheet) part() { s.gap = s.any }

// put writes lines. Errors are kept for flush.
func (s *sheet) put(lines ...string) {
	for _, line := range lines {
		for l := range strings.SplitSeq(typeset.Clean(line), "\n") {
			s.line(strings.TrimRight(l, " \u3000"))
		}
	}
}

func (s *sheet) line(l string) {
	if l == "" { // two gaps are one
		s.part()
		return
	}
	if s.gap {
		l = "\n" + l
	}
	s.gap, s.any = false, true
	s.n++
	if _, err := s.w.WriteString(l + "\n"); err != nil && s.err == nil {
		s.err = err
	}
}

func (s *sheet) flush() error {
	if err := s.w.Flush(); err != nil && s.err == nil {
		s.err = err
	}
	return s.err
}

// setting turns texts into lines of the desk's width.
type setting struct {
	setter *typeset.Setter
	width  int
	style  typeset.Style
}

// hang sets one paragraph of Markdown behind a beginning; the lines after the
// first stand in by as many cells as indent.
func (s setting) hang(begin, md string, indent int) []string {
	lines := s.setter.Prose(literally(begin)+md, s.width-indent, s.style)
	return inset(lines, indent, 1)
}

// list sets an item behind its mark, and the lines after the first below its
// text.
func (s setting) list(mark, md string) []string {
	n := typeset.Width(mark)
	lines := s.setter.Prose(md, s.width-n, s.style)
	if len(lines) == 0 {
		lines = []string{""}
	}
	lines = inset(lines, n, 1)
	lines[0] = mark + lines[0]
	return lines
}

// in is the setting for text that will be moved in by indent cells.
func (s setting) in(indent int) setting {
	s.width -= indent
	return s
}

// page sets Markdown of any kind, moved in by indent cells.
func (s setting) page(md string, indent int) []string {
	return inset(s.setter.Page(md, s.width-indent, s.style).Lines, indent, 0)
}

// links gives where the links of a text lead.
func (s setting) links(md string) []string {
	var targets []string
	for _, link := range s.setter.Page(md, s.width, s.style).Links {
		targets = append(targets, link.Target)
	}
	return targets
}

// inset gives the lines, those from the given one on moved in.
func inset(lines []string, indent, from int) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		if i >= from && l != "" {
			l = strings.Repeat(" ", indent) + l
		}
		out[i] = l
	}
	return out
}

// plain gives inline Markdown as one line of text, however long.
func (s setting) plain(md string) string {
	const oneLine = 1 << 20
	return strings.Join(s.setter.Prose(md, oneLine, s.style), " ")
}

// name gives a text that is no Markdown as one safe line.
func (s setting) name(text string) string { return s.plain(literally(text)) }

// literally writes a text as Markdown that shows it sign by sign.
func literally(text string) string {
	const marks = "\\`*_{}[]()<>#+-.!|~&:"
	if !strings.ContainsAny(text, marks) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if strings.ContainsRune(marks, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// puts writes a phrase of the interface, wrapped.
func (d *desk) puts(phrase string) {
	d.out.put(d.set.setter.Wrap(phrase, d.set.width, d.say.Lang)...)
}
