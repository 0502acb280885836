package lsp_test

import (
	"slices"
	"strings"
	"testing"
)

// opened is the night shelf with both languages open and looked at.
func opened(t *testing.T, capabilities string) *shelf {
	t.Helper()
	s := newShelf(t, night(t))
	s.start(capabilities)
	s.open("night.md")
	s.open("night.en.md")
	s.wait("night.en.md", "W507 late")
	return s
}

func TestDefinition(t *testing.T) {
	s := opened(t, deep)
	tests := []struct{ file, at, want string }{
		{"night.md", "[待つ](#ya‸rd)", "night.md:41 ## yard"},
		{"night.md", "[止める](#yard‸)", "night.md:41 ## yard"},
		{"night.md", "`‸hours += 2", "night.md:12 hours"},
		{"night.md", "if hou‸rs >= 3", "night.md:12 hours"},
		{"night.md", "not #la‸te", "night.md:53 ## late"},
		{"night.md", "score.ca‸re += 6", "night.md:16 care"},
		{"night.md", "tag st‸op", "night.md:18 stop"},
		{"night.md", "role p‸r", "night.md:10 pr"},
		{"night.md", "end lou‸d", "night.md:17 loud"},
		{"night.md", "静かな朝 `e‸nd`", "night.md:17 calm"},
		{"night.md", "**監‸視員**", "night.md:8 監視員"},
		{"night.md", "mode == 急‸ぎ", "night.md:13 急ぎ"},
		{"night.md", "scenes: [call, ya‸rd]", "night.md:41 ## yard"},
		{"night.md", "{scene: ca‸ll", "night.md:29 ## call"},
		{"night.md", "ending: cal‸m", "night.md:17 calm"},
		{"night.en.md", "[Stop](#ya‸rd)", "night.en.md:32 ## yard"},
		{"night.en.md", "## ya‸rd", "night.md:41 ## yard"},
		{"night.en.md", "`hou‸rs += 2", "night.md:12 hours"},
		{"night.en.md", "roles: {p‸r", "night.md:10 pr"},
		{"night.en.md", "**Wa‸tch**", "night.md:8 監視員"},
		{"night.en.md", "hashes: {ca‸ll", "night.md:29 ## call"},
		{"night.md", "‸## yard", "night.md:41 ## yard"},
		{"night.md", "[待つ](‸#yard)", "night.md:41 ## yard"},
		{"night.md", "[待つ]‸(#yard)", ""},
		{"night.md", "店は閉‸まって", ""},
	}
	for _, tt := range tests {
		got := s.places(s.call("textDocument/definition", s.at(tt.file, tt.at)))
		want := []string{tt.want}
		if tt.want == "" {
			want = []string{}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s %s: got %q, want %q", tt.file, tt.at, got, want)
		}
	}
	for file, want := range map[string]string{"night.md": "notes/bot.md", "night.en.md": "notes/bot.en.md"} {
		for _, at := range []string{"](notes/b‸ot", ": notes/b‸ot"} {
			l := s.call("textDocument/definition", s.at(file, at)).([]any)
			if len(l) != 1 || s.name(l[0].(map[string]any)["uri"]) != want {
				t.Errorf("%s %s: got %v, want %s", file, at, l, want)
			}
		}
	}
}

