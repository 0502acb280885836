package translate

import (
	"bytes"
	"strings"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// region is where the words of a unit stand in a file, without what frames
// them: the speaker's name, the signs of a quote, the fence of a table of code.
type region struct {
	at     parse.Span
	indent string // what continuation lines begin with
	quoted bool   // and a > behind it
	line   bool   // it must stay on one line
	fence  bool   // blank lines may stand in it
}

// text gives the words of a region.
func (r region) text(f *parse.File) string {
	lines := strings.Split(f.Text(r.at), "\n")
	for i := 1; i < len(lines); i++ {
		lines[i] = r.strip(lines[i])
	}
	return strings.TrimRight(strings.Join(lines, "\n"), " \t\n")
}

// strip takes what frames a line off its beginning.
func (r region) strip(line string) string {
	for range len(r.indent) {
		rest, ok := strings.CutPrefix(line, " ")
		if !ok {
			break
		}
		line = rest
	}
	if !r.quoted {
		return line
	}
	if rest, ok := strings.CutPrefix(strings.TrimLeft(line, " "), ">"); ok {
		return strings.TrimPrefix(rest, " ")
	}
	return line
}

// frame gives words as they are written in the region.
func (r region) frame(text string) string {
	if r.line {
		return strings.Join(strings.Fields(text), " ")
	}
	lines := strings.Split(text, "\n")
	for i := 1; i < len(lines); i++ {
		switch {
		case r.quoted && lines[i] == "":
			lines[i] = r.indent + ">"
		case r.quoted:
			lines[i] = r.indent + "> " + lines[i]
		case lines[i] != "":
			lines[i] = r.indent + lines[i]
		}
	}
	return strings.Join(lines, "\n")
}

// indentAt is the indentation that a line needs to stand below an offset.
func indentAt(f *parse.File, at int) string {
	start := bytes.LastIndexByte(f.Source[:at], '\n') + 1
	lead := f.Source[start:at]
	return strings.Repeat(" ", len(lead)-len(bytes.TrimLeft(lead, " \t")))
}

// ofBlock finds the words of a block.
func ofBlock(f *parse.File, b *parse.Block) region {
	r := region{at: b.Span, indent: indentAt(f, b.Span.Start)}
	switch {
	case b.Kind == game.Speech:
		r.at.Start = b.WhoAt.End + len("**")
		r.at.Start += skip(f.Source[r.at.Start:r.at.End], " \t\n\u3000")
	case f.Source[b.Span.Start] == '>':
		r.quoted = true
		r.at.Start = quoteStart(f, b)
	case b.Kind == game.Fence && fenced(f.Text(b.Span)):
		r.fence = true
		text := f.Text(b.Span)
		if i := strings.IndexByte(text, '\n'); i >= 0 {
			r.at.Start += i + 1
			r.at.Start += skip(f.Source[r.at.Start:r.at.End], " ")
		}
		if i := strings.LastIndexByte(text, '\n'); i >= 0 && fenced(strings.TrimLeft(text[i+1:], " >")) {
			r.at.End = max(r.at.Start, b.Span.Start+i)
		}
	case b.Kind == game.Fence:
		r.fence = true
	}
	return r
}

func fenced(s string) bool { return strings.HasPrefix(s, "```") || strings.HasPrefix(s, "~~~") }

func skip(b []byte, cut string) int { return len(b) - len(bytes.TrimLeft(b, cut)) }

// quoteStart is where the words of a quote begin, behind the mark of an alert.
func quoteStart(f *parse.File, b *parse.Block) int {
	at := b.Span.Start
	inner := func(at int) int {
		at += skip(f.Source[at:b.Span.End], " ")
		if at < b.Span.End && f.Source[at] == '>' {
			at++
		}
		return at + skip(f.Source[at:b.Span.End], " ")
	}
	at = inner(at)
	if end := bytes.IndexByte(f.Source[at:b.Span.End], ']'); b.Kind != game.Quote && bytes.HasPrefix(f.Source[at:], []byte("[!")) && end > 0 {
		at += end + 1
		at += skip(f.Source[at:b.Span.End], " \t")
	}
	for at < b.Span.End && f.Source[at] == '\n' {
		at = inner(at + 1)
	}
	return at
}

// ofLabel finds the words of a choice, an answer or a way: what the item's code
// follows is no part of them.
func ofLabel(it *parse.Item, f *parse.File) region {
	at := it.LabelAt
	if it.Target == "" {
		at.End = it.Line.End
		for i := len(it.Codes) - 1; i >= 0; i-- {
			c := it.Codes[i].Span
			if c.Start < at.Start || strings.TrimSpace(f.Text(parse.Span{Start: c.End, End: at.End})) != "" {
				break
			}
			at.End = c.Start
		}
	}
	text := f.Text(at)
	at.End -= len(text) - len(strings.TrimRight(text, " \t\n"))
	return region{at: at, line: true}
}
