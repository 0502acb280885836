package screentest

import (
	"fmt"
	"unicode/utf8"
)

// arms says for a frame's character how thick its four arms are: left, right, up,
// down; 0 none, 1 light, 2 heavy, 3 double.
var arms = map[rune][4]int{
	'─': {1, 1, 0, 0}, '━': {2, 2, 0, 0}, '═': {3, 3, 0, 0},
	'│': {0, 0, 1, 1}, '┃': {0, 0, 2, 2}, '║': {0, 0, 3, 3},
	'┌': {0, 1, 0, 1}, '┐': {1, 0, 0, 1}, '└': {0, 1, 1, 0}, '┘': {1, 0, 1, 0},
	'├': {0, 1, 1, 1}, '┤': {1, 0, 1, 1}, '┬': {1, 1, 0, 1}, '┴': {1, 1, 1, 0}, '┼': {1, 1, 1, 1},
	'┏': {0, 2, 0, 2}, '┓': {2, 0, 0, 2}, '┗': {0, 2, 2, 0}, '┛': {2, 0, 2, 0},
	'┣': {0, 2, 2, 2}, '┫': {2, 0, 2, 2}, '┳': {2, 2, 0, 2}, '┻': {2, 2, 2, 0}, '╋': {2, 2, 2, 2},
	'╔': {0, 3, 0, 3}, '╗': {3, 0, 0, 3}, '╚': {0, 3, 3, 0}, '╝': {3, 0, 3, 0},
	'╠': {0, 3, 3, 3}, '╣': {3, 0, 3, 3}, '╦': {3, 3, 0, 3}, '╩': {3, 3, 3, 0}, '╬': {3, 3, 3, 3},
	'╴': {1, 0, 0, 0}, '╶': {0, 1, 0, 0}, '╵': {0, 0, 1, 0}, '╷': {0, 0, 0, 1},
}

// block is the part of a cell a block character fills, in eighths.
type block struct{ x, y, w, h int }

var blocks = map[rune][]block{
	'█': {{0, 0, 8, 8}}, '▀': {{0, 0, 8, 4}}, '▄': {{0, 4, 8, 4}}, '▌': {{0, 0, 4, 8}}, '▐': {{4, 0, 4, 8}},
	'▁': {{0, 7, 8, 1}}, '▂': {{0, 6, 8, 2}}, '▃': {{0, 5, 8, 3}}, '▅': {{0, 3, 8, 5}}, '▆': {{0, 2, 8, 6}}, '▇': {{0, 1, 8, 7}},
	'▏': {{0, 0, 1, 8}}, '▎': {{0, 0, 2, 8}}, '▍': {{0, 0, 3, 8}}, '▋': {{0, 0, 5, 8}}, '▊': {{0, 0, 6, 8}}, '▉': {{0, 0, 7, 8}},
	'▔': {{0, 0, 8, 1}}, '▕': {{7, 0, 1, 8}},
	'▖': {{0, 4, 4, 4}}, '▗': {{4, 4, 4, 4}}, '▘': {{0, 0, 4, 4}}, '▝': {{4, 0, 4, 4}},
	'▚': {{0, 0, 4, 4}, {4, 4, 4, 4}}, '▞': {{4, 0, 4, 4}, {0, 4, 4, 4}},
	'▙': {{0, 0, 4, 8}, {4, 4, 4, 4}}, '▛': {{0, 0, 4, 8}, {4, 0, 4, 4}},
	'▜': {{4, 0, 4, 8}, {0, 0, 4, 4}}, '▟': {{4, 0, 4, 8}, {0, 4, 4, 4}},
}

// corners are the round ones, as the part of a path after its start in the middle
// of an edge.
var corners = map[rune]string{
	'╭': "M4.5 21V15.5Q4.5 10.5 9 10.5", '╮': "M0 10.5Q4.5 10.5 4.5 15.5V21",
	'╰': "M4.5 0V5.5Q4.5 10.5 9 10.5", '╯': "M0 10.5Q4.5 10.5 4.5 5.5V0",
}

// shades are the blocks that are half there.
var shades = map[rune]float64{'░': .25, '▒': .5, '▓': .75}

func isShape(content string) bool {
	r, n := utf8.DecodeRuneInString(content)
	if n != len(content) {
		return false
	}
	_, arm := arms[r]
	_, blk := blocks[r]
	_, cnr := corners[r]
	_, shd := shades[r]
	return arm || blk || cnr || shd
}

// shape draws a frame's or a block's character. It returns false for any other.
func (c *canvas) shape(content string, x, y int, fg string) bool {
	if !isShape(content) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(content)
	px, py := place(x, y)
	left, top := float64(px), float64(py)
	for _, b := range blocks[r] {
		c.shapes.add(rect{
			left + float64(b.x)*cellWidth/8, top + float64(b.y)*cellHeight/8,
			float64(b.w) * cellWidth / 8, float64(b.h) * cellHeight / 8, fg,
		})
	}
	if opacity, ok := shades[r]; ok {
		c.shapes.add(rect{left, top, cellWidth, cellHeight, fmt.Sprintf(`%s" fill-opacity="%g`, fg, opacity)})
	}
	if path, ok := corners[r]; ok {
		fmt.Fprintf(&c.texts, `<path transform="translate(%d %d)" d="%s" fill="none" stroke="%s"/>`+"\n", px, py, path, fg)
	}
	for i, weight := range arms[r] {
		c.arm(i, weight, left, top, fg)
	}
	return true
}

// arm draws one arm of a frame's character from the edge of its cell to a little
// beyond the middle: 0 left, 1 right, 2 up, 3 down.
func (c *canvas) arm(side, weight int, left, top float64, fg string) {
	thick, offsets := 1.0, []float64{0}
	switch weight {
	case 0:
		return
	case 2:
		thick = 3
	case 3:
		offsets = []float64{-1.5, 1.5}
	}
	x, y := left+cellWidth/2.0-thick/2, top+cellHeight/2.0-thick/2
	for _, off := range offsets {
		switch side {
		case 0:
			c.shapes.add(rect{left, y + off, cellWidth/2.0 + thick/2, thick, fg})
		case 1:
			c.shapes.add(rect{x, y + off, cellWidth/2.0 + thick/2, thick, fg})
		case 2:
			c.shapes.add(rect{x + off, top, thick, cellHeight/2.0 + thick/2, fg})
		case 3:
			c.shapes.add(rect{x + off, y, thick, cellHeight/2.0 + thick/2, fg})
		}
	}
}
