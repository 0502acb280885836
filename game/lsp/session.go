package lsp

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/creachadair/jrpc2"

	"kobayashi/game/words"
)

// initialize agrees on what both ends can do.
func (s *server) initialize(_ context.Context, req *jrpc2.Request) (any, error) {
	var p initializeParams
	if err := params(req, &p); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.at != waiting {
		return nil, jrpc2.Errorf(jrpc2.InvalidRequest, "initialize comes once")
	}
	s.at = running
	if slices.Contains(p.Capabilities.General.PositionEncodings, utf8Units.String()) {
		s.enc = utf8Units
	}
	if s.lang == "" && p.Locale != "" {
		s.lang = words.Lang(p.Locale)
	}
	s.lang = cmp.Or(s.lang, s.opts.Else)
	s.words = s.opts.Words(s.lang)
	s.tree = p.Capabilities.TextDocument.DocumentSymbol.Hierarchical
	s.changes = p.Capabilities.Workspace.WorkspaceEdit.DocumentChanges
	s.watches = p.Capabilities.Workspace.DidChangeWatchedFiles.DynamicRegistration
	return initializeResult{
		Capabilities: capabilities{
			PositionEncoding:   s.enc.String(),
			TextDocumentSync:   syncOptions{OpenClose: true, Change: syncIncremental},
			CompletionProvider: completionOptions{[]string{"#", "`", "*", "/", ".", "(", "!", "[", "@"}},
			Hover:              true, Definition: true, References: true, Highlight: true, Symbols: true,
			Rename: renameOptions{Prepare: true}, CodeAction: codeActionOptions{[]string{"quickfix"}}, Folding: true,
		},
		ServerInfo: serverInfo{"kobayashi", s.opts.Version},
	}, nil
}

// initialized asks a client that can watch files to do so: translations and
// notes change on the disk too.
func (s *server) initialized(ctx context.Context) (any, error) {
	s.mu.Lock()
	ask := s.watches
	s.watches = false
	s.mu.Unlock()
	if ask {
		// A handler that waited would keep the client's next messages waiting.
		go s.rpc.Callback(ctx, "client/registerCapability", registrationParams{[]registration{{
			ID: "scenarios", Method: "workspace/didChangeWatchedFiles",
			RegisterOptions: watchOptions{[]fileWatcher{{"**/*.md"}}},
		}}})
	}
	return nil, nil
}

func (s *server) shutdown(context.Context) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.at = shutDown
	if s.cancel != nil {
		s.cancel()
	}
	return nil, nil
}

// exit ends the session at any time.
func (s *server) exit(context.Context, *jrpc2.Request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-s.left:
	default:
		close(s.left)
	}
	return nil, nil
}

func (s *server) cancelRequest(ctx context.Context, req *jrpc2.Request) (any, error) {
	var p cancelParams
	if err := params(req, &p); err == nil {
		jrpc2.ServerFromContext(ctx).CancelRequest(string(bytes.TrimSpace(p.ID)))
	}
	return nil, nil
}

// say fills in a phrase of the server.
func (s *server) say(key string, args ...any) string {
	s.mu.Lock()
	w := s.words
	s.mu.Unlock()
	return w.Say("lsp."+key, args...)
}

// inLang gives a phrase of both languages in the session's.
func (s *server) language() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lang
}

// refuse is the answer to a request that cannot be done, in words for the author.
func (s *server) refuse(key string, args ...any) error {
	return jrpc2.Errorf(codeRequestFailed, "%s", strings.TrimSpace(s.say(key, args...)))
}
