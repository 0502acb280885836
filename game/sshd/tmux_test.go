//go:build unix

package sshd_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"kobayashi/game/need"
	"kobayashi/game/sshd"
)

// pane is a terminal of its own in which a command runs.
type pane struct {
	tb   testing.TB
	path string
	name string
}

func openPane(tb testing.TB, width, height int, command ...string) pane {
	tb.Helper()
	p := pane{tb, need.Program(tb, "tmux"), fmt.Sprintf("kobayashi-sshd-%d-%s", os.Getpid(), strings.ReplaceAll(tb.Name(), "/", "-"))}
	quoted := make([]string, len(command))
	for i, c := range command {
		quoted[i] = "'" + c + "'"
	}
	p.tmux("new-session", "-d", "-s", "play", "-x", fmt.Sprint(width), "-y", fmt.Sprint(height), "sleep 60")
	tb.Cleanup(func() { _ = p.command("kill-server").Run() })
	p.tmux("set-option", "-g", "status", "off")
	p.tmux("set-option", "-g", "remain-on-exit", "on")
	p.tmux("resize-window", "-t", "play:", "-x", fmt.Sprint(width), "-y", fmt.Sprint(height))
	p.tmux("respawn-pane", "-k", "-t", "play:", strings.Join(quoted, " "))
	return p
}

func (p pane) command(args ...string) *exec.Cmd {
	cmd := exec.Command(p.path, append([]string{"-L", p.name, "-f", "/dev/null", "-u"}, args...)...)
	cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8", "TMUX=")
	return cmd
}

func (p pane) tmux(args ...string) string {
	p.tb.Helper()
	out, err := p.command(args...).CombinedOutput()
	if err != nil {
		p.tb.Fatalf("tmux %q: %v: %s", args, err, out)
	}
	return string(out)
}

func (p pane) shows(texts ...string) {
	p.tb.Helper()
	eventually(p.tb, strings.Join(texts, ", "), func() bool {
		screen := p.tmux("capture-pane", "-p", "-t", "play:")
		for _, text := range texts {
			if !strings.Contains(screen, text) {
				return false
			}
		}
		return true
	})
}

// TestOpenSSHScreen plays a model in a real terminal over OpenSSH: keys, a new
// window, and the end of the door.
func TestOpenSSHScreen(t *testing.T) {
	d := open(t, sshd.Options{
		Serve:    painted,
		Farewell: func(sshd.Session, error) string { return "本日はここまでです。\n" },
	})
	s := openSSH(t, d)
	p := openPane(t, 90, 30, append(append([]string{s.path}, s.args...), "red@127.0.0.1")...)
	p.shows("window 90 by 30", "counted 0", "26 夜間の保守作業に使う口座が、海外の番地から使われた。")
	p.tmux("send-keys", "-t", "play:", "Down", "Down", "Up", "Down")
	p.shows("counted 2")
	p.tmux("resize-window", "-t", "play:", "-x", "100", "-y", "20")
	p.shows("window 100 by 20", "counted 2", "16 夜間")
	if err := d.Shutdown(soon(t)); err != nil {
		t.Error(err)
	}
	p.shows("本日はここまでです。", "Connection to 127.0.0.1 closed.")
	if screen := p.tmux("capture-pane", "-p", "-t", "play:"); strings.Contains(screen, "夜間") {
		t.Errorf("the screen was not given back:\n%s", screen)
	}
}

// TestOpenSSHKilled: the client's program is killed, and the seat is free at
// once.
func TestOpenSSHKilled(t *testing.T) {
	causes := make(chan error, 1)
	d := open(t, sshd.Options{Serve: func(ctx context.Context, s sshd.Session) int {
		code := painted(ctx, s)
		<-ctx.Done()
		causes <- context.Cause(ctx)
		return code
	}})
	s := openSSH(t, d)
	p := openPane(t, 80, 24, append(append([]string{s.path}, s.args...), "red@127.0.0.1")...)
	p.shows("counted 0")
	_ = p.command("kill-server").Run()
	if cause := <-causes; cause == nil {
		t.Error("no cause")
	}
	eventually(t, "the seat", func() bool { return d.Stats().Guests == 0 })
}

// TestNoProgramStarts: a client claims to be in tmux, which makes libraries ask
// the program of that name.
func TestNoProgramStarts(t *testing.T) {
	trap := t.TempDir()
	for _, name := range []string{"tmux", "screen", "tput", "infocmp", "stty", "tic", "sh"} {
		script := fmt.Sprintf("#!/bin/sh\necho %s \"$@\" >> %s/started\n", name, trap)
		if err := os.WriteFile(filepath.Join(trap, name), []byte(script), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", trap)
	server := act(t, "paint")
	for _, term := range []string{"tmux-256color", "screen-256color", "xterm-256color", trap + "/tmux"} {
		ch, _ := session(t, client(t, opened{addr: server.line}, "red"))
		for _, name := range []string{"TMUX", "TERM_PROGRAM", "TERMINFO", "PATH", "SHELL", "STY"} {
			if asks(t, ch, "env", envMsg{name, trap + "/tmux,1,0"}) {
				t.Errorf("%s was granted", name)
			}
		}
		asks(t, ch, "pty-req", ptyMsg{Term: term, Columns: 80, Rows: 24})
		asks(t, ch, "shell", nil)
		if _, err := io.ReadFull(ch, make([]byte, 500)); err != nil {
			t.Fatal(err)
		}
		if _, err := ch.Write([]byte("\x1b[Bq")); err != nil {
			t.Fatal(err)
		}
		readAll(ch)
	}
	if log, err := os.ReadFile(filepath.Join(trap, "started")); err == nil {
		t.Errorf("started: %s", log)
	}
}
