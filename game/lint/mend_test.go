package lint

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kobayashi/assets"
	"kobayashi/game/parse"
)

func TestMend(t *testing.T) {
	many := strings.Join([]string{
		"\ufeff---", "format: 1", "id: morning", "title: 朝", "lang: ja", "vars: {hours: {label: 時間, max: 9}}", "---", "",
		"# 朝", "", "##start", "### 始まり", "", "　レジが止まりました。", "", "2026. 年の初めです。", "",
		"- ［紙で売る］（＃ask） ｀hours　＋＝　１；hours += “2”｀", "- [待つ](#ask) `hours -= ３`", "",
		"##　ask", "### 設問", "", "時間は`= hours`です。`if hours ＞ 0`", "", "- [x]事実", "- [×] 時刻", "- ［　］うわさ", "", "[送る](#evening)", "",
		"## evening", "### 夕方 `end`", "", "店は開いたままでした。", "",
	}, "\r\n")
	want := strings.Join([]string{
		"---", "format: 1", "id: morning", "title: 朝", "lang: ja", "vars: {hours: {label: 時間, max: 9}}", "---", "",
		"# 朝", "", "## start", "### 始まり", "", "レジが止まりました。", "", "2026\\. 年の初めです。", "",
		"- [紙で売る](#ask) `hours += 1;hours += 2`", "- [待つ](#ask) `hours -= 3`", "",
		"## ask", "### 設問", "", "時間は`= hours`です。`if hours > 0`", "", "- [x] 事実", "- [x] 時刻", "- [ ] うわさ", "", "[送る](#evening)", "",
		"## evening", "### 夕方 `end`", "", "店は開いたままでした。", "",
	}, "\n")
	files := map[string][]byte{"morning.md": []byte(many)}
	got := Mend(tree(files), "morning.md")
	if len(got) != 1 || string(got[0].Is) != want || string(got[0].Was) != many {
		t.Fatalf("got %d files\n%s\nwant\n%s", len(got), got[0].Is, want)
	}
	said := fmt.Sprint(got[0].Rules)
	if want := "map[E040:1 E043:2 E044:2 E045:2 E047:1 E101:3 I009:1 W032:1 W046:1]"; said != want {
		t.Errorf("got %s, want %s", said, want)
	}
	if again := Mend(tree(map[string][]byte{"morning.md": got[0].Is}), "morning.md"); len(again) > 0 {
		t.Errorf("mended again: %v\n%s", again[0].Rules, again[0].Is)
	}
}

// TestMendKeeps: what an author wants, and what no rule speaks of, stays as it
// is: line ends too.
func TestMendKeeps(t *testing.T) {
	text := "\ufeff" + strings.ReplaceAll(morning(quiet, "<!-- lint-ok W046: 字下げ -->\n\n　朝です。\n\n全角の１２＃は、文の中ではそのまま。\n\n- [売る](＃evening)\n"), "\n", "\r\n")
	text = strings.Replace(text, "# 朝\r\n", "# 朝\r\n\r\n<!-- lint-ok I009: 印刷所の決まり -->\r\n", 1)
	got := Mend(tree(map[string][]byte{"morning.md": []byte(text)}), "morning.md")
	want := strings.Replace(text, "＃evening", "#evening", 1)
	if len(got) != 1 || string(got[0].Is) != want {
		t.Fatalf("got %d files: %s\nwant %s", len(got), fmt.Sprintf("%q", got[0].Is), fmt.Sprintf("%q", want))
	}
}

// TestMendAnswers: a mend never makes a wrong answer a right one.
func TestMendAnswers(t *testing.T) {
	text := morning(quiet, "- [〇] 事実\n- ［×］うわさ\n- [×] 悪口\n\n[送る](#evening)\n")
	if got := Mend(tree(map[string][]byte{"morning.md": []byte(text)}), "morning.md"); len(got) > 0 {
		t.Errorf("got\n%s", got[0].Is)
	}
}

