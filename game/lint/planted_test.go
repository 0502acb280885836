package lint

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"kobayashi/game"
)

// sound is a story in which a word at a time is spoilt.
const soundStory = `---
format: 1
id: till
title: 朝のレジ
lang: ja
cast: {店長: {}}
vars:
  hours: {label: 止まった時間, unit: 時間, min: 0, max: 4, start: 0}
  paper: false
score: {calm: {label: 落ち着き, max: 9}, trust: {label: 信頼, max: 3}}
endings: {open: 開いた店, shut: 閉じた店}
---

# 朝のレジ

開店の三十分前です。

## start
### レジが止まった

**店長** どうする。

- [紙で売る用意をする](#weather) ''paper = true; score.calm += 2''

  手書きの伝票を三冊、棚から出しました。
- [業者を待つ](#weather) ''hours += 3; score.calm += 1''

  電話の向こうで、呼び出し音が鳴り続けます。

## weather
### 空もよう

店の外を見ます。

- 60% [客が並びはじめる](#queue) ''hours += 1''
- 40% [まだだれも来ない](#queue)

## queue
### 開店

- [伝票で売る](#report) ''score.calm += 4; score.trust += 1'' ''if paper''

  列が動きはじめました。
- [釣り銭だけで売る](#report) ''hours += 1; score.calm += 1; score.trust += 1'' ''if hours < 4''

  計算のたびに、列が止まります。
- [頭を下げて帰ってもらう](#close) ''score.trust += 3''

  怒る人もいましたが、理由は伝わりました。

## report
### 本部への報告

書くことをすべて選びます。

- [x] 止まった時刻
- [ ] だれのせいか

[送る](#close) ''score.calm += 3 * hits - 2 * wrong''

## close
### 夕方

1. [続ける](#late) ''if hours >= 4''
2. [続ける](#home)

## late
### 閉店まぎわ ''end shut''

棚は半分残りました。

## home
### 帰り道 ''end open''

明日の分まで売れました。
`

// TestPlanted: the twelve faults that other tools were tried with, one a story.
// Each is found by its own rule at its own line, and by no other error. What
// follows from it elsewhere, an ending that is not reached, may be said too.
func TestPlanted(t *testing.T) {
	// The line of a fault is the one that holds at.
	tests := []struct{ name, right, wrong, rule, at string }{
		{"a link to nowhere", "[客が並びはじめる](#queue)", "[客が並びはじめる](#quene)", "E050", "#quene"},
		{"a misspelt variable", "if hours < 4", "if huors < 4", "E107", "huors"},
		{"a dead end", "1. [続ける](#late) ''if hours >= 4''\n2. [続ける](#home)", "棚を見ました。", "E051", "## close"},
		{"a dead end that depends on what was done", "2. [続ける](#home)", "2. [続ける](#home) ''if paper or hours < 2''", "E201", "## close"},
		{"a play without an end", "[頭を下げて帰ってもらう](#close)", "[頭を下げて帰ってもらう](#queue)", "E209", "## queue"},
		{"no way to a scene", "## late", "## alley\n### 裏口\n\n猫がいます。\n\n- [戻る](#close)\n\n## late", "W053", "## alley"},
		{"an impossible condition", "if hours >= 4", "if hours > 4", "W113", "hours > 4"},
		{"a condition that no play meets", "''if hours < 4''", "''if hours < 4 and not (paper or hours >= 3)''", "W204", "釣り銭だけ"},
		{"a choice worse in every state", "[頭を下げて帰ってもらう](#close) ''score.trust += 3''", "[頭を下げて帰ってもらう](#close) ''score.trust -= 2''", "I302", "頭を下げて"},
		{"identical choices", "''hours += 3; score.calm += 1''", "''paper = true; score.calm += 2''", "W301", "業者を待つ"},
		{"a dead variable", "  paper: false", "  paper: false\n  coins: {label: 釣り銭, min: 0, max: 9}", "W403", "coins"},
		{"more points than can be had", "max: 9", "max: 15", "W211", "max: 15"},
	}
	if got := everythingIn(t, soundStory); len(got) > 0 {
		t.Fatalf("the story itself\n%s", tell(t, got))
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Replace(soundStory, tt.right, tt.wrong, 1)
			if text == soundStory {
				t.Fatalf("%q is not in the story", tt.right)
			}
			line := 1 + strings.Count(text[:strings.Index(text, tt.at)], "\n")
			got := everythingIn(t, text)
			found := 0
			for _, p := range got {
				switch {
				case p.Rule == tt.rule && p.From.Line == line:
					found++
				case p.Severity() == game.Error || p.Rule == tt.rule:
					found = -99
				}
			}
			if found != 1 {
				t.Errorf("want %s at %d once, got\n%s", tt.rule, line, tell(t, got))
			}
		})
	}
}

