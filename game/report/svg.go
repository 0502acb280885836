package report

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/clipperhouse/displaywidth"

	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/words"
)

// Drawings are laid out here and written by the page's template, which escapes
// every text in them. Lengths are CSS pixels at 96 to the inch; a column of text
// on A4 is 672 of them wide.
const (
	drawingWidth = 672
	rowHeight    = 23
	rowsADrawing = 24 // of a timeline: half a printed page, so that no page is left empty before it
)

// timeline is a part of the run from the top to the bottom: a row for each
// decision, and at the end of the last part the ending.
type timeline struct {
	ID            string
	Width, Height int
	Title, Desc   string
	Heads         []head
	Spine         [2]int // from and to
	Grid          []gridline
	Proved        bool
	Rows          []row
	Last          *finish
	Base          int // of the heads' text
}

type head struct {
	X      int
	Anchor string
	Text   string
}

// gridline is a vertical line of the scale, with its figure.
type gridline struct {
	X, From, To int
	Label       string
}

type row struct {
	Y, Text        int // middle of the row, and the base of its text
	N              int
	Mark           mark
	Title          string
	StakeX, StakeW int
	LostW          int
	Lost           string // given away
	Points, Total  string
	Shade          bool
	Top            int
}

// finish is the ending.
type finish struct {
	Y, Text      int
	Label, Total string
}

// mark is the sign of a grade: its shape tells it without colour.
type mark struct {
	Grade string // game.Grade's name, the style's class
	Path  string
	Label string
}

// The columns of a timeline.
const (
	spineAt  = 40
	titleAt  = 58
	barAt    = 318
	barWidth = 176
	lostAt   = 556
	gainAt   = 606
	sumAt    = 664
)

// drawTimelines lays the run out, a long one in parts of about the same length.
func drawTimelines(r Report, say words.Text) []timeline {
	var parts []timeline
	total := points(r.Result.Opening, r)
	most := 1.0
	for _, d := range r.Decisions {
		if d.Stake.Den != 0 {
			most = max(most, d.Stake.Float())
		}
	}
	var chunks [][]Decision
	if n := len(r.Decisions); n > 0 {
		parts := (n + rowsADrawing - 1) / rowsADrawing
		chunks = slices.Collect(slices.Chunk(r.Decisions, (n+parts-1)/parts))
	}
	for i, chunk := range chunks {
		t := newTimeline(i, len(chunks), most, r, say)
		for _, d := range chunk {
			total += d.Points
			t.add(d, total, most, say)
		}
		if i == len(chunks)-1 {
			t.finish(r)
		}
		parts = append(parts, t.closed())
	}
	return parts
}

// points adds profits up by their dimension's weight.
func points(list Profits, r Report) int {
	sum := 0
	for _, p := range list {
		for _, d := range r.Dimensions {
			if d.ID == p.ID {
				sum += p.Points * d.Weight
			}
		}
	}
	return sum
}

func newTimeline(part, parts int, most float64, r Report, say words.Text) timeline {
	t := timeline{
		ID: "timeline-" + strconv.Itoa(part+1), Width: drawingWidth, Proved: r.Result.Proved, Base: 15,
		Title: say.Say("html.timeline.title"),
		Desc:  say.Say("html.timeline.desc", len(r.Decisions), r.Result.EndingLabel, r.Result.Total),
	}
	if parts > 1 {
		t.Title = say.Say("html.timeline.part", part+1, parts)
	}
	t.Heads = []head{
		{titleAt, "start", say.Say("html.decision")},
		{gainAt, "end", say.Say("html.gain")},
		{sumAt, "end", say.Say("html.sum")},
	}
	if t.Proved {
		t.Heads = append(t.Heads, head{barAt, "start", say.Say("html.atstake")}, head{lostAt, "end", say.Say("html.lost")})
		for _, share := range [...]float64{0, 0.5, 1} {
			t.Grid = append(t.Grid, gridline{X: barAt + int(share*barWidth), Label: short(most * share)})
		}
	}
	t.Height = 40
	t.Spine[0] = t.Height
	return t
}

