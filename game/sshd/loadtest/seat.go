package loadtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// Target is the door to sit down at.
type Target struct {
	Address string // host:port

	// Key is the identity; nil is none.
	Key gossh.Signer

	// Width and Height are the window in cells. Where one is 0 there is no
	// terminal, and the game is played in lines.
	Width, Height int
}

// Seat is one connection with one session.
type Seat struct {
	// Connected is how long it took from the first packet to the granted shell.
	Connected time.Duration

	client  *gossh.Client
	session *gossh.Session
	in      io.WriteCloser
	started time.Time

	mu      sync.Mutex
	out     []byte
	total   int64
	last    time.Time
	err     error
	arrived chan struct{} // closed and made anew with each arrival
	over    chan struct{} // closed when nothing more will come
}

// kept is how much of the latest output a seat remembers.
const kept = 64 << 10

// Dial sits down as user. It gives up when ctx ends.
func Dial(ctx context.Context, t Target, user string) (*Seat, error) {
	s := &Seat{started: time.Now(), arrived: make(chan struct{}), over: make(chan struct{})}
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", t.Address)
	if err != nil {
		return nil, err
	}
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	auth := []gossh.AuthMethod{gossh.KeyboardInteractive(func(_, _ string, questions []string, _ []bool) ([]string, error) {
		return make([]string, len(questions)), nil
	})}
	if t.Key != nil {
		auth = append([]gossh.AuthMethod{gossh.PublicKeys(t.Key)}, auth...)
	}
	c, channels, requests, err := gossh.NewClientConn(conn, t.Address, &gossh.ClientConfig{
		User: user, Auth: auth, HostKeyCallback: gossh.InsecureIgnoreHostKey(),
	})
	if err != nil {
		_ = conn.Close()
		return nil, err
	}
	s.client = gossh.NewClient(c, channels, requests)
	if err := s.open(t); err != nil {
		_ = s.client.Close()
		return nil, err
	}
	s.Connected = time.Since(s.started)
	return s, nil
}

func (s *Seat) open(t Target) (err error) {
	if s.session, err = s.client.NewSession(); err != nil {
		return err
	}
	if t.Width > 0 && t.Height > 0 {
		if err := s.session.RequestPty("xterm-256color", t.Height, t.Width, nil); err != nil {
			return err
		}
	}
	if s.in, err = s.session.StdinPipe(); err != nil {
		return err
	}
	out, err := s.session.StdoutPipe()
	if err != nil {
		return err
	}
	go s.read(out)
	return s.session.Shell()
}

func (s *Seat) read(out io.Reader) {
	defer close(s.over)
	p := make([]byte, 8<<10)
	for {
		n, err := out.Read(p)
		s.mu.Lock()
		s.last = time.Now()
		s.total += int64(n)
		s.out = append(s.out, p[:n]...)
		if len(s.out) > 2*kept {
			s.out = append(s.out[:0], s.out[len(s.out)-kept:]...)
		}
		s.err = err
		close(s.arrived)
		s.arrived = make(chan struct{})
		s.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// ErrOver says that the other side has ended the session.
var ErrOver = errors.New("the session is over")

// until waits until enough says so of what has come, and gives when that was.
func (s *Seat) until(ctx context.Context, enough func() bool) (time.Time, error) {
	for {
		s.mu.Lock()
		done, at, err, next := enough(), s.last, s.err, s.arrived
		s.mu.Unlock()
		switch {
		case done:
			return at, nil
		case err != nil:
			return at, ErrOver
		}
		select {
		case <-next:
		case <-ctx.Done():
			return at, context.Cause(ctx)
		}
	}
}

// Write types p and waits for nothing.
func (s *Seat) Write(p []byte) (int, error) { return s.in.Write(p) }

// Key types a key and gives how long it took until something came back.
func (s *Seat) Key(ctx context.Context, key string) (time.Duration, error) {
	s.mu.Lock()
	before := s.total
	s.mu.Unlock()
	start := time.Now()
	if _, err := io.WriteString(s.in, key); err != nil {
		return 0, err
	}
	at, err := s.until(ctx, func() bool { return s.total > before })
	return at.Sub(start), err
}

// Expect waits until text stands in what has come since the last [Seat.Forget].
// A screen sends only what changed: text that was there before does not come.
func (s *Seat) Expect(ctx context.Context, text string) error {
	if _, err := s.until(ctx, func() bool { return bytes.Contains(s.out, []byte(text)) }); err != nil {
		return fmt.Errorf("waiting for %q: %w", text, err)
	}
	return nil
}

// Take waits until something has come and gives what came since it was last
// asked, so that a reader follows a session in pieces. It gives ErrOver when
// nothing more will come.
func (s *Seat) Take(ctx context.Context) (string, error) {
	_, err := s.until(ctx, func() bool { return len(s.out) > 0 })
	s.mu.Lock()
	defer s.mu.Unlock()
	text := string(s.out)
	s.out = nil
	if text != "" {
		err = nil
	}
	return text, err
}

// Rest waits until nothing has come for quiet, and gives how long after Dial
// began the last byte had come: right after Dial that is the first frame.
func (s *Seat) Rest(ctx context.Context, quiet time.Duration) (time.Duration, error) {
	for {
		s.mu.Lock()
		came, last, err, next := s.total > 0, s.last, s.err, s.arrived
		s.mu.Unlock()
		wait := quiet
		if came {
			wait = quiet - time.Since(last)
		}
		switch {
		case came && wait <= 0:
			return last.Sub(s.started), nil
		case err != nil:
			return 0, ErrOver
		}
		select {
		case <-next:
		case <-time.After(wait):
		case <-ctx.Done():
			return 0, context.Cause(ctx)
		}
	}
}

// Output is the latest of what came since the last [Seat.Forget].
func (s *Seat) Output() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return string(s.out)
}

// Forget drops what came so far.
func (s *Seat) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.out = nil
}

// Resize tells the door that the window has another size.
func (s *Seat) Resize(width, height int) error { return s.session.WindowChange(height, width) }

// Hush ends the input, as ctrl+d does where lines are typed.
func (s *Seat) Hush() error { return s.in.Close() }

// Wait waits until the other side ends the session and gives its exit status, -1
// where it gave none.
func (s *Seat) Wait() int {
	err := s.session.Wait()
	<-s.over
	var status *gossh.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &status):
		return status.ExitStatus()
	}
	return -1
}

// Close hangs up.
func (s *Seat) Close() error { return s.client.Close() }
