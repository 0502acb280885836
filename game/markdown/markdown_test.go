package markdown

import (
	"bytes"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

func TestHTML(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"closes before a letter", "**名前（役）**台詞", "<strong>名前（役）</strong>台詞"},
		{"opens after a letter", "CISOは**「三十分」**と", "CISOは<strong>「三十分」</strong>と"},
		{"full stop inside", "**止める。**続ける。", "<strong>止める。</strong>続ける。"},
		{"half-width brackets", "これは**(仮)**です", "これは<strong>(仮)</strong>です"},
		{"code inside", "この**`svc-bk02`**が", "この<strong><code>svc-bk02</code></strong>が"},
		{"curved quotes", "これは**“重要”**です", "これは<strong>“重要”</strong>です"},
		{"half-width katakana", "ｶﾅ**「ｶ」**ﾅ", "ｶﾅ<strong>「ｶ」</strong>ﾅ"},
		{"Korean", "**스크립트(script)**라고", "<strong>스크립트(script)</strong>라고"},
		{"variation selector", "葛\U000E0100**(仮)**城", "葛\U000E0100<strong>(仮)</strong>城"},
		{"underscore stays inside words", "読み_方_は snake_case_name", "読み_方_は snake_case_name"},
		{"underscore next to punctuation", "これ、_大事_。", "これ、<em>大事</em>。"},
		{"Latin rule is untouched", "a**(b)**c", "a**(b)**c"},
		{"space still bars", "** 名前**台詞", "** 名前**台詞"},
		{"emoji are not CJK", "🙂**(a)**c", "🙂**(a)**c"},
		{"no strikethrough", "~~消さない~~", "~~消さない~~"},
		{"bare address is text", "https://example.com", "https://example.com"},
		{"folded Japanese", "あいう\nえお", "あいうえお"},
		{"folded after punctuation", "あいう、\nえお", "あいう、えお"},
		{"folded into bold", "あいう\n**えお**\nか", "あいう<strong>えお</strong>か"},
		{"folded English", "one\ntwo", "one\ntwo"},
		{"folded mixed", "あいう\ntwo\nえお", "あいう\ntwo\nえお"},
		{"folded Korean", "한국\n사람", "한국\n사람"},
		{"hard break stays", "あ  \nい", "あ<br>\nい"},
	}
	md := New()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var b bytes.Buffer
			if err := md.Convert([]byte(tt.in), &b); err != nil {
				t.Fatal(err)
			}
			got := strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(b.String()), "<p>"), "</p>")
			if got != tt.want {
				t.Errorf("%s\ngot  %s\nwant %s", tt.in, got, tt.want)
			}
		})
	}
}

func TestBlocks(t *testing.T) {
	var b bytes.Buffer
	in := "# 題\n\n|a|b|\n|-|-|\n|1|2|\n\n- [x] 済\n"
	if err := New().Convert([]byte(in), &b); err != nil {
		t.Fatal(err)
	}
	got := b.String()
	for _, want := range []string{"<h1>題</h1>", "<td>1</td>", `type="checkbox"`} {
		if !strings.Contains(got, want) {
			t.Errorf("got\n%s\nwant %q in it", got, want)
		}
	}
}

func TestSlug(t *testing.T) {
	tests := []struct{ in, want string }{
		{"First report", "first-report"},
		{"第一報（速報）", "第一報速報"},
		{"止める、続ける。", "止める続ける"},
		{"データー・センター", "データーセンター"},
		{"a_b-c d  e", "a_b-c-d--e"},
		{"二〇二六年 々", "二〇二六年-々"},
		{"ＡＢＣ １２", "ａｂｃ-１２"},
		{"C++ & `code`!", "c--code"},
		{"が\u3099", "が\u3099"},
		{" trimmed ", "trimmed"},
		{"全角　空白", "全角空白"},
		{"E602: real names", "e602-real-names"},
	}
	for _, tt := range tests {
		if got := Slug(tt.in); got != tt.want {
			t.Errorf("Slug(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestText(t *testing.T) {
	tests := []struct{ in, want string }{
		{"**名前（役）**台\n詞", "名前（役）台詞"},
		{"a &amp; b\nc", "a & b c"},
		{`\*x\* \&amp; \q`, `*x* &amp; \q`},
		{"`a &amp; \\* b`", `a &amp; \* b`},
		{"[札](#x) ![絵](y.png) <https://example.com>", "札 絵 https://example.com"},
		{"一  \n二", "一\n二"},
		{"a<b>c", "ac"},
	}
	md := New()
	for _, tt := range tests {
		src := []byte(tt.in)
		doc := md.Parser().Parse(text.NewReader(src))
		if got := Text(doc.FirstChild(), src); got != tt.want {
			t.Errorf("Text(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestIsCJK(t *testing.T) {
	for _, r := range "あア漢、。「」（）！ｶ１　々ー한㈱\U00020000" {
		if !IsCJK(r) {
			t.Errorf("IsCJK(%q) = false, want true", r)
		}
	}
	for _, r := range "aé1 -“”…○🙂⌚\U0001F1EF" {
		if IsCJK(r) {
			t.Errorf("IsCJK(%q) = true, want false", r)
		}
	}
}

func TestPositions(t *testing.T) {
	src := []byte("地の文\n\n**名**台詞")
	doc := New().Parser().Parse(text.NewReader(src))
	em := doc.LastChild().FirstChild()
	if em.Kind() != ast.KindEmphasis || em.Pos() != strings.Index(string(src), "**") {
		t.Errorf("got %s at %d, want Emphasis at %d", em.Kind(), em.Pos(), strings.Index(string(src), "**"))
	}
}

func TestInline(t *testing.T) {
	for in, want := range map[string]string{
		"# a\n- b\n> c":      "<p># a\n- b\n&gt; c</p>",
		"    four":           "<p>four</p>",
		"\t**tab**":          "<p><strong>tab</strong></p>",
		"あ\nい\n\n    う":      "<p>あい</p>\n<p>う</p>",
		"[a]: x":             "<p>[a]: x</p>",
		"**名（役）**台詞":         "<p><strong>名（役）</strong>台詞</p>",
		"|a|\n|-|\n\n```\nb": "<p>|a|\n|-|</p>\n<p>```\nb</p>",
	} {
		var b bytes.Buffer
		if err := NewInline().Convert([]byte(in), &b); err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimSpace(b.String()); got != want {
			t.Errorf("%q\ngot  %q\nwant %q", in, got, want)
		}
	}
}
