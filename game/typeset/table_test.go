package typeset

import (
	"slices"
	"strings"
	"testing"

	"kobayashi/assets"
)

// set sets md in plain ink, or in what st says.
func setLines(md string, width int, st Style) []string {
	if st.Ink == "" {
		st.Ink = Plain
	}
	if st.Lang == "" {
		st.Lang = "ja"
	}
	return New(assets.Themes, assets.Budoux).Page(md, width, st).Lines
}

func TestBlocks(t *testing.T) {
	tests := []struct {
		name, md string
		width    int
		style    Style
		want     []string
	}{
		{"headings", "# 一\n\n## 二\n\n本文", 40, Style{}, []string{"# 一", "", "## 二", "本文"}},
		{"hanging", "- 会員ページだけを切り離すと、流出は止まる", 22, Style{}, []string{"・会員ページだけを", "  切り離すと、流出は", "  止まる"}},
		{"English marks", "- one\n- two", 40, Style{Lang: "en"}, []string{"- one", "- two"}},
		{"numbers stand right", "9. 九\n10. 十", 40, Style{}, []string{" 9. 九", "10. 十"}},
		{"loose list", "- 一\n\n- 二", 40, Style{}, []string{"・一", "", "・二"}},
		{"tasks", "- [x] 済\n- [ ] 未", 40, Style{}, []string{"[x] 済", "[ ] 未"}},
		{"empty item", "- \n- 二", 40, Style{}, []string{"・", "・二"}},
		{"code in a list", "- 一\n\n  ```\n  a  b\n  ```", 40, Style{}, []string{"・一", "", "    a  b"}},
		{"quote in mono", "> 一\n>\n> 二", 40, Style{Ink: Mono}, []string{"| 一", "|", "| 二"}},
		{"alert", "> [!WARNING]\n> 逃げろ", 40, Style{}, []string{"  【警告】", "  逃げろ"}},
		{"alert in English", "> [!important]\n> Report.", 40, Style{Lang: "en"}, []string{"  [Key point]", "  Report."}},
		{"alert without text", "> [!NOTE]", 40, Style{}, []string{"  【補足】"}},
		{"alert with marks", "> [!TIP]\n> **一**、`二`", 40, Style{}, []string{"  【解説】", "  一、二"}},
		{"no such alert", "> [!OOPS]\n> 一", 40, Style{}, []string{"  [!OOPS] 一"}},
		{"table", "|名|数|\n|-|-:|\n|一|10|\n|二|5|", 40, Style{}, []string{"名 | 数", "---+---", "一 | 10", "二 |  5"}},
		{"table in frames", "|a|b|\n|-|-|\n|c|d|", 40, Style{Ink: Light}, []string{"\x1b[38;2;27;79;156;1ma\x1b[m \x1b[38;2;95;102;128m│\x1b[m \x1b[38;2;27;79;156;1mb\x1b[m", "\x1b[38;2;95;102;128m──┼──\x1b[m", "c \x1b[38;2;95;102;128m│\x1b[m d"}},
		{
			"records", "|製品の名前|見つけたもの|備考の欄|\n|-|-|-|\n|みなと守り神|仲間の検体を九割|二割三分にとどまった|\n|盾|なし||", 22,
			Style{},
			[]string{"製品の名前: みなと", "守り神", "見つけたもの: 仲間の", "検体を九割", "備考の欄: 二割三分にと", "どまった", "", "製品の名前: 盾", "見つけたもの: なし"},
		},
		{"short rows", "|a|b|\n|-|-|\n|c|", 40, Style{}, []string{"a | b", "--+--", "c |"}},
		{"mono is bold and underlined", "# 題\n\n> [!TIP]\n> [一](a.md)\n\n|名|\n|-|\n|二|", 40, Style{Ink: Mono}, []string{"\x1b[4;1m題\x1b[m", "", "| \x1b[1m【解説】\x1b[m", "| \x1b[4m一\x1b[m", "", "\x1b[1m名\x1b[m", "──", "二"}},
		{"rule", "一\n\n---\n\n二", 20, Style{}, []string{"一", "", "--------------------", "", "二"}},
		{"comments are not shown", "一\n\n<!-- 見えない -->\n\n二 <!-- これも -->三", 40, Style{}, []string{"一", "", "二 三"}},
		{"breaks", "一  \n二<br>三\\\n四", 40, Style{}, []string{"一", "二", "三", "四"}},
		{"safe signs", "○×△…①→“あ”─", 40, Style{Safe: true}, []string{"〇x^...(1)->\"あ\"-"}},
		{"unsafe signs", "○×△…①→“あ”─", 40, Style{}, []string{"○×△…①→“あ”─"}},
		{"picture", "![九割の図](a.png)", 40, Style{}, []string{"[図: 九割の図]"}},
		{"code is cut", "```\n12345678901234567890\n```", 20, Style{}, []string{"  123456789012345678", "  90"}},
		{"nothing", "", 40, Style{}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := setLines(tt.md, tt.width, tt.style); !slices.Equal(got, tt.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
		})
	}
}

