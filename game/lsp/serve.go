package lsp

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime/debug"
	"sync"
	"time"

	"github.com/creachadair/jrpc2"

	"kobayashi/game"
	"kobayashi/game/lint"
	"kobayashi/game/parse"
	"kobayashi/game/words"
)

// Options are what a server needs of the program.
type Options struct {
	Words func(lang string) words.Text
	// Lang is the language of messages, or "" for the client's own. Where the
	// client says nothing either it is Else.
	Lang, Else string
	Version    string
	Rules      fs.FS // the pages of the rules
	// Check gives the problems of the text, Prove those of the exact pass.
	Check func(*lint.Memo, *parse.Result) []game.Problem
	Prove func(context.Context, *parse.Result) ([]game.Problem, error)
	// States is how many states of a variant are looked at for what a hover
	// tells, at most.
	States int
	// Fault hears of faults of the server itself, which it lives through.
	Fault func(what string)
}

// GCPercent is what suits a process that does nothing but Serve (see
// runtime/debug.SetGCPercent): each key makes a new tree of the whole file, and
// somebody waits for it, so that memory is cheaper than time. What it comes to is
// some 20 MiB for a usual scenario, and 170 for one of 2,000 scenes.
const GCPercent = 200

// ErrNoShutdown says that the client went away without asking for a shutdown.
var ErrNoShutdown = errors.New("the client did not ask for a shutdown")

// Serve speaks the protocol until the client leaves, or the context ends. It
// fails with ErrNoShutdown, or if the input is not the protocol at all.
func Serve(ctx context.Context, in io.Reader, out io.Writer, o Options) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	s := newServer(ctx, o)
	s.rpc = jrpc2.NewServer(&order{methods: s.methods(), began: map[string]bool{}}, &jrpc2.ServerOptions{
		AllowPush: true, DisableBuiltin: true, Concurrency: 4,
		NewContext: func() context.Context { return ctx },
	})
	w := newWire(in, out)
	s.rpc.Start(w)
	var work sync.WaitGroup
	work.Go(func() { s.work(ctx) })
	ended := make(chan error, 1)
	go func() {
		err := s.rpc.Wait()
		work.Wait()
		ended <- err
	}()
	select {
	case <-s.left:
	case <-ctx.Done():
	case <-w.closed:
	}
	stop()
	// The library's own Stop panics if a message comes at that moment: the end of
	// the input stops it as well. What was asked until then is answered, unless
	// nobody listens.
	w.Close()
	var err error
	select {
	case err = <-ended:
	case <-time.After(4 * grace):
	}
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return err
	case s.phase() != shutDown:
		return ErrNoShutdown
	}
	return nil
}

// phase is where a session is.
type phase int

const (
	waiting phase = iota // for initialize
	running
	shutDown
)

// server is one session with one client.
type server struct {
	opts Options
	rpc  *jrpc2.Server
	life context.Context // of the session
	know knowledge
	left chan struct{} // closed by the exit notification
	kick chan struct{} // there is something to look at

	mu      sync.Mutex // of all below
	at      phase
	enc     encoding
	words   words.Text
	lang    string
	tree    bool // the client knows symbols in a tree
	changes bool // the client knows versioned edits
	watches bool // the client can be asked to watch files
	docs    map[string]*document
	folders map[string]*folder
	size    int                // bytes of all documents
	cancel  context.CancelFunc // of the exact pass under way
}

func newServer(ctx context.Context, o Options) *server {
	return &server{
		opts: o, life: ctx, left: make(chan struct{}), kick: make(chan struct{}, 1),
		words: o.Words(cmp.Or(o.Lang, o.Else)), lang: o.Lang,
		docs: map[string]*document{}, folders: map[string]*folder{},
	}
}

func (s *server) phase() phase {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.at
}

// order assigns methods. Requests are worked on side by side, but initialize,
// shutdown and exit one after the other, as they came. Only the first of each is
// waited for, and so no more than two ever wait: there is always room for the
// one that they wait for.
type order struct {
	methods map[string]jrpc2.Handler
	began   map[string]bool
	last    chan struct{} // closed when the last of these is done
}

