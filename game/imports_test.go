package game_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// plan is the drawing of the house: which room may look into which. Rooms below
// cmd import only downwards; a new arrow is drawn here first.
//
//	                cmd/kobayashi    (wires everything; nobody imports it)
//	tui   line   report   lint   store   runfile   parse      scenarios, assets (import nothing of ours)
//	 |     |      |  |     | |     |        |       |
//	 |     |      |  solve-+ |     |        |       +-> markdown, visible <- typeset
//	 +-----+------+-> debrief, typeset, words
//	 |     |      |  |     |       |        |       |
//	 +-----+------+--+-----+-------+--------+-------+-> game
var plan = map[string][]string{
	"cmd/kobayashi":        {"*"},
	"game":                 {},
	"game/markdown":        {},
	"game/naming":          {"game/visible"},
	"game/need":            {}, // for tests
	"game/parse":           {"game", "game/markdown", "game/visible"},
	"game/lint":            {"game", "game/parse", "game/markdown", "game/solve"},
	"game/solve":           {"game"},
	"game/store":           {"game", "game/workshop"},
	"game/store/pgtest":    {"game/need"}, // for tests
	"game/typeset":         {"game/markdown", "game/visible"},
	"game/visible":         {},
	"game/words":           {},
	"game/debrief":         {"game", "game/markdown", "game/words"},
	"game/graph":           {"game", "game/debrief", "game/markdown", "game/solve", "game/typeset", "game/words"},
	"game/twee":            {"game", "game/debrief", "game/graph", "game/markdown", "game/typeset", "game/words"},
	"game/edit":            {"game", "game/parse", "game/markdown", "game/lint", "game/solve", "game/typeset", "game/words"},
	"game/paper":           {},
	"game/paper/pagetest":  {}, // for tests
	"game/booklet":         {"game", "game/debrief", "game/markdown", "game/paper", "game/solve", "game/typeset", "game/words"},
	"game/preview":         {"game", "game/debrief", "game/typeset", "game/words", "game/tui/paint"},
	"game/report":          {"game", "game/debrief", "game/paper", "game/solve", "game/typeset", "game/words", "game/markdown", "game/workshop"},
	"game/runfile":         {"game", "game/workshop"},
	"game/line":            {"game", "game/debrief", "game/naming", "game/typeset", "game/words", "game/workshop"},
	"game/translate":       {"game", "game/parse", "game/lint", "game/edit"},
	"game/tui":             {"game", "game/debrief", "game/naming", "game/typeset", "game/words", "game/workshop", "game/tui/paint"},
	"game/lsp":             {"game", "game/parse", "game/lint", "game/solve", "game/words"},
	"game/tui/paint":       {},
	"game/host":            {"game", "game/runfile", "game/workshop"},
	"game/web":             {"game", "game/debrief", "game/naming", "game/visible", "game/words", "game/workshop"},
	"game/workshop":        {"game"},
	"game/bots":            {"game/sshd/loadtest"},
	"game/workshop/memory": {"game/workshop"}, // for tests
	"game/tui/screentest":  {"game/tui/paint"},
	"game/sshd":            {},
	"game/sshd/loadtest":   {},
	"assets":               {},
	"scenarios":            {},
}

// foreign limits what a room takes from outside: "" stands for the standard
// library alone. Rooms that are not named take what they need.
var foreign = map[string][]string{
	"game":       {},
	"game/words": {},
	"assets":     {},
	"scenarios":  {},
}

func TestImportPlan(t *testing.T) {
	root := filepath.Join("..")
	seen := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		// A folder with a go.mod of its own is a house of its own.
		if _, err := os.Stat(filepath.Join(path, "go.mod")); err == nil && path != root {
			return filepath.SkipDir
		}
		if d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && d.Name() != "..") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		rel, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		room := filepath.ToSlash(rel)
		seen[room] = true
		checkFile(t, room, path)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for room := range plan {
		if !seen[room] {
			t.Errorf("the plan draws %s, which does not exist", room)
		}
	}
}

func checkFile(t *testing.T, room, path string) {
	t.Helper()
	may, drawn := plan[room]
	if !drawn {
		t.Errorf("%s: room %s is not in the plan", path, room)
		return
	}
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), path, src, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	for _, imp := range file.Imports {
		name, err := strconv.Unquote(imp.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		ours, isOurs := strings.CutPrefix(name, "kobayashi/")
		only, limited := foreign[room]
		first, _, _ := strings.Cut(name, "/")
		switch {
		case isOurs && !slices.Contains(may, ours) && !slices.Contains(may, "*"):
			t.Errorf("%s: %s may not import %s", path, room, ours)
		case !isOurs && limited && strings.Contains(first, ".") && !slices.Contains(only, name):
			t.Errorf("%s: %s may not import %s", path, room, name)
		}
	}
}
