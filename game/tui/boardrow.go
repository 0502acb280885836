package tui

import (
	"strconv"
	"strings"

	"kobayashi/game"
	"kobayashi/game/typeset"
	"kobayashi/game/workshop"
)

// boardColumns are the widths of the board. tall is the height of a row.
type boardColumns struct {
	rank, name, marks, bar, done, points int
	tall                                 int
	large                                bool // ranks are written in large digits
	least, most                          int  // points of the last and the first
}

func (f frame) boardColumns(s workshop.BoardState, tall int) boardColumns {
	c := boardColumns{rank: 5, done: 6, points: 8, marks: f.marksWidth(s), tall: tall}
	if tall >= bigRow {
		digits := 1
		for _, t := range s.Teams {
			digits = max(digits, len(strconv.Itoa(t.Points)))
		}
		c.points = digits*bigCell + 1
		if f.inner() >= bigRank {
			c.large, c.rank = true, len(strconv.Itoa(len(s.Teams)))*bigCell+2
		}
	}
	for _, t := range s.Teams {
		c.least, c.most = min(c.least, t.Points), max(c.most, t.Points)
		c.name = max(c.name, typeset.Width(oneLine(t.Name))+2)
	}
	c.done = max(c.done, typeset.Width(f.say("board.col.done"))+1)
	room := f.inner() - c.rank - c.marks - c.done - c.points
	c.name = max(min(c.name, max(room*3/5, 16), 40), min(typeset.Width(f.say("lead.col.team"))+1, room))
	c.name = min(c.name, room)
	const least = 8 // cells of a bar that says something
	if c.bar = room - c.name - 2; c.bar < least {
		c.name, c.bar = c.name+max(c.bar, 0), 0
	}
	return c
}

func (f frame) boardHead(c boardColumns) string {
	line := cell(f.say("board.col.rank"), c.rank) + cell(f.say("lead.col.team"), c.name) + cell("", c.marks)
	if c.bar > 0 {
		line += strings.Repeat(" ", c.bar+2)
	}
	line += edge(f.say("board.col.done"), c.done) + right(f.say("lead.col.points"), c.points)
	return f.ink.muted.Render(typeset.Truncate(line, f.inner()))
}

// marks are what has to be said of a team beside its points.
func (f frame) marks(s workshop.Standing) string {
	var list []string
	if s.Over {
		list = append(list, f.say("board.mark.over"))
	}
	if s.Offline {
		list = append(list, f.say("board.mark.offline"))
	}
	if s.Returns > 0 {
		list = append(list, f.say("board.mark.back", s.Returns))
	}
	return strings.Join(list, f.say("lead.and"))
}

// marksWidth is the room for marks: of the widest there is.
func (f frame) marksWidth(s workshop.BoardState) int {
	n := 0
	for _, t := range s.Teams {
		n = max(n, typeset.Width(f.marks(t))+1)
	}
	return min(n, f.inner()/3)
}

// boardRow is a team in as many lines as a row is tall.
func (f frame) boardRow(s workshop.Standing, text *game.Text, c boardColumns) []string {
	bar := ""
	if c.bar > 0 {
		bar = f.bar(s.Points, c.least, max(c.most, c.least+1), c.bar) + "  "
	}
	line := f.ink.strong.Render(cell(oneLine(s.Name), c.name)) + f.ink.muted.Render(cell(f.marks(s), c.marks)) + bar + edge(strconv.Itoa(s.Done), c.done)
	ending := ""
	if s.Ending != "" {
		name := oneLine(text.Endings[s.Ending])
		if name == "" {
			name = oneLine(s.Ending)
		}
		ending = f.ink.accent.Render(typeset.Truncate(name, f.inner()-c.rank-c.points))
	}
	if c.tall >= bigRow {
		return f.bigBoardRow(s, line, ending, c)
	}
	line = f.ink.strong.Render(cell(strconv.Itoa(s.Rank), c.rank)) + line + f.ink.title.Render(right(game.Digits(s.Points), c.points))
	if c.tall == 1 {
		return []string{line}
	}
	return append([]string{line, strings.Repeat(" ", c.rank) + ending}, make([]string, c.tall-2)...)
}

// bigBoardRow has its points in large digits on the right, and its rank on the
// left where there is room.
func (f frame) bigBoardRow(s workshop.Standing, line, ending string, c boardColumns) []string {
	ranks, points := [5]string{2: f.ink.strong.Render(strconv.Itoa(s.Rank))}, f.big(strconv.Itoa(s.Points))
	if c.large {
		ranks = f.big(strconv.Itoa(s.Rank))
	}
	middle := [5]string{2: line, 3: ending}
	lines := make([]string, bigRow)
	for i := range points {
		left := ranks[i] + strings.Repeat(" ", max(c.rank-typeset.Width(ranks[i]), 0)) + middle[i]
		gap := f.inner() - typeset.Width(left) - typeset.Width(points[i])
		lines[i] = left + strings.Repeat(" ", max(gap, 0)) + points[i]
	}
	return lines
}

const (
	bigRow  = 6   // five lines and air
	bigCell = 8   // cells of a large digit, with air
	bigRank = 110 // cells from which ranks are large too
)

// bigDigit is a digit in three by five points.
func bigDigit(r rune) string {
	switch r {
	case '0':
		return "####.##.##.####"
	case '1':
		return ".#.##..#..#.###"
	case '2':
		return "###..#####..###"
	case '3':
		return "###..####..####"
	case '4':
		return "#.##.####..#..#"
	case '5':
		return "####..###..####"
	case '6':
		return "####..####.####"
	case '7':
		return "###..#..#..#..#"
	case '8':
		return "####.#####.####"
	case '9':
		return "####.####..####"
	}
	return "......###......" // a minus sign
}

// big writes a number in large digits, five lines of it.
func (f frame) big(number string) [5]string {
	var rows [5]strings.Builder
	for _, r := range number {
		dots := bigDigit(r)
		for i, dot := range dots {
			part := "  "
			switch {
			case dot == '#' && f.ink.signs:
				part = "##"
			case dot == '#':
				part = f.ink.fill.Render("  ")
			}
			rows[i/3].WriteString(part)
		}
		for i := range rows {
			rows[i].WriteString("  ")
		}
	}
	var out [5]string
	for i := range rows {
		out[i] = strings.TrimSuffix(rows[i].String(), "  ")
	}
	return out
}
