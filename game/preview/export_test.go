package preview

import (
	"context"
	"time"

	"kobayashi/game"
	"kobayashi/game/words"
)

// Marks are the steps that no longer fit and whose rules changed, from 1.
func Marks(s Session) (lost, changed int) { return s.lost, s.changed }

// Rain is the hours that chance added.
func Rain(s Session) int {
	for _, e := range s.run.Trace {
		if e.Kind == game.Drew && e.Choice == 0 {
			return 1
		}
	}
	return 0
}

// Notices are what is said of a session.
func Notices(s Session, say words.Text) []string { return s.notices(say) }

// WatchOnly is Watch without a look every now and then.
func WatchOnly(ctx context.Context, dir string, changed func()) error {
	return watch(ctx, dir, time.Hour, changed)
}
