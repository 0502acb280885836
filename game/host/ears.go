package host

import (
	"context"
	"sync"
)

// ears are those who want to hear of a room's changes.
type ears struct {
	mu   sync.Mutex
	list map[chan struct{}]func(string) bool
}

// listen gives a channel with room for one word: who has not read the last one
// needs no second, because there is nothing in it but that something is new.
func (e *ears) listen(ctx context.Context, wanted func(string) bool) <-chan struct{} {
	ch := make(chan struct{}, 1)
	e.mu.Lock()
	if e.list == nil {
		e.list = map[chan struct{}]func(string) bool{}
	}
	e.list[ch] = wanted
	e.mu.Unlock()
	context.AfterFunc(ctx, func() {
		e.mu.Lock()
		delete(e.list, ch)
		close(ch)
		e.mu.Unlock()
	})
	return ch
}

func (e *ears) tell(stream string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for ch, wanted := range e.list {
		if !wanted(stream) {
			continue
		}
		select {
		case ch <- struct{}{}:
		default:
		}
	}
}
