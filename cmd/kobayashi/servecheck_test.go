package main

import (
	"net"
	"path/filepath"
	"strings"
	"testing"

	"kobayashi/game/store"
)

// TestServeCheck: a look before the day exits with 1 when something is bad, else
// with 0, says what, and leaves no workshop and no entry behind.
func TestServeCheck(t *testing.T) {
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer busy.Close()
	home := t.TempDir()
	taken := busy.Addr().String()
	for _, tt := range []struct {
		name string
		args []string
		code int
		want string
	}{
		{"ready", nil, done, "ok   scenario: Stop or Continue (shop-bot)\nok   SSH door 127.0.0.1:0: free\nok   web door 127.0.0.1:0: free\nok   records: can be opened\nok   SSH host key: SHA256:"},
		{"ready to go out", []string{"--host=192.0.2.9"}, done, "ok   this machine's address: 192.0.2.9\n"},
		{"SSH door", []string{"--listen=" + taken}, failed, "!!   SSH door: Cannot listen on " + taken},
		{"web door", []string{"--web=" + taken}, failed, "!!   web door: Cannot listen on " + taken},
		{"web off", []string{"--web=off"}, done, "SSH door 127.0.0.1:0: free\nok   records"},
		{"scenario", []string{"--scenario=nowhere"}, failed, "!!   scenario nowhere: "},
		{"variant", []string{"--variant=nowhere"}, failed, "!!   variant: "},
		{"records", []string{"--store=mysql://h/x"}, failed, "!!   records: A store is a file"},
		{"Japanese", []string{"--lang=ja", "--web=" + taken}, failed, "！！ ウェブの入口: " + taken + " で待ち受けられません"},
		{"wrong use", []string{"--seats=99"}, misused, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out, errs output
			code := run(t.Context(), world{in: strings.NewReader(""), out: &out, err: &errs, env: func(name string) string {
				return map[string]string{"KOBAYASHI_HOME": home, "LANG": "en_GB.UTF-8"}[name]
			}}, append([]string{"serve", "--check", "--listen=127.0.0.1:0", "--web=127.0.0.1:0"}, tt.args...))
			if code != tt.code || !strings.Contains(out.String(), tt.want) {
				t.Errorf("exit %d, want %d, and %q in\n%s%s", code, tt.code, tt.want, out.String(), errs.String())
			}
			if bad := strings.Contains(out.String(), "!!") || strings.Contains(out.String(), "！！"); bad != (code == failed) {
				t.Errorf("exit %d after\n%s", code, out.String())
			}
		})
	}
	if list, err := opened(t, home).Log().Workshops(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("it left %v, %v", list, err)
	}
}

// TestServeCheckOfARoom: the workshop that a start would go on with is named, what
// is set otherwise is noted, one that cannot be gone on with is bad, and nothing
// is written to it.
func TestServeCheckOfARoom(t *testing.T) {
	home := t.TempDir()
	p := quietProgram(t)
	records, err := store.Open(t.Context(), filepath.Join(home, store.FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer records.Close()
	s, err := serveSettings(t, "--name=Friday")
	if err != nil {
		t.Fatal(err)
	}
	keep := func(id, digest string) {
		t.Helper()
		o, err := p.opened(s, id)
		if err != nil {
			t.Fatal(err)
		}
		if digest != "" {
			o.Digest = digest
		}
		if err := records.Log().Append(t.Context(), id, first(o, id)); err != nil {
			t.Fatal(err)
		}
	}
	look := func(args ...string) (int, string) {
		var out output
		code := run(t.Context(), world{in: strings.NewReader(""), out: &out, err: &out, env: func(name string) string {
			return map[string]string{"KOBAYASHI_HOME": home, "LANG": "en_GB.UTF-8"}[name]
		}}, append([]string{"serve", "--check", "--listen=127.0.0.1:0", "--web=off"}, args...))
		return code, out.String()
	}
	keep("friday", "")
	if code, out := look("--seats=3"); code != done || !strings.Contains(out, "ok   workshop to go on with: Friday (id: friday)\nnote Set otherwise now, and not used: --seats\n") {
		t.Errorf("exit %d\n%s", code, out)
	}
	keep("saturday", "of other rules")
	if code, out := look(); code != failed || !strings.Contains(out, "!!   workshop to go on with: The workshop saturday cannot be gone on with: The workshop was begun on other rules") {
		t.Errorf("exit %d\n%s", code, out)
	}
	if code, out := look("--new"); code != done || strings.Contains(out, "to go on with") {
		t.Errorf("a new one: exit %d\n%s", code, out)
	}
	if code, out := look("--workshop=friday"); code != done || !strings.Contains(out, "(id: friday)") {
		t.Errorf("another: exit %d\n%s", code, out)
	}
	list, err := records.Log().Workshops(t.Context())
	if err != nil || len(list) != 2 {
		t.Fatalf("there are %v, %v", list, err)
	}
	for _, w := range list {
		if w.Entries != 1 {
			t.Errorf("%s has %d entries", w.ID, w.Entries)
		}
	}
	if nodes, err := records.Log().Beat(t.Context(), "test"); err != nil || len(nodes) != 1 {
		t.Errorf("nodes %v, %v: a look must not pass for a server", nodes, err)
	}
}
