package typeset

import (
	"strings"
)

// Signs the typesetter puts into text on its way through the renderer. They are
// private use characters, which Clean has taken out of everything else.
const (
	signBreak = "\uE000" // the line ends here
	signLink  = "\uE001" // a link's text starts here …
	signEnd   = "\uE002" // … and ends here
)

// span is text in one style. sgr is what stands between ESC [ and m, or nothing
// for text as the terminal has it. link is one more than the index of the link
// the text belongs to.
type span struct {
	text string
	sgr  string
	link int
}

// readSpans takes what the renderer wrote apart. It knows SGR and the signs
// above; any other control character and sequence is dropped, so that nothing
// passes here that was not made here. links is how many links came before.
func readSpans(out string, links int) []span {
	var spans []span
	var text strings.Builder
	sgr, link := "", 0
	flush := func() {
		if text.Len() > 0 {
			spans = append(spans, span{text.String(), sgr, link})
			text.Reset()
		}
	}
	for i := 0; i < len(out); {
		c := out[i]
		switch {
		case c == '\x1b':
			params, n := readSGR(out[i:])
			i += n
			if params != "-" {
				flush()
				sgr = joinSGR(sgr, params)
			}
			continue
		case c == '\n':
			i++
			continue // the renderer's own; ours are signs
		case c < ' ' || c == 0x7F:
			i++
			continue
		case c == signBreak[0] && strings.HasPrefix(out[i:], signBreak):
			text.WriteByte('\n')
			i += len(signBreak)
			continue
		case c == signLink[0] && strings.HasPrefix(out[i:], signLink):
			flush()
			links++
			link = links
			i += len(signLink)
			continue
		case c == signEnd[0] && strings.HasPrefix(out[i:], signEnd):
			flush()
			link = 0
			i += len(signEnd)
			continue
		}
		text.WriteByte(c)
		i++
	}
	flush()
	return spans
}

// readSGR reads an escape sequence at the start of s: its parameters and its
// length. The parameters are "-" if it is not SGR.
func readSGR(s string) (params string, n int) {
	if len(s) < 2 || s[1] != '[' {
		return "-", 1
	}
	for n = 2; n < len(s) && (s[n] >= '0' && s[n] <= '9' || s[n] == ';' || s[n] == ':'); n++ {
	}
	if n < len(s) && s[n] == 'm' && n <= 64 {
		return s[2:n], n + 1
	}
	return "-", 1
}

// joinSGR returns the style after params were applied to sgr.
func joinSGR(sgr, params string) string {
	switch {
	case params == "" || params == "0":
		return ""
	case sgr == "" || sgr == params:
		return params
	}
	return sgr + ";" + params
}

// textOf returns the text of spans.
func textOf(spans []span) string {
	if len(spans) == 1 {
		return spans[0].text
	}
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.text)
	}
	return b.String()
}

// slice returns the spans that hold bytes from … to of the text of spans.
func slice(spans []span, from, to int) []span {
	var part []span
	at := 0
	for _, s := range spans {
		a, b := max(from-at, 0), min(to-at, len(s.text))
		at += len(s.text)
		if a < b {
			part = append(part, span{s.text[a:b], s.sgr, s.link})
		}
		if at >= to {
			break
		}
	}
	return part
}

// cutSpans wraps spans into lines of spans.
func cutSpans(spans []span, s setting) [][]span {
	extents := wrap(textOf(spans), s)
	lines := make([][]span, len(extents))
	for i, e := range extents {
		lines[i] = slice(spans, e.from, e.to)
	}
	return lines
}

func spanCells(spans []span, wide bool) int {
	n := 0
	for _, s := range spans {
		n += cells(s.text, wide)
	}
	return n
}

// draw writes spans as one line: each style opened and closed, no spaces without
// a style at the end.
func draw(spans []span) string {
	for n := len(spans); n > 0 && spans[n-1].sgr == ""; n-- {
		trimmed := strings.TrimRight(spans[n-1].text, " ")
		if trimmed != "" {
			spans = append(spans[:n-1:n-1], span{text: trimmed})
			break
		}
		spans = spans[:n-1]
	}
	if len(spans) == 1 && spans[0].sgr == "" {
		return spans[0].text
	}
	var b strings.Builder
	for i, s := range spans {
		if s.sgr != "" && (i == 0 || spans[i-1].sgr != s.sgr) {
			b.WriteString("\x1b[" + s.sgr + "m")
		}
		b.WriteString(s.text)
		if s.sgr != "" && (i == len(spans)-1 || spans[i+1].sgr != s.sgr) {
			b.WriteString("\x1b[m")
		}
	}
	return b.String()
}
