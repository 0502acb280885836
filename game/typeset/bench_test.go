package typeset

import (
	"fmt"
	"strings"
	"testing"

	"charm.land/glamour/v2"

	"kobayashi/assets"
)

// longNote is a note of about a hundred lines at 80 columns.
func longNote() string {
	var b strings.Builder
	b.WriteString("# ボットとは何か\n\n")
	for i := range 12 {
		fmt.Fprintf(&b, "## 第%d節\n\n", i+1)
		b.WriteString("会員ページのサーバーから、`svc-bk02`という見覚えのない宛先へ毎分二百件の通信が出ています。" +
			"**山下（課長）**は電話を置き、止めるか、続けるか、と尋ねた。[ゼロデイの話](zero.md)を読む時間はない。\n\n" +
			"検体の九割を検出したが、種類では二割三分にとどまった。数字は同じ日のもので、数えた人も同じである。\n\n" +
			"- 切り離せば、流出は止まる。証拠はメモリーに残ったままになる\n- 電源を落とせば、何も残らない\n\n")
	}
	return b.String()
}

func BenchmarkPageCold(b *testing.B) {
	for _, ink := range []Ink{Dark, Plain} {
		b.Run(string(ink), func(b *testing.B) {
			s, md := New(assets.Themes, assets.Budoux), longNote()
			st := Style{Ink: ink, Lang: "ja"}
			n := len(s.Page(md, 80, st).Lines)
			b.ReportAllocs()
			for b.Loop() {
				s.set(key{md, 80, st, false})
			}
			b.ReportMetric(float64(n), "lines")
		})
	}
}

// BenchmarkStock is glamour with its own wrapping, which does not know Japanese.
func BenchmarkStock(b *testing.B) {
	r, err := glamour.NewTermRenderer(glamour.WithStandardStyle("dark"), glamour.WithWordWrap(80))
	if err != nil {
		b.Fatal(err)
	}
	md := longNote()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := r.Render(md); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPageCached(b *testing.B) {
	s, md := New(assets.Themes, assets.Budoux), longNote()
	b.ReportAllocs()
	for b.Loop() {
		s.Page(md, 80, Style{Ink: Dark, Lang: "ja"})
	}
}

func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		New(assets.Themes, assets.Budoux)
	}
}

// BenchmarkFirst is what the first page of a program costs: theme, model,
// reader and a short text.
func BenchmarkFirst(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		New(assets.Themes, assets.Budoux).Page("止めるか、続けるか。", 40, Style{Ink: Dark, Lang: "ja"})
	}
}

func BenchmarkWrap(b *testing.B) {
	text := strings.Repeat("会員ページのサーバーから、見覚えのない宛先へ毎分二百件の通信が出ています。", 30)
	s := New(assets.Themes, assets.Budoux)
	for _, lang := range []string{"ja", "en"} {
		b.Run(lang, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				s.Wrap(text, 80, lang)
			}
		})
	}
}

func BenchmarkClean(b *testing.B) {
	for name, text := range map[string]string{
		"ascii":    strings.Repeat("The shop is down; who decides?\n", 4000),
		"japanese": strings.Repeat("止めるか、続けるか。ｶﾅ\n", 4000),
		"dirty":    strings.Repeat("a\x1b[31mb\u202ec\n", 4000),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Clean(text)
			}
		})
	}
}

// BenchmarkProse is one speech that nobody has read yet.
func BenchmarkProse(b *testing.B) {
	s := New(assets.Themes, assets.Budoux)
	st := Style{Ink: Dark, Lang: "ja"}
	b.ReportAllocs()
	for b.Loop() {
		s.set(key{"**山下（課長）** 会員ページのサーバーから、`svc-bk02`という見覚えのない宛先へ毎分二百件の通信が出ています。", 60, st, true})
	}
}
