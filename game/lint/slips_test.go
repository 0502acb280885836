package lint

import (
	"strings"
	"testing"
)

// TestSlips makes one slip at a time in a scenario with a translation. Each is
// one problem: what follows from it is not said beside it, in either language.
func TestSlips(t *testing.T) {
	const base = `---
format: 1
id: till
title: 朝のレジ
lang: ja
minutes: 3
cast:
  店長: {}
roles: {pr: 広報}
vars:
  hours: {label: 止まった時間, unit: 時間, min: 0, max: 4, start: 0}
score: {calm: {label: 落ち着き, max: 2}}
tags: {stop: 止める側}
---

# 朝のレジ

## start
### レジが止まった

**店長** どうする。

> [!CAUTION]
> 記者が店の前にいる。 ''for pr''

- [紙で売る](#sky) ''score.calm += 2; hours += 1''

  伝票を出しました。
- [業者を待つ](#sky) ''hours += 3'' ''tag stop''

  呼び出し音が鳴ります。

## sky
### 空もよう

止まってから ''= hours'' 時間。

- 60% [客が並ぶ](#tell) ''hours += 1''
- 40% [だれも来ない](#tell)

## tell
### 知らせる ''role pr''

- [x] 時刻
- [ ] うわさ

[送る](#close)

## ring
### 電話 ''when hours >= 3''

電話が鳴ります。

- [出る](#return) ''hours -= 1''
- [出ない](#return)

## close
### 閉店

1. [続ける](#late) ''if hours > 3''
2. [続ける](#early)

## early
### 昼の店 ''end''

開きました。

## late
### 夜の店 ''end''

閉めました。
`
	const en = `---
of: till.md
lang: en
title: The till in the morning
cast: {店長: Manager}
roles: {pr: Press office}
vars: {hours: {label: Stopped, unit: h}}
score: {calm: {label: Calm}}
tags: {stop: Towards stopping}
---

# The till in the morning

## start
### The till stopped

**Manager** What now?

> [!CAUTION]
> A reporter stands before the shop. ''for pr''

- [Sell on paper](#sky) ''score.calm += 2; hours += 1''

  You get the slips out.
- [Wait for the engineer](#sky) ''hours += 3'' ''tag stop''

  It rings.

## sky
### Weather

It stopped ''= hours'' hours ago.

- 60% [A queue](#tell) ''hours += 1''
- 40% [Nobody](#tell)

## tell
### Telling ''role pr''

- [x] The time
- [ ] A rumour

[Send](#close)

## ring
### The telephone ''when hours >= 3''

It rings.

- [Answer](#return) ''hours -= 1''
- [Let it ring](#return)

## close
### Closing

1. [Go on](#late) ''if hours > 3''
2. [Go on](#early)

## early
### A shop at noon ''end''

Open.

## late
### A shop at night ''end''

Shut.
`
	tests := []struct{ name, old, new, want string }{
		{"none", "", "", ""},
		{"a tab in the front matter", "  店長: {}", "\t店長: {}", "E002 till.md:8:1"},
		{"a full-width space in the front matter", "  店長: {}", "　店長: {}", "E002 till.md:8:1"},
		{"no space behind a colon", "lang: ja", "lang:ja", "E002 till.md:5:5"},
		{"a full-width colon", "minutes: 3", "minutes：3", "E045 till.md:6:8"},
		{"a bracket left open", "roles: {pr: 広報}", "roles: {pr: 広報", "E002 till.md:10:5"},
		{"front matter left open", "---\n\n# 朝", "\n# 朝", "E001 till.md:1:1"},
		{"front matter not begun", "---\nformat", "format", "E001 till.md:1:1"},
		{"no space behind ##", "## sky", "##sky", "E043 till.md:33:1"},
		{"full-width ##", "## sky", "＃＃ sky", "E041 till.md:33:1"},
		{"a full-width space behind ##", "## sky", "##　sky", "E043 till.md:33:1"},
		{"### for an id", "## sky", "### sky", "E010 till.md:33:1"},
		{"# for an id", "## sky", "# sky", "E010 till.md:33:1"},
		{"a rationale not indented", "  伝票を", "伝票を", "E021 till.md:28:1"},
		{"a rationale indented by one", "  伝票を", " 伝票を", "E021 till.md:28:2"},
		{"text between the chances", "- 40%", "\nそして\n\n- 40%", "E021 till.md:40:1"},
		{"no blank line before a rationale", "\n  伝票を", "  伝票を", "E020 till.md:27:3"},
		{"a dot for a dash", "- [業者を待つ]", "・[業者を待つ]", "E045 till.md:29:1"},
		{"a dot for the dash of a box", "- [ ] うわさ", "・[ ] うわさ", "E045 till.md:45:1"},
		{"a long sign for the dash of a chance", "- 40%", "ー 40%", "E045 till.md:39:1"},
		{"a back-quote missing at the end", "hours += 1''\n- 40%", "hours += 1\n- 40%", "E040 till.md:38:21"},
		{"a back-quote missing in text", "''= hours''", "''= hours", "E040 till.md:36:8"},
		{"an alert in other words", "> [!CAUTION]\n> 記者が店の前にいる。 ''for pr''", "> [!Caution for PR]\n> 記者が店の前にいる。", "E003 till.md:23:3"},
		{"a full-width alert", "[!CAUTION]", "［！CAUTION］", "E045 till.md:23:3"},
		{"a misspelt name in a condition of an inject", "when hours >= 3", "when hour >= 3", "E107 till.md:50:14"},
		{"curly quotes for back-quotes", "''hours += 3'' ''tag stop''", "''hours += 3'' ‘tag stop’", "E020 till.md:29:30"},
		{"a space in a link", "[業者を待つ](#sky)", "[業者を待つ] (#sky)", "E020 till.md:29:3"},
		{"min and max changed", "min: 0, max: 4", "min: 4, max: 0", "E004 till.md:11:49"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			code := func(s string) string { return strings.ReplaceAll(s, "''", "`") }
			old, text := code(tt.old), code(base)
			if !strings.Contains(text, old) {
				t.Fatalf("no %q to spoil", old)
			}
			spoilt := strings.Replace(text, old, code(tt.new), 1)
			var got []string
			for _, p := range check(t, map[string]string{"till.md": spoilt, "till.en.md": code(en)}) {
				got = append(got, p.Rule+" "+p.From.String())
			}
			if strings.Join(got, "\n") != tt.want {
				t.Errorf("got\n%s\nwant %s", strings.Join(got, "\n"), tt.want)
			}
		})
	}
}

