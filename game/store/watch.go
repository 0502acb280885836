package store

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"kobayashi/game/workshop"
)

var errClosed = errors.New("the store is closed")

// watchers are all who watch workshops of a store. While there are any, one
// source follows what other programs append; what this one appends is told
// without a way around.
type watchers struct {
	mu      sync.Mutex
	all     map[*watcher]struct{}
	source  *source
	closing chan struct{} // closed with the store
}

// source follows other programs.
type source struct {
	up   chan struct{} // closed when nothing is missed any more
	stop context.CancelFunc
}

// watcher is one who watches. What has grown is kept until he reads it, each
// stream once.
type watcher struct {
	workshop string
	mu       sync.Mutex
	grown    []string
	more     chan struct{} // holds a word while grown is not empty
	out      chan string
}

// Watch tells which streams of a workshop have grown; see workshop.Log. What is
// appended after it has come back is told.
func (l Log) Watch(ctx context.Context, id string) (<-chan string, error) {
	const patience = 10 * time.Second // for a server that is just starting again
	s := l.store
	w := &watcher{workshop: id, more: make(chan struct{}, 1), out: make(chan string)}
	up, err := s.join(w)
	if err == nil {
		select {
		case <-up:
			go s.serve(ctx, w)
			return w.out, nil
		case <-ctx.Done():
			err = ctx.Err()
		case <-time.After(patience):
			err = ErrAway
		case <-s.watchers.closing:
			err = errClosed
		}
		s.leave(w)
		s.working.Done()
	}
	return nil, s.explain(err, "watching workshop %s", id)
}

// join adds a watcher and gives what to wait for. The store waits for him.
func (s *Store) join(w *watcher) (up <-chan struct{}, err error) {
	ws := &s.watchers
	ws.mu.Lock()
	defer ws.mu.Unlock()
	select {
	case <-ws.closing:
		return nil, errClosed
	default:
	}
	s.working.Add(1)
	ws.all[w] = struct{}{}
	if ws.source == nil {
		ctx, stop := context.WithCancel(context.Background())
		from := &source{up: make(chan struct{}), stop: stop}
		ws.source = from
		s.working.Go(func() { s.engine.follow(ctx, ws.tell, func() { close(from.up) }) })
	}
	return ws.source.up, nil
}

// leave takes a watcher out, and with the last one the source.
func (s *Store) leave(w *watcher) {
	ws := &s.watchers
	ws.mu.Lock()
	defer ws.mu.Unlock()
	delete(ws.all, w)
	if len(ws.all) == 0 && ws.source != nil {
		ws.source.stop()
		ws.source = nil
	}
}

// serve hands a watcher his names until ctx ends.
func (s *Store) serve(ctx context.Context, w *watcher) {
	defer s.working.Done()
	defer close(w.out)
	defer s.leave(w)
	for {
		select {
		case <-w.more:
		case <-ctx.Done():
			return
		case <-s.watchers.closing:
			return
		}
		for name, ok := w.next(); ok; name, ok = w.next() {
			select {
			case w.out <- name:
			case <-ctx.Done():
				return
			case <-s.watchers.closing:
				return
			}
		}
	}
}

// tell adds a place to what its watchers will hear. It never waits for them.
func (ws *watchers) tell(p place) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	for w := range ws.all {
		if p == everywhere || p.workshop == w.workshop {
			w.tell(p.stream)
		}
	}
}

// close ends all watching.
func (ws *watchers) close() {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	select {
	case <-ws.closing:
		return
	default:
		close(ws.closing)
	}
	if ws.source != nil {
		ws.source.stop()
		ws.source = nil
	}
}

// tell adds a stream to what a watcher will hear.
func (w *watcher) tell(stream string) {
	const most = 64 // beyond it one word for all is shorter
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case slices.Contains(w.grown, stream), slices.Contains(w.grown, workshop.AllStreams):
		return
	case stream == workshop.AllStreams, len(w.grown) >= most:
		w.grown = []string{workshop.AllStreams}
	default:
		w.grown = append(w.grown, stream)
	}
	select {
	case w.more <- struct{}{}:
	default:
	}
}

// next takes the oldest name, if there is one.
func (w *watcher) next() (name string, ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.grown) == 0 {
		return "", false
	}
	name = w.grown[0]
	w.grown = w.grown[1:]
	return name, true
}