func TestReferences(t *testing.T) {
	s := opened(t, deep)
	p := s.at("night.md", "## ya‸rd")
	p["context"] = map[string]any{"includeDeclaration": true}
	got := s.places(s.call("textDocument/references", p))
	if strings.Count(strings.Join(got, "\n"), "yard") != len(got) || len(got) != 9 {
		t.Errorf("got %q", got)
	}
	if link := slices.ContainsFunc(got, func(at string) bool { return strings.HasSuffix(at, " #yard") }); !link {
		t.Errorf("no link is given with its sign, as an editor's own Markdown gives it: %q", got)
	}
	p["context"] = map[string]any{"includeDeclaration": false}
	if got := s.places(s.call("textDocument/references", p)); len(got) != 8 || slices.Contains(got, "night.md:41 ## yard") {
		t.Errorf("without the declaration: got %q", got)
	}
	p = s.at("night.md", "calm‸:")
	p["context"] = map[string]any{"includeDeclaration": true}
	got = s.places(s.call("textDocument/references", p))
	if want := []string{"night.en.md:55 end", "night.en.md:9 calm", "night.md:17 calm", "night.md:22 calm", "night.md:64 end"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	marks := s.call("textDocument/documentHighlight", s.at("night.md", "if hou‸rs >= 3")).([]any)
	kinds := ""
	for _, m := range marks {
		kinds += string(rune('0' + int(m.(map[string]any)["kind"].(float64))))
	}
	if kinds != "33222" { // declared, added to; shown, and read twice
		t.Errorf("got the kinds %s", kinds)
	}
}

func TestHover(t *testing.T) {
	s := opened(t, deep)
	tests := []struct {
		file, at string
		want     []string
	}{
		{"night.md", "`‸hours += 2", []string{"**Variable** `hours` 停止", "A number from 0 to 9, 1 at first", "between 1 and 3"}},
		{"night.en.md", "`‸hours += 2", []string{"**Variable** `hours` Offline"}},
		{"night.md", "mo‸de = 急ぎ", []string{"One of 普段, 急ぎ; 普段 at first", "between 普段 and 急ぎ"}},
		{"night.md", "to‸ld = true", []string{"Yes or no, false at first", "between false and true"}},
		{"night.md", "score.ca‸re", []string{"**Score** `care` 慎重さ", "Maximum 6, weight 1"}},
		{"night.md", "- [止‸める]", []string{"**Choice** `call 1` 止める", "gives no points away", "51%"}},
		{"night.md", "- [待‸つ]", []string{"Always gives away 5 points", "49%"}},
		{"night.en.md", "- [Wa‸it]", []string{"Always gives away"}},
		{"night.md", "## la‸te", []string{"**Scene** `late` 深夜", "come here: 49%"}},
		{"night.en.md", "(#la‸te)", []string{"**Scene** `late` Late"}},
		{"night.md", "ending: ca‸lm", []string{"**Ending** `calm` 静かな朝", "end here: 51%"}},
		{"night.md", "**店‸長**", []string{"**Speaker** `店長`"}},
		{"night.md", "- [x] 足あ‸と", []string{"**Choice** `late 1` 足あと", "comes to this in: "}},
		{"night.md", "tag st‸op", []string{"**Tag** `stop` 止める"}},
	}
	for _, tt := range tests {
		m, ok := s.call("textDocument/hover", s.at(tt.file, tt.at)).(map[string]any)
		if !ok {
			t.Errorf("%s: nothing", tt.at)
			continue
		}
		got := m["contents"].(map[string]any)["value"].(string)
		for _, want := range tt.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: got\n%s\nwant %q", tt.at, got, want)
			}
		}
	}
	if got := s.call("textDocument/hover", s.at("night.md", "店は閉‸まって")); got != nil {
		t.Errorf("prose: got %v", got)
	}
	// The rule of a problem, and no figures while there are errors.
	s.replace("night.md", "(#late) `if", "(#lute) `if")
	got := s.call("textDocument/hover", s.at("night.md", "(#lu‸te)")).(map[string]any)["contents"].(map[string]any)["value"].(string)
	if !strings.Contains(got, "**E050**") || !strings.Contains(got, "**Mend**") || strings.Contains(got, "kobayashi\n") {
		t.Errorf("a problem: got\n%s", got)
	}
	got = s.call("textDocument/hover", s.at("night.md", "`‸hours += 2")).(map[string]any)["contents"].(map[string]any)["value"].(string)
	if !strings.Contains(got, "There are errors") || strings.Contains(got, "between") {
		t.Errorf("with errors: got\n%s", got)
	}
}

func TestSymbolsLinksFolding(t *testing.T) {
	s := opened(t, deep)
	var names []string
	for _, sym := range s.call("textDocument/documentSymbol", map[string]any{"textDocument": s.doc("night.md")}).([]any) {
		m := sym.(map[string]any)
		names = append(names, m["name"].(string)+"/"+m["detail"].(string))
		if got := s.cut("night.md", m["selectionRange"]); got != m["name"] {
			t.Errorf("%s is selected as %q", m["name"], got)
		}
		if m["name"] == "call" && len(m["children"].([]any)) != 2 {
			t.Errorf("got the choices %v", m["children"])
		}
	}
	if want := []string{"call/電話", "yard/裏口", "late/深夜", "calm/静かな朝", "loud/騒がしい朝"}; !slices.Equal(names, want) {
		t.Errorf("got the scenes %q", names)
	}
	links := s.call("textDocument/documentLink", map[string]any{"textDocument": s.doc("night.en.md")}).([]any)
	var got []string
	for _, l := range links {
		m := l.(map[string]any)
		got = append(got, s.cut("night.en.md", m["range"])+" "+s.name(m["target"]))
	}
	slices.Sort(got)
	if want := []string{"night.md night.md", "notes/bot.en.md notes/bot.en.md", "notes/bot.en.md notes/bot.en.md"}; !slices.Equal(got, want) {
		t.Errorf("got the links %q", got)
	}
	folds := s.call("textDocument/foldingRange", map[string]any{"textDocument": s.doc("night.md")}).([]any)
	if len(folds) != 6 || folds[0].(map[string]any)["endLine"] != 21.0 {
		t.Errorf("got the folds %v", folds)
	}
	flat := newShelf(t, night(t))
	flat.start(`{}`)
	flat.open("night.md")
	list := flat.call("textDocument/documentSymbol", map[string]any{"textDocument": flat.doc("night.md")}).([]any)
	if m := list[0].(map[string]any); m["location"] == nil || m["name"] != "call 電話" {
		t.Errorf("for a client without a tree: %v", m)
	}
}

