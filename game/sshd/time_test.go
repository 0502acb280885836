package sshd_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"kobayashi/game/sshd"

	gossh "golang.org/x/crypto/ssh"
)

// TestNoShell: sessions and connections that lead nowhere do not stay.
func TestNoShell(t *testing.T) {
	t.Parallel()
	const free = 2 * time.Second
	d := open(t, sshd.Options{
		Limits: sshd.Limits{Opening: 100 * time.Millisecond, Loose: free},
		Serve:  echo,
	})
	c := client(t, d, "red")
	ch, _ := session(t, c)
	begin := time.Now()
	if out := readAll(ch); out != "" {
		t.Errorf("got %q", out)
	}
	if took := time.Since(begin); took < 50*time.Millisecond || took >= free {
		t.Errorf("the session was closed after %v", took)
	}
	_ = c.Wait()
	if took := time.Since(begin); took < free {
		t.Errorf("the connection was closed after %v", took)
	}
}

// TestAlone: a connection whose only session has ended stays for a while, and not
// for longer. One that plays stays.
func TestAlone(t *testing.T) {
	t.Parallel()
	const free = 300 * time.Millisecond
	d := open(t, sshd.Options{Limits: sshd.Limits{Loose: free}, Serve: echo})
	c := client(t, d, "red")
	ch, _ := session(t, c)
	asks(t, ch, "shell", nil)
	time.Sleep(2 * free)
	if _, err := ch.Write([]byte("xq")); err != nil {
		t.Fatal(err)
	}
	if out := readAll(ch); out != "hello red\r\n" && out != "hello red\r\nx" {
		t.Errorf("got %q", out)
	}
	begin := time.Now()
	closed := make(chan struct{})
	go func() {
		_ = c.Wait()
		close(closed)
	}()
	select {
	case <-closed:
		if took := time.Since(begin); took < free/2 {
			t.Errorf("closed after %v", took)
		}
	case <-time.After(10 * time.Second):
		t.Error("stays for ever")
	}
}

// TestHandshakeTime: who does not begin, or goes on too slowly, is closed.
func TestHandshakeTime(t *testing.T) {
	t.Parallel()
	d := open(t, sshd.Options{Limits: sshd.Limits{Handshake: 200 * time.Millisecond, Person: 600 * time.Millisecond}, Serve: echo})
	tests := map[string]func(c net.Conn){
		"silent":  func(net.Conn) {},
		"version": func(c net.Conn) { fmt.Fprint(c, "SSH-2.0-x\r\n") },
		"drops": func(c net.Conn) {
			for range 100 {
				if _, err := io.WriteString(c, "S"); err != nil {
					return
				}
				time.Sleep(20 * time.Millisecond)
			}
		},
	}
	for name, begin := range tests {
		t.Run(name, func(t *testing.T) {
			c, err := net.Dial("tcp", d.addr)
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			start := time.Now()
			go begin(c)
			_, _ = io.Copy(io.Discard, c)
			if took := time.Since(start); took < 150*time.Millisecond || took > 2*time.Second {
				t.Errorf("closed after %v", took)
			}
		})
	}
	for _, hesitates := range []time.Duration{400 * time.Millisecond, time.Second} {
		t.Run("a person thinks for "+hesitates.String(), func(t *testing.T) {
			c, err := gossh.Dial("tcp", d.addr, &gossh.ClientConfig{
				User: "red", Auth: []gossh.AuthMethod{noQuestions()},
				HostKeyCallback: func(string, net.Addr, gossh.PublicKey) error {
					time.Sleep(hesitates)
					return nil
				},
			})
			if err == nil {
				_ = c.Close()
			}
			if (err == nil) != (hesitates < 600*time.Millisecond) {
				t.Error(err)
			}
		})
	}
}

// TestKeyExchanges asks for new keys without end. Each costs a signature.
func TestKeyExchanges(t *testing.T) {
	d := open(t, sshd.Options{Limits: sshd.Limits{Burst: 64 << 20}, Serve: func(_ context.Context, s sshd.Session) int {
		_, _ = io.Copy(io.Discard, s.In)
		return 0
	}})
	c, err := gossh.Dial("tcp", d.addr, &gossh.ClientConfig{
		Config: gossh.Config{RekeyThreshold: 256},
		User:   "red", Auth: []gossh.AuthMethod{noQuestions()}, HostKeyCallback: gossh.InsecureIgnoreHostKey(),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	ch, _ := session(t, c)
	asks(t, ch, "shell", nil)
	sent := 0
	for ; sent < 10_000; sent++ {
		if _, err := io.WriteString(ch, strings.Repeat("x", 300)); err != nil {
			break
		}
		time.Sleep(time.Millisecond)
	}
	if sent == 10_000 {
		t.Error("keys were exchanged without end")
	}
}
