package screentest

import (
	"fmt"
	"html"
	"image/color"
	"strings"
	"testing/synctest"
	"unicode/utf16"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// The picture's measures in pixels. A cell is a little wider than half the type's
// size, so that two cells hold a Japanese character with room around it.
const (
	cellWidth  = 9
	cellHeight = 21
	typeSize   = 16
	baseline   = 16
	padding    = 24
	titleBar   = 32
)

const fonts = "'Noto Sans Mono CJK JP','Noto Sans CJK JP','BIZ UDGothic','MS Gothic','Osaka-Mono','DejaVu Sans Mono',Menlo,Consolas,monospace"

// canvas gathers the parts of a picture; grounds lie under shapes and text.
type canvas struct {
	grounds, shapes layer
	texts           strings.Builder
	fg, bg          string
}

// layer is a list of rectangles. Those that continue the one before become one.
type layer struct {
	out  strings.Builder
	last rect
}

type rect struct {
	x, y, w, h float64
	fill       string
}

func (l *layer) add(r rect) {
	if l.last.fill == r.fill && l.last.y == r.y && l.last.h == r.h && l.last.x+l.last.w >= r.x && l.last.x <= r.x {
		l.last.w = max(l.last.w, r.x+r.w-l.last.x)
		return
	}
	l.close()
	l.last = r
}

// close writes the last rectangle.
func (l *layer) close() {
	if r := l.last; r.fill != "" {
		fmt.Fprintf(&l.out, `<rect x="%g" y="%g" width="%g" height="%g" fill="%s"/>`+"\n", r.x, r.y, r.w, r.h, r.fill)
	}
	l.last = rect{}
}

// SVG is the window as a picture that needs no other file: each character at its
// own place, so that wide and narrow ones stay in their columns whatever the
// typeface, frames and blocks as shapes.
func (s *Screen) SVG() string {
	synctest.Wait()
	title := s.Title()
	cx, cy, seen := s.Cursor()
	s.mu.Lock()
	defer s.mu.Unlock()
	c := canvas{fg: "#e6e6e6", bg: "#16181d"}
	if s.light {
		c.fg, c.bg = "#24292f", "#ffffff"
	}
	for y := range s.em.Height() {
		s.line(&c, y)
	}
	if seen {
		x, y := place(cx, cy)
		c.shapes.add(rect{float64(x), float64(y + 2), 2, cellHeight - 4, c.fg})
	}
	width, height := s.em.Width()*cellWidth+2*padding, s.em.Height()*cellHeight+padding+titleBar
	var out strings.Builder
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" font-family="%s" font-size="%d">`+"\n",
		width, height, width, height, fonts, typeSize)
	fmt.Fprintf(&out, `<rect width="%d" height="%d" rx="8" fill="%s"/>`+"\n", width, height, c.bg)
	for i, dot := range []string{"#ff5f57", "#febc2e", "#28c840"} {
		fmt.Fprintf(&out, `<circle cx="%d" cy="16" r="5" fill="%s"/>`+"\n", padding-4+i*18, dot)
	}
	if title != "" {
		fmt.Fprintf(&out, `<text x="%d" y="21" font-size="13" text-anchor="middle" fill="%s" fill-opacity=".6">%s</text>`+"\n",
			width/2, c.fg, html.EscapeString(title))
	}
	c.grounds.close()
	c.shapes.close()
	out.WriteString(c.grounds.out.String() + c.shapes.out.String() + c.texts.String() + "</svg>\n")
	return out.String()
}

// place is the upper left corner of a cell.
func place(x, y int) (px, py int) { return padding + x*cellWidth, titleBar + y*cellHeight }

// run is a stretch of characters of one style.
type run struct {
	style uv.Style
	text  strings.Builder
	xs    []string
	from  int
	to    int
}

