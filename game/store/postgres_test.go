package store_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/store"
	"kobayashi/game/store/pgtest"
)

// with is an address with one more parameter.
func with(t *testing.T, address, key, value string) string {
	t.Helper()
	u, err := url.Parse(address)
	must(t, err)
	q := u.Query()
	q.Set(key, value)
	u.RawQuery = strings.ReplaceAll(q.Encode(), "+", "%20") // as PostgreSQL wants a space
	return u.String()
}

// TestAddresses: what cannot be used is said clearly, and never with a password.
func TestAddresses(t *testing.T) {
	const secret = "p4ss:w@rd/9"
	escaped := url.QueryEscape(secret)
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer silent.Close() // it takes the call and says nothing
	free, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	must(t, free.Close())
	tests := []struct {
		name, address, says string
		is                  error
	}{
		{name: "no scheme", address: "host=localhost password=" + secret, says: "postgres://"},
		{name: "another scheme", address: "mysql://u:" + escaped + "@localhost/db", says: "postgres://"},
		{name: "password not escaped", address: "postgres://u:" + secret + "%@localhost/db", says: "%40"},
		{name: "wrong port", address: "postgres://u:" + escaped + "@localhost:port/db", says: "address"},
		{name: "wrong part", address: "postgres://u:" + escaped + "@localhost/db?sslmode=" + escaped, says: "part"},
		{name: "refused", address: "postgres://u:" + escaped + "@" + free.Addr().String() + "/db", says: "does not answer", is: store.ErrAway},
		{name: "refused is busy", address: "postgres://u:" + escaped + "@" + free.Addr().String() + "/db", says: "does not answer", is: game.ErrBusy},
		{name: "no socket", address: "postgres://u:" + escaped + "@/db?host=" + url.QueryEscape(t.TempDir()), says: "does not answer", is: store.ErrAway},
		{name: "silent", address: "postgres://u:" + escaped + "@" + silent.Addr().String() + "/db?connect_timeout=1", says: "does not answer", is: store.ErrAway},
		{name: "another database", address: with(t, schema(t), "dbname", "nowhere"), says: `database "nowhere" does not exist`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			began := time.Now()
			_, err := store.OpenURL(t.Context(), tt.address)
			if err == nil || tt.is != nil && !errors.Is(err, tt.is) || !strings.Contains(err.Error(), tt.says) {
				t.Fatalf("got %v, want %v and %q", err, tt.is, tt.says)
			}
			for _, part := range []string{secret, escaped, "p4ss"} {
				if strings.Contains(err.Error(), part) {
					t.Errorf("the password stands in %q", err)
				}
			}
			if took := time.Since(began); took > 5*time.Second {
				t.Errorf("it took %v", took)
			}
		})
	}
}

// TestPasswords uses a role with a password, right and wrong.
func TestPasswords(t *testing.T) {
	t.Parallel()
	s := pgtest.Start(t)
	must(t, s.Exec(t.Context(), `CREATE ROLE player LOGIN PASSWORD 'p4ss:w@rd/9'; CREATE SCHEMA AUTHORIZATION player`))
	u, err := url.Parse(s.URL)
	must(t, err)
	hba := filepath.Join(u.Query().Get("host"), "data", "pg_hba.conf")
	must(t, os.WriteFile(hba, []byte("local all player scram-sha-256\nlocal all all trust\n"), 0o600))
	must(t, s.Exec(t.Context(), `SELECT pg_reload_conf()`))
	u.User = url.UserPassword("player", "p4ss:w@rd/9")
	log := openURL(t, u.String()).Log()
	must(t, log.Append(t.Context(), "w", entry("", 0)))
	u.User = url.UserPassword("player", "p4ss:wrong")
	if _, err := store.OpenURL(t.Context(), u.String()); err == nil || strings.Contains(err.Error(), "p4ss") || !strings.Contains(err.Error(), "password authentication failed") {
		t.Errorf("a wrong password: got %v", err)
	}
	must(t, s.Kill()) // an address in use is not told either
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	if _, err := log.ReadAll(ctx, "w"); err == nil || strings.Contains(err.Error(), "p4ss") {
		t.Errorf("the server is away: got %v", err)
	}
}

