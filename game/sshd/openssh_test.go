package sshd_test

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kobayashi/game/need"
	"kobayashi/game/sshd"

	gossh "golang.org/x/crypto/ssh"
)

// shell is OpenSSH's client, set up to touch nothing of whoever runs the test.
type shell struct {
	tb   testing.TB
	path string
	dir  string
	args []string
}

func openSSH(tb testing.TB, d opened) shell {
	tb.Helper()
	path := need.Program(tb, "ssh")
	dir, err := os.MkdirTemp("", "kssh") // a socket's path must be short
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = os.RemoveAll(dir) })
	_, port, err := net.SplitHostPort(d.addr)
	if err != nil {
		tb.Fatal(err)
	}
	return shell{tb, path, dir, []string{
		"-F", "none", "-p", port, "-o", "UserKnownHostsFile=" + filepath.Join(dir, "known"),
		"-o", "GlobalKnownHostsFile=/dev/null", "-o", "StrictHostKeyChecking=accept-new",
		"-o", "IdentityAgent=none", "-o", "IdentitiesOnly=yes", "-o", "LogLevel=INFO",
		"-i", filepath.Join(dir, "no-such-key"),
	}}
}

// key writes a key pair, or only its public half, for -i.
func (s shell) key(name string, private bool) (path string, public gossh.PublicKey) {
	s.tb.Helper()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		s.tb.Fatal(err)
	}
	block, err := gossh.MarshalPrivateKey(key, "")
	if err != nil {
		s.tb.Fatal(err)
	}
	signer, err := gossh.NewSignerFromKey(key)
	if err != nil {
		s.tb.Fatal(err)
	}
	path = filepath.Join(s.dir, name)
	files := map[string][]byte{path + ".pub": gossh.MarshalAuthorizedKey(signer.PublicKey())}
	if private {
		files[path] = pem.EncodeToMemory(block)
	}
	for name, text := range files {
		if err := os.WriteFile(name, text, 0o600); err != nil {
			s.tb.Fatal(err)
		}
	}
	return path, signer.PublicKey()
}

// run runs ssh with input and gives what it writes.
func (s shell) run(input string, args ...string) (out string, err error) {
	s.tb.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, s.path, append(append([]string{}, s.args...), args...)...)
	cmd.Env = append(os.Environ(), "TERM=xterm", "LC_ALL=C.UTF-8", "LANG=ja_JP.UTF-8", "NO_COLOR=1", "SECRET=x")
	cmd.Stdin = strings.NewReader(input)
	both, err := cmd.CombinedOutput()
	return string(both), err
}

func TestOpenSSHPlain(t *testing.T) {
	var g guests
	d := open(t, sshd.Options{Serve: g.echo})
	s := openSSH(t, d)
	out, err := s.run("abcq", "-T", "-o", "SendEnv=LANG LC_* NO_COLOR SECRET", "red@127.0.0.1")
	if err != nil || !strings.Contains(out, "hello red") {
		t.Fatalf("%v: %s", err, out)
	}
	got := g.nth(t, 1)
	if got.PTY || got.Key != "" || strings.Contains(strings.Join(got.Env, " "), "SECRET") {
		t.Errorf("got %+v", got)
	}
	if env := strings.Join(got.Env, " "); !strings.Contains(env, "LANG=ja_JP.UTF-8") || !strings.Contains(env, "NO_COLOR=1") {
		t.Errorf("environment %q", env)
	}
}

func TestOpenSSHKeys(t *testing.T) {
	var g guests
	d := open(t, sshd.Options{Serve: g.echo})
	s := openSSH(t, d)
	theirs, _ := s.key("theirs", false)
	mine, public := s.key("mine", true)
	// The first is offered without a signature, for only its public half is here.
	out, err := s.run("q", "-T", "-v", "-i", theirs+".pub", "-i", mine, "red@127.0.0.1")
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if n := strings.Count(out, "Offering public key"); n != 2 {
		t.Errorf("%d keys were offered:\n%s", n, out)
	}
	if got := g.nth(t, 1).Key; got != lasting(public) {
		t.Errorf("got %q", got)
	}
	if out, err = s.run("q", "-T", "-i", theirs+".pub", "red@127.0.0.1"); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if got := g.nth(t, 2).Key; got != "" {
		t.Errorf("a key that was only offered counts: %q", got)
	}
}

