package sshd_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"kobayashi/game/sshd"

	gossh "golang.org/x/crypto/ssh"
)

// TestChannelClosed closes the session and keeps the connection, as OpenSSH's
// ControlMaster does: the game ends, and nothing goes on running.
func TestChannelClosed(t *testing.T) {
	causes := make(chan error, 1)
	d := open(t, sshd.Options{Serve: func(ctx context.Context, s sshd.Session) int {
		<-ctx.Done()
		causes <- context.Cause(ctx)
		return 0
	}})
	c := client(t, d, "red")
	ch, requests := session(t, c)
	go gossh.DiscardRequests(requests)
	asks(t, ch, "shell", nil)
	_ = ch.Close()
	select {
	case cause := <-causes:
		if !errors.Is(cause, sshd.ErrGone) {
			t.Error("cause:", cause)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("the game goes on for nobody")
	}
	eventually(t, "a loose connection", func() bool { return d.Stats().Loose == 1 })
	before := cpu(t)
	time.Sleep(500 * time.Millisecond)
	if used := cpu(t) - before; used > 100*time.Millisecond {
		t.Errorf("%v of processor time while nothing happened", used)
	}
	if ch, _, err := c.OpenChannel("session", nil); err != nil || ch == nil {
		t.Error("the connection cannot be used again:", err)
	}
}

// TestExit: the status the game returns is the client's.
func TestExit(t *testing.T) {
	d := open(t, sshd.Options{Serve: func(_ context.Context, s sshd.Session) int {
		fmt.Fprint(s.Out, "bye")
		return 7
	}})
	s := seatAt(t, d, "red")
	if code := s.Wait(); code != 7 {
		t.Errorf("status %d", code)
	}
	if got := s.Output(); got != "bye" {
		t.Errorf("got %q", got)
	}
}

// TestPanic: a fault of the game costs one session.
func TestPanic(t *testing.T) {
	d := open(t, sshd.Options{
		Serve: func(ctx context.Context, s sshd.Session) int {
			if s.User == "bad" {
				fmt.Fprint(s.Out, "\x1b[?1049h\x1b[?25l")
				panic("boom")
			}
			return echo(ctx, s)
		},
		Farewell: func(_ sshd.Session, cause error) string {
			if errors.Is(cause, sshd.ErrFault) {
				return "sorry\n"
			}
			return ""
		},
	})
	other := seatAt(t, d, "good")
	s := seatAt(t, d, "bad")
	if code := s.Wait(); code != 1 {
		t.Errorf("status %d", code)
	}
	out := s.Output()
	left, phrase := strings.LastIndex(out, "\x1b[?1049l\x1b[?25h"), strings.Index(out, "sorry\r\n")
	if left < 0 || phrase < left {
		t.Errorf("the terminal was not given back before the phrase: %q", out)
	}
	if _, err := other.Key(soon(t), "x"); err != nil {
		t.Error("the other session:", err)
	}
	if n := d.Stats().Panics; n != 1 {
		t.Errorf("%d panics counted", n)
	}
}

// TestNothingStays: sessions leave no goroutine behind, however they end.
func TestNothingStays(t *testing.T) {
	before := runtime.NumGoroutine()
	t.Run("play", func(t *testing.T) {
		d := open(t, sshd.Options{Serve: painted})
		for i := range 20 {
			s := seatAt(t, d, "red")
			if err := s.Expect(soon(t), "counted"); err != nil {
				t.Fatal(err)
			}
			switch i % 3 {
			case 0:
				_, _ = s.Write([]byte("q"))
				s.Wait()
			case 1:
				_ = s.Close()
			}
		}
	})
	eventually(t, "the end of all goroutines", func() bool { return runtime.NumGoroutine() <= before+2 })
}
