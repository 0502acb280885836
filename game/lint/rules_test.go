package lint

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// story is one file of a scenario, or several under "-- name --" lines, and
// what is found in it: "RULE line" or "RULE file:line", hints too.
type story struct {
	name string
	text string
	want []string
}

func (s story) run(t *testing.T) {
	t.Run(s.name, func(t *testing.T) {
		got := example{text: s.text}.read(t)
		var list []string
		for _, p := range got {
			place := fmt.Sprint(max(1, p.From.Line))
			if p.From.File != "example.md" && p.From.File != "morning.md" {
				place = p.From.File + ":" + place
			}
			list = append(list, p.Rule+" "+place)
		}
		if !slices.Equal(list, s.want) {
			t.Errorf("got\n%swant %q\nin\n%s", tell(t, got), s.want, numbered(s.text))
		}
	})
}

func numbered(text string) string {
	var b strings.Builder
	n := 0
	for line := range strings.Lines(text) {
		if n++; strings.HasPrefix(line, "-- ") {
			n = 0
		}
		fmt.Fprintf(&b, "%3d %s", n, line)
	}
	return b.String()
}

// morning is a scenario whose front matter has one more line, so that its first
// scene's title stands in line 12, its text in 14 and its decision in 16.
func morning(line, decision string) string {
	return "---\nformat: 1\nid: morning\ntitle: 朝\nlang: ja\n" + line + "\n---\n\n# 朝\n\n## start\n### 始まり\n\n止まりました。\n\n" + decision + evening
}

const (
	hours = "vars: {hours: {label: 時間, min: 0, max: 3}}"
	quiet = "minutes: 3"
)

func TestConditions(t *testing.T) {
	more := "\n- [待つ](#evening) `hours += 1`\n"
	cond := func(c string) string { return morning(hours, "- [売る](#evening) `if "+c+"`"+more) }
	all := "vars: {hours: {label: 時間, min: 0, max: 3}, low: {label: 下, min: -5, max: -1}, late: {label: 遅れ, start: false}, mode: {label: 構え, values: [calm, tense, grave]}}"
	any := func(c string) string {
		return morning(all, "- [売る](#evening) `if "+c+"`\n- [待つ](#evening) `hours += 1; low += 1; late = true; mode = grave`\n")
	}
	tests := []story{
		{"open", cond("hours > 2"), nil},
		{"never", cond("hours > 3"), []string{"W113 16"}},
		{"always", cond("hours >= 0"), []string{"W113 16"}},
		{"sum never", cond("hours + 2 > 5"), []string{"W113 16"}},
		{"sum open", cond("hours + 2 > 4"), nil},
		{"product", any("low * low > 25"), []string{"W113 16"}},
		{"product of two signs", any("low * hours < -14"), nil},
		{"minus", any("hours - low > 8"), []string{"W113 16"}},
		{"negated", any("-low < 1"), []string{"W113 16"}},
		{"equal never", cond("hours == 4"), []string{"W113 16"}},
		{"unequal always", cond("hours != 4"), []string{"W113 16"}},
		{"of itself", cond("hours == hours"), []string{"W113 16"}},
		{"less than itself", cond("hours < hours"), []string{"W113 16"}},
		{"literal", cond("true"), []string{"W113 16"}},
		{"two that exclude each other", cond("hours < 1 and hours > 2"), []string{"W113 16"}},
		{"two that meet", cond("hours > 0 and hours < 2"), nil},
		{"two that leave nothing between", any("hours > 1 and hours < 2"), []string{"W113 16"}},
		{"two that leave nothing between, turned round", any("hours < 2 and hours > 1"), []string{"W113 16"}},
		{"two values of a list", any("mode == calm and mode == tense"), []string{"W113 16"}},
		{"two of three values", any("mode == calm or mode == tense"), nil},
		{"all values by or", any("hours < 2 or hours >= 2"), []string{"W113 16"}},
		{"a flag and its contrary", any("late and not late"), []string{"W113 16"}},
		{"a flag or its contrary", any("late or not late"), []string{"W113 16"}},
		{"a visit and its contrary", any("#start and not #start"), []string{"W113 16"}},
		{"a part of an and", any("late and hours > 3"), []string{"W113 16"}},
		{"a part of an or", any("late or hours > 3"), []string{"W113 16"}},
		{"two parts", any("hours > 3 or hours < 0 or late"), []string{"W113 16", "W113 16"}},
		{"not of a part", any("not (hours > 3)"), []string{"W113 16"}},
		{"both ends", any("hours != 0 and hours == 0"), []string{"W113 16"}},
		{"narrowed by another", any("hours < low"), []string{"W113 16"}},
		{"paragraph", morning(hours, "待ちます。 `if hours < 0`\n\n- [売る](#evening) `hours += 1`\n"), []string{"W113 16"}},
		{"on entry", morning(hours, "`hours += 1` `if hours > 9`\n\n- [売る](#evening)\n"), []string{"W113 16"}},
		{"inject", morning(hours, "- [売る](#evening) `hours += 1`\n") + "\n## phone\n### 電話 `when hours > 7`\n\n- [戻る](#return)\n", []string{"W113 24"}},
		{"hits", morning("score: {calm: {label: 落ち着き, max: 2}}", "- [x] 時刻\n- [ ] だれのせい\n\n1. [送る](#evening) `if hits > 1`\n2. [送る](#evening) `score.calm += hits`\n"), []string{"W113 19"}},
		{"wrong", morning("score: {calm: {label: 落ち着き, max: 2}}", "- [x] 時刻\n- [ ] だれのせい\n\n1. [送る](#evening) `if wrong == 1 and missed == 0`\n2. [送る](#evening) `score.calm += hits`\n"), nil},
	}
	for _, tt := range tests {
		tt.run(t)
	}
}

