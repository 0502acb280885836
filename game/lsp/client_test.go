package lsp_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/textproto"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf16"

	"kobayashi/assets"
	"kobayashi/game"
	"kobayashi/game/lint"
	"kobayashi/game/lsp"
	"kobayashi/game/parse"
	"kobayashi/game/words"
)

// client speaks the protocol from the other end. It shares nothing with the
// server: messages are maps, and positions are counted here again.
type client struct {
	tb   testing.TB
	in   io.WriteCloser
	done chan error // what Serve answered

	mu       sync.Mutex
	next     int
	waiting  map[string]chan map[string]any
	problems map[string]map[string]any // the last publishDiagnostics by URI
	count    int                       // publishDiagnostics so far
	asked    []string                  // methods of the server's own requests
	changed  chan struct{}
	faults   []string
}

const patience = 20 * time.Second

// connect starts a server and a client for it, without a word said.
func connect(tb testing.TB, lang string) *client {
	tb.Helper()
	book, err := words.Load(os.DirFS("../../assets/words"))
	if err != nil {
		tb.Fatal(err)
	}
	toServer, in := io.Pipe()
	out, fromServer := io.Pipe()
	c := &client{
		tb: tb, in: in, done: make(chan error, 1), waiting: map[string]chan map[string]any{},
		problems: map[string]map[string]any{}, changed: make(chan struct{}, 1),
	}
	ctx, stop := context.WithCancel(context.Background())
	o := lsp.Options{
		Words: book.In, Lang: lang, Version: "test", Rules: assets.Rules, States: 100_000, Check: lint.Check,
		Prove: func(ctx context.Context, res *parse.Result) ([]game.Problem, error) {
			problems, _, err := lint.Prove(ctx, res, 100_000)
			return problems, err
		},
		Fault: func(what string) {
			c.mu.Lock()
			defer c.mu.Unlock()
			c.faults = append(c.faults, what)
		},
	}
	go func() {
		c.done <- lsp.Serve(ctx, toServer, fromServer, o)
		fromServer.Close()
	}()
	go c.listen(out)
	tb.Cleanup(func() {
		in.Close()
		stop()
		if len(c.faults) > 0 {
			tb.Errorf("faults of the server: %s", c.faults)
		}
	})
	return c
}

func (c *client) listen(out io.Reader) {
	r := textproto.NewReader(bufio.NewReader(out))
	for {
		header, err := r.ReadMIMEHeader()
		if err != nil {
			break
		}
		n, err := strconv.Atoi(header.Get("Content-Length"))
		if err != nil {
			break
		}
		body := make([]byte, n)
		if _, err := io.ReadFull(r.R, body); err != nil {
			break
		}
		var m map[string]any
		if err := json.Unmarshal(body, &m); err != nil {
			c.tb.Errorf("the server wrote %q: %v", body, err)
			break
		}
		c.take(m)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, w := range c.waiting {
		close(w)
	}
	c.waiting = nil
}

func (c *client) take(m map[string]any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	method, _ := m["method"].(string)
	switch {
	case method == "textDocument/publishDiagnostics":
		p := m["params"].(map[string]any)
		c.problems[p["uri"].(string)] = p
		c.count++
		select {
		case c.changed <- struct{}{}:
		default:
		}
	case method != "":
		c.asked = append(c.asked, method)
		if m["id"] != nil {
			go c.write(map[string]any{"jsonrpc": "2.0", "id": m["id"], "result": nil})
		}
	default:
		id := fmt.Sprint(m["id"])
		if w := c.waiting[id]; w != nil {
			delete(c.waiting, id)
			w <- m
		}
	}
}

func (c *client) write(m map[string]any) {
	body, err := json.Marshal(m)
	if err != nil {
		c.tb.Error(err)
	}
	c.raw(fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body))
}

func (c *client) raw(text string) { io.WriteString(c.in, text) }

func (c *client) notify(method string, params any) {
	m := map[string]any{"jsonrpc": "2.0", "method": method}
	if params != nil {
		m["params"] = params
	}
	c.write(m)
}

// ask sends a request and waits for the answer: a result, or an error's code and
// message.
func (c *client) ask(method string, params any) (result any, code int, message string) {
	c.tb.Helper()
	c.mu.Lock()
	c.next++
	id := c.next
	w := make(chan map[string]any, 1)
	if c.waiting == nil {
		c.mu.Unlock()
		c.tb.Fatalf("%s: the server has left", method)
	}
	c.waiting[strconv.Itoa(id)] = w
	c.mu.Unlock()
	m := map[string]any{"jsonrpc": "2.0", "id": id, "method": method}
	if params != nil {
		m["params"] = params
	}
	c.write(m)
	select {
	case answer, ok := <-w:
		if !ok {
			c.tb.Fatalf("%s: the server left", method)
		}
		if e, bad := answer["error"].(map[string]any); bad {
			return nil, int(e["code"].(float64)), e["message"].(string)
		}
		return answer["result"], 0, ""
	case <-time.After(patience):
		c.tb.Fatalf("%s: no answer", method)
	}
	return nil, 0, ""
}

// call is ask for what must be answered with a result.
func (c *client) call(method string, params any) any {
	c.tb.Helper()
	result, code, message := c.ask(method, params)
	if code != 0 {
		c.tb.Fatalf("%s: %d %s", method, code, message)
	}
	return result
}

// start initialises the session with capabilities.
func (c *client) start(capabilities string) map[string]any {
	c.tb.Helper()
	var caps map[string]any
	if err := json.Unmarshal([]byte(capabilities), &caps); err != nil {
		c.tb.Fatal(err)
	}
	result := c.call("initialize", map[string]any{"processId": nil, "rootUri": nil, "capabilities": caps, "locale": "en"})
	c.notify("initialized", map[string]any{})
	return result.(map[string]any)
}

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
	s := &shelf{client: connect(tb, "en"), dir: tb.TempDir(), texts: map[string]string{}, vers: map[string]int{}}
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
