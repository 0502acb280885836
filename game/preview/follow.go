package preview

import (
	"context"

	"kobayashi/game"
)

// Reading is a version and how to look at all its states, which takes a while;
// Prove is nil where there is nothing to look at.
type Reading struct {
	Version
	Prove func(ctx context.Context) ([]game.Problem, []Proof, error)
}

// Update is news of the file: another version, or, if Proved, what the look at
// all states of the last one has found.
type Update struct {
	Version
	Proved bool
}

// Follow reads a scenario now and whenever something in its folder changes, and
// looks at all states of each version in the background. A newer version calls
// the look at an older one off. The channel is closed when ctx ends.
func Follow(ctx context.Context, dir string, read func() Reading) <-chan Update {
	saves := make(chan struct{}, 1)
	go func() {
		// That a folder cannot be watched costs a moment after each save, and
		// is no reason to trouble anyone.
		_ = Watch(ctx, dir, func() {
			select {
			case saves <- struct{}{}:
			default: // one that waits is enough
			}
		})
	}()
	out := make(chan Update)
	go func() {
		defer close(out)
		saves <- struct{}{}
		var found chan Update
		stop := func() {}
		for {
			select {
			case <-ctx.Done():
				stop()
				return
			case u := <-found:
				found = nil
				if !give(ctx, out, u) {
					return
				}
			case <-saves:
				stop()
				r := read()
				r.Looking = r.Prove != nil
				if !give(ctx, out, Update{Version: r.Version}) {
					return
				}
				found, stop = prove(ctx, r)
			}
		}
	}()
	return out
}

func give(ctx context.Context, out chan<- Update, u Update) bool {
	select {
	case out <- u:
		return true
	case <-ctx.Done():
		return false
	}
}

// prove starts the look at all states. Nothing comes of one that was called off.
func prove(ctx context.Context, r Reading) (chan Update, context.CancelFunc) {
	if r.Prove == nil {
		return nil, func() {}
	}
	ctx, stop := context.WithCancel(ctx)
	found := make(chan Update, 1)
	go func() {
		problems, proofs, err := r.Prove(ctx)
		if err == nil && ctx.Err() == nil {
			v := r.Version
			v.Problems, v.Proofs, v.Looking = problems, proofs, false
			found <- Update{v, true}
		}
	}()
	return found, stop
}

// Take is the session with the news.
func (s Session) Take(u Update) Session {
	if u.Proved {
		return s.Proved(u.Problems, u.Proofs)
	}
	return s.Load(u.Version)
}
