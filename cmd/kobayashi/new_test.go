package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kobayashi/assets"
	"kobayashi/game"
	"kobayashi/game/lint"
	"kobayashi/game/parse"
)

// TestNewIsProved: whatever title and roles are asked for, the file is proved
// without a problem, and the play recorded in it comes out as it says.
func TestNewIsProved(t *testing.T) {
	if testing.Short() {
		t.Skip("looks at all states")
	}
	titles := []string{
		"港の朝", "A call", `"quoted": [x] {y} #z`, "`code` *bold* <b> & | ~ u_v", "yes", "12", "- dash", "---", "\\", "%", "é́",
	}
	roles := []string{"", "広報", "広報、情シス", "press office, IT, legal, 営業", "小林（CIO）, !!!, yes, yes, 3, x: y"}
	for _, lang := range []string{"ja", "en"} {
		for _, title := range titles {
			for _, role := range roles {
				t.Run(lang+"/"+title+"/"+role, func(t *testing.T) {
					dir := filepath.Join(t.TempDir(), "My First-One")
					code, out := runIn(t, world{}, "new", dir, "--lang", lang, "--title", title, "--roles", role)
					if code != done {
						t.Fatal(out)
					}
					found, err := check(t.Context(), []string{filepath.Join(dir, "my-first-one.md")})
					if err != nil {
						t.Fatal(err)
					}
					if len(found.proofs) != 1 || found.proofs[0].Limit != 0 {
						t.Errorf("proofs %v, want one", found.proofs)
					}
					for _, p := range found.problems {
						t.Errorf("%s: %s %s", p.From, p.Rule, p.Message.EN)
					}
					res := parse.Read(os.DirFS(dir), "my-first-one.md")
					if got := res.Scenario.Text(lang).Title; got != title {
						t.Errorf("title %q, want %q", got, title)
					}
					for _, test := range res.Base.Front.Tests {
						if trial := lint.Try(res.Scenario, test); trial.Fit != lint.Fits {
							t.Errorf("%s: %+v", test.Name, trial)
						}
					}
				})
			}
		}
	}
}

// runIn runs the program with what somebody types, and gives what it says.
func runIn(t *testing.T, w world, args ...string) (code int, out string) {
	t.Helper()
	var both bytes.Buffer
	w.out, w.err = &both, &both
	if w.in == nil {
		w.in = strings.NewReader("")
	}
	if w.env == nil {
		w.env = func(string) string { return "" }
	}
	return run(t.Context(), w, args), both.String()
}

// TestNewAsks: in a terminal it asks for what no flag says, again after an
// answer that cannot be, and an empty line takes what stands in brackets.
func TestNewAsks(t *testing.T) {
	tests := []struct {
		name, typed string
		args        []string
		code        int
		want        []string
	}{
		{"all", "\nfr\nen\nA,B\n", nil, done, []string{"題名 [金曜の夜の電話]: ", "言語、ja か en [ja]: ", "「fr」という言語はありません", "役をコンマ", "書きました", "lang: en", "title: 金曜の夜の電話", "  b: B\n"}},
		{"the rest", "\n", []string{"--title", "港", "--lang", "ja"}, done, []string{"役をコンマで区切って (なくてもよい) [なし]: ", "title: 港"}},
		{"broken off", "港\n", nil, failed, []string{"何も書きませんでした"}},
		{"too long", strings.Repeat("長", 31) + "\n短い\nja\n\n", nil, done, []string{"長すぎます (62桁", "title: 短い"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "quay")
			code, out := runIn(t, world{screen: true, in: strings.NewReader(tt.typed)}, append([]string{"new", dir}, tt.args...)...)
			if code != tt.code {
				t.Errorf("exit %d, want %d\n%s", code, tt.code, out)
			}
			text, err := os.ReadFile(filepath.Join(dir, "quay.md"))
			if (err == nil) != (tt.code == done) {
				t.Errorf("the file: %v", err)
			}
			for _, want := range tt.want {
				if !strings.Contains(out+string(text), want) {
					t.Errorf("got\n%s%s\nwant %q in it", out, text, want)
				}
			}
		})
	}
}

