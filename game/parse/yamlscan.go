package parse

import (
	"bytes"

	"kobayashi/game"
)

// scanYAML looks at front matter before the YAML library does: its size, how
// deep its brackets go, and anchors, aliases and tags. It tells whether the
// library may read it.
func (p *parser) scanYAML(at Span) bool {
	size := at.End - at.Start
	if size > maxFrontAll || size-p.hashesSize(at) > maxFront {
		p.report("E006", Span{0, 3},
			game.Say("先頭部が大きすぎます（%d バイトまで）", "the front matter is too large (%d bytes at most)", maxFront),
			game.Say("長い文は本文か資料に移してください", "move long text to the body or to a note"))
		return false
	}
	s := yamlScan{p: p, src: p.f.Source[:at.End], i: at.Start, lineStart: at.Start, ok: true}
	for s.i < at.End {
		s.token()
	}
	return s.ok
}

// hashesSize is how much of the front matter the hashes of a translation take.
func (p *parser) hashesSize(at Span) int {
	src := p.f.Source[:at.End]
	start := bytes.Index(src[at.Start:], []byte("\nhashes:"))
	if start < 0 {
		return 0
	}
	start += at.Start + 1
	end := min(p.f.lineEnd(start)+1, at.End)
	for end < at.End && (src[end] == ' ' || src[end] == '}') {
		end = min(p.f.lineEnd(end)+1, at.End)
	}
	return end - start
}

// yamlScan walks over tokens: just enough of YAML to know what is quoted, what
// is a comment and where a value begins.
type yamlScan struct {
	p         *parser
	src       []byte
	i         int
	lineStart int
	depth     int // open brackets
	dashes    int // "- " at the start of this line
	ok        bool
}

func (s *yamlScan) token() {
	switch c := s.src[s.i]; c {
	case ' ', '\t':
		s.i++
	case '\n':
		s.i++
		s.lineStart, s.dashes = s.i, 0
	case '#':
		s.line()
	case '"', '\'':
		s.i = quotedEnd(s.src, s.i)
	case '[', '{':
		s.depth++
		s.deep(s.depth)
		s.i++
	case ']', '}':
		s.depth = max(0, s.depth-1)
		s.i++
	case ',', ':':
		s.i++
	case '&', '*', '!':
		s.refuse(c)
	case '|', '>':
		s.blockScalar()
	case '-', '?':
		if s.i+1 < len(s.src) && s.src[s.i+1] > ' ' {
			s.plain()
			return
		}
		s.dashes++
		s.deep(s.dashes)
		s.i++
	default:
		s.plain()
	}
}

func (s *yamlScan) line() { s.i = min(s.p.f.lineEnd(s.i), len(s.src)) }

func (s *yamlScan) deep(n int) {
	if n == maxDepthYAML+1 {
		s.ok = false
		s.p.report("E006", Span{s.i, s.i + 1},
			game.Say("先頭部の入れ子が深すぎます（%d 段まで）", "the front matter is nested too deeply (%d levels at most)", maxDepthYAML),
			game.Say("浅くしてください", "make it flatter"))
	}
}

func (s *yamlScan) refuse(c byte) {
	end := s.i + 1
	for end < len(s.src) && s.src[end] > ' ' && s.src[end] != ',' && s.src[end] != ']' && s.src[end] != '}' {
		end++
	}
	if end > s.i+1 || c == '!' {
		s.ok = false
		s.p.report("E005", Span{s.i, end},
			game.Say("YAML の名札（&）、参照（*）、型の印（!）は使えません", "YAML anchors (&), aliases (*) and tags (!) are refused"),
			game.Say("値をそのまま書くか、引用符で囲んでください", "write the value itself, or put it in quotes"))
	}
	s.i = end
}

// plain passes a scalar without quotes: to a colon and a space, a comment, the
// line's end, or a bracket or comma if inside brackets.
func (s *yamlScan) plain() {
	for ; s.i < len(s.src); s.i++ {
		c, next := s.src[s.i], byte('\n')
		if s.i+1 < len(s.src) {
			next = s.src[s.i+1]
		}
		switch {
		case c == '\n':
			return
		case c == ':' && (next <= ' ' || s.depth > 0 && bytes.IndexByte([]byte(",[]{}"), next) >= 0):
			return
		case c == ' ' && next == '#':
			s.line()
			return
		case s.depth > 0 && bytes.IndexByte([]byte(",[]{}"), c) >= 0:
			return
		}
	}
}

// blockScalar passes the lines of | or >: those indented deeper than its own.
func (s *yamlScan) blockScalar() {
	indent := 0
	for s.lineStart+indent < len(s.src) && s.src[s.lineStart+indent] == ' ' {
		indent++
	}
	s.line()
	for s.i < len(s.src) {
		start := s.i + 1
		end := min(s.p.f.lineEnd(min(start, len(s.src))), len(s.src))
		line := s.src[min(start, end):end]
		if trimmed := bytes.TrimLeft(line, " "); len(trimmed) > 0 && len(line)-len(trimmed) <= indent {
			return
		}
		s.i = end
	}
}
