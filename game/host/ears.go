package host

import (
	"context"
	"slices"
	"sync"

	"kobayashi/game/workshop"
)

// ears are those who want to hear of a room's changes.
type ears struct {
	mu   sync.Mutex
	list map[chan struct{}]string // by the team whose changes are wanted; "": all
}

// listen gives a channel with room for one word: who has not read the last one
// needs no second, because there is nothing in it but that something is new.
func (e *ears) listen(ctx context.Context, team string) <-chan struct{} {
	ch := make(chan struct{}, 1)
	e.mu.Lock()
	if e.list == nil {
		e.list = map[chan struct{}]string{}
	}
	e.list[ch] = team
	e.mu.Unlock()
	context.AfterFunc(ctx, func() {
		e.mu.Lock()
		delete(e.list, ch)
		close(ch)
		e.mu.Unlock()
	})
	return ch
}

// tell wakes those whom the entries touch.
func (e *ears) tell(entries []workshop.Entry) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for ch, team := range e.list {
		if team != "" && !slices.ContainsFunc(entries, func(n workshop.Entry) bool { return n.Touches(team) }) {
			continue
		}
		select {
		case ch <- struct{}{}:
		default:
		}
	}
}