func TestNewRefuses(t *testing.T) {
	for name, args := range map[string][]string{
		"題名が空です":             {"--title", "  "},
		"使えない文字":             {"--title", "a\x1b[31mb"},
		"長すぎます (2":           {"--title", strings.Repeat("a", 200)},
		"no language \"fr\"": {"--lang", "fr"},
		"役が多すぎます":            {"--roles", "a,b,c,d,e,f,g"},
		"E602":               {"--title", "https://kobayashi.com/login"},
	} {
		dir := filepath.Join(t.TempDir(), "quay")
		code, out := runIn(t, world{}, append([]string{"new", dir}, args...)...)
		if code == done || !strings.Contains(out, name) {
			t.Errorf("%q: exit %d, said\n%s", args, code, out)
		}
		if _, err := os.Stat(dir); err == nil {
			t.Errorf("%q: something was written", args)
		}
	}
}

var placeholder = regexp.MustCompile(`\$\{\d+:([^}]*)\}`)

// TestSnippets: every snippet of both languages, filled in as it is offered, can
// stand in a scenario, and both languages have the same ones.
func TestSnippets(t *testing.T) {
	type snippet struct {
		Scope, Description string
		Prefix, Body       []string
	}
	var names [2][]string
	for i, lang := range []string{"ja", "en"} {
		data, err := fs.ReadFile(assets.New, "new/snippets."+lang+".json")
		if err != nil {
			t.Fatal(err)
		}
		var list map[string]snippet
		if err := json.Unmarshal(data, &list); err != nil {
			t.Fatal(err)
		}
		for name, s := range list {
			names[i] = append(names[i], name)
			if s.Scope != "markdown" || s.Description == "" || len(s.Prefix) != 2 {
				t.Errorf("%s %s: %+v", lang, name, s)
			}
			text := placeholder.ReplaceAllString(strings.Join(s.Body, "\n"), "$1")
			res := parse.Read(tree(map[string]string{"s.md": inScenario(strings.TrimPrefix(name, "kobayashi: "), text)}), "s.md")
			for _, p := range lint.Check(res) {
				if p.Severity() == game.Error {
					t.Errorf("%s %s, line %d: %s %s\n%s", lang, name, p.From.Line, p.Rule, p.Message.EN, text)
				}
			}
			if res.Scenario == nil {
				t.Errorf("%s %s makes no scenario", lang, name)
			}
		}
		slices.Sort(names[i])
	}
	if !slices.Equal(names[0], names[1]) {
		t.Errorf("snippets\n%v\n%v", names[0], names[1])
	}
}

// inScenario puts a snippet at its place in a scenario with all it names.
func inScenario(name, text string) string {
	const front = "---\nformat: 1\nid: s\ntitle: s\nlang: en\ncast: {President: {}, 社長: {}}\nroles: {role: r}\n" +
		"vars: {hours: {min: 0, max: 9, start: 0}}\nscore: {contain: {label: c, max: 9}, report: {label: r, max: 9}}\n---\n\n# s\n"
	open, shut := "\n## first\n### First\n\nText.\n\n", "\n\n- [Go on](#next)\n"
	rest := "\n## next\n### Next\n\n- [Go on](#done)\n\n## worse\n### W\n\n- [Go on](#done)\n\n## quiet\n### Q\n\n- [Go on](#done)\n" +
		"\n## storm\n### S\n\n- [Go on](#done)\n\n## done\n### Done `end`\n\nOver.\n"
	calm := "\n## calm\n### C\n\n- [Go on](#done)\n"
	switch name {
	case "scene", "inject":
		return front + open + shut + "\n" + text + rest + calm
	case "end":
		return front + open + "- [Go on](#calm)\n\n" + text + rest
	case "choice", "question", "chance", "route":
		return front + open + text + "\n" + rest + calm
	}
	return front + open + text + shut + rest + calm
}
