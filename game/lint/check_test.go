package lint

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"kobayashi/game"
	"kobayashi/game/parse"
	"kobayashi/scenarios"
)

// TestShelf: what ships has no error and no warning.
func TestShelf(t *testing.T) {
	for _, file := range scenarios.Shelf() {
		res := parse.Read(scenarios.FS(), file)
		problems := Check(res)
		if errors, warnings, _ := Count(problems); errors+warnings > 0 {
			var b strings.Builder
			if err := WriteText(&b, problems, Sources(res), "en"); err != nil {
				t.Fatal(err)
			}
			t.Errorf("%s\n%s", file, b.String())
		}
		if len(res.Translations) == 0 {
			t.Errorf("%s: its translation was not read", file)
		}
	}
}

// TestExample: the format's own example has no error and no warning.
func TestExample(t *testing.T) {
	res := parse.Read(os.DirFS("testdata"), "members-page.md")
	got := Check(res)
	for _, p := range got {
		// The example translates the front matter and the first scene only.
		if p.Rule != "E501" && p.Rule != "W508" {
			t.Errorf("got %s", tell(t, got))
			break
		}
	}
	if n := count(got, "E501"); n != 6 {
		t.Errorf("got %d untranslated scenes, want 6\n%s", n, tell(t, got))
	}
	exact, proofs, err := Prove(t.Context(), res, 0)
	if err != nil || len(proofs) != 1 || len(exact) != 0 {
		t.Errorf("got %v, %v\n%s", proofs, err, tell(t, exact))
	}
}

// check gives the problems of files; the first in order of name without a
// language is the base.
func check(t *testing.T, files map[string]string) []game.Problem {
	t.Helper()
	data := map[string][]byte{}
	base := ""
	for name, text := range files {
		data[name] = []byte(text)
		if strings.Count(name, ".") == 1 && !strings.Contains(name, "/") && (base == "" || name < base) {
			base = name
		}
	}
	return Check(parse.Read(tree(data), base))
}

func count(list []game.Problem, rule string) (n int) {
	for _, p := range list {
		if p.Rule == rule {
			n++
		}
	}
	return n
}

const front = "---\nformat: 1\nid: morning\ntitle: 朝\nlang: ja\n%s---\n\n# 朝\n\n%s"

const evening = "\n## evening\n### 夕方 `end`\n\n店は開いたままでした。\n"

func TestSilence(t *testing.T) {
	choices := "\n- [紙で売る](#evening)\n- [電卓で売る](#evening)\n"
	tests := []struct {
		name, front, body string
		rule              string
		want              int    // how often the rule stays
		mend              string // in its mend
	}{
		{"not asked", "", "## start\n### 朝\n\n止まりました。\n" + choices + evening, "W301", 1, ""},
		{"in the scene", "", "## start\n### 朝\n\n<!-- lint-ok W301: わざと -->\n\n止まりました。\n" + choices + evening, "W301", 0, ""},
		{"behind the decision", "", "## start\n### 朝\n\n止まりました。\n" + choices + "\n<!-- lint-ok W301: わざと -->\n" + evening, "W301", 0, ""},
		{"in lower case", "", "## start\n### 朝\n\n<!-- lint-ok w301: わざと -->\n\n止まりました。\n" + choices + evening, "W301", 0, ""},
		{"without a reason", "", "## start\n### 朝\n\n<!-- lint-ok W301 -->\n\n止まりました。\n" + choices + evening, "W301", 1, "lint-ok W301: 理由"},
		{"with an empty reason", "", "## start\n### 朝\n\n<!-- lint-ok W301: -->\n\n止まりました。\n" + choices + evening, "W301", 1, "lint-ok W301: 理由"},
		{"another rule", "", "## start\n### 朝\n\n<!-- lint-ok W306: わざと -->\n\n止まりました。\n" + choices + evening, "W301", 1, ""},
		{"another scene", "", "## start\n### 朝\n\n止まりました。\n" + choices + evening + "\n<!-- lint-ok W301: わざと -->\n", "W301", 1, ""},
		{"only there", "", "## start\n### 朝\n\n<!-- lint-ok W606: 引用 -->\n\nまだ…です。\n\n- [紙で売る](#evening)\n" + evening + "\nまた…明日。\n", "W606", 1, ""},
		{"before the scenes", "vars: {hours: {label: 時間, max: 3}}\n", "<!-- lint-ok W403: あとで使う -->\n\n## start\n### 朝\n\n止まりました。\n\n- [紙で売る](#evening)\n" + evening, "W403", 0, ""},
		{"front matter, from a scene", "vars: {hours: {label: 時間, max: 3}}\n", "## start\n### 朝\n\n<!-- lint-ok W403: あとで使う -->\n\n止まりました。\n\n- [紙で売る](#evening)\n" + evening, "W403", 1, ""},
		{"the parser's", "", "## start\n### 朝\n\n<!-- lint-ok W021: わざと -->\n\n止まりました。\n\n- [紙で売る](#evening)\n\nあとがき。\n" + evening, "W021", 0, ""},
		{"an error", "", "## start\n### 朝\n\n<!-- lint-ok E050: わざと -->\n\n止まりました。\n\n- [紙で売る](#nowhere)\n" + evening, "E050", 1, "lint-ok では消せません"},
		{"a real name", "", "## start\n### 朝\n\n<!-- lint-ok E602: 協力会社の許可あり -->\n\nwww.panya.jp です。\n\n- [紙で売る](#evening)\n" + evening, "E602", 0, ""},
		{"a real name, allowed", "allow: {panya.jp: 許可あり}\n", "## start\n### 朝\n\nwww.panya.jp です。\n\n- [紙で売る](#evening)\n" + evening, "E602", 0, ""},
		{"another name allowed", "allow: {anya.jp: 許可あり}\n", "## start\n### 朝\n\nwww.panya.jp です。\n\n- [紙で売る](#evening)\n" + evening, "E602", 1, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := check(t, map[string]string{"morning.md": fmt.Sprintf(front, tt.front, tt.body)})
			if n := count(got, tt.rule); n != tt.want {
				t.Fatalf("%s stands %d times, want %d\n%s", tt.rule, n, tt.want, tell(t, got))
			}
			for _, p := range got {
				if p.Rule == tt.rule && !strings.Contains(p.Mend.JA, tt.mend) {
					t.Errorf("mend %q, want %q in it", p.Mend.JA, tt.mend)
				}
			}
		})
	}
}

