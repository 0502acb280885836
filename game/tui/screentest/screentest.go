// Package screentest plays a Bubble Tea model on a virtual terminal and looks at
// what a person would see. The program is a real one, run by paint.Run, with the
// bytes of a keyboard going in and the bytes of a screen coming out; only the
// clock is testing/synctest's, so that a minute of game passes in no time.
//
//	screentest.Play(t, model, 80, 24, func(s *screentest.Screen) {
//		s.Press("down", "enter")
//		s.Golden("briefing")
//	})
//
// A test fails if anything but the expected sequences reaches the terminal, or if
// anything is painted outside the window. A model must make its timers (tea.Tick)
// in its own methods: one made before Play belongs to the real clock, and the
// test hangs. Pictures of the screens come from
//
//	GOLDEN_SVG=$PWD/shots go test ./game/tui/...
//	chromium --headless --no-sandbox --disable-gpu --hide-scrollbars \
//		--window-size=768,560 --screenshot=shots/a.png shots/a.svg
//
// where the window's size is the one in the picture's first line: 80 by 24 cells
// make 768 by 560.
//
// It is test support: nothing but tests may import it.
package screentest

import (
	"context"
	"fmt"
	"image/color"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"kobayashi/game/tui/paint"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/vt"
)

// Screen is a terminal with a program on it.
type Screen struct {
	t      testing.TB
	mu     sync.Mutex // guards the fields down to light
	em     *vt.Emulator
	audit  audit
	bytes  int
	title  string
	cursor bool
	raw    strings.Builder
	light  bool

	keys  *io.PipeWriter
	sizes chan paint.Size
	done  chan struct{}
	err   error
}

type setup struct {
	env     []string
	profile colorprofile.Profile
	light   bool
	wide    bool
	silent  bool
}

// Option changes the terminal a model is played on. It is a dark xterm with all
// colours and narrow ambiguous characters.
type Option func(*setup)

// Profile sets what colours the terminal can show.
func Profile(p colorprofile.Profile) Option { return func(s *setup) { s.profile = p } }

// Env adds environment variables, as KEY=value.
func Env(env ...string) Option { return func(s *setup) { s.env = append(s.env, env...) } }

// Light makes the terminal's background white.
func Light() Option { return func(s *setup) { s.light = true } }

// Wide makes the terminal say that it draws ambiguous characters in two cells.
func Wide() Option { return func(s *setup) { s.wide = true } }

// Silent makes the terminal answer no question.
func Silent() Option { return func(s *setup) { s.silent = true } }

// Play opens the model on a terminal in a bubble of its own clock and calls play
// with it. The program is ended afterwards, if it has not ended itself.
func Play(t *testing.T, m tea.Model, width, height int, play func(*Screen), opts ...Option) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		play(Open(t, m, width, height, opts...))
	})
}

// abandoned is how long ticks that nobody waits for may take to end: the bubble
// must be empty before it closes.
const abandoned = 48 * time.Hour

// Open is Play for a test that is inside synctest.Test already.
func Open(t testing.TB, m tea.Model, width, height int, opts ...Option) *Screen {
	t.Helper()
	set := setup{profile: colorprofile.TrueColor}
	for _, o := range opts {
		o(&set)
	}
	s := &Screen{
		t: t, em: vt.NewEmulator(width, height), light: set.light,
		sizes: make(chan paint.Size), done: make(chan struct{}), cursor: true,
		audit: audit{width: width, height: height},
	}
	if set.light {
		s.em.SetDefaultBackgroundColor(color.White)
		s.em.SetDefaultForegroundColor(color.Black)
	}
	s.em.SetCallbacks(vt.Callbacks{
		Title:            func(title string) { s.title = title },
		CursorVisibility: func(on bool) { s.cursor = on },
	})
	in, keys := io.Pipe()
	s.keys = keys
	go s.reply(set)

	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		defer close(s.done)
		s.err = paint.Run(ctx, m, paint.Terminal{
			In: in, Out: s, Sizes: s.sizes, Width: width, Height: height,
			Env: append([]string{"TERM=xterm-256color", "LANG=C.UTF-8"}, set.env...),
		}, paint.Profile(set.profile))
	}()
	t.Cleanup(func() {
		cancel()
		_ = in.Close()
		<-s.done
		// Closing the emulator itself races with its readers.
		if answers, ok := s.em.InputPipe().(io.Closer); ok {
			_ = answers.Close()
		}
		time.Sleep(abandoned)
	})
	synctest.Wait()
	return s
}