// TestMendFamily: translations and included files are mended, each once.
func TestMendFamily(t *testing.T) {
	text := "-- morning.md --\n" + morning(quiet, "- [売る](parts.md＃sell)\n- [待つ](#evening)\n") +
		"-- parts.md --\n##sell\n### 売る `end`\n\n売れました。\n" +
		"-- morning.en.md --\n---\nof: morning.md\nlang: en\ntitle: Morning\n---\n\n# Morning\n\n##start\n### Start\n\nIt stopped.\n"
	_, files, err := example{text: text}.files()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range Mend(tree(files), "morning.md") {
		got = append(got, fmt.Sprint(m.File, m.Rules))
	}
	want := []string{"morning.en.mdmap[E043:1]", "morning.mdmap[E041:1]", "parts.mdmap[E043:1]"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// FuzzMend: behind a mend nothing mechanical is left, a second one changes
// nothing, and what was written is still there.
func FuzzMend(f *testing.F) {
	for _, code := range slices.Sorted(maps.Keys(mechanical)) {
		pg, err := readPage(assets.Rules, code)
		if err != nil {
			f.Fatal(err)
		}
		_, files, err := pg.failing.files()
		if err != nil {
			f.Fatal(err)
		}
		for _, text := range files {
			f.Add(text)
		}
	}
	for _, line := range []string{"- ［ａ］（＃ｂ） ｀if ａ ＝＝ １｀", "##　a `end`", "- [ｘ]事実 `score.a　+= “1`", "１２. a\n　　b", "- ７０％［a］(#b)", "**a（b）**c ｀= a｀", "[送る］（#b)", "-　[x] a"} {
		f.Add([]byte(morning(hours, line+"\n")))
		f.Add([]byte(strings.ReplaceAll(morning(hours, line+"\n"), "\n", "\r\n")))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		holdMended(t, map[string][]byte{"morning.md": text}, map[string]int{})
	})
}

// holdMended holds what a mend makes of morning.md to its word.
func holdMended(t *testing.T, files map[string][]byte, mended map[string]int) {
	t.Helper()
	for _, m := range Mend(tree(files), "morning.md") {
		if was, is := essence(m.Was), essence(m.Is); was != is {
			t.Errorf("%v\n%q\nbecame\n%q", m.Rules, m.Was, m.Is)
		}
		files[m.File] = m.Is
		for rule, n := range m.Rules {
			mended[rule] += n
		}
	}
	res := parse.Read(tree(files), "morning.md")
	for _, p := range Check(res) {
		if own := Fixes(res, p); len(own) > 0 && (p.Rule == "I009" || fits(res, nil, own)) {
			t.Errorf("left: %s %s in\n%q", p.From, p.Rule, files["morning.md"])
		}
	}
	if again := Mend(tree(files), "morning.md"); len(again) > 0 {
		t.Errorf("mended again: %v\n%q", again[0].Rules, again[0].Is)
	}
}

var anyBox = regexp.MustCompile(`\[[^\[\]\n]{0,9}\]`)

// essence is a text without what a mend may change: widths, blanks, line ends,
// what stands in a box, backslashes and curly quotes.
func essence(text []byte) string {
	s := strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\r\u3000\ufeff\\“”„‟‘’‚‛×", r) {
			return -1
		}
		return narrow(r)
	}, string(text))
	return anyBox.ReplaceAllString(s, "[]")
}

func TestPatch(t *testing.T) {
	raw := "\ufeffab\r\ncd\ne\r\n"
	for _, tt := range []struct {
		edits []Edit
		want  string
	}{
		{nil, raw},
		{[]Edit{{Span: parse.Span{Start: 3, End: 4}, New: "X"}}, "\ufeffab\r\nXd\ne\r\n"},
		{[]Edit{{Span: parse.Span{Start: 6, End: 7}, New: "Z"}, {Span: parse.Span{Start: 0, End: 0}, New: "Y"}}, "\ufeffYab\r\ncd\nZ\r\n"},
		{[]Edit{{Span: parse.Span{Start: 8, End: 8}, New: "!"}}, raw + "!"},
		{[]Edit{{Span: parse.Span{Start: 1, End: 3}, New: ""}}, "\ufeffacd\ne\r\n"},
	} {
		if got := patch([]byte(raw), tt.edits); !bytes.Equal(got, []byte(tt.want)) {
			t.Errorf("%v: got %q, want %q", tt.edits, got, tt.want)
		}
	}
}

// TestPatched: what lies over the disk is what is read, and only that.
func TestPatched(t *testing.T) {
	over := patched{tree(map[string][]byte{"a.md": []byte("a"), "b.md": []byte("b")}), map[string][]byte{"a.md": []byte("longer")}}
	for name, want := range map[string]string{"a.md": "longer", "b.md": "b"} {
		text, err := fs.ReadFile(over, name)
		info, serr := fs.Stat(over, name)
		if err != nil || serr != nil || string(text) != want || info.Size() != int64(len(want)) || !info.Mode().IsRegular() {
			t.Errorf("%s: %q, %v, %v", name, text, err, serr)
		}
	}
}

// TestMendRandom: scenarios put together from what input methods type.
func TestMendRandom(t *testing.T) {
	parts := []string{
		"\n", "\n", "\n\n", "- ", "- [", "](#evening)", "］（＃evening）", "](＃evening)", "［", "］", "（", "）", "｀", "`", "hours", " += ", "＋＝", "１", "２；", "“3”",
		"#", "##", "＃", "＃＃", "## evening", "　", "　　", " ", "[x]", "[ ]", "[×]", "［ｘ］", "［　］", "- [x]", "12. ", "2026. ", "３）", "> ", "**", "店長", "：", "if hours ＞ 1",
		"```\n", "<!-- lint-ok W046: あ -->", "７０％ ", "30% ", "score.calm", "\r\n", "事実", "。", "| a |\n|---|\n", "https://", "notes/a.md",
	}
	dice := rand.New(rand.NewPCG(4, 1))
	mended := map[string]int{}
	for range 1500 {
		var b strings.Builder
		for range 1 + dice.IntN(30) {
			b.WriteString(parts[dice.IntN(len(parts))])
		}
		files := map[string][]byte{"morning.md": []byte(morning(hours, b.String()+"\n"))}
		holdMended(t, files, mended)
		if t.Failed() {
			return
		}
	}
	for rule := range mechanical {
		if mended[rule] == 0 {
			t.Errorf("%s was never mended", rule)
		}
	}
}
