// Package pgtest runs a PostgreSQL server for tests: in a folder of its own, on
// a Unix socket, with the binaries of the system's package.
//
// It is test support. It never touches a server that was there before, and
// leaves neither a process nor a file: a guard beside the server ends it even
// when the test program is killed.
package pgtest

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"kobayashi/game/need"
)

// port is a part of the socket's name only; nothing listens to the network.
const port = "5432"

// patience is how long a server may take to start or to end. On a quiet machine
// it takes a fraction of a second.
const patience = 60 * time.Second

// Server is a PostgreSQL server that runs or was killed.
type Server struct {
	URL string // of the database postgres, as its superuser; no password

	dir, bin string
	settings []string
	owner    owner
	guard    *exec.Cmd
	leash    interface{ Close() error }
	running  *exec.Cmd
	ended    chan error // one word when the running server has ended
	log      *os.File
	made     atomic.Int64
}

// Start gives a running server that ends with the test. Settings are as in
// postgresql.conf, such as "max_connections=20". Where PostgreSQL is not
// installed the test is skipped; see game/need.
func Start(tb testing.TB, settings ...string) *Server {
	tb.Helper()
	bin := Binaries()
	if bin == "" {
		need.Missing(tb, "PostgreSQL is not installed")
	}
	s, err := New(bin, settings...)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Error(err)
		}
	})
	return s
}

// Binaries is the folder of PostgreSQL's programs, "" if there is none. Version
// 15 goes before others.
func Binaries() string {
	dirs, err := filepath.Glob("/usr/lib/postgresql/*/bin")
	if err != nil {
		panic("the pattern is wrong: " + err.Error())
	}
	dirs = append([]string{"/usr/lib/postgresql/15/bin"}, dirs...)
	if path, err := exec.LookPath("initdb"); err == nil {
		dirs = append(dirs, filepath.Dir(path))
	}
	for _, dir := range dirs {
		if _, err := os.Stat(filepath.Join(dir, "initdb")); err == nil {
			return dir
		}
	}
	return ""
}

// New is Start for many tests together: whoever calls it must Close the server.
func New(bin string, settings ...string) (*Server, error) {
	// The name of a socket may have 107 bytes, too few for a test's own folder.
	dir, err := os.MkdirTemp("", "pgtest-")
	if err != nil {
		return nil, err
	}
	s := &Server{dir: dir, bin: bin, settings: settings, URL: address(dir)}
	if err := s.begin(); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func address(dir string) string {
	q := url.Values{"host": {dir}, "port": {port}}
	return "postgres://postgres@/postgres?" + q.Encode()
}

func (s *Server) begin() error {
	var err error
	if s.owner, err = unprivileged(s.dir); err != nil {
		return err
	}
	if err := s.watch(); err != nil {
		return err
	}
	initdb := exec.Command(filepath.Join(s.bin, "initdb"), "-D", s.data(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	initdb.Dir = s.dir
	s.owner.lend(initdb)
	if out, err := initdb.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	if s.log, err = os.Create(filepath.Join(s.dir, "log")); err != nil {
		return err
	}
	return s.Restart()
}

func (s *Server) data() string { return filepath.Join(s.dir, "data") }

// watch starts the guard. It waits until this program closes the other end of
// its input, if only by dying, and then ends the server and clears up.
func (s *Server) watch() error {
	const script = `cat >/dev/null
pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null) && kill -QUIT "$pid" 2>/dev/null
for _ in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
rm -rf "$1"`
	s.guard = exec.Command("sh", "-c", script, "sh", s.dir)
	leash, err := s.guard.StdinPipe()
	if err != nil {
		return err
	}
	s.leash = leash
	return s.guard.Start()
}

// Restart ends the server in an orderly way, if it runs, and starts it again.
func (s *Server) Restart() error {
	if err := s.Stop(); err != nil {
		return err
	}
	args := []string{"-D", s.data(), "-k", s.dir, "-p", port, "-c", "listen_addresses=", "-c", "shared_buffers=32MB"}
	for _, setting := range s.settings {
		args = append(args, "-c", setting)
	}
	for until := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		server := exec.Command(filepath.Join(s.bin, "postgres"), args...)
		server.Dir, server.Stdout, server.Stderr = s.dir, s.log, s.log
		s.owner.lend(server)
		if err := server.Start(); err != nil {
			return err
		}
		ended := make(chan error, 1)
		go func() { ended <- server.Wait() }()
		err := s.ready(server.Process.Pid, ended, until)
		if err == nil {
			s.running, s.ended = server, ended
			return nil
		}
		// What a killed server has left may still be in use for a moment.
		if time.Now().After(until) {
			return fmt.Errorf("starting the server: %w\n%s", err, s.said())
		}
	}
}

// ready waits until the server lets programs in.
func (s *Server) ready(pid int, ended chan error, until time.Time) error {
	for {
		select {
		case err := <-ended:
			return errors.Join(errors.New("it has ended"), err)
		case <-time.After(5 * time.Millisecond):
		}
		// The first line of this file is whose it is: a killed server leaves its own
		// behind. The eighth is the server's state.
		text, err := os.ReadFile(filepath.Join(s.data(), "postmaster.pid"))
		lines := strings.Split(string(text), "\n")
		if err == nil && len(lines) > 7 && lines[0] == strconv.Itoa(pid) && strings.TrimSpace(lines[7]) == "ready" {
			return nil
		}
		if time.Now().After(until) {
			return errors.New("it does not get ready")
		}
	}
}

// said is the end of what the server has logged.
func (s *Server) said() []byte {
	text, err := os.ReadFile(filepath.Join(s.dir, "log"))
	if err != nil {
		return nil
	}
	lines := bytes.Split(text, []byte("\n"))
	return bytes.Join(lines[max(0, len(lines)-12):], []byte("\n"))
}

// Stop ends the server in an orderly way; its clients are cut off.
func (s *Server) Stop() error {
	if s.running == nil {
		return nil
	}
	if err := s.running.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	return s.gone()
}

// Kill ends the server and all its processes with SIGKILL, as a crash does.
func (s *Server) Kill() error {
	if s.running == nil {
		return nil
	}
	if err := killAll(s.running.Process.Pid); err != nil {
		return err
	}
	return s.gone()
}

// gone waits for the end of the server's first process.
func (s *Server) gone() error {
	select {
	case <-s.ended:
		s.running = nil
		return nil
	case <-time.After(patience):
		return errors.New("the server does not end")
	}
}

// Close ends the server and removes all that it has left.
func (s *Server) Close() error {
	err := s.Kill()
	if s.log != nil {
		err = errors.Join(err, s.log.Close())
	}
	if s.guard != nil && s.guard.Process != nil {
		err = errors.Join(err, s.leash.Close(), s.guard.Wait())
	}
	return errors.Join(err, os.RemoveAll(s.dir))
}
