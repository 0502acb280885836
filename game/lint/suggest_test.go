package lint

import (
	"strings"
	"testing"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// The scenario in which one name at a time is misspelt.
const spelt = `-- morning.md --
---
format: 1
id: morning
title: 朝の一分
lang: ja
order: shuffled
cast: {店長: {role: パン屋}, 見習いの佐藤: {}}
roles: {press: 広報, shop: 売り場}
vars:
  hours: {label: 待ち時間, unit: 分, min: 0, max: 3}
  mode: {label: 体制, values: [usual, alert], start: usual}
score: {calmness: {label: 落ち着き, max: 2}}
endings: {quiet-end: 静かな夕方}
variants: {early: {label: 早い, set: {hours: 0}}, tardy: {label: 遅い, set: {hours: 1}}}
tags: {stop: 止める, continue: 続ける}
goals: {keep: {label: 続ける, scenes: [start]}}
glossary: {レジ: notes/till.md}
sources: {law: 条文}
maps: {nist-csf: {version: "2.0", ids: {RS.MA-01: [start]}}}
tests:
  - {name: 一周, variant: early, play: [{scene: start, n: 1}], ending: quiet-end, score: {calmness: 2}}
---

# 朝の一分

## start
### 始まり ''role press''

**店長** [レジ](notes/till.md)が止まりました。

広報だけに。 ''for shop''

- [売る](parts.md#counter) ''hours += 1; score.calmness += 2; tag stop'' ''if mode == usual''

  売れました。
- [待つ](#evening) ''tag continue'' ''if hours < 3''

  待ちました。

## phone
### 電話 ''when #counting and hours > 1''

- [戻る](#return)

## counting
### 数える

- [続ける](#evening)

## evening
### 夕方 ''end quiet-end''

店は開いたままでした。
-- parts.md --
## counter
### 売り場 ''end quiet-end''

売れました。
-- notes/till.md --
# レジ
-- morning.en.md --
---
of: morning.md
lang: en
title: One morning minute
cast: {店長: Owner, 見習いの佐藤: Sato}
hashes: {evening: 000000000000}
---
`

// TestSuggestions: every name that a scenario can misspell is answered by the
// one that was meant.
func TestSuggestions(t *testing.T) {
	tests := []struct{ name, right, wrong, rule, meant string }{
		{"scene", "(#evening) ''tag continue''", "(#evning) ''tag continue''", "E050", "evening"},
		{"scene of an include", "(parts.md#counter)", "(parts.md#conter)", "E050", "counter"},
		{"included file", "(parts.md#counter)", "(part.md#counter)", "E050", "parts.md"},
		{"return", "(#return)", "(#retrun)", "E050", "return"},
		{"visited scene", "when #counting", "when #couting", "E050", "counting"},
		{"scene of a goal", "scenes: [start]", "scenes: [strat]", "E050", "start"},
		{"scene of a play", "{scene: start, n: 1}", "{scene: strat, n: 1}", "E050", "start"},
		{"scene of a map", "RS.MA-01: [start]", "RS.MA-01: [strat]", "E004", "start"},
		{"variable in a condition", "if hours < 3", "if huors < 3", "E107", "hours"},
		{"variable in an effect", "''hours += 1;", "''huors += 1;", "E107", "hours"},
		{"variable of a variant", "set: {hours: 1}", "set: {huors: 1}", "E107", "hours"},
		{"value in a condition", "mode == usual", "mode == usaul", "E107", "usual"},
		{"value at the start", "start: usual", "start: usaul", "E004", "usual"},
		{"score", "score.calmness += 2", "score.clamness += 2", "E107", "calmness"},
		{"score of a play", "score: {calmness: 2}", "score: {clamness: 2}", "E107", "calmness"},
		{"ending", "end quiet-end", "end quite-end", "E054", "quiet-end"},
		{"ending of a play", "ending: quiet-end", "ending: quite-end", "E054", "quiet-end"},
		{"role of a scene", "role press", "role pres", "E054", "press"},
		{"role of a paragraph", "for shop", "for sohp", "E054", "shop"},
		{"tag", "tag stop", "tag stpo", "E054", "stop"},
		{"variant of a play", "variant: early", "variant: eraly", "E004", "early"},
		{"rule of a lint-ok", "広報だけに。", "<!-- lint-ok W350: わざと -->\n\n広報だけに。", "W610", "W305"},
		{"speaker", "**店長** ", "**店主** ", "W604", "店長"},
		{"speaker without a space", "**店長** [", "**見習の佐藤**[", "W604", "見習いの佐藤"},
		{"key", "\ntitle:", "\ntitel:", "E003", "title"},
		{"key of a variable", "label: 待ち時間", "lable: 待ち時間", "E003", "label"},
		{"key of a play", "{scene: start, n: 1}", "{scen: start, n: 1}", "E003", "scene"},
		{"key of a translation", "\nhashes:", "\nhashs:", "E003", "hashes"},
		{"statement", "''tag continue''", "''tga continue''", "E108", "tag"},
		{"word of a setting", "order: shuffled", "order: shufled", "E004", "shuffled"},
		{"note of a link", "[レジ](notes/till.md)", "[レジ](notes/tlil.md)", "W603", "notes/till.md"},
		{"note of the glossary", "レジ: notes/till.md", "レジ: notes/tlil.md", "E004", "notes/till.md"},
		{"framework", "nist-csf:", "nist-cfs:", "E004", "nist-csf"},
		{"id of a framework", "RS.MA-01", "RS.MA-O1", "E004", "RS.MA-01"},
		{"base name of a translation's cast", "店長: Owner", "店主: Owner", "E003", "店長"},
		{"scene of a hash", "hashes: {evening", "hashes: {evning", "E003", "evening"},
		{"base of a translation", "of: morning.md", "of: mornig.md", "E004", "morning.md"},
	}
	frameworks := []game.Catalogue{{Key: "nist-csf", Version: "2.0", Whole: true, Entries: []game.CatalogueEntry{{ID: "RS.MA-01"}}}}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Replace(spelt, tt.right, tt.wrong, 1)
			if text == spelt {
				t.Fatalf("%q is not in the scenario", tt.right)
			}
			_, files, err := example{text: strings.ReplaceAll(text, "''", "`")}.files()
			if err != nil {
				t.Fatal(err)
			}
			res := parse.Read(tree(files), "morning.md")
			got := append(Check(res), Frameworks(res, frameworks)...)
			for _, p := range got {
				if p.Rule == tt.rule && strings.Contains(p.Mend.EN, `did you mean "`+tt.meant+`"?`) && strings.Contains(p.Mend.JA, "「"+tt.meant+"」のことですか") {
					return
				}
			}
			t.Errorf("no %s with %q among\n%s", tt.rule, tt.meant, tellMends(got))
		})
	}
}

func tellMends(problems []game.Problem) string {
	var b strings.Builder
	for _, p := range problems {
		if p.Rule == "E501" || p.Rule == "W508" {
			continue
		}
		b.WriteString(p.From.String() + " " + p.Rule + " " + p.Message.EN + " -> " + p.Mend.EN + "\n")
	}
	return b.String()
}
