package tui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kobayashi/game"
	"kobayashi/game/words"
)

var (
	phraseKey = regexp.MustCompile(`^[a-z]+(\.[a-z0-9]+)+$`)
	verb      = regexp.MustCompile(`%(\[\d+\])?[a-z%]`)
)

// used lists every string of the sources that has the form of a phrase's key,
// and the beginnings of those that are put together.
func used(t *testing.T) (whole, begun []string) {
	t.Helper()
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !strings.HasSuffix(file.Name(), ".go") || strings.HasSuffix(file.Name(), "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file.Name(), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				s, _ := strconv.Unquote(lit.Value)
				switch {
				case phraseKey.MatchString(s):
					whole = append(whole, s)
				case phraseKey.MatchString(strings.TrimSuffix(s, ".")+".x") && strings.HasSuffix(s, "."):
					begun = append(begun, s)
				}
			}
			return true
		})
	}
	return whole, begun
}

// TestPhrases: every phrase the screens ask for stands in both languages with
// the same verbs, and no phrase of ours is left unused.
func TestPhrases(t *testing.T) {
	b := book(t)
	whole, begun := used(t)
	if len(whole) < 100 {
		t.Fatalf("got %d keys in the sources, want the many there are", len(whole))
	}
	ja, en := b.In("ja"), b.In("en")
	for _, row := range settingRows(words.Langs()) {
		whole = append(whole, "settings."+row.name, "settings."+row.name+".about")
		for _, v := range row.values {
			if row.name != "lang" {
				whole = append(whole, "settings."+row.name+"."+v)
			}
		}
	}
	for _, key := range washKeys {
		whole = append(whole, key+".ask")
	}
	for _, percent := range game.Levels {
		whole = append(whole, "sure."+strconv.Itoa(percent))
	}
	for _, key := range whole {
		j, e := ja.Say(key), en.Say(key)
		if strings.HasPrefix(j, "<") || strings.HasPrefix(e, "<") {
			t.Errorf("%s: got %q and %q, want a phrase in both languages", key, j, e)
		}
		if got, want := verbs(j), verbs(e); !slices.Equal(got, want) {
			t.Errorf("%s: got verbs %v in Japanese and %v in English", key, got, want)
		}
	}
	own := ownKeys(t)
	for _, key := range own {
		base := strings.TrimSuffix(key, ".one")
		if !slices.Contains(whole, base) && !slices.ContainsFunc(begun, func(p string) bool { return strings.HasPrefix(base, p) }) {
			t.Errorf("%s: nobody says it", key)
		}
	}
}

func verbs(phrase string) []string {
	list := verb.FindAllString(phrase, -1)
	for i, v := range list {
		if !strings.Contains(v, "[") && v != "%%" {
			list[i] = "%[" + strconv.Itoa(i+1) + "]" + v[1:]
		}
	}
	slices.Sort(list)
	return list
}

// ownKeys are the keys of the file that only the screens use.
func ownKeys(t *testing.T) []string {
	t.Helper()
	data, err := os.ReadFile("../../assets/words/tui.en.json")
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, m := range regexp.MustCompile(`(?m)^  "([^"]+)":`).FindAllStringSubmatch(string(data), -1) {
		keys = append(keys, m[1])
	}
	return keys
}
