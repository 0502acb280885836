package paint

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// screen knows what the terminal shows and brings it to what the view says. It
// is used by one goroutine.
type screen struct {
	out     io.Writer
	buf     []byte
	palette *palette
	measure measure
	sync    bool // the terminal can take a frame as a whole

	width, height int

	shown   bool     // a frame is on the screen
	view    tea.View // the frame's view
	rows    []row
	pen     style // as fitted, where the terminal's pen stands
	was     []glyph
	now     []glyph
	titled  bool
	visible bool // the cursor
}

func newScreen(out io.Writer, p colorprofile.Profile, width, height int) *screen {
	s := &screen{out: out, palette: newPalette(p)}
	s.resize(width, height)
	return s
}

// The largest window worth painting. What lies outside stays empty.
const (
	maxWidth  = 1000
	maxHeight = 500
)

// resize says what the window's size is now, and that nothing is known of what
// it shows. It tells whether the size changed.
func (s *screen) resize(width, height int) bool {
	width, height = min(max(width, 1), maxWidth), min(max(height, 1), maxHeight)
	if s.width == width && s.height == height {
		return false
	}
	s.width, s.height = width, height
	s.forget()
	return true
}

// forget makes the next frame repaint everything.
func (s *screen) forget() { s.shown, s.rows, s.view.Content = false, nil, "" }

// recolour changes what colours the terminal is taken to know.
func (s *screen) recolour(p colorprofile.Profile) {
	s.palette = newPalette(p)
	s.forget()
}

const (
	altOn     = "\x1b[?1049h"
	altOff    = "\x1b[?1049l"
	cursorOn  = "\x1b[?25h"
	cursorOff = "\x1b[?25l"
	wrapOn    = "\x1b[?7h"
	wrapOff   = "\x1b[?7l"
	syncOn    = "\x1b[?2026h"
	syncOff   = "\x1b[?2026l"
	pasteOn   = "\x1b[?2004h"
	pasteOff  = "\x1b[?2004l"
	focusOn   = "\x1b[?1004h"
	focusOff  = "\x1b[?1004l"
	mouseOff  = "\x1b[?1002l\x1b[?1003l\x1b[?1006l"
	mouseCell = "\x1b[?1003l\x1b[?1002h\x1b[?1006h"
	mouseAll  = "\x1b[?1002l\x1b[?1003h\x1b[?1006h"
	eraseLine = "\x1b[K"
	clear     = "\x1b[m\x1b[H\x1b[2J"
	titlePush = "\x1b[22;2t"
	titlePop  = "\x1b[23;2t"
	penOff    = "\x1b[m"
)

// enter prepares the terminal: the alternate screen, no cursor, no wrapping.
// ask is written before the first frame covers it. Nothing is sent before that
// frame is drawn.
func (s *screen) enter(ask string) {
	s.buf = append(s.buf, altOn+cursorOff+wrapOff...)
	s.buf = append(s.buf, ask...)
	s.view, s.visible, s.titled = tea.View{DisableBracketedPasteMode: true}, false, false
	s.forget()
}

// leave gives the terminal back. It may be called at any time after enter.
func (s *screen) leave() error {
	s.modes(tea.View{DisableBracketedPasteMode: true})
	if s.titled {
		s.buf = append(s.buf, titlePop...)
	}
	s.buf = append(s.buf, penOff+wrapOn+altOff+cursorOn...)
	s.pen = style{}
	return s.flush()
}

// draw paints the view. It writes once, or not at all if nothing changed. A
// terminal that can take a frame as a whole is given it so; on any other the
// cursor is hidden while it is away from its place.
func (s *screen) draw(v tea.View) error {
	s.modes(v)
	mark := len(s.buf)
	if s.sync {
		s.buf = append(s.buf, syncOn...)
	} else if s.visible {
		s.buf = append(s.buf, cursorOff...)
	}
	body := len(s.buf)
	if !s.shown || v.Content != s.view.Content {
		s.paint(v.Content)
	}
	painted := len(s.buf) > body
	if !painted {
		s.buf = s.buf[:mark]
	} else if !s.sync {
		s.visible = false
	}
	s.cursor(v, painted)
	if painted && s.sync {
		s.buf = append(s.buf, syncOff...)
	}
	s.view, s.shown = v, true
	return s.flush()
}

