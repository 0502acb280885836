package parse

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"kobayashi/game"
)

// files makes a file system of a txtar-like text: "-- name --" lines.
func files(text string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for _, part := range strings.Split(text, "-- ")[1:] {
		name, data, _ := strings.Cut(part, " --\n")
		fsys[name] = &fstest.MapFile{Data: []byte(data)}
	}
	return fsys
}

const translatedBase = `-- t/t.md --
---
format: 1
id: t
title: 題
lang: ja
cast: {社長: {role: 長, player: true}, 記者: {}}
roles: {pr: 広報}
vars:
  hours: {label: 停止, unit: 時間, min: 0, max: 6}
  mode: {label: 体制, values: [平常, 警戒]}
score: {x: {label: 得点, max: 3}}
endings: {fin: 終わり, far: 遠く}
goals: {g: {label: 目標, scenes: [a]}}
glossary: {ボット: notes/bot.md, 亜種: 一行}
sources: {s1: 出典, s2: 二}
---

# 題

前書き

## a
### 一

**社長** 言う。

体制は ` + "`= mode`" + `、` + "`= hours * 1000`" + `。

- [一](#b) ` + "`mode = 警戒; hours += 2; score.x += 1`" + `

  理由
- [二](#b)

## b
### 二

- [x] 甲
- [ ] 乙

[送る](#fin)

## fin
### 終 ` + "`end`" + `

## far
### 遠 ` + "`end`" + `
-- t/notes/bot.md --
# ボットとは

文
-- t/notes/alone.md --
題のないノート
-- t/notes/bot.en.md --
# What is a bot?
`

func TestTranslation(t *testing.T) {
	fsys := files(translatedBase + `-- t/t.en.md --
---
of: t.md
lang: en
title: Title
cast: {社長: {name: President, role: Head}}
vars:
  hours: {label: Down}
  mode: {values: {警戒: alert}}
score: {x: {label: Points}}
endings: {fin: End}
goals: {g: {label: Goal}}
glossary: {ボット: {term: bot, text: A program, note: notes/bot.en.md}}
sources: {s2: Two}
---

# Title

## fin
### The end ` + "`end`" + `

## a
### One

**President** Says.

Now ` + "`= mode`" + `. ` + "`if hours > 1`" + `

- [First](#b) ` + "`mode = 警戒; hours += 2; score.x += 1`" + `

  Because
`)
	r := check(t, fsys, "t/t.md", "")
	text := r.Scenario.Text("en")
	got := strings.Join([]string{
		text.Title, text.Lead[0].Parts[0].Text, text.Cast["President"].Role, text.Vars["hours"].Label, text.Vars["hours"].Unit,
		text.Scores["x"], text.Endings["fin"], text.Endings["far"], text.Goals[0].Label, text.Glossary[0].Key, text.Glossary[0].Word,
		text.Glossary[0].Note, text.Glossary[1].Line, text.Sources[0].Citation, text.Sources[1].Citation,
		text.Scenes[0].Title, text.Scenes[0].Items[0].Label, text.Scenes[0].Items[1].Label, text.Scenes[1].Title, text.Scenes[1].Then[0],
		text.Scenes[2].Title, text.Notes["notes/bot.en.md"].Title, text.Notes["notes/alone.md"].Title,
	}, "|")
	want := "Title|前書き|Head|Down|時間|Points|End|遠く|Goal|ボット|bot|notes/bot.en.md|一行|出典|Two|One|First|二|二|送る|The end|What is a bot?|alone"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if !text.Cast["President"].Player || text.Cast["記者"].Name != "記者" || len(text.Cast) != 2 {
		t.Errorf("cast %v", text.Cast)
	}
	if len(text.Notes) != 2 || len(r.Scenario.Text("ja").Notes) != 2 {
		t.Errorf("notes %v and %v", text.Notes, r.Scenario.Text("ja").Notes)
	}
	run, err := game.Begin(r.Scenario, game.Record{})
	if err != nil {
		t.Fatal(err)
	}
	if _, shown := r.Scenario.Show(text.Scenes[0].Blocks[1], run.State, "en"); shown {
		t.Error("a block is shown whose own condition does not hold")
	}
	if run, err = run.Choose(0, time.Time{}); err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{"ja": "体制は 警戒、2,000。", "en": "Now alert."} {
		if got, _ := r.Scenario.Show(r.Scenario.Text(lang).Scenes[0].Blocks[1], run.State, lang); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if again := Read(fsys, "t/t.en.md"); again.Scenario == nil || again.Base.Path != "t/t.md" {
		t.Error("a translation's path does not read its base")
	}
}

// TestBrokenTranslation: its errors are said in its own file, and the base plays.
func TestBrokenTranslation(t *testing.T) {
	fsys := files(translatedBase + "-- t/t.en.md --\n---\nof: t.md\nlang: en\ntitle: T\n---\n\n# T\n\n## a\n### A\n\n文 `if huors > 1`\n")
	r := Read(fsys, "t/t.md")
	if len(r.Problems) != 1 || r.Problems[0].From.String() != "t/t.en.md:12:7" || r.Problems[0].Rule != "E107" {
		t.Errorf("got %v", r.Problems)
	}
	if r.Scenario == nil || !slices.Equal(r.Scenario.Langs(), []string{"ja"}) || len(r.Translations) != 1 {
		t.Error("the base does not stand alone")
	}
}

func TestWrongOf(t *testing.T) {
	fsys := files(translatedBase + "-- t/t.en.md --\n---\nof: other.md\nlang: en\ntitle: T\nid: x\n---\n\n# T\n")
	r := Read(fsys, "t/t.md")
	var got []string
	for _, p := range r.Problems {
		got = append(got, p.From.String()+" "+p.Rule)
	}
	if want := "t/t.en.md:2:5 E004, t/t.en.md:5:1 E003"; strings.Join(got, ", ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
}