func TestCharts(t *testing.T) {
	const fence = "```bars\n%s\n```"
	tests := []struct {
		name, body string
		width      int
		style      Style
		want       []string
	}{
		{"plain", "title: 割合\nunit: %\nmax: 100\n検体: 90\n種: 5\nnote: 架空", 30, Style{}, []string{"割合", "検体 [#################..] 90%", "種   [#..................]  5%", "架空"}},
		{"colour", "max: 4\na: 1\nb: 4", 20, Style{Ink: ANSI16Dark}, []string{"a \x1b[44m    \x1b[m\x1b[100m            \x1b[m 1", "b \x1b[44m                \x1b[m 4"}},
		{"mono", "a: 0\nb: 4", 20, Style{Ink: Mono}, []string{"a [..............] 0", "b [##############] 4"}},
		{"beyond the end", "max: 4\na: 9", 20, Style{}, []string{"a [##############] 9"}},
		{"little is not nothing", "max: 1000\na: 1", 20, Style{}, []string{"a [#.............] 1"}},
		{"a label with a colon", "9:00: 3", 20, Style{}, []string{"9:00 [###########] 3"}},
		{"long labels", "長い名前の調査会社の検体: 3\n短い: 1", 24, Style{}, []string{"長い名前の調査会社の検体", "[####################] 3", "短い", "[#######.............] 1"}},
		{"minus", "a: -1", 20, Style{}, []string{"  a: -1"}},
		{"fraction", "a: 1.5", 20, Style{}, []string{"  a: 1.5"}},
		{"no number", "a: b", 20, Style{}, []string{"  a: b"}},
		{"no bars", "title: a", 20, Style{}, []string{"  title: a"}},
		{"no colon", "a 1", 20, Style{}, []string{"  a 1"}},
		{"max of nothing", "max: 0\na: 1", 20, Style{}, []string{"  max: 0", "  a: 1"}},
		{"too large", "a: 99999999999999999999", 30, Style{}, []string{"  a: 99999999999999999999"}},
		{"empty number", "a:", 20, Style{}, []string{"  a:"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := setLines(strings.Replace(fence, "%s", tt.body, 1), tt.width, tt.style)
			if !slices.Equal(got, tt.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
		})
	}
}

func TestLinks(t *testing.T) {
	const md = "[一](a.md)と[二](#b)。[三](https://example.com/c)、<https://example.com/d>。\n\n- [四](javascript:x)、[五](file:///etc/passwd)、[六](/etc/passwd)\n- ![七](g.png) [*八*`8`](h.md \"題\") [](i.md)\n\n[j]: j.md\n\n[九][j] <k@example.com>"
	p := New(assets.Themes, assets.Budoux).Page(md, 60, Style{Ink: Plain, Lang: "ja"})
	want := []Link{
		{"一", "a.md", 0},
		{"二", "#b", 0},
		{"三", "https://example.com/c", 0},
		{"https://example.com/d", "https://example.com/d", 0},
		{"八8", "h.md", 4},
		{"九", "j.md", 6},
	}
	if !slices.Equal(p.Links, want) {
		t.Errorf("got  %v\nwant %v", p.Links, want)
	}
	for _, l := range p.Links {
		if !strings.Contains(strings.Join(p.Lines[l.Line:], ""), l.Text) {
			t.Errorf("link %v is not on its line", l)
		}
	}
	shown := strings.Join(setLines("[一](a.md) [二](mailto:x@example.com) [三](https://example.com)", 80, Style{Targets: true}), "\n")
	if want := "一 (a.md) 二 (mailto:x@example.com) 三 (https://example.com)"; shown != want {
		t.Errorf("got %q, want %q", shown, want)
	}
}

func TestProse(t *testing.T) {
	s := New(assets.Themes, assets.Budoux)
	tests := []struct {
		name, md string
		ink      Ink
		want     []string
	}{
		{"bold", "**「三十分」**と`svc-bk02`", Mono, []string{"\x1b[1m「三十分」\x1b[mとsvc-bk02"}},
		{"link", "[一](a.md)", Mono, []string{"\x1b[4m一\x1b[m"}},
		{"no blocks", "# 題\n- 一\n> 二\n1. 三", Plain, []string{"# 題 - 一 > 二 1. 三"}},
		{"four spaces", "    字下げ", Plain, []string{"字下げ"}},
		{"folded", "止めるか、\n続けるか。", Plain, []string{"止めるか、続けるか。"}},
		{"paragraphs", "一\n\n二", Plain, []string{"一", "", "二"}},
		{"style across lines", "**会員ページのサーバーから通信が出ています**", Mono, []string{"\x1b[1m会員ページのサーバー\x1b[m", "\x1b[1mから通信が出ています\x1b[m"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := s.Prose(tt.md, 20, Style{Ink: tt.ink, Lang: "ja"}); !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
