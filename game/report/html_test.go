package report_test

import (
	"encoding/xml"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"kobayashi/game"
	"kobayashi/game/paper/pagetest"
	"kobayashi/game/report"
	"kobayashi/game/words"
)

// TestHTML checks the pages of all sample runs in both languages with readers
// that know nothing of how they were written.
func TestHTML(t *testing.T) {
	if testing.Short() {
		t.Skip("no goroutine in it that the race detector could watch, and too long under it")
	}
	for _, lang := range words.Langs() {
		for name, r := range samples(t, lang) {
			t.Run(name+"."+lang, func(t *testing.T) {
				text := written(t, "html", r)
				pagetest.Check(t, text, lang)
				checkDrawings(t, text)
				wants := []string{
					r.Scenario.Title, r.Scenario.Digest, r.Play.Seed, r.Play.Engine, r.Play.Run, r.Disclaimer, r.Result.EndingLabel,
					r.Overview.Happened[0], r.Overview.Decided[0], r.Overview.Good[0], r.Overview.Change[0], r.Decisions[0].Choice[0],
				}
				shown := pagetest.Visible(t, text)
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
		r.Capabilities = samples(t, lang)["bad"].Capabilities // even if someone fills them in
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
		if !strings.Contains(pagetest.Visible(t, text), r.Result.NotProved) {
			t.Errorf("%s: the page does not say that nothing was proved", lang)
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
		pagetest.Check(t, text, "en")
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
	css, err := os.ReadFile("../paper/base.css")
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

// TestPagePhrases: the page has no phrase left over. The test of all phrases
// looks into Go files only, and these stand in the templates.
func TestPagePhrases(t *testing.T) {
	source := ""
	for _, name := range []string{"html.tmpl", "html.css", "html.go", "svg.go", "svg_scale.go"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		source += string(data)
	}
	for _, key := range book(t).In("en").Keys() {
		if strings.HasPrefix(key, "html.") && !strings.Contains(source, `"`+strings.TrimSuffix(key, ".one")+`"`) {
			t.Errorf("%s is used nowhere", key)
		}
	}
}