// TestUnsafeServers are those that confirm what a power cut takes.
func TestUnsafeServers(t *testing.T) {
	t.Parallel()
	address := schema(t)
	for _, value := range []string{"on", "local", "remote_write"} {
		must(t, openURL(t, with(t, address, "synchronous_commit", value)).Close())
	}
	refuses := func(address, says string) {
		t.Helper()
		if _, err := store.OpenURL(t.Context(), address); !errors.Is(err, store.ErrUnsafe) || !strings.Contains(err.Error(), says) {
			t.Errorf("got %v, want %v with %q", err, store.ErrUnsafe, says)
		}
	}
	refuses(with(t, address, "synchronous_commit", "off"), "synchronous_commit")
	refuses(with(t, address, "options", "-c synchronous_commit=off"), "synchronous_commit")
	s := pgtest.Start(t)
	must(t, s.Exec(t.Context(), `CREATE DATABASE other ENCODING 'SQL_ASCII' TEMPLATE template0`))
	refuses(with(t, s.URL, "dbname", "other"), "UTF8")
	// A server can be made unsafe while it is in use.
	used := openURL(t, s.URL)
	must(t, used.Log().Append(t.Context(), "w", entry("", 0)))
	for name, words := range map[string]string{"synchronous_commit": "synchronous_commit", "fsync": "fsync"} {
		must(t, s.Exec(t.Context(), "ALTER SYSTEM SET "+name+" = off"))
		must(t, s.Exec(t.Context(), "SELECT pg_reload_conf()"))
		until(t, func() bool { return errors.Is(used.Look(t.Context()), nil) && used.Usable() != nil })
		if err := used.Log().Append(t.Context(), "w", entry("", 1)); !errors.Is(err, store.ErrUnsafe) {
			t.Errorf("%s while in use: got %v, want %v", name, err, store.ErrUnsafe)
		}
		refuses(s.URL, words)
		must(t, s.Exec(t.Context(), "ALTER SYSTEM RESET "+name))
		must(t, s.Exec(t.Context(), "SELECT pg_reload_conf()"))
		until(t, func() bool { must(t, used.Look(t.Context())); return used.Usable() == nil })
	}
	must(t, used.Log().Append(t.Context(), "w", entry("", 1)))
	wholeIs(t, used.Log(), "w", stream("", 2)...)
}

// until waits for something that comes soon.
func until(t *testing.T, is func() bool) {
	t.Helper()
	for end := time.Now().Add(soon); !is(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("it does not come")
		}
	}
}

func TestServerThatMayOnlyBeRead(t *testing.T) {
	address := schema(t)
	s := openURL(t, address)
	made(t, s.Log(), 1, 1)
	must(t, s.Close())
	reading := openURL(t, with(t, address, "default_transaction_read_only", "on"))
	wholeIs(t, reading.Log(), "w", entry("", 0), entry("red", 0))
	if err := reading.Log().Append(t.Context(), "w", entry("red", 1)); !errors.Is(err, game.ErrReadOnly) || strings.Contains(err.Error(), "folder") {
		t.Errorf("got %v, want %v in other words", err, game.ErrReadOnly)
	}
	if _, err := store.OpenURL(t.Context(), with(t, schema(t), "default_transaction_read_only", "on")); !errors.Is(err, game.ErrReadOnly) {
		t.Errorf("with no tables yet: got %v, want %v", err, game.ErrReadOnly)
	}
}

