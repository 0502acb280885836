package sshd_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"kobayashi/game/sshd"

	gossh "golang.org/x/crypto/ssh"
)

// TestRefusedRequests asks for everything but a shell, before it and after it.
func TestRefusedRequests(t *testing.T) {
	d := open(t, sshd.Options{Serve: echo})
	tests := []struct {
		kind    string
		payload any
	}{
		{"exec", struct{ Command string }{"id"}},
		{"exec", []byte{0, 0}},
		{"subsystem", struct{ Name string }{"sftp"}},
		{"auth-agent-req@openssh.com", nil},
		{"x11-req", struct {
			Single          bool
			Protocol, Proof string
			Screen          uint32
		}{false, "MIT-MAGIC-COOKIE-1", "00", 0}},
		{"signal", struct{ Name string }{"TERM"}},
		{"break", struct{ Length uint32 }{500}},
		{"xon-xoff", []byte{1}},
		{"pty-req", []byte{0, 0, 0, 9, 'x'}},
		{"window-change", windowMsg{Columns: 100, Rows: 30}}, // without a pty
		{"no-such-request", []byte("x")},
	}
	for _, after := range []bool{false, true} {
		name := map[bool]string{false: "before the shell ", true: "after the shell "}[after]
		for _, tt := range tests {
			t.Run(name+tt.kind, func(t *testing.T) {
				ch, requests := session(t, client(t, d, "red"))
				go gossh.DiscardRequests(requests)
				if after && !asks(t, ch, "shell", nil) {
					t.Fatal("no shell")
				}
				if asks(t, ch, tt.kind, tt.payload) {
					t.Error("was granted")
				}
				if !after && !asks(t, ch, "shell", nil) {
					t.Error("no shell afterwards")
				}
				if after && (asks(t, ch, "shell", nil) || asks(t, ch, "pty-req", ptyMsg{Term: "xterm", Columns: 80, Rows: 24})) {
					t.Error("a second shell was granted")
				}
				if _, err := ch.Write([]byte("q")); err != nil {
					t.Fatal(err)
				}
				if out := readAll(ch); !strings.HasPrefix(out, "hello red") {
					t.Errorf("got %q", out)
				}
			})
		}
	}
}

func TestRefusedForwarding(t *testing.T) {
	d := open(t, sshd.Options{Serve: echo})
	c := client(t, d, "red")
	for _, kind := range []string{"direct-tcpip", "direct-streamlocal@openssh.com", "forwarded-tcpip", "x11", "auth-agent@openssh.com", "tun@openssh.com", ""} {
		if ch, _, err := c.OpenChannel(kind, make([]byte, 40)); err == nil {
			_ = ch.Close()
			t.Errorf("a channel of type %q was opened", kind)
		}
	}
	if _, err := c.Dial("tcp", d.addr); err == nil {
		t.Error("forwarded to an address")
	}
	if l, err := c.Listen("tcp", "127.0.0.1:0"); err == nil {
		_ = l.Close()
		t.Error("listens for the client")
	}
	for _, kind := range []string{"tcpip-forward", "streamlocal-forward@openssh.com", "cancel-tcpip-forward", "hostkeys-prove-00@openssh.com", "x"} {
		if ok, _, err := c.SendRequest(kind, true, []byte{0, 0, 0, 0, 0, 0, 0, 0}); ok || err != nil {
			t.Errorf("%s: granted %v, %v", kind, ok, err)
		}
	}
}

// TestSecondPTY asks twice for a terminal in one session.
func TestSecondPTY(t *testing.T) {
	d := open(t, sshd.Options{Serve: echo})
	ch, _ := session(t, client(t, d, "red"))
	if !asks(t, ch, "pty-req", ptyMsg{Term: "xterm", Columns: 80, Rows: 24}) {
		t.Fatal("no terminal")
	}
	if asks(t, ch, "pty-req", ptyMsg{Term: "xterm", Columns: 80, Rows: 24}) {
		t.Error("two terminals")
	}
}

// TestPasswords: there are none here, and none is a way in.
func TestPasswords(t *testing.T) {
	d := open(t, sshd.Options{Serve: echo})
	if c, err := login(d, "red", gossh.Password("secret")); err == nil {
		_ = c.Close()
		t.Error("a password was taken")
	}
}

// TestSessionsOnAConnection opens more sessions than one connection may have.
func TestSessionsOnAConnection(t *testing.T) {
	d := open(t, sshd.Options{Serve: echo})
	c := client(t, d, "red")
	first, requests := session(t, c)
	go gossh.DiscardRequests(requests)
	second, requests2 := session(t, c)
	go gossh.DiscardRequests(requests2)
	if _, _, err := c.OpenChannel("session", nil); err == nil || !strings.Contains(err.Error(), "no more sessions") {
		t.Fatal("a third session:", err)
	}
	for _, ch := range []gossh.Channel{first, second} {
		if !asks(t, ch, "shell", nil) {
			t.Error("no shell")
		}
	}
	if _, err := first.Write([]byte("q")); err != nil {
		t.Fatal(err)
	}
	readAll(first)
	_ = first.Close()
	eventually(t, "the free place", func() bool {
		ch, _, err := c.OpenChannel("session", nil)
		return err == nil && ch.Close() == nil
	})
}

// TestRefusedForever asks without end for what it cannot have.
func TestRefusedForever(t *testing.T) {
	d := open(t, sshd.Options{Serve: echo})
	c := client(t, d, "red")
	n := 0
	for ; n < 2000; n++ {
		if _, err := tryOpen(c, "direct-tcpip"); !isRefusal(err) {
			break
		}
	}
	if n > 100 {
		t.Errorf("%d channels were refused on one connection", n)
	}
	closed := make(chan struct{})
	go func() {
		_ = c.Wait()
		close(closed)
	}()
	select {
	case <-closed:
	case <-time.After(5 * time.Second):
		t.Error("the connection is still open")
	}
}

// tryOpen opens a channel. The client's library waits for ever if the connection
// was closed a moment before.
func tryOpen(c *gossh.Client, kind string) (gossh.Channel, error) {
	type answer struct {
		ch  gossh.Channel
		err error
	}
	answers := make(chan answer, 1)
	go func() {
		ch, _, err := c.OpenChannel(kind, nil)
		answers <- answer{ch, err}
	}()
	select {
	case a := <-answers:
		return a.ch, a.err
	case <-time.After(2 * time.Second):
		return nil, errors.New("no answer")
	}
}

func isRefusal(err error) bool {
	var refused *gossh.OpenChannelError
	return errors.As(err, &refused)
}

// TestSessionsForever opens one session after the other. The multiplexer
// remembers each until the client confirms its end, so there is a last one.
func TestSessionsForever(t *testing.T) {
	d := open(t, sshd.Options{Limits: sshd.Limits{Sessions: 1000}, Serve: echo})
	c := client(t, d, "red")
	n := 0
	for ; n < 2000; n++ {
		ch, err := tryOpen(c, "session")
		if err != nil {
			break
		}
		_ = ch.Close()
	}
	if n < 200 || n == 2000 {
		t.Errorf("%d sessions on one connection", n)
	}
}