// line draws one row of cells.
func (s *Screen) line(c *canvas, y int) {
	var r *run
	flush := func() {
		if r != nil {
			c.text(r, y)
		}
		r = nil
	}
	for x := 0; x < s.em.Width(); {
		cell := s.em.CellAt(x, y)
		if cell == nil || cell.IsZero() {
			flush()
			x++
			continue
		}
		width := max(cell.Width, 1)
		fg, bg := colours(c, cell.Style)
		c.ground(x, y, width, bg)
		if c.shape(cell.Content, x, y, fg) {
			flush()
		} else if r != nil && !r.style.Equal(&cell.Style) {
			flush()
		}
		blank := cell.Content == " " && r == nil && cell.Style.Underline == 0
		if !blank && !isShape(cell.Content) {
			if r == nil {
				r = &run{style: cell.Style, from: x}
			}
			r.add(cell.Content, x, width)
			// Programs differ in what a list of positions counts where a character
			// has several code units. Such a one is the last of its run.
			if len(utf16.Encode([]rune(cell.Content))) > 1 {
				flush()
			}
		}
		x += width
	}
	flush()
}

// add puts a character in the run. A character of two cells stands in the middle
// of them.
func (r *run) add(content string, x, width int) {
	px, _ := place(x, 0)
	at := fmt.Sprint(px)
	if width == 2 {
		at = fmt.Sprint(px + (2*cellWidth-typeSize)/2)
	}
	r.text.WriteString(content)
	r.xs = append(r.xs, at)
	r.to = x + width
}

// ground fills the cells' background if it is not the window's.
func (c *canvas) ground(x, y, width int, bg string) {
	if bg == c.bg {
		return
	}
	px, py := place(x, y)
	c.grounds.add(rect{float64(px), float64(py), float64(width * cellWidth), cellHeight, bg})
}

// text draws a run's characters and the lines under or through them.
func (c *canvas) text(r *run, y int) {
	_, py := place(0, y)
	fg, bg := colours(c, r.style)
	attr := ""
	if r.style.Attrs&uv.AttrBold != 0 {
		attr += ` font-weight="bold"`
	}
	if r.style.Attrs&uv.AttrItalic != 0 {
		attr += ` font-style="italic"`
	}
	if r.style.Attrs&uv.AttrFaint != 0 {
		attr += ` fill-opacity=".6"`
	}
	if r.style.Attrs&uv.AttrConceal != 0 {
		fg = bg
	}
	fmt.Fprintf(&c.texts, `<text y="%d" x="%s" fill="%s"%s xml:space="preserve">%s</text>`+"\n",
		py+baseline, strings.Join(r.xs, " "), fg, attr, html.EscapeString(strings.TrimRight(r.text.String(), " ")))
	from, _ := place(r.from, y)
	to, _ := place(r.to, y)
	across := rect{float64(from), 0, float64(to - from), 1, fg}
	if r.style.Underline != 0 {
		across.y = float64(py + baseline + 3)
		c.shapes.add(across)
	}
	if r.style.Attrs&uv.AttrStrikethrough != 0 {
		across.y = float64(py + cellHeight/2)
		c.shapes.add(across)
	}
}

// colours are the style's, with the window's own where it names none.
func colours(c *canvas, st uv.Style) (fg, bg string) {
	fg, bg = c.fg, c.bg
	if st.Fg != nil {
		fg = hex(st.Fg)
	}
	if st.Bg != nil {
		bg = hex(st.Bg)
	}
	if st.Attrs&uv.AttrReverse != 0 {
		fg, bg = bg, fg
	}
	return fg, bg
}

// basic are the sixteen colours as current terminals show them; the standard's
// own are unreadable on a dark ground.
var basic = [16]string{
	"#2e3436", "#e05561", "#8cc265", "#d18f52", "#4aa5f0", "#c162de", "#42b3c2", "#d7dae0",
	"#6b7280", "#ff616e", "#a5e075", "#f0a45d", "#4dc4ff", "#de73ff", "#4cd1e0", "#ffffff",
}

func hex(c color.Color) string {
	switch c := c.(type) {
	case ansi.BasicColor:
		return basic[c&15]
	case ansi.IndexedColor:
		if c < 16 {
			return basic[c]
		}
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}