// TestSlipsMended mends those slips that leave no doubt.
func TestSlipsMended(t *testing.T) {
	const head = "---\nformat: 1\nid: till\ntitle: 朝\nlang: ja\nroles: {pr: 広報}\n---\n\n# 朝\n\n## start\n### 朝 `role pr`\n\n止まりました。\n\n"
	const tail = "\n## evening\n### 夕方 `end`\n\n店は開いたままでした。\n"
	for wrote, want := range map[string]string{
		"・[紙で売る](#evening)\n":  "- [紙で売る](#evening)\n",
		"ー　[紙で売る](#evening)\n": "- [紙で売る](#evening)\n",

		"> ［！CAUTION］\n> 内緒です。 `for pr`\n\n- [紙で売る](#evening)\n":         "> [!CAUTION]\n> 内緒です。 `for pr`\n\n- [紙で売る](#evening)\n",
		"- [紙で売る](#evening) `tag stop\n":                                 "- [紙で売る](#evening) `tag stop\n",
		"- [紙で売る](#evening) ｀if #start｀\n- [待つ](#evening)\n":             "- [紙で売る](#evening) `if #start`\n- [待つ](#evening)\n",
		"- [紙で売る](#evening)\n\n　売れました。\n- [待つ](#evening)\n\n　　待ちました。\n":  "- [紙で売る](#evening)\n\n  売れました。\n- [待つ](#evening)\n\n  待ちました。\n",
		"ー 60% [晴れる](#evening)\n\n・40% [雨になる](#evening)\n":               "- 60% [晴れる](#evening)\n\n- 40% [雨になる](#evening)\n",
		"止まって・います。\n\n・中黒で始まる文。\n\n- [紙で売る](#evening)\n":                 "止まって・います。\n\n・中黒で始まる文。\n\n- [紙で売る](#evening)\n",
		"長いー[紙](notes/a.md)。\n\nー[紙](notes/a.md)。\n\n- [待つ](#evening)\n": "長いー[紙](notes/a.md)。\n\nー[紙](notes/a.md)。\n\n- [待つ](#evening)\n",
	} {
		got := head + wrote + tail
		for _, m := range Mend(tree(map[string][]byte{"till.md": []byte(got)}), "till.md") {
			got = string(m.Is)
		}
		if got != head+want+tail {
			t.Errorf("got\n%s\nwant\n%s", got, head+want+tail)
		}
	}
}
