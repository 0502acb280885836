package paint_test

import (
	"strings"
	"syscall"
	"testing"

	"kobayashi/game/need"
)

// TestProgram plays the sample in real terminals.
func TestProgram(t *testing.T) {
	bin := build(t, "./testdata/sample")
	for name, test := range map[string]func(*testing.T, string){
		"given back": givenBack, "silent": silentTerminal, "answers": answered,
		"window": windowChange, "suspended": suspended, "orphaned": orphaned,
	} {
		t.Run(name, func(t *testing.T) { test(t, bin) })
	}
}

// givenBack ends a program in every way there is and looks at what
// it leaves behind.
func givenBack(t *testing.T, bin string) {
	tests := []struct {
		name string
		end  func(w *window)
		code int
		says string
	}{
		{"quit", func(w *window) { w.keys("q") }, 0, ""},
		{"panic", func(w *window) { w.keys("p") }, 1, "panic: planted\r\n"},
		{"panic in a command", func(w *window) { w.keys("c") }, 1, "panic: planted in a command\r\n"},
		{"terminated", func(w *window) { _ = w.cmd.Process.Signal(syscall.SIGTERM) }, 143, ""},
		{"interrupted", func(w *window) { _ = w.cmd.Process.Signal(syscall.SIGINT) }, 1, "interrupted"},
		{"hung up", func(w *window) { _ = w.cmd.Process.Signal(syscall.SIGHUP) }, 1, "gone"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := openWindow(t, false, bin)
			w.sees(t, "enter で進む")
			if w.modes(t) == w.before {
				t.Error("raw mode was not set")
			}
			tt.end(w)
			if code := w.ends(t); code != tt.code {
				t.Errorf("exit code %d, want %d", code, tt.code)
			}
			if after := w.modes(t); after != w.before {
				t.Errorf("terminal modes\n%+v, want\n%+v", after, w.before)
			}
			out := w.text()
			_, rest, ok := strings.Cut(out, altOff)
			if !strings.HasPrefix(out, altOn) || !ok || !strings.Contains(rest, tt.says) {
				t.Errorf("after the screen %q, want %q; all: %q", rest, tt.says, out)
			}
			for _, mode := range []string{"\x1b[?25h", "\x1b[?7h", "\x1b[?2004l", "\x1b[?1002l", "\x1b[?1006l", "\x1b[23;2t"} {
				if !strings.Contains(out[strings.LastIndex(out, "enter で進む"):], mode) {
					t.Errorf("%q is not undone", mode)
				}
			}
		})
	}
}

func silentTerminal(t *testing.T, bin string) {
	w := openWindow(t, true, bin)
	w.sees(t, "enter で進む")
	w.keys("x")
	w.sees(t, "\x1b[1;5H1")
	w.keys("q")
	if code := w.ends(t); code != 0 {
		t.Errorf("exit code %d: %q", code, w.text())
	}
}

func answered(t *testing.T, bin string) {
	w := openWindow(t, false, bin)
	w.sees(t, "wide=false")
	w.sees(t, "dark=true")
	w.forget()
	w.keys("x")
	w.sees(t, "\x1b[?2026h") // frames are whole from now on
}

func windowChange(t *testing.T, bin string) {
	w := openWindow(t, false, bin)
	w.sees(t, "of 80x24")
	w.resize(t, 50, 10)
	w.sees(t, "of 50x10")
}

// suspended presses ctrl+z under a shell with jobs.
func suspended(t *testing.T, bin string) {
	bash := need.Program(t, "bash")
	w := openWindow(t, false, bash, "--norc", "-m", "-c", bin+"; echo STOPPED; fg; echo ENDED")
	w.sees(t, "enter で進む")
	w.forget()
	w.keys("\x1a")
	w.sees(t, "STOPPED")
	out := w.text()
	if before, _, _ := strings.Cut(out, "STOPPED"); !strings.Contains(before, altOff) {
		t.Errorf("the screen was not left first: %q", out)
	}
	w.sees(t, "resumed")
	w.keys("q")
	w.sees(t, "ENDED")
}

// orphaned presses ctrl+z where nobody could continue the program: the
// system does not stop it, and it must go on by itself.
func orphaned(t *testing.T, bin string) {
	w := openWindow(t, false, bin)
	w.sees(t, "enter で進む")
	w.keys("\x1a")
	w.sees(t, "resumed")
	w.keys("q")
	if code := w.ends(t); code != 0 {
		t.Errorf("exit code %d", code)
	}
}
