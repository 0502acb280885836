package typeset

import "strings"

// What is beyond these is set as plain text, before anything reads it as
// Markdown. Each keeps some reader from work that grows with the square of the
// text, or faster.
const (
	maxPage    = 1 << 20 // bytes
	maxMarksIn = 8       // containers opened at a line's start
	maxOpen    = 64      // [ without its ] in a paragraph
	maxSigns   = 1024    // signs a paragraph may hold that could begin something inline
	maxColumns = 32
	maxRows    = 500
)

// tooMuch tells whether md is beyond the limits that can be seen without
// reading it as Markdown.
func tooMuch(md string) bool {
	if len(md) > maxPage {
		return true
	}
	open, signs := 0, 0
	for line := range strings.SplitSeq(md, "\n") {
		marks, rest := containers(line)
		if marks > maxMarksIn || wideRule(rest) {
			return true
		}
		if strings.TrimSpace(rest) == "" {
			open, signs = 0, 0
			continue
		}
		for i := 0; i < len(rest); i++ {
			switch rest[i] {
			case '\\':
				i++
				signs++
			case '[':
				open++
				signs++
			case ']':
				open = max(open-1, 0)
				signs++
			case '*', '_', '`', '<', '!':
				signs++
			}
		}
		if open > maxOpen || signs > maxSigns {
			return true
		}
	}
	return false
}

// containers counts the marks of quotes and lists at the start of a line.
func containers(line string) (n int, rest string) {
	for {
		line = strings.TrimLeft(line, " \t")
		if line == "" {
			return n, line
		}
		switch c := line[0]; {
		case c == '>':
			line = line[1:]
		case (c == '-' || c == '*' || c == '+') && len(line) > 1 && (line[1] == ' ' || line[1] == '\t'):
			line = line[1:]
		case c >= '0' && c <= '9':
			i := 0
			for i < len(line) && i < 10 && line[i] >= '0' && line[i] <= '9' {
				i++
			}
			if i+1 >= len(line) || line[i] != '.' && line[i] != ')' || line[i+1] != ' ' && line[i+1] != '\t' {
				return n, line
			}
			line = line[i+1:]
		default:
			return n, line
		}
		n++
	}
}

// wideRule tells whether line could be the rule below a table's header with more
// columns than are set. It has to be found before the table is read, for every
// row is filled up to as many cells.
func wideRule(line string) bool {
	if len(line) <= maxColumns || strings.Trim(line, "|:- \t\r") != "" {
		return false
	}
	line = strings.TrimSpace(line)
	line = strings.TrimSuffix(strings.TrimPrefix(line, "|"), "|")
	return strings.Count(line, "|") >= maxColumns
}
