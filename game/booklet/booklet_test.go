package booklet_test

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"kobayashi/game"
	"kobayashi/game/booklet"
	"kobayashi/game/paper/pagetest"
	"kobayashi/game/parse"
	"kobayashi/game/solve"
	"kobayashi/game/words"
	"kobayashi/scenarios"
)

func book(t testing.TB) words.Book {
	t.Helper()
	b, err := words.Load(os.DirFS("../../assets/words"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func read(t testing.TB, fsys fs.FS, name string) *game.Scenario {
	t.Helper()
	res := parse.Read(fsys, name)
	if res.Scenario == nil {
		t.Fatalf("%s: %v", name, res.Problems)
	}
	return res.Scenario
}

func dock(t testing.TB) *game.Scenario {
	t.Helper()
	return read(t, os.DirFS("testdata"), "dock.md")
}

// shelf gives every scenario that ships.
func shelf(t testing.TB) []*game.Scenario {
	t.Helper()
	var list []*game.Scenario
	for _, name := range scenarios.Shelf() {
		list = append(list, read(t, scenarios.FS(), name))
	}
	return list
}

// variants are the names of a scenario's variants, or the nameless one.
func variants(sc *game.Scenario) []string {
	var list []string
	for _, v := range sc.Rules().Variants {
		list = append(list, v.ID)
	}
	if len(list) == 0 {
		list = []string{""}
	}
	return list
}

// with is what a booklet of the scenario is made for, with all there is to know.
func with(t testing.TB, sc *game.Scenario, who booklet.Audience, variant string) booklet.With {
	t.Helper()
	seen, err := solve.Look(context.Background(), sc, variant, 0)
	if err != nil {
		t.Fatal(err)
	}
	w := booklet.With{For: who, Variant: variant, Engine: "0.4.0", Seen: &seen}
	if who == booklet.Facilitator {
		if w.Solved, err = solve.Solve(context.Background(), sc, variant, 0); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

func written(t testing.TB, b booklet.Booklet, form string) string {
	t.Helper()
	write := booklet.WriteHTML
	if form == "md" {
		write = booklet.WriteMarkdown
	}
	var out bytes.Buffer
	if err := write(&out, b, book(t).In(b.Lang)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if os.Getenv("GOLDEN") == "write" {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; GOLDEN=write if it is meant\n%s", file, got)
	}
}

// TestGolden records both booklets of a small scenario in both languages.
func TestGolden(t *testing.T) {
	sc := dock(t)
	for _, lang := range words.Langs() {
		for _, who := range []booklet.Audience{booklet.Players, booklet.Facilitator} {
			b := booklet.Make(sc, with(t, sc, who, ""), book(t).In(lang))
			for _, form := range []string{"md", "html"} {
				got := written(t, b, form)
				golden(t, string(who)+"."+lang+"."+form, got)
				if form == "html" {
					pagetest.Check(t, got, lang)
				}
			}
		}
	}
}

// TestShelf lays out every shipped scenario and variant.
func TestShelf(t *testing.T) {
	for _, sc := range shelf(t) {
		for _, variant := range variants(sc) {
			for _, who := range []booklet.Audience{booklet.Players, booklet.Facilitator} {
				w := with(t, sc, who, variant)
				for _, lang := range words.Langs() {
					b := booklet.Make(sc, w, book(t).In(lang))
					text := written(t, b, "html")
					pagetest.Check(t, text, lang)
					complete(t, sc, b, pagetest.Visible(t, text), w.Seen)
					if md := written(t, b, "md"); strings.Contains(md, "<booklet.") || strings.Contains(md, "%!") {
						t.Errorf("%s in %s lacks a phrase", sc.ID(), lang)
					}
				}
			}
		}
	}
}

// complete: every scene that can be entered has its card, and no other; every
// slip that a card names is in the guide.
func complete(t *testing.T, sc *game.Scenario, b booklet.Booklet, text string, seen *solve.Survey) {
	t.Helper()
	var cards []int
	var asked []string
	for _, list := range [][]booklet.Card{b.Cards, b.Sealed, b.Endings} {
		for _, c := range list {
			cards = append(cards, c.N)
			for _, ch := range c.Choices {
				if ch.Slip != "" {
					asked = append(asked, ch.Slip)
				}
			}
			if !strings.Contains(text, strings.Join(strings.Fields(c.Title), " ")) {
				t.Errorf("%s: the title of card %d is not on the page", sc.ID(), c.N)
			}
		}
	}
	slices.Sort(cards)
	var want []int
	for i, entered := range seen.Entered {
		if entered {
			want = append(want, i+1)
		}
	}
	if !slices.Equal(cards, want) {
		t.Errorf("%s: cards %v, want %v", sc.ID(), cards, want)
	}
	var slips []string
	for _, s := range b.Slips {
		slips = append(slips, s.Code)
	}
	slices.Sort(slips)
	slices.Sort(asked)
	if b.For == booklet.Facilitator && !slices.Equal(slips, asked) {
		t.Errorf("%s: slips %v are in the guide, cards ask for %v", sc.ID(), slips, asked)
	}
	if b.For == booklet.Players && len(slips) > 0 {
		t.Errorf("%s: the players have slips", sc.ID())
	}
}

// TestGuideAnswers: the guide marks what the solver calls best, and says what
// everything else gives away.
func TestGuideAnswers(t *testing.T) {
	sc := dock(t)
	b := booklet.Make(sc, with(t, sc, booklet.Facilitator, ""), book(t).In("en"))
	gate := b.Cards[0]
	for i, want := range []booklet.Choice{{Best: true, Regret: "best"}, {Regret: "gives away 8"}, {Regret: "gives away 3"}} {
		if got := gate.Choices[i]; got.Best != want.Best || got.Regret != want.Regret {
			t.Errorf("choice %s: best %v, %q; want %v, %q", got.Letter, got.Best, got.Regret, want.Best, want.Regret)
		}
	}
	if got := b.Plan[len(b.Plan)-1].N; got != 6 {
		t.Errorf("the plan ends at card %d, want 6", got)
	}
	for i := 1; i < len(b.Plan); i++ {
		if b.Plan[i].At < b.Plan[i-1].At {
			t.Errorf("stop %d is due before the one in front of it", i)
		}
	}
}

// TestStart: the table of how things stand is that of before the first card,
// whose own code the card tells.
func TestStart(t *testing.T) {
	b := booklet.Make(dock(t), booklet.With{For: booklet.Players, Variant: "windy"}, book(t).In("en"))
	got := map[string]string{}
	for _, m := range slices.Concat(b.Meters, b.Marks) {
		got[m.Name] = m.Start
	}
	want := map[string]string{"Offline": "4", "Mood": "calm", "Gate": "ticked", "mark 1": "not ticked", "mark 2": "not ticked", "counter 1": "1", "tag 1": "1"}
	if len(got) != len(want) {
		t.Errorf("kept are %v, want %v", got, want)
	}
	for name, value := range want {
		if got[name] != value {
			t.Errorf("%s starts as %q, want %q", name, got[name], value)
		}
	}
}

// TestPhrases: every phrase of the booklet is said in a source or a template.
// The test of all phrases looks into Go files only.
func TestPhrases(t *testing.T) {
	source := ""
	for _, pattern := range []string{"*.go", "html.*", "../../cmd/kobayashi/print.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasSuffix(name, "_test.go") {
				source += string(data)
			}
		}
	}
	for _, made := range []string{"mark.number", "mark.bool", "mark.enum", game.Hits, game.Wrong, game.Missed} {
		source += `"booklet.` + made + `"`
	}
	for _, key := range book(t).In("en").Keys() {
		if strings.HasPrefix(key, "booklet.") && !strings.Contains(source, `"`+key+`"`) {
			t.Errorf("%s is used nowhere", key)
		}
	}
}

// TestHostile: nothing a scenario says gets out of its place on the page.
func TestHostile(t *testing.T) {
	evil := `<script>alert(1)</script></style><img src=x onerror=alert(1)> ![p](http://x.example/p.png) [l](javascript:alert(1)) &amp;lt;b&amp;gt; <!-- c --> "`
	text := "---\nformat: 1\nid: evil\ntitle: '" + evil + "'\nlang: en\nvars: {n: {label: '</style>\"; } body {', min: 0, max: 2, start: 0}}\nendings: {e: '" + evil + "'}\nroles: {r: '" + evil + "'}\n---\n\n# x\n\n" + evil +
		"\n\n## a\n### t " + evil + "\n\n**x** " + evil + "\n\n> " + evil + "\n\n- [go " + strings.NewReplacer("]", "", "[", "").Replace(evil) + "](#e) `n += 1`\n\n  " + evil + "\n- [b](#e)\n\n## e\n### e `end`\n\nx\n"
	sc := read(t, fstest.MapFS{"evil.md": &fstest.MapFile{Data: []byte(text)}}, "evil.md")
	for _, who := range []booklet.Audience{booklet.Players, booklet.Facilitator} {
		page := written(t, booklet.Make(sc, with(t, sc, who, ""), book(t).In("en")), "html")
		pagetest.Check(t, page, "en")
		style := page[strings.Index(page, "<style>"):strings.Index(page, "</style>")]
		if strings.Count(style, "{") != strings.Count(style, "}") {
			t.Error("the style is broken")
		}
	}
}

// TestTermsOfNotes: a term that only names a note has no empty line. The guide,
// which prints the notes, says which one it is.
func TestTermsOfNotes(t *testing.T) {
	text := "---\nformat: 1\nid: w\ntitle: t\nlang: ja\nglossary: {第一報: notes/first.md, 伝票: 手で書く紙}\n---\n\n# t\n\n## a\n\nx\n\n- [on](#e)\n\n## e\n### e `end`\n\nx\n"
	sc := read(t, tree{"w.md": text, "notes/first.md": "# 最初の知らせ\n\n三行で。\n"}.fs(), "w.md")
	for who, want := range map[booklet.Audience][]booklet.Term{
		booklet.Players:     {{Word: "伝票", Line: "手で書く紙"}},
		booklet.Facilitator: {{Word: "第一報", Line: "最初の知らせ"}, {Word: "伝票", Line: "手で書く紙"}},
	} {
		got := booklet.Make(sc, booklet.With{For: who}, book(t).In("ja")).Glossary
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", who, got, want)
		}
	}
}
