package parse

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"kobayashi/game"
	"kobayashi/game/visible"
)

// refused tells whether a character may not stand in a scenario. Tab and line
// feed may; Unicode's own line and paragraph separators may not, for lines are
// counted by line feeds alone.
func refused(r rune) bool {
	if r == '\t' || r == '\n' {
		return false
	}
	return r == 0x2028 || r == 0x2029 || visible.Unseen(r)
}

// plain tells whether nothing in s is refused.
func plain(s string) bool {
	marks := 0
	for _, r := range s {
		if r < 0x300 || r >= 0x3000 && r < 0xA000 {
			marks = 0
			if refused(r) {
				return false
			}
			continue
		}
		if refused(r) {
			return false
		}
		if marks = countMark(marks, r); marks > visible.MaxMarks {
			return false
		}
	}
	return true
}

func countMark(marks int, r rune) int {
	if visible.Mark(r) {
		return marks + 1
	}
	return 0
}

// show makes a piece of a file fit to be quoted in a message: on one line,
// short, and without what a terminal would obey.
func show(s string) string {
	const most = 40
	var b strings.Builder
	n := 0
	for _, r := range s {
		if n == most {
			b.WriteString("...")
			break
		}
		switch {
		case r == '\n', r == '\t':
			r = ' '
		case refused(r), r == utf8.RuneError:
			r = '?'
		}
		b.WriteRune(r)
		n++
	}
	return b.String()
}

// normalise takes a byte order mark and carriage returns off, and notes them.
// Places do not move: a mark is no column, and a return ends its line.
func normalise(f *File, data []byte) {
	if rest, ok := bytes.CutPrefix(data, []byte("\uFEFF")); ok {
		f.BOM, data = true, rest
	}
	if bytes.Contains(data, []byte("\r\n")) {
		f.CRLF, data = true, bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	}
	f.Source = data
	f.lines = make([]int, 1, 1+bytes.Count(data, []byte("\n")))
	for i := 0; ; {
		n := bytes.IndexByte(data[i:], '\n')
		if n < 0 {
			return
		}
		i += n + 1
		f.lines = append(f.lines, i)
	}
}

// characters reports what is refused in a file, once a line, and whether the
// file is text at all.
func (p *parser) characters() bool {
	src := p.f.Source
	marks, skip := 0, -1 // skip: offset up to which the line has been reported
	for i := 0; i < len(src); {
		if c := src[i]; c < utf8.RuneSelf {
			marks = 0
			if c >= 0x20 && c != 0x7F {
				i++
				continue
			}
			if (c < 0x20 && c != '\n' && c != '\t' || c == 0x7F) && i > skip {
				p.control(i, rune(c), 1)
				skip = p.f.lineEnd(i)
			}
			i++
			continue
		}
		if common(src[i:]) {
			marks = 0
			i += 3
			continue
		}
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n == 1 {
			p.report("E006", Span{i, i + 1},
				game.Say("UTF-8 ではない文字があります", "this is not UTF-8"),
				game.Say("エディターで UTF-8 として保存し直してください", "save the file as UTF-8"))
			return false
		}
		if r < 0x300 || r >= 0x3000 && r < 0xA000 {
			marks = 0
		} else {
			marks = countMark(marks, r)
		}
		if (marks > visible.MaxMarks || refused(r)) && i > skip {
			p.control(i, r, n)
			skip = p.f.lineEnd(i)
		}
		i += n
	}
	return true
}

// common tells whether text begins with a character that Japanese is mostly
// written in, U+3000 to U+30FF (but for two marks) or an ideograph: nothing is
// to be asked of it.
func common(s []byte) bool {
	if len(s) < 3 || s[1]&0xC0 != 0x80 || s[2]&0xC0 != 0x80 {
		return false
	}
	switch c := s[0]; {
	case c == 0xE3:
		return s[1] == 0x81 || s[1] == 0x83 || s[1] == 0x80 && s[2] < 0xAA || s[1] == 0x82 && s[2] != 0x99 && s[2] != 0x9A
	default:
		return c >= 0xE5 && c <= 0xE9
	}
}

func (p *parser) control(at int, r rune, n int) {
	p.report("E006", Span{at, at + n},
		game.Say("使えない文字 U+%04X があります（制御文字、表示されない文字、向きを変える文字など）",
			"the character U+%04X is refused: it controls, hides or reorders text", r),
		game.Say("この文字を消してください", "delete it"))
}
