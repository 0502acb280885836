package lsp_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/textproto"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

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
	history  []map[string]any          // all of them
	asked    []string                  // methods of the server's own requests
	changed  chan struct{}
	faults   []string
}

const patience = time.Minute

// connect starts a server and a client for it, without a word said. The exact
// pass is lint's, unless another is given.
func connect(tb testing.TB, lang string, prove func(context.Context, *parse.Result) ([]game.Problem, error)) *client {
	tb.Helper()
	book, err := words.Load(os.DirFS("../../assets/words"))
	if err != nil {
		tb.Fatal(err)
	}
	if prove == nil {
		prove = func(ctx context.Context, res *parse.Result) ([]game.Problem, error) {
			problems, _, err := lint.Prove(ctx, res, 100_000)
			return problems, err
		}
	}
	toServer, in := io.Pipe()
	out, fromServer := io.Pipe()
	c := &client{
		tb: tb, in: in, done: make(chan error, 1), waiting: map[string]chan map[string]any{},
		problems: map[string]map[string]any{}, changed: make(chan struct{}, 1),
	}
	ctx, stop := context.WithCancel(context.Background())
	o := lsp.Options{
		Words: book.In, Lang: lang, Version: "test", Rules: assets.Rules, States: 100_000, Check: (*lint.Memo).Check,
		Prove: prove,
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
		c.history = append(c.history, p)
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
