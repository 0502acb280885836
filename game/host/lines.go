package host

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"kobayashi/game/workshop"
)

// held is a line that this node holds.
type held struct {
	room  *Room
	place workshop.Place
	line  string
}

// Sit opens a line to a seat. The function it gives closes it again, and works
// also when the context that came with the line is over.
func (h *Host) Sit(ctx context.Context, r *Room, p workshop.Place) (leave func(), err error) {
	if r.Table(p.Team) == nil {
		return nil, workshop.ErrNoTeam
	}
	l := held{r, p, fresh()}
	h.mu.Lock()
	h.lines[l.line] = l
	h.mu.Unlock()
	if err := h.come(ctx, l); err != nil {
		h.forget(l)
		return nil, err
	}
	return func() {
		const patience = 5 * time.Second
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
		defer cancel()
		h.forget(l)
		err := r.Do(ctx, p.Team, func(_ *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.Go(p.Seat, l.line, now)
		})
		if err != nil && !errors.Is(err, workshop.ErrNoTeam) {
			h.talk.Warn("a line could not be closed", "error", err) // the sweep will, once this node is gone
		}
	}, nil
}

func (h *Host) forget(l held) {
	h.mu.Lock()
	delete(h.lines, l.line)
	h.mu.Unlock()
}

// come says in the log that a line is open, if that is not there and the line was
// not closed meanwhile.
func (h *Host) come(ctx context.Context, l held) error {
	return l.room.Do(ctx, l.place.Team, func(head *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		h.mu.Lock()
		_, open := h.lines[l.line]
		h.mu.Unlock()
		if !open || l.on(t) {
			return nil, nil
		}
		return t.Come(head, l.place.Seat, l.line, h.node, now)
	})
}

// on reports whether a table knows of the line.
func (l held) on(t *workshop.Table) bool {
	s, _ := t.Seat(l.place.Seat)
	return slices.ContainsFunc(s.Lines, func(w workshop.Wire) bool { return w.ID == l.line })
}

// alive says that this node lives, and closes the lines of those that do not. A
// node that was cut off for long finds its own lines closed by others: it opens
// them again, because its people are still there.
func (h *Host) alive(ctx context.Context) error {
	nodes, err := h.log.Beat(ctx, h.node)
	if err != nil {
		return err
	}
	h.mu.Lock()
	rooms, lines := slices.Collect(maps.Values(h.rooms)), slices.Collect(maps.Values(h.lines))
	h.mu.Unlock()
	var failed []error
	for _, r := range rooms {
		failed = append(failed, r.sweep(ctx, func(node string) bool {
			last, known := nodes[node]
			return node != h.node && (!known || r.Now().Sub(last) > awaited)
		}))
	}
	for _, l := range lines {
		if t := l.room.Table(l.place.Team); t == nil || l.on(t) {
			continue
		}
		// A seat or a team that is gone is told to whoever sits there elsewhere.
		if err := h.come(ctx, l); !errors.Is(err, workshop.ErrNoTeam) && !errors.Is(err, workshop.ErrStranger) {
			failed = append(failed, err)
		}
	}
	return errors.Join(failed...)
}
