package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
	"kobayashi/game/typeset"
	"kobayashi/game/words"
	"kobayashi/game/workshop"
)

// frame is what a screen is painted in. It comes with each message and each
// paint and is never kept, so that nothing can be out of step with it.
type frame struct {
	width, height int
	ink           *theme
	ascii         bool // signs that are two cells wide in some terminals are not used
	words         words.Text
	set           *typeset.Setter
	prefs         settings
	desk          *desk
	shelf         shelf
	history       history
	practice      bool // what is painted belongs to a practice

	table *workshop.Table // nil: someone plays alone
	seat  string          // at that table
	eyes  uint64          // the roles whose private text this seat reads
	at    *member         // whose seat that is, for what is open over it
}

// The smallest window the screens are made for, in cells.
const (
	leastWidth  = 60
	leastHeight = 20
	wideWidth   = 100 // from here a second column stands beside the play
)

// shelf and history are what the loading commands have brought so far.
type (
	shelf struct {
		read      bool
		scenarios []*game.Scenario
		err       error
	}
	history struct {
		read bool
		runs []game.Summary
		err  error
	}
)

// noShelf is the phrase for a shelf that could not be read: someone at a desk
// can look for the cause, a guest can only tell.
func (d *desk) noShelf() string {
	if d.Local {
		return "shelf.failed"
	}
	return "shelf.failed.remote"
}

func (s shelf) find(id string) *game.Scenario {
	for _, sc := range s.scenarios {
		if sc.ID() == id {
			return sc
		}
	}
	return nil
}

// unfinished is the run that was touched last and is not over, or nil.
func (h history) unfinished() *game.Summary {
	for i := range h.runs {
		if h.runs[i].End == nil {
			return &h.runs[i]
		}
	}
	return nil
}

// sheet is a painted screen: lines from the top, what a click on them means,
// and where the cursor stands, if it is to be seen.
type sheet struct {
	lines  []string
	hits   []hit
	cursor *tea.Cursor
}

// hit is a part of a row that stands for item n.
type hit struct{ row, from, to, n int }

// struck gives the item a click lands on, or -1.
func (s sheet) struck(msg tea.Msg) int {
	click, ok := msg.(tea.MouseClickMsg)
	if !ok || click.Button != tea.MouseLeft {
		return -1
	}
	for _, h := range s.hits {
		if click.Y == h.row && click.X >= h.from && click.X < h.to {
			return h.n
		}
	}
	return -1
}

// wheel gives the lines a turn of the wheel scrolls: below zero is up.
func wheel(msg tea.Msg) int {
	const step = 3
	switch w, ok := msg.(tea.MouseWheelMsg); {
	case ok && w.Button == tea.MouseWheelUp:
		return -step
	case ok && w.Button == tea.MouseWheelDown:
		return step
	}
	return 0
}

// margin is the space left and right of everything.
func (f frame) margin() int {
	switch {
	case f.width < 72:
		return 2
	case f.prefs.wideMargins:
		return min(12, f.width/8)
	}
	return min(4, f.width/20)
}

// inner is the width between the margins.
func (f frame) inner() int { return max(f.width-2*f.margin(), 1) }

// measure is the width of text that is to be read: no line is so long that the
// eye loses the next one.
func (f frame) measure() int {
	const longest = 88
	return min(f.inner(), longest)
}

// rows is the height between the head and the foot of a page.
func (f frame) rows() int { return max(f.height-headRows-footRows, 1) }

const (
	headRows = 2 // the title, and air
	footRows = 2 // a notice or air, and the keys
)

// paper is a page before it is put together.
type paper struct {
	title, aside string // left and right of the head
	strip        string // below it
	body         []string
	hits         []hit  // rows counted from the body's first, columns from the margin
	notice       string // one line above the keys
	hints        []hint
}

// put makes a sheet of a page: head, body, foot, in the margins of the frame.
func (f frame) put(p paper) sheet {
	left := strings.Repeat(" ", f.margin())
	s := sheet{lines: make([]string, 0, f.height)}
	s.lines = append(s.lines, left+f.head(p.title, p.aside), left+p.strip)
	for i := range f.rows() {
		if i < len(p.body) && p.body[i] != "" {
			s.lines = append(s.lines, left+p.body[i])
		} else {
			s.lines = append(s.lines, "")
		}
	}
	s.lines = append(s.lines, left+p.notice, left+f.helpLine(p.hints, f.inner()))
	for _, h := range p.hits {
		s.hits = append(s.hits, hit{h.row + headRows, h.from + f.margin(), h.to + f.margin(), h.n})
	}
	return s
}

func (f frame) head(title, aside string) string {
	room, mark := f.inner(), ""
	if f.practice {
		plate := " " + f.say("practice.mark") + " "
		mark = f.ink.confirm.Render(plate) + " "
		room -= typeset.Width(plate) + 1
	}
	aside = typeset.Truncate(aside, room/2)
	title = typeset.Truncate(title, room-typeset.Width(aside)-2)
	gap := max(room-typeset.Width(title)-typeset.Width(aside), 0)
	return mark + f.ink.title.Render(title) + strings.Repeat(" ", gap) + f.ink.muted.Render(aside)
}

// alert is a notice that something went wrong.
func (f frame) alert(phrase string) string {
	return f.ink.alarm.Render("! " + typeset.Truncate(phrase, f.inner()-2))
}

// gate makes a sheet fit the window whatever the screen has painted: no line
// beyond the last, none longer than the window.
func (s sheet) gate(f frame) string {
	lines := s.lines
	if len(lines) > f.height {
		lines = lines[:f.height]
	}
	var b strings.Builder
	for i, line := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(fit(line, f.width))
	}
	return b.String()
}

func fit(line string, width int) string {
	if len(line) <= width || typeset.Width(line) <= width {
		return line
	}
	return typeset.Truncate(line, width)
}
