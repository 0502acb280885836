package typeset

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"kobayashi/assets"
	"kobayashi/game/markdown"
)

// colour is the one form of escape sequence a page may hold.
var colour = regexp.MustCompile("\x1b\\[[0-9;]*m")

func strip(s string) string { return colour.ReplaceAllString(s, "") }

// checkPage holds what is true of every page.
func checkPage(t *testing.T, p Page, width int, st Style) {
	t.Helper()
	for _, line := range p.Lines {
		bare := strip(line)
		if w := cells(bare, st.Safe); w > width {
			t.Errorf("%v: %q is %d wide, want at most %d", st, line, w, width)
		}
		if Clean(bare) != bare || strings.Contains(bare, "\n") {
			t.Errorf("%v: %q holds more than text and colours", st, line)
		}
		if bare != line && (st.Ink == Plain || !strings.HasSuffix(strings.TrimRight(line, " "), "\x1b[m") && lastColour(line) != "\x1b[m") {
			t.Errorf("%v: %q leaves a colour on", st, line)
		}
		if strings.HasSuffix(line, " ") {
			t.Errorf("%v: %q ends in spaces", st, line)
		}
	}
	for _, l := range p.Links {
		if l.Line < 0 || l.Line >= len(p.Lines) {
			t.Errorf("%v: link %v is on no line", st, l)
		}
	}
}

func lastColour(line string) string {
	all := colour.FindAllString(line, -1)
	return all[len(all)-1]
}

// corpus is all Markdown the project ships, and a page of nasty prose.
func corpus(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{"nasty": strings.Join(slices.DeleteFunc(slices.Clone(nasty), forced), "\n\n"), "page": goldenJA, "page.en": goldenEN}
	root := os.DirFS("../../scenarios")
	_ = fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(path) == ".md" {
			data, err := fs.ReadFile(root, path)
			if err != nil {
				t.Fatal(err)
			}
			texts[path] = string(data)
		}
		return nil
	})
	return texts
}

// fenced finds code and tables, which are not held to the custom of prose.
var fenced = regexp.MustCompile("(?ms)^ *(```|~~~~).*?^ *(```|~~~~)$|^ *\\|.*?$")

func TestEveryWidth(t *testing.T) {
	for name, md := range corpus(t) {
		// Every width for the notes; a sample for what is long.
		step := 1 + len(md)/2000
		if testing.Short() {
			step += 16
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := New(assets.Themes, assets.Budoux)
			st := Style{Ink: Plain, Lang: "ja"}
			if strings.Contains(name, ".en") {
				st.Lang = "en"
			}
			prose := fenced.ReplaceAllString(md, "")
			want := leaves(s, prose, st)
			for width := 20; width <= 100 && !t.Failed(); width += step {
				p := s.Page(prose, width, st)
				checkPage(t, p, width, st)
				checkCustom(t, p, width)
				checkWhole(t, p, want, width)
			}
			for i, ink := range Inks() {
				width := []int{80, 33, 60, 20}[(i+len(name))%4]
				st := Style{Ink: ink, Lang: st.Lang, Safe: (i+len(name))%2 == 0}
				checkPage(t, s.Page(md, width, st), width, st)
			}
		})
	}
}

func TestNarrow(t *testing.T) {
	s := New(assets.Themes, assets.Budoux)
	for width := 4; width < 20; width++ {
		for _, md := range []string{goldenJA, goldenEN, strings.Join(nasty, "\n\n")} {
			for _, ink := range []Ink{Dark, Plain} {
				for _, safe := range []bool{false, true} {
					st := Style{Ink: ink, Lang: "ja", Safe: safe}
					checkPage(t, s.Page(md, width, st), width, st)
					checkPage(t, Page{Lines: s.Prose(md, width, st)}, width, st)
				}
			}
		}
	}
}