// Assign is called for one message after the other. One that is not known gets
// no handler.
func (o *order) Assign(_ context.Context, method string) jrpc2.Handler {
	do := o.methods[method]
	lifecycle := method == "initialize" || method == "shutdown" || method == "exit"
	if !lifecycle || o.began[method] {
		return do
	}
	o.began[method] = true
	before, done := o.last, make(chan struct{})
	o.last = done
	return func(ctx context.Context, req *jrpc2.Request) (any, error) {
		defer close(done)
		if before != nil {
			select {
			case <-before:
			case <-ctx.Done():
			}
		}
		return do(ctx, req)
	}
}

// methods are all that the server answers.
func (s *server) methods() map[string]jrpc2.Handler {
	return map[string]jrpc2.Handler{
		"initialize":                      s.initialize,
		"initialized":                     s.always(s.initialized),
		"shutdown":                        s.always(s.shutdown),
		"exit":                            s.exit,
		"$/cancelRequest":                 s.cancelRequest,
		"textDocument/didOpen":            told(s, s.didOpen),
		"textDocument/didChange":          told(s, s.didChange),
		"textDocument/didSave":            told(s, s.didSave),
		"textDocument/didClose":           told(s, s.didClose),
		"workspace/didChangeWatchedFiles": s.always(s.filesChanged),
		"textDocument/completion":         asked(s, s.completion),
		"textDocument/hover":              asked(s, s.hover),
		"textDocument/definition":         asked(s, s.definition),
		"textDocument/references":         asked(s, s.references),
		"textDocument/documentHighlight":  asked(s, s.highlight),
		"textDocument/documentSymbol":     asked(s, s.symbols),
		"textDocument/documentLink":       asked(s, s.links),
		"textDocument/prepareRename":      asked(s, s.prepareRename),
		"textDocument/rename":             asked(s, s.rename),
		"textDocument/codeAction":         asked(s, s.codeActions),
		"textDocument/foldingRange":       asked(s, s.folding),
	}
}

// ready fails unless the session is between initialize and shutdown.
func (s *server) ready() error {
	switch s.phase() {
	case waiting:
		return jrpc2.Errorf(codeNotInitialized, "initialize comes first")
	case shutDown:
		return jrpc2.Errorf(jrpc2.InvalidRequest, "the session was shut down")
	}
	return nil
}

// guarded answers with an error where a fault of ours would end the process:
// the author's other files are still worth serving.
func (s *server) guarded(what string, do func() (any, error)) (answer any, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			s.fault(what, fault)
			answer, err = nil, jrpc2.Errorf(jrpc2.InternalError, "%s failed", what)
		}
	}()
	return do()
}

func (s *server) fault(what string, fault any) {
	if s.opts.Fault != nil {
		s.opts.Fault(fmt.Sprintf("%s: %v\n%s", what, fault, debug.Stack()))
	}
}

// always wraps a handler that reads no parameters.
func (s *server) always(do func(context.Context) (any, error)) jrpc2.Handler {
	return func(ctx context.Context, req *jrpc2.Request) (any, error) {
		if err := s.ready(); err != nil {
			return nil, err
		}
		return s.guarded(req.Method(), func() (any, error) { return do(ctx) })
	}
}

// asked wraps a request with its parameters.
func asked[P, R any](s *server, do func(context.Context, P) (R, error)) jrpc2.Handler {
	return func(ctx context.Context, req *jrpc2.Request) (any, error) {
		var p P
		if err := s.ready(); err != nil {
			return nil, err
		}
		if err := params(req, &p); err != nil {
			return nil, err
		}
		return s.guarded(req.Method(), func() (any, error) { return do(ctx, p) })
	}
}

// told wraps a notification with its parameters.
func told[P any](s *server, do func(P)) jrpc2.Handler {
	return asked(s, func(_ context.Context, p P) (any, error) {
		do(p)
		return nil, nil
	})
}

func params(req *jrpc2.Request, into any) error {
	if !req.HasParams() {
		return jrpc2.Errorf(jrpc2.InvalidParams, "parameters are missing")
	}
	return req.UnmarshalParams(into)
}
