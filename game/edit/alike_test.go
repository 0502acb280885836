package edit

import (
	"strings"
	"testing"
	"testing/fstest"

	"kobayashi/game/parse"
)

const sentence = "---\nformat: 1\nid: s\ntitle: 夜\nlang: ja\ncast: {甲: {}}\nroles: {pr: 広報}\nvars: {hours: {min: 0, max: 3, start: 0}}\n---\n\n# 夜\n\n前置き。\n\n" +
	"## a\n### 題 `role pr`\n\n<!-- 覚え -->\n\n**甲** 台詞。 `if hours > 1`\n\n> [!TIP]\n> 解説。\n\n| 列 |\n|---|\n| 値 |\n\n- [x] 右\n- [ ] 左\n\n[次へ](#b) `hours += 2`\n\n## b\n### 終 `end`\n\n終わり `= hours`。\n"

// TestAlike: whatever is changed in a file but its spaces is noticed.
func TestAlike(t *testing.T) {
	read := func(text string) *parse.File {
		return parse.Read(fstest.MapFS{"s.md": {Data: []byte(text)}}, "s.md").Base
	}
	was := read(sentence)
	if len(was.Scenes) != 2 || !alike(was, read(sentence)) {
		t.Fatal("the text is not like itself")
	}
	for _, change := range [][2]string{
		{"title: 夜", "title: \"夜\""},
		{"max: 3", "max: 4"},
		{"# 夜", "# 昼"},
		{"前置き。", "前書き。"},
		{"## a", "## c"},
		{"### 題", "### 台"},
		{"`role pr`", ""},
		{"覚え", "おぼえ"},
		{"**甲** 台", "甲 台"},
		{"台詞。", "台詞!"},
		{"hours > 1", "hours > 2"},
		{"[!TIP]", "[!NOTE]"},
		{"> 解説。", "> 説明。"},
		{"| 値 |", "| あ |"},
		{"[x] 右", "[ ] 右"},
		{"[ ] 左", "[ ] 左下"},
		{"(#b)", "(#a)"},
		{"+= 2", "-= 2"},
		{"[次へ]", "[先へ]"},
		{"`end`", ""},
		{"= hours`", "= 2 * hours`"},
		{"<!-- 覚え -->\n\n", ""},
		{"- [ ] 左\n", ""},
	} {
		text := strings.Replace(sentence, change[0], change[1], 1)
		if text == sentence {
			t.Fatalf("%q is not there", change[0])
		}
		if alike(was, read(text)) {
			t.Errorf("%q for %q is not noticed", change[1], change[0])
		}
	}
	for _, change := range [][2]string{{"台詞。 `if", "台詞。    `if"}, {"hours += 2", "hours+=2"}, {"| 値 |", "| 値 |  "}, {"> 解説", ">解説"}, {"- [x] 右", "-  [x]  右"}} {
		if text := strings.Replace(sentence, change[0], change[1], 1); text == sentence || !alike(was, read(text)) {
			t.Errorf("%q for %q is not the same", change[1], change[0])
		}
	}
}