func TestSettle(t *testing.T) {
	said := game.Say("同じ", "same")
	p := func(rule string, line, from, to int) game.Problem {
		return game.Problem{From: game.Pos{File: "a.md", Line: line, Column: from}, To: game.Pos{File: "a.md", Line: line, Column: to}, Rule: rule, Message: said}
	}
	tests := []struct {
		name     string
		in, want []game.Problem
	}{
		{"in order", []game.Problem{p("W606", 3, 1, 2), p("E050", 1, 9, 12), p("E050", 1, 2, 4), p("E010", 1, 2, 4)}, []game.Problem{p("E010", 1, 2, 4), p("E050", 1, 2, 4), p("E050", 1, 9, 12), p("W606", 3, 1, 2)}},
		{"once", []game.Problem{p("E050", 1, 2, 4), p("E050", 1, 2, 4)}, []game.Problem{p("E050", 1, 2, 4)}},
		{"implied", []game.Problem{p("W113", 2, 8, 14), p("W205", 2, 4, 20)}, []game.Problem{p("W113", 2, 8, 14)}},
		{"implied by the same place", []game.Problem{p("W203", 5, 4, 9), p("W053", 5, 4, 9), p("W208", 6, 1, 5), p("W112", 6, 1, 5)}, []game.Problem{p("W053", 5, 4, 9), p("W112", 6, 1, 5)}},
		{"elsewhere", []game.Problem{p("W113", 2, 8, 14), p("W205", 3, 4, 20)}, []game.Problem{p("W113", 2, 8, 14), p("W205", 3, 4, 20)}},
		{"not the other way", []game.Problem{p("W112", 2, 8, 14), p("W205", 2, 8, 14)}, []game.Problem{p("W112", 2, 8, 14), p("W205", 2, 8, 14)}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Settle(slices.Clone(tt.in))
			if !slices.EqualFunc(got, tt.want, func(a, b game.Problem) bool { return a.Rule == b.Rule && a.From == b.From }) {
				t.Errorf("got\n%swant\n%s", tell(t, got), tell(t, tt.want))
			}
		})
	}
}

// TestAbsence: an error may hide what a rule would miss, so such rules wait.
func TestAbsence(t *testing.T) {
	tests := map[string]string{
		"E050": fmt.Sprintf(front, "", "## start\n### 朝\n\n止まりました。\n\n- [紙で売る](#evning)\n- [待つ](#night)\n"+evening+"\n## night\n### 夜 `end`\n\n早く帰りました。\n"),
		"E107": fmt.Sprintf(front, "vars: {paper: false}\n", "## start\n### 朝\n\n止まりました。\n\n- [紙で売る](#evening) `papre = true`\n- [待つ](#evening) `if not paper`\n"+evening),
		"E054": fmt.Sprintf(front, "endings: {calm: 静か}\n", "## start\n### 朝 `end clam`\n\n止まりました。\n"),
		"E040": fmt.Sprintf(front, "score: {calm: {label: 落ち着き, max: 2}}\n", "## start\n### 朝\n\n止まりました。\n\n- [紙で売る](#evening) ｀score.calm += 1｀\n"+evening),
	}
	for rule, text := range tests {
		if got := check(t, map[string]string{"morning.md": text}); len(got) != 1 || got[0].Rule != rule {
			t.Errorf("want %s alone, got\n%s", rule, tell(t, got))
		}
	}
}

func TestUnreadable(t *testing.T) {
	got := Check(parse.Read(tree(nil), "gone.md"))
	if errors, _, _ := Count(got); errors != 1 || len(got) != 1 {
		t.Errorf("got\n%s", tell(t, got))
	}
	if Sources(parse.Read(tree(nil), "gone.md")) == nil {
		t.Error("no map")
	}
}
