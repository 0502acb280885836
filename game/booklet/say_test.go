package booklet_test

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"kobayashi/game/booklet"
)

// tree makes a folder of texts.
type tree map[string]string

func (t tree) fs() fs.FS {
	m := fstest.MapFS{}
	for name, text := range t {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

// TestWords: a condition of the format in words, in both languages.
func TestWords(t *testing.T) {
	tests := []struct{ code, ja, en string }{
		{"n >= 5", "「信用」が 5 に届いている", "Trust is 5 or more"},
		{"not n >= 5", "「信用」が 5 より小さい", "Trust is less than 5"},
		{"n <= 5", "「信用」が 5 を超えない", "Trust is 5 or less"},
		{"not (n <= 5)", "「信用」が 5 を超える", "Trust is more than 5"},
		{"n == 3", "「信用」がちょうど 3 である", "Trust is 3"},
		{"n != 3", "「信用」が 3 でない", "Trust is not 3"},
		{"not n == 3", "「信用」が 3 でない", "Trust is not 3"},
		{"flag", "「印1」に印がある", "mark 1 is ticked"},
		{"not flag", "「印1」に印がない", "mark 1 is not ticked"},
		{"flag == false", "「印1」に印がない", "mark 1 is not ticked"},
		{"flag != false", "「印1」に印がある", "mark 1 is ticked"},
		{"not (flag == true)", "「印1」に印がない", "mark 1 is not ticked"},
		{"#b", "カード2を通った", "you have been at card 2"},
		{"not #b", "カード2を通っていない", "you have not been at card 2"},
		{"n > 1 and flag", "「信用」が 1 を超える、かつ 「印1」に印がある", "Trust is more than 1 and mark 1 is ticked"},
		{"not (n > 1 and flag)", "「信用」が 1 を超えない、または 「印1」に印がない", "Trust is 1 or less or mark 1 is not ticked"},
		{"flag and (n < 2 or #b)", "「印1」に印がある、かつ (「信用」が 2 より小さい、または カード2を通った)", "mark 1 is ticked and (Trust is less than 2 or you have been at card 2)"},
		{"n - (m - 1) * 2 > -3", "「信用 - (数え1 - 1) x 2」が -3 を超える", "Trust - (counter 1 - 1) x 2 is more than -3"},
		{"list == two", "「札1」がちょうど 2 である", "tag 1 is 2"},
		{"mood == bad", "「空気」がちょうど bad である", "Mood is bad"},
	}
	for _, tt := range tests {
		text := "---\nformat: 1\nid: w\ntitle: t\nlang: ja\nvars:\n  n: {label: 信用, min: 0, max: 9, start: 5}\n  m: {min: 0, max: 9, start: 5}\n  flag: false\n" +
			"  list: {values: [one, two], start: one}\n  mood: {label: 空気, values: [good, bad], start: good}\nendings: {e: e}\n---\n\n# t\n\n" +
			"## a\n\nx\n\n1. [go](#b) `if " + tt.code + "`\n2. [on](#b)\n\n## b\n\n[x](https://example.org)\n\n- [on](#e) `m = 1; flag = true; list = two; mood = bad`\n\n## e\n### e `end`\n\nx `if m > 0 or flag or list == one`\n"
		en := "---\nof: w.md\nlang: en\ntitle: t\nvars: {n: {label: Trust}, mood: {label: Mood}}\n---\n\n# t\n\n## a\n\nx\n\n1. [go](#b) `if " + tt.code + "`\n2. [on](#b)\n\n## b\n\nx\n\n- [on](#e) `m = 1; flag = true; list = two; mood = bad`\n\n## e\n### e `end`\n\nx `if m > 0 or flag or list == one`\n"
		sc := read(t, tree{"w.md": text, "w.en.md": en}.fs(), "w.md")
		for lang, want := range map[string]string{"ja": tt.ja, "en": tt.en} {
			b := booklet.Make(sc, booklet.With{For: booklet.Players}, book(t).In(lang))
			if got := b.Cards[0].Choices[0].Cond; got != want {
				t.Errorf("%s in %s: got %q, want %q", tt.code, lang, got, want)
			}
		}
	}
}

// TestEffects: what code changes, in words; points are never among it.
func TestEffects(t *testing.T) {
	tests := []struct {
		code string
		want []string
	}{
		{"n += 2", []string{"Trust +2"}},
		{"n -= 2", []string{"Trust -2"}},
		{"n += -2", []string{"Trust -2"}},
		{"n -= -2", []string{"Trust +2"}},
		{"n -= m * 2", []string{"Trust -counter 1 x 2"}},
		{"n -= m + 1", []string{"Trust -(counter 1 + 1)"}},
		{"n = 4", []string{"set Trust to 4"}},
		{"flag = true", []string{"tick mark 1"}},
		{"flag = false", []string{"rub out mark 1"}},
		{"flag = n > 2", []string{"tick mark 1 if Trust is more than 2, else rub it out"}},
		{"list = two", []string{"set tag 1 to 2"}},
		{"score.s += 5", nil},
		{"unread += 1; n += 1", []string{"Trust +1"}},
	}
	for _, tt := range tests {
		text := "---\nformat: 1\nid: w\ntitle: t\nlang: en\nvars:\n  n: {label: Trust, min: 0, max: 9, start: 5}\n  m: {min: 0, max: 9, start: 5}\n  unread: {min: 0, max: 9, start: 5}\n  flag: false\n" +
			"  list: {values: [one, two], start: one}\nscore: {s: {label: S, max: 5}}\nendings: {e: e}\n---\n\n# t\n\n## a\n\n`" + tt.code + "`\n\nx\n\n- [on](#e)\n\n## e\n### e `end`\n\nx `if m > 0 or flag or list == one`\n"
		sc := read(t, tree{"w.md": text}.fs(), "w.md")
		b := booklet.Make(sc, booklet.With{For: booklet.Players}, book(t).In("en"))
		got := b.Cards[0].Arrive
		want := ""
		for i, w := range tt.want {
			if i > 0 {
				want += ", "
			}
			want += w
		}
		if len(got) > 1 || (len(got) == 1) != (want != "") || len(got) == 1 && got[0] != want {
			t.Errorf("%s: got %q, want %q", tt.code, got, want)
		}
	}
}
