package lint

import (
	"fmt"
	"strings"
	"testing"

	"kobayashi/assets"
	"kobayashi/game"
	"kobayashi/game/parse"
)

// TestSilenceEveryRule: each rule that may be silenced is, by a comment where
// its page fails, and the comment is not in vain. No other rule is.
func TestSilenceEveryRule(t *testing.T) {
	for _, code := range Codes() {
		t.Run(code, func(t *testing.T) {
			pg, err := readPage(assets.Rules, code)
			if err != nil {
				t.Fatal(err)
			}
			first, files, err := pg.failing.files()
			if err != nil {
				t.Fatal(err)
			}
			was := everything(t, files, first)
			for i := len(was) - 1; i >= 0; i-- { // from the last: lines stay where they are
				if was[i].Rule == code {
					wishAt(files, was[i].From, code)
				}
			}
			got := everything(t, files, first)
			if stays := !mayBeSilenced(code); stays != (count(got, code) > 0) {
				t.Errorf("%s stays: %v, want %v\n%s", code, !stays, stays, tell(t, got))
			}
			if mayBeSilenced(code) && count(got, "W610") > 0 {
				t.Errorf("in vain\n%s", tell(t, got))
			}
		})
	}
}

func everything(t *testing.T, files map[string][]byte, first string) []game.Problem {
	t.Helper()
	res := parse.Read(tree(files), first)
	exact, _, err := Prove(t.Context(), res, exampleStates)
	if err != nil {
		t.Fatal(err)
	}
	return Settle(append(Check(res), exact...))
}

// wishAt puts a comment where it speaks of a place: behind the scene's title, or
// behind the file's title before the first scene and in a note.
func wishAt(files map[string][]byte, at game.Pos, code string) {
	all := strings.SplitAfter(string(files[at.File]), "\n")
	behind := 0
	for i, line := range all {
		switch {
		case strings.HasPrefix(line, "### ") || strings.HasPrefix(line, "# "):
			if behind == 0 || i < at.Line {
				behind = i + 1
			}
		case strings.HasPrefix(line, "## ") && i < at.Line:
			behind = i + 1 // of a scene without a title
		}
	}
	wish := fmt.Sprintf("\n<!-- lint-ok %s: わざと -->\n", code)
	files[at.File] = []byte(strings.Join(all[:behind], "") + wish + strings.Join(all[behind:], ""))
}

func TestInVain(t *testing.T) {
	body := func(wish string) string {
		return fmt.Sprintf(front, "", "## start\n### 朝\n\n"+wish+"\n\n止まりました。\n\n- [紙で売る](#evening)\n"+evening)
	}
	tests := []struct{ name, text, want string }{
		{"nothing to silence", body("<!-- lint-ok W606: 引用 -->"), "13:14 silences nothing"},
		{"nothing exact to silence", body("<!-- lint-ok W305: 気分 -->"), "13:14 silences nothing"},
		{"no rule", body("<!-- lint-ok: 気分 -->"), "13:1 names no rule"},
		{"no such rule", body("<!-- lint-ok W350: 気分 -->"), `13:14 did you mean "W305"?`},
		{"an error", body("<!-- lint-ok E050: 気分 -->"), "13:14 E050 cannot be silenced"},
		{"itself", body("<!-- lint-ok W610: 気分 -->"), "13:14 W610 cannot be silenced"},
		{"no reason", body("<!-- lint-ok W606 -->"), "13:14 no reason"},
		{"two rules", body("<!-- lint-ok W606, W601: 気分 -->"), "13:14 one rule"},
		{"with an error elsewhere", strings.Replace(body("<!-- lint-ok W606: 引用 -->"), "#evening)", "#evning)", 1), ""},
		{"with an error, no reason", strings.Replace(body("<!-- lint-ok W305 -->"), "#evening)", "#evning)", 1), "13:14 no reason"},
		{"another comment", body("<!-- lint の話 -->"), ""},
		{"in a note, in vain", "-- morning.md --\n" + body("やあ。") + "-- notes/till.md --\n# レジ\n\n<!-- lint-ok W606: 引用 -->\n", "notes/till.md:3:14 silences nothing"},
		{"in a note", "-- morning.md --\n" + body("やあ。") + "-- notes/till.md --\n# レジ\n\n止める…か。\n\n<!-- lint-ok W606: 引用 -->\n", ""},
		{"in a translation", "-- morning.md --\n" + body("やあ。") + "-- morning.en.md --\n" + "---\nof: morning.md\nlang: en\ntitle: Morning\n---\n\n# Morning\n\n## start\n### Morning\n\n<!-- lint-ok W509: gone -->\n\nHello.\n\nIt stopped.\n\n- [Sell](#evening)\n\n## evening\n### Evening `end`\n\nOpen.\n", "morning.en.md:12:14 silences nothing"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			first, files, err := example{text: tt.text}.files()
			if err != nil {
				t.Fatal(err)
			}
			var got []game.Problem
			for _, p := range everything(t, files, first) {
				if p.Rule == "W610" {
					got = append(got, p)
				}
			}
			place, words, _ := strings.Cut(tt.want, " ")
			switch {
			case tt.want == "" && len(got) == 0:
			case len(got) != 1 || !strings.HasSuffix(got[0].From.String(), ":"+place) && got[0].From.String() != place || !strings.Contains(got[0].Message.EN+" "+got[0].Mend.EN, words):
				t.Errorf("want %q, got\n%s", tt.want, tellMends(got))
			}
		})
	}
}

// TestInVainUnproved: of what was not looked at to the end, nothing is said.
func TestInVainUnproved(t *testing.T) {
	round := morning(quiet, "<!-- lint-ok W305: 気分 -->\n\n- [売る](#evening)\n- [待つ](#start)\n")
	if got := everythingIn(t, round); count(got, "E209") != 1 || count(got, "W610") != 0 {
		t.Errorf("got\n%s", tell(t, got))
	}
	got := everythingIn(t, strings.Replace(round, "#start)", "#evening)", 1))
	if count(got, "W610") != 1 {
		t.Errorf("got\n%s", tell(t, got))
	}
}

// TestSilencePlainer: who silences a rule does not hear the same of the exact
// one that it implies.
func TestSilencePlainer(t *testing.T) {
	text := morning(hours, "<!-- lint-ok W113: わざと -->\n\n- [売る](#evening) `hours += 1`\n- [待つ](#evening) `if hours >= 0`\n")
	_, files, err := example{text: text}.files()
	if err != nil {
		t.Fatal(err)
	}
	if got := everything(t, files, "example.md"); count(got, "W205")+count(got, "W113")+count(got, "W610") > 0 {
		t.Errorf("got\n%s", tell(t, got))
	}
}
