package lsp_test

import (
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"kobayashi/game/lint"
	"kobayashi/game/parse"
)

// night is the shelf of testdata, with the hashes of two scenes up to date.
func night(tb testing.TB) map[string]string {
	tb.Helper()
	data, err := os.ReadFile("testdata/night.txtar")
	if err != nil {
		tb.Fatal(err)
	}
	files := map[string]string{}
	tree := fstest.MapFS{}
	for _, f := range txtar.Parse(data).Files {
		files[f.Name] = string(f.Data)
		tree[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	base := parse.Read(tree, "night.md").Base
	for place, id := range map[string]string{"HASHCALL": "call", "HASHYARD": "yard"} {
		files["night.en.md"] = strings.Replace(files["night.en.md"], place, lint.SceneHash(base, base.Scene(id)), 1)
	}
	return files
}

// exact is what only the look at all states finds in the base.
var exact = []string{"W404 hours"}

func TestSession(t *testing.T) {
	s := newShelf(t, night(t))
	s.start(deep)
	// What is open goes over what is on the disk, and is looked at as typed.
	s.open("night.md", strings.Replace(s.texts["night.md"], "(#yard) `mode", "(#yord) `mode", 1))
	s.wait("night.md", "E050 #yord")
	s.replace("night.md", "#yord", "#yard")
	s.wait("night.md", exact...)

	// A problem of a translation is shown there, open or not.
	s.replace("night.md", "`hours += 2; ", "`hours += 3; ")
	s.wait("night.md", exact...)
	s.open("night.en.md")
	s.wait("night.en.md", "W507 call", "E505 `hours += 2; score.care += 6`", "W507 late")
	s.replace("night.en.md", "`hours += 2; ", "`hours += 3; ")
	s.wait("night.en.md", "W507 call", "W507 late")
	s.replace("night.md", "`hours += 3; ", "`hours += 2; ")
	s.wait("night.en.md", "E505 `hours += 3; score.care += 6`", "W507 late")

	// Closing without saving goes back to the disk.
	s.notify("textDocument/didClose", map[string]any{"textDocument": s.doc("night.en.md")})
	s.vers["night.en.md"] = 0
	s.texts["night.en.md"] = night(t)["night.en.md"]
	s.wait("night.en.md", "W507 late")
	s.notify("textDocument/didClose", map[string]any{"textDocument": s.doc("night.md")})
	s.vers["night.md"] = 0
	s.wait("night.md")
	s.wait("night.en.md")
}

func TestNoteOfAScenario(t *testing.T) {
	s := newShelf(t, night(t))
	s.start(deep)
	s.open("notes/bot.md", "# ボット\n\n動いた\u001b[31m先は 203.0.113.7 です。\n")
	s.wait("notes/bot.md", "E006 \u001b")
	s.replace("notes/bot.md", "\u001b[31m", "")
	s.wait("notes/bot.md")
	// The scenario it belongs to is told about too, though it is not open.
	s.vers["night.en.md"] = 0
	s.wait("night.en.md", "W507 late")
}

func TestOtherFilesAreLeftAlone(t *testing.T) {
	files := night(t)
	files["README.md"] = "---\nlayout: page\n---\n\n# About\n\n#tag ＃＃ [x](#nowhere)\n"
	s := newShelf(t, files)
	s.start(deep)
	s.open("README.md")
	s.open("night.md")
	s.wait("night.md", exact...)
	if got, version := s.list("README.md"); version != -1 {
		t.Errorf("a file that is no scenario has the problems %q", got)
	}
	for _, method := range []string{"hover", "definition", "documentSymbol", "completion", "prepareRename"} {
		s.call("textDocument/"+method, s.at("README.md", "# ‸About"))
	}
}

// TestRandomEdits: after many edits, undone and done again, what is said is what
// lint says of the text.
func TestRandomEdits(t *testing.T) {
	for seed := range uint64(3) {
		dice := rand.New(rand.NewPCG(seed, 7))
		s := newShelf(t, night(t))
		s.start(deep)
		s.open("night.md")
		bits := []string{"", "\n", "\r\n", "𠮷", "## a\n", "```\n", "`hours += 1`", "](#yard)", "｀", "---\n", "\t", "<!--", "- [x] 止\n", "[a]: b\n", "\uFEFF"}
		for range 150 {
			text := s.texts["night.md"]
			starts := []int{}
			for i := range text {
				if i == 0 || text[i] != '\n' || text[i-1] != '\r' {
					starts = append(starts, i)
				}
			}
			a := dice.IntN(len(starts))
			b := min(a+dice.IntN(6), len(starts)-1)
			from, to := starts[a], starts[b]
			bit := bits[dice.IntN(len(bits))]
			r := map[string]any{"start": s.position(text, from), "end": s.position(text, to)}
			s.texts["night.md"] = text[:from] + bit + text[to:]
			s.vers["night.md"]++
			s.notify("textDocument/didChange", map[string]any{
				"textDocument":   map[string]any{"uri": s.uri("night.md"), "version": s.vers["night.md"]},
				"contentChanges": []any{map[string]any{"range": r, "text": bit}},
			})
		}
		s.waitFor("night.md")
		tree := fstest.MapFS{}
		for name, text := range s.texts {
			tree[name] = &fstest.MapFile{Data: []byte(text)}
		}
		want := map[string]int{}
		for _, p := range lint.Check(parse.Read(tree, "night.md")) {
			if p.From.File == "night.md" {
				want[p.Rule+" "+p.Message.EN]++
			}
		}
		got := map[string]int{}
		s.mu.Lock()
		for _, d := range s.problems[s.uri("night.md")]["diagnostics"].([]any) {
			m := d.(map[string]any)
			message, _, _ := strings.Cut(m["message"].(string), "\n")
			got[m["code"].(string)+" "+message]++
		}
		s.mu.Unlock()
		delete(got, "W404 "+"the declared range of hours is far wider than what is reached") // of the exact pass, where it ran before
		for p, n := range want {
			if got[p] != n {
				t.Errorf("seed %d: %s is said %d times, want %d", seed, p, got[p], n)
			}
		}
	}
}

func TestUntitled(t *testing.T) {
	s := newShelf(t, nil)
	s.start(deep)
	s.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": "untitled:Untitled-1", "version": 1, "text": "---\nformat: 1\n---\n"}})
	deadline := time.After(patience)
	for {
		s.mu.Lock()
		p := s.problems["untitled:Untitled-1"]
		s.mu.Unlock()
		if p != nil && len(p["diagnostics"].([]any)) > 0 {
			return
		}
		select {
		case <-deadline:
			t.Fatal("a document in no file has no problems")
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func TestWatchedFiles(t *testing.T) {
	s := newShelf(t, night(t))
	s.start(`{"workspace":{"didChangeWatchedFiles":{"dynamicRegistration":true}}}`)
	s.open("night.md")
	s.wait("night.md", exact...)
	s.mu.Lock()
	asked := slices.Clone(s.asked)
	s.mu.Unlock()
	if !slices.Equal(asked, []string{"client/registerCapability"}) {
		t.Errorf("the server asked %q", asked)
	}
	s.save("night.en.md", strings.Replace(s.texts["night.en.md"], "(#late)", "(#calm)", 1))
	s.vers["night.en.md"] = 0
	s.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": s.uri("night.en.md"), "type": 2}}})
	s.wait("night.en.md", "E504 #calm", "W507 late")
}

// TestIdle: when nothing changes nothing is said.
func TestIdle(t *testing.T) {
	s := newShelf(t, night(t))
	s.start(deep)
	s.open("night.md")
	s.wait("night.md", exact...)
	time.Sleep(300 * time.Millisecond)
	s.mu.Lock()
	was := s.count
	s.mu.Unlock()
	time.Sleep(700 * time.Millisecond)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.count != was {
		t.Errorf("%d messages while nothing changed", s.count-was)
	}
}