func TestEffects(t *testing.T) {
	effect := func(c string) string {
		return morning("vars: {hours: {label: 時間, min: 0, max: 3}, late: {label: 遅れ, start: false}}\nscore: {calm: {label: 落ち着き, max: 2}}",
			"- [売る](#evening) `"+c+"`\n\n  売れました。\n- [待つ](#evening) `hours += 1; late = true; score.calm += 1`\n\n  待ちました。\n")
	}
	for _, tt := range []story{
		{"nothing added", effect("hours += 0"), []string{"W112 17"}},
		{"beyond the range", effect("hours = 99"), []string{"W112 17"}},
		{"the end of the range", effect("hours = 3"), nil},
		{"nothing taken", effect("hours -= 2 - 2"), []string{"W112 17"}},
		{"no points", effect("score.calm += 0"), []string{"W112 17"}},
		{"itself", effect("late = late"), []string{"W112 17"}},
		{"one of two", effect("hours += 1; late = late"), []string{"W112 17"}},
		{"sometimes nothing", effect("score.calm += hours"), nil},
		{"set to zero", effect("hours = 0"), nil},
	} {
		tt.run(t)
	}
}

func TestChoices(t *testing.T) {
	two := "vars: {hours: {label: 時間, min: 0, max: 3}, late: {label: 遅れ, start: false}}\nscore: {calm: {label: 落ち着き, max: 2}}\ntags: {stop: 止める, go: 続ける}"
	choices := func(a, b string) string {
		return morning(two, "- [売る](#evening) `"+a+"`\n\n  売れました。\n- [頼む](#evening) `"+b+"`\n\n  頼みました。\n- [待つ](#evening) `hours += 3; late = true; score.calm += 2`\n\n  待ちました。\n")
	}
	for _, tt := range []story{
		{"the same", choices("hours += 1", "hours += 1"), []string{"W301 21"}},
		{"in another order", choices("hours += 1; score.calm += 2", "score.calm += 2; hours += 1"), []string{"W301 21"}},
		{"order matters", choices("hours = 2; hours += 1", "hours += 1; hours = 2"), nil},
		{"order matters by reading", choices("late = true; score.calm += hours", "score.calm += hours; late = true"), nil},
		{"another number", choices("hours += 1", "hours += 2"), nil},
		{"under a condition", choices("hours += 1", "hours += 1` `if late"), nil},
		{"under the same condition", choices("hours += 1` `if late", "hours += 1` `if late"), []string{"W301 21"}},
		{"another tag", choices("hours += 1; tag stop", "hours += 1; tag go"), nil},
		{"when time runs out", choices("hours += 1", "hours += 1` `after 9s"), nil},
		{"three of one kind", morning(quiet, "- [売る](#evening)\n- [頼む](#evening)\n- [待つ](#evening)\n"), []string{"W301 17", "W301 18"}},
		{"chance is no choice", morning(quiet, "- 50% [晴れ](#evening)\n- 50% [雨](#evening)\n"), nil},
		{"route is no choice", morning(hours, "1. [売る](#evening) `if hours > 1`\n2. [待つ](#evening) `if hours > 1`\n3. [続ける](#rain)\n") + "\n## rain\n### 雨 `end`\n\n`hours += 1`\n\n雨でした。\n", nil},
		{"points without a reason", morning("score: {calm: {label: 落ち着き, max: 2}}", "- [売る](#evening) `score.calm += 1`\n- [待つ](#evening)\n"), []string{"W306 16"}},
		{"points of a question", morning("score: {calm: {label: 落ち着き, max: 2}}", "- [x] 時刻 `score.calm += 1`\n- [ ] だれのせい\n\n[送る](#evening)\n"), nil},
		{"points of chance", morning("score: {calm: {label: 落ち着き, max: 2}}", "- 50% [晴れ](#evening) `score.calm += 1`\n- 50% [雨](#evening)\n"), nil},
	} {
		tt.run(t)
	}
}

