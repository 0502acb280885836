package sshd

import (
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// serverVersion is the first line of every connection.
const serverVersion = "SSH-2.0-kobayashi"

// wire is a client's connection, kept within bounds: reads are paced and end if
// nothing comes, writes end if nobody reads.
type wire struct {
	net.Conn
	limits Limits
	heard  atomic.Int64 // when bytes last came, in ns since 1970

	once sync.Once
	done chan struct{} // closed with the connection

	mu      sync.Mutex // guards what follows
	until   time.Time  // when the handshake must be over; zero after it
	readSet time.Time  // when the read deadline was last pushed on

	// The reader's own.
	first  []byte // read ahead
	tokens float64
	filled time.Time

	// The writer's own: the version line was sent before the handshake began.
	said     int
	writeSet time.Time
}

func newWire(c net.Conn, l Limits) *wire {
	now := time.Now()
	w := &wire{
		Conn: c, limits: l, done: make(chan struct{}),
		until: now.Add(l.Handshake), tokens: float64(l.Burst), filled: now,
	}
	w.heard.Store(now.UnixNano())
	return w
}

// greet sends the version line and waits for the client's first bytes, so that
// nothing is spent on those who stay silent.
func (w *wire) greet() error {
	_ = w.Conn.SetDeadline(w.until)
	if _, err := w.Conn.Write([]byte(serverVersion + "\r\n")); err != nil {
		return err
	}
	first := make([]byte, 16)
	n, err := w.Conn.Read(first)
	w.first = first[:n]
	w.heard.Store(time.Now().UnixNano())
	return err
}

// Read gives what came, not faster than the client may send.
func (w *wire) Read(p []byte) (int, error) {
	if len(w.first) > 0 {
		n := copy(p, w.first)
		w.first = w.first[n:]
		return n, nil
	}
	n, err := w.allowed(len(p))
	if err != nil {
		return 0, err
	}
	w.expect()
	n, err = w.Conn.Read(p[:n])
	w.tokens -= float64(n)
	if n > 0 {
		w.heard.Store(time.Now().UnixNano())
	}
	return n, err
}

// atOnce is how few bytes are worth waking up for while a client is held back.
const atOnce = 1 << 10

// allowed is how many of want bytes may be read now; if none, it waits.
func (w *wire) allowed(want int) (int, error) {
	now := time.Now()
	rate := float64(w.limits.Rate)
	w.tokens = min(w.tokens+now.Sub(w.filled).Seconds()*rate, float64(w.limits.Burst))
	w.filled = now
	if w.tokens < atOnce {
		pause := time.NewTimer(time.Duration((atOnce - w.tokens) / rate * float64(time.Second)))
		defer pause.Stop()
		select {
		case <-pause.C:
		case <-w.done:
			return 0, net.ErrClosed
		}
		w.tokens, w.filled = atOnce, time.Now()
	}
	return min(want, int(w.tokens)), nil
}

// expect sets the time by which something must come.
func (w *wire) expect() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.until.IsZero() {
		_ = w.SetReadDeadline(w.until)
		return
	}
	if now := time.Now(); now.Sub(w.readSet) > w.silence()/16 {
		w.readSet = now
		_ = w.SetReadDeadline(now.Add(w.silence()))
	}
}

// silence is how long a client may say nothing at all.
func (w *wire) silence() time.Duration { return missedKeepalives * w.limits.Keepalive }

// extend gives the handshake d from now.
func (w *wire) extend(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.until = time.Now().Add(d)
	_ = w.SetReadDeadline(w.until)
}

// settle ends the handshake's time limit. From here on keepalives count.
func (w *wire) settle() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.until, w.readSet = time.Time{}, time.Now()
	_ = w.SetReadDeadline(w.readSet.Add(w.silence()))
}

// Write sends p. A client that does not read it in time is closed.
func (w *wire) Write(p []byte) (int, error) {
	skipped := 0
	if line := len(serverVersion) + 2; w.said < line {
		skipped = min(len(p), line-w.said)
		w.said += skipped
		if skipped == len(p) {
			return skipped, nil
		}
	}
	if now := time.Now(); now.Sub(w.writeSet) > w.limits.Stall/16 {
		w.writeSet = now
		_ = w.SetWriteDeadline(now.Add(w.limits.Stall))
	}
	n, err := w.Conn.Write(p[skipped:])
	if err != nil {
		_ = w.Close()
	}
	return skipped + n, err
}

// Close ends the connection; more than once does nothing.
func (w *wire) Close() error {
	err := net.ErrClosed
	w.once.Do(func() {
		close(w.done)
		err = w.Conn.Close()
	})
	return err
}

// quiet is how long nothing has come.
func (w *wire) quiet() time.Duration {
	return time.Since(time.Unix(0, w.heard.Load()))
}
