package parse

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// head stands before the snippets of these tests, tail behind them.
const (
	testHead = `---
format: 1
id: t
title: T
lang: ja
cast: {社長: {}}
roles: {pr: 広報}
vars:
  hours: {min: 0, max: 6}
  trust: {label: 信頼, min: 0, max: 8, start: 6}
  evidence: false
  mode: {values: [calm_mode, alarm, 非常], start: alarm}
score: {contain: {max: 18}}
endings: {good: 良い}
tags: {stop: 止める}
---

# T
`
	testTail = "\n\n## fin\n### 終わり `end good`\n"
)

// places cuts the signs ¦ out of a text and gives where they stood, as
// line:column.
func places(text string) (string, []string) {
	var b strings.Builder
	var at []string
	line, column := 1, 1
	for _, r := range text {
		switch r {
		case '¦':
			at = append(at, fmt.Sprintf("%d:%d", line, column))
			continue
		case '\n':
			line, column = line+1, 0
		}
		column++
		b.WriteRune(r)
	}
	return b.String(), at
}

// check reads files, the first of them as the base, and compares all problems
// with the rules in want, whose places are the signs ¦ of the first file.
func check(t *testing.T, files fstest.MapFS, name, want string) *Result {
	t.Helper()
	text, at := places(string(files[name].Data))
	files[name] = &fstest.MapFile{Data: []byte(text)}
	r := Read(files, name)
	rules := strings.Fields(want)
	if len(rules) != len(at) {
		t.Fatalf("%d rules for %d places", len(rules), len(at))
	}
	var got, expect []string
	for i, rule := range rules {
		expect = append(expect, name+":"+at[i]+" "+rule)
	}
	for _, p := range r.Problems {
		got = append(got, p.From.String()+" "+p.Rule)
		for _, s := range []string{p.Message.JA, p.Message.EN, p.Mend.JA, p.Mend.EN} {
			if s == "" || strings.Contains(s, "%!") || strings.Contains(s, "EXTRA") {
				t.Errorf("%s: a phrase is empty or badly formatted: %q", p.Rule, s)
			}
		}
	}
	if g, w := strings.Join(got, "\n"), strings.Join(expect, "\n"); g != w {
		t.Errorf("got\n%s\nwant\n%s", g, w)
		for _, p := range r.Problems {
			t.Logf("%s %s | %s", p.Rule, p.Message.EN, p.Mend.EN)
		}
	}
	if (r.Scenario == nil) != strings.Contains(want, "E") {
		t.Errorf("scenario is there: %v, with %q", r.Scenario != nil, want)
	}
	return r
}