func TestDeclarations(t *testing.T) {
	go1 := "- [売る](#evening)\n"
	for _, tt := range []story{
		{"role used by for", morning("roles: {pr: 広報}", "> [!CAUTION]\n> 広報だけに。 `for pr`\n\n"+go1), nil},
		{"role used by role", strings.Replace(morning("roles: {pr: 広報}", go1), "### 始まり", "### 始まり `role pr`", 1), nil},
		{"role not used", morning("roles: {pr: 広報}", go1), []string{"W055 6"}},
		{"ending of its scene's name", morning("endings: {evening: 夕方}", go1), nil},
		{"ending by name", strings.Replace(morning("endings: {calm: 静か}", go1), "`end`", "`end calm`", 1), nil},
		{"score on entry", morning("score: {calm: {label: 落ち着き, max: 2}}", "`score.calm += 1`\n\n"+go1), nil},
		{"shown by a label", morning("vars: {late: {label: 遅れ, start: false}}", "- [売る](#evening) `late = true`\n"), nil},
		{"shown in a text", morning("vars: {hours: {max: 3}}", "`= hours`時間です。\n\n- [売る](#evening) `hours += 1`\n"), nil},
		{"read by a sum", morning("vars: {hours: {max: 3}, days: {label: 日, max: 3}}", "- [売る](#evening) `hours += 1; days += hours`\n"), nil},
		{"its own sum is no reading", morning("vars: {hours: {max: 3}}", "- [売る](#evening) `hours += 1`\n"), []string{"W401 6"}},
		{"set by a variant", morning("vars: {late: false}\nvariants: {early: {label: 早い, set: {late: false}}, tardy: {label: 遅い, set: {late: true}}}", "- [売る](#evening) `if late`\n- [待つ](#rain)\n") + "\n## rain\n### 雨 `end`\n\n雨でした。\n", nil},
		{"read only", morning("vars: {late: false}", "- [売る](#evening) `if late`\n- [待つ](#evening)\n"), []string{"W402 6"}},
		{"unused", morning("vars: {late: false}", go1), []string{"W403 6"}},
		{"goal", morning("goals: {keep: {label: 続ける, scenes: [start]}}", go1), []string{"I307 6"}},
		{"goal with a question", morning("goals: {keep: {label: 続ける, scenes: [evening, start]}}", "- [x] 時刻\n- [ ] だれのせい\n\n[送る](#evening)\n"), nil},
		{"goal with a chance", morning("goals: {keep: {label: 続ける, scenes: [start]}}", "- 50% [晴れ](#evening)\n- 50% [雨](#evening)\n"), []string{"I307 6"}},
		{"only from itself", morning(quiet, go1) + "\n## alone\n### 孤島\n\n波の音がします。\n\n- [待つ](#alone)\n", []string{"W053 23"}},
		{"from behind a question", morning(quiet, "- [x] 時刻\n- [ ] だれのせい\n\n[送る](#rain)\n") + "\n## rain\n### 雨\n\n雨です。\n\n- [待つ](#evening)\n", nil},
		{"inject", morning(quiet, go1) + "\n## phone\n### 電話 `when #start`\n\n- [戻る](#return)\n", nil},
		{"of an include", "-- morning.md --\n" + morning(quiet, "- [売る](parts.md#sell)\n- [待つ](#evening)\n") + "-- parts.md --\n## sell\n### 売る\n\n- [続ける](#done)\n\n## done\n### 済 `end`\n\n売れました。\n\n## spare\n### 予備 `end`\n\n使いません。\n", nil},
	} {
		tt.run(t)
	}
}

