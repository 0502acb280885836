package web

import (
	"context"
	"sync"
	"time"

	"kobayashi/game/workshop"
)

// hub tells streams when there is something new to show, and keeps what was made
// for one of them for the others.
type hub struct {
	mu   sync.Mutex
	turn chan struct{} // has room for one: something else than the room has changed
	next chan struct{} // closed when there is something new
	gen  int
	made map[string]*made
	room workshop.Room
}

// version is what a picture was made of: how long the workshop's log and its
// teams' logs were, and which generation it was, for what is not in a log. What
// the facilitator has just covered is in no picture from before.
type version struct{ head, tables, gen int }

func (h *hub) version() version {
	head := h.room.Head()
	v := version{head: head.Next, gen: h.gen}
	for _, l := range head.Teams {
		if t := h.room.Table(l.ID); t != nil {
			v.tables += t.Next
		}
	}
	return v
}

// made is one picture: of a language, of one version, not older than fresh.
type made struct {
	once sync.Once
	of   version
	at   time.Time
	data []byte
	err  error
}

// fresh is how old a picture may be for somebody who comes: the clock in it runs
// on from when it comes.
const fresh = 250 * time.Millisecond

func newHub(ctx context.Context, room workshop.Room, calm time.Duration) *hub {
	h := &hub{next: make(chan struct{}), turn: make(chan struct{}, 1), made: map[string]*made{}, room: room}
	grown := room.Watch(ctx, "")
	// A picture of many teams is larger, and is drawn less often: of 250 teams in
	// half a second more.
	const each = 2 * time.Millisecond
	go h.watch(ctx, grown, func() time.Duration { return calm + time.Duration(len(room.Head().Teams))*each })
	return h
}

// watch goes to the next generation with each change, never faster than calm:
// the first change is told at once, what comes meanwhile in one.
func (h *hub) watch(ctx context.Context, grown <-chan struct{}, calm func() time.Duration) {
	for {
		select {
		case <-ctx.Done():
			return
		case _, open := <-grown:
			if !open {
				return
			}
		case <-h.turn:
		}
		h.mu.Lock()
		h.gen++
		close(h.next)
		h.next = make(chan struct{})
		h.mu.Unlock()
		select {
		case <-ctx.Done():
			return
		case <-time.After(calm()):
		}
	}
}

// change says that something else than the room has changed.
func (h *hub) change() {
	select {
	case h.turn <- struct{}{}:
	default:
	}
}

// wait gives the channel that is closed when there is something newer.
func (h *hub) wait() <-chan struct{} {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.next
}

// picture gives what draw makes, made once for all who ask at a time.
func (h *hub) picture(key string, draw func() ([]byte, error)) ([]byte, error) {
	h.mu.Lock()
	m := h.made[key]
	if now := h.version(); m == nil || m.of != now || time.Since(m.at) > fresh {
		m = &made{of: now, at: time.Now()}
		h.made[key] = m
	}
	h.mu.Unlock()
	m.once.Do(func() { m.data, m.err = draw() })
	return m.data, m.err
}
