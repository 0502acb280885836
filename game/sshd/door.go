package sshd

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"sync"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// Options say how a door is kept.
type Options struct {
	// HostKey is the door's own key, see [HostKey].
	HostKey gossh.Signer

	// Serve plays with one person and returns the exit status. It must return
	// when ctx ends, after giving the terminal back; context.Cause then says why.
	Serve func(ctx context.Context, s Session) (exit int)

	// Farewell is what to say below the last screen, in the person's language,
	// when it was not the person who ended the session: cause is [ErrClosing],
	// [ErrFault], or what the context was cancelled with. It may be nil.
	Farewell func(s Session, cause error) string

	Limits Limits

	// Log gets what an operator wants to know. It may be nil.
	Log *slog.Logger
}

// Door is an SSH server.
type Door struct {
	hostKey  gossh.Signer
	serve    func(context.Context, Session) int
	farewell func(Session, error) string
	limits   Limits
	log      *slog.Logger
	gate     *gate

	mu        sync.Mutex
	listeners []net.Listener
	seats     map[*seat]bool
	conns     int
	closing   bool
	complaint time.Time // when being full was last logged
}

// New prepares a door. It fails if the host key or Serve is missing.
func New(o Options) (*Door, error) {
	if o.HostKey == nil || o.Serve == nil {
		return nil, errors.New("an SSH door needs a host key and something to serve")
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	limits := o.Limits.filled(descriptors())
	return &Door{
		hostKey: o.HostKey, serve: o.Serve, farewell: o.Farewell, limits: limits,
		log: o.Log, gate: newGate(limits), seats: map[*seat]bool{},
	}, nil
}

// Limits are the limits in force: with the defaults, and cut to what the process
// may open.
func (d *Door) Limits() Limits { return d.limits }

// Stats counts connections.
func (d *Door) Stats() Stats { return d.gate.stats() }

// Fingerprint is what ssh shows of the host key at the first visit.
func (d *Door) Fingerprint() string { return gossh.FingerprintSHA256(d.hostKey.PublicKey()) }

// grace is how long Run waits for the games to say goodbye.
const grace = 5 * time.Second

// Run serves the listener until ctx ends and then shuts the door with a few
// seconds' grace. It catches no signal, and waits for no game beyond the grace.
func (d *Door) Run(ctx context.Context, l net.Listener) error {
	shut := make(chan struct{})
	defer context.AfterFunc(ctx, func() {
		defer close(shut)
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
		defer cancel()
		_ = d.Shutdown(ctx)
	})()
	err := d.Serve(l)
	if ctx.Err() != nil {
		<-shut
	}
	return err
}

// Serve lets people in until [Door.Shutdown], after which it returns nil. Other
// failures of the listener are waited out.
func (d *Door) Serve(l net.Listener) error {
	d.mu.Lock()
	if d.closing {
		d.mu.Unlock()
		return l.Close()
	}
	d.listeners = append(d.listeners, l)
	d.mu.Unlock()
	if err := d.accept(l); !d.isClosing() {
		return err
	}
	return nil
}

func (d *Door) isClosing() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.closing
}

// come counts a connection; false means that the door closes.
func (d *Door) come() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.closing {
		d.conns++
	}
	return !d.closing
}

func (d *Door) gone() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.conns--
}

// full logs that somebody was turned away, at times: a flood fills no disk.
func (d *Door) full() {
	const often = 10 * time.Second
	d.mu.Lock()
	tell := time.Since(d.complaint) > often
	if tell {
		d.complaint = time.Now()
	}
	d.mu.Unlock()
	if tell {
		n := d.Stats()
		d.log.Warn("no room: connections are turned away", "refused", n.Refused, "seated", n.Seated, "guests", n.Guests)
	}
}

// welcome serves one connection from its first byte to its last.
func (d *Door) welcome(c net.Conn) {
	w := newWire(c, d.limits)
	defer w.Close()
	v := d.gate.arrive(w)
	if v == nil {
		return
	}
	defer d.gate.leave(v)
	if err := w.greet(); err != nil {
		d.gate.count(func(t *Tally) { t.Failed++ })
		return
	}
	if !d.gate.speak(v) {
		d.full()
		w.turnAway()
		return
	}
	sc, channels, requests, err := gossh.NewServerConn(w, d.config(v))
	if err != nil {
		// The error may hold an address.
		d.gate.count(func(t *Tally) { t.Failed++ })
		d.log.Debug("a handshake failed")
		return
	}
	w.settle()
	d.gate.move(v, loose)
	ctx, cancel := context.WithCancelCause(context.Background())
	client := &conn{
		ServerConn: sc, door: d, visitor: v, wire: w, ctx: ctx, cancel: cancel,
		alone: time.NewTimer(d.limits.Loose),
	}
	if p := sc.Permissions; p != nil {
		client.key, _ = p.ExtraData[keyKind{}].(string)
	}
	client.host(channels, requests)
	cancel(ErrGone)
	if w.quiet() >= w.silence() {
		d.gate.count(func(t *Tally) { t.Lost++ })
	}
	_ = sc.Close()
	client.alone.Stop()
	go refuseAll(channels)
	go gossh.DiscardRequests(requests)
	client.sessions.Wait()
}

// refuseAll empties what the multiplexer of a closed connection still holds.
func refuseAll(channels <-chan gossh.NewChannel) {
	for ch := range channels {
		_ = ch.Reject(gossh.ConnectionFailed, "")
	}
}

// join enters a session into the door's list; false means that the door closes.
func (d *Door) join(s *seat) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.seats[s] = true
	return !d.closing
}

func (d *Door) part(s *seat) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.seats, s)
}

// addressOf is an address without its port.
func addressOf(a net.Addr) string {
	host, _, err := net.SplitHostPort(a.String())
	if err != nil {
		return ""
	}
	return host
}
