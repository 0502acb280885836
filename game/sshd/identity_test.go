package sshd_test

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"kobayashi/game/sshd"

	gossh "golang.org/x/crypto/ssh"
)

// lasting is what Session.Key must be for a key.
func lasting(key gossh.PublicKey) string {
	sum := sha256.Sum256([]byte(gossh.FingerprintSHA256(key)))
	return hex.EncodeToString(sum[:])
}

// thief offers a key it does not have.
type thief struct{ gossh.Signer }

func (thief) Sign(io.Reader, []byte) (*gossh.Signature, error) {
	return nil, errors.New("do not have it")
}

func signerOf(t *testing.T, key any, err error) gossh.Signer {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	s, err := gossh.NewSignerFromKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestKeys(t *testing.T) {
	mine, other := newKey(t), newKey(t)
	point, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	ec := signerOf(t, point, err)
	long, err := rsa.GenerateKey(rand.Reader, 2048)
	old := signerOf(t, long, err)
	cert := &gossh.Certificate{Key: mine.PublicKey(), CertType: gossh.UserCert, ValidBefore: gossh.CertTimeInfinity}
	if err := cert.SignCert(rand.Reader, other); err != nil {
		t.Fatal(err)
	}
	certified, err := gossh.NewCertSigner(cert, mine)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		auth []gossh.AuthMethod
		want string
	}{
		{"none", []gossh.AuthMethod{noQuestions()}, ""},
		{"ed25519", []gossh.AuthMethod{gossh.PublicKeys(mine)}, lasting(mine.PublicKey())},
		{"another", []gossh.AuthMethod{gossh.PublicKeys(other)}, lasting(other.PublicKey())},
		{"ecdsa", []gossh.AuthMethod{gossh.PublicKeys(ec)}, lasting(ec.PublicKey())},
		{"rsa", []gossh.AuthMethod{gossh.PublicKeys(old)}, lasting(old.PublicKey())},
		{"certificate", []gossh.AuthMethod{gossh.PublicKeys(certified)}, lasting(mine.PublicKey())},
	}
	var g guests
	d := open(t, sshd.Options{Serve: g.echo})
	for i, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ch, _ := session(t, client(t, d, "red", tt.auth...))
			asks(t, ch, "shell", nil)
			if got := g.nth(t, i+1).Key; got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// TestOfferedKey offers somebody else's key, is told that it would do, cannot
// sign with it and comes in without one: the offer leaves no trace.
func TestOfferedKey(t *testing.T) {
	var g guests
	d := open(t, sshd.Options{Serve: g.echo})
	theirs := newKey(t)
	ch, _ := session(t, client(t, d, "red", gossh.PublicKeys(theirs)))
	asks(t, ch, "shell", nil)
	if g.nth(t, 1).Key != lasting(theirs.PublicKey()) {
		t.Fatal("the owner's key is not known")
	}
	ch, _ = session(t, client(t, d, "red", gossh.PublicKeys(thief{theirs}), noQuestions()))
	asks(t, ch, "shell", nil)
	if got := g.nth(t, 2).Key; got != "" {
		t.Errorf("a key that was only offered counts: %q", got)
	}
}

func TestHostKey(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ssh")
	first, err := sshd.HostKey(dir)
	if err != nil {
		t.Fatal(err)
	}
	second, err := sshd.HostKey(dir)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := gossh.FingerprintSHA256(first.PublicKey()), gossh.FingerprintSHA256(second.PublicKey()); a != b {
		t.Errorf("first %s, then %s", a, b)
	}
	if kind := first.PublicKey().Type(); kind != gossh.KeyAlgoED25519 {
		t.Error("a key of type", kind)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Errorf("in the folder: %v, %v", entries, err)
	}
	if runtime.GOOS == "windows" {
		return
	}
	file := filepath.Join(dir, "ssh_host_ed25519_key")
	for path, want := range map[string]fs.FileMode{dir: 0o700, file: 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
	if err := os.Chmod(file, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := sshd.HostKey(dir); err == nil || !strings.Contains(err.Error(), "chmod 600") {
		t.Error("a key everybody can read:", err)
	}
}

func TestHostKeyTwice(t *testing.T) {
	dir := t.TempDir()
	var all sync.WaitGroup
	prints := make([]string, 8)
	for i := range prints {
		all.Go(func() {
			key, err := sshd.HostKey(dir)
			if err != nil {
				t.Error(err)
				return
			}
			prints[i] = gossh.FingerprintSHA256(key.PublicKey())
		})
	}
	all.Wait()
	for _, p := range prints {
		if p != prints[0] {
			t.Fatalf("different keys: %v", prints)
		}
	}
}

func TestHostKeyDamaged(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "ssh_host_ed25519_key"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := sshd.HostKey(dir); err == nil {
		t.Error("an empty key file was taken or replaced")
	}
}

// TestLog plays, fails and is refused, and looks for what must not be logged.
func TestLog(t *testing.T) {
	var mu sync.Mutex
	var log bytes.Buffer
	key := newKey(t)
	d := open(t, sshd.Options{
		Limits: sshd.Limits{Total: 1},
		Log:    slog.New(slog.NewTextHandler(locked{&mu, &log}, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Serve: func(_ context.Context, s sshd.Session) int {
			panic("a secret " + s.User + s.Key + s.Source)
		},
	})
	s, err := login(d, "person", gossh.PublicKeys(key))
	if err != nil {
		t.Fatal(err)
	}
	ch, _ := session(t, s)
	asks(t, ch, "shell", nil)
	readAll(ch)
	if _, err := login(d, "person", gossh.PublicKeys(key)); err == nil {
		t.Error("a second connection where one may be")
	}
	_ = s.Close()
	eventually(t, "room", func() bool { n := d.Stats(); return n.Guests+n.Loose == 0 })
	_, _ = login(d, "person", gossh.Password("secret"))
	eventually(t, "the failed login", func() bool { return d.Stats().Failed > 0 })
	mu.Lock()
	defer mu.Unlock()
	out := log.String()
	for _, want := range []string{"a session failed", "no room", "a handshake failed"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in the log", want)
		}
	}
	for _, never := range []string{"person", "secret", "127.0.0.1", "SHA256", lasting(key.PublicKey()), gossh.FingerprintSHA256(key.PublicKey())} {
		if strings.Contains(out, never) {
			t.Errorf("%q is in the log:\n%s", never, out)
		}
	}
}
