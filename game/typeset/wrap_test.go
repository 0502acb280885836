package typeset

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"kobayashi/assets"
)

// nasty is prose that invites every fault a breaker can make.
var nasty = []string{
	"会員ページのサーバーから、見覚えのない宛先へ毎分二百件の通信が出ています。",
	"「止めるか」「続けるか」――（どちらでもない、という答えは「ない」。）と、彼は言った……。",
	"ファイアウォールとウイルス対策ソフトだけでは、じゅうぶんではありません！？ええっ、そんなァ。",
	"ちょっと待ってくださいっ。きゃっきゃっとしゃべっている場合じゃあ、なかろうに。ヴェッ、ヂャッ、ティッシュ。",
	"サーバーsvc-bk02とsvc-web-front-01を24:00までに切り替え、https://example.com/a/b?c=d を読む。",
	"https://example.com/very/long/path/that/no/line/holds/at/all/and/goes-on-and-on-without-any-space/end.html",
	"価格は￥12,800、約３００％増、第12条、24時間365日、2005年4月、90%、1/2、-5℃、No.7です。",
	"（（（「「「『『『入れ子』』』」」」）））、。、。、。！？！？",
	"One two three, four-five six; \"seven\" (eight) [nine] {ten} — don't can't won't e.g. i.e. a/b and/or.",
	"Anantidisestablishmentarianismwordlongerthananyline and a short one",
	"日本語 English 日本語English日本語、Googleの「Project Zero」は2014年に始まった。",
	"　字下げした段落。　全角の空白が　途中にも　ある。",
	"々〻ゝゞヽヾ、人々は時々、様々な、図々しいミスヾを重ねた。",
	"한국어와 日本語と English が混ざる。Ελληνικά и русский тоже.",
	"か\u3099き\u3099く\u3099け\u3099こ\u3099 (decomposed) が続く、が\u3099、パ\u309a。",
	"〇一二三四五六七八九十百千万億：一、二、三。A・B・C・D・E・F・G・H。",
	"改行\nを含む\n\n文章。二行目は、もう少し長くしておかなければ、折り返さないかもしれない。",
	"🙂絵文字🙂が🙂いっぱい🙂ある。🇯🇵と🇺🇸。",
	strings.Repeat("ー", 70) + strings.Repeat("あ", 70) + strings.Repeat("「", 5) + "x",
	strings.Repeat("a", 250), "", " ", "。", "x",
}

const (
	// What custom forbids, written down apart from the code: JIS X 4051's lists.
	never1st = "、。，．・：；？！ヽヾゝゞ々ー’”）〕］｝〉》」』】…‥ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
	neverEnd = "‘“（〔［｛〈《「『【"
)

func spaceless(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// forced tells of a text that no custom can keep within its line.
func forced(text string) bool {
	return strings.HasPrefix(text, "ーーー") || strings.HasPrefix(text, "（（（")
}

func checkLine(t *testing.T, line string, width int) {
	t.Helper()
	if Width(line) > width {
		t.Errorf("width %d: %q is %d wide", width, line, Width(line))
	}
	if r, _ := utf8.DecodeRuneInString(line); line != "" && strings.ContainsRune(never1st, r) {
		t.Errorf("width %d: %q begins with %c", width, line, r)
	}
	if r, _ := utf8.DecodeLastRuneInString(line); line != "" && strings.ContainsRune(neverEnd, r) {
		t.Errorf("width %d: %q ends with %c", width, line, r)
	}
}

func TestWrapEveryWidth(t *testing.T) {
	s := New(assets.Themes, assets.Budoux)
	for width := 20; width <= 100; width++ {
		for _, text := range nasty {
			for _, lines := range [][]string{Wrap(text, width, "ja"), s.Wrap(text, width, "ja"), s.Wrap(text, width, "en")} {
				if got, want := spaceless(strings.Join(lines, "")), spaceless(Clean(text)); got != want {
					t.Errorf("width %d\ngot  %s\nwant %s", width, got, want)
				}
				for i, line := range lines {
					if forced(text) {
						line = strings.Trim(line, never1st+neverEnd)
					}
					if i == 0 { // the text itself may begin so
						line = strings.TrimLeft(line, never1st)
					}
					checkLine(t, line, width)
				}
			}
		}
	}
}

func TestWrapKeepsNamesWhole(t *testing.T) {
	s := New(assets.Themes, assets.Budoux)
	for width := 20; width <= 100; width++ {
		all := "\n" + strings.Join(s.Wrap(nasty[4]+"以上。", width, "ja"), "\n") + "\n"
		for _, name := range []string{"svc-bk02", "svc-web-front-01", "24:00", "example.com"} {
			if !strings.Contains(all, name) {
				t.Errorf("width %d cuts %s:%s", width, name, all)
			}
		}
		all = strings.Join(s.Wrap(nasty[6], width, "ja"), "\n")
		for _, name := range []string{"￥12,800", "24時間", "365日", "2005年", "90%", "1/2", "３００％", "-5℃", "No.7"} {
			if !strings.Contains(all, name) {
				t.Errorf("width %d cuts %s:\n%s", width, name, all)
			}
		}
	}
}

func TestWrap(t *testing.T) {
	s := New(assets.Themes, assets.Budoux)
	tests := []struct {
		name, in, lang string
		width          int
		want           []string
	}{
		{"phrases", "検体の九割を検出したが、種類では二割三分", "ja", 34, []string{"検体の九割を検出したが、種類では", "二割三分"}},
		{"no phrases in English", "検体の九割を検出したが、種類では二割三分", "en", 34, []string{"検体の九割を検出したが、種類では二", "割三分"}},
		{"a quarter and no more", "あaaaaaaaaaaaaaaaaa見覚え", "ja", 24, []string{"あaaaaaaaaaaaaaaaaa見覚", "え"}},
		{"address at a stroke", "https://example.com/abc/def", "ja", 24, []string{"https://example.com/abc/", "def"}},
		{"nothing to hold on to", strings.Repeat("a", 30), "ja", 20, []string{strings.Repeat("a", 20), strings.Repeat("a", 10)}},
		{"spaces at the end go", "one two  \n  three", "en", 20, []string{"one two", "  three"}},
		{"empty lines stay", "one\n\ntwo", "en", 20, []string{"one", "", "two"}},
		{"dirt goes", "a\x1b[31mb\x07", "en", 20, []string{"a[31mb"}},
		{"English", "Who decides when nobody knows", "en", 20, []string{"Who decides when", "nobody knows"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := s.Wrap(tt.in, tt.width, tt.lang); !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// TestEachSign tries every sign at the place where a line of letters would just
// be full.
func TestEachSign(t *testing.T) {
	s := New(assets.Themes, assets.Budoux)
	for _, r := range never1st + "―—–〜～゠‐％‰℃°′″｡､ｰ｣ｯﾞ" {
		for _, space := range []string{"", " ", "\u3000"} {
			text := strings.Repeat("漢", 10) + space + string(r) + strings.Repeat("字", 10)
			for _, line := range s.Wrap(text, 20, "ja") {
				if strings.HasPrefix(line, string(r)) {
					t.Errorf("%q begins a line", r)
				}
			}
		}
	}
	for _, r := range neverEnd + "｢$¥￥" {
		text := strings.Repeat("漢", 9) + string(r) + strings.Repeat("字", 10)
		for _, line := range s.Wrap(text, 20, "ja") {
			if strings.HasSuffix(line, string(r)) {
				t.Errorf("%q ends a line", r)
			}
		}
	}
}
