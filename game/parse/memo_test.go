package parse

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"unsafe"

	"kobayashi/game"
	"kobayashi/scenarios"
)

// sketch writes a tree of nodes down, to compare it with another.
func sketch(list []*node) string {
	var b strings.Builder
	at := func(s Span) string {
		if s.Empty() {
			return "-" // where nothing is, it is nowhere
		}
		return fmt.Sprint(s.Start, ":", s.End)
	}
	var walk func(list []*node, depth int)
	walk = func(list []*node, depth int) {
		for _, n := range list {
			fmt.Fprintf(&b, "%*s%d %s level %d %q %q blank %t", depth, "", n.kind, at(n.span), n.level, n.marker, n.fence, n.blank && n.kind != nHeading)
			for _, l := range n.lines {
				fmt.Fprint(&b, " ", at(l))
			}
			for _, m := range n.marks {
				fmt.Fprintf(&b, " [%d %s %s %s %q %q %d %t", m.kind, at(m.span), at(m.inner), at(m.target), m.dest, m.label, m.ticks, m.nested)
				if m.segs != nil {
					for _, s := range *m.segs {
						fmt.Fprint(&b, " ", at(s))
					}
				}
				b.WriteString("]")
			}
			b.WriteString("\n")
			walk(n.kids, depth+2)
		}
	}
	walk(list, 0)
	return b.String()
}

// agree reads a text at once and scene by scene, the latter twice.
func agree(t *testing.T, m *Memo, text []byte, start int) {
	t.Helper()
	want := sketch(nodes(text, start))
	for range 2 {
		m.old, m.now = m.now, map[string][]*chunk{}
		var list []*node
		for _, c := range m.chunks(text, string(text), start) {
			list = append(list, c.nodes...)
		}
		if got := sketch(list); got != want {
			t.Fatalf("of\n%s\nscene by scene\n%s\nat once\n%s", text, got, want)
		}
	}
}

// strips are what scenes are made of here, the awkward ones first.
var strips = []string{
	"```\n", "````\ncode\n```\n", "~~~\n", "<!-- lint-ok W305: so\n", "<!-- done -->\n", "-->\n", "<div>\n", "</div>\n\n", "<pre>\n", "<script>\n", "    indented\n",
	"\n", "\n\n", "## a\n", "## b\n### B `end`\n", "- [x](#a) `n += 1`\n", "- [ ] no\n", "  ```\n  in a list\n", "> > ## no\n", "> ```\n", "> quoted\n", "1. [y](#b)\n", "70% text\n",
	"**名前** 台詞 `if a` text **b\n", "`two\nlines`\n", "text\n", "text [l](notes/a.md \"t\") ![i](p.png)\n", "| a | b |\n|---|---|\n| c `d` | e |\n", "[a]: b\n", "[a][a] [a]\n", "---\n", "===\n", "&#27; &amp;\n", " ## c\n", "##d\n", "## \n", "\t## e\n", "<a href=\"\n", "　## f\n",
}

func TestMemoReadsTheSame(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	m := &Memo{}
	for range 3000 {
		var b strings.Builder
		b.WriteString("intro\n\n"[:dice.IntN(8)])
		for range dice.IntN(14) {
			b.WriteString(strips[dice.IntN(len(strips))])
		}
		text := b.String()
		if dice.IntN(3) == 0 {
			text = strings.TrimRight(text, "\n")
		}
		agree(t, m, []byte(text), 0)
	}
}

func FuzzMemo(f *testing.F) {
	for _, s := range strips {
		f.Add("## a\n" + s + "## b\n" + s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file := &File{}
		normalise(file, []byte(text))
		p := &parser{f: file, names: namesOf(&game.Rules{}), cast: map[string]bool{}}
		p.text = string(file.Source)
		if !p.characters() || !p.limits(0) {
			return // nodes are made of nothing else
		}
		agree(t, &Memo{}, file.Source, 0)
	})
}

