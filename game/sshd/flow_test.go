package sshd_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"sync/atomic"
	"testing"
	"time"

	"kobayashi/game/sshd"
	"kobayashi/game/sshd/loadtest"

	gossh "golang.org/x/crypto/ssh"
)

// answers are how soon seats that do nothing wrong saw their keys: while all was
// quiet, and while something went on.
type answers struct{ quiet, busy loadtest.Times }

func (a answers) String() string { return fmt.Sprintf("%v; while all was quiet %v", a.busy, a.quiet) }

// check holds the keys to 50 ms, unless the machine is so slow at the moment that
// quiet was no better.
func (a answers) check(tb testing.TB) {
	tb.Helper()
	const most = 50 * time.Millisecond
	share := 0.99
	if len(a.busy) < 500 { // one late key is no percentile
		share = 0.9
	}
	if late := a.busy.At(share); late > most && late > 3*a.quiet.At(share) && !raceDetector {
		tb.Errorf("others' keys: %v", a)
	}
}

// others are seats that type while something goes on.
func others(tb testing.TB, d opened, seats int, during func()) answers {
	tb.Helper()
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	times := make(chan answers, seats)
	var busy atomic.Bool
	for range seats {
		s := seatAt(tb, d, "blue")
		if err := s.Expect(soon(tb), "hello"); err != nil {
			tb.Fatal(err)
		}
		go func() {
			var a answers
			for ctx.Err() == nil {
				which := &a.quiet
				if busy.Load() {
					which = &a.busy
				}
				took, err := s.Key(soon(tb), "x")
				if err != nil {
					tb.Error("a key of a seat that did nothing wrong:", err)
					break
				}
				*which = append(*which, took)
				time.Sleep(10 * time.Millisecond)
			}
			times <- a
		}()
	}
	time.Sleep(300 * time.Millisecond)
	busy.Store(true)
	during()
	stop()
	var all answers
	for range seats {
		a := <-times
		all.quiet, all.busy = append(all.quiet, a.quiet...), append(all.busy, a.busy...)
	}
	return all
}

// TestStalledReader: one client reads nothing. It is closed when its time is up,
// and nobody waits for it.
func TestStalledReader(t *testing.T) {
	const stall = 700 * time.Millisecond
	causes := make(chan error, 1)
	d := open(t, sshd.Options{
		Limits: sshd.Limits{Stall: stall},
		Serve: func(ctx context.Context, s sshd.Session) int {
			if s.User != "slow" {
				return echo(ctx, s)
			}
			for {
				if _, err := s.Out.Write(make([]byte, 32<<10)); err != nil {
					causes <- context.Cause(ctx)
					return 1
				}
			}
		},
	})
	tests := map[string]func(t *testing.T){
		"does not open its window": func(t *testing.T) {
			ch, _ := session(t, client(t, d, "slow"))
			asks(t, ch, "shell", nil)
		},
		"does not read its connection": func(t *testing.T) {
			c, err := net.Dial("tcp", d.addr)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = c.Close() })
			deaf := &deaf{Conn: c, stop: make(chan struct{})}
			sc, channels, requests, err := gossh.NewClientConn(deaf, d.addr, &gossh.ClientConfig{
				User: "slow", Auth: []gossh.AuthMethod{noQuestions()}, HostKeyCallback: gossh.InsecureIgnoreHostKey(),
			})
			if err != nil {
				t.Fatal(err)
			}
			ch, _ := session(t, gossh.NewClient(sc, channels, requests))
			asks(t, ch, "shell", nil)
			close(deaf.stop)
			go func() { _, _ = io.Copy(io.Discard, ch) }() // its window stays open
		},
	}
	for name, become := range tests {
		t.Run(name, func(t *testing.T) {
			keys := others(t, d, 3, func() {
				begin := time.Now()
				become(t)
				select {
				case cause := <-causes:
					if took := time.Since(begin); took < stall/2 || took > 5*stall {
						t.Errorf("closed after %v", took)
					}
					if !errors.Is(cause, sshd.ErrStalled) && !errors.Is(cause, sshd.ErrGone) {
						t.Error("cause:", cause)
					}
				case <-time.After(10 * time.Second):
					t.Fatal("is not closed")
				}
			})
			keys.check(t)
		})
	}
}

