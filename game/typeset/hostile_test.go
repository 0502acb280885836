package typeset

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/yuin/goldmark"

	"kobayashi/assets"
)

// dirt is what a text from outside may try. Each stands in every place a note
// has for text.
var dirt = []string{
	"\x1b]52;c;eA==\x07", "&#27;]52;c;eA==&#7;", "&#x1b;[31m", "&amp;#27;[31m", `\&#27;[31m`, "&amp;amp;#27;[31m",
	"\u009b31m", "&#155;31m", "\x9b31m", "&#x9b;31m", "\x1b_apc\x1b\\", "\x1bPdcs\x1b\\", "&#8238;abc", "\u2067", "&#x200b;", "\ue000\ue001\ue002\ue001",
	"&#xe001;&#xe002;&#xe000;", "&#0;", "&#13;&#10;x", "&NewLine;x", "&Tab;x", "&#127;", "a" + strings.Repeat("&#x301;", 9), `\` + "\x1b[31m", `\\&#27;`,
	"\x1b[" + strings.Repeat("1;", 40) + "m", "&#27;[" + strings.Repeat("1;", 40) + "m",
}

var places = []string{
	"%s", "# %s", "**%s**", "*a **%s***", "`%s`", "``a %s``", "[%s](x.md)", "[**`%s`**](x.md)", "[a](<%s>)", "[a](https://example.com/%s)",
	"![%s](a.png)", "![a](%s)", "<https://example.com/%s>", "<b title=\"%s\">", "<div>\n%s\n</div>", "<!-- %s -->a", "- %s", "- [ ] %s", "7. %s", "> %s",
	"> [!TIP]\n> %s", "> [!%s]\n> a", "    %s", "```\n%s\n```", "```%s\na\n```", "|%s|b|\n|-|-|\n|%s|`%s`|", "[r]: %s\n\n[r]", "[r]: x \"%s\"\n\n[r]",
	"```bars\ntitle: %s\nunit: %s\n%s: 3\nnote: %s\n```", "a  \n%s  \nb", "a\\\n%s", "%s\n===",
}

func TestNothingButColours(t *testing.T) {
	s := New(assets.Themes, assets.Budoux)
	for _, d := range dirt {
		for _, place := range places {
			md := strings.ReplaceAll(place, "%s", d)
			for _, ink := range []Ink{Dark, Plain} {
				st := Style{Ink: ink, Lang: "ja", Targets: true}
				checkPage(t, s.set(key{md, 30, st, false}), 30, st)
				checkPage(t, s.set(key{md, 30, st, true}), 30, st)
			}
			if t.Failed() {
				t.Fatalf("%q", md)
			}
		}
	}
}