func everythingIn(t *testing.T, text string) []game.Problem {
	t.Helper()
	return everything(t, map[string][]byte{"till.md": []byte(strings.ReplaceAll(text, "''", "`"))}, "till.md")
}

// TestHundred: a hundred problems of one file are all told, each once, at its
// line.
func TestHundred(t *testing.T) {
	// NN is the scene's number; the fault stands in the line behind the mark.
	faults := []struct{ rule, scene string }{
		{"E050", "- [売る](#nowhere-NN)>>"},
		{"E107", "- [売る](#evening) `lostNN += 1`>>"},
		{"E107", "- [売る](#evening) `if lostNN`>>"},
		{"E101", "- [売る](#evening) `hours += １`>>"},
		{"E102", "- [売る](#evening) `if late || hours > 1`>>"},
		{"E103", "- [売る](#evening) `if hours = 1`>>"},
		{"E104", "- [売る](#evening) `if hours`>>"},
		{"E105", "- [売る](#evening) `if (hours > 1`>>"},
		{"E106", "- [売る](#evening) `hours +=`>>"},
		{"E108", "- [売る](#evening) `hours 1`>>"},
		{"E109", "- [売る](#evening) `role pr`>>"},
		{"E110", "- [売る](#evening) `if calm > 1`>>"},
		{"E020", "- ただの文 NN>>\n- [売る](#evening)"},
		{"E024", "- 50% [晴れ](#evening)>>\n- 40% [雨](#evening)"},
		{"E025", "- 50% [晴れ](#evening) `if late`>>\n- 50% [雨](#evening)"},
		{"E040", "｀hours｀>>\n\n- [売る](#evening)"},
		{"E041", "- [売る](＃evening)>>"},
		{"E043", "- [売る](#evening)\n\n##sNN>>"},
		{"E044", "- [x]事実>>\n- [ ] うわさ\n\n[送る](#evening)"},
		{"E045", "- ［売る］(#evening)>>\n- [待つ](#evening)"},
		{"E047", "- [売る](#evening) `hours += “1”`>>"},
		{"E052", "- [x] 事実>>\n- [ ] うわさ"},
		{"E054", "やあ。 `for bossNN`>>\n\n- [売る](#evening)"},
		{"E056", "- [戻る](#return)>>"},
		{"E602", "www.panya-NN.jp です。>>\n\n- [売る](#evening)"},
		{"W008", "![絵](gone-NN.png)>>\n\n- [売る](#evening)"},
		{"W021", "- [売る](#evening)\n\nあとがき NN。>>"},
		{"W030", "<b>太字</b>です。>>\n\n- [売る](#evening)"},
		{"W046", "　字下げ。>>\n\n- [売る](#evening)"},
		{"W112", "- [売る](#evening) `hours += 0`>>"},
		{"W113", "- [売る](#evening) `if hours > 9`>>\n- [待つ](#evening) `hours += 1`"},
		{"W301", "- [売る](#evening)\n- [待つ](#evening)>>"},
		{"W603", "[札](notes/nNN.md)です。>>\n\n- [売る](#evening)"},
		{"W604", "**客** どうも。>>\n\n- [売る](#evening)"},
		{"W606", "まだ…です。>>\n\n- [売る](#evening)"},
		{"I609", "数字は（仮）です。>>\n\n- [売る](#evening)"},
	}
	var b strings.Builder
	b.WriteString("---\nformat: 1\nid: hundred\ntitle: 朝\nlang: ja\ncast: {店長: {}}\nroles: {pr: 広報}\nvars: {hours: {label: 時間, max: 3}, late: false}\nscore: {calm: {label: 落ち着き, max: 2}}\n---\n\n# 朝\n")
	var want []string
	for i := range 100 {
		f := faults[i%len(faults)]
		fmt.Fprintf(&b, "\n## s%d\n### 場面\n\n", i)
		scene := strings.ReplaceAll(f.scene, "NN", fmt.Sprint(i))
		before, after, _ := strings.Cut(scene, ">>")
		b.WriteString(before)
		want = append(want, fmt.Sprintf("%s %d", f.rule, 1+strings.Count(b.String(), "\n")))
		b.WriteString(after + "\n")
	}
	b.WriteString("\n## evening\n### 夕方 `end`\n\n店は開いたままでした。\n")
	var got []string
	for _, p := range everything(t, map[string][]byte{"hundred.md": []byte(b.String())}, "hundred.md") {
		got = append(got, fmt.Sprintf("%s %d", p.Rule, p.From.Line))
	}
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("%s is not told", w)
		}
	}
	for i, g := range got {
		if !slices.Contains(want, g) || slices.Contains(got[:i], g) {
			t.Errorf("%s is told, or told twice", g)
		}
	}
}
