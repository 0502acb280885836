package main

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"net"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"kobayashi/game/sshd/loadtest"
)

// theCoin is an exercise of two decisions.
const theCoin = `---
format: 1
id: coin
title: The coin
lang: en
order: fixed
score: {care: {label: Care, max: 10}}
---

# The coin

## call
### The call

The monitoring centre reports odd traffic.

- [Cut its network](#second) ` + "`score.care += 5`" + `

  The traffic stops.
- [Wait](#second)

  It goes on.

## second
### The second

Somebody asks what to say.

- [The truth](#end) ` + "`score.care += 5`" + `

  They nod.
- [Nothing](#end)

  They frown.

## end
### Monday ` + "`end`" + `

You write down what you knew.
`

// live starts a server of the two decisions. TestMain has put the program on the
// path.
func live(t *testing.T, id string, args ...string) *served {
	t.Helper()
	return serveProgram(t, "kobayashi", t.TempDir(), id, append([]string{"--scenario", writeFile(t, "coin.md", theCoin)}, args...)...)
}

// stop ends a server as a service manager does, and gives its exit code.
func (s *served) stop(sig os.Signal) int {
	s.t.Helper()
	if err := s.cmd.Process.Signal(sig); err != nil {
		s.t.Fatal(err)
	}
	late := time.AfterFunc(15*time.Second, func() { _ = s.cmd.Process.Kill() })
	defer late.Stop()
	_ = s.cmd.Wait()
	return s.cmd.ProcessState.ExitCode()
}

// person is somebody at a door who has a key.
type person struct {
	*loadtest.Seat
	t   testing.TB
	ctx context.Context
}

func newKey(t *testing.T) gossh.Signer {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	key, err := gossh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func (s *served) comes(user string, key gossh.Signer) person {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), 20*time.Second)
	s.t.Cleanup(cancel)
	seat, err := loadtest.Dial(ctx, loadtest.Target{Address: s.ssh, Key: key}, user)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { seat.Close() })
	return person{seat, s.t, ctx}
}

// talk waits for a text and answers it, in turn; the last may stand alone.
func (p person) talk(turns ...string) {
	p.t.Helper()
	for i, text := range turns {
		if i%2 == 0 {
			if err := p.Expect(p.ctx, text); err != nil {
				p.t.Fatalf("%v in\n%s", err, p.Output())
			}
			continue
		}
		p.Forget()
		if _, err := p.Write([]byte(text + "\n")); err != nil {
			p.t.Fatal(err)
		}
	}
}

// until waits for a text in what a process prints.
func (o *output) until(t *testing.T, text string) {
	t.Helper()
	for range 1500 {
		if strings.Contains(o.String(), text) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("no %q in\n%s", text, o)
}

// TestServeStops: told to stop, a server tells everybody, exits with 0, and goes
// on where it was; the board of another machine comes back by itself. Nothing
// secret is printed but where it is meant to be.
func TestServeStops(t *testing.T) {
	if testing.Short() {
		t.Skip("starts servers")
	}
	s := live(t, "stops", "--seats=4", "--no-confidence")
	var board output
	show := exec.Command("kobayashi", "board", s.web, "--plain", "--lang", "en")
	show.Env, show.Stdout, show.Stderr = append(os.Environ(), "KOBAYASHI_HOME="+t.TempDir()), &board, &board
	if err := show.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = show.Process.Kill(); _ = show.Wait() })
	board.until(t, "There is no team yet.")

	ann, benKey := s.comes("red", nil), newKey(t)
	ann.talk("> join", "ABD", "> name", "Ann", "The code is wrong")
	ann.talk("> join", "a-b c", "Your seat code: ")
	ben := s.comes("red", benKey)
	ben.talk("> join", "ABC", "> name", "Ben", "> lobby")
	board.until(t, "red")
	s.lead("start")
	ann.talk("Cut its network")
	ben.talk("> vote", "1", "Your vote is kept.")

	if code := s.stop(syscall.SIGTERM); code != done {
		t.Errorf("exit %d\n%s", code, s.out)
	}
	for _, who := range []person{ann, ben} {
		if err := who.Expect(who.ctx, "The server is closing. Everything you decided is kept."); err != nil {
			t.Errorf("%v in\n%s", err, who.Output())
		}
		who.Wait()
	}
	printed := s.out.String()
	if !strings.Contains(printed, "Closed the workshop stops.") || strings.Contains(printed, "level=") {
		t.Errorf("it said\n%s", printed)
	}
	token := tokenLine.FindStringSubmatch(printed)[1]
	if n := strings.Count(printed, token); n != 1 {
		t.Errorf("the token is printed %d times", n)
	}
	board.until(t, "The line to the workshop is broken.")
	entries, err := opened(t, s.home).Log().ReadAll(t.Context(), "stops")
	if last := entries[len(entries)-1]; err != nil || last.Kind != "voted" {
		t.Errorf("to stop has moved the table on: %+v, %v", last, err) // Ann has not voted, and has not gone
	}

	s.start()
	if !strings.Contains(s.out.String(), "Going on with the workshop \"stops\"") || strings.Contains(s.out.String(), "not used") {
		t.Errorf("the next start said\n%s", s.out)
	}
	board.until(t, "The line to the workshop stands again.")
	ben = s.comes("red", benKey)
	ben.talk("You are Ben", "", "Cut its network")
	if code := s.stop(os.Interrupt); code != done {
		t.Errorf("Ctrl+C: exit %d", code)
	}
}