func TestTexts(t *testing.T) {
	go1 := "- [売る](#evening)\n"
	cast := "cast: {店長: {role: パン屋}, 見習い: {}}"
	for _, tt := range []story{
		{"speaker", morning(cast, "**店長** 止めよう。\n\n**見習い**はい。\n\n"+go1), nil},
		{"misspelt", morning(cast, "**見習** はい。\n\n"+go1), []string{"W604 16"}},
		{"misspelt without a space", morning(cast, "**見習**はい。\n\n"+go1), []string{"W604 16"}},
		{"emphasis", morning(cast, "**だれも**知りません。\n\n"+go1), nil},
		{"unknown", morning(cast, "**客** 早くして。\n\n"+go1), []string{"W604 16"}},
		{"in feedback", morning(cast, "- [売る](#evening)\n\n  **客** どうも。\n"), []string{"W604 18"}},
		{"markup in a label", morning("cast: {店長: {role: '__パン屋__'}}", go1), []string{"W605 6"}},
		{"markup in a title", strings.Replace(morning(quiet, go1), "title: 朝", "title: '**朝**'", 1), []string{"W605 4"}},
		{"a single sign", morning("cast: {店長: {role: 8時~17時}}", go1), nil},
		{"markup in a speaker", morning("cast: {店長: {}}", "**~店長~** 止めよう。\n\n"+go1), []string{"W605 16"}},
		{"sign in the front matter", morning("summary: 止める…か", go1), []string{"W606 6"}},
		{"sign in a choice", morning(quiet, "- [売る…](#evening)\n"), []string{"W606 16"}},
		{"sign in a title", strings.Replace(morning(quiet, go1), "### 始まり", "### 始まり①", 1), []string{"W606 12"}},
		{"sign in a comment", morning(quiet, "<!-- …と書いた -->\n\n"+go1), nil},
		{"sign in the sources", morning("sources: {a: 止める…か}", go1), nil},
		{"twice in a line, once", morning(quiet, "止める…か…。\n\n"+go1), []string{"W606 16"}},
		{"real in the front matter", morning("summary: panya.jp の朝", go1), []string{"E602 6"}},
		{"real in the sources", morning("sources: {a: 'https://panya.jp/'}", go1), nil},
		{"real in a link", morning(quiet, "[店](https://panya.jp/)です。\n\n"+go1), []string{"E602 16"}},
		{"code is no domain", morning("score: {info: {label: 報告, max: 2}}", "- [売る](#evening) `score.info += 1`\n\n  売れました。\n"), nil},
		{"literal code may be one", morning(quiet, "``curl panya.jp``を打ちます。\n\n"+go1), []string{"E602 16"}},
		{"mark in a comment", morning(quiet, "<!-- TODO: 名前 -->\n\n"+go1), []string{"I609 16"}},
		{"mark in a reason", morning(quiet, "<!-- lint-ok W606: TODO -->\n\n止める…か。\n\n"+go1), nil},
		{"mark in a choice", morning(quiet, "- [売る（仮）](#evening)\n"), []string{"I609 16"}},
		{
			"notes", "-- morning.md --\n" + morning(quiet, go1) + "-- notes/till.md --\n# レジ\n\n8.8.8.8 と… https://panya.jp/ [参考](https://panya.jp/a)\n\n要確認\n",
			[]string{"E602 notes/till.md:3", "W606 notes/till.md:3", "I609 notes/till.md:5"},
		},
		{"note there", "-- morning.md --\n" + morning(quiet, "[レジ](notes/till.md#a)が動きません。\n\n"+go1) + "-- notes/till.md --\n# レジ\n", nil},
		{"note not there", "-- morning.md --\n" + morning(quiet, "[レジ](notes/tlil.md)が動きません。\n\n"+go1) + "-- notes/till.md --\n# レジ\n", []string{"W603 16"}},
		{"picture", "-- morning.md --\n" + morning(quiet, "![](a.png)\n\n"+go1) + "-- a.png --\nx\n", []string{"W607 16"}},
		{"too little to do", morning("minutes: 60", go1), []string{"I608 6"}},
		{"too much to read", morning("minutes: 1", strings.Repeat("止めるか続けるかを三人で話し合いました。\n\n", 40)+go1), []string{"I608 6", "W601 11"}},
		{"long label", morning(quiet, "- ["+strings.Repeat("長い文", 24)+"](#evening)\n"), nil},
		{"longer label", morning(quiet, "- ["+strings.Repeat("長い文", 25)+"](#evening)\n"), []string{"W601 16"}},
		{"long scene", morning(quiet, strings.Repeat("一行だけです。\n\n", 19)+go1), nil},
		{"longer scene", morning(quiet, strings.Repeat("一行だけです。\n\n", 20)+go1), []string{"W601 11"}},
		{"long for some", morning("vars: {late: {label: 遅れ, start: false}}", strings.Repeat("一行だけです。 `if late`\n\n", 30)+"- [売る](#evening) `late = true`\n"), nil},
	} {
		tt.run(t)
	}
}