func TestCodeActions(t *testing.T) {
	s := opened(t, deep)
	s.replace("night.md", "`hours += 2; ", "`hours　＋＝ ２; ")
	s.replace("night.md", "- [x] 足あと", "- [x]足あと")
	at := s.at("night.md", "`hours　‸＋＝")
	at["range"] = map[string]any{"start": at["position"], "end": at["position"]}
	at["context"] = map[string]any{"diagnostics": []any{}}
	list := s.call("textDocument/codeAction", at).([]any)
	if len(list) != 2 {
		t.Fatalf("got %d actions: %v", len(list), list)
	}
	one := list[0].(map[string]any)
	if one["kind"] != "quickfix" || !strings.Contains(one["title"].(string), "E101") {
		t.Errorf("got %v", one)
	}
	if got := s.edited(one["edit"])["night.md"]; !strings.Contains(got, "`hours += ２; ") {
		t.Errorf("one mend: got\n%s", got)
	}
	got := s.edited(list[1].(map[string]any)["edit"])["night.md"]
	if !strings.Contains(got, "`hours += 2; ") || !strings.Contains(got, "- [x] 足あと") {
		t.Errorf("all mends: got\n%s", got)
	}
	at["context"] = map[string]any{"diagnostics": []any{}, "only": []any{"refactor"}}
	if list := s.call("textDocument/codeAction", at).([]any); len(list) != 0 {
		t.Errorf("of another kind: %v", list)
	}
}

// TestGuess: of a link to no scene the near scene is offered, and nothing where
// none is near or the question is about another place.
func TestGuess(t *testing.T) {
	s := opened(t, deep)
	s.replace("night.md", "[待つ](#yard)", "[待つ](#yrad)")
	s.replace("night.md", "[止める](#yard)", "[止める](#nowhere)")
	for at, want := range map[string]string{"[待つ](#yr‸ad)": "[待つ](#yard)", "[待つ](#yrad‸)": "[待つ](#yard)", "[止める](#now‸here)": "", "[待‸つ](#yrad)": ""} {
		p := s.at("night.md", at)
		p["range"] = map[string]any{"start": p["position"], "end": p["position"]}
		p["context"] = map[string]any{"diagnostics": []any{}}
		list := s.call("textDocument/codeAction", p).([]any)
		if want == "" {
			if len(list) != 0 {
				t.Errorf("%s: got %v", at, list)
			}
			continue
		}
		if len(list) != 1 {
			t.Errorf("%s: got %d actions: %v", at, len(list), list)
			continue
		}
		one := list[0].(map[string]any)
		if got := s.edited(one["edit"])["night.md"]; !strings.Contains(got, want) || one["isPreferred"] == true || one["title"] != "Change to #yard" {
			t.Errorf("%s: got %v\n%s", at, one, got)
		}
	}
}

// TestUTF8: with the other unit, positions are the same places.
func TestUTF8(t *testing.T) {
	s := newShelf(t, night(t))
	s.utf8 = true
	answer := s.start(`{"general":{"positionEncodings":["utf-8","utf-16"]}}`)
	if got := answer["capabilities"].(map[string]any)["positionEncoding"]; got != "utf-8" {
		t.Fatalf("got the encoding %v", got)
	}
	s.open("night.md")
	s.wait("night.md", exact...)
	s.replace("night.md", "𠮷野さん、[ボット](notes/bot.md)", "𠮷野さん、[ボット](notes/bat.md)")
	s.wait("night.md", "W404 hours", "W603 notes/bat.md")
	got := s.places(s.call("textDocument/definition", s.at("night.md", "停止は `= hou‸rs`")))
	if !slices.Equal(got, []string{"night.md:12 hours"}) {
		t.Errorf("got %q", got)
	}
}

// TestCarriageReturns: a document of the other line ends, with the mark before it.
func TestCarriageReturns(t *testing.T) {
	files := night(t)
	s := newShelf(t, nil)
	s.start(deep)
	text := "\uFEFF" + strings.ReplaceAll(files["night.md"], "\n", "\r\n")
	text = strings.Replace(text, "(#yard) `mode", "(#yord) `mode", 1)
	s.save("notes/bot.md", "# ボット\n")
	s.open("night.md", text)
	s.wait("night.md", "I009 ", "E050 #yord")
	s.replace("night.md", "𠮷野さん、", "𠮷田さん、")
	s.replace("night.md", "#yord", "#yard")
	s.wait("night.md", "I009 ", "W404 hours")
	got := s.places(s.call("textDocument/definition", s.at("night.md", "[止める](#ya‸rd)")))
	if !slices.Equal(got, []string{"night.md:41 ## yard"}) {
		t.Errorf("got %q", got)
	}
}
