package store_test

import (
	"bytes"
	"errors"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"kobayashi/game/workshop"
)

// TestAnswerLost has the server commit and the line break before the answer, for
// every other commit. Who tries again meets his own work and knows it.
func TestAnswerLost(t *testing.T) {
	between := listenBetween(t, schema(t))
	s := openURL(t, between.address)
	log := s.Log()
	made(t, log, 1, 1)
	must(t, s.Begin(t.Context(), record("r", 2)))
	between.losing.Store(true)
	must(t, log.Append(t.Context(), "w", entry("red", 1), entry("blue", 0)))
	must(t, log.Append(t.Context(), "v", entry("", 0)))
	must(t, s.Append(t.Context(), "r", 2, step(2), nil))
	must(t, s.Begin(t.Context(), record("gone", 3)))
	must(t, s.Remove(t.Context(), "gone"))
	must(t, log.Delete(t.Context(), "v"))
	must(t, s.KeepHotwash(t.Context(), "r", wash))
	must(t, s.Prefer(t.Context(), "lang", "ja"))
	if _, err := log.Beat(t.Context(), "a"); err != nil {
		t.Error(err)
	}
	between.losing.Store(false)
	if lost := between.lost.Load(); lost != 9 {
		t.Errorf("%d answers were lost, want 9", lost)
	}
	wholeIs(t, log, "w", entry("", 0), entry("blue", 0), entry("red", 0), entry("red", 1))
	load(t, s, record("r", 3))
	washed(t, s, "r", wash)
	if _, err := log.ReadAll(t.Context(), "v"); !errors.Is(err, workshop.ErrUnknown) {
		t.Errorf("deleted: got %v", err)
	}
}

// between hands on what a program and its server say to each other.
type between struct {
	address string
	losing  atomic.Bool
	commits atomic.Int64
	lost    atomic.Int64
}

func listenBetween(t *testing.T, address string) *between {
	t.Helper()
	u, err := url.Parse(address)
	must(t, err)
	server := filepath.Join(u.Query().Get("host"), ".s.PGSQL.5432")
	dir, err := os.MkdirTemp("", "between-") // a socket's name must be short
	must(t, err)
	t.Cleanup(func() { os.RemoveAll(dir) })
	door, err := net.Listen("unix", filepath.Join(dir, ".s.PGSQL.5432"))
	must(t, err)
	t.Cleanup(func() { door.Close() })
	b := &between{address: with(t, address, "host", dir)}
	go func() {
		for {
			client, err := door.Accept()
			if err != nil {
				return
			}
			behind, err := net.Dial("unix", server)
			if err != nil {
				client.Close()
				continue
			}
			var losing atomic.Bool
			go b.forward(client, behind, &losing)
			go b.back(behind, client, &losing)
		}
	}()
	return b
}

// forward hands on what the program says and marks the line when it commits.
func (b *between) forward(client, server net.Conn, losing *atomic.Bool) {
	defer server.Close()
	buf := make([]byte, 64<<10)
	for {
		n, err := client.Read(buf)
		if err != nil {
			return
		}
		if b.losing.Load() && bytes.Contains(bytes.ToLower(buf[:n]), []byte("commit\x00")) && b.commits.Add(1)%2 == 1 {
			losing.Store(true)
		}
		if _, err := server.Write(buf[:n]); err != nil {
			return
		}
	}
}

// back hands on what the server answers, or hangs up when it has committed.
func (b *between) back(server, client net.Conn, losing *atomic.Bool) {
	defer client.Close()
	defer server.Close()
	buf := make([]byte, 64<<10)
	for {
		n, err := server.Read(buf)
		if err != nil {
			return
		}
		if losing.Load() {
			b.lost.Add(1)
			return
		}
		if _, err := client.Write(buf[:n]); err != nil {
			return
		}
	}
}
