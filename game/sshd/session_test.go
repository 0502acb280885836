package sshd_test

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"kobayashi/game/sshd"

	gossh "golang.org/x/crypto/ssh"
)

func TestWindow(t *testing.T) {
	tests := []struct {
		name          string
		width, height uint32
		want          sshd.Size
	}{
		{"usual", 80, 24, sshd.Size{Width: 80, Height: 24}},
		{"largest", 65535, 65535, sshd.Size{Width: 400, Height: 160}},
		{"beyond", 1<<32 - 1, 1<<32 - 1, sshd.Size{Width: 400, Height: 160}},
		{"none", 0, 0, sshd.Size{Width: 80, Height: 24}},
		{"no height", 120, 0, sshd.Size{Width: 80, Height: 24}},
		{"small", 1, 1, sshd.Size{Width: 1, Height: 1}},
	}
	var g guests
	d := open(t, sshd.Options{Serve: g.echo})
	for i, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ch, requests := session(t, client(t, d, "red"))
			go gossh.DiscardRequests(requests)
			if !asks(t, ch, "pty-req", ptyMsg{Term: "xterm", Columns: tt.width, Rows: tt.height}) || !asks(t, ch, "shell", nil) {
				t.Fatal("refused")
			}
			s := g.nth(t, i+1)
			if got := (sshd.Size{Width: s.Width, Height: s.Height}); got != tt.want || !s.PTY {
				t.Errorf("at the start: got %v, want %v", got, tt.want)
			}
			if !asks(t, ch, "window-change", windowMsg{Columns: tt.width, Rows: tt.height}) {
				t.Fatal("refused")
			}
			if got := <-s.Sizes; got != tt.want {
				t.Errorf("changed: got %v, want %v", got, tt.want)
			}
		})
	}
}

// TestWindowBeforeShell changes the window many times before there is anybody to
// look at it, and many times while nobody looks.
func TestWindowBeforeShell(t *testing.T) {
	var g guests
	d := open(t, sshd.Options{Serve: g.echo})
	ch, requests := session(t, client(t, d, "red"))
	go gossh.DiscardRequests(requests)
	asks(t, ch, "pty-req", ptyMsg{Term: "xterm", Columns: 80, Rows: 24})
	for n := range uint32(100) {
		asks(t, ch, "window-change", windowMsg{Columns: 100 + n, Rows: 30})
	}
	if !asks(t, ch, "shell", nil) {
		t.Fatal("no shell")
	}
	s := g.nth(t, 1)
	if s.Width != 199 || s.Height != 30 {
		t.Errorf("got %d by %d", s.Width, s.Height)
	}
	for n := range uint32(500) {
		asks(t, ch, "window-change", windowMsg{Columns: 50 + n%100, Rows: 40})
	}
	if got := <-s.Sizes; got.Width != 149 {
		t.Errorf("not the last one: %v", got)
	}
}

func TestTerm(t *testing.T) {
	tests := []struct {
		term, want string
		pty        bool
	}{
		{"xterm-256color", "xterm-256color", true},
		{"tmux-256color", "tmux-256color", true},
		{"xterm-kitty", "xterm-kitty", true},
		{"../../../../tmp/x", "xterm-256color", true},
		{"xterm\x1b]0;x\a", "xterm-256color", true},
		{strings.Repeat("x", 10_000), "xterm-256color", true},
		{"dumb", "", false},
		{"", "", false},
	}
	var g guests
	d := open(t, sshd.Options{Serve: g.echo})
	for i, tt := range tests {
		t.Run(fmt.Sprintf("%.20q", tt.term), func(t *testing.T) {
			ch, requests := session(t, client(t, d, "red"))
			go gossh.DiscardRequests(requests)
			if got := asks(t, ch, "pty-req", ptyMsg{Term: tt.term, Columns: 80, Rows: 24}); got != tt.pty {
				t.Errorf("granted: %v", got)
			}
			asks(t, ch, "shell", nil)
			s := g.nth(t, i+1)
			if s.Term != tt.want || s.PTY != tt.pty {
				t.Errorf("got %q, %v", s.Term, s.PTY)
			}
			if want := tt.pty; slices.Contains(s.Env, "TERM="+tt.want) != want {
				t.Errorf("environment %q", s.Env)
			}
		})
	}
}

