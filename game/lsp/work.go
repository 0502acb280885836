package lsp

import (
	"context"
	"encoding/json"
	"hash/maphash"
	"slices"
	"strings"
	"time"

	"kobayashi/game"
)

// How long the worker waits. A key press is often followed by another message
// at once; who types fast is left alone, but not for long. The exact pass takes
// every processor it gets, so it waits until the author does.
const (
	gather = 4 * time.Millisecond
	calm   = 200 * time.Millisecond
)

// work looks at what changed, and tells: the problems of the text at once, those
// of the exact pass when nothing changes any more. It sleeps while nothing does.
func (s *server) work(ctx context.Context) {
	proved := map[*folder]map[string]findings{}
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.kick:
		}
		if !rest(ctx, gather) {
			return
		}
		// What changes from here on kicks anew.
		select {
		case <-s.kick:
		default:
		}
		for _, f := range s.changed() {
			s.guarded("looking at "+f.dir, func() (any, error) { return nil, s.tell(ctx, f, proved[f]) })
		}
		passing, stop := context.WithCancel(ctx)
		s.mu.Lock()
		s.cancel = stop
		again := len(s.kick) > 0 // then the cancel came too early to be heard
		s.mu.Unlock()
		if !again && rest(passing, calm) {
			for _, f := range s.quiet(proved) {
				s.guarded("proving "+f.dir, func() (any, error) { return nil, s.prove(passing, f, proved) })
			}
		}
		stop()
	}
}

// rest waits, and reports false if the context ended first.
func rest(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}

// changed lists the folders that were not told about as they are.
func (s *server) changed() []*folder {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []*folder
	for _, f := range s.folders {
		if f.seen != f.gen {
			list = append(list, f)
		}
	}
	return list
}

// quiet lists the open folders, and lets go of those that are closed.
func (s *server) quiet(proved map[*folder]map[string]findings) []*folder {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []*folder
	for dir, f := range s.folders {
		if len(f.docs) > 0 {
			list = append(list, f)
		} else if f.seen == f.gen {
			delete(s.folders, dir)
			delete(proved, f)
		}
	}
	return list
}

// findings are what the exact pass found, and in what.
type findings struct {
	print    uint64
	problems []game.Problem
	sources  map[string]string
}

// tell publishes the problems of the text, with what the exact pass found in
// the text as it was: where a line still stands, what was said of it most likely
// holds until it is looked at again.
func (s *server) tell(ctx context.Context, f *folder, proved map[string]findings) error {
	sn := s.snapshot(f)
	found := map[string][]game.Problem{}
	for _, sc := range sn.scenarios {
		note(found, sc.problems)
		old, ok := proved[sc.name]
		switch {
		case !ok:
		case old.print == sc.print:
			note(found, old.problems)
		default:
			note(found, old.moved(sn))
		}
	}
	return s.publish(ctx, f, sn, found)
}

// note adds problems by file.
func note(found map[string][]game.Problem, problems []game.Problem) {
	for _, p := range problems {
		found[p.From.File] = append(found[p.From.File], p)
	}
}

// prove looks at all states of what was not looked at as it is, and publishes
// all that is known then.
func (s *server) prove(ctx context.Context, f *folder, proved map[*folder]map[string]findings) error {
	sn := s.snapshot(f)
	known := proved[f]
	next := map[string]findings{}
	fresh := false
	found := map[string][]game.Problem{}
	for _, sc := range sn.scenarios {
		one, ok := known[sc.name]
		if !ok || one.print != sc.print {
			problems, err := s.opts.Prove(ctx, sc.res)
			if err != nil {
				return err // there is a change already
			}
			one = findings{print: sc.print, problems: problems, sources: map[string]string{}}
			for _, p := range problems {
				if t := sn.view.text(p.From.File); t != nil {
					one.sources[p.From.File] = t.raw
				}
			}
			fresh = true
		}
		next[sc.name] = one
		note(found, sc.problems)
		note(found, one.problems)
	}
	proved[f] = next
	if !fresh {
		return nil
	}
	return s.publish(ctx, f, sn, found)
}

// moved gives what was found, at the places where the same lines stand now. What
// was found in a changed line is left out.
func (old findings) moved(sn *snapshot) []game.Problem {
	var list []game.Problem
	same := map[string]func(line int) (int, bool){}
	for _, p := range old.problems {
		file := p.From.File
		if same[file] == nil {
			now := sn.view.text(file)
			if now == nil {
				continue
			}
			same[file] = shift(old.sources[file], now.raw)
		}
		from, ok := same[file](p.From.Line)
		if !ok {
			continue
		}
		if p.To.Line != 0 {
			p.To.Line += from - p.From.Line
		}
		p.From.Line = from
		list = append(list, p)
	}
	return list
}

// shift maps the lines of a text to those of a later one: the lines before the
// first difference stay, those behind the last one move along.
func shift(was, is string) func(line int) (int, bool) {
	if was == is {
		return func(line int) (int, bool) { return line, true }
	}
	before, after := strings.Split(was, "\n"), strings.Split(is, "\n")
	most := min(len(before), len(after))
	head, tail := 0, 0 // lines that are the same
	for head < most && before[head] == after[head] {
		head++
	}
	for tail < most-head && before[len(before)-1-tail] == after[len(after)-1-tail] {
		tail++
	}
	return func(line int) (int, bool) {
		switch {
		case line <= head:
			return line, true
		case line > len(before)-tail:
			return line + len(after) - len(before), true
		}
		return 0, false
	}
}

// publish sends the problems of each file that is open or has some, and takes
// back those of files that have none any more.
func (s *server) publish(ctx context.Context, f *folder, sn *snapshot, found map[string][]game.Problem) error {
	send := map[uri]publishParams{}
	for file, problems := range found {
		u := sn.uri(file)
		send[u] = publishParams{URI: u, Version: sn.version(file), Diagnostics: s.diagnostics(sn, file, problems)}
	}
	for name := range sn.docs {
		u := sn.uri(name)
		if _, ok := send[u]; !ok && sn.of(name) != nil {
			send[u] = publishParams{URI: u, Version: sn.version(name), Diagnostics: []diagnostic{}}
		}
	}
	s.mu.Lock()
	if f.gen == sn.gen {
		f.seen = sn.gen
	}
	for u := range f.sent {
		if _, ok := send[u]; !ok {
			send[u] = publishParams{URI: u, Diagnostics: []diagnostic{}}
		}
	}
	s.mu.Unlock()
	for _, u := range sorted(send) {
		if err := s.send(ctx, f, send[u]); err != nil {
			return err
		}
	}
	return nil
}

func sorted(send map[uri]publishParams) []uri {
	list := make([]uri, 0, len(send))
	for u := range send {
		list = append(list, u)
	}
	slices.Sort(list)
	return list
}

// send publishes for one file, unless that was said already.
func (s *server) send(ctx context.Context, f *folder, p publishParams) error {
	said, err := json.Marshal(p)
	if err != nil {
		return err
	}
	s.mu.Lock()
	print := maphash.Bytes(seed, said)
	was, known := f.sent[p.URI]
	if len(p.Diagnostics) == 0 && p.Version == nil {
		delete(f.sent, p.URI)
	} else {
		f.sent[p.URI] = print
	}
	over := s.at != running
	s.mu.Unlock()
	if over || known && was == print {
		return nil
	}
	return s.rpc.Notify(ctx, "textDocument/publishDiagnostics", json.RawMessage(said))
}