// short writes a figure of a scale with one decimal at most.
func short(f float64) string { return strconv.FormatFloat(math.Round(f*10)/10, 'f', -1, 64) }

func (t *timeline) add(d Decision, total int, most float64, say words.Text) {
	y := t.Height + rowHeight/2
	r := row{
		Y: y, Text: y + 4, Top: t.Height, N: d.N, Title: clip(d.Title, 20), Shade: len(t.Rows)%2 == 1,
		Points: signed(d.Points), Total: strconv.Itoa(total),
		Mark: mark{d.Grade, shape(d.Grade, spineAt, y, 6.5), d.GradeLabel},
	}
	if t.Proved {
		stake, lost := d.Stake.Float(), d.Regret.Float()
		r.StakeX, r.StakeW = barAt, int(math.Round(stake/most*barWidth))
		r.LostW = int(math.Round(lost / most * barWidth))
		r.Lost = say.Say("html.of", debrief.Number(d.Regret.Points), debrief.Number(d.Stake.Points))
	} else {
		r.Mark = mark{"ungraded", shape("ungraded", spineAt, y, 6.5), ""}
	}
	t.Rows = append(t.Rows, r)
	t.Height += rowHeight
}

func (t *timeline) finish(r Report) {
	y := t.Height + rowHeight/2 + 4
	t.Last = &finish{y, y + 4, clip(r.Result.EndingLabel, 40), strconv.Itoa(r.Result.Total)}
	t.Height += rowHeight + 8
}

func (t timeline) closed() timeline {
	t.Spine[1] = t.Height
	if t.Last != nil {
		t.Spine[1] = t.Last.Y
	}
	for i := range t.Grid {
		t.Grid[i].From, t.Grid[i].To = 34, 40+len(t.Rows)*rowHeight
	}
	t.Height += 4
	return t
}

// clip cuts a text to a width in full-width signs, which is about what it takes
// in any of the page's fonts.
func clip(s string, wide int) string {
	if displaywidth.String(s) <= 2*wide {
		return s
	}
	return displaywidth.TruncateString(s, 2*wide, "...")
}

// shape draws a grade's sign around a point: a diamond for great, a disc for
// good, a triangle for okay, a cross for weak, a ring for none.
func shape(grade string, x, y int, r float64) string {
	cx, cy := float64(x), float64(y)
	switch grade {
	case game.Great.String():
		return polygon(cx, cy-r, cx+r, cy, cx, cy+r, cx-r, cy)
	case game.Good.String():
		return disc(cx, cy, r*0.85)
	case game.Okay.String():
		return polygon(cx, cy-r, cx+r, cy+r*0.75, cx-r, cy+r*0.75)
	case game.Weak.String():
		a, b := r, r*0.4
		return polygon(cx-a, cy-a+b, cx-a+b, cy-a, cx, cy-b, cx+a-b, cy-a, cx+a, cy-a+b, cx+b, cy,
			cx+a, cy+a-b, cx+a-b, cy+a, cx, cy+b, cx-a+b, cy+a, cx-a, cy+a-b, cx-b, cy)
	}
	return disc(cx, cy, r*0.6)
}

func polygon(points ...float64) string {
	var b strings.Builder
	for i := 0; i < len(points); i += 2 {
		letter := "L"
		if i == 0 {
			letter = "M"
		}
		fmt.Fprintf(&b, "%s%.1f %.1f", letter, points[i], points[i+1])
	}
	return b.String() + "Z"
}

func disc(x, y, r float64) string {
	return fmt.Sprintf("M%.1f %.1fa%.1f %.1f 0 1 0 %.1f 0a%.1f %.1f 0 1 0 %.1f 0Z", x-r, y, r, r, 2*r, r, r, -2*r)
}

// legend lists the grades' signs with their words.
func legend(say words.Text) []mark {
	var list []mark
	for _, g := range [...]game.Grade{game.Great, game.Good, game.Okay, game.Weak, game.Ungraded} {
		list = append(list, mark{g.String(), shape(g.String(), 8, 8, 6.5), debrief.GradeWord(g, say)})
	}
	return list
}
