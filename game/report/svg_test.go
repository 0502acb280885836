package report_test

import (
	"encoding/xml"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"kobayashi/game/paper/pagetest"
	"kobayashi/game/report"
)

var drawing = regexp.MustCompile(`(?s)<svg.*?</svg>`)

// checkDrawings reads each drawing as XML, and looks for texts that lie on each
// other or leave the picture.
func checkDrawings(t *testing.T, page string) {
	t.Helper()
	found := drawing.FindAllString(page, -1)
	if len(found) == 0 {
		t.Error("the page has no drawing")
	}
	for _, src := range found {
		var svg svgRoot
		dec := xml.NewDecoder(strings.NewReader(src))
		dec.Strict = true
		if err := dec.Decode(&svg); err != nil {
			t.Fatalf("%v in %s", err, src)
		}
		box := numbers(t, svg.ViewBox)
		var seen []label
		for _, l := range svg.labels() {
			if l.x0 < box[0]-0.5 || l.x1 > box[0]+box[2]+0.5 || l.y0 < box[1] || l.y1 > box[1]+box[3] {
				t.Errorf("%q leaves its picture: %v in %v", l.text, l, box)
			}
			for _, other := range seen {
				if l.x0 < other.x1 && other.x0 < l.x1 && l.y0 < other.y1 && other.y0 < l.y1 {
					t.Errorf("%q lies on %q", l.text, other.text)
				}
			}
			seen = append(seen, l)
		}
	}
}

type svgRoot struct {
	ViewBox string    `xml:"viewBox,attr"`
	Texts   []svgText `xml:"text"`
	Groups  []struct {
		Texts []svgText `xml:"text"`
	} `xml:"g"`
}

type svgText struct {
	X      float64 `xml:"x,attr"`
	Y      float64 `xml:"y,attr"`
	DX     float64 `xml:"dx,attr"`
	DY     float64 `xml:"dy,attr"`
	Class  string  `xml:"class,attr"`
	Anchor string  `xml:"text-anchor,attr"`
	Turn   string  `xml:"transform,attr"`
	Text   string  `xml:",chardata"`
}

type label struct {
	text           string
	x0, y0, x1, y1 float64
}

// labels are the boxes that the texts fill, by the advance of a usual font: full
// width signs take an em, others about half of one.
func (s svgRoot) labels() []label {
	list := s.Texts
	for _, g := range s.Groups {
		list = append(list, g.Texts...)
	}
	var out []label
	for _, x := range list {
		size := 12.0
		if x.Class == "small" || x.Class == "head" {
			size = 10.5
		}
		wide := 0.0
		for _, r := range x.Text {
			if r > 0x2e7f {
				wide += size
			} else {
				wide += size * 0.56
			}
		}
		left, base := x.X+x.DX, x.Y+x.DY
		switch x.Anchor {
		case "end":
			left -= wide
		case "middle":
			left -= wide / 2
		}
		l := label{x.Text, left, base - size*0.8, left + wide, base + size*0.1}
		if x.Turn != "" { // a quarter turn around its own place
			l = label{x.Text, x.X - size*0.8, x.Y - wide/2, x.X + size*0.1, x.Y + wide/2}
		}
		out = append(out, l)
	}
	return out
}

func numbers(t *testing.T, s string) []float64 {
	t.Helper()
	var out []float64
	for _, f := range strings.Fields(s) {
		n, err := strconv.ParseFloat(f, 64)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, n)
	}
	if len(out) != 4 {
		t.Fatalf("got %q for a view box", s)
	}
	return out
}

// TestFewDecisions: a short run is drawn as well as a long one.
func TestFewDecisions(t *testing.T) {
	say := book(t).In("en")
	for _, n := range []int{1, 5, 24, 25, 40, 97} {
		r := report.Make(long(t, n), report.With{}, say)
		text := written(t, "html", r)
		pagetest.Check(t, text, "en")
		checkDrawings(t, text)
		rows := strings.Count(text, `<g><text class="n"`)
		if rows != n {
			t.Errorf("got %d rows for %d decisions", rows, n)
		}
		if parts := strings.Count(text, `class="drawing timeline"`); parts != (n+23)/24 {
			t.Errorf("got %d parts for %d decisions", parts, n)
		}
	}
}

// TestBars: the drawing's lengths are those of the figures.
func TestBars(t *testing.T) {
	r := samples(t, "en")["bad"]
	text := written(t, "html", r)
	bars := regexp.MustCompile(`<rect class="(stake|lost)" x="318" y="\d+" transform="translate\(0 6\)" width="(\d+)"`).FindAllStringSubmatch(text, -1)
	if len(bars) != 2*len(r.Decisions) {
		t.Fatalf("got %d bars for %d decisions", len(bars), len(r.Decisions))
	}
	most := 0.0
	for _, d := range r.Decisions {
		most = max(most, d.Stake.Float())
	}
	for i, d := range r.Decisions {
		for k, want := range []float64{d.Stake.Float(), d.Regret.Float()} {
			got, _ := strconv.ParseFloat(bars[2*i+k][2], 64)
			if math.Abs(got/176*most-want) > most/176 {
				t.Errorf("decision %d: %s is drawn as %.2f, it is %.2f", d.N, bars[2*i+k][1], got/176*most, want)
			}
		}
	}
}
