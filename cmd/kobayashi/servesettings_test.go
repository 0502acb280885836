package main

import (
	"io"
	"net"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"kobayashi/game/workshop"
	"kobayashi/game/workshop/memory"
)

// serveSettings reads flags as serve does.
func serveSettings(t *testing.T, args ...string) (settings, error) {
	t.Helper()
	p := quietProgram(t)
	c := p.serve()
	c.Flags().String("lang", "", "")
	if err := c.ParseFlags(args); err != nil {
		t.Fatal(err)
	}
	return p.settings(c)
}

func quietProgram(t *testing.T) *program {
	t.Helper()
	p, err := newProgram(world{out: io.Discard, err: io.Discard, env: func(string) string { return "" }}, []string{"--lang", "en"})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func writeFile(t *testing.T, name, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestServeConfig: a file says the same as the flags of its names, and what
// stands on the command line wins.
func TestServeConfig(t *testing.T) {
	flags := []string{
		"--listen=:2022", "--web=off", "--tls-cert=c.pem", "--tls-key=k.pem", "--host=2001:db8::7", "--store=s.db", "--name=Autumn: 2026-11-20", "--scenario=night-ward",
		"--variant=x", "--join=0123", "--seed=9", "--lock=majority", "--no-confidence", "--untimed", "--closed", "--solo", "--offline",
		"--seats=6", "--teams=30", "--least=4", "--per-source=99", "--retention=7", "--workshop=autumn",
	}
	text := "# room\nlang: ja\n"
	for _, f := range flags {
		name, value, set := strings.Cut(strings.TrimPrefix(f, "--"), "=")
		switch {
		case !set:
			value = "yes"
		case strings.ContainsAny(value, ": "):
			value = `"` + value + `"`
		}
		text += name + ": " + value + "\n"
	}
	want, err := serveSettings(t, append(flags, "--lang=ja")...)
	if err != nil {
		t.Fatal(err)
	}
	file := writeFile(t, "room.yaml", text)
	got, err := serveSettings(t, "--config", file)
	if err != nil {
		t.Fatal(err)
	}
	delete(got.given, "config")
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
	if got.join != "0123" || got.name != "Autumn: 2026-11-20" || !got.noWeb || got.language != "ja" || got.rules.Doors {
		t.Errorf("got %+v", got)
	}
	if s, err := serveSettings(t, "--seats=3", "--config", file); err != nil || s.rules.Seats != 3 || s.rules.Teams != 30 {
		t.Errorf("a flag beside the file: %+v, %v", s.rules, err)
	}
	if s, err := serveSettings(t, "--listen=2022", "--web=80"); err != nil || s.listen != ":2022" || s.web != ":80" {
		t.Errorf("ports alone: %q, %q, %v", s.listen, s.web, err)
	}
}

// TestServeRefuses: what cannot be meant is told in a phrase, by its name.
func TestServeRefuses(t *testing.T) {
	file := func(text string) string { return "--config=" + writeFile(t, "c.yaml", text) }
	for _, tt := range []struct{ name, arg, key string }{
		{"unknown key", file("lisen: x"), "cmd.error.configkey"},
		{"check in the file", file("check: true"), "cmd.error.configkey"},
		{"twice", file("seats: 4\nseats: 5"), "cmd.error.configtwice"},
		{"list", file("seats: [1, 2]"), "cmd.error.configplain"},
		{"map", file("name: {a: b}"), "cmd.error.configplain"},
		{"nothing", file("join:"), "cmd.error.configplain"},
		{"word for a number", file("seats: many"), "cmd.error.configvalue"},
		{"word for a switch", file("untimed: perhaps"), "cmd.error.configvalue"},
		{"no map", file("- a\n- b"), "cmd.error.configlist"},
		{"no YAML", file("a: b: c: ["), "cmd.error.config"},
		{"reference", file("name: &a x\njoin: *a"), "cmd.error.configmarks"},
		{"tag", file("name: !!str x"), "cmd.error.configmarks"},
		{"many keys", file(strings.Repeat("a: 1\n", 8000)), "cmd.error.configkeys"},
		{"deep", file(strings.Repeat("- ", 30000)), "cmd.error.config"},
		{"brackets", file("name: " + strings.Repeat("[", 30000)), "cmd.error.configplain"},
		{"long", file("name: " + strings.Repeat("x", maxConfig)), "cmd.error.file"},
		{"other language", file("lang: fr"), "cmd.error.lang"},
		{"no file", "--config=/nowhere", "cmd.error.file"},
		{"a folder", "--config=" + t.TempDir(), "cmd.error.file"},
		{"lock", "--lock=vote", "cmd.error.badvalue"},
		{"seats", "--seats=0", "cmd.error.range"},
		{"teams", "--teams=1001", "cmd.error.range"},
		{"least", "--least=0", "cmd.error.range"},
		{"retention", "--retention=0", "cmd.error.range"},
		{"source", "--per-source=20001", "cmd.error.range"},
		{"id", "--workshop=../etc", "cmd.error.workshopid"},
		{"host with port", "--host=192.0.2.1:2222", "cmd.error.host"},
		{"host with user", "--host=a@b", "cmd.error.host"},
		{"host of a shell", "--host=$(reboot)", "cmd.error.host"},
		{"name", "--name=" + strings.Repeat("x", 61), "cmd.error.workshopname"},
		{"hostile name", "--name=\x1b]0;x\a", "cmd.error.workshopname"},
		{"join", "--join=- -", "cmd.error.joincode"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			began := time.Now()
			_, err := serveSettings(t, tt.arg)
			if err == nil || err.Error() != tt.key {
				t.Errorf("got %v, want %s", err, tt.key)
			}
			if d := time.Since(began); d > 3*time.Second {
				t.Errorf("it took %v", d)
			}
		})
	}
	if _, err := serveSettings(t, "--new", "--workshop=a"); err == nil || err.Error() != "cmd.error.newalone" {
		t.Errorf("both: %v", err)
	}
}

// TestServeStores: an address that is mistyped becomes no file, and its password
// is in no phrase.
func TestServeStores(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, where := range []string{"postgres://u:s3cret%@h/x", "mysql://u:s3cret@h/x", "postgres:/u:s3cret@h/x", "postgresql://u:s3cret@h:1:2/x"} {
		p := quietProgram(t)
		s, err := p.storage(t.Context(), where)
		if err == nil {
			s.Close()
			t.Errorf("%s was opened", where)
			continue
		}
		if said := p.phrase(err); strings.Contains(said, "s3cret") {
			t.Errorf("%s: %s", where, said)
		}
	}
	if left, _ := os.ReadDir("."); len(left) > 0 {
		t.Errorf("it made %v", left)
	}
}

// first is the entry that makes a workshop.
func first(o workshop.Opened, id string) workshop.Entry {
	e := workshop.Write("", workshop.Server, time.Now(), o)
	e.Key = id
	return e
}

// workshops makes a log with workshops in the order of their opening.
func workshops(t *testing.T, p *program, s settings, ids ...string) *memory.Log {
	t.Helper()
	log := &memory.Log{}
	for i, id := range ids {
		o, err := p.opened(s, id)
		if err != nil {
			t.Fatal(err)
		}
		e := first(o, id)
		e.At = begun.Add(time.Duration(i) * time.Hour)
		if err := log.Append(t.Context(), id, e); err != nil {
			t.Fatal(err)
		}
	}
	return log
}

// TestServeUnended: the newest workshop that has not ended is gone on with; one
// that cannot be read is passed over only when it was said so.
func TestServeUnended(t *testing.T) {
	p, s := quietProgram(t), settings{scenario: "shop-bot"}
	log := workshops(t, p, s, "first", "second", "third")
	end := workshop.Write("", workshop.Lead("Sato"), begun.Add(5*time.Hour), workshop.PhaseSet{Phase: workshop.Ended})
	end.Seq, end.Key = 1, "end"
	if err := log.Append(t.Context(), "third", end); err != nil {
		t.Fatal(err)
	}
	want := func(s settings, id, fault string) {
		t.Helper()
		head, err := unended(t.Context(), s, log)
		got := ""
		if head != nil {
			got = head.ID
		}
		if got != id || (err != nil) != (fault != "") || err != nil && err.Error() != fault {
			t.Errorf("%+v: got %q, %v; want %q, %q", s, got, err, id, fault)
		}
	}
	want(s, "second", "")
	want(settings{workshop: "first"}, "first", "")
	want(settings{workshop: "third"}, "third", "")
	want(settings{workshop: "other"}, "", "")
	want(settings{fresh: true}, "", "")

	strange := workshop.Entry{Seq: 1, Key: "x", At: begun, Actor: "x", Kind: "of-the-future", Body: []byte("{}")}
	if err := log.Append(t.Context(), "second", strange); err != nil {
		t.Fatal(err)
	}
	want(s, "", "cmd.error.goon")
	want(settings{workshop: "first"}, "first", "")
	want(settings{fresh: true}, "", "")
}

// TestServeOther: settings that a workshop was not begun with are named.
func TestServeOther(t *testing.T) {
	begin := []string{"--name=Autumn", "--join=ab-cd", "--seed=3", "--lock=majority", "--seats=5", "--workshop=w"}
	s, err := serveSettings(t, begin...)
	if err != nil {
		t.Fatal(err)
	}
	p := quietProgram(t)
	o, err := p.opened(s, "w")
	if err != nil {
		t.Fatal(err)
	}
	sc, err := p.scenario("shop-bot")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		args []string
		want string
	}{
		{nil, ""},
		{begin, ""},
		{[]string{"--scenario=shop-bot", "--variant=with-backup", "--join=ABCD"}, ""},
		{[]string{"--scenario=night-ward", "--lock=captain", "--join=ABCE", "--seed=4"}, "--scenario --join --seed --lock"},
		{[]string{"--variant=no-backup", "--name=x", "--no-confidence", "--untimed", "--closed", "--solo", "--offline"}, "--variant --name --no-confidence --untimed --closed --solo --offline"},
		{[]string{"--seats=8", "--teams=9", "--least=9", "--retention=9", "--listen=:1", "--per-source=3"}, "--seats --teams --least --retention"},
	} {
		s, err := serveSettings(t, tt.args...)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(p.other(s, o, sc), " "); got != tt.want {
			t.Errorf("%v: got %q, want %q", tt.args, got, tt.want)
		}
	}
}

// TestReach: what people are told to type leads to where the door listens.
func TestReach(t *testing.T) {
	for _, tt := range []struct{ named, listens, want string }{
		{"exercise.example", "127.0.0.1:22", "exercise.example"},
		{"", "127.0.0.1:22", "127.0.0.1"},
		{"", "[2001:db8::1]:22", "2001:db8::1"},
		{"", "box:22", "box"},
	} {
		if got := reach(tt.named, tt.listens); len(got) != 1 || got[0] != tt.want {
			t.Errorf("%+v: got %v", tt, got)
		}
	}
	for _, all := range []string{":22", "0.0.0.0:22", "[::]:22"} {
		got := reach("", all)
		if len(got) == 0 || len(got) > 4 || net.ParseIP(got[0]).IsUnspecified() {
			t.Errorf("%s: got %v", all, got)
		}
	}
	for port, want := range map[string]string{"22": "ssh a@h", "2222": "ssh -p 2222 a@h"} {
		if got := sshLine("a", "h", port); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