// checkCustom looks at the lines of a plain page behind their indent and mark,
// where they go on from the line before.
func checkCustom(t *testing.T, p Page, width int) {
	t.Helper()
	for i, line := range p.Lines {
		line = strings.TrimPrefix(strings.TrimLeft(line, " "), "・")
		if i > 0 && p.Lines[i-1] != "" && !strings.ContainsAny(line, "ー「（") {
			checkLine(t, line, width)
		}
	}
}

// leaves returns the texts that have to be on a page, in order, without spaces:
// of every paragraph and heading.
func leaves(s *Setter, md string, st Style) []string {
	src := []byte(md)
	var texts []string
	doc := s.reader().Parser().Parse(text.NewReader(src))
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n.(type) {
		case *ast.Paragraph, *ast.TextBlock, *ast.Heading:
			if entering {
				texts = append(texts, alertMark.ReplaceAllString(spaceless(Clean(shown(n, src, st))), ""))
			}
		}
		return ast.WalkContinue, nil
	})
	return texts
}

var alertMark = regexp.MustCompile(`(?i)^\[!(note|tip|important|warning|caution)\]`)

// shown is what a page has to show of n.
func shown(n ast.Node, src []byte, st Style) string {
	word := map[string]string{"ja": "[図:", "en": "[Figure:"}[st.Lang]
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Image:
			b.WriteString(word + markdown.Text(c, src) + "]")
		case *ast.Link:
			b.WriteString(shown(c, src, st))
			if target := string(c.Destination); strings.HasPrefix(target, "http") {
				b.WriteString("(" + target + ")")
			}
		case *ast.Emphasis:
			b.WriteString(shown(c, src, st))
		case *ast.RawHTML:
			if raw := string(c.Segments.Value(src)); !strings.HasPrefix(raw, "<!--") {
				b.WriteString(raw)
			}
		default:
			b.WriteString(markdown.Text(c, src))
		}
	}
	return b.String()
}

func checkWhole(t *testing.T, p Page, want []string, width int) {
	t.Helper()
	got := spaceless(strings.Join(p.Lines, ""))
	for _, w := range want {
		i := strings.Index(got, w)
		if i < 0 {
			t.Errorf("width %d: the page does not show %q, or not there", width, w)
			return
		}
		if !frames.MatchString(got[:i]) {
			t.Errorf("width %d: the page shows %q before %q", width, got[:i], w)
		}
		got = got[i+len(w):]
	}
}

// frames matches what a plain page may add between its texts.
var frames = regexp.MustCompile(`^([-・#]|[0-9]+[.)]|\[[ x]?\]|【..】|\[[A-Z][a-z ]+\])*$|^<`)

func TestPageIsTheSameEachTime(t *testing.T) {
	for _, ink := range Inks() {
		st := Style{Ink: ink, Lang: "ja"}
		a := New(assets.Themes, assets.Budoux).Page(goldenJA, 60, st)
		b := New(assets.Themes, assets.Budoux).Page(goldenJA, 60, st)
		if strings.Join(a.Lines, "\n") != strings.Join(b.Lines, "\n") {
			t.Errorf("%s: two pages of one text differ", ink)
		}
	}
}

func TestGolden(t *testing.T) {
	s := New(assets.Themes, assets.Budoux)
	for lang, md := range map[string]string{"ja": goldenJA, "en": goldenEN} {
		for name, st := range map[string]Style{
			"dark": {Ink: Dark}, "plain": {Ink: Plain}, "mono-safe": {Ink: Mono, Safe: true, Targets: true},
		} {
			for width, w := range map[int]string{80: "80", 60: "60", 24: "24"} {
				st.Lang = lang
				golden(t, lang+"-"+name+"-"+w, strip(strings.Join(s.Page(md, width, st).Lines, "\n"))+"\n")
			}
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".txt")
	if os.Getenv("GOLDEN") == "write" {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s\ngot\n%s\nwant\n%s", path, got, want)
	}
}
