package report_test

import (
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	astext "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"kobayashi/game"
	"kobayashi/game/markdown"
	"kobayashi/game/report"
	"kobayashi/game/typeset"
	"kobayashi/game/words"
)

// hostile are texts that mean something to Markdown, HTML, a spreadsheet or a
// terminal. None of them may mean it in a report.
var hostile = []string{
	"# 見出し", "## 二 ##", "- 点", "+ 点", "* 点", "1. 番", "1) 番", "---", "===", "> 引用", "    四字下げ", "```", "~~~", "a | b | c", "|---|", `\| \`, "*強* __強__ ~~消~~",
	"`コード`", "[x](javascript:alert(1))", "![x](http://example.com/x.png)", "<script>alert(1)</script>", "<!-- 注", "&lt;b&gt; &#27;", "http://example.com/a www.example.com", "$x^2$",
	"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "a,b", "a;b", `引"用`, "二\n行", "\x1b[31m赤\u202e逆\u200b", "", " ", "[ ] 箱", "[x] 箱", "| a |\n|---|\n| b |", "{{.}}", "%s %d %!",
}

// spoilt is the full report with a hostile text wherever a text stands.
func spoilt(t testing.TB, lang, evil string) report.Report {
	sc := paperScenario(t)
	run := moves(t, sc, game.Record{ID: "7f3a", Player: evil, Seed: 3, Started: begun}, n(1), ticks(3, 4), n(2))
	run.Steps[0].Sure = 90
	// The wording is replaced behind the rules' back: a parser would refuse most.
	txt := *sc.Text(lang)
	txt.Lang, txt.Title, txt.Summary = lang, evil, evil
	same := func(m map[string]string) map[string]string {
		out := map[string]string{}
		for k := range m {
			out[k] = evil
		}
		return out
	}
	txt.Scores, txt.Endings, txt.Tags = same(txt.Scores), same(txt.Endings), same(txt.Tags)
	txt.Goals = append([]game.Goal(nil), txt.Goals...)
	for i := range txt.Goals {
		txt.Goals[i].Label = evil
	}
	txt.Sources = []game.Source{{ID: evil, Citation: evil}}
	txt.Notes = map[string]game.Note{}
	for k := range sc.Text(lang).Notes {
		txt.Notes[k] = game.Note{Path: k, Title: evil}
	}
	block := []game.Block{{Parts: []game.Part{{Text: evil}}}, {Kind: game.Speech, Who: evil, Parts: []game.Part{{Text: evil}}}, {Kind: game.Lesson, Parts: []game.Part{{Text: evil}}}}
	txt.Scenes = append([]game.SceneText(nil), txt.Scenes...)
	for i, s := range txt.Scenes {
		items := make([]game.ItemText, len(s.Items))
		for k := range items {
			items[k] = game.ItemText{Label: evil, Feedback: block}
		}
		txt.Scenes[i] = game.SceneText{Title: evil, Blocks: block, Items: items, Then: s.Then}
	}
	bad, err := game.Compile(*sc.Rules(), game.About{AsOf: evil, License: evil, Authors: []string{evil}}, &txt)
	if err != nil {
		t.Fatal(err)
	}
	again, err := game.Replay(bad, run.Record)
	if err != nil {
		t.Fatal(err)
	}
	wash := game.Hotwash{Strength: evil, Gap: evil, Action: evil, Owner: evil, Due: evil}
	return report.Make(built(t, again, solved(t, bad, "")), report.With{Engine: "0.3.0", Hotwash: wash}, book(t).In(lang))
}

// cells counts the cells of a Markdown document that read as a text does.
func cells(md, want string) int {
	count := 0
	source := []byte(md)
	doc := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(text.NewReader(source))
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering && n.Kind() == astext.KindTableCell && markdown.Text(n, source) == want {
			count++
		}
		return ast.WalkContinue, nil
	})
	return count
}

// shape is the outline of a Markdown document: what kinds of block it has, and
// how many; it panics on nothing and reads as a code host does.
func shape(md string) map[string]int {
	count := map[string]int{}
	source := []byte(md)
	doc := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(text.NewReader(source))
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		kind := n.Kind().String()
		switch n := n.(type) {
		case *ast.Heading:
			kind += strconv.Itoa(n.Level)
		case *astext.TableRow:
			kind += strconv.Itoa(n.ChildCount())
		case *ast.Text, *ast.String:
			return ast.WalkContinue, nil
		}
		count[kind]++
		return ast.WalkContinue, nil
	})
	return count
}

