package paint

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"
	"golang.org/x/sys/windows"
)

const (
	ttyPath    = "CONIN$"
	canSuspend = false
)

// tty is this process's own console.
type tty struct {
	in, out           term.File
	before, outBefore *term.State
}

// openTTY puts the console into raw mode, with escape sequences in both
// directions, and remembers how it was.
func openTTY(in io.Reader, out io.Writer) (*tty, error) {
	i, isIn := in.(term.File)
	o, isOut := out.(term.File)
	if !isIn || !isOut || !term.IsTerminal(i.Fd()) {
		return nil, ErrNoTerminal
	}
	t := &tty{in: i, out: o}
	var err error
	if t.before, err = term.GetState(i.Fd()); err != nil {
		return nil, err
	}
	if t.outBefore, err = term.GetState(o.Fd()); err != nil {
		return nil, err
	}
	return t, t.raw()
}

func (t *tty) raw() error {
	if _, err := term.MakeRaw(t.in.Fd()); err != nil {
		return err
	}
	if err := addMode(t.in.Fd(), windows.ENABLE_VIRTUAL_TERMINAL_INPUT); err != nil {
		return err
	}
	return addMode(t.out.Fd(), windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING|windows.DISABLE_NEWLINE_AUTO_RETURN)
}

func addMode(fd uintptr, flags uint32) error {
	var mode uint32
	if err := windows.GetConsoleMode(windows.Handle(fd), &mode); err != nil {
		return fmt.Errorf("reading the console's mode: %w", err)
	}
	if err := windows.SetConsoleMode(windows.Handle(fd), mode|flags); err != nil {
		return fmt.Errorf("setting the console's mode: %w", err)
	}
	return nil
}

func (t *tty) restore() {
	_ = term.Restore(t.in.Fd(), t.before)
	_ = term.Restore(t.out.Fd(), t.outBefore)
}

// close makes the console as it was.
func (t *tty) close() { t.restore() }

func (t *tty) size() (width, height int, err error) { return term.GetSize(t.out.Fd()) }

// sizeInterval is how often the window is measured; the console sends no signal.
const sizeInterval = 500 * time.Millisecond

// signals hands on what the system tells the process until ctx ends.
func (t *tty) signals(ctx context.Context, send func(tea.Msg), stop func(error)) {
	sig := make(chan os.Signal, 1)
	signal.Notify(sig, os.Interrupt)
	defer signal.Stop(sig)
	look := time.NewTicker(sizeInterval)
	defer look.Stop()
	var last Size
	for {
		select {
		case <-ctx.Done():
			return
		case <-sig:
			stop(tea.ErrInterrupted)
		case <-look.C:
			if w, h, err := t.size(); err == nil && last != (Size{w, h}) {
				last = Size{w, h}
				send(resized(last))
			}
		}
	}
}

func stopProcess() {}

// interruptible is in itself: a console's Read ends with the process.
func interruptible(in io.Reader, _ *tty) (r io.Reader, interrupt func() bool, release func()) {
	return in, func() bool { return false }, func() {}
}
