package game_test

import (
	"strings"
	"testing"

	"kobayashi/game"
)

func TestShow(t *testing.T) {
	r := membersPage()
	r.Vars = append(r.Vars, game.Var{Name: "mode", Type: game.Enum, Max: 1, Start: 1, Values: []string{"open", "shut"}})
	r.Vars[0].Start, r.Vars[0].Max = 4800, 9000
	base := &game.Text{Lang: "ja", Scenes: make([]game.SceneText, len(r.Scenes))}
	en := &game.Text{Lang: "en", Vars: map[string]game.Meter{"mode": {Values: map[string]string{"shut": "closed"}}}, Scenes: make([]game.SceneText, len(r.Scenes))}
	block := game.Block{Parts: []game.Part{{Text: "止めて "}, {Expr: ref("hours")}, {Text: " 時間、"}, {Expr: ref("mode")}}}
	hidden := game.Block{If: op(game.OpGt, ref("hours"), num(5000)), Parts: []game.Part{{Text: "x"}}}
	for _, text := range []*game.Text{base, en} {
		text.Scenes[0].Blocks = []game.Block{block, hidden}
	}
	sc, err := game.Compile(r, game.About{}, base, en)
	if err != nil {
		t.Fatal(err)
	}
	s, _ := sc.Start("")
	for lang, want := range map[string]string{"ja": "止めて 4,800 時間、shut", "en": "止めて 4,800 時間、closed", "fr": "止めて 4,800 時間、shut"} {
		got, shown := sc.Show(sc.Text(lang).Scenes[0].Blocks[0], s, lang)
		if got != want || !shown {
			t.Errorf("%s: got %q, want %q", lang, got, want)
		}
	}
	if got, shown := sc.Show(base.Scenes[0].Blocks[1], s, "ja"); shown || got != "" {
		t.Errorf("got %q shown, want it hidden", got)
	}
}

func TestDigits(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 48000: "48,000", -1234567: "-1,234,567", -100: "-100"} {
		if got := game.Digits(n); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestChanges(t *testing.T) {
	sc := compile(t, membersPage())
	s, _ := sc.Start("")
	after, _, _ := sc.Apply(s, 1)
	got := sc.Changes(s, after)
	if len(got) != 2 || got[0] != (game.Change{Var: 0, From: 0, To: 6}) || got[1] != (game.Change{Var: 1, From: 6, To: 5}) {
		t.Errorf("got %v", got)
	}
}

// TestExport reads the contract's shapes in the text of the export.
func TestExport(t *testing.T) {
	r := membersPage()
	r.Variants = []game.Variant{{ID: "hurt", Set: do(set("trust", num(2)))}}
	r.Scenes[4].When = op(game.OpAnd, op(game.OpLt, ref("hours"), num(6)), op(game.OpNot, seen("watch")))
	sc := compile(t, r)
	out, err := sc.Export()
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(strings.Fields(string(out)), "")
	for _, want := range []string{
		`"format":1,"id":"members-page","digest":"` + sc.Digest() + `","start":"first-report"`,
		`"hours":{"type":"number","min":0,"max":6,"start":0}`,
		`"evidence":{"type":"bool","start":false}`,
		`"variants":{"hurt":{"set":{"trust":2}}}`,
		`"scores":{"contain":{"max":18,"weight":1}`,
		`{"id":"finish","when":["and",["<",["var","hours"],6],["not",["visited","watch"]]]`,
		`{"n":1,"target":"isolated","percent":70,"do":[{"sub":"trust","expr":2},{"add":"hours","expr":4}]}`,
		`"kind":"question","items":[{"n":1,"expected":true},{"n":2,"expected":true},{"n":3}],"then":[{"target":"press","do":[{"score":"report"`,
		`{"id":"calm","ending":"calm","decision":{"kind":"end"}}`,
		`{"n":2,"target":"finish","if":["<",["var","hours"],6],"do":[{"set":"evidence","expr":true}`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the export lacks %s", want)
		}
	}
}

func TestDigestCoversRulesOnly(t *testing.T) {
	base := compile(t, membersPage()).Digest()
	same := membersPage()
	same.ID, same.Fixed = "other", true
	if got := compile(t, same).Digest(); got != base {
		t.Error("the id and the shown order are in the digest")
	}
	for name, edit := range map[string]func(*game.Rules){
		"percent": func(r *game.Rules) { r.Scenes[1].Decision.Items[0].Percent = 60 },
		"tick":    func(r *game.Rules) { r.Scenes[2].Decision.Items[2].Expected = true },
		"code":    func(r *game.Rules) { r.Scenes[0].Decision.Items[0].Do[0].Expr = num(3) },
		"id":      func(r *game.Rules) { r.Scenes[6].ID = "gale"; r.Scenes[4].Decision.Items[1].Target = "gale" },
		"if":      func(r *game.Rules) { r.Scenes[3].Decision.Items[1].If = nil },
	} {
		r := membersPage()
		edit(&r)
		if compile(t, r).Digest() == base {
			t.Errorf("the digest does not see an edit of %s", name)
		}
	}
}