// paint writes the rows that differ from what is shown.
func (s *screen) paint(content string) {
	if !s.shown {
		s.buf = append(s.buf, clear...)
		s.pen = style{}
	}
	rest, more := Clean(content), true
	var st style
	for y := range s.height {
		var line string
		if more {
			line, rest, more = strings.Cut(rest, "\n")
		}
		var old row
		if y < len(s.rows) {
			old = s.rows[y]
		}
		now := row{text: line, start: st}
		if now.text == old.text && now.start == old.start {
			now.end = old.end
		} else {
			now.end = now.runEnd()
			s.repaint(y, old, now)
		}
		st = now.end
		if y < len(s.rows) {
			s.rows[y] = now
		} else {
			s.rows = append(s.rows, now)
		}
	}
	s.setPen(style{})
}

func (s *screen) repaint(y int, old, now row) {
	s.was = s.measure.glyphs(s.was[:0], old, s.width)
	s.now = s.measure.glyphs(s.now[:0], now, s.width)
	c, ok := difference(s.was, s.now)
	if !ok {
		return
	}
	s.move(c.col, y)
	if c.erase && c.first {
		s.setPen(style{})
		s.buf = append(s.buf, eraseLine...)
	}
	for _, g := range c.write {
		s.setPen(s.palette.fit(g.style))
		s.buf = append(s.buf, g.text...)
	}
	if c.erase && !c.first {
		s.setPen(style{})
		s.buf = append(s.buf, eraseLine...)
	}
}

func (s *screen) setPen(st style) {
	s.buf = appendStyle(s.buf, s.pen, st)
	s.pen = st
}

func (s *screen) move(x, y int) {
	s.buf = append(s.buf, "\x1b["...)
	s.buf = strconv.AppendInt(s.buf, int64(y+1), 10)
	s.buf = append(s.buf, ';')
	s.buf = strconv.AppendInt(s.buf, int64(x+1), 10)
	s.buf = append(s.buf, 'H')
}

// cursor puts the real cursor, which an input method writes at, where the model
// says. moved tells that painting has moved it.
func (s *screen) cursor(v tea.View, moved bool) {
	if v.Cursor == nil {
		if s.visible {
			s.buf = append(s.buf, cursorOff...)
			s.visible = false
		}
		return
	}
	x := min(max(v.Cursor.X, 0), s.width-1)
	y := min(max(v.Cursor.Y, 0), s.height-1)
	last := s.view.Cursor
	if moved || !s.visible || last == nil || last.X != v.Cursor.X || last.Y != v.Cursor.Y {
		s.move(x, y)
	}
	if now := cursorShape(v.Cursor); now != cursorShape(last) {
		s.buf = fmt.Appendf(s.buf, "\x1b[%d q", now)
	}
	if !s.visible {
		s.buf = append(s.buf, cursorOn...)
		s.visible = true
	}
}

// cursorShape is the terminal's number for the shape; 0 is its default, which
// stands for the blinking block.
func cursorShape(c *tea.Cursor) int {
	if c == nil || c.Shape == tea.CursorBlock && c.Blink || c.Shape < 0 || c.Shape > tea.CursorBar {
		return 0
	}
	n := int(c.Shape)*2 + 1
	if !c.Blink {
		n++
	}
	return n
}

// flush sends what was gathered in one Write.
func (s *screen) flush() error {
	if len(s.buf) == 0 {
		return nil
	}
	_, err := s.out.Write(s.buf)
	s.buf = s.buf[:0]
	if cap(s.buf) > maxKept {
		s.buf = nil
	}
	if err != nil {
		return fmt.Errorf("writing to the terminal: %w", err)
	}
	return nil
}

// maxKept is the largest buffer kept between frames.
const maxKept = 16 << 10
