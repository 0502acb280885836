package lint

import (
	"slices"
	"strings"
	"testing"

	"kobayashi/assets"
	"kobayashi/game"
	"kobayashi/game/parse"
)

// mended puts edits into a file.
func mended(source []byte, edits []Edit) string {
	slices.SortFunc(edits, func(a, b Edit) int { return b.Span.Start - a.Span.Start })
	text := string(source)
	for _, e := range edits {
		text = text[:e.Span.Start] + e.New + text[e.Span.End:]
	}
	return text
}

// TestFixPages: what is mechanical is mended in the failing example of its page.
func TestFixPages(t *testing.T) {
	for rule := range mechanical {
		t.Run(rule, func(t *testing.T) {
			pg, err := readPage(assets.Rules, rule)
			if err != nil {
				t.Fatal(err)
			}
			first, files, err := pg.failing.files()
			if err != nil {
				t.Fatal(err)
			}
			res := parse.Read(tree(files), first)
			edits := map[string][]Edit{}
			for _, p := range Check(res) {
				if p.Rule == rule {
					edits[p.From.File] = append(edits[p.From.File], Fixes(res, p)...)
				}
			}
			if len(edits) == 0 {
				t.Fatal("nothing is mended")
			}
			for file, list := range edits {
				files[file] = []byte(mended(fileOf(res, file).Source, list))
			}
			for _, p := range Check(parse.Read(tree(files), first)) {
				if p.Rule == rule {
					t.Errorf("still %s: %s\n%s", p.From, p.Message.EN, files[p.From.File])
				}
			}
		})
	}
}

func TestFixes(t *testing.T) {
	tests := []struct {
		name, body, rule, want string // want "" is: not mended
	}{
		{"pair", "## a\n### A\n\n- [売る](#evening) ｀n += 1｀\n", "E040", "- [売る](#evening) `n += 1`"},
		{"lone tick", "## a\n### A\n\n｀n\n\n- [売る](#evening)\n", "E040", "`n"},
		{"wide heading", "## a\n### A\n\n- [売る](#evening)\n\n＃＃　b\n", "E041", "## b"},
		{"wide heading without a space", "## a\n### A\n\n- [売る](#evening)\n\n＃＃b\n", "E041", "## b"},
		{"target", "## a\n### A\n\n- [売る](＃evening)\n", "E041", "- [売る](#evening)"},
		{"two signs", "## a\n### A\n\n- [売る](#evening)\n\n##b\n", "E043", "## b"},
		{"one sign", "## a\n### A\n\n#tag\n\n- [売る](#evening)\n", "E043", ""},
		{"no space", "## a\n### A\n\n- [x]事実\n- [ ] うわさ\n\n[次](#evening)\n", "E044", "- [x] 事実"},
		{"times", "## a\n### A\n\n- [×] 事実\n- [ ] うわさ\n\n[次](#evening)\n", "E044", "- [x] 事実"},
		{"a cross among circles", "## a\n### A\n\n- [×] 事実\n- [〇] うわさ\n\n[次](#evening)\n", "E044", ""},
		{"a circle among crosses", "## a\n### A\n\n- [〇] 事実\n- [×] うわさ\n\n[次](#evening)\n", "E044", ""},
		{"a circle", "## a\n### A\n\n- [〇] 事実\n- [ ] うわさ\n\n[次](#evening)\n", "E044", "- [x] 事実"},
		{"a wide cross among circles", "## a\n### A\n\n- ［×］ 事実\n- [〇] うわさ\n\n[次](#evening)\n", "E045", ""},
		{"wide box", "## a\n### A\n\n- ［　］事実\n- [x] うわさ\n\n[次](#evening)\n", "E045", "- [ ] 事実"},
		{"wide link", "## a\n### A\n\n- ［紙（領収書）で］（#evening）\n- [売る](#evening)\n", "E045", "- [紙（領収書）で](#evening)"},
		{"wide link and sign", "## a\n### A\n\n- ［紙］（＃evening）\n- [売る](#evening)\n", "E045", "- [紙](#evening)"},
		{"wide end", "## a\n### A\n\n- [紙](#evening）\n- [売る](#evening)\n", "E045", "- [紙](#evening)"},
		{"quotes", "## a\n### A\n\n- [売る](#evening) `n = “1`\n", "E047", "- [売る](#evening) `n = 1`"},
		{"digits", "## a\n### A\n\n- [売る](#evening) `n　＋＝　１２`\n", "E101", "- [売る](#evening) `n += 12`"},
		{"percent", "## a\n### A\n\n- ７０％ [売る](#evening)\n- 30% [y](#evening)\n", "E101", "- 70% [売る](#evening)"},
		{"number", "## a\n### A\n\n2026. 年の初めです。\n\n- [売る](#evening)\n", "W032", "2026\\. 年の初めです。"},
		{"indented text", "## a\n### A\n\n　　朝です。\n\n- [売る](#evening)\n", "W046", "朝です。"},
		{"indented rationale", "## a\n### A\n\n- [売る](#evening)\n\n　理由です。\n", "W046", "  理由です。"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Replace(front, "%s---", "vars: {n: {label: 数, max: 99}}\n---", 1)
			text = strings.Replace(text, "%s", tt.body+evening, 1)
			res := parse.Read(tree(map[string][]byte{"morning.md": []byte(text)}), "morning.md")
			list := Check(res)
			i := slices.IndexFunc(list, func(p game.Problem) bool { return p.Rule == tt.rule })
			if i < 0 {
				t.Fatalf("no %s\n%s", tt.rule, tell(t, list))
			}
			got := mended(res.Base.Source, Fixes(res, list[i]))
			switch {
			case tt.want == "" && got != text:
				t.Errorf("mended to\n%s", got)
			case tt.want != "" && !strings.Contains(got, "\n"+tt.want+"\n"):
				t.Errorf("got\n%s\nwant the line %q", got, tt.want)
			}
		})
	}
}

// TestNoFix: what is no problem of a file that was read has no edit.
func TestNoFix(t *testing.T) {
	res := parse.Read(tree(map[string][]byte{"morning.md": []byte("x")}), "morning.md")
	for _, p := range []game.Problem{
		{Rule: "E101", From: game.Pos{File: "notes/a.md", Line: 1, Column: 1}},
		{Rule: "E050", From: game.Pos{File: "morning.md", Line: 1, Column: 1}},
		{Rule: "E101", From: game.Pos{File: "morning.md", Line: 900, Column: 7}, To: game.Pos{File: "morning.md", Line: 1, Column: 1}},
	} {
		if edits := Fixes(res, p); len(edits) != 0 {
			t.Errorf("%s: %v", p.From, edits)
		}
	}
}
