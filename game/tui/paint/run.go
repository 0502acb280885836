package paint

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// ErrGone says that the terminal went away: its input ended or it hung up.
var ErrGone = errors.New("the terminal has gone")

// ErrTerminated says that a signal asked the process to end.
var ErrTerminated = errors.New("ended by a signal")

// Option changes how a program is run.
type Option func(*seat)

// Profile sets what colours the terminal can show, instead of finding out from
// the environment.
func Profile(p colorprofile.Profile) Option {
	return func(s *seat) { s.profile = p }
}

// Run plays the model on the terminal until it quits. It returns nil then, and
// otherwise the first of: an error wrapping [ErrPanic], a failed write,
// [ErrGone], [ErrTerminated], tea.ErrInterrupted, or the cause of ctx's end. The
// terminal is given back in every case.
//
// Where TTY is false, neither stream can be interrupted: a Read that is pending
// when the program ends is left behind, and a Write that blocks holds the program
// up. Close the streams to end them.
func Run(ctx context.Context, m tea.Model, t Terminal, opts ...Option) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	s := &seat{Terminal: t, model: m, stop: cancel, profile: colorprofile.Env(t.Env)}
	for _, o := range opts {
		o(s)
	}
	width, height := t.Width, t.Height
	if t.TTY {
		var err error
		if s.tty, err = openTTY(t.In, t.Out); err != nil {
			return fmt.Errorf("preparing the terminal: %w", err)
		}
		defer s.tty.close()
		if w, h, err := s.tty.size(); err == nil && (width == 0 || height == 0) {
			width, height = w, h
		}
	}
	if width <= 0 || height <= 0 {
		width, height = 80, 24
	}
	s.screen = newScreen(t.Out, s.profile, width, height)
	return s.run(ctx)
}

// run plays the program on a terminal that is ready.
func (s *seat) run(ctx context.Context) error {
	s.screen.enter(s.ask())
	playing, end := context.WithCancel(ctx)
	program := tea.NewProgram(s,
		tea.WithContext(playing),
		tea.WithInput(nil),
		tea.WithOutput(io.Discard),
		tea.WithEnvironment(s.Env),
		tea.WithColorProfile(s.profile),
		tea.WithWindowSize(s.screen.width, s.screen.height),
		tea.WithFilter(s.filter),
		tea.WithoutSignalHandler(),
		// Without a renderer its ticker still runs, and has nothing to do. It is
		// set as slow as it can be, and stopped; see quieten.
		tea.WithoutRenderer(),
		tea.WithFPS(1),
	)
	wait := s.listen(playing, program.Send)
	off := func() {}
	s.started = func() { off = quieten(program) }
	_, err := program.Run()
	cause := context.Cause(ctx)
	end()
	wait()
	off()
	if left := s.screen.leave(); cause == nil && err == nil {
		err = left
	}
	if cause != nil {
		return cause
	}
	if errors.Is(err, tea.ErrInterrupted) {
		return tea.ErrInterrupted
	}
	return err
}

// quieten stops the ticker of Bubble Tea's renderer soon after the start: it would
// wake the process once a second for each terminal, and a thousand seats where
// nobody types are to cost next to nothing. Bubble Tea stops it when it gives its
// terminal back; of one it has nothing here that could be given, but it takes half
// a second to find that out. What quieten gives calls it off, or waits for it.
func quieten(p *tea.Program) (off func()) {
	const soon = 2 * time.Second
	done := make(chan struct{})
	t := time.AfterFunc(soon, func() {
		defer close(done)
		_ = p.ReleaseTerminal() // it could only speak of a terminal
	})
	return func() {
		if !t.Stop() {
			<-done
		}
	}
}

// closePatience is how long the end of the program waits for a reader that
// cannot be interrupted.
const closePatience = 100 * time.Millisecond

// listen starts what brings messages from outside. The function it returns waits
// for their end after playing is over.
func (s *seat) listen(playing context.Context, send func(tea.Msg)) (wait func()) {
	var others sync.WaitGroup
	in, interrupt, release := interruptible(s.In, s.tty)
	bytes, reading := make(chan []byte), make(chan struct{})
	go func() {
		defer close(reading)
		read(playing, in, bytes)
	}()
	others.Go(func() {
		k := keyboard{send: send}
		k.run(playing, bytes)
		if playing.Err() == nil {
			s.stop(ErrGone)
		}
	})
	if s.tty != nil {
		others.Go(func() { s.tty.signals(playing, send, s.stop) })
	}
	if s.Sizes != nil {
		others.Go(func() { sizes(playing, s.Sizes, send) })
	}
	return func() {
		others.Wait()
		if interrupt() {
			select {
			case <-reading:
				release()
			case <-time.After(closePatience):
			}
		}
	}
}

// resizeRest is the least time between two window changes a program is told of.
// A person dragging a corner sees no difference; a client that sends thousands a
// second gains nothing.
const resizeRest = 15 * time.Millisecond

// sizes hands on the window's changes. Of those that come too fast only the last
// counts.
func sizes(ctx context.Context, from <-chan Size, send func(tea.Msg)) {
	latest := make(chan Size, 1)
	defer close(latest)
	go func() {
		for size := range latest {
			send(resized(size))
			time.Sleep(resizeRest)
		}
	}()
	for {
		select {
		case <-ctx.Done():
			return
		case size, ok := <-from:
			if !ok {
				return
			}
			select {
			case <-latest: // overtaken
			default:
			}
			latest <- size
		}
	}
}
