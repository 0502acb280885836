package host

import (
	"context"
	"errors"
	"time"

	"kobayashi/game/workshop"
)

// follow takes in what other nodes append, until ctx ends.
func (r *Room) follow(ctx context.Context) {
	for ctx.Err() == nil {
		if err := r.watch(ctx); err != nil && ctx.Err() == nil {
			r.talk.Warn("following the log", "workshop", r.id, "error", err)
		}
		pause(ctx, time.Second)
	}
}

// watch takes in what others append until the log or ctx ends, or something in
// the log cannot be taken in.
func (r *Room) watch(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // each watching ends with its ear
	grown, err := r.log.Watch(ctx, r.id)
	if err == nil {
		// What was appended between the loading and the watching.
		err = r.catchUp(ctx, workshop.AllStreams)
	}
	for err == nil {
		stream, ok := <-grown
		if !ok {
			break
		}
		err = r.catchUp(ctx, stream)
	}
	return err
}

func (r *Room) catchUp(ctx context.Context, stream string) error {
	if stream != workshop.AllStreams {
		return r.refresh(ctx, stream)
	}
	// The workshop's own first: it says which teams there are.
	if err := r.refresh(ctx, ""); err != nil {
		return err
	}
	for _, l := range r.Head().Teams {
		if err := r.refresh(ctx, l.ID); err != nil {
			return err
		}
	}
	return nil
}

// glance is how often tables are looked at for what is due by the clock. Nobody
// sees a time limit more exactly than in seconds.
const glance = 200 * time.Millisecond

// clocks appends what is due by itself, until ctx ends. Where nothing has changed
// and no time limit runs, nothing has become due either.
func (r *Room) clocks(ctx context.Context) {
	type sight struct {
		head  *workshop.Head // what is due may have waited for the end of a pause
		table *workshop.Table
	}
	seen := map[string]sight{}
	for ctx.Err() == nil {
		pause(ctx, glance)
		head, now := r.Head(), r.Now()
		if head.Phase != workshop.Running {
			continue
		}
		for _, l := range head.Teams {
			at := sight{head, r.desk(l.ID).now.Load()}
			if _, _, runs := at.table.Limit(head, now); seen[l.ID] == at && !runs {
				continue
			}
			seen[l.ID] = at
			if due, err := at.table.Follow(head, now); err != nil || len(due) == 0 {
				continue
			}
			err := r.Do(ctx, l.ID, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
				return t.Follow(h, now)
			})
			if err != nil {
				delete(seen, l.ID) // it is still due
			}
			if err != nil && ctx.Err() == nil {
				r.talk.Warn("clock", "workshop", r.id, "team", l.ID, "error", err)
			}
		}
	}
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// sweep closes the lines that dead nodes held.
func (r *Room) sweep(ctx context.Context, dead func(node string) bool) error {
	var failed []error
	for _, l := range r.Head().Teams {
		t := r.Table(l.ID)
		if t == nil {
			continue
		}
		for _, s := range t.Seats {
			for _, w := range s.Lines {
				if !dead(w.Node) {
					continue
				}
				failed = append(failed, r.Do(ctx, l.ID, func(_ *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
					return t.Go(s.ID, w.ID, now)
				}))
			}
		}
	}
	return errors.Join(failed...)
}

// Watch tells of growth. See workshop.Room.
func (r *Room) Watch(ctx context.Context, team string) <-chan struct{} {
	return r.ears.listen(ctx, team)
}
