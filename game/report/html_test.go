package report_test

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"kobayashi/game"
	"kobayashi/game/report"
	"kobayashi/game/words"
)

// TestHTML checks the pages of all sample runs in both languages with readers
// that know nothing of how they were written.
func TestHTML(t *testing.T) {
	for _, lang := range words.Langs() {
		for name, r := range samples(t, lang) {
			t.Run(name+"."+lang, func(t *testing.T) {
				text := written(t, "html", r)
				checkPage(t, text, lang)
				checkDrawings(t, text)
				wants := []string{
					r.Scenario.Title, r.Scenario.Digest, r.Play.Seed, r.Play.Engine, r.Play.Run, r.Disclaimer, r.Result.EndingLabel,
					r.Overview.Happened[0], r.Overview.Decided[0], r.Overview.Good[0], r.Overview.Change[0], r.Decisions[0].Choice[0],
				}
				shown := visible(t, text)
				for _, want := range wants {
					if !strings.Contains(shown, strings.Join(strings.Fields(want), " ")) {
						t.Errorf("%q is not on the page", want)
					}
				}
				if again := written(t, "html", r); again != text {
					t.Error("the page is not the same twice")
				}
			})
		}
	}
}

// TestUnprovedPage shows no figure that was not proved.
func TestUnprovedPage(t *testing.T) {
	for _, lang := range words.Langs() {
		r := samples(t, lang)["unproved"]
		text := written(t, "html", r)
		for _, sign := range []string{`class="lost"`, `class="stake"`, `class="m-`, `id="capabilities"`, `id="scale`, `class="bar"`} {
			if sign == `class="m-` {
				if n := strings.Count(text, sign) - strings.Count(text, `class="m-ungraded"`); n != 0 {
					t.Errorf("%s: %d grades are shown", lang, n)
				}
				continue
			}
			if strings.Contains(text, sign) {
				t.Errorf("%s: %s is on the page", lang, sign)
			}
		}
		if !strings.Contains(visible(t, text), r.Result.NotProved) {
			t.Errorf("%s: the page does not say that nothing was proved", lang)
		}
	}
}

// void elements have no end tag.
var void = []string{"meta", "br", "link", "img", "input", "hr", "area", "base", "col", "embed", "source", "track", "wbr"}

// checkPage reads the tags one by one.
func checkPage(t *testing.T, text, lang string) {
	t.Helper()
	c := pageCheck{t: t, ids: map[string]bool{}}
	tokens := html.NewTokenizer(strings.NewReader(text))
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			if !errors.Is(tokens.Err(), io.EOF) {
				t.Fatal(tokens.Err())
			}
			c.end(lang)
			return
		case html.StartTagToken:
			c.open(tokens.Token(), false)
		case html.SelfClosingTagToken:
			c.open(tokens.Token(), true)
		case html.EndTagToken:
			c.shut(tokens.Token().Data)
		case html.TextToken:
			c.text(tokens.Token().Data)
		case html.CommentToken:
			t.Error("a comment is on the page")
		}
	}
}

type pageCheck struct {
	t        *testing.T
	stack    []string
	ids      map[string]bool
	refs     []string
	level    int
	tops     int
	lang     string
	policy   string
	untitled []string // drawings whose title has not come yet
}

func (c *pageCheck) open(tok html.Token, closed bool) {
	name := tok.Data
	attr := map[string]string{}
	for _, a := range tok.Attr {
		if _, twice := attr[a.Key]; twice {
			c.t.Errorf("<%s> has %s twice", name, a.Key)
		}
		attr[a.Key] = a.Val
		if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "src" || a.Key == "srcset" || a.Key == "xlink:href" || a.Key == "action" {
			c.t.Errorf("<%s> has %s=%q", name, a.Key, a.Val)
		}
	}
	c.rules(name, attr)
	if !closed && !slices.Contains(void, name) {
		c.stack = append(c.stack, name)
	}
}

func (c *pageCheck) rules(name string, attr map[string]string) {
	if slices.Contains([]string{"script", "iframe", "object", "embed", "link", "base", "form", "img", "image", "use", "foreignobject", "animate", "set"}, name) {
		c.t.Errorf("<%s> is on the page", name)
	}
	if href, ok := attr["href"]; ok && (name != "a" || !strings.HasPrefix(href, "https://") && !strings.HasPrefix(href, "http://")) {
		c.t.Errorf("<%s href=%q>", name, href)
	}
	if id, ok := attr["id"]; ok {
		if c.ids[id] {
			c.t.Errorf("id %q stands twice", id)
		}
		c.ids[id] = true
	}
	c.refs = append(c.refs, strings.Fields(attr["aria-labelledby"])...)
	switch name {
	case "html":
		c.lang = attr["lang"]
	case "meta":
		if attr["http-equiv"] == "Content-Security-Policy" {
			c.policy = attr["content"]
		}
	case "th":
		if attr["scope"] == "" {
			c.t.Error("a <th> has no scope")
		}
	case "svg":
		if attr["aria-hidden"] != "true" {
			c.untitled = append(c.untitled, attr["viewbox"])
			if attr["role"] != "img" {
				c.t.Error("a drawing has no role")
			}
		}
	case "title":
		c.untitled = c.untitled[:max(0, len(c.untitled)-1)]
	case "h1", "h2", "h3", "h4":
		level := int(name[1] - '0')
		if level > c.level+1 {
			c.t.Errorf("<%s> follows a heading of level %d", name, c.level)
		}
		if c.level = level; level == 1 {
			c.tops++
		}
	}
}

func (c *pageCheck) shut(name string) {
	if n := len(c.stack); n == 0 || c.stack[n-1] != name {
		c.t.Fatalf("</%s> closes %v", name, c.stack[max(0, n-3):])
	}
	c.stack = c.stack[:len(c.stack)-1]
}

