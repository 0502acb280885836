package lsp_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
)

// shelf is a folder of scenario files, and a client that has some of them open.
type shelf struct {
	*client
	dir   string
	texts map[string]string
	vers  map[string]int
	utf8  bool
}

const deep = `{"textDocument":{"documentSymbol":{"hierarchicalDocumentSymbolSupport":true}},"workspace":{"workspaceEdit":{"documentChanges":true}}}`

func newShelf(tb testing.TB, files map[string]string) *shelf {
	tb.Helper()
	return shelfOf(tb, files, connect(tb, "en", nil))
}

func shelfOf(tb testing.TB, files map[string]string, c *client) *shelf {
	tb.Helper()
	s := &shelf{client: c, dir: tb.TempDir(), texts: map[string]string{}, vers: map[string]int{}}
	for name, text := range files {
		s.save(name, text)
	}
	return s
}

func (s *shelf) save(name, text string) {
	s.tb.Helper()
	file := filepath.Join(s.dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		s.tb.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		s.tb.Fatal(err)
	}
	s.texts[name] = text
}

func (s *shelf) uri(name string) string {
	return "file://" + strings.ReplaceAll(filepath.ToSlash(filepath.Join(s.dir, name)), " ", "%20")
}

func (s *shelf) doc(name string) map[string]any { return map[string]any{"uri": s.uri(name)} }

// open opens a file as it is on the disk, or with another text.
func (s *shelf) open(name string, text ...string) {
	if len(text) > 0 {
		s.texts[name] = text[0]
	}
	s.vers[name]++
	s.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{
		"uri": s.uri(name), "languageId": "markdown", "version": s.vers[name], "text": s.texts[name],
	}})
}

// replace types: the first old in an open file becomes new, by one small edit.
func (s *shelf) replace(name, old, text string) {
	s.tb.Helper()
	all := s.texts[name]
	i := strings.Index(all, old)
	if i < 0 {
		s.tb.Fatalf("%s has no %q", name, old)
	}
	r := map[string]any{"start": s.position(all, i), "end": s.position(all, i+len(old))}
	s.texts[name] = all[:i] + text + all[i+len(old):]
	s.vers[name]++
	s.notify("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": s.uri(name), "version": s.vers[name]},
		"contentChanges": []any{map[string]any{"range": r, "text": text}},
	})
}

// position counts as the client does.
func (s *shelf) position(text string, offset int) map[string]any {
	before := text[:offset]
	line := strings.Count(before, "\n")
	before = before[strings.LastIndexByte(before, '\n')+1:]
	n := len(utf16.Encode([]rune(before)))
	if s.utf8 {
		n = len(before)
	}
	return map[string]any{"line": line, "character": n}
}

// offset is the way back.
func (s *shelf) offset(text string, p any) int {
	m := p.(map[string]any)
	at := 0
	for range int(m["line"].(float64)) {
		at += strings.IndexByte(text[at:], '\n') + 1
	}
	for units := int(m["character"].(float64)); units > 0; {
		r := []rune(text[at:])[0]
		n := len(string(r))
		if s.utf8 {
			units -= n
		} else {
			units -= len(utf16.Encode([]rune{r}))
		}
		at += n
	}
	return at
}

// at points into a file: at the first ‸ of what is looked for, which is not in
// the file.
func (s *shelf) at(name, find string) map[string]any {
	s.tb.Helper()
	before, behind, ok := strings.Cut(find, "‸")
	i := strings.Index(s.texts[name], before+behind)
	if i < 0 || !ok {
		s.tb.Fatalf("%s has no %q", name, find)
	}
	return map[string]any{"textDocument": s.doc(name), "position": s.position(s.texts[name], i+len(before))}
}

// cut gives what a range of a file holds.
func (s *shelf) cut(name string, r any) string {
	m := r.(map[string]any)
	text := s.texts[name]
	return text[s.offset(text, m["start"]):s.offset(text, m["end"])]
}

// name gives the file of a URI.
func (s *shelf) name(u any) string {
	return strings.TrimPrefix(u.(string), s.uri("")+"/")
}

// wait waits until the problems of a file are as wanted: code and marked text,
// in order. "" in want stands for none.
func (s *shelf) wait(name string, want ...string) {
	s.tb.Helper()
	deadline := time.After(patience)
	for {
		got, version := s.list(name)
		if version == s.vers[name] && slices.Equal(got, want) {
			return
		}
		select {
		case <-s.changed:
		case <-deadline:
			s.tb.Fatalf("%s has the problems\n%q (version %d)\nwant\n%q (version %d)", name, got, version, want, s.vers[name])
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func (s *shelf) list(name string) (problems []string, version int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.problems[s.uri(name)]
	if p == nil {
		return nil, -1
	}
	if v, ok := p["version"].(float64); ok {
		version = int(v)
	}
	for _, d := range p["diagnostics"].([]any) {
		m := d.(map[string]any)
		problems = append(problems, m["code"].(string)+" "+s.cut(name, m["range"]))
	}
	return problems, version
}

// edited gives the files as they are after a workspace edit.
func (s *shelf) edited(edit any) map[string]string {
	s.tb.Helper()
	files := maps.Clone(s.texts)
	apply := func(name string, edits []any) {
		slices.SortFunc(edits, func(a, b any) int {
			start := func(e any) int { return s.offset(s.texts[name], e.(map[string]any)["range"].(map[string]any)["start"]) }
			return start(b) - start(a)
		})
		for _, e := range edits {
			m := e.(map[string]any)
			r := m["range"].(map[string]any)
			text := s.texts[name]
			files[name] = files[name][:s.offset(text, r["start"])] + m["newText"].(string) + files[name][s.offset(text, r["end"]):]
		}
	}
	m := edit.(map[string]any)
	if changes, ok := m["changes"].(map[string]any); ok {
		for u, edits := range changes {
			apply(s.name(u), edits.([]any))
		}
	}
	if changes, ok := m["documentChanges"].([]any); ok {
		for _, c := range changes {
			d := c.(map[string]any)
			apply(s.name(d["textDocument"].(map[string]any)["uri"]), d["edits"].([]any))
		}
	}
	return files
}

// places writes locations as file:text.
func (s *shelf) places(locations any) []string {
	list := []string{}
	for _, l := range locations.([]any) {
		m := l.(map[string]any)
		name := s.name(m["uri"])
		text := s.texts[name]
		start := s.offset(text, m["range"].(map[string]any)["start"])
		list = append(list, fmt.Sprintf("%s:%d %s", name, 1+strings.Count(text[:start], "\n"), s.cut(name, m["range"])))
	}
	slices.Sort(list)
	return list
}

// labels writes completion items.
func labels(list any) []string {
	var out []string
	for _, item := range list.(map[string]any)["items"].([]any) {
		out = append(out, item.(map[string]any)["label"].(string))
	}
	return out
}
