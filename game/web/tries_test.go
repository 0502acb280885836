package web

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"testing"
	"time"
)

func TestTriesComeBack(t *testing.T) {
	tr, now := newTries(2), time.Now()
	for i, want := range []bool{true, true, false} {
		if got := tr.take("192.0.2.1:5", now); got != want {
			t.Errorf("try %d: %v", i, got)
		}
	}
	if !tr.take("192.0.2.2:5", now) {
		t.Error("another source is held for the first one's tries")
	}
	if !tr.take("192.0.2.1:6", now.Add(tryTime+time.Second)) || tr.take("192.0.2.1:7", now.Add(tryTime+time.Second)) {
		t.Error("after a while one try comes back, and one only")
	}
}

// TestTriesAreBounded: many sources take no more room than there is, and when
// their tries have come back the room is free again.
func TestTriesAreBounded(t *testing.T) {
	tr, now := newTries(2), time.Now()
	for i := range maxSources + 100 {
		tr.take(fmt.Sprintf("198.51.%d.%d:1", i>>8, i&0xff), now)
	}
	if len(tr.of) > maxSources {
		t.Errorf("%d sources are remembered", len(tr.of))
	}
	if !tr.take("192.0.2.1:5", now.Add(time.Hour)) {
		t.Error("an hour later there is no room still")
	}
}

func TestSource(t *testing.T) {
	for remote, want := range map[string]string{
		"192.0.2.1:80": "192.0.2.1", "[::ffff:192.0.2.1]:80": "192.0.2.1", "[2001:db8:1:2:3:4:5:6]:80": "2001:db8:1:2::", "[fe80::1%eth0]:80": "fe80::",
	} {
		if got := source(remote); got != netip.MustParseAddr(want) {
			t.Errorf("%s is %s, want %s", remote, got, want)
		}
	}
	if source("nonsense").IsValid() {
		t.Error("nonsense is an address")
	}
}

// TestLimited: a line beyond those there may be is closed, and one that ends makes
// room.
func TestLimited(t *testing.T) {
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := &limited{Listener: inner, free: make(chan struct{}, 1)}
	defer l.Close()
	taken := make(chan net.Conn, 3)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			taken <- c
		}
	}()
	dial := func() net.Conn {
		c, err := net.Dial("tcp", inner.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	defer dial().Close()
	first := <-taken
	second := dial()
	defer second.Close()
	second.SetReadDeadline(time.Now().Add(5 * time.Second))
	if _, err := second.Read(make([]byte, 1)); err == nil || errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("the second line is open: %v", err)
	}
	first.Close()
	first.Close() // twice makes room once
	defer dial().Close()
	select {
	case <-taken:
	case <-time.After(5 * time.Second):
		t.Error("no room after the first line ended")
	}
}
