package sshd

import (
	"context"
	"errors"
	"time"
)

const (
	// lastWords is how long a session that does not end by itself gets for being
	// told so, and parting how long clients get to hang up on their own.
	lastWords = time.Second
	parting   = 500 * time.Millisecond
)

// Shutdown closes the door. Nobody is let in any more; connections without a
// session are closed; every session's context ends with [ErrClosing], so that
// its screen can go and its phrase be said. Sessions still open when ctx ends
// are given their terminal back from here and cut off; the error then is ctx's
// cause.
func (d *Door) Shutdown(ctx context.Context) error {
	d.mu.Lock()
	d.closing = true
	for _, l := range d.listeners {
		_ = l.Close()
	}
	d.listeners = nil
	for s := range d.seats {
		s.cancel(ErrClosing)
	}
	d.mu.Unlock()
	d.gate.shut()

	seated := func() int { return len(d.seats) }
	if d.wait(ctx, seated) {
		// Closing a connection with unread bytes loses what was said last, so
		// clients are left to hang up.
		ctx, cancel := context.WithTimeout(ctx, parting)
		defer cancel()
		d.wait(ctx, func() int { return d.conns })
		d.gate.clear()
		return nil
	}
	d.cutOff()
	d.gate.clear()
	return context.Cause(ctx)
}

// wait waits until nothing is left; false means that ctx ended first.
func (d *Door) wait(ctx context.Context, left func() int) bool {
	look := time.NewTicker(10 * time.Millisecond)
	defer look.Stop()
	for {
		d.mu.Lock()
		n := left()
		d.mu.Unlock()
		if n == 0 {
			return true
		}
		select {
		case <-ctx.Done():
			return false
		case <-look.C:
		}
	}
}

// cutOff tells those whose game does not end, all at once.
func (d *Door) cutOff() {
	d.mu.Lock()
	seats := make([]*seat, 0, len(d.seats))
	for s := range d.seats {
		seats = append(seats, s)
	}
	d.mu.Unlock()
	told := make(chan struct{}, len(seats))
	for _, s := range seats {
		go func() {
			s.out.tidy(s.pty)
			s.bye(s.session(), ErrClosing, 1)
			told <- struct{}{}
		}()
	}
	late := time.After(lastWords)
	for range seats {
		select {
		case <-told:
		case <-late:
			d.log.Warn("sessions were cut off", "error", errors.New("the game did not end in time"))
			return
		}
	}
	time.Sleep(parting / 5)
}
