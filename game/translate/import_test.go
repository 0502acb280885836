package translate

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"kobayashi/game/lint"
	"kobayashi/game/parse"
)

const small = "---\nformat: 1\nid: s\ntitle: 夜の題\nlang: ja\ncast: {当番: {role: 情シス}}\nvars: {hours: {label: 停止, min: 0, max: 3, start: 0}}\n---\n\n# 夜の題\n\n" +
	"## call\n### 電話\n\n**当番** 一つ目。\n\n| 列 | 値 |\n|---|---|\n| あ | い |\n\n> [!TIP]\n> 解説の一。\n>\n> 解説の二。\n\n```text\n図の一\n\n図の二\n```\n\n" +
	"停止 `= hours` 時間。 `if hours > 0`\n\n![絵の説明](a.png)\n\n- [待つ](#end) `hours += 1`\n\n  待った。\n- [切る](#end)\n\n## end\n### 朝 `end`\n\n終わり。\n"

func smallFS(t *testing.T) fstest.MapFS {
	t.Helper()
	m := fstest.MapFS{"s.md": {Data: []byte(small)}, "a.png": {Data: []byte("x")}}
	files, err := Init(m, "s.md", "en")
	if err != nil {
		t.Fatal(err)
	}
	m["s.en.md"] = &fstest.MapFile{Data: files[0].Text}
	return m
}

// TestPlaces: every kind of place takes a text and gives it back, and the file
// has no fault then.
func TestPlaces(t *testing.T) {
	m := smallFS(t)
	table, err := Export(m, "s.md", "en")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{
		"title": `A "night": {x}`, "cast/当番": "Duty, #1", "cast/当番/role": "IT", "vars/hours": "Offline", "heading": "A night", "#call/title": "The call",
		"#call/p1": "First *line*\nand second.", "#call/p2": "| Col | Val |\n|---|---|\n| a | b |", "#call/p3": "First.\n\nSecond.\n- a list", "#call/p4": "fig 1\n\n  fig 2",
		"#call/p5": "`= hours` h offline. `if hours>0`", "#call/p6": "![What it shows](a.png)", "#call/c1": "Wait [a] bit", "#call/c1/p1": "You waited,\nlong.",
		"#call/c2": "Cut", "#end/title": "Morning", "#end/p1": "Over.",
	}
	var keys []string
	for i := range table.Rows {
		r := &table.Rows[i]
		keys = append(keys, r.Key)
		r.Target = texts[r.Key]
		if r.Target == "" {
			t.Errorf("no text for %s: %q", r.Key, r.Source)
		}
	}
	if len(keys) != len(texts) {
		t.Errorf("places %v", keys)
	}
	got, err := Import(m, "s.md", "en", table.Rows)
	if err != nil || len(got.Refused) > 0 {
		t.Fatalf("%v %v", err, got.Refused)
	}
	m["s.en.md"].Data = got.Files[0].Text
	for _, p := range lint.Check(parse.Read(m, "s.md")) {
		if p.Rule != "W509" && p.Rule[0] != 'I' { // fig 1 is no digit of the base
			t.Errorf("%s: %s %s\n%s", p.From, p.Rule, p.Message.EN, got.Files[0].Text)
		}
	}
	again, err := Export(m, "s.md", "en")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range again.Rows {
		if want := strings.Replace(texts[r.Key], "hours>0", "hours > 0", 1); r.Target != want {
			t.Errorf("%s: got %q, want %q", r.Key, r.Target, want)
		}
	}
	if twice, err := Import(m, "s.md", "en", again.Rows); err != nil || twice.Set != 0 || twice.Files[0].Changed {
		t.Errorf("taken in twice: %v, %d set", err, twice.Set)
	}
	if !strings.Contains(string(got.Files[0].Text), "**Duty, #1** First *line*\nand second.") {
		t.Errorf("the speaker has his old name:\n%s", got.Files[0].Text)
	}
}

