package report

import (
	"math"
	"strconv"

	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/words"
)

// scale is the range of all totals that plays can come to, with what matters on
// it: a sign for each figure on the line, and its words below.
type scale struct {
	Width, Height int
	Title, Desc   string
	From, To, Y   int // the line
	Least, Most   string
	Band          [2]int // from the worst to the best expected total
	Signs         []sign
	TextY         int
}

// sign is one figure on a scale. Path is on the line, Key beside its words.
type sign struct {
	Class, Path, Key string
	KeyX, KeyY       int
	Text             string
}

func drawScale(r Report, say words.Text) *scale {
	res := r.Result
	if !res.Proved || res.Luckiest == res.Unluckiest {
		return nil
	}
	s := scale{
		Width: drawingWidth, From: 34, To: drawingWidth - 34, Y: 22, TextY: 26,
		Least: strconv.Itoa(res.Unluckiest), Most: strconv.Itoa(res.Luckiest),
		Title: say.Say("html.scale.title"),
		Desc: say.Say("html.scale.desc", res.Unluckiest, res.Luckiest, res.Total,
			debrief.Number(res.Skill.Points), debrief.Number(res.Best.Points), debrief.Number(res.Worst.Points)),
	}
	at := func(p float64) int {
		share := (p - float64(res.Unluckiest)) / float64(res.Luckiest-res.Unluckiest)
		return s.From + int(math.Round(min(max(share, 0), 1)*float64(s.To-s.From)))
	}
	s.Band = [2]int{at(res.Worst.Float()), at(res.Best.Float())}
	for i, v := range []struct {
		class, key string
		value      float64
		figure     string
	}{
		{"total", "html.scale.total", float64(res.Total), strconv.Itoa(res.Total)},
		{"skill", "html.scale.skill", res.Skill.Float(), debrief.Number(res.Skill.Points)},
		{"best", "html.scale.best", res.Best.Float(), debrief.Number(res.Best.Points)},
		{"worst", "html.scale.worst", res.Worst.Float(), debrief.Number(res.Worst.Points)},
	} {
		x, y := 20+i%2*330, 56+i/2*20
		s.Signs = append(s.Signs, sign{
			Class: v.class, Path: pointer(v.class, float64(at(v.value)), float64(s.Y)), Key: pointer(v.class, float64(x), float64(y-4)),
			KeyX: x + 14, KeyY: y, Text: say.Say(v.key, v.figure),
		})
	}
	s.Height = 56 + 20 + 8
	return &s
}

// pointer draws the sign of a figure on a scale: a large diamond for the total,
// a disc for the decisions, brackets for best and worst.
func pointer(class string, x, y float64) string {
	switch class {
	case "total":
		return polygon(x, y-9, x+6.5, y, x, y+9, x-6.5, y)
	case "skill":
		return disc(x, y, 4.5)
	case "best":
		return polygon(x-5, y-8, x+1.5, y-8, x+1.5, y+8, x-5, y+8, x-5, y+5.5, x-1, y+5.5, x-1, y-5.5, x-5, y-5.5)
	}
	return polygon(x+5, y-8, x-1.5, y-8, x-1.5, y+8, x+5, y+8, x+5, y+5.5, x+1, y+5.5, x+1, y-5.5, x+5, y-5.5)
}

// strip is the bar of a dimension: its attainable range, and the place reached.
type strip struct {
	Dimension
	Title string
	Width int
	Fill  int
}

const stripWidth = 180

func drawStrips(r Report, say words.Text) []strip {
	var list []strip
	for _, d := range r.Dimensions {
		s := strip{Dimension: d, Width: stripWidth, Title: say.Say("html.dimension.desc", d.Label, d.Points, d.Least, d.Most)}
		if r.Result.Proved {
			s.Fill = stripWidth * d.Percent / 100
		}
		list = append(list, s)
	}
	return list
}

// curve is the calibration: how sure against how often right.
type curve struct {
	Calibration
	ID            string
	Heading       string
	Width, Height int
	Title, Desc   string
	Box           [4]int // left, top, right, bottom
	Ticks         []tick
	Dots          []dot
	Line          string
}

type tick struct {
	At    int // along x from the left, and the same along y from the bottom
	Y     int
	Label string
}

type dot struct {
	X, Y   int
	R      float64
	Label  string
	LabelY int
}

func drawCurve(id, heading string, c *Calibration, say words.Text) *curve {
	if c == nil || c.Decisions == 0 {
		return nil
	}
	const left, top, side = 52, 12, 200
	v := curve{
		Calibration: *c, ID: id, Heading: say.Say(heading), Width: left + side + 60, Height: top + side + 46,
		Title: say.Say("html.curve.title"), Desc: say.Say("html.curve.desc", c.Decisions),
		Box: [4]int{left, top, left + side, top + side},
	}
	for _, n := range [...]int{0, 25, 50, 75, 100} {
		v.Ticks = append(v.Ticks, tick{left + side*n/100, top + side - side*n/100, strconv.Itoa(n)})
	}
	for i, b := range c.Bins {
		share := 100 * b.Right / max(b.N, 1)
		d := dot{
			X: left + side*b.Sure/100, Y: top + side - side*share/100,
			R: 3 + 1.6*math.Sqrt(float64(b.N)), Label: strconv.Itoa(b.Right) + "/" + strconv.Itoa(b.N),
		}
		// Above its dot, or below where that would leave the picture: answers are
		// 20 points apart, and beside the dots the texts would meet.
		d.LabelY = d.Y - int(d.R) - 3
		if d.LabelY < top+8 {
			d.LabelY = d.Y + int(d.R) + 11
		}
		v.Dots = append(v.Dots, d)
		letter := "L"
		if i == 0 {
			letter = "M"
		}
		v.Line += letter + strconv.Itoa(d.X) + " " + strconv.Itoa(d.Y)
	}
	return &v
}

// markClass is the style's name of an HSEEP mark.
func markClass(m string) string {
	if m == string(rune(game.NotSeen)) {
		return "none"
	}
	return m
}
