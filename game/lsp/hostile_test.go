package lsp_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"kobayashi/game/lsp"
)

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