func TestBody(t *testing.T) {
	// A scene `s` with a sound decision behind the snippet.
	scene := func(s string) string { return "\n## s\n### S\n\n" + s + "\n\n- [a](#fin)\n- [b](#fin)\n" }
	raw := func(s string) string { return "\n" + s }
	choice := func(code string) string { return raw("## s\n### S\n\n- [a](#fin) " + code + "\n- [b](#fin)\n") }
	tests := []struct{ name, body, want string }{
		{"sound", scene("本文"), ""},

		{"E006 escape", scene("a¦\x1bb"), "E006"},
		{"E006 bidi", scene("a¦\u202eb"), "E006"},
		{"E006 zero width", scene("a¦\u200bb\u200bc"), "E006"},
		{"E006 C1", scene("a¦\u0085b"), "E006"},
		{"E006 marks", scene("e\u0301\u0301\u0301\u0301¦\u0301"), "E006"},
		{"E006 entity", scene("a¦&#27;b"), "E006"},
		{"E006 named entity", scene("a¦&rlm;b"), "E006"},
		{"entity in code is text", scene("``&#27;``"), ""},
		{"E006 nested quotes", scene("¦" + strings.Repeat("> ", 9) + "a"), "E006"},
		{"E006 brackets", scene("¦" + strings.Repeat("[", 65)), "E006"},
		{"E006 long line", scene("¦" + strings.Repeat("a", 16<<10+1)), "E006"},
		{"E006 items", raw("## s\n### S\n\n" + strings.Repeat("- [a](#fin)\n", 20) + "¦- [a](#fin)\n"), "E006"},
		{"E007 image", scene("![絵](¦../../x.png)"), "E007"},
		{"E007 include", raw("## s\n### S\n\n- [a](¦../x.md#y)\n"), "E007"},
		{"W008 remote", scene("![絵](¦https://example.com/x.png)"), "W008"},
		{"W008 missing", scene("![絵](¦x.png)"), "W008"},

		{"E010 level 4", scene("¦#### 見出し"), "E010"},
		{"E010 second H1", scene("¦# 見出し"), "E010"},
		{"E010 second H3", scene("文\n\n¦### 見出し"), "E010"},
		{"E010 setext", scene("¦文\n---"), "E010"},
		{"E010 in a quote", scene("> ¦# 見出し"), "E010"},
		{"E010 in feedback", raw("## s\n### S\n\n- [a](#fin)\n\n  ¦### 見出し\n"), "E010"},
		{"W011 capitals", raw("## ¦Abc\n### S\n\n- [a](#fin)\n"), "W011"},
		{"W011 spaces", raw("## ¦a b\n### S\n\n- [a](#fin)\n"), "W011"},
		{"W011 earlier title", raw("## x\n### Fine\n\n- [a](#fine)\n\n## ¦fine\n### S\n\n- [a](#fin)\n"), "W011"},
		{"E012", scene("文") + "\n## ¦s\n### S\n\n- [a](#fin)\n", "E012"},

		{"E020 no link", raw("## s\n### S\n\n- [a](#fin)\n- ¦ただの文\n"), "E020"},
		{"E020 text behind", raw("## s\n### S\n\n- [a](#fin) ¦そして文 `hours += 1`\n"), "E020"},
		{"E020 lazy text", raw("## s\n### S\n\n- [a](#fin) `hours += 1`\n¦つづき\n"), "E020"},
		{"E020 elsewhere", raw("## s\n### S\n\n- [a](#fin)\n- [b](¦https://example.com)\n"), "E020"},
		{"E020 plain list", scene("¦- 一\n- 二\n\n文"), "E020"},
		{"E020 no percentage", raw("## s\n### S\n\n- 100% [a](#fin)\n- ¦[b](#fin)\n"), "E020"},
		{"E020 no box", raw("## s\n### S\n\n- [x] a\n- ¦b\n\n[c](#fin)\n"), "E020"},
		{"E020 no label", raw("## s\n### S\n\n- [a](#fin)\n- ¦[](#fin)\n"), "E020"},
		{"E021", scene("文") + "\n¦1. [c](#fin)\n", "E021"},
		{"E021 answer", raw("## s\n### S\n\n- [x] a\n- [ ] b\n\n[c](#fin)\n\n¦[d](#fin)\n"), "E021"},
		{"E022 feedback", raw("## s\n### S\n\n- [a](#fin)\n  ¦- [b](#fin)\n"), "E022"},
		{"E022 quote", scene("> ¦- [b](#fin)"), "E022"},
		{"E023", raw("¦- [b](#s)\n") + scene("文"), "E023"},
		{"E024", raw("## s\n### S\n\n- ¦70% [a](#fin)\n- 20% [b](#fin)\n"), "E024"},
		{"E025", raw("## s\n### S\n\n- 70% [a](#fin) `¦if hours > 1`\n- 30% [b](#fin)\n"), "E025"},
		{"W021", raw("## s\n### S\n\n- [a](#fin)\n\n¦理由\n"), "W021"},
		{"alert behind a decision is fine", raw("## s\n### S\n\n- [a](#fin)\n\n> [!NOTE]\n> 理由\n"), ""},
		{"W030 inline", scene("a ¦<b>b</b>"), "W030"},
		{"W030 inline, two", scene("a ¦<b>b</b> ¦<i>c</i>"), "W030 W030"},
		{"W030 block", scene("¦<div>x</div>"), "W030"},
		{"W031", scene("<!-- c --> ¦文"), "W031"},
		{"W031 open", raw("## ¦s\n### S\n\n文\n\n¦<!-- c"), "E051 W031"},
		{"comment", scene("<!-- c -->\n\n文 <!-- d --> 文"), ""},
		{"W032", scene("文\n\n¦2026. 年\n"), "W032"},

		{"E040", scene("a ¦｀b｀ c"), "E040"},
		{"E041 heading", scene("¦＃＃ x"), "E041"},
		{"E041 target", raw("## s\n### S\n\n- [a](¦＃fin)\n"), "E041"},
		{"E042", scene("¦**太字 と"), "E042"},
		{"E043", scene("¦##x"), "E043"},
		{"E044 no space", raw("## s\n### S\n\n- ¦[x]事実\n- [ ] b\n\n[c](#fin)\n"), "E044"},
		{"E044 cross", raw("## s\n### S\n\n- ¦[×] 事実\n- [ ] b\n\n[c](#fin)\n"), "E044"},
		{"E044 empty", raw("## s\n### S\n\n- ¦[] 事実\n- [x] b\n\n[c](#fin)\n"), "E044"},
		{"E045 both", raw("## s\n### S\n\n- ¦［a］（#fin）\n- [b](#fin)\n"), "E045"},
		{"E045 target", raw("## s\n### S\n\n- [a]¦（#fin）\n- [b](#fin)\n"), "E045"},
		{"E045 close", raw("## s\n### S\n\n- [a](#fin¦）\n- [b](#fin)\n"), "E045"},
		{"E045 only item", raw("## s\n### S\n\n- ¦［a］（#fin）\n"), "E045"},
		{"E045 box", raw("## s\n### S\n\n- ¦［x］ a\n- [ ] b\n\n[c](#fin)\n"), "E045"},
		{"E045 answer", raw("## s\n### S\n\n- [x] a\n- [ ] b\n\n[c]¦（#fin）\n"), "E045"},
		{"W046", scene("¦　字下げ"), "W046"},

		{"E047", choice("`if mode == ¦“alarm”`"), "E047"},
		{"E101 digits", choice("`hours += ¦２`"), "E101"},
		{"E101 signs", choice("`hours ¦＋＝ 1`"), "E101"},
		{"E101 space", choice("`hours¦　+= 1`"), "E101"},
		{"E101 percentage", raw("## s\n### S\n\n- ¦７０％ [a](#fin)\n- 30% [b](#fin)\n"), "E101"},
		{"E102 or", choice("`if hours > 1 ¦|| evidence`"), "E102"},
		{"E102 not", choice("`if ¦!evidence`"), "E102"},
		{"E102 colon", choice("`tag¦: stop`"), "E102"},
		{"E102 divide", choice("`hours = hours ¦/ 2`"), "E102"},
		{"E102 quotes", choice("`if mode == ¦\"alarm\"`"), "E102"},
		{"E103 compare", choice("`if hours ¦= 1`"), "E103"},
		{"E103 set", choice("`hours ¦== 1`"), "E103"},
		{"E104 number for yes", choice("`if ¦hours`"), "E104"},
		{"E104 yes for number", choice("`hours = ¦evidence`"), "E104"},
		{"E104 lists", choice("`if ¦mode < 3`"), "E104"},
		{"E104 add", choice("`evidence ¦+= 1`"), "E104"},
		{"E104 shown", scene("`= ¦evidence`"), "E104"},
		{"E104 both sides", choice("`if ¦hours and ¦trust`"), "E104 E104"},
		{"E104 large", choice("`hours = ¦1000001`"), "E104"},
		{"E104 not", choice("`if not ¦hours`"), "E104"},
		{"E105 open", choice("`if ¦(hours > 1`"), "E105"},
		{"E105 close", choice("`if hours > 1¦)`"), "E105"},
		{"E106", choice("`hours += ¦`"), "E106"},
		{"E106 before ;", choice("`hours += ¦; trust += 1`"), "E106"},
		{"E106 and", choice("`if ¦and evidence`"), "E106"},
		{"E106 empty", choice("¦` `"), "E106"},
		{"E107 read", choice("`if ¦truts > 1`"), "E107"},
		{"E107 written", choice("`¦truts += 1`"), "E107"},
		{"E107 score", choice("`score.¦contian += 1`"), "E107"},
		{"E107 value", choice("`mode = ¦alrm`"), "E107"},
		{"E107 hits", choice("`hours += ¦hits`"), "E107"},
		{"E107 two", choice("`¦truts += ¦hurs`"), "E107 E107"},
		{"E108 word", scene("これは `¦svc-bk02` です"), "E108"},
		{"E108 value", choice("`¦hours`"), "E108"},
		{"E108 two values", choice("`if hours > 1 ¦trust`"), "E108"},
		{"E108 time", choice("`after ¦90`"), "E108"},
		{"E108 long", choice("¦`if " + strings.Repeat("hours > 1 and ", 40) + "hours > 1`"), "E108"},
		{"E108 deep", choice("`if " + strings.Repeat("(", 31) + "¦hours > 1" + strings.Repeat(")", 31) + "`"), "E108"},
		{"E109 effect in prose", scene("文 `¦hours += 1`"), "E109"},
		{"E109 end", choice("`¦end`"), "E109"},
		{"E109 after in a chance", raw("## s\n### S\n\n- 100% [a](#fin) `¦after 3s`\n"), "E109"},
		{"E109 code behind id", raw("## s ¦`end`\n### S\n\n- [a](#fin)\n"), "E109"},
		{"E109 caution", scene("¦> [!CAUTION]\n> 秘密"), "E109"},
		{"E109 only if", scene("¦`if hours > 1`"), "E109"},
		{"E109 in label", raw("## s\n### S\n\n- [a `¦= hours`](#fin)\n"), "E109"},
		{"E109 score set", choice("`score.contain ¦= 1`"), "E109"},
		{"E110", choice("`if ¦score.contain > 1`"), "E110"},
		{"E110 bare", choice("`if ¦contain > 1`"), "E110"},

		{"E050", raw("## s\n### S\n\n- [a](¦#fn)\n"), "E050"},
		{"E050 visited", choice("`if ¦#nowhere`"), "E050"},
		{"E050 file", raw("## s\n### S\n\n- [a](¦x.md#y)\n"), "E050"},
		{"E051", raw("## ¦s\n### S\n\n文\n\n## r\n### R\n\n- [a](#s)\n- [b](#fin)\n"), "E051"},
		{"E052", raw("## s\n### S\n\n¦- [x] a\n- [ ] b\n"), "E052"},
		{"E054 ending", raw("## s\n### S `end ¦godo`\n"), "E054"},
		{"E054 role", raw("## s\n### S `role ¦rp`\n\n- [a](#fin)\n"), "E054"},
		{"E054 for", scene("文 `for ¦rp`"), "E054"},
		{"E054 tag", choice("`tag ¦stpo`"), "E054"},
		{"E056", raw("## s\n### S\n\n- [a](#fin)\n- [b](¦#return)\n"), "E056"},
		{"inject", raw("## s\n### S\n\n- [a](#fin)\n\n## i\n### I `when hours > 2`\n\n1. [戻る](#return)\n"), ""},
		{"E058", raw("## s\n### S `end`\n\n¦- [a](#fin)\n"), "E058"},
		{"E003 alert", scene("> ¦[!NOET]\n> 文"), "E003"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			check(t, fstest.MapFS{"t.md": {Data: []byte(testHead + tt.body + testTail)}}, "t.md", tt.want)
		})
	}
}

// TestTypesDiffer: who mixes two kinds of values is told which two.
func TestTypesDiffer(t *testing.T) {
	names := []string{"hours", "evidence", "mode", "3", "true"}
	for _, a := range names {
		for _, b := range names {
			for _, code := range []string{"`if " + a + " == " + b + "`", "`if " + a + " and " + b + "`", "`if " + a + " < " + b + "`"} {
				text := testHead + "## s\n### S\n\n- [a](#fin) " + code + "\n" + testTail
				for _, p := range Read(fstest.MapFS{"t.md": {Data: []byte(text)}}, "t.md").Problems {
					want, got, _ := strings.Cut(strings.ToLower(p.Message.EN), " is needed here, and this is ")
					if p.Rule == "E104" && want == got {
						t.Errorf("%s: %s", code, p.Message.EN)
					}
				}
			}
		}
	}
}
