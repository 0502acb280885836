package main

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/host"
	"kobayashi/game/naming"
	"kobayashi/game/need"
	"kobayashi/game/runfile"
	"kobayashi/game/sshd"
	"kobayashi/game/workshop"
	"kobayashi/game/workshop/memory"
)

var begun = time.Date(2026, 11, 20, 16, 20, 0, 0, time.UTC)

// intake opens a door that takes runs of the flagship, with the code 1234.
func intake(t *testing.T) (*host.Room, string) {
	t.Helper()
	sc, err := shipped("shop-bot/shop-bot.md")
	if err != nil {
		t.Fatal(err)
	}
	h := host.New(host.Options{Log: &memory.Log{}, Find: func(workshop.Opened) (*game.Scenario, error) { return sc, nil }, Talk: slog.New(slog.DiscardHandler)})
	t.Cleanup(h.Close)
	room, err := h.Open(t.Context(), "w", workshop.Opened{
		Name: "room", Scenario: sc.ID(), Digest: sc.Digest(), Lang: "ja", Seed: 7, Nonce: "n", Join: "1234",
		Rules: workshop.Rules{Seats: 4, Teams: 9, Doors: true, Offline: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	return room, door(t, t.TempDir(), "127.0.0.1:0", room)
}

// door serves runs that are sent in, with the host key of a folder.
func door(t *testing.T, keys, at string, room *host.Room) string {
	t.Helper()
	key, err := sshd.HostKey(keys)
	if err != nil {
		t.Fatal(err)
	}
	p, err := newProgram(world{env: func(string) string { return "" }}, nil)
	if err != nil {
		t.Fatal(err)
	}
	d, err := sshd.New(sshd.Options{HostKey: key, Serve: func(ctx context.Context, s sshd.Session) int {
		lang := "ja"
		if strings.Contains(strings.Join(s.Env, " "), "LANG=en") {
			lang = "en"
		}
		return receive(ctx, host.Intake{Room: room, Name: naming.Team}, s.In, s.Out, p.book.In(lang))
	}})
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", at)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	over := make(chan error, 1)
	go func() { over <- d.Run(ctx, l) }()
	t.Cleanup(func() { cancel(); <-over })
	return l.Addr().String()
}

// playedFile is a finished run of the flagship in a file.
func playedFile(t *testing.T, name string, steps int) string {
	t.Helper()
	sc, err := shipped("shop-bot/shop-bot.md")
	if err != nil {
		t.Fatal(err)
	}
	run, err := game.Begin(sc, game.Record{ID: "abcd", Player: "east", Variant: sc.Variant(""), Lang: "ja", Seed: 3, Started: begun})
	for i := 1; err == nil && !run.Over() && i != steps; i++ {
		open := run.Open()
		run, err = run.Choose(open[len(open)-1].ID, begun.Add(time.Duration(i)*time.Minute))
	}
	doc := runfile.File{Record: run.Record, Engine: "test"}
	if end := run.Result(); end != nil {
		doc.End = &runfile.End{Result: *end}
	}
	var out bytes.Buffer
	if err == nil {
		err = runfile.Write(&out, doc)
	}
	path := filepath.Join(t.TempDir(), name)
	if err == nil {
		err = os.WriteFile(path, out.Bytes(), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// kobayashi runs the program with a home of its own.
func kobayashi(t *testing.T, in string, screen bool, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	home := t.TempDir()
	code = run(t.Context(), world{in: strings.NewReader(in), out: &o, err: &e, screen: screen, env: func(name string) string {
		return map[string]string{"KOBAYASHI_HOME": home, "LANG": "en_GB.UTF-8"}[name]
	}}, args)
	return code, o.String(), e.String()
}

// TestSubmit sends a run in, more than once, and in the ways it is refused.
func TestSubmit(t *testing.T) {
	room, at := intake(t)
	file := playedFile(t, "run.jsonl", 0)
	hosts := filepath.Join(t.TempDir(), "ssh", "known_hosts")
	send := func(in string, screen bool, more ...string) (int, string, string) {
		return kobayashi(t, in, screen, append([]string{"submit", file, at, "--known-hosts", hosts}, more...)...)
	}
	refuse := func(name, said string, code int, got int, errs string) {
		t.Helper()
		if got != code || !strings.Contains(errs, said) {
			t.Errorf("%s: exit %d, said %q", name, got, errs)
		}
	}

	// Nobody is there to ask about the key: nothing is sent, nothing kept.
	code, _, errs := send("", false, "--code", "1234")
	refuse("a new server", "is not known yet; its key is SHA256:", failed, code, errs)
	code, _, errs = send("no\n", true, "--code", "1234")
	refuse("a new server, and no", "Does the facilitator's screen show the same?", failed, code, errs)
	if _, err := os.Stat(hosts); err == nil {
		t.Error("a key was kept")
	}
	// The person types the code, sees the key, and says yes.
	code, out, errs := send("1234\nyes\n", true)
	if code != done || !strings.Contains(out, "Taken: east, ") || !strings.Contains(out, "consistent") || !strings.Contains(errs, "is known from now on") {
		t.Fatalf("exit %d, %q, %q", code, out, errs)
	}
	if l, ok := room.Head().Team("rabcd"); !ok || l.Name != "east" || !room.Table("rabcd").Offline {
		t.Errorf("the team is %+v", l)
	}
	code, out, errs = send("", false, "--code", "12-34", "--name", "other")
	if code != done || !strings.Contains(out, "here already, and counts once: east") || errs != "" {
		t.Errorf("again: exit %d, %q, %q", code, out, errs)
	}
	code, _, errs = send("", false, "--code", "1235")
	refuse("a wrong code", "The code is wrong", failed, code, errs)
	code, _, errs = send("", false)
	refuse("no code", "join code is missing", misused, code, errs)
	code, _, errs = kobayashi(t, "", false, "submit", playedFile(t, "open.jsonl", 3), at, "--code", "1234")
	refuse("an open run", "not over yet", failed, code, errs)
	code, _, errs = kobayashi(t, "", false, "submit", file, "host:no", "--code", "1234")
	refuse("no host", "is no host", misused, code, errs)

	// Behind the same address is another key.
	other := door(t, t.TempDir(), "127.0.0.1:0", room)
	text, err := os.ReadFile(hosts)
	if err != nil {
		t.Fatal(err)
	}
	_, oldPort, _ := net.SplitHostPort(at)
	_, newPort, _ := net.SplitHostPort(other)
	if err := os.WriteFile(hosts, []byte(strings.ReplaceAll(string(text), oldPort, newPort)), 0o600); err != nil {
		t.Fatal(err)
	}
	code, _, errs = kobayashi(t, "yes\n", true, "submit", file, other, "--known-hosts", hosts, "--code", "1234", "--accept-new")
	refuse("another key", "has another key than before", failed, code, errs)
}

// TestSubmitHosts: how a host is written.
func TestSubmitHosts(t *testing.T) {
	for host, want := range map[string]string{
		"example.org": "example.org:2222", "example.org:22": "example.org:22", "submit@example.org": "example.org:2222",
		"192.0.2.7": "192.0.2.7:2222", "2001:db8::1": "[2001:db8::1]:2222", "[2001:db8::1]": "[2001:db8::1]:2222", "[2001:db8::1]:22": "[2001:db8::1]:22",
		"": "", ":22": "", "a b": "", "example.org:": "", "example.org:0": "", "example.org:70000": "", "a:b:c": "",
	} {
		if got, err := address(host); got != want || (err != nil) != (want == "") {
			t.Errorf("%q: got %q, %v", host, got, err)
		}
	}
}

// TestSubmitByPlainSSH: what the program does can be done with the ssh that
// everybody has.
func TestSubmitByPlainSSH(t *testing.T) {
	ssh := need.Program(t, "ssh")
	room, at := intake(t)
	name, port, _ := net.SplitHostPort(at)
	text, err := os.ReadFile(playedFile(t, "run.jsonl", 0))
	if err != nil {
		t.Fatal(err)
	}
	send := func(code string) (string, error) {
		c := exec.CommandContext(t.Context(), ssh, "-T", "-p", port, "-F", "none", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",
			"-o", "LogLevel=ERROR", "-o", "IdentityFile=none", "-o", "IdentityAgent=none", "submit@"+name)
		c.Stdin = io.MultiReader(strings.NewReader(code+"\n東支店\n"), bytes.NewReader(text))
		out, err := c.CombinedOutput()
		return string(out), err
	}
	if out, err := send("4321"); err == nil || !strings.HasPrefix(out, "no code\n") {
		t.Errorf("a wrong code: %v, %q", err, out)
	}
	out, err := send("1234")
	if err != nil || !strings.HasPrefix(out, "ok rabcd\n受け付けました: 東支店、") {
		t.Errorf("%v, %q", err, out)
	}
	if _, ok := room.Head().Team("rabcd"); !ok {
		t.Error("there is no team")
	}
}

// TestSubmitToAStranger: what is no workshop is not believed, and cannot steer
// the terminal.
func TestSubmitToAStranger(t *testing.T) {
	file := playedFile(t, "run.jsonl", 0)
	for answer, want := range map[string]string{
		"welcome\n":                        "is not a workshop that takes runs",
		"":                                 "is not a workshop that takes runs",
		"no code\nsorry\x1b]52;c;AAAA\a\n": "sorry",
	} {
		key, err := sshd.HostKey(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		d, err := sshd.New(sshd.Options{HostKey: key, Serve: func(_ context.Context, s sshd.Session) int {
			_, _ = io.WriteString(s.Out, answer)
			return 0
		}})
		if err != nil {
			t.Fatal(err)
		}
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		over := make(chan error, 1)
		go func() { over <- d.Run(ctx, l) }()
		code, _, errs := kobayashi(t, "", false, "submit", file, l.Addr().String(), "--accept-new", "--code", "1", "--known-hosts", filepath.Join(t.TempDir(), "hosts"))
		if code != failed || !strings.Contains(errs, want) || strings.Contains(errs, "\x1b") {
			t.Errorf("%q: exit %d, %q", answer, code, errs)
		}
		cancel()
		<-over
	}
}

// freePort is an address of this machine that nobody listens at.
func freePort() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return ""
	}
	defer l.Close()
	return l.Addr().String()
}

// answers is a program for the stories: it waits until something answers at an
// address.
func answers() {
	const tries = 1000
	for range tries {
		conn, err := net.Dial("tcp", os.Args[1])
		if err == nil {
			conn.Close()
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	panic("nothing answers at " + os.Args[1])
}
