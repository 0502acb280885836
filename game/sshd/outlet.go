package sshd

import (
	"io"
	"sync"
	"time"
)

// outlet is what a client shows. A client that stops reading, by its window or
// by its connection, is given up after a while.
type outlet struct {
	mu     sync.Mutex
	to     io.Writer
	closed bool
	stall  time.Duration
	timer  *time.Timer
	late   func()
}

func newOutlet(to io.Writer, stall time.Duration, late func()) *outlet {
	o := &outlet{to: to, stall: stall, late: late}
	o.timer = time.AfterFunc(time.Hour, late)
	o.timer.Stop()
	return o
}

// Write sends p whole.
func (o *outlet) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closed {
		return 0, io.ErrClosedPipe
	}
	o.timer.Reset(o.stall)
	defer o.timer.Stop()
	return o.to.Write(p)
}

// tidyUp ends whatever a screen can have switched on: mouse, focus and paste
// reports, a held frame, colours, the other screen, a hidden cursor.
const tidyUp = "\x1b[?2026l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1004l\x1b[?2004l\x1b[m\x1b[?1049l\x1b[?25h\r\n"

// tidy gives a terminal back in the game's place.
func (o *outlet) tidy(pty bool) {
	if pty {
		_, _ = io.WriteString(o, tidyUp)
	}
}

// close lets nothing through any more; it says whether something still could.
func (o *outlet) close() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	was := !o.closed
	o.closed = true
	return was
}
