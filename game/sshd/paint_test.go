package sshd_test

import (
	"context"
	"errors"
	"strings"
	"syscall"
	"testing"
	"time"

	"kobayashi/game/sshd"
	"kobayashi/game/sshd/loadtest"
)

// TestPaint plays a model over the door: a first frame, keys, a new window, and
// the terminal given back.
func TestPaint(t *testing.T) {
	d := open(t, sshd.Options{Serve: painted})
	s := seatAt(t, d, "red")
	if err := s.Expect(soon(t), "window 80 by 24"); err != nil {
		t.Fatal(err, s.Output())
	}
	for range 3 {
		if _, err := s.Key(soon(t), "\x1b[B"); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Rest(soon(t), 50*time.Millisecond); err != nil {
		t.Fatal(err)
	}
	s.Forget()
	if err := s.Resize(65535, 65535); err != nil {
		t.Fatal(err)
	}
	if err := s.Expect(soon(t), "400 by 160"); err != nil {
		t.Fatal(err)
	}
	if err := s.Resize(100, 30); err != nil {
		t.Fatal(err)
	}
	if err := s.Expect(soon(t), "counted 3"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Write([]byte("q")); err != nil {
		t.Fatal(err)
	}
	if code := s.Wait(); code != 0 {
		t.Errorf("status %d", code)
	}
	if out := s.Output(); !strings.HasSuffix(out, "\x1b[?1049l\x1b[?25h") {
		t.Errorf("the terminal was not given back: %.80q", out[max(len(out)-80, 0):])
	}
}

// TestShutdown: everybody is told, in the order screen away, phrase, end; nobody
// comes in.
func TestShutdown(t *testing.T) {
	d := open(t, sshd.Options{
		Serve: painted,
		Farewell: func(s sshd.Session, cause error) string {
			if !errors.Is(cause, sshd.ErrClosing) {
				return "no reason\n"
			}
			return "またあとで、" + s.User + "\n"
		},
	})
	var seats []*loadtest.Seat
	for range 5 {
		s := seatAt(t, d, "red")
		if err := s.Expect(soon(t), "counted"); err != nil {
			t.Fatal(err)
		}
		seats = append(seats, s)
	}
	idle := client(t, d, "idle")
	begin := time.Now()
	if err := d.Shutdown(soon(t)); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(begin); took > 2*time.Second {
		t.Errorf("took %v", took)
	}
	for _, s := range seats {
		if code := s.Wait(); code != 1 { // what the game returned
			t.Errorf("status %d", code)
		}
		if out := s.Output(); !strings.HasSuffix(out, "\x1b[?1049l\x1b[?25hまたあとで、red\r\n") {
			t.Errorf("the end: %q", out[max(len(out)-80, 0):])
		}
	}
	_ = idle.Wait()
	if _, err := login(d, "late"); err == nil {
		t.Error("let in after the end")
	}
}

// TestShutdownStubborn: a game that does not end is cut off, and its terminal is
// given back all the same.
func TestShutdownStubborn(t *testing.T) {
	free := make(chan struct{})
	d := open(t, sshd.Options{
		Serve: func(_ context.Context, s sshd.Session) int {
			_, _ = s.Out.Write([]byte("\x1b[?1049hstubborn"))
			<-free
			return 0
		},
		Farewell: func(sshd.Session, error) string { return "sorry\n" },
	})
	defer close(free)
	s := seatAt(t, d, "red")
	if err := s.Expect(soon(t), "stubborn"); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	begin := time.Now()
	if err := d.Shutdown(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Error("shutting down:", err)
	}
	if took := time.Since(begin); took > 2*time.Second {
		t.Errorf("took %v", took)
	}
	if code := s.Wait(); code != 1 {
		t.Errorf("status %d", code)
	}
	if out := s.Output(); !strings.Contains(out, "\x1b[?1049l\x1b[?25h\r\nsorry\r\n") {
		t.Errorf("the end: %q", out)
	}
}

// TestSIGTERM: with a session open, a process that does not catch the signal dies
// of it, and one that does says goodbye and ends.
func TestSIGTERM(t *testing.T) {
	for _, catch := range []bool{false, true} {
		name := map[bool]string{false: "not caught", true: "caught"}[catch]
		t.Run(name, func(t *testing.T) {
			t.Setenv("KOBAYASHI_SSHD_CATCH", strings.Repeat("1", map[bool]int{true: 1}[catch]))
			server := act(t, "terminate")
			s := seatAt(t, opened{addr: server.line}, "red")
			if err := s.Expect(soon(t), "counted"); err != nil {
				t.Fatal(err)
			}
			begin := time.Now()
			if err := server.Process.Signal(syscall.SIGTERM); err != nil {
				t.Skip("no such signal here:", err)
			}
			err := server.Wait()
			if took := time.Since(begin); took > 3*time.Second {
				t.Errorf("took %v", took)
			}
			if (err == nil) != catch {
				t.Error("ended with:", err)
			}
			s.Wait()
			if said := strings.Contains(s.Output(), "\x1b[?1049l\x1b[?25hclosing for today\r\n"); said != catch {
				t.Errorf("said goodbye: %v", said)
			}
		})
	}
}