// TestMemoOfTheShelf edits a shipped scenario here and there, and reads it each
// time as if for the first.
func TestMemoOfTheShelf(t *testing.T) {
	dice := rand.New(rand.NewPCG(3, 4))
	for _, name := range scenarios.Shelf()[:1] {
		tree := fstest.MapFS{}
		err := fs.WalkDir(scenarios.FS(), ".", func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(scenarios.FS(), path)
			tree[path] = &fstest.MapFile{Data: data}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		m := &Memo{}
		english := strings.TrimSuffix(name, ".md") + ".en.md"
		whole := map[string]string{name: string(tree[name].Data), english: string(tree[english].Data)}
		before := []*Result{Read(tree, name), m.Read(tree, name)}
		for range 50 {
			edited := []string{name, name, english}[dice.IntN(3)]
			text := whole[edited]
			i := dice.IntN(len(text))
			if dice.IntN(5) == 0 {
				i = dice.IntN(2000) // in the front matter
			}
			i += strings.IndexByte(text[i:]+"\n", '\n')
			i = min(i+1, len(text))
			text = text[:i] + strips[dice.IntN(len(strips))] + text[i:]
			tree[edited] = &fstest.MapFile{Data: []byte(text)}
			want, got := Read(tree, name), m.Read(tree, name)
			agreed(t, got, want)
			agreed(t, before[1], before[0]) // what was read before is as it was
			before = []*Result{want, got}
			if dice.IntN(2) == 0 {
				tree[edited] = &fstest.MapFile{Data: []byte(whole[edited])}
			}
		}
	}
}

// agreed compares two readings of the same files.
func agreed(t *testing.T, got, want *Result) {
	t.Helper()
	if !reflect.DeepEqual(got.Problems, want.Problems) || !reflect.DeepEqual(got.Rules, want.Rules) {
		t.Fatalf("the readings differ in problems (%d, %d) or rules", len(got.Problems), len(want.Problems))
	}
	if got.Base != nil && !reflect.DeepEqual(got.Base.Scenes, want.Base.Scenes) || len(got.Translations) != len(want.Translations) {
		t.Fatal("the readings differ in scenes or translations")
	}
	for i, f := range got.Translations {
		if !reflect.DeepEqual(f.Scenes, want.Translations[i].Scenes) || !reflect.DeepEqual(f.Lead, want.Translations[i].Lead) {
			t.Fatal("the readings differ in a translation")
		}
	}
	if (got.Scenario == nil) != (want.Scenario == nil) {
		t.Fatal("one has a scenario")
	}
	if got.Scenario != nil && !reflect.DeepEqual(got.Scenario.Text("en"), want.Scenario.Text("en")) {
		t.Fatal("the wordings differ")
	}
}

// night is a scenario of three scenes to be written at.
const night = `---
format: 1
id: night
title: 夜
lang: ja
minutes: 5
endings: {calm: 朝}
---

# 夜

## call
### 電話

![写真](night.png)

- [出る](#hall)

## hall
### 廊下

暗い廊下です。

- [進む](#door)

## door
### 扉 ` + "`end calm`" + `

終わり。
`

// TestMemoAfterChanges: what a scene is read to can change though its own text
// does not.
func TestMemoAfterChanges(t *testing.T) {
	tree := fstest.MapFS{"night.md": {Data: []byte(night)}, "night.png": {}}
	m := &Memo{}
	for _, change := range []func(){
		func() {},
		func() { delete(tree, "night.png") },
		func() { tree["night.png"] = &fstest.MapFile{} },
		func() { tree["night.md"].Data = []byte(strings.Replace(night, "### 電話", "### hall", 1)) },
		func() { tree["night.md"].Data = []byte(strings.Replace(night, "### 廊下", "### door", 1)) },
		func() { tree["night.md"].Data = []byte(strings.Replace(night, "## hall", "## door", 1)) },
		func() { tree["night.md"].Data = []byte(strings.Replace(night, "## door", "## 廊下", 1)) },
		func() { tree["night.md"].Data = []byte(strings.Replace(night, "calm: 朝", "storm: 嵐", 1)) },
		func() { tree["night.md"].Data = []byte(night) },
	} {
		change()
		agreed(t, m.Read(tree, "night.md"), Read(tree, "night.md"))
	}
}

// TestMemoReadsOnce: a scene that did not change is not read again, and what is
// remembered of it does not hold the text of the file.
func TestMemoReadsOnce(t *testing.T) {
	tree := fstest.MapFS{"night.md": {Data: []byte(night)}, "night.png": {}}
	m := &Memo{}
	first := m.Read(tree, "night.md")
	kept := 0
	for _, list := range m.now {
		for _, c := range list {
			if c.built == nil {
				continue
			}
			kept++
			title := &c.built.scene.Title.Text
			for _, sc := range first.Base.Scenes {
				if sc.Title.Text == *title && unsafe.StringData(sc.Title.Text) == unsafe.StringData(*title) {
					t.Errorf("what is kept of %s is a part of the file's text", sc.ID)
				}
			}
			*title += " (kept)"
		}
	}
	tree["night.md"].Data = []byte("\ufeff" + strings.Replace(night, "# 夜\n", "# 夜\n\n夜です。\n", 1))
	var titles []string
	for _, sc := range m.Read(tree, "night.md").Base.Scenes {
		titles = append(titles, sc.Title.Text)
	}
	if got := strings.Join(titles, ", "); kept != 2 || got != "電話, 廊下 (kept), 扉 (kept)" {
		t.Errorf("%d scenes are kept, and the next reading has %s", kept, got)
	}
}

// BenchmarkMemo1200 is BenchmarkRead1200 with one scene changed each time.
func BenchmarkMemo1200(b *testing.B) {
	text := string(sample(1200))
	at := strings.Index(text[len(text)/2:], "\n\n") + len(text)/2
	m := &Memo{}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		changed := fmt.Sprintf("%s\n\n%d%s", text[:at], i, text[at:])
		m.Read(fstest.MapFS{"sample.md": {Data: []byte(changed)}}, "sample.md")
	}
}
