package edit

import (
	"bytes"
	"strconv"
	"strings"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// signs sets everything in form that stands on one line: marks, boxes, code,
// headings, quote signs, indentation, and blanks at the ends of lines.
func signs(f *parse.File) []byte {
	s := setter{f: f, src: f.Source, kept: map[int]bool{}}
	s.heading(f.Title.At)
	for _, b := range f.Lead {
		s.block(b)
	}
	for _, sc := range f.Scenes {
		s.scene(sc)
	}
	s.ends()
	return Splice(f.Source, s.changes)
}

// setter collects the changes of a file.
type setter struct {
	f       *parse.File
	src     []byte
	changes []Change
	kept    map[int]bool // by offset: lines whose blanks at the end are theirs
	breaks  map[int]bool // by offset: lines where two blanks at the end break the line
}

func (s *setter) change(from, to int, text string) {
	if from <= to && string(s.src[from:to]) != text {
		s.changes = append(s.changes, Change{parse.Span{Start: from, End: to}, text})
	}
}

func (s *setter) lineStart(i int) int { return bytes.LastIndexByte(s.src[:i], '\n') + 1 }

func (s *setter) lineEnd(i int) int {
	if n := bytes.IndexByte(s.src[i:], '\n'); n >= 0 {
		return i + n
	}
	return len(s.src)
}

func (s *setter) scene(sc *parse.Scene) {
	s.heading(sc.At)
	s.heading(sc.Title.At)
	s.codes(sc.Codes, sc.Title.At.End)
	for _, b := range sc.Blocks {
		s.block(b)
	}
	if sc.Decision == nil {
		return
	}
	for _, it := range sc.Decision.Items {
		s.item(it)
	}
	for _, it := range sc.Decision.Then {
		s.item(it)
	}
}

// heading puts one space between a heading's signs and its text.
func (s *setter) heading(at parse.Span) {
	if at.Empty() {
		return
	}
	from := s.lineStart(at.Start)
	if marks := strings.Trim(string(s.src[from:at.Start]), " \t"); marks != "" && strings.Trim(marks, "#") == "" {
		s.change(from, at.Start, marks+" ")
	}
}

// codes sets code spans that stand on one line. Behind is where the text ends:
// one space stands between it and the code, and between code and code. Inside a
// text, the spaces are the author's.
func (s *setter) codes(list []*parse.Code, behind int) {
	for _, c := range list {
		written := string(s.src[c.Span.Start:c.Span.End])
		if strings.Contains(written, "\n") || len(written) < 2 || c.Bad {
			continue
		}
		gap := c.Span.Start
		for gap > 0 && (s.src[gap-1] == ' ' || s.src[gap-1] == '\t') {
			gap--
		}
		if gap >= behind && gap > s.lineStart(c.Span.Start) {
			s.change(gap, c.Span.Start, " ")
		}
		if inner := written[1 : len(written)-1]; strings.TrimSpace(inner) == strings.TrimSpace(c.Text) {
			s.change(c.Span.Start, c.Span.End, "`"+Respace(c.Text)+"`")
		}
	}
}

func (s *setter) block(b *parse.Block) {
	s.codes(b.Codes, s.textEnd(b))
	lines := s.linesOf(b.Span)
	for i, at := range lines {
		switch {
		case b.Kind == game.Fence:
			s.kept[at] = i > 0 || !fenced(s.src[b.Span.Start:])
		case b.Kind == game.Table || b.Enter:
		case i < len(lines)-1 && s.src[b.Span.Start] != '>':
			s.hard(at)
		}
	}
	switch {
	case s.src[b.Span.Start] == '>':
		s.quote(b, lines)
	case b.Kind == game.Speech:
		from := b.WhoAt.End + len("**")
		to := from + len(s.src[from:b.Span.End]) - len(bytes.TrimLeft(s.src[from:b.Span.End], " \t"))
		if to > from {
			s.change(from, to, " ")
		}
	}
}

// fenced tells whether a block of code begins with a fence; else it is indented.
func fenced(block []byte) bool {
	return bytes.HasPrefix(block, []byte("```")) || bytes.HasPrefix(block, []byte("~~~"))
}

// textEnd is where a block's text ends and only code follows.
func (s *setter) textEnd(b *parse.Block) int {
	end := b.Span.End
	for i := len(b.Codes) - 1; i >= 0; i-- {
		c := b.Codes[i]
		if strings.TrimSpace(string(s.src[c.Span.End:end])) != "" || shows(c) {
			break
		}
		end = c.Span.Start
	}
	for end > b.Span.Start && (s.src[end-1] == ' ' || s.src[end-1] == '\t') {
		end--
	}
	return end
}

// shows tells whether a code span leaves a value in the text.
func shows(c *parse.Code) bool {
	for _, st := range c.Stmts {
		if st.Kind == parse.Show {
			return true
		}
	}
	return false
}

// hard notes a line of prose that ends in two blanks: they break the line, and
// a backslash that can be seen does the same.
func (s *setter) hard(at int) {
	if s.breaks == nil {
		s.breaks = map[int]bool{}
	}
	s.breaks[at] = true
}

// linesOf gives the beginnings of the lines of a span.
func (s *setter) linesOf(at parse.Span) []int {
	list := []int{s.lineStart(at.Start)}
	for i := at.Start; i < at.End; i++ {
		if s.src[i] == '\n' && i+1 < at.End {
			list = append(list, i+1)
		}
	}
	return list
}

// quote puts a space behind the signs of a quote. Where code is quoted, blanks
// belong to the code.
func (s *setter) quote(b *parse.Block, lines []int) {
	text := string(s.src[b.Span.Start:b.Span.End])
	code := strings.Contains(text, "```") || strings.Contains(text, "~~~") || strings.Contains(text, ">     ")
	for i, at := range lines {
		s.kept[at] = code
		sign := at
		for sign < len(s.src) && (s.src[sign] == ' ' || s.src[sign] == '\t') {
			sign++
		}
		if sign >= len(s.src) || s.src[sign] != '>' {
			continue
		}
		if end := s.lineEnd(sign); sign+1 < end && !bytes.ContainsRune([]byte(" \t>"), rune(s.src[sign+1])) {
			s.change(sign+1, sign+1, " ")
		}
		alert := bytes.HasPrefix(bytes.TrimLeft(s.src[sign+1:], " "), []byte("[!"))
		if !code && i < len(lines)-1 && !alert {
			s.hard(at)
		}
	}
}

// item sets a line of a decision, and moves what is indented below it.
func (s *setter) item(it *parse.Item) {
	behind := it.Line.End
	for i := len(it.Codes) - 1; i >= 0; i-- {
		if c := it.Codes[i]; strings.TrimSpace(string(s.src[c.Span.End:behind])) == "" {
			behind = c.Span.Start
		}
	}
	s.codes(it.Codes, len(bytes.TrimRight(s.src[:behind], " \t")))
	for _, b := range it.Feedback {
		s.block(b)
	}
	if it.Mark == "" || it.Label == "" {
		return
	}
	start := it.Span.Start
	content := start + len(it.Mark)
	for content < len(s.src) && (s.src[content] == ' ' || s.src[content] == '\t') {
		content++
	}
	if content >= len(s.src) || s.src[content] == '\n' || s.lineStart(content) != s.lineStart(start) {
		return
	}
	s.mark(it, content)
	s.move(it, columns(s.src[s.lineStart(start):content]))
}

// mark writes an item's mark with what belongs to it.
func (s *setter) mark(it *parse.Item, content int) {
	sign := it.Mark
	if sign == "*" || sign == "+" {
		sign = "-"
	}
	s.change(s.lineStart(it.Span.Start), content, sign+" ")
	switch {
	case it.Box != "" && content == it.BoxAt.Start:
		box := "[ ] "
		if it.Ticked {
			box = "[x] "
		}
		s.change(content, it.LabelAt.Start, box)
	case it.Percent > 0 && content == it.PercentAt.Start:
		open := it.PercentAt.End
		for open < len(s.src) && (s.src[open] == ' ' || s.src[open] == '\t') {
			open++
		}
		s.change(content, open, strconv.Itoa(it.Percent)+"% ")
	}
}

// move gives the lines below an item's first the indentation that fits its mark.
func (s *setter) move(it *parse.Item, was int) {
	is := strings.Repeat(" ", len(it.Mark)+1)
	for _, at := range s.linesOf(it.Span)[1:] {
		rest := at
		for rest < len(s.src) && (s.src[rest] == ' ' || s.src[rest] == '\t') {
			rest++
		}
		if rest >= len(s.src) || s.src[rest] == '\n' {
			continue
		}
		deep := max(0, columns(s.src[at:rest])-was)
		if at < it.Line.End {
			deep = 0 // still the first paragraph
		}
		s.change(at, rest, is+strings.Repeat(" ", deep))
	}
}
