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
	// Watch tells when one of the streams has grown ("" is the workshop's; none
	// named: any), until ctx ends; then the channel is closed. A reader that is
	// slow is told once.
	Watch(ctx context.Context, streams ...string) <-chan struct{}
}

// Deciding looks at a workshop and says what to append.
type Deciding func(h *Head, t *Table, now time.Time) ([]Entry, error)

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
