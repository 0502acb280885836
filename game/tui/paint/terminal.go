package paint

import (
	"errors"
	"io"
	"os"
	"strings"

	"github.com/charmbracelet/x/term"
)

// Size is a window's width and height in cells.
type Size struct{ Width, Height int }

// Terminal is where a program is played: two streams and what is known of the
// other end.
type Terminal struct {
	In  io.Reader // keys, as the terminal encodes them
	Out io.Writer // frames; each is one Write
	Env []string  // KEY=value: TERM, COLORTERM, NO_COLOR and their like

	// Width and Height are the window in cells. Zero means: ask the terminal,
	// or, where it cannot be asked, 80 by 24.
	Width, Height int

	// TTY says that In and Out are this process's own terminal: raw mode,
	// signals, window changes and suspending are then handled here. In and Out
	// must be files.
	TTY bool

	// Sizes brings the window's changes where TTY is false. It may be nil.
	Sizes <-chan Size
}

// ErrNoTerminal says that this process has no terminal to show screens on.
var ErrNoTerminal = errors.New("no terminal")

// Local is the terminal this process was started in. Where standard input is
// something else, the controlling terminal is opened for the keys. It fails
// with [ErrNoTerminal] if there is none.
func Local() (Terminal, error) {
	in, out := os.Stdin, os.Stdout
	if !term.IsTerminal(out.Fd()) {
		return Terminal{}, ErrNoTerminal
	}
	if !term.IsTerminal(in.Fd()) {
		tty, err := os.OpenFile(ttyPath, os.O_RDONLY, 0)
		if err != nil {
			return Terminal{}, errors.Join(ErrNoTerminal, err)
		}
		in = tty
	}
	return Terminal{In: in, Out: out, Env: os.Environ(), TTY: true}, nil
}

// getenv is the value of key in Env, the last one if there are several.
func (t Terminal) getenv(key string) string {
	for i := len(t.Env) - 1; i >= 0; i-- {
		if k, v, ok := strings.Cut(t.Env[i], "="); ok && k == key {
			return v
		}
	}
	return ""
}

// queries says whether the terminal may be asked anything. The ones left out
// print the question or beep.
func (t Terminal) queries() bool {
	switch term := t.getenv("TERM"); {
	case term == "linux", term == "dumb", strings.HasPrefix(term, "vt"):
		return false
	}
	return true
}

// asksModes says whether the terminal may be asked for its modes. Apple's shows
// the last letter of the question.
func (t Terminal) asksModes() bool {
	return t.queries() && t.getenv("TERM_PROGRAM") != "Apple_Terminal"
}
