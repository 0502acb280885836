package sshd_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"kobayashi/game/sshd"

	gossh "golang.org/x/crypto/ssh"
)

// town is a listener whose callers come from any address they say.
type town struct {
	net.Listener
	mu   sync.Mutex
	from map[string]net.Addr // of the caller's true address
}

func newTown(t *testing.T) *town {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return &town{Listener: l, from: map[string]net.Addr{}}
}

type caller struct {
	net.Conn
	from net.Addr
}

func (c caller) RemoteAddr() net.Addr { return c.from }

func (c caller) CloseWrite() error { return c.Conn.(*net.TCPConn).CloseWrite() }

func (w *town) Accept() (net.Conn, error) {
	c, err := w.Listener.Accept()
	if err != nil {
		return nil, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return caller{c, w.from[c.RemoteAddr().String()]}, nil
}

// call connects from an address and sends nothing.
func (w *town) call(t *testing.T, from string) net.Conn {
	t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	c, err := net.Dial("tcp", w.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	w.from[c.LocalAddr().String()] = &net.TCPAddr{IP: net.ParseIP(from), Port: 4711}
	return c
}

// visit calls and logs in.
func (w *town) visit(t *testing.T, from string) (*gossh.Client, error) {
	t.Helper()
	c := w.call(t, from)
	_ = c.SetDeadline(time.Now().Add(5 * time.Second))
	sc, channels, requests, err := gossh.NewClientConn(c, "", &gossh.ClientConfig{
		User: "red", Auth: []gossh.AuthMethod{noQuestions()}, HostKeyCallback: gossh.InsecureIgnoreHostKey(),
	})
	if err != nil {
		return nil, err
	}
	_ = c.SetDeadline(time.Time{})
	return gossh.NewClient(sc, channels, requests), nil
}

// play visits and opens a session.
func (w *town) play(t *testing.T, from string) (gossh.Channel, error) {
	t.Helper()
	c, err := w.visit(t, from)
	if err != nil {
		return nil, err
	}
	ch, _, err := c.OpenChannel("session", nil)
	if err != nil {
		return nil, err
	}
	if !asks(t, ch, "shell", nil) {
		return nil, fmt.Errorf("no shell")
	}
	hello := make([]byte, 5)
	_, err = io.ReadFull(ch, hello)
	return ch, err
}

// seatedEcho is echo at which everybody is seated.
func seatedEcho(ctx context.Context, s sshd.Session) int {
	s.Seat()
	s.Seat()
	return echo(ctx, s)
}

// closedSoon says whether the other side closes a connection.
func closedSoon(c net.Conn) bool {
	_ = c.SetReadDeadline(time.Now().Add(300 * time.Millisecond))
	_, err := io.Copy(io.Discard, c)
	return err == nil || strings.Contains(err.Error(), "reset")
}

func TestPerSource(t *testing.T) {
	w := newTown(t)
	d := openOn(t, w, sshd.Options{Limits: sshd.Limits{PerSource: 3}, Serve: seatedEcho})
	var seats []gossh.Channel
	for i := range 3 {
		ch, err := w.play(t, "192.0.2.1")
		if err != nil {
			t.Fatal(i, err)
		}
		seats = append(seats, ch)
	}
	if _, err := w.play(t, "192.0.2.1"); err == nil || !strings.Contains(err.Error(), "no room at the moment") {
		t.Error("a fourth from the same address:", err)
	}
	if _, err := w.play(t, "192.0.2.2"); err != nil {
		t.Error("another address:", err)
	}
	for i, ch := range seats {
		if _, err := ch.Write([]byte("x")); err != nil {
			t.Error("seat", i, err)
		}
	}
	for i := range 3 { // one house has very many of these addresses
		if _, err := w.play(t, fmt.Sprintf("2001:db8::%d", i+1)); err != nil {
			t.Fatal(i, err)
		}
	}
	if _, err := w.play(t, "2001:db8::ffff:1:2:3"); err == nil {
		t.Error("a fourth from the same /64")
	}
	if _, err := w.play(t, "2001:db8:0:1::1"); err != nil {
		t.Error("another /64:", err)
	}
	if n := d.Stats(); n.Seated != 8 || n.Refused != 2 || n.Shed != 0 {
		t.Errorf("counted %+v", n)
	}
}

// TestRoomIsMade: newcomers take the places of those that did least, and never
// one of somebody who is seated.
func TestRoomIsMade(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	d := openOn(t, w, sshd.Options{
		Limits: sshd.Limits{Total: 4, Silent: 3, Person: time.Hour, Loose: time.Hour},
		Serve:  seatedEcho,
	})
	first, err := w.play(t, "192.0.2.1")
	if err != nil {
		t.Fatal(err)
	}
	var mute []net.Conn
	for i := range 5 {
		mute = append(mute, w.call(t, fmt.Sprintf("192.0.2.%d", 10+i)))
		eventually(t, "the call", func() bool { return d.Stats().Accepted == uint64(i+2) })
	}
	for i, c := range mute {
		if got, want := closedSoon(c), i < 2; got != want {
			t.Errorf("silent %d: closed %v", i, got)
		}
	}
	for i := range 3 {
		if _, err := w.visit(t, fmt.Sprintf("192.0.2.%d", 20+i)); err != nil {
			t.Fatal(i, err)
		}
	}
	if _, err := w.play(t, "192.0.2.30"); err == nil {
		t.Error("a newcomer took a place at once")
	}
	time.Sleep(5100 * time.Millisecond) // so long the loose ones are left in peace
	for i := range 3 {
		if _, err := w.play(t, fmt.Sprintf("192.0.2.%d", 40+i)); err != nil {
			t.Errorf("newcomer %d: %v", i, err)
		}
	}
	if _, err := w.play(t, "192.0.2.50"); err == nil {
		t.Error("more than there is room for")
	}
	if _, err := first.Write([]byte("x")); err != nil {
		t.Error("the one who was seated first:", err)
	}
	if n := d.Stats(); n.Seated != 4 || n.Loose != 0 {
		t.Errorf("counted %+v", n)
	}
}

// TestSilentFromOneAddress: those who say nothing keep nobody out who shares
// their address.
func TestSilentFromOneAddress(t *testing.T) {
	w := newTown(t)
	d := openOn(t, w, sshd.Options{Limits: sshd.Limits{PerSource: 4, Silent: 16}, Serve: echo})
	for range 20 {
		w.call(t, "192.0.2.1")
	}
	eventually(t, "all calls", func() bool { return d.Stats().Accepted == 20 })
	if n := d.Stats(); n.Silent != 4 || n.Shed != 16 {
		t.Errorf("counted %+v", n)
	}
	for i := range 4 {
		if _, err := w.play(t, "192.0.2.1"); err != nil {
			t.Error(i, err)
		}
	}
}

// TestGhosts: a class whose network failed comes back before its old connections
// are known to be dead.
func TestGhosts(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	d := openOn(t, w, sshd.Options{Limits: sshd.Limits{PerSource: 2, Keepalive: 400 * time.Millisecond}, Serve: seatedEcho})
	for range 2 {
		c := &deaf{Conn: w.call(t, "192.0.2.1"), stop: make(chan struct{})}
		sc, channels, requests, err := gossh.NewClientConn(c, "", &gossh.ClientConfig{
			User: "red", Auth: []gossh.AuthMethod{noQuestions()}, HostKeyCallback: gossh.InsecureIgnoreHostKey(),
		})
		if err != nil {
			t.Fatal(err)
		}
		ch, _ := session(t, gossh.NewClient(sc, channels, requests))
		asks(t, ch, "shell", nil)
		close(c.stop)
	}
	if _, err := w.play(t, "192.0.2.1"); err == nil {
		t.Error("let in while the others may be alive")
	}
	time.Sleep(1150 * time.Millisecond) // they answer once more before they are dead
	for i := range 2 {
		if _, err := w.play(t, "192.0.2.1"); err != nil {
			t.Errorf("back %d: %v", i, err)
		}
	}
	if n := d.Stats(); n.Shed != 0 {
		t.Errorf("counted %+v", n)
	}
}

// poor is a listener that fails for a while.
type poor struct {
	net.Listener
	err   error
	mu    sync.Mutex
	fails int
	asked int
}

func (p *poor) Accept() (net.Conn, error) {
	p.mu.Lock()
	p.asked++
	failing := p.fails > 0
	p.fails--
	p.mu.Unlock()
	if failing {
		return nil, &net.OpError{Op: "accept", Net: "tcp", Err: p.err}
	}
	return p.Listener.Accept()
}

// TestAcceptErrors: out of descriptors, or whatever: the door stays open and does
// not spin.
func TestAcceptErrors(t *testing.T) {
	t.Parallel()
	for _, err := range []error{syscall.EMFILE, syscall.ENFILE, syscall.ECONNABORTED, syscall.ENOBUFS, io.ErrUnexpectedEOF} {
		t.Run(err.Error(), func(t *testing.T) {
			l, lerr := net.Listen("tcp", "127.0.0.1:0")
			if lerr != nil {
				t.Fatal(lerr)
			}
			p := &poor{Listener: l, err: err, fails: 5}
			begin := time.Now()
			d := openOn(t, p, sshd.Options{Serve: echo})
			if _, err := seatAt(t, d, "red").Key(soon(t), "x"); err != nil {
				t.Error(err)
			}
			if took := time.Since(begin); took < 100*time.Millisecond {
				t.Errorf("asked again without a pause: %v", took)
			}
			p.mu.Lock()
			defer p.mu.Unlock()
			if p.asked > 10 {
				t.Errorf("asked %d times", p.asked)
			}
		})
	}
}
