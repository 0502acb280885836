package host

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"kobayashi/game/workshop"
)

// Purge deletes the workshops that are past the days agreed on for keeping them,
// but for those named, which are in use. It gives the ids of those that are gone,
// also with an error, which is of all that could not be looked at or deleted.
func Purge(ctx context.Context, log workshop.Log, now time.Time, but ...string) ([]string, error) {
	list, err := log.Workshops(ctx)
	if err != nil {
		return nil, fmt.Errorf("listing workshops: %w", err)
	}
	var gone []string
	var failed []error
	for _, s := range list {
		due, err := s.DeleteAt()
		switch {
		case err != nil:
			// What cannot be read is not deleted: nobody knows what was agreed on.
			failed = append(failed, fmt.Errorf("workshop %s: %w", s.ID, err))
			continue
		case due.IsZero() || now.Before(due) || slices.Contains(but, s.ID):
			continue
		}
		// Another node may have been faster.
		if err := log.Delete(ctx, s.ID); err != nil && !errors.Is(err, workshop.ErrUnknown) {
			failed = append(failed, err)
			continue
		}
		gone = append(gone, s.ID)
	}
	return gone, errors.Join(failed...)
}
