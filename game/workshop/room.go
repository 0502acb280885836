package workshop

import (
	"context"
	"errors"
	"time"
)

// Room is a workshop that is going on, as the doors see it. What it gives are
// values that never change; a later look gives later ones.
type Room interface {
	Head() *Head
	// Table is a team's, or nil if there is none.
	Table(team string) *Table
	// Now is the time by which the workshop runs; see Log.Now.
	Now() time.Time
	// Do asks f what to append, appends it with all that follows from it, and
	// comes back when it is kept and seen. Where another program was faster it
	// asks f again. Team is whose table f gets: "" for none, and then t is nil.
	// What f refuses Do gives back as it is.
	Do(ctx context.Context, team string, f Deciding) error
	// Watch tells of each entry that touches a team (see Entry.Touches), or of
	// every entry if no team is named, until ctx ends; then the channel is closed.
	// A reader that is slow is told once.
	Watch(ctx context.Context, team string) <-chan struct{}
}

// Deciding looks at a workshop and says what to append.
type Deciding func(h *Head, t *Table, now time.Time) ([]Entry, error)

// MoreForAll lengthens the time limit of every team that has one before it.
// ErrUntimed: none has.
func MoreForAll(ctx context.Context, r Room, who string, seconds int, reason string) error {
	var failed []error
	given := false
	for _, l := range r.Head().Teams {
		err := r.Do(ctx, l.ID, func(h *Head, t *Table, now time.Time) ([]Entry, error) {
			return t.More(h, who, seconds, reason, now)
		})
		given = given || err == nil
		if !errors.Is(err, ErrUntimed) {
			failed = append(failed, err)
		}
	}
	if err := errors.Join(failed...); err != nil || given {
		return err
	}
	return ErrUntimed
}

// ReleaseAll lets every team go that waits for the facilitator.
func ReleaseAll(ctx context.Context, r Room, who string) error {
	var failed []error
	for _, l := range r.Head().Teams {
		failed = append(failed, r.Do(ctx, l.ID, func(h *Head, t *Table, now time.Time) ([]Entry, error) {
			return t.Release(h, who, now)
		}))
	}
	return errors.Join(failed...)
}