func TestOpenSSHRefused(t *testing.T) {
	d := open(t, sshd.Options{Serve: echo})
	s := openSSH(t, d)
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := free.Addr().(*net.TCPAddr).Port
	_ = free.Close()
	tests := []struct {
		name, want string
		fails      bool
		args       []string
	}{
		{"exec", "exec request failed", true, []string{"red@127.0.0.1", "id"}},
		{"subsystem", "subsystem request failed", true, []string{"-s", "red@127.0.0.1", "sftp"}},
		{"remote forwarding", "remote port forwarding failed", true, []string{"-T", "-o", "ExitOnForwardFailure=yes", "-R", fmt.Sprintf("%d:127.0.0.1:1", port), "red@127.0.0.1"}},
		{"stdio forwarding", "stdio forwarding failed", true, []string{"-W", d.addr, "red@127.0.0.1"}},
		{"agent and X11", "hello red", false, []string{"-T", "-A", "-X", "red@127.0.0.1"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out, err := s.run("q", tt.args...)
			if !strings.Contains(strings.ToLower(out), strings.ToLower(tt.want)) || (err != nil) != tt.fails {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	if path, err := exec.LookPath("sftp"); err == nil {
		cmd := exec.Command(path, append(append([]string{}, "-b", "/dev/null", "-P", s.args[3]), append(s.args[4:len(s.args)-2], "red@127.0.0.1")...)...)
		if out, err := cmd.CombinedOutput(); err == nil {
			t.Errorf("sftp was served: %s", out)
		}
	}
}

// TestOpenSSHFull: what a person sees when there is no room.
func TestOpenSSHFull(t *testing.T) {
	d := open(t, sshd.Options{Limits: sshd.Limits{Total: 1}, Serve: echo})
	seatAt(t, d, "first")
	s := openSSH(t, d)
	out, err := s.run("q", "-T", "red@127.0.0.1")
	if err == nil || !strings.Contains(out, "no room at the moment, please try again in a minute") {
		t.Errorf("%v: %s", err, out)
	}
}

// TestOpenSSHMaster shares a connection: sessions come and go on it, one too many
// is refused, and an empty one costs nothing.
func TestOpenSSHMaster(t *testing.T) {
	d := open(t, sshd.Options{Serve: echo})
	s := openSSH(t, d)
	s.args = append(s.args, "-o", "ControlMaster=auto", "-o", "ControlPath="+filepath.Join(s.dir, "m"), "-o", "ControlPersist=30")
	defer func() { _, _ = s.run("", "-O", "exit", "red@127.0.0.1") }()
	for i := range 3 {
		if out, err := s.run("q", "-T", "red@127.0.0.1"); err != nil || !strings.Contains(out, "hello red") {
			t.Fatalf("session %d: %v: %s", i, err, out)
		}
	}
	if n := d.Stats(); n.Accepted != 1 || n.Loose != 1 {
		t.Fatalf("not one connection: %+v", n)
	}
	before := cpu(t)
	time.Sleep(500 * time.Millisecond)
	if used := cpu(t) - before; used > 100*time.Millisecond {
		t.Errorf("%v of processor time while nobody was there", used)
	}
}

// TestOpenSSHHostKey: the door shows the same key after a restart.
func TestOpenSSHHostKey(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ssh")
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var s shell
	for start := range 2 {
		key, err := sshd.HostKey(dir)
		if err != nil {
			t.Fatal(err)
		}
		if start > 0 {
			if l, err = net.Listen("tcp", l.Addr().String()); err != nil {
				t.Fatal(err)
			}
		}
		d := openOn(t, l, sshd.Options{Serve: echo, HostKey: key})
		if start == 0 {
			s = openSSH(t, d)
		}
		args := []string{"-T", "red@127.0.0.1"}
		if start > 0 {
			args = append([]string{"-o", "StrictHostKeyChecking=yes"}, args...)
		}
		if out, err := s.run("q", args...); err != nil {
			t.Errorf("start %d: %v: %s", start, err, out)
		}
		if err := d.Shutdown(soon(t)); err != nil {
			t.Error(err)
		}
	}
}
