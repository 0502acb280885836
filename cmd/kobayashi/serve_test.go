package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"kobayashi/game/bots"
	"kobayashi/game/sshd/loadtest"
	"kobayashi/game/store"
	"kobayashi/game/store/pgtest"
)

// served is a server as its operator has it: a process, and what it prints.
type served struct {
	t             testing.TB
	program, home string
	args          []string
	ssh, web      string // addresses
	cmd           *exec.Cmd
	out           *output
}

// serveProgram starts a server with a workshop of the given id.
func serveProgram(t testing.TB, program, home, id string, args ...string) *served {
	t.Helper()
	s := &served{t: t, program: program, home: home, ssh: freeAddress(t), web: freeAddress(t)}
	s.args = append([]string{"serve", "--lang", "en", "--listen", s.ssh, "--web", s.web, "--host", "127.0.0.1", "--workshop", id, "--join", "ABC", "--per-source", "4000"}, args...)
	s.start()
	t.Cleanup(s.kill)
	return s
}

func freeAddress(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func (s *served) start() {
	s.t.Helper()
	s.out = &output{}
	s.cmd = exec.Command(s.program, s.args...)
	s.cmd.Env = append(os.Environ(), "KOBAYASHI_HOME="+s.home)
	s.cmd.Stdout, s.cmd.Stderr = s.out, s.out
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	for range 1000 {
		if strings.Contains(s.out.String(), "Ctrl+C") {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	s.t.Fatalf("the server does not start:\n%s", s.out)
}

func (s *served) kill() {
	_ = s.cmd.Process.Kill() // it may be over already
	_ = s.cmd.Wait()
}

var tokenLine = regexp.MustCompile(`token: ([A-Z2-7]+)`)

// lead types lines as the facilitator.
func (s *served) lead(lines ...string) {
	s.t.Helper()
	token := tokenLine.FindStringSubmatch(s.out.String())
	if token == nil {
		s.t.Fatalf("no token in\n%s", s.out)
	}
	ctx, cancel := context.WithTimeout(s.t.Context(), 20*time.Second)
	defer cancel()
	seat, err := loadtest.Dial(ctx, loadtest.Target{Address: s.ssh}, "facilitator")
	if err != nil {
		s.t.Fatal(err)
	}
	defer seat.Close()
	for i, line := range append([]string{"Sato", token[1]}, lines...) {
		if err := seat.Expect(ctx, []string{"> name", "> token", "> lead"}[min(i, 2)]); err != nil {
			s.t.Fatalf("before %q: %v\n%s", line, err, seat.Output())
		}
		seat.Forget()
		if _, err := seat.Write([]byte(line + "\n")); err != nil {
			s.t.Fatal(err)
		}
	}
	if err := seat.Expect(ctx, "> lead"); err != nil {
		s.t.Fatal(err)
	}
}

// play sits teams of bots down and gives them when all have finished.
func (s *served) play(teams, seats int, pause time.Duration, meanwhile func(), others ...*served) []*bots.Bot {
	s.t.Helper()
	const patience = 4 * time.Minute
	ctx, cancel := context.WithTimeout(s.t.Context(), patience)
	defer cancel()
	words, err := newProgram(world{env: func(string) string { return "" }}, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	var all []*bots.Bot
	var work sync.WaitGroup
	for i := range teams {
		for j := range seats {
			doors := []string{s.ssh}
			for _, o := range others {
				doors = append(doors, o.ssh)
			}
			if j%2 == 1 { // not all at one door
				slices.Reverse(doors)
			}
			b, err := bots.New("ABC", fmt.Sprintf("bots%d", i), fmt.Sprintf("bot%d", j), doors...)
			if err != nil {
				s.t.Fatal(err)
			}
			b.Pause, b.Mine = pause, words.mine(b.Name)
			all = append(all, b)
			work.Go(func() {
				if err := b.Play(ctx); err != nil {
					s.t.Error(err)
				}
			})
		}
	}
	done := make(chan struct{})
	go func() { defer close(done); work.Wait() }()
	if meanwhile != nil {
		for more := true; more; {
			select {
			case <-done:
				more = false
			default:
				meanwhile()
			}
		}
	}
	<-done
	return all
}

// TestServerKilled kills a server again and again while teams play, and looks for
// every decision that somebody was told of. KOBAYASHI_KILLS says how often.
func TestServerKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("plays whole games")
	}
	kills := 8
	if n, err := strconv.Atoi(os.Getenv("KOBAYASHI_KILLS")); err == nil {
		kills = n
	}
	program := build(t)
	var acked, done int
	var worst time.Duration
	for round := 0; done < kills; round++ {
		home := t.TempDir()
		id := fmt.Sprintf("kill%d", round)
		s := serveProgram(t, program, home, id, "--untimed")
		s.lead("start", "")
		all := s.play(2, 3, 40*time.Millisecond, func() {
			time.Sleep(time.Duration(100+rand.IntN(500)) * time.Millisecond)
			if done < kills {
				s.kill()
				began := time.Now()
				s.start()
				worst = max(worst, time.Since(began))
				done++
			}
		})
		s.kill()
		acked += inTheLog(t, id, opened(t, home), all)
	}
	t.Logf("%d kills: %d decisions were told of, none is missing; back in %v at the latest", done, acked, worst)
	if acked == 0 {
		t.Error("nobody was told of a decision: nothing was tried")
	}
}

func opened(t *testing.T, home string) *store.Store {
	t.Helper()
	records, err := store.Open(t.Context(), filepath.Join(home, store.FileName))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { records.Close() })
	return records
}

// TestNodesKilled plays over two nodes that share a PostgreSQL, kills one node
// after the other, and the database between, and looks for every decision that
// somebody was told of.
func TestNodesKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("plays whole games")
	}
	db := pgtest.Start(t)
	program := build(t)
	a := serveProgram(t, program, t.TempDir(), "many", "--untimed", "--store", db.URL)
	b := serveProgram(t, program, t.TempDir(), "many", "--untimed", "--store", db.URL)
	a.lead("start", "")
	nodes, turn := []*served{a, b}, 0
	const turns = 6
	all := a.play(2, 4, 40*time.Millisecond, func() {
		time.Sleep(time.Duration(300+rand.IntN(500)) * time.Millisecond)
		switch turn++; {
		case turn > turns:
		case turn%3 == 0:
			db.Kill()
			if err := db.Restart(); err != nil {
				t.Error(err)
			}
		default:
			n := nodes[turn%2]
			n.kill()
			n.start()
		}
	}, b)
	records, err := store.OpenURL(t.Context(), db.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer records.Close()
	acked := inTheLog(t, "many", records, all)
	t.Logf("%d decisions were told of over %d kills, none is missing", acked, min(turn, turns))
	if acked == 0 {
		t.Error("nobody was told of a decision: nothing was tried")
	}
}

// inTheLog fails for every decision that a bot was told of and that is not there,
// or not as it was told, and gives how many there were.
func inTheLog(t *testing.T, id string, records *store.Store, all []*bots.Bot) (acked int) {
	t.Helper()
	p, err := newProgram(world{env: func(string) string { return "" }}, nil)
	if err != nil {
		t.Fatal(err)
	}
	tables, err := p.tables(t.Context(), records.Log(), id)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range all {
		told := b.Told()
		for _, w := range told.Wrong {
			t.Errorf("%s of %s: %s", b.Name, b.Team, w)
		}
		for step, n := range told.Acked {
			if acked++; !decided(tables[b.Team], b.Name, step-1, n) {
				t.Errorf("%s of %s decided option %d at step %d; the log has not", b.Name, b.Team, n, step)
			}
		}
	}
	for team, table := range tables {
		if !table.Run.Over() {
			t.Errorf("%s did not come to an end", team)
		}
	}
	return acked
}
