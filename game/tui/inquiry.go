package tui

import (
	"context"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
)

// inquiry is the debrief of one run while it is being worked out. The play that
// began it and the results that wait for it share it.
type inquiry struct {
	cancel context.CancelFunc
	share  atomic.Int64 // done, in percent
	done   chan struct{}

	// Written before done is closed, read only after it.
	debrief game.Debrief
	err     error
}

type (
	// inquired says that an inquiry has come to its end.
	inquired struct{ of *inquiry }
	// looking is the moment to see how far one is; clock tells it from older ones.
	looking struct{ clock int }
)

const (
	firstLook = 500 * time.Millisecond // what is ready sooner needs no word
	nextLook  = 250 * time.Millisecond
)

// inquire begins to work a debrief out. There is none if nobody can, or for a
// practice that no play leads to.
func (d *desk) inquire(run game.Run, p *practice) (*inquiry, tea.Cmd) {
	if d.Debrief == nil || p != nil && p.loose {
		return nil, nil
	}
	ctx, cancel := context.WithCancel(context.Background())
	q := &inquiry{cancel: cancel, done: make(chan struct{})}
	return q, func() tea.Msg {
		defer q.cancel()
		q.debrief, q.err = d.Debrief(ctx, run, func(share float64) { q.share.Store(int64(100 * share)) })
		close(q.done)
		return inquired{q}
	}
}

// ended reports whether the result may be read.
func (q *inquiry) ended() bool {
	select {
	case <-q.done:
		return true
	default:
		return false
	}
}

// stop ends the work if nobody waits for it any more.
func (q *inquiry) stop() {
	if q != nil {
		q.cancel()
	}
}

func glance(clock int, after time.Duration) tea.Cmd {
	return tea.Tick(after, func(time.Time) tea.Msg { return looking{clock} })
}
