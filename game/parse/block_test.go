package parse

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// shownBlocks writes blocks as kind, speaker, wording, condition and role.
func shownBlocks(list []*Block) string {
	var out []string
	for _, bl := range list {
		var text strings.Builder
		for _, p := range bl.Parts {
			if p.Expr != nil {
				text.WriteString("{" + prefix(p.Expr) + "}")
			} else {
				text.WriteString(p.Text)
			}
		}
		line := fmt.Sprintf("%d %q", bl.Kind, text.String())
		if bl.Who != "" {
			line += " who " + bl.Who
		}
		if bl.Bold != "" {
			line += " bold " + bl.Bold
		}
		if bl.If != nil {
			line += " if " + prefix(bl.If)
		}
		if bl.For != "" {
			line += " for " + bl.For
		}
		if bl.Enter {
			line += fmt.Sprintf(" enter %d", len(bl.Do))
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

func TestBlocks(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"paragraph", "一行目\n二行目", `0 "一行目\n二行目"`},
		{"condition at the end", "文 `if hours > 1`", `0 "文" if (> hours 1)`},
		{"two conditions", "文 `if hours > 1` `if evidence`", `0 "文" if (and (> hours 1) evidence)`},
		{"condition on a line of its own", "一\n`if evidence`\n二", `0 "一\n二" if evidence`},
		{"role", "文 `for pr; if evidence`", `0 "文" if evidence for pr`},
		{"values", "あと `= hours + 1` 時間、`= mode`。", `0 "あと {(+ hours 1)} 時間、{mode}。"`},
		{"only a value", "`= hours`", `0 "{hours}"`},
		{"literal code", "``svc-bk02`` と ``x `y` z``", "0 \"``svc-bk02`` と ``x `y` z``\""},
		{"code over two lines", "文 `if hours > 1\nand evidence`", `0 "文" if (and (> hours 1) evidence)`},
		{"entry code", "`hours += 1; trust -= 1` `if evidence`", `0 "" if evidence enter 2`},
		{"speech", "**社長** 言う。\n続き", `1 "言う。\n続き" who 社長`},
		{"speech without a space", "**社長**言う。", `1 "言う。" who 社長`},
		{"speech behind a colon", "**社長**：言う。\n\n**社長** : 言う。\n\n**社長**：", "1 \"言う。\" who 社長\n1 \"言う。\" who 社長\n1 \"：\" who 社長"},
		{"speech of a stranger", "**だれか** 言う。", `1 "言う。" who だれか`},
		{"bold beginning", "**大事な**こと", `0 "**大事な**こと" bold 大事な`},
		{"bold paragraph", "**大事。**", `0 "**大事。**"`},
		{"comment inside", "一<!-- c --> 二", `0 "一 二"`},
		{"quote", "> 一\n> 二 `if evidence`\n>\n> - 三", `2 "一\n二\n\n- 三" if evidence`},
		{"lazy quote", "> 一\n二", `2 "一\n二"`},
		{"note", "> [!NOTE]\n> 一\n>\n> 二", `6 "一\n\n二"`},
		{"alert in one line", "> [!tip] 一", `7 "一"`},
		{"banner", "> [!WARNING]\n> あと `= hours` 時間", `8 "あと {hours} 時間"`},
		{"lesson", "> [!IMPORTANT]\n> 一", `9 "一"`},
		{"private", "> [!CAUTION]\n> 一 `for pr`", `10 "一" for pr`},
		{"table", "| a | b |\n|:-|-|\n| `= hours` | ``c`` |", "3 \"| a | b |\\n|:-|-|\\n| {hours} | ``c`` |\""},
		{"table in a quote", "> | a |\n> |-|\n> | b |", `2 "| a |\n|-|\n| b |"`},
		{"picture", "![絵](x.svg) `if evidence`", `4 "![絵](x.svg)" if evidence`},
		{"picture in text", "見て ![絵](x.svg)", `0 "見て ![絵](x.svg)"`},
		{"fence", "~~~sh\n`x`\n\n- y\n~~~", "5 \"~~~sh\\n`x`\\n\\n- y\\n~~~\""},
		{"indented code", "    a\n    b", "5 \"```\\na\\nb\\n```\""},
		{"rule", "一\n\n---\n\n二", "0 \"一\"\n0 \"二\""},
		{"hard break", "一  \n二\\\n三", `0 "一  \n二\\\n三"`},
		{"escapes", "\\*\\*一 \\`二\\`", "0 \"\\\\*\\\\*一 \\\\`二\\\\`\""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			src := testHead + "\n## s\n### S\n\n" + tt.body + "\n\n- [a](#fin)\n" + testTail
			r := Read(fstest.MapFS{"t.md": {Data: []byte(src)}, "x.svg": {Data: []byte("<svg/>")}}, "t.md")
			if len(r.Problems) > 0 {
				t.Fatal(r.Problems)
			}
			if got := shownBlocks(r.Base.Scenes[0].Blocks); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestItems(t *testing.T) {
	src := testHead + "\n## s\n### S\n\n" +
		"* [一\n  二](#fin) `hours += 1`\n  `if evidence` <!-- c -->\n\n  **社長** よし。\n\n  > 引用 `if hours > 2`\n* [三 [四] ``五``](#fin)\n" + testTail
	r := Read(fstest.MapFS{"t.md": {Data: []byte(src)}}, "t.md")
	if len(r.Problems) > 0 {
		t.Fatal(r.Problems)
	}
	items := r.Base.Scenes[0].Decision.Items
	if items[0].Label != "一二" || items[1].Label != "三 [四] ``五``" || items[0].Mark != "*" {
		t.Errorf("labels %q and %q", items[0].Label, items[1].Label)
	}
	if len(items[0].Do) != 1 || prefix(items[0].If) != "evidence" {
		t.Errorf("%v if %v", items[0].Do, items[0].If)
	}
	if got, want := shownBlocks(items[0].Feedback), "1 \"よし。\" who 社長\n2 \"引用\" if (> hours 2)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestComments(t *testing.T) {
	src := testHead + "\n## s\n<!-- lint-ok W305: ここでは同じ -->\n### S\n\n文 <!-- lint-ok I304 -->\n\n- [a](#fin)\n\n  <!-- lint-ok W601：長い -->\n" + testTail
	r := Read(fstest.MapFS{"t.md": {Data: []byte(src)}}, "t.md")
	if len(r.Problems) > 0 {
		t.Fatal(r.Problems)
	}
	var got []string
	for _, c := range r.Base.Scenes[0].Comments {
		got = append(got, fmt.Sprint(c.LintOK, "@", r.Base.Pos(c.LintOKAt.Start), " ", c.Reason))
	}
	if want := "W305@t.md:21:14 ここでは同じ|I304@t.md:24:16 |W601@t.md:28:16 長い"; strings.Join(got, "|") != want {
		t.Errorf("got %s, want %s", strings.Join(got, "|"), want)
	}
}

// TestLimitKeepsErrors: many warnings must not hide the error behind them.
func TestLimitKeepsErrors(t *testing.T) {
	src := testHead + "\n## s\n### S\n\n" + strings.Repeat("　字下げ\n\n", maxProblems+10) + "- [a](#nowhere)\n" + testTail
	r := Read(fstest.MapFS{"t.md": {Data: []byte(src)}}, "t.md")
	if r.Scenario != nil || !failed(r.Problems) {
		t.Errorf("%d problems, scenario %v", len(r.Problems), r.Scenario != nil)
	}
}
