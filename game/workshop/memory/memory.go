// Package memory is a workshop.Log that forgets everything when the program ends.
// It is for tests: the rules of a log are proved on the real ones.
package memory

import (
	"context"
	"slices"
	"sync"
	"time"

	"kobayashi/game/workshop"
)

// Log keeps entries in memory. The zero Log is empty and tells the real time.
type Log struct {
	Clock func() time.Time // nil: the real one

	mu    sync.Mutex
	rooms map[string]map[string][]workshop.Entry
	ears  map[string][]chan string
	nodes map[string]time.Time
}

var _ workshop.Log = (*Log)(nil)

// Now is the time of the log.
func (l *Log) Now() time.Time {
	if l.Clock != nil {
		return l.Clock()
	}
	return time.Now()
}

// Append keeps entries.
func (l *Log) Append(_ context.Context, id string, entries ...workshop.Entry) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	room := map[string][]workshop.Entry{}
	for stream, list := range l.rooms[id] {
		room[stream] = slices.Clip(list)
	}
	var grown []string
	for _, e := range entries {
		list := room[e.Stream]
		switch {
		case len(room) == 0 && (e.Stream != "" || e.Seq != 0):
			return workshop.ErrUnknown
		case e.Seq < len(list) && list[e.Seq].Key == e.Key:
			continue
		case e.Seq == 0 && e.Stream == "" && len(list) > 0:
			return workshop.ErrExists
		case e.Seq != len(list):
			return workshop.ErrOvertaken
		}
		room[e.Stream] = append(list, e)
		grown = append(grown, e.Stream)
	}
	if l.rooms == nil {
		l.rooms = map[string]map[string][]workshop.Entry{}
	}
	l.rooms[id] = room
	for _, ear := range l.ears[id] {
		for _, stream := range grown {
			tell(ear, stream)
		}
	}
	return nil
}

// tell leaves a name in an ear. One that is full is emptied for the word that
// stands for all names.
func tell(ear chan string, stream string) {
	select {
	case ear <- stream:
		return
	default:
	}
	for {
		select {
		case <-ear:
		default:
			ear <- workshop.AllStreams // only tell writes, and one at a time
			return
		}
	}
}

// Read gives a stream from a place on.
func (l *Log) Read(_ context.Context, id, stream string, from int) ([]workshop.Entry, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	list := l.rooms[id][stream]
	return slices.Clone(list[min(from, len(list)):]), nil
}

// ReadAll gives everything.
func (l *Log) ReadAll(_ context.Context, id string) ([]workshop.Entry, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	room, ok := l.rooms[id]
	if !ok {
		return nil, workshop.ErrUnknown
	}
	list := slices.Clone(room[""])
	for stream, more := range room {
		if stream != "" {
			list = append(list, more...)
		}
	}
	return list, nil
}

// Watch tells of growth.
func (l *Log) Watch(ctx context.Context, id string) (<-chan string, error) {
	const much = 4096
	l.mu.Lock()
	defer l.mu.Unlock()
	ear := make(chan string, much)
	if l.ears == nil {
		l.ears = map[string][]chan string{}
	}
	l.ears[id] = append(l.ears[id], ear)
	context.AfterFunc(ctx, func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.ears[id] = slices.DeleteFunc(l.ears[id], func(c chan string) bool { return c == ear })
		close(ear)
	})
	return ear, nil
}

// Ears is how many watch a workshop.
func (l *Log) Ears(id string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.ears[id])
}

// Workshops lists all workshops.
func (l *Log) Workshops(context.Context) ([]workshop.Stored, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var list []workshop.Stored
	for id, room := range l.rooms {
		s := workshop.Stored{ID: id, First: room[""][0], Begun: room[""][0].At}
		for _, entries := range room {
			s.Entries += len(entries)
			if last := entries[len(entries)-1].At; last.After(s.Last) {
				s.Last = last
			}
		}
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b workshop.Stored) int { return b.Begun.Compare(a.Begun) })
	return list, nil
}

// Delete removes a workshop.
func (l *Log) Delete(_ context.Context, id string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, ok := l.rooms[id]; !ok {
		return workshop.ErrUnknown
	}
	delete(l.rooms, id)
	return nil
}

// Beat says that a node is alive.
func (l *Log) Beat(_ context.Context, node string) (map[string]time.Time, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.nodes == nil {
		l.nodes = map[string]time.Time{}
	}
	l.nodes[node] = l.Now()
	out := map[string]time.Time{}
	for n, at := range l.nodes {
		out[n] = at
	}
	return out, nil
}