func TestEnv(t *testing.T) {
	var g guests
	d := open(t, sshd.Options{Serve: g.echo})
	ch, requests := session(t, client(t, d, "red"))
	go gossh.DiscardRequests(requests)
	sent := []struct {
		name, value string
		want        bool
	}{
		{"LANG", "ja_JP.UTF-8", true},
		{"LC_ALL", "C.UTF-8", true},
		{"LC_MESSAGES", "en_GB.UTF-8@euro", true},
		{"NO_COLOR", "1", true},
		{"COLORTERM", "truecolor", true},
		{"ACCESSIBLE", "", true},
		{"LC_", "C", false},
		{"LC_evil", "C", false},
		{"LC_" + strings.Repeat("A", 100), "C", false},
		{"LANG", "ja\x1b[2J", false},
		{"LANG", "../../etc/passwd", false},
		{"LANG", strings.Repeat("x", 65), false},
		{"TERM", "xterm", false},
		{"TMUX", "/tmp/x,1,0", false},
		{"TMUX", "1", false},
		{"TERM_PROGRAM", "tmux", false},
		{"STY", "1", false},
		{"TERMINFO", "x", false},
		{"PATH", ".", false},
		{"LD_PRELOAD", "x.so", false},
		{"lang", "C", false},
		{"", "", false},
	}
	var want []string
	for _, e := range sent {
		if got := asks(t, ch, "env", envMsg{e.name, e.value}); got != e.want {
			t.Errorf("%s=%q: granted %v", e.name, e.value, got)
		}
		if e.want {
			want = append(want, e.name+"="+e.value)
		}
	}
	if asks(t, ch, "env", []byte{255, 255, 255, 255, 'x'}) {
		t.Error("half a variable was granted")
	}
	asks(t, ch, "shell", nil)
	if got := g.nth(t, 1).Env; !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// TestEnvFlood sends variables without end: few are kept, and after too many
// requests without a shell the session is over.
func TestEnvFlood(t *testing.T) {
	var g guests
	d := open(t, sshd.Options{Serve: g.echo})
	kept, _ := session(t, client(t, d, "red"))
	for range 100 {
		_, _ = kept.SendRequest("env", true, gossh.Marshal(envMsg{"LANG", "C"}))
	}
	if !asks(t, kept, "shell", nil) {
		t.Fatal("no shell after 100 variables")
	}
	if n := len(g.nth(t, 1).Env); n != 20 {
		t.Errorf("%d variables were kept", n)
	}
	ch, _ := session(t, client(t, d, "red"))
	n := 0
	for ; n < 10_000; n++ {
		if _, err := ch.SendRequest("env", true, gossh.Marshal(envMsg{"LANG", strings.Repeat("C", 60)})); err != nil {
			break
		}
	}
	if n > 200 {
		t.Errorf("%d requests were answered", n)
	}
}

// TestLargestWindowMemory: what a window of 65535 by 65535 costs the server.
func TestLargestWindowMemory(t *testing.T) {
	var g guests
	d := open(t, sshd.Options{Serve: func(ctx context.Context, s sshd.Session) int {
		cells := make([][16]byte, s.Width*s.Height) // as a screen would
		code := g.echo(ctx, s)
		runtime.KeepAlive(cells)
		return code
	}})
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	ch, requests := session(t, client(t, d, "red"))
	go gossh.DiscardRequests(requests)
	asks(t, ch, "pty-req", ptyMsg{Term: "xterm", Columns: 65535, Rows: 65535})
	asks(t, ch, "shell", nil)
	g.nth(t, 1)
	runtime.ReadMemStats(&after)
	if grown := int64(after.Sys) - int64(before.Sys); grown > 32<<20 {
		t.Errorf("the process grew by %d MiB", grown>>20)
	}
}

func TestUser(t *testing.T) {
	var g guests
	d := open(t, sshd.Options{Serve: g.echo})
	tests := []struct{ sent, want string }{
		{"red", "red"},
		{"赤組", "赤組"},
		{"red\x1b]0;x\a\n\u009b", "red]0;x"},
		{"\xffred", "red"},
		{strings.Repeat("あ", 100), strings.Repeat("あ", 21)},
		{"", ""},
	}
	for i, tt := range tests {
		ch, _ := session(t, client(t, d, tt.sent))
		asks(t, ch, "shell", nil)
		s := g.nth(t, i+1)
		if s.User != tt.want {
			t.Errorf("%q: got %q, want %q", tt.sent, s.User, tt.want)
		}
		if s.Source != "127.0.0.1" {
			t.Errorf("from %q", s.Source)
		}
	}
}
