package lsp_test

import (
	"errors"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"kobayashi/game/lint"
	"kobayashi/game/lsp"
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

// TestWrongPlaces: positions that are not there are brought to where the text is.
func TestWrongPlaces(t *testing.T) {
	s := newShelf(t, night(t))
	s.start(deep)
	s.open("night.md")
	for _, p := range []map[string]any{
		{"line": -4, "character": -9}, {"line": 1 << 30, "character": 2}, {"line": 3, "character": 1 << 30}, {"line": 29, "character": 9},
	} {
		for _, method := range []string{"hover", "definition", "references", "completion", "documentHighlight", "prepareRename", "codeAction", "rename"} {
			s.ask("textDocument/"+method, map[string]any{
				"textDocument": s.doc("night.md"), "position": p, "newName": "x", "range": map[string]any{"start": p, "end": p},
			})
		}
	}
	end := map[string]any{"line": 1 << 20, "character": 0}
	s.vers["night.md"]++
	s.notify("textDocument/didChange", map[string]any{
		"textDocument": map[string]any{"uri": s.uri("night.md"), "version": s.vers["night.md"]},
		// The ends are the wrong way round, too.
		"contentChanges": []any{map[string]any{"range": map[string]any{"start": end, "end": map[string]any{"line": 0, "character": 0}}, "text": "---\nformat: 1\n"}},
	})
	s.texts["night.md"] = "---\nformat: 1\n"
	s.wait("night.md", "E001 ---")
}

func TestLifecycle(t *testing.T) {
	s := newShelf(t, night(t))
	if _, code, _ := s.ask("textDocument/hover", s.at("night.md", "## ‸call")); code != -32002 {
		t.Errorf("before initialize: %d", code)
	}
	s.open("night.md") // is dropped
	if got := s.start(deep)["capabilities"].(map[string]any)["positionEncoding"]; got != "utf-16" {
		t.Errorf("got the encoding %v", got)
	}
	if _, code, _ := s.ask("initialize", map[string]any{}); code != -32600 {
		t.Errorf("initialize again: %d", code)
	}
	if _, code, _ := s.ask("workspace/nothing", map[string]any{}); code != -32601 {
		t.Errorf("an unknown method: %d", code)
	}
	s.notify("$/nothing", map[string]any{})
	if _, code, _ := s.ask("textDocument/hover", []any{1, 2}); code != -32602 {
		t.Errorf("parameters of another shape: %d", code)
	}
	s.call("shutdown", nil)
	if _, code, _ := s.ask("textDocument/hover", s.at("night.md", "## ‸call")); code != -32600 {
		t.Errorf("after shutdown: %d", code)
	}
	s.notify("exit", nil)
	if err := <-s.done; err != nil {
		t.Errorf("after a shutdown: %v", err)
	}

	s = newShelf(t, nil)
	s.start(deep)
	s.notify("exit", nil)
	if err := <-s.done; !errors.Is(err, lsp.ErrNoShutdown) {
		t.Errorf("without a shutdown: %v", err)
	}
	s = newShelf(t, nil)
	s.start(deep)
	s.in.Close()
	if err := <-s.done; !errors.Is(err, lsp.ErrNoShutdown) {
		t.Errorf("at the end of the input: %v", err)
	}
}

// TestAllAtOnce: a client that waits for nothing is answered all the same.
func TestAllAtOnce(t *testing.T) {
	for range 20 {
		s := newShelf(t, nil)
		answers := make(chan map[string]any, 1)
		s.waiting["9"] = answers
		var all strings.Builder
		for _, body := range []string{
			`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}`, `{"jsonrpc":"2.0","method":"initialized","params":{}}`,
			`{"jsonrpc":"2.0","id":2,"method":"shutdown"}`, `{"jsonrpc":"2.0","id":3,"method":"shutdown"}`, `{"jsonrpc":"2.0","id":4,"method":"shutdown"}`,
			`{"jsonrpc":"2.0","id":5,"method":"shutdown"}`, `{"jsonrpc":"2.0","id":6,"method":"shutdown"}`, `{"jsonrpc":"2.0","id":9,"method":"nothing"}`,
			`{"jsonrpc":"2.0","method":"exit"}`, `{"jsonrpc":"2.0","method":"exit"}`,
		} {
			all.WriteString("Content-Length: " + itoa(len(body)) + "\r\n\r\n" + body)
		}
		go func() {
			s.raw(all.String())
			s.in.Close()
		}()
		select {
		case err := <-s.done:
			if err != nil {
				t.Fatalf("got %v", err)
			}
		case <-time.After(patience):
			t.Fatal("it hangs")
		}
	}
}

// TestGarbage: what is not the protocol ends the session or is answered with an
// error. Nothing hangs.
func TestGarbage(t *testing.T) {
	for name, text := range map[string]string{
		"no header":       "hello\r\n\r\n",
		"no length":       "Content-Type: x\r\n\r\n",
		"negative":        "Content-Length: -5\r\n\r\n",
		"huge":            "Content-Length: 99999999999\r\n\r\n{}",
		"huge number":     "Content-Length: 99999999999999999999999999\r\n\r\n{}",
		"endless header":  strings.Repeat("x", 100_000),
		"too short":       "Content-Length: 50\r\n\r\n{}",
		"zero and a half": "Content-Length: 0.5\r\n\r\n{}",
	} {
		t.Run(name, func(t *testing.T) {
			s := newShelf(t, nil)
			s.start(deep)
			go func() {
				s.raw(text)
				s.in.Close()
			}()
			select {
			case err := <-s.done:
				if err == nil {
					t.Error("no error")
				}
			case <-time.After(patience):
				t.Error("it hangs")
			}
		})
	}
	s := newShelf(t, night(t))
	s.start(deep)
	for _, body := range []string{"{", "[]", "null", "7", `"x"`, "\x00\xff", `{"jsonrpc":"2.0"}`, `{"jsonrpc":"2.0","id":{},"method":"x"}`, `{"id":1,"method":"shutdown"}`, `{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":7}}`, `{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///none"},"contentChanges":[{}]}}`, strings.Repeat("[", 100_000)} {
		s.raw("Content-Length: " + itoa(len(body)) + "\r\n\r\n" + body)
	}
	s.open("night.md")
	s.wait("night.md", exact...)
	for _, uri := range []string{"", "x", "untitled:Untitled-1", "file://host/a.md", "file:///../../etc/passwd", "file:///%00", "http://[::1", "file:relative.md"} {
		s.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": uri, "version": 1, "text": "---\nformat: 1\nof: ../../etc/passwd\n---\n"}})
		s.ask("textDocument/hover", map[string]any{"textDocument": map[string]any{"uri": uri}, "position": map[string]any{"line": 1, "character": 1}})
	}
	if got := s.call("textDocument/documentSymbol", map[string]any{"textDocument": s.doc("night.md")}).([]any); len(got) != 5 {
		t.Errorf("got %d scenes", len(got))
	}
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + itoa(n%10)
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