// TestNodesMigrateOnce starts many at once on an empty database.
func TestNodesMigrateOnce(t *testing.T) {
	for range often(t, "KOBAYASHI_STARTS", 5) {
		address := schema(t)
		var wg sync.WaitGroup
		gate := make(chan struct{})
		for range 8 {
			wg.Go(func() {
				<-gate
				s, err := store.OpenURL(t.Context(), address)
				if err != nil {
					t.Error(err)
					return
				}
				defer s.Close()
				if err := s.Prefer(t.Context(), "lang", "ja"); err != nil {
					t.Error(err)
				}
			})
		}
		close(gate)
		wg.Wait()
		s := openURL(t, address)
		var rows int
		must(t, s.DB().QueryRow(`SELECT COUNT(*) FROM migrations`).Scan(&rows))
		if v, err := s.Version(t.Context()); v != store.Newest || rows != store.Newest || err != nil {
			t.Errorf("version %d after %d migrations, %v", v, rows, err)
		}
		must(t, s.Close())
	}
}

func TestNewerServer(t *testing.T) {
	address := schema(t)
	s := openURL(t, address)
	must(t, store.Migrate(t.Context(), s, another))
	must(t, store.Migrate(t.Context(), s, another)) // a second time there is nothing to do
	if err := store.Migrate(t.Context(), s, another, another); err == nil {
		t.Error("a migration that cannot work worked")
	}
	if v, err := s.Version(t.Context()); v != store.Newest+1 || err != nil {
		t.Errorf("got version %d, %v; want one more", v, err)
	}
	must(t, s.Close())
	if _, err := store.OpenURL(t.Context(), address); !errors.Is(err, game.ErrNewer) {
		t.Errorf("an older program: got %v, want %v", err, game.ErrNewer)
	}
}

// TestServerTime sets this program's idea of the server's clock wrong.
func TestServerTime(t *testing.T) {
	s := openURL(t, schema(t))
	s.SetOffset(time.Hour)
	if off := time.Until(s.Log().Now()); off < 59*time.Minute {
		t.Errorf("the offset does not count: %v", off)
	}
	must(t, s.Look(t.Context()))
	var there time.Time
	must(t, s.DB().QueryRow(`SELECT clock_timestamp()`).Scan(&there))
	if off := s.Log().Now().Sub(there); off < -2*time.Second || off > 2*time.Second {
		t.Errorf("%v from the server's clock", off)
	}
}

// TestAServerThatIsFull has no connection left for a while.
func TestAServerThatIsFull(t *testing.T) {
	t.Parallel()
	s := pgtest.Start(t, "max_connections=5", "superuser_reserved_connections=0")
	log := openURL(t, s.URL).Log()
	made(t, log, 1, 0)
	must(t, s.Exec(t.Context(), `CREATE TABLE hold ()`))
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Go(func() {
			if i%2 == 0 {
				if err := log.Append(t.Context(), "w", entry(fmt.Sprint("t", i), 0)); err != nil {
					t.Error(err)
				}
				return
			}
			if _, err := log.ReadAll(t.Context(), "w"); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	all, err := log.ReadAll(t.Context(), "w")
	must(t, err)
	if len(all) != 21 {
		t.Errorf("%d entries, want 21", len(all))
	}
}

// TestALockIsNotHeldForever stops a program in the middle of a transaction.
func TestALockIsNotHeldForever(t *testing.T) {
	address := schema(t)
	a, b := openURL(t, address), openURL(t, address)
	made(t, a.Log(), 1, 0)
	conn, err := store.Conn(t.Context(), a)
	must(t, err)
	defer conn.Close()
	const setting = `idle_in_transaction_session_timeout`
	var usual string
	must(t, conn.QueryRowContext(t.Context(), `SHOW `+setting).Scan(&usual))
	if usual != "5s" {
		t.Errorf("a lock is held for %s", usual)
	}
	for _, text := range []string{`SET ` + setting + ` = '300ms'`, `BEGIN`, `SELECT 1 FROM streams FOR UPDATE`} {
		_, err = conn.ExecContext(t.Context(), text)
		must(t, err)
	}
	began := time.Now()
	must(t, b.Log().Append(t.Context(), "w", entry("red", 0)))
	if took := time.Since(began); took < 200*time.Millisecond || took > 4*time.Second {
		t.Errorf("it took %v", took)
	}
}