// TestResolvedOnce holds that what the author wrote is what is shown: the
// renderer behind must not resolve escapes and entities a second time.
func TestResolvedOnce(t *testing.T) {
	s := New(assets.Themes, assets.Budoux)
	tests := []struct{ in, want string }{
		{`a &amp; b &lt;c&gt;`, `a & b <c>`},
		{`&amp;lt; &amp;amp;`, `&lt; &amp;`},
		{`\*a\* \_ \\ \\\* C:\dir \&amp;`, `*a* _ \ \* C:\dir &amp;`},
		{"`a &amp; \\* \\\\ b`", `a &amp; \* \\ b`},
		{"**`&amp;\\*`** *a\\*\\\\*", `&amp;\* a*\`},
		{"[`&amp;\\* \\\\`](x.md) [a \\* \\\\ &amp;](x.md)", `&amp;\* \\ a * \ &`},
		{"[**`\\*&lt;`** *`\\\\`*](x.md)", `\*&lt; \\`},
		{"    &amp; \\* \\\\", `  &amp; \* \\`},
		{"**a & \\# b** \\# & c\n", "a & # b # & c"},
		{"~~a~~ {{.text}} %s %d", "~~a~~ {{.text}} %s %d"},
	}
	for _, tt := range tests {
		for _, ink := range []Ink{Dark, Plain} {
			got := strip(strings.Join(s.Page(tt.in, 80, Style{Ink: ink, Lang: "en"}).Lines, "\n"))
			if got != tt.want {
				t.Errorf("%s: %s\ngot  %s\nwant %s", ink, tt.in, got, tt.want)
			}
		}
	}
}

// TestSlowTexts holds that no text takes long: each of these is quadratic or
// worse for some reader of Markdown.
func TestSlowTexts(t *testing.T) {
	s := New(assets.Themes, assets.Budoux)
	for name, md := range map[string]string{
		"quotes":       strings.Repeat("> ", 100) + "a",
		"quotes tight": strings.Repeat(">", 2000) + "a",
		"lists":        strings.Repeat("- ", 100) + "a",
		"numbers":      strings.Repeat("1. ", 100) + "a",
		"deep lists":   deep(300),
		"brackets":     strings.Repeat("[", 50_000),
		"links":        strings.Repeat("[a](", 50_000),
		"nested":       strings.Repeat("[", 40) + strings.Repeat("](x)", 40),
		"emphasis":     strings.Repeat("*a_ ", 50_000),
		"strong":       strings.Repeat("**a", 300) + strings.Repeat("b**", 300),
		"code":         ticks(400),
		"html":         strings.Repeat("<a ", 50_000),
		"comments":     strings.Repeat("<!-- ", 50_000),
		"entities":     strings.Repeat("&#27;", 50_000),
		"columns":      strings.Repeat("|a", 5_000) + "|\n" + strings.Repeat("|-", 5_000) + "|\n" + strings.Repeat("a\n", 5_000),
		"rows":         "|a|b|\n|-|-|\n" + strings.Repeat("|c|d|\n", 5_000),
		"quoted table": "> " + strings.Repeat("|a", 900) + "|\n> " + strings.Repeat("|-", 900) + "|\n" + strings.Repeat("> a\n", 900),
		"references":   strings.Repeat("[a]: x\n", 20_000) + strings.Repeat("[a]\n\n", 20_000),
		"one line":     strings.Repeat("あ", 300_000),
		"one word":     strings.Repeat("a", 1_000_000),
		"spaces":       strings.Repeat(" ", 1_000_000) + "a",
		"marks":        "a" + strings.Repeat("\u0301", 500_000),
		"too much":     strings.Repeat("# a\n\n", 220_000),
		"breaks":       strings.Repeat("a\\\n", 900),
	} {
		t.Run(name, func(t *testing.T) {
			begun := time.Now()
			for _, prose := range []bool{false, true} {
				if prose && testing.Short() {
					break
				}
				st := Style{Ink: Dark, Lang: "ja"}
				p := s.set(key{md, 20, st, prose})
				p.Lines = p.Lines[:min(len(p.Lines), 500)]
				checkPage(t, Page{Lines: p.Lines}, 20, st)
			}
			if took := time.Since(begun); took > 20*time.Second {
				t.Errorf("took %v", took)
			} else if took > time.Second {
				t.Logf("took %v", took)
			}
		})
	}
}

func deep(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%s- a%d\n", strings.Repeat("  ", i), i)
	}
	return b.String()
}

func ticks(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("`", i+1) + " ")
	}
	return b.String()
}

func TestLimits(t *testing.T) {
	tests := []struct {
		name, md string
		refused  bool
	}{
		{"eight containers", strings.Repeat("> ", 8) + "a", false},
		{"nine containers", strings.Repeat("> ", 9) + "a", true},
		{"nine of all kinds", "> - 1. > * 2) + > - a", true},
		{"64 open", strings.Repeat("[", 64) + "a", false},
		{"65 open", strings.Repeat("[", 65) + "a", true},
		{"65 open in two paragraphs", strings.Repeat("[", 40) + "\n\n" + strings.Repeat("[", 25), false},
		{"65 open in two lines", strings.Repeat("[", 40) + "\n" + strings.Repeat("[", 25), true},
		{"65 escaped", strings.Repeat(`\[`, 65) + "a", false},
		{"65 closed", strings.Repeat("[a]", 65), false},
		{"32 columns", strings.Repeat("|a", 32) + "|\n" + strings.Repeat("|-", 32) + "|\n", false},
		{"33 columns", strings.Repeat("|a", 33) + "|\n" + strings.Repeat("|-", 33) + "|\n", true},
		{"33 columns bare", "a" + strings.Repeat("|a", 32) + "\n-" + strings.Repeat("|-", 32) + "\n", true},
		{"500 rows", "|a|\n|-|\n" + strings.Repeat("|b|\n", 500), false},
		{"501 rows", "|a|\n|-|\n" + strings.Repeat("|b|\n", 501), true},
		{"a page", strings.Repeat("a\n\n\n\n", 1<<18), true},
		{"a dash is no list", strings.Repeat("-", 50), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := New(assets.Themes, assets.Budoux)
			doc := strings.Join(s.Page(tt.md+"\n\n# *z*", 200, Style{Ink: Plain}).Lines, "\n")
			if refused := strings.Contains(doc, "# *z*") || len(tt.md) >= maxPage && strings.HasPrefix(doc, "a\n\n\n\na"); refused != tt.refused {
				t.Errorf("refused = %v, want %v; got\n%.300s", refused, tt.refused, doc)
			}
		})
	}
}

// TestAccident holds that a library that panics costs a page its looks, not the
// program its life.
func TestAccident(t *testing.T) {
	s := New(assets.Themes, assets.Budoux)
	s.reader = func() goldmark.Markdown { panic("a library stumbles") }
	p := s.Page("# *題*\x1b", 40, Style{Ink: Dark, Lang: "ja"})
	if got := strings.Join(p.Lines, "\n"); got != "# *題*" {
		t.Errorf("got %q, want the text as it is", got)
	}
}

func FuzzPage(f *testing.F) {
	s := New(assets.Themes, assets.Budoux)
	f.Add(goldenJA, 40, true)
	f.Add(goldenEN, 20, false)
	for i, d := range dirt {
		f.Add(strings.ReplaceAll(places[i%len(places)], "%s", d), 20+i, i%2 == 0)
	}
	f.Fuzz(func(t *testing.T, md string, width int, safe bool) {
		width = 20 + (width%81+81)%81
		for i, ink := range []Ink{Dark, Plain, Mono} {
			st := Style{Ink: ink, Lang: []string{"ja", "en"}[i%2], Safe: safe, Targets: safe}
			checkPage(t, s.set(key{md, width, st, false}), width, st)
			checkPage(t, s.set(key{md, width, st, true}), width, st)
		}
	})
}
