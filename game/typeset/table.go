package typeset

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	astext "github.com/yuin/goldmark/extension/ast"
)

// minColumn is the narrowest column, in cells, that is still a column. A table
// that would need narrower ones is shown as records.
const minColumn = 8

// grid is a table whose cells are set but not yet wrapped. Row 0 is the header.
type grid struct {
	rows  [][][]span
	align []astext.Alignment
}

func (p *page) table(t *astext.Table, f *frame) {
	g := grid{align: t.Alignments}
	for row := t.FirstChild(); row != nil; row = row.NextSibling() {
		ground := f.ground
		if row.Kind() == astext.KindTableHeader {
			ground = mix(ground, p.sheet.House.Heading)
		}
		var set [][]span
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			if len(set) < len(g.align) {
				set = append(set, p.inline(c, ground))
			}
		}
		for len(set) < len(g.align) {
			set = append(set, nil)
		}
		g.rows = append(g.rows, set)
	}
	if widths, ok := p.columns(g, f.width); ok {
		p.drawGrid(g, widths, f)
	} else {
		p.records(g, f)
	}
}

// columns shares width out among the columns: each as wide as its longest cell
// if that fits; otherwise the widest give way first. It answers false if some
// column would become too narrow to read.
func (p *page) columns(g grid, width int) ([]int, bool) {
	n := len(g.align)
	widths := make([]int, n)
	for _, row := range g.rows {
		for i, c := range row {
			for line := range strings.SplitSeq(textOf(c), "\n") {
				widths[i] = max(widths[i], cells(line, p.style.Safe))
			}
		}
	}
	natural := append([]int(nil), widths...)
	room := width - 3*(n-1)
	for sum(widths) > room {
		widest := 0
		for i, w := range widths {
			if w > widths[widest] {
				widest = i
			}
		}
		widths[widest]--
		if widths[widest] < min(minColumn, natural[widest]) {
			return nil, false
		}
	}
	return widths, true
}

func sum(ns []int) int {
	total := 0
	for _, n := range ns {
		total += n
	}
	return total
}

func (p *page) drawGrid(g grid, widths []int, f *frame) {
	border := sgrOf(p.sheet.House.Border)
	bar, cross := "│", "┼"
	if p.ascii() {
		bar, cross = "|", "+"
	}
	for r, row := range g.rows {
		wrapped := make([][][]span, len(row))
		height := 1
		for i, c := range row {
			wrapped[i] = cutSpans(c, p.setting(widths[i]))
			height = max(height, len(wrapped[i]))
		}
		for y := range height {
			var line []span
			for i := range row {
				if i > 0 {
					line = append(line, span{text: " "}, span{text: bar, sgr: border}, span{text: " "})
				}
				var part []span
				if y < len(wrapped[i]) {
					part = wrapped[i][y]
				}
				line = append(line, p.aligned(part, widths[i], g.align[i])...)
			}
			p.put(f, line)
		}
		if r == 0 {
			var line strings.Builder
			for i, w := range widths {
				if i > 0 {
					line.WriteString(p.rule() + cross + p.rule())
				}
				line.WriteString(strings.Repeat(p.rule(), w))
			}
			p.put(f, []span{{text: line.String(), sgr: border}})
		}
	}
}

// aligned returns spans with the spaces that bring them to width cells.
func (p *page) aligned(spans []span, width int, align astext.Alignment) []span {
	free := max(width-spanCells(spans, p.style.Safe), 0)
	left := 0
	switch align {
	case astext.AlignRight:
		left = free
	case astext.AlignCenter:
		left = free / 2
	}
	out := make([]span, 0, len(spans)+2)
	if left > 0 {
		out = append(out, span{text: strings.Repeat(" ", left)})
	}
	out = append(out, spans...)
	if free > left {
		out = append(out, span{text: strings.Repeat(" ", free-left)})
	}
	return out
}

// records sets a table that is too wide for its frame row by row, each cell
// behind the name of its column.
func (p *page) records(g grid, f *frame) {
	for r, row := range g.rows[1:] {
		if r > 0 {
			p.gap(f)
		}
		for i, c := range row {
			if len(c) == 0 {
				continue
			}
			record := append([]span(nil), g.rows[0][i]...)
			if len(record) > 0 {
				record = append(record, span{text: ": "})
			}
			p.flow(append(record, c...), f)
		}
	}
}

// tablesTooLarge tells whether some table in doc is beyond what is set.
func tablesTooLarge(doc ast.Node) bool {
	large := false
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := n.(*astext.Table); ok && entering {
			large = large || len(t.Alignments) > maxColumns || t.ChildCount() > maxRows+1
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return large
}
