package store

import (
	"context"
	"slices"
	"sync"

	"kobayashi/game/workshop"
)

// group makes many appends that wait at once share one transaction, so that they
// share its wait for the disk too. Who comes alone waits for nobody.
type group struct {
	mu      sync.Mutex
	waiting []*request
	busy    bool // somebody is writing and will look here again
	closed  bool
}

// request is an append that waits.
type request struct {
	workshop string
	entries  []workshop.Entry
	refusal  error         // why it alone was not kept
	err      error         // to be read when done is closed
	done     chan struct{} // closed when it has been decided
}

// makes reports whether a request begins a workshop. It goes alone: the row that
// others lock is not there yet.
func (r *request) makes() bool {
	return slices.ContainsFunc(r.entries, func(e workshop.Entry) bool { return e.Stream == "" && e.Seq == 0 })
}

// add waits until a request is decided, or until ctx ends before it was begun.
func (g *group) add(ctx context.Context, s *Store, r *request) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	g.mu.Lock()
	if g.closed {
		g.mu.Unlock()
		return errClosed
	}
	g.waiting = append(g.waiting, r)
	if !g.busy {
		g.busy = true
		s.working.Go(func() { g.work(s) })
	}
	g.mu.Unlock()
	select {
	case <-r.done:
		return r.err
	case <-ctx.Done():
	}
	g.mu.Lock()
	mine := slices.Index(g.waiting, r)
	if mine >= 0 {
		g.waiting = slices.Delete(g.waiting, mine, mine+1)
	}
	g.mu.Unlock()
	if mine >= 0 {
		return ctx.Err()
	}
	<-r.done // it is being written, and only that tells whether it counts
	return r.err
}

// close refuses what comes from now on.
func (g *group) close() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.closed = true
}

// work writes what waits until nothing does.
func (g *group) work(s *Store) {
	for {
		requests := g.take()
		if len(requests) == 0 {
			return
		}
		s.keep(requests)
		for _, r := range requests {
			close(r.done)
		}
	}
}

// take gives the requests of the next transaction.
func (g *group) take() []*request {
	const most = 64 // what a slow disk keeps waiting together
	g.mu.Lock()
	defer g.mu.Unlock()
	n := 0
	for n < min(len(g.waiting), most) && !g.waiting[n].makes() {
		n++
	}
	if n == 0 {
		n = min(len(g.waiting), 1)
	}
	taken := slices.Clone(g.waiting[:n])
	g.waiting = slices.Delete(g.waiting, 0, n)
	g.busy = n > 0
	return taken
}

// keep writes requests and leaves the outcome in each.
func (s *Store) keep(requests []*request) {
	err := s.keepOnce(requests)
	if err != nil && len(requests) > 1 && !s.engine.passing(err) {
		// It may be about one of them. The others shall not suffer for it.
		for _, r := range requests {
			s.keep([]*request{r})
		}
		return
	}
	for _, r := range requests {
		if r.err = err; err == nil {
			r.err = r.refusal
		}
		// Told after a failure too: it may have been kept all the same.
		for _, e := range r.entries {
			s.watchers.tell(place{r.workshop, e.Stream})
		}
	}
}

func (s *Store) keepOnce(requests []*request) error {
	texts := []string{insertText(addEntries, onceOnly, 1, 9), insertText(moveStreams, inTheirPlace, 1, 7), selectKey}
	if s.engine.prepares() {
		lock, _ := lockText(s.engine, requests)
		texts = append(texts, lock)
	}
	const tries = 5 // each one lost to another program; more is no bad luck
	var err error
	for range tries {
		err = s.within(context.Background(), func(w work) error { return appendAll(w, s.engine, requests) }, texts...)
		if err != errStale {
			return err
		}
	}
	return damaged("workshop "+requests[0].workshop, err)
}