// reply carries the terminal's answers to the keyboard. They are held in
// between, for the terminal answers while it is written to.
func (s *Screen) reply(set setup) {
	held := make(chan []byte, 1024)
	go func() {
		for p := range held {
			if _, err := s.keys.Write(p); err != nil {
				for range held {
				}
			}
		}
	}()
	defer close(held)
	p := make([]byte, 4096)
	for {
		n, err := s.em.Read(p)
		if err != nil {
			return
		}
		answer := string(p[:n])
		if set.wide {
			answer = strings.ReplaceAll(answer, "\x1b[2;2R", "\x1b[2;3R")
		}
		if !set.silent {
			held <- []byte(answer)
		}
	}
}

// Write is the terminal's side: paint.Run writes to it.
func (s *Screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, fault := range s.audit.check(string(p)) {
		s.t.Errorf("the screen was sent %s", fault)
	}
	s.bytes += len(p)
	s.raw.Write(p)
	return s.em.Write(p)
}

// Bytes is how many bytes were written since the last call.
func (s *Screen) Bytes() int {
	synctest.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	n := s.bytes
	s.bytes = 0
	return n
}

// Raw is all that was written since the last call.
func (s *Screen) Raw() string {
	synctest.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.raw.Reset()
	return s.raw.String()
}

// Wait lets time pass.
func (s *Screen) Wait(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// Resize changes the window.
func (s *Screen) Resize(width, height int) {
	s.t.Helper()
	s.mu.Lock()
	s.em.Resize(width, height)
	s.audit.width, s.audit.height = width, height
	s.mu.Unlock()
	select {
	case s.sizes <- paint.Size{Width: width, Height: height}:
	case <-s.done:
		s.t.Errorf("resized a program that has ended")
	}
	s.Wait(resizeWait)
}

// resizeWait is longer than paint takes to tell a program of a second change.
const resizeWait = 20 * time.Millisecond

// Done says whether the program has ended, and with what error.
func (s *Screen) Done() (ended bool, err error) {
	synctest.Wait()
	select {
	case <-s.done:
		return true, s.err
	default:
		return false, nil
	}
}

// Title is the window's title.
func (s *Screen) Title() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.title
}

// Cursor is where the cursor is seen, from 0; ok is false if it is hidden.
func (s *Screen) Cursor() (x, y int, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	at := s.em.CursorPosition()
	return at.X, at.Y, s.cursor
}

// Text is the window line by line: wide characters once, spaces at the end of a
// line cut, as many lines as the window has.
func (s *Screen) Text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out strings.Builder
	for y := range s.em.Height() {
		var line strings.Builder
		for x := 0; x < s.em.Width(); {
			c := s.em.CellAt(x, y)
			if c == nil || c.Content == "" {
				line.WriteByte(' ')
				x++
				continue
			}
			line.WriteString(c.Content)
			x += max(c.Width, 1)
		}
		fmt.Fprintln(&out, strings.TrimRight(line.String(), " "))
	}
	return out.String()
}

// Contains fails the test if text is not on the screen.
func (s *Screen) Contains(text string) {
	s.t.Helper()
	if got := s.Text(); !strings.Contains(got, text) {
		s.t.Errorf("got\n%s\nwant %q in it", got, text)
	}
}
