package lint

import (
	"io/fs"
	"strings"
	"testing"

	"kobayashi/assets"
	"kobayashi/game"
	"kobayashi/game/parse"
	"kobayashi/scenarios"
)

// catalogues reads every list that ships.
func catalogues(t *testing.T) []game.Catalogue {
	t.Helper()
	files, err := fs.Glob(assets.Maps, "maps/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal("no lists", err)
	}
	var lists []game.Catalogue
	for _, name := range files {
		data, err := fs.ReadFile(assets.Maps, name)
		if err != nil {
			t.Fatal(err)
		}
		c, err := game.ReadCatalogue(data)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		lists = append(lists, c)
	}
	return lists
}

// TestShelfFrameworks: what ships names only what its frameworks have, and the
// flagship is mapped to both.
func TestShelfFrameworks(t *testing.T) {
	lists := catalogues(t)
	for _, file := range scenarios.Shelf() {
		res := parse.Read(scenarios.FS(), file)
		for _, p := range Frameworks(res, lists) {
			t.Errorf("%s: %s (%s)", p.From, p.Message.EN, p.Mend.EN)
		}
	}
	flagship := parse.Read(scenarios.FS(), "shop-bot/shop-bot.md")
	if n := len(flagship.Scenario.About.Maps); n != len(lists) {
		t.Errorf("got %d frameworks on the flagship, want %d", n, len(lists))
	}
	for _, m := range flagship.Scenario.About.Maps {
		if m.Key == "attack" {
			for _, id := range m.IDs {
				if strings.HasPrefix(id.ID, "T1562") {
					t.Errorf("got %s, which the present version has dissolved", id.ID)
				}
			}
		}
	}
}

func TestFrameworks(t *testing.T) {
	tests := []struct{ name, maps, want string }{
		{"all is well", `{csf: {version: "2.0", ids: {RS.MI: [a], RS.MI-01: a end, DE.AE: }}}`, ""},
		{"a list of ids", `{csf: {version: "2.0", ids: [RC.CO, RC.CO-04]}}`, ""},
		{"an id that a partial list may lack", `{attack: {version: "19", ids: [T1190, T1001.003]}}`, ""},
		{"a misspelt framework", `{cfs: {version: "2.0", ids: []}}`, `3:9 there is no framework "cfs" / did you mean "csf"?`},
		{"a version unknown", `{csf: {version: "1.1", ids: []}}`, `3:24 there is no list of version "1.1" of csf / there is 2.0`},
		{"no version", `{csf: {ids: []}}`, `3:9 there is no list of version "" of csf / there is 2.0`},
		{"a withdrawn id", `{csf: {version: "2.0", ids: [RS.CO-01]}}`, `3:37 there is no "RS.CO-01" in csf 2.0 / did you mean "RS.CO-02"?`},
		{"no technique", `{attack: {version: "19", ids: [T190]}}`, `3:39 there is no "T190" in attack 19 / did you mean "T1190"?`},
		{"an id twice", `{csf: {version: "2.0", ids: [RS.MI, RS.MI]}}`, `3:44 "RS.MI" stands twice / put them together`},
		{"a scene unknown", `{csf: {version: "2.0", ids: {RS.MI: [a, ende]}}}`, `3:48 there is no scene "ende" / did you mean "end"?`},
	}
	lists := catalogues(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := "---\n{format: 1, id: x, title: X, lang: en,\n maps: " + tt.maps + "}\n---\n\n# X\n\n## a\n\n- [Go](#end)\n- [Run](#end)\n\n## end\n### End `end`\n"
			res := parse.Read(tree(map[string][]byte{"x.md": []byte(text)}), "x.md")
			if res.Scenario == nil {
				t.Fatalf("got %v, want a scenario", res.Problems)
			}
			got := ""
			for _, p := range Frameworks(res, lists) {
				got += strings.TrimPrefix(p.From.String(), "x.md:") + " " + p.Message.EN + " / " + p.Mend.EN
				if p.Rule != "E004" || p.Message.JA == "" || p.Mend.JA == "" {
					t.Errorf("got %+v, want E004 in both languages", p)
				}
			}
			if got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}
