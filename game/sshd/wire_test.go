package sshd

import (
	"net"
	"testing"
	"time"
)

// wired is a wire and its other end.
func wired(t *testing.T, l Limits) (*wire, net.Conn) {
	t.Helper()
	lis, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer lis.Close()
	far, err := net.Dial("tcp", lis.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	near, err := lis.Accept()
	if err != nil {
		t.Fatal(err)
	}
	w := newWire(near, l.filled(0))
	t.Cleanup(func() { _, _ = w.Close(), far.Close() })
	return w, far
}

// TestWireStalls: also what is no part of a session, such as answers to requests,
// waits for no client for ever.
func TestWireStalls(t *testing.T) {
	const stall = 300 * time.Millisecond
	w, _ := wired(t, Limits{Stall: stall})
	failed := make(chan error, 1)
	begin := time.Now()
	go func() {
		for {
			if _, err := w.Write(make([]byte, 32<<10)); err != nil {
				failed <- err
				return
			}
		}
	}()
	select {
	case <-failed:
		if took := time.Since(begin); took < stall/2 {
			t.Errorf("gave up after %v", took)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("writes wait for ever")
	}
	select {
	case <-w.done:
	default:
		t.Error("is not closed")
	}
}

// TestWireGreets: the version line goes out once, before the handshake repeats it,
// and what was read ahead is read again.
func TestWireGreets(t *testing.T) {
	w, far := wired(t, Limits{})
	if _, err := far.Write([]byte("SSH-2.0-some client or other\r\n")); err != nil {
		t.Fatal(err)
	}
	if err := w.greet(); err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{"SSH-2.0-", "kobayashi", "\r", "\nnext", " and more"} {
		if n, err := w.Write([]byte(p)); n != len(p) || err != nil {
			t.Errorf("%q: %d, %v", p, n, err)
		}
	}
	got := make([]byte, 100)
	n := 0
	for want := "SSH-2.0-kobayashi\r\nnext and more"; n < len(want); {
		m, err := far.Read(got[n:])
		if err != nil {
			t.Fatalf("%q: %v", got[:n], err)
		}
		if n += m; string(got[:n]) != want[:n] {
			t.Fatalf("got %q", got[:n])
		}
	}
	n = 0
	for want := "SSH-2.0-some client or other\r\n"; n < len(want); {
		m, err := w.Read(got[n:min(n+7, len(got))])
		if err != nil {
			t.Fatal(err)
		}
		if n += m; string(got[:n]) != want[:n] {
			t.Fatalf("got %q", got[:n])
		}
	}
}