// TestServeStarts: a start that fails leaves no workshop behind, one that is
// broken off says so, and two servers on one file share the room.
func TestServeStarts(t *testing.T) {
	if testing.Short() {
		t.Skip("starts servers")
	}
	s := live(t, "shared")
	try := func(args ...string) (string, int) {
		cmd := exec.Command("kobayashi", append([]string{"serve", "--lang", "en"}, args...)...)
		cmd.Env = append(os.Environ(), "KOBAYASHI_HOME="+s.home)
		out, _ := cmd.CombinedOutput()
		return string(out), cmd.ProcessState.ExitCode()
	}
	for _, args := range [][]string{
		{"--listen", s.ssh, "--web", "127.0.0.1:0", "--new"}, {"--listen", "127.0.0.1:0", "--web", s.web, "--workshop", "other"},
	} {
		if out, code := try(args...); code != failed || !strings.Contains(out, "Cannot listen on 127.0.0.1:") || !strings.Contains(out, "hint: ") {
			t.Errorf("a taken door: exit %d\n%s", code, out)
		}
	}
	if list, err := opened(t, s.home).Log().Workshops(t.Context()); err != nil || len(list) != 1 {
		t.Errorf("there are %d, %v", len(list), err)
	}

	// The same command twice: the file is one, the doors are two.
	second := serveProgram(t, "kobayashi", s.home, "shared", "--web", "off", "--lock", "majority")
	if !strings.Contains(second.out.String(), "not used: --lock\n") || strings.Contains(second.out.String(), "http://") {
		t.Errorf("the second said\n%s", second.out)
	}
	key := newKey(t)
	s.comes("red", key).talk("> join", "ABC", "> name", "Ann", "> lobby")
	var there string
	for range 50 { // the other program looks at the file now and then
		p := second.comes("red", key)
		if err := p.Expect(p.ctx, "> "); err != nil {
			t.Fatal(err)
		}
		if there = p.Output(); strings.Contains(there, "You are Ann") {
			break
		}
		p.Close()
		time.Sleep(100 * time.Millisecond)
	}
	if !strings.Contains(there, "You are Ann") {
		t.Errorf("at the other door\n%s", there)
	}

	// A database that takes the line and never answers.
	mute, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer mute.Close()
	slow := &served{t: t, out: &output{}, cmd: exec.Command("kobayashi", "serve", "--lang", "en", "--listen", "127.0.0.1:0", "--web", "off", "--store", "postgres://u:s3cret@"+mute.Addr().String()+"/x")}
	slow.cmd.Env = append(os.Environ(), "KOBAYASHI_HOME="+t.TempDir())
	slow.cmd.Stdout, slow.cmd.Stderr = slow.out, slow.out
	if err := slow.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := mute.Accept(); err == nil {
		defer line.Close()
	}
	began := time.Now()
	if code := slow.stop(os.Interrupt); code != done || slow.out.String() != "Stopped before anything had begun.\n" || time.Since(began) > 4*time.Second {
		t.Errorf("broken off: exit %d after %v\n%s", code, time.Since(began), slow.out)
	}
}