// TestImportRefuses: a text that would break its place is refused, and a good one
// beside it taken.
func TestImportRefuses(t *testing.T) {
	tests := []struct {
		key, source, target string
		why                 Why
	}{
		{"#call/p9", "x", "y", NoPlace},
		{"#call/p1", "前の文。", "Old.", OldSource},
		{"#call/p1", "一つ目。", "First `hours = 0`", OtherCode},
		{"#call/p5", "停止 `= hours` 時間。 `if hours > 0`", "Offline `= hours` h.", OtherCode},
		{"#call/p1", "一つ目。", "First.\n\n## evil\n\n- [x](#end)", Unfit},
		{"#call/p1", "一つ目。", "First.\n## evil", Unfit},
		{"#call/p1", "一つ目。", "First.\n- [x](#end)", Unfit},
		{"#call/p1", "一つ目。", "First.\n> [!NOTE]\n> x", Unfit},
		{"#end/p1", "終わり。", "<!-- lost", Unfit},
		{"#end/p1", "終わり。", "**当番** Over.", Unfit},
		{"#call/p1", "一つ目。", "a \x1b]52;c;x\a b", Unfit},
		{"#call/p1", "一つ目。", "a \u202e b", Unfit},
		{"#call/p2", "| 列 | 値 |\n|---|---|\n| あ | い |", "no table", Unfit},
		{"#call/p4", "図の一\n\n図の二", "a\n\n```\n\n## evil", Unfit},
		{"#call/p6", "![絵の説明](a.png)", "![x](/etc/passwd)", Unfit},
		{"#call/c1", "待つ", "Wait](#call) [x", Unfit},
		{"#call/c1", "待つ", "Wait]", Unfit},
		{"#call/c1/p1", "待った。", "You waited.\n- [x](#end)", Unfit},
		{"title", "夜の題", "a\x07b", Unfit},
		{"#end/p1", "終わり。", "[?] Over", Fuzzy},
	}
	for _, tt := range tests {
		t.Run(tt.key+" "+tt.target, func(t *testing.T) {
			m := smallFS(t)
			rows := []Row{{Key: tt.key, Source: tt.source, Target: tt.target}, {Key: "#end/title", Source: "朝", Target: "Morning"}}
			got, err := Import(m, "s.md", "en", rows)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(got.Refused, []Refusal{{tt.key, tt.why}}) || got.Set != 1 {
				t.Errorf("refused %v, set %d\n%s", got.Refused, got.Set, got.Files[0].Text)
			}
			if !strings.Contains(string(got.Files[0].Text), "### Morning `end`") {
				t.Errorf("the good one is not there:\n%s", got.Files[0].Text)
			}
		})
	}
}

// TestIncluded: files that a scenario includes are translated with it.
func TestIncluded(t *testing.T) {
	base := strings.ReplaceAll(small, "- [切る](#end)", "- [切る](part.md#call-back)")
	m := fstest.MapFS{
		"s.md": {Data: []byte(base)}, "a.png": {Data: []byte("x")},
		"part.md": {Data: []byte("## call-back\n### 折り返し\n\n折り返しの電話。\n\n- [話す](#over)\n\n## over\n### 終わり `end`\n\n切った。\n")},
	}
	files, err := Init(m, "s.md", "en")
	if err != nil || len(files) != 2 || files[1].Path != "part.en.md" {
		t.Fatalf("%v: %d files", err, len(files))
	}
	for _, f := range files {
		m[f.Path] = &fstest.MapFile{Data: f.Text}
	}
	res := parse.Read(m, "s.md")
	for _, p := range res.Problems {
		t.Errorf("%s: %s %s", p.From, p.Rule, p.Message.EN)
	}
	list, err := Look(m, "s.md", "en")
	if err != nil || len(list) != 2 || list[1].Count(Untranslated) != 2 {
		t.Errorf("%v: %+v", err, list)
	}
	table, err := Export(m, "s.md", "en")
	if err != nil {
		t.Fatal(err)
	}
	for i := range table.Rows {
		if table.Rows[i].Key == "part.md#over/p1" {
			table.Rows[i].Target = "Hung up."
		}
	}
	got, err := Import(m, "s.md", "en", table.Rows)
	if err != nil || got.Set != 1 || !strings.Contains(string(got.Files[1].Text), "Hung up.") {
		t.Errorf("%v: %+v", err, got)
	}
	synced, err := Sync(m, "s.md", "en", Accept{})
	if err != nil || len(synced) != 2 || synced[0].Changed || synced[1].Changed {
		t.Errorf("%v: %+v", err, synced)
	}
}
