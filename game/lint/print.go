package lint

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// Sources gives the text of every file of the results by its path, for
// WriteText.
func Sources(results ...*parse.Result) map[string][]byte {
	sources := map[string][]byte{}
	for _, res := range results {
		if res.Base == nil {
			continue
		}
		for _, f := range append(append([]*parse.File{res.Base}, res.Includes...), res.Translations...) {
			sources[f.Path] = f.Source
		}
		p := &pass{res: res, files: append([]*parse.File{res.Base}, res.Includes...)}
		for _, n := range p.notes() {
			sources[n.path] = n.text
		}
	}
	return sources
}

// Limits of an excerpt: its width without the margin, and the distance of tab
// stops.
const (
	excerptCells = 72
	tabCells     = 4
)

// WriteText writes each problem as four lines at most: where and what, the line
// of the source, a caret below the fault, and the mend. Sources may lack a file.
// Nothing that a terminal would obey is let through.
func WriteText(w io.Writer, problems []game.Problem, sources map[string][]byte, lang string) error {
	out := bufio.NewWriter(w)
	lines := map[string][][]byte{}
	for i, p := range problems {
		if i > 0 {
			out.WriteByte('\n')
		}
		out.WriteString(visible(p.From.String()) + ": " + p.Rule + " " + visible(p.Message.In(lang)) + "\n")
		if line, ok := lineOf(lines, sources, p.From); ok {
			excerpt(out, p, line)
		}
		if len(p.Play) > 0 {
			out.WriteString(labelled(playLabel, lang) + visible(route(p.Play)) + "\n")
		}
		if !p.Mend.Empty() {
			out.WriteString(labelled(mendLabel, lang) + visible(p.Mend.In(lang)) + "\n")
		}
	}
	return out.Flush()
}

// What stands before a play and before a mend.
var (
	playLabel = game.Phrase{JA: "手順", EN: "play"}
	mendLabel = game.Phrase{JA: "直し方", EN: "mend"}
)

func labelled(name game.Phrase, lang string) string { return "  " + name.In(lang) + ": " }

// A long play is shown by its first and its last moves.
const (
	firstMoves = 20
	lastMoves  = 5
)

// route writes a play: the scenes, each with what was chosen there.
func route(play []game.Move) string {
	var steps []string
	for i, m := range play {
		if len(play) > firstMoves+lastMoves+1 && i >= firstMoves && i < len(play)-lastMoves {
			if i == firstMoves {
				steps = append(steps, fmt.Sprintf("(+ %d)", len(play)-firstMoves-lastMoves))
			}
			continue
		}
		choice := strconv.Itoa(m.N)
		if m.Ticks != nil {
			var ticks []string
			for _, n := range m.Ticks {
				ticks = append(ticks, strconv.Itoa(n))
			}
			choice = "[" + strings.Join(ticks, ",") + "]"
		}
		steps = append(steps, m.Scene+" "+choice)
	}
	return strings.Join(steps, " > ")
}

// lineOf gives the line of a place, if it has anything on it. A file is divided
// into lines once.
func lineOf(lines map[string][][]byte, sources map[string][]byte, at game.Pos) (string, bool) {
	list, known := lines[at.File]
	if !known {
		list = bytes.Split(sources[at.File], newline)
		lines[at.File] = list
	}
	if at.Line < 1 || at.Line > len(list) {
		return "", false
	}
	line := list[at.Line-1]
	return string(line), len(line) > 0
}

// excerpt writes the line and the carets. A line too wide is cut around the
// fault, with .. where something is left out.
func excerpt(out *bufio.Writer, p game.Problem, line string) {
	from := p.From.Column - 1
	to := utf8.RuneCountInString(line)
	if p.To.Line == p.From.Line {
		to = p.To.Column - 1
	} else if p.To.Line == 0 {
		to = from + 1
	}
	cells, start, end := lay(line, from, max(to, from+1))
	first, last := window(start, end, len(cells))
	margin := strings.Repeat(" ", len(strconv.Itoa(p.From.Line)))
	left, right := "", ""
	if first > 0 {
		left = ".."
	}
	if last < len(cells) {
		right = ".."
	}
	// A wide character that the cut would halve leaves a space in its place.
	var text strings.Builder
	for i := first; i < last; i++ {
		switch {
		case cells[i] == "" && i == first, i+1 == last && last < len(cells) && cells[last] == "" && cells[i] != "":
			text.WriteByte(' ')
		default:
			text.WriteString(cells[i])
		}
	}
	out.WriteString(" " + strconv.Itoa(p.From.Line) + " | " + strings.TrimRight(left+text.String()+right, " ") + "\n")
	out.WriteString(" " + margin + " | " + strings.Repeat(" ", len(left)+start-first) + strings.Repeat("^", max(1, min(end, last)-start)) + "\n")
}

// lay puts a line into cells: the text of each cell, "" in the second cell of a
// wide character. start and end are the cells of the columns from and to, which
// count code points.
func lay(line string, from, to int) (cells []string, start, end int) {
	start, end = -1, -1
	point := 0
	g := displaywidth.StringGraphemes(visibleButTabs(line))
	for g.Next() {
		text, width := g.Value(), g.Width()
		if text == "\t" {
			text, width = " ", tabCells-len(cells)%tabCells
		}
		points := utf8.RuneCountInString(g.Value())
		if start < 0 && from < point+points {
			start = len(cells)
		}
		if end < 0 && to <= point {
			end = len(cells)
		}
		point += points
		for i := range width {
			switch {
			case i == 0:
				cells = append(cells, text)
			case text == " ":
				cells = append(cells, " ")
			default:
				cells = append(cells, "")
			}
		}
	}
	if start < 0 {
		start = len(cells)
	}
	if end < 0 {
		end = len(cells)
	}
	return cells, start, max(end, start+1)
}

// window chooses the cells to show: all, or such that the fault's beginning is
// among them with some text before it.
func window(start, end, n int) (first, last int) {
	if n <= excerptCells {
		return 0, n
	}
	const before = 24
	room := excerptCells - 4 // for .. on both sides
	if start < room-before || end <= room {
		return 0, room
	}
	first = min(start-before, n-room)
	return first, min(n, first+room)
}

// visible replaces what would steer a terminal or hide itself, on one line.
func visible(s string) string { return strings.ReplaceAll(visibleButTabs(s), "\t", " ") }

func visibleButTabs(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return r
		case r == '\n':
			return ' '
		case r == utf8.RuneError, unicode.IsControl(r), unicode.In(r, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp):
			return '?'
		}
		return r
	}, s)
}
