package paint_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"kobayashi/game/need"

	"golang.org/x/sys/unix"
)

// window is a real terminal's other end, with a program in it.
type window struct {
	cmd    *exec.Cmd
	ptmx   *os.File
	tty    *os.File
	start  time.Time
	before unix.Termios // its modes before the program came

	mu     sync.Mutex
	out    bytes.Buffer
	last   time.Time // when the last byte came
	mute   bool      // answers no questions
	closed chan struct{}
}

// openWindow starts a program in a terminal of 80 by 24.
func openWindow(tb testing.TB, mute bool, name string, args ...string) *window {
	tb.Helper()
	ptmx, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		need.Missing(tb, "no terminals here: %v", err)
	}
	n, err := unix.IoctlGetInt(int(ptmx.Fd()), unix.TIOCGPTN)
	if err != nil {
		tb.Fatal(err)
	}
	if err := unix.IoctlSetPointerInt(int(ptmx.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		tb.Fatal(err)
	}
	tty, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		tb.Fatal(err)
	}
	w := &window{ptmx: ptmx, tty: tty, mute: mute, closed: make(chan struct{})}
	w.resize(tb, 80, 24)
	w.cmd = exec.Command(name, args...)
	home := tb.TempDir() // nothing of the person's own is touched
	w.cmd.Env = append(os.Environ(), "HOME="+home, "XDG_DATA_HOME="+home, "XDG_CONFIG_HOME="+home, "XDG_STATE_HOME="+home, "TERM=xterm-256color", "COLORTERM=truecolor", "LANG=ja_JP.UTF-8")
	w.cmd.Stdin, w.cmd.Stdout, w.cmd.Stderr = tty, tty, tty
	w.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	w.before = w.modes(tb)
	w.start = time.Now()
	if err := w.cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	go w.read()
	tb.Cleanup(func() {
		_ = w.cmd.Process.Kill()
		_ = w.cmd.Wait()
		_ = tty.Close()
		_ = ptmx.Close()
		<-w.closed
	})
	return w
}

// read gathers the output and answers questions at once.
func (w *window) read() {
	defer close(w.closed)
	questions := []struct{ ask, answer string }{
		{"\x1b[6n", "\x1b[2;2R"},
		{"\x1b]11;?", "\x1b]11;rgb:1010/1010/1010\x1b\\"},
		{"\x1b[?2026$p", "\x1b[?2026;2$y"},
		{"\x1b[?2027$p", "\x1b[?2027;0$y"},
		{"\x1b[?u", "\x1b[?0u"},
	}
	p := make([]byte, 64<<10)
	for {
		n, err := w.ptmx.Read(p)
		if err != nil {
			return
		}
		w.mu.Lock()
		w.last = time.Now()
		w.out.Write(p[:n])
		w.mu.Unlock()
		if w.mute {
			continue
		}
		for _, q := range questions {
			for range bytes.Count(p[:n], []byte(q.ask)) {
				_, _ = w.ptmx.WriteString(q.answer)
			}
		}
	}
}

func (w *window) resize(tb testing.TB, width, height uint16) {
	tb.Helper()
	if err := unix.IoctlSetWinsize(int(w.ptmx.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: height, Col: width}); err != nil {
		tb.Fatal(err)
	}
}

func (w *window) text() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.out.String()
}

// forget drops what was written so far.
func (w *window) forget() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.out.Reset()
}

func (w *window) keys(s string) { _, _ = w.ptmx.WriteString(s) }

// sees waits until the output holds text.
func (w *window) sees(tb testing.TB, text string) {
	tb.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		if strings.Contains(w.text(), text) {
			return
		}
	}
	tb.Fatalf("never saw %q in %q", text, w.text())
}

// ends waits for the program to end and returns its exit code.
func (w *window) ends(tb testing.TB) int {
	tb.Helper()
	done := make(chan error, 1)
	go func() { done <- w.cmd.Wait() }()
	select {
	case <-done:
		time.Sleep(20 * time.Millisecond) // for the last bytes to be read
		return w.cmd.ProcessState.ExitCode()
	case <-time.After(20 * time.Second):
		tb.Fatalf("did not end: %q", w.text())
		return 0
	}
}

// modes is the terminal's line discipline as the kernel has it.
func (w *window) modes(tb testing.TB) unix.Termios {
	tb.Helper()
	t, err := unix.IoctlGetTermios(int(w.tty.Fd()), unix.TCGETS)
	if err != nil {
		tb.Fatal(err)
	}
	return *t
}

// build compiles a program of testdata, or of the path given.
func build(tb testing.TB, pkg string) string {
	tb.Helper()
	bin := filepath.Join(tb.TempDir(), "program")
	cmd := exec.Command("go", "build", "-o", bin, pkg)
	if out, err := cmd.CombinedOutput(); err != nil {
		tb.Fatalf("building %s: %v\n%s", pkg, err, out)
	}
	return bin
}

const (
	altOn  = "\x1b[?1049h"
	altOff = "\x1b[?1049l"
)
