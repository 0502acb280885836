package pgtest_test

import (
	"context"
	"net/url"
	"os"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"kobayashi/game/store/pgtest"
)

func ask(t *testing.T, at, question string) (answer string, err error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, at)
	if err != nil {
		return "", err
	}
	defer conn.Close(ctx)
	return answer, conn.QueryRow(ctx, question).Scan(&answer)
}

func TestServer(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes a while")
	}
	var dir string
	t.Run("lives", func(t *testing.T) {
		s := pgtest.Start(t, "max_connections=7")
		if got, err := ask(t, s.URL, "SHOW max_connections"); got != "7" || err != nil {
			t.Errorf("a setting: got %q, %v", got, err)
		}
		one, err := s.Schema(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		two, err := s.Schema(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ask(t, one, "CREATE TABLE t (v TEXT); INSERT INTO t VALUES ('kept'); SELECT ''"); err == nil {
			t.Error("several statements in one question were let through")
		}
		if _, err := ask(t, one, "SELECT ''"); err != nil {
			t.Fatal(err)
		}
		if got, err := ask(t, two, "SELECT current_schema()::text"); got != "test_2" || err != nil {
			t.Errorf("the second schema: got %q, %v", got, err)
		}
		if err := s.Exec(t.Context(), "CREATE TABLE test_1.t (v TEXT); INSERT INTO test_1.t VALUES ('kept')"); err != nil {
			t.Fatal(err)
		}
		for name, end := range map[string]func() error{"killed": s.Kill, "stopped": s.Stop, "restarted": s.Restart} {
			if err := end(); err != nil {
				t.Fatal(err)
			}
			if _, err := ask(t, s.URL, "SELECT ''"); (err == nil) != (name == "restarted") {
				t.Errorf("%s: got %v", name, err)
			}
			if err := s.Restart(); err != nil {
				t.Fatal(err)
			}
			if got, err := ask(t, one, "SELECT v FROM t"); got != "kept" || err != nil {
				t.Errorf("%s and started again: got %q, %v", name, got, err)
			}
		}
		u, err := url.Parse(s.URL)
		if err != nil {
			t.Fatal(err)
		}
		dir = u.Query().Get("host")
	})
	if _, err := os.Stat(dir); dir == "" || !os.IsNotExist(err) {
		t.Errorf("the folder %q is still there: %v", dir, err)
	}
}