// TestMarkdownHolds: whatever a text says, the document keeps its outline: no
// heading, list, cell, link, code or HTML comes out of a text.
func TestMarkdownHolds(t *testing.T) {
	if testing.Short() {
		t.Skip("no goroutine in it that the race detector could watch, and too long under it")
	}
	for _, lang := range words.Langs() {
		plain := written(t, "md", spoilt(t, lang, "ただの字"))
		want, whole := shape(plain), cells(plain, "ただの字")
		if want["Heading1"] != 1 || want["Heading2"] < 10 || want["Table"] < 6 || want["TableRow5"] != 1+2 {
			t.Fatalf("the outline is not what it should be: %v", want)
		}
		for _, evil := range hostile {
			if strings.TrimSpace(evil) == "" {
				continue // an empty text takes its paragraph with it
			}
			md := written(t, "md", spoilt(t, lang, evil))
			got := shape(md)
			for kind := range got {
				if strings.Contains("Link AutoLink Image CodeSpan HTMLBlock RawHTML CodeBlock FencedCodeBlock Emphasis Strikethrough Blockquote ThematicBreak TaskCheckBox", kind) {
					t.Errorf("%q in %s: a %s came of it", evil, lang, kind)
				}
			}
			// The hotwash's five, the variant's title and player, and more; a scene's
			// title is Markdown itself, and may read otherwise.
			if n := cells(md, strings.Join(strings.Fields(typeset.Clean(evil)), " ")); n < whole-3 {
				t.Errorf("%q in %s: only %d cells read so, want %d", evil, lang, n, whole-3)
			}
			for kind, n := range want {
				if got[kind] != n {
					t.Errorf("%q in %s: %d of %s, want %d", evil, lang, got[kind], kind, n)
				}
			}
			if strings.ContainsAny(md, "\x1b\r\t\u202e\u200b") {
				t.Errorf("%q in %s: a character that cannot be seen is in the report", evil, lang)
			}
		}
	}
}

// TestEmpty: a report of empty texts can still be written in every format.
func TestEmpty(t *testing.T) {
	for _, evil := range []string{"", " "} {
		for _, f := range report.Formats() {
			if got := written(t, f.Name, spoilt(t, "ja", evil)); got == "" {
				t.Errorf("%s: nothing was written", f.Name)
			}
		}
	}
}

// TestCSV reads the CSV form back with the standard reader: one row for each
// decision, the same columns always, numbers as numbers, no formulas.
func TestCSV(t *testing.T) {
	head := ""
	for _, lang := range words.Langs() {
		for _, r := range []report.Report{full(t, lang), unproved(t, lang), spoilt(t, lang, "=1+1"), spoilt(t, lang, "a,\"b\"\nc")} {
			rows := table(t, written(t, "csv", r))
			if got := strings.Join(rows[0], ","); head == "" {
				head = got
			} else if got != head {
				t.Errorf("columns changed: %s", got)
			}
			if len(rows) != 1+len(r.Decisions) {
				t.Fatalf("%d rows of %d decisions", len(rows), len(r.Decisions))
			}
			for i, row := range rows[1:] {
				checkRow(t, r, r.Decisions[i], record(rows[0], row))
			}
		}
	}
	if head != "run,player,scenario,variant,seed,decision,scene,title,role,at,seconds,kind,choice,label,points,dimensions,regret,stake,grade,better,tags,sure,slips" {
		t.Errorf("the columns are a contract: %s", head)
	}
	for _, evil := range hostile {
		for _, row := range table(t, written(t, "csv", spoilt(t, "ja", evil))) {
			for _, cell := range row {
				if _, err := strconv.ParseFloat(cell, 64); err != nil && cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
					t.Errorf("%q: a spreadsheet would calculate %q", evil, cell)
				}
			}
		}
	}
}

func table(t *testing.T, doc string) [][]string {
	t.Helper()
	in := csv.NewReader(strings.NewReader(doc))
	rows, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(doc, "\n") != strings.Count(doc, "\r\n") {
		t.Error("a line does not end as RFC 4180 says")
	}
	return rows
}

func record(head, row []string) map[string]string {
	m := map[string]string{}
	for i, name := range head {
		m[name] = row[i]
	}
	return m
}

func checkRow(t *testing.T, r report.Report, d report.Decision, got map[string]string) {
	t.Helper()
	want := map[string]string{
		"run": "7f3a", "decision": strconv.Itoa(d.N), "scene": d.Scene, "kind": d.Kind, "points": strconv.Itoa(d.Points),
		"at": d.At.Format("2006-01-02T15:04:05Z07:00"), "seconds": strconv.Itoa(d.Seconds), "seed": r.Play.Seed, "grade": d.Grade,
	}
	if r.Result.Proved {
		want["regret"] = strconv.FormatFloat(d.Regret.Float(), 'g', -1, 64)
		want["stake"] = strconv.FormatFloat(d.Stake.Float(), 'g', -1, 64)
	} else {
		want["regret"], want["stake"] = "", ""
	}
	if d.Scene == "page" {
		want["choice"] = "3+4"
		if r.Result.Proved {
			want["slips"] = "omitted:1:3 no-request:2:3 asserted:3:2 late:4:2"
		}
	}
	for name, value := range want {
		if got[name] != value {
			t.Errorf("%s: got %q, want %q", name, got[name], value)
		}
	}
}

func TestFormatUnknown(t *testing.T) {
	if err := report.Write(io.Discard, "pdf", full(t, "ja"), book(t).In("ja")); !errors.Is(err, report.ErrFormat) {
		t.Errorf("got %v", err)
	}
}