// deaf is a connection that at some time stops being read.
type deaf struct {
	net.Conn
	stop chan struct{}
}

func (d *deaf) Read(p []byte) (int, error) {
	select {
	case <-d.stop:
		select {}
	default:
		return d.Conn.Read(p)
	}
}

// TestDeadPeer: a client whose machine was switched off says nothing, and the
// seat is known to be free after three keepalives.
func TestDeadPeer(t *testing.T) {
	t.Parallel()
	gone := make(chan error, 2)
	d := open(t, sshd.Options{
		Limits: sshd.Limits{Keepalive: 100 * time.Millisecond},
		Serve: func(ctx context.Context, s sshd.Session) int {
			<-ctx.Done()
			if s.User == "dead" {
				gone <- context.Cause(ctx)
			}
			return 0
		},
	})
	alive, _ := session(t, client(t, d, "alive"))
	asks(t, alive, "shell", nil)
	c, err := net.Dial("tcp", d.addr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	dead := &deaf{Conn: c, stop: make(chan struct{})}
	sc, channels, requests, err := gossh.NewClientConn(dead, d.addr, &gossh.ClientConfig{
		User: "dead", Auth: []gossh.AuthMethod{noQuestions()}, HostKeyCallback: gossh.InsecureIgnoreHostKey(),
	})
	if err != nil {
		t.Fatal(err)
	}
	ch, _ := session(t, gossh.NewClient(sc, channels, requests))
	asks(t, ch, "shell", nil)
	close(dead.stop)
	begin := time.Now()
	select {
	case cause := <-gone:
		if took := time.Since(begin); !errors.Is(cause, sshd.ErrGone) || took < 150*time.Millisecond {
			t.Errorf("after %v: %v", took, cause)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("nobody noticed")
	}
	eventually(t, "the count", func() bool { return d.Stats().Lost == 1 })
	time.Sleep(500 * time.Millisecond)
	if n := d.Stats(); n.Guests != 1 || n.Lost != 1 {
		t.Errorf("a client that answers was taken for dead: %+v", n)
	}
}

// TestInput: what is typed arrives as it is, in order, and not faster than one
// client may send.
func TestInput(t *testing.T) {
	t.Parallel()
	const rate, burst = 64 << 10, 16 << 10
	read := make(chan []byte, 1)
	d := open(t, sshd.Options{
		Limits: sshd.Limits{Rate: rate, Burst: burst},
		Serve: func(_ context.Context, s sshd.Session) int {
			p, _ := io.ReadAll(s.In)
			read <- p
			return 0
		},
	})
	ch, _ := session(t, client(t, d, "red"))
	asks(t, ch, "shell", nil)
	typed := bytes.Repeat([]byte("\x00\x1b[A\xff\x1b]52;c;x\x07あ"), 4000)
	begin := time.Now()
	if _, err := ch.Write(typed); err != nil {
		t.Fatal(err)
	}
	_ = ch.CloseWrite()
	if got := <-read; !bytes.Equal(got, typed) {
		t.Errorf("%d bytes arrived of %d", len(got), len(typed))
	}
	least := time.Duration(len(typed)-burst) * time.Second / rate
	if took := time.Since(begin); took < least*9/10 {
		t.Errorf("%d bytes in %v, not less than %v were due", len(typed), took, least)
	}
}

// TestWindowStorm changes a window as fast as the client can.
func TestWindowStorm(t *testing.T) {
	d := open(t, sshd.Options{Serve: echo})
	ch, _ := session(t, client(t, d, "storm"))
	asks(t, ch, "pty-req", ptyMsg{Term: "xterm", Columns: 80, Rows: 24})
	asks(t, ch, "shell", nil)
	const storm = 20_000
	sent := 0
	begin := time.Now()
	keys := others(t, d, 8, func() {
		for ; time.Since(begin) < 2*time.Second; sent++ {
			p := gossh.Marshal(windowMsg{Columns: 40 + uint32(sent)%100, Rows: 24})
			if _, err := ch.SendRequest("window-change", false, p); err != nil {
				t.Error(err)
				return
			}
			if ahead := time.Duration(sent)*time.Second/storm - time.Since(begin); ahead > time.Millisecond {
				time.Sleep(ahead)
			}
		}
	})
	t.Logf("%d changes in %v; others' keys: %v", sent, time.Since(begin), keys)
	keys.check(t)
}
