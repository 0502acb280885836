package parse

import (
	"bytes"

	"kobayashi/game"
)

// Limits on Markdown before any library reads it. Each was a way to make one
// small file cost minutes or gigabytes.
const (
	maxLine      = 16 << 10 // bytes
	maxMarksLine = 8        // > - * + 1. at a line's start
	maxIndent    = 36       // spaces before a list's mark
	maxOpen      = 64       // [ or < of a paragraph that never close
	maxSigns     = 1000     // * _ and back-quotes of a paragraph
	maxParagraph = 64 << 10
	maxColumns   = 32
	maxRows      = 500
)

// limits tells whether Markdown is tame enough to be read. It reports the first
// place that is not: what follows could be the same a thousand times.
func (p *parser) limits(start int) bool {
	src := p.f.Source
	var par paragraph
	for i := start; i < len(src); {
		end := p.f.lineEnd(i)
		line := src[i:end]
		if len(bytes.TrimLeft(line, " \t>")) == 0 {
			par = paragraph{}
		}
		if why := par.add(line); !why.Empty() {
			p.report("E006", Span{i, min(i+1, end)}, why,
				game.Say("短く、浅く書き直してください", "write it shorter and flatter"))
			return false
		}
		i = end + 1
	}
	return true
}

// paragraph counts what stands in a run of lines that are not blank.
type paragraph struct {
	size, square, angle, signs, rows int
}

// add counts a line, and says which limit it breaks.
func (par *paragraph) add(line []byte) game.Phrase {
	if len(line) > maxLine {
		return game.Say("行が長すぎます（%d バイトまで）", "this line is too long (%d bytes at most)", maxLine)
	}
	if marks(line) {
		return game.Say("引用や箇条書きの入れ子が深すぎます（%d 段まで）", "quotes and lists are nested too deeply (%d levels at most)", maxMarksLine)
	}
	bars := 0
	for i, c := range line {
		if c > '|' || c < '*' {
			continue // most of a text, quickly
		}
		switch c {
		case '[':
			par.square++
		case ']':
			par.square = max(0, par.square-1)
		case '<':
			par.angle++
		case '>':
			par.angle = max(0, par.angle-1)
		case '*', '_', '`':
			if i == 0 || line[i-1] != c {
				par.signs++
			}
		case '|':
			bars++
		}
	}
	par.size += len(line)
	par.rows++
	if bars == 0 {
		par.rows = 0
	}
	switch {
	case par.square > maxOpen, par.angle > maxOpen:
		return game.Say("閉じていないかっこが多すぎます（一段落に %d まで）", "too many brackets never close (%d in a paragraph at most)", maxOpen)
	case par.signs > maxSigns:
		return game.Say("一段落に * _ ` が多すぎます（%d まで）", "too many * _ ` in a paragraph (%d at most)", maxSigns)
	case par.size > maxParagraph:
		return game.Say("段落が長すぎます（%d バイトまで）", "this paragraph is too long (%d bytes at most)", maxParagraph)
	case bars > maxColumns+1, par.rows > maxRows+2:
		return game.Say("表が大きすぎます（%d 列、%d 行まで）", "this table is too large (%d columns and %d rows at most)", maxColumns, maxRows)
	}
	return game.Phrase{}
}

// marks tells whether a line opens more containers than are allowed.
func marks(line []byte) bool {
	n, indent := 0, 0
	for i := 0; i < len(line); {
		switch c := line[i]; {
		case c == ' ':
			indent++
			i++
			continue
		case c == '\t':
			indent += 4
			i++
			continue
		case c == '>':
			i++
		case c == '-' || c == '*' || c == '+':
			if i+1 < len(line) && line[i+1] != ' ' && line[i+1] != '\t' || indent > maxIndent {
				return indent > maxIndent && n == 0 && i+1 < len(line) && line[i+1] == ' '
			}
			i++
		case c >= '0' && c <= '9':
			j := i
			for j < len(line) && line[j] >= '0' && line[j] <= '9' {
				j++
			}
			if j+1 >= len(line) || line[j] != '.' && line[j] != ')' || line[j+1] != ' ' {
				return false
			}
			if indent > maxIndent {
				return true
			}
			i = j + 1
		default:
			return false
		}
		if n++; n > maxMarksLine {
			return !thematic(line)
		}
	}
	return n > maxMarksLine
}

// thematic tells whether a line is only a rule such as - - - - - - - - -.
func thematic(line []byte) bool {
	t := bytes.ReplaceAll(line, []byte(" "), nil)
	return len(t) > 0 && bytes.Trim(t, string(t[:1])) == nil && bytes.IndexByte([]byte("-*_"), t[0]) >= 0
}
