//go:build unix

package paint

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"
	"github.com/muesli/cancelreader"
)

const (
	ttyPath    = "/dev/tty"
	canSuspend = true
)

// tty is this process's own terminal.
type tty struct {
	in, out term.File
	before  *term.State
	caught  chan os.Signal
}

// openTTY puts the terminal into raw mode and remembers how it was. Signals are
// caught from before that, so that none can end the process in raw mode.
func openTTY(in io.Reader, out io.Writer) (*tty, error) {
	i, isIn := in.(term.File)
	o, isOut := out.(term.File)
	if !isIn || !isOut || !term.IsTerminal(i.Fd()) {
		return nil, ErrNoTerminal
	}
	t := &tty{in: i, out: o, caught: make(chan os.Signal, 8)}
	signal.Notify(t.caught, syscall.SIGWINCH, syscall.SIGCONT, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	if err := t.raw(); err != nil {
		signal.Stop(t.caught)
		return nil, err
	}
	return t, nil
}

// close makes the terminal as it was.
func (t *tty) close() {
	t.restore()
	signal.Stop(t.caught)
}

func (t *tty) raw() error {
	before, err := term.MakeRaw(t.in.Fd())
	if t.before == nil {
		t.before = before
	}
	return err
}

func (t *tty) restore() { _ = term.Restore(t.in.Fd(), t.before) }

func (t *tty) size() (width, height int, err error) { return term.GetSize(t.out.Fd()) }

// signals hands on what the system tells the process until ctx ends.
func (t *tty) signals(ctx context.Context, send func(tea.Msg), stop func(error)) {
	for {
		select {
		case <-ctx.Done():
			return
		case got := <-t.caught:
			switch got {
			case syscall.SIGWINCH:
				if w, h, err := t.size(); err == nil {
					send(resized{w, h})
				}
			case syscall.SIGCONT:
				send(awake{})
			case syscall.SIGINT:
				stop(tea.ErrInterrupted)
			case syscall.SIGHUP:
				stop(ErrGone)
			default:
				stop(ErrTerminated)
			}
		}
	}
}

// orphanPatience is how long to wait for the stop to happen. Where nobody could
// continue the process, the system does not stop it.
const orphanPatience = 200 * time.Millisecond

// stopProcess stops the process group and returns when it goes on.
func stopProcess() {
	cont := make(chan os.Signal, 1)
	signal.Notify(cont, syscall.SIGCONT)
	defer signal.Stop(cont)
	_ = syscall.Kill(0, syscall.SIGTSTP)
	select {
	case <-cont:
	case <-time.After(orphanPatience):
	}
}

// interruptible is in as a reader whose Read ends when interrupt is called;
// interrupt says whether that worked. release is for after that Read.
func interruptible(in io.Reader, t *tty) (r io.Reader, interrupt func() bool, release func()) {
	if t != nil {
		if c, err := cancelreader.NewReader(in); err == nil {
			return c, c.Cancel, func() { _ = c.Close() }
		}
	}
	return in, func() bool { return false }, func() {}
}