func (c *pageCheck) text(s string) {
	if n := len(c.stack); n > 0 && c.stack[n-1] == "style" {
		for _, bad := range []string{"url(", "@import", "http:", "https:", "expression", "<"} {
			if strings.Contains(s, bad) {
				c.t.Errorf("the style has %q", bad)
			}
		}
	}
	for _, bad := range []string{"<html.", "<report.", "<debrief.", "%!", "ZgotmplZ", "<nil>", "NaN"} {
		if strings.Contains(s, bad) {
			c.t.Errorf("the page shows %q in %.80q", bad, s[max(0, strings.Index(s, bad)-20):])
		}
	}
}

func (c *pageCheck) end(lang string) {
	switch {
	case len(c.stack) != 0:
		c.t.Errorf("%v is never closed", c.stack)
	case c.lang != lang, c.tops != 1, len(c.untitled) != 0:
		c.t.Errorf("lang %q, %d top headings, drawings without a title: %v", c.lang, c.tops, c.untitled)
	case !strings.HasPrefix(c.policy, "default-src 'none'") || strings.Contains(c.policy, "script"):
		c.t.Errorf("policy %q", c.policy)
	}
	for _, id := range c.refs {
		if !c.ids[id] {
			c.t.Errorf("nothing has the id %q", id)
		}
	}
}

// visible is the text of a page's body, spaces put together.
func visible(t *testing.T, text string) string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range doc.Descendants() {
		if n.Type == html.TextNode && n.Parent.Data != "style" && n.Parent.Data != "title" {
			b.WriteString(n.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

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
		checkPage(t, text, "en")
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

// TestHostilePage: nothing a scenario, a player or a hotwash says gets out of
// its place in the page, in a drawing, or in the style.
func TestHostilePage(t *testing.T) {
	evil := []string{
		`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `]]></svg><script>`, `</style><script>x</script>`, `"; } body { display: none } /*`,
		`--><!--`, `</title>`, `javascript:alert(1)`, `&lt;b&gt;`, "a\x1b]52;c;x\x07\u202eb\x00\u2028", `\22 \A }`,
	}
	r := samples(t, "en")["bad"]
	for i := range evil {
		say := func(k int) string { return evil[(i+k)%len(evil)] }
		r.Scenario.Title, r.Scenario.ID, r.Scenario.Label = say(0), say(1), say(2)
		r.Play.Player, r.Play.Run = say(3), say(4)
		r.Result.EndingLabel = say(5)
		r.Hotwash = game.Hotwash{Strength: say(6), Gap: say(7), Action: say(8), Owner: say(9), Due: say(10)}
		r.Sources = []report.Source{{ID: "x", Citation: say(7) + " https://example.org/" + say(1)}, {ID: "y", Citation: "javascript://example.org/%0aalert(1)"}}
		for k := range r.Decisions {
			r.Decisions[k].Title, r.Decisions[k].Choice = say(k), []string{say(k + 1), say(k + 2)}
		}
		for k := range r.Coverage[0].Items {
			r.Coverage[0].Items[k].Name = say(k)
		}
		text := written(t, "html", r)
		checkPage(t, text, "en")
		for _, src := range drawing.FindAllString(text, -1) {
			if err := xml.Unmarshal([]byte(clean(src)), new(svgRoot)); err != nil {
				t.Errorf("%v in %s", err, src)
			}
		}
		style := text[strings.Index(text, "<style>"):strings.Index(text, "</style>")]
		if strings.Contains(style, "display: none }") || strings.Contains(style, "url") || strings.Count(style, "{") != strings.Count(style, "}") {
			t.Errorf("%q broke the style", say(0))
		}
	}
}

// clean leaves out what XML cannot hold; reports never contain it, but this test
// puts it into one behind their back.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' {
			return -1
		}
		return r
	}, s)
}

// TestContrast holds the colours to 4.5 to 1 on white and on the pale ground.
func TestContrast(t *testing.T) {
	css, err := os.ReadFile("html.css")
	if err != nil {
		t.Fatal(err)
	}
	colours := map[string]float64{}
	for _, m := range regexp.MustCompile(`--(\w+): #(\w{6})`).FindAllStringSubmatch(string(css), -1) {
		n, err := strconv.ParseUint(m[2], 16, 32)
		if err != nil {
			t.Fatal(err)
		}
		colours[m[1]] = luminance(uint32(n))
	}
	for _, name := range []string{"ink", "soft", "main", "great", "good", "okay", "weak"} {
		for _, ground := range []float64{1, colours["pale"]} {
			if ratio := (ground + 0.05) / (colours[name] + 0.05); colours[name] == 0 || ratio < 4.5 {
				t.Errorf("%s has a contrast of %.2f", name, ratio)
			}
		}
	}
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(rgb uint32) float64 {
	sum := 0.0
	for i, weight := range []float64{0.0722, 0.7152, 0.2126} {
		c := float64(rgb>>(8*i)&0xff) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

// TestRunningHeader: a title with a colon is no address.
func TestRunningHeader(t *testing.T) {
	r := samples(t, "en")["long"]
	r.Scenario.Title = "Friday: 週末の店"
	if text := written(t, "html", r); !strings.Contains(text, `@top-left { content: "Friday\3a \20 週末の店";`) {
		t.Error("the running header lacks the title")
	}
}

// TestPageGolden records the page and the statements of one small report in both
// languages.
func TestPageGolden(t *testing.T) {
	for _, lang := range words.Langs() {
		for _, format := range []string{"html", "xapi"} {
			suffix := map[string]string{"html": ".html", "xapi": ".xapi.json"}[format]
			golden(t, "full."+lang+suffix, written(t, format, full(t, lang)))
		}
	}
}
