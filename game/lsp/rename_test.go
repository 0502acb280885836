package lsp_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"kobayashi/game/lint"
	"kobayashi/game/parse"
)

// problemsOf lints files as they would be saved.
func problemsOf(files map[string]string, base string) []string {
	tree := fstest.MapFS{}
	for name, text := range files {
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	var list []string
	for _, p := range lint.Check(parse.Read(tree, base)) {
		list = append(list, p.From.File+" "+p.Rule)
	}
	return list
}

// TestRename: what was whole stays whole, the old name is gone, and the game is
// the same but for the name.
func TestRename(t *testing.T) {
	for _, capabilities := range []string{deep, `{}`} {
		s := opened(t, capabilities)
		tests := []struct {
			file, at, name string
			gone           string   // a regular trace of the old name
			there          []string // in the base, if not said otherwise
		}{
			{"night.md", "## ya‸rd", "裏庭", "yard", []string{"## 裏庭", "[止める](#裏庭)", "scenes: [call, 裏庭]", "{scene: 裏庭, n: 1}"}},
			{"night.en.md", "[Stop](#ya‸rd)", "back-yard", "(#yard)", []string{"## back-yard"}},
			{"night.md", "not #la‸te", "midnight", "#late", []string{"not #midnight", "(#midnight)", "## midnight"}},
			{"night.md", "if hou‸rs >= 3", "offline", "hours ", []string{"offline: {label", "`offline += 2", "`= offline`", "if offline >= 3"}},
			{"night.en.md", "vars: {hou‸rs", "時間", "hours:", []string{"時間: {label", "`時間 += 2"}},
			{"night.md", "score.ca‸re += 6", "caution", "care", []string{"caution: {label", "score.caution += hits", "score: {caution: 6}"}},
			{"night.md", "calm‸:", "quiet", "calm:", []string{"{quiet: 静かな朝", "ending: quiet", "### 静かな朝 `end quiet`", "## calm"}},
			{"night.md", "## ca‸lm", "dawn", "(#calm)", []string{"## dawn", "### 静かな朝 `end calm`", "ending: calm", "{calm: 静かな朝"}},
			{"night.md", "roles: {p‸r", "press", "role pr`", []string{"{press: 広報", "`role press`"}},
			{"night.md", "tag st‸op", "halt", "tag stop", []string{"{halt: 止める", "`tag halt`"}},
		}
		for _, tt := range tests {
			p := s.at(tt.file, tt.at)
			if s.call("textDocument/prepareRename", p) == nil {
				t.Errorf("%s: nothing to rename", tt.at)
			}
			p["newName"] = tt.name
			got := s.edited(s.call("textDocument/rename", p))
			for _, want := range tt.there {
				if !strings.Contains(got["night.md"], want) {
					t.Errorf("%s -> %s: no %q in\n%s", tt.at, tt.name, want, got["night.md"])
				}
			}
			for _, file := range []string{"night.md", "night.en.md"} {
				if strings.Contains(got[file], tt.gone) {
					t.Errorf("%s -> %s: %s still has %q\n%s", tt.at, tt.name, file, tt.gone, got[file])
				}
			}
			// The hashes of the two scenes that were in step are so again.
			if left := problemsOf(got, "night.md"); len(left) != 1 || left[0] != "night.en.md W507" {
				t.Errorf("%s -> %s: got the problems %q\n%s", tt.at, tt.name, left, got["night.en.md"])
			}
		}
	}
}

func TestRenameRefuses(t *testing.T) {
	s := opened(t, deep)
	s.replace("night.md", "何もありません。", "何もありません。`if hours >`")
	for _, tt := range []struct{ at, name, want string }{
		{"## ya‸rd", "late", "taken"},
		{"## ya‸rd", "Yard", "no id of a scene"},
		{"## ya‸rd", "back yard", "no id of a scene"},
		{"## ya‸rd", "", "no id of a scene"},
		{"## ya‸rd", "return", "no id of a scene"},
		{"## ya‸rd", "裏（庭）", "no id of a scene"},
		{"to‸ld = true", "hours", "taken"},
		{"to‸ld = true", "急ぎ", "taken"},
		{"to‸ld = true", "not", "no name of a variable"},
		{"to‸ld = true", "2nd", "no name of a variable"},
		{"to‸ld = true", "a-b", "no name of a variable"},
		{"score.ca‸re", "a b", "no name of a score"},
		{"calm‸:", "loud", "taken"},
		{"tag st‸op", "", "no id of a tag"},
		{"`hou‸rs += 2", "offline", "mend night.md:66:9 first"},
		{"店は閉‸まって", "x", "nothing here"},
		{"mode == 急‸ぎ", "x", "nothing here"},
		{"**店‸長**", "x", "nothing here"},
	} {
		p := s.at("night.md", tt.at)
		p["newName"] = tt.name
		_, code, message := s.ask("textDocument/rename", p)
		if code == 0 || !strings.Contains(message, tt.want) {
			t.Errorf("%s -> %q: got %d %s, want %q", tt.at, tt.name, code, message, tt.want)
		}
	}
	if got := s.call("textDocument/prepareRename", s.at("night.md", "店は閉‸まって")); got != nil {
		t.Errorf("got %v", got)
	}
	// What is broken elsewhere hinders no other name.
	p := s.at("night.md", "to‸ld = true")
	p["newName"] = "heard"
	if got := s.edited(s.call("textDocument/rename", p)); !strings.Contains(got["night.md"], "or heard") {
		t.Errorf("got\n%s", got["night.md"])
	}
}

const part = "# 部品\n\n## inside\n### 中\n\n**店長** 中です。\n\n- [戻る](#inner) `hours += 1`\n\n  戻ります。\n- [見る](#inner)\n\n  見ます。\n\n## inner\n### 奥 `end loud`\n\n奥です。\n"

// TestParts: what stands in another file is found and renamed from everywhere.
func TestParts(t *testing.T) {
	files := night(t)
	delete(files, "night.en.md")
	files["parts/yard.md"] = part
	files["night.md"] = strings.Replace(files["night.md"], "[見る](#late)", "[見る](parts/yard.md#inside)", 1)
	files["other.md"] = strings.Replace(strings.Replace(files["night.md"], "id: night", "id: other", 1), "# 夜の電話", "# ほかの夜", 1)
	s := newShelf(t, files)
	s.start(deep)
	s.open("parts/yard.md")
	s.wait("parts/yard.md")
	p := s.at("parts/yard.md", "## ins‸ide")
	if got := s.places(s.call("textDocument/definition", s.at("parts/yard.md", "(#inn‸er) `h"))); len(got) != 1 || got[0] != "parts/yard.md:15 ## inner" {
		t.Errorf("got %q", got)
	}
	p["newName"] = "within"
	got := s.edited(s.call("textDocument/rename", p))
	for _, file := range []string{"night.md", "other.md"} {
		if !strings.Contains(got[file], "(parts/yard.md#within)") {
			t.Errorf("%s was passed by\n%s", file, got[file])
		}
	}
	s.open("night.md")
	s.wait("night.md", "W053 late")
	if got := s.places(s.call("textDocument/definition", s.at("night.md", "yard.md#ins‸ide"))); len(got) != 1 || got[0] != "parts/yard.md:3 ## inside" {
		t.Errorf("got %q", got)
	}
	// The other scenario has a variable of that name for the same part.
	p = s.at("night.md", "`hou‸rs += 2")
	p["newName"] = "offline"
	if _, code, message := s.ask("textDocument/rename", p); code == 0 || !strings.Contains(message, "more errors") {
		t.Errorf("got %d %s", code, message)
	}
}
