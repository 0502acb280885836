package lint

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kobayashi/game"
)

// golden compares a text with a file of testdata; GOLDEN=write writes it anew.
func golden(t *testing.T, got string) {
	t.Helper()
	file := filepath.Join("testdata", filepath.FromSlash(t.Name())+".txt")
	if os.Getenv("GOLDEN") == "write" {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s\ngot\n%s\nwant\n%s", file, got, want)
	}
}

func at(line, column int) game.Pos { return game.Pos{File: "店.md", Line: line, Column: column} }

func problem(rule string, from, to game.Pos) game.Problem {
	return game.Problem{
		From: from, To: to, Rule: rule,
		Message: game.Say("「%s」という場面はありません", "there is no scene %q", "wacht"),
		Mend:    game.Say("「%s」のことですか", "did you mean %q?", "watch"),
	}
}

// In each source the fault is the word wacht, wherever that stands in cells.
var sources = []struct{ name, line string }{
	{"ascii", "- [Watch for one hour](#wacht) `trust -= 2`"},
	{"japanese", "- [一時間だけ様子を見る](#wacht) `trust -= 2`"},
	{"tabs", "\t-\t[見る](#wacht)"},
	{"half-width-kana", "- [ﾐﾙ](#wacht)"},
	{"combining", "- [が\u3099ぎ\u3099](#wacht)"},
	{"emoji", "- [🙂](#wacht)"},
	{"long", "- [" + strings.Repeat("会員ページだけを切り離す、", 8) + "](#wacht) `hours += 2` " + strings.Repeat("、あとの話", 20)},
	{"long-shifted", "- [" + strings.Repeat("会員ページだけを切り離す、", 8) + "x](#wacht) `hours += 2` " + strings.Repeat("、あとの話", 20)},
	{"long-at-start", "- [見る](#wacht) " + strings.Repeat("あとの話、", 20)},
	{"long-at-end", strings.Repeat("あとの話、", 20) + "(#wacht)"},
	{"hostile", "- [a\x1b[31m\u202eb\u200b](#wacht)"},
}

func TestWriteText(t *testing.T) {
	for _, lang := range []string{"ja", "en"} {
		t.Run(lang, func(t *testing.T) {
			var b bytes.Buffer
			for _, s := range sources {
				column := 1 + len([]rune(s.line[:strings.Index(s.line, "wacht")]))
				p := problem("E050", at(2, column), at(2, column+5))
				b.WriteString("== " + s.name + "\n")
				if err := WriteText(&b, []game.Problem{p}, map[string][]byte{"店.md": []byte("一行目\n" + s.line + "\n三行目")}, lang); err != nil {
					t.Fatal(err)
				}
			}
			golden(t, b.String())
		})
	}
}

func TestWriteTextShapes(t *testing.T) {
	noSource := problem("E050", game.Pos{File: "消えた.md", Line: 3, Column: 1}, game.Pos{})
	whole := problem("E001", game.Pos{File: "店.md"}, game.Pos{})
	open := problem("W053", at(1, 4), game.Pos{})
	across := problem("W021", at(1, 4), at(2, 2))
	atEnd := problem("E051", at(1, 8), at(1, 8))
	played := problem("E201", at(1, 4), at(1, 7))
	played.Play = []game.Move{{Scene: "first-report", N: 2}, {Scene: "isolated", Ticks: []int{1, 3}}, {Scene: "空", Ticks: []int{}}}
	var b bytes.Buffer
	list := []game.Problem{noSource, whole, open, across, atEnd, played}
	if err := WriteText(&b, list, map[string][]byte{"店.md": []byte("## 第一報です\n二行目\n")}, "ja"); err != nil {
		t.Fatal(err)
	}
	golden(t, b.String())
}

func TestWriteTextIsSafe(t *testing.T) {
	p := problem("E006", game.Pos{File: "\x1b]0;x\a.md", Line: 1, Column: 1}, game.Pos{})
	p.Message = game.Say("\x1b[2J%s", "\x1b[2J%s", "\u009b")
	p.Mend = game.Say("\u202e", "\u202e")
	var b bytes.Buffer
	if err := WriteText(&b, []game.Problem{p}, map[string][]byte{p.From.File: []byte("\x1bP\xff\u0085\u2066\n")}, "ja"); err != nil {
		t.Fatal(err)
	}
	for _, r := range b.String() {
		if r != '\n' && (r < ' ' || r >= 0x7F && r < 0xA0 || r == '\u202e' || r == '\u2066') {
			t.Errorf("%q lets %U through", b.String(), r)
		}
	}
}

func TestWriteJSON(t *testing.T) {
	list := []game.Problem{
		problem("E050", at(2, 12), at(2, 17)),
		problem("W053", at(4, 4), game.Pos{}),
		problem("I608", game.Pos{File: "店.md"}, game.Pos{}),
	}
	list[1].Play = []game.Move{{Scene: "第一報", N: 2}, {Scene: "isolated", Ticks: []int{}}}
	proofs := []Proof{{File: "店.md", Variant: "a", States: 12}, {File: "店.md", Variant: "b", States: 900, Limit: 900}}
	for _, lang := range []string{"ja", "en"} {
		t.Run(lang, func(t *testing.T) {
			var b bytes.Buffer
			if err := WriteJSON(&b, list, proofs, lang); err != nil {
				t.Fatal(err)
			}
			golden(t, b.String())
		})
	}
}

func TestWriteJSONShape(t *testing.T) {
	var b bytes.Buffer
	if err := WriteJSON(&b, nil, nil, "ja"); err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"problems", "proved", "not_proved"} {
		if list, ok := got[key].([]any); !ok || len(list) != 0 {
			t.Errorf("%s = %v, want an empty list", key, got[key])
		}
	}
	for _, key := range []string{"errors", "warnings", "hints"} {
		if got[key] != 0.0 {
			t.Errorf("%s = %v, want 0", key, got[key])
		}
	}
	if len(got) != 6 {
		t.Errorf("got %d keys, want 6: %v", len(got), got)
	}
}
