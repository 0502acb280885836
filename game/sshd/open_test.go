package sshd_test

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
	"io"
	"net"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"kobayashi/game/sshd"
	"kobayashi/game/sshd/loadtest"

	gossh "golang.org/x/crypto/ssh"
)

// newKey makes a person's or a host's key.
func newKey(tb testing.TB) gossh.Signer {
	tb.Helper()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		tb.Fatal(err)
	}
	signer, err := gossh.NewSignerFromKey(key)
	if err != nil {
		tb.Fatal(err)
	}
	return signer
}

// opened is a door on a free port of this machine.
type opened struct {
	*sshd.Door
	addr string
}

// open opens a door that plays serve with everybody, and shuts it after the test.
func open(tb testing.TB, o sshd.Options) opened {
	tb.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	return openOn(tb, l, o)
}

func openOn(tb testing.TB, l net.Listener, o sshd.Options) opened {
	tb.Helper()
	if o.HostKey == nil {
		o.HostKey = newKey(tb)
	}
	d, err := sshd.New(o)
	if err != nil {
		tb.Fatal(err)
	}
	over := make(chan error, 1)
	go func() { over <- d.Serve(l) }()
	tb.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		defer cancel()
		if err := d.Shutdown(ctx); err != nil {
			tb.Error("shutting the door:", err)
		}
		if err := <-over; err != nil {
			tb.Error("serving:", err)
		}
	})
	return opened{d, l.Addr().String()}
}

// echo is the least of all games: it sends back what is typed.
func echo(ctx context.Context, s sshd.Session) int {
	fmt.Fprintf(s.Out, "hello %s\r\n", s.User)
	typed := make(chan []byte)
	go func() {
		defer close(typed)
		for {
			p := make([]byte, 512)
			n, err := s.In.Read(p)
			if n > 0 {
				select {
				case typed <- p[:n]:
				case <-ctx.Done():
					return
				}
			}
			if err != nil {
				return
			}
		}
	}()
	for {
		select {
		case <-ctx.Done():
			return 3
		case p, ok := <-typed:
			if !ok || strings.Contains(string(p), "q") {
				return 0
			}
			if _, err := s.Out.Write(p); err != nil {
				return 4
			}
		}
	}
}

// seatAt sits down, or ends the test.
func seatAt(tb testing.TB, d opened, user string) *loadtest.Seat {
	tb.Helper()
	s, err := loadtest.Dial(soon(tb), loadtest.Target{Address: d.addr, Width: 80, Height: 24}, user)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = s.Close() })
	return s
}

// soon is a context for what should not take long.
func soon(tb testing.TB) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	tb.Cleanup(cancel)
	return ctx
}

// client logs in without opening a session.
func client(tb testing.TB, d opened, user string, auth ...gossh.AuthMethod) *gossh.Client {
	tb.Helper()
	c, err := login(d, user, auth...)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = c.Close() })
	return c
}

func login(d opened, user string, auth ...gossh.AuthMethod) (*gossh.Client, error) {
	if auth == nil {
		auth = []gossh.AuthMethod{noQuestions()}
	}
	return gossh.Dial("tcp", d.addr, &gossh.ClientConfig{
		User: user, Auth: auth, HostKeyCallback: gossh.InsecureIgnoreHostKey(), Timeout: 5 * time.Second,
	})
}

func noQuestions() gossh.AuthMethod {
	return gossh.KeyboardInteractive(func(_, _ string, questions []string, _ []bool) ([]string, error) {
		if len(questions) > 0 {
			return nil, fmt.Errorf("asked %q", questions)
		}
		return nil, nil
	})
}

// session opens a raw channel for a session.
func session(tb testing.TB, c *gossh.Client) (gossh.Channel, <-chan *gossh.Request) {
	tb.Helper()
	ch, requests, err := c.OpenChannel("session", nil)
	if err != nil {
		tb.Fatal(err)
	}
	return ch, requests
}

// asks sends a request on a channel and gives the answer.
func asks(tb testing.TB, ch gossh.Channel, kind string, payload any) bool {
	tb.Helper()
	p, ok := payload.([]byte)
	if !ok && payload != nil {
		p = gossh.Marshal(payload)
	}
	granted, err := ch.SendRequest(kind, true, p)
	if err != nil {
		tb.Fatalf("%s: %v", kind, err)
	}
	return granted
}

type ptyMsg struct {
	Term                 string
	Columns, Rows, PW, P uint32
	Modes                string
}

type windowMsg struct{ Columns, Rows, PW, P uint32 }

type envMsg struct{ Name, Value string }

// guests collects the sessions a door has served.
type guests struct {
	mu  sync.Mutex
	all []sshd.Session
}

func (g *guests) echo(ctx context.Context, s sshd.Session) int {
	g.mu.Lock()
	g.all = append(g.all, s)
	g.mu.Unlock()
	return echo(ctx, s)
}

// last is the session served last; it waits for the nth.
func (g *guests) nth(tb testing.TB, n int) sshd.Session {
	tb.Helper()
	var s sshd.Session
	eventually(tb, fmt.Sprintf("session %d", n), func() bool {
		g.mu.Lock()
		defer g.mu.Unlock()
		if len(g.all) >= n {
			s = g.all[n-1]
		}
		return len(g.all) >= n
	})
	return s
}

// eventually waits until something holds.
func eventually(tb testing.TB, what string, holds func() bool) {
	tb.Helper()
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(2 * time.Millisecond) {
		if holds() {
			return
		}
		if time.Now().After(end) {
			buf := make([]byte, 1<<16)
			tb.Fatalf("waited in vain for: %s\n%s", what, buf[:runtime.Stack(buf, true)])
		}
	}
}

// readAll gives what comes until the end.
func readAll(r io.Reader) string {
	p, _ := io.ReadAll(r)
	return string(p)
}

// locked lets several goroutines write.
type locked struct {
	mu *sync.Mutex
	w  io.Writer
}

func (l locked) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(p)
}
