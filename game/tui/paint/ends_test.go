package paint_test

import (
	"context"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"kobayashi/game/tui/paint"
	"kobayashi/game/tui/screentest"

	tea "charm.land/bubbletea/v2"
)

func TestPanics(t *testing.T) {
	boom := func() tea.Msg { panic("boom") }
	onKey := func(cmd tea.Cmd) func(tea.Msg) tea.Cmd {
		return func(msg tea.Msg) tea.Cmd {
			if _, ok := msg.(tea.KeyPressMsg); ok {
				return cmd
			}
			return nil
		}
	}
	views := 0
	tests := map[string]script{
		"init": {init: boom},
		"update": {update: func(msg tea.Msg) tea.Cmd {
			if _, ok := msg.(tea.KeyPressMsg); ok {
				panic("boom")
			}
			return nil
		}},
		"view": {view: func() tea.View {
			if views++; views > 1 {
				panic("boom")
			}
			return tea.NewView("shown")
		}},
		"batch":           {update: onKey(tea.Batch(nil, boom, func() tea.Msg { return nil }))},
		"sequence":        {update: onKey(tea.Sequence(func() tea.Msg { return nil }, boom))},
		"batch in a list": {update: onKey(tea.Sequence(tea.Batch(tea.Sequence(tea.Batch(nil, boom), boom), boom), boom))},
	}
	for name, m := range tests {
		t.Run(name, func(t *testing.T) {
			screentest.Play(t, m, 40, 5, func(s *screentest.Screen) {
				if ended, _ := s.Done(); !ended {
					s.Press("x")
				}
				ended, err := s.Done()
				if !ended || !errors.Is(err, paint.ErrPanic) || !strings.Contains(err.Error(), "boom") {
					t.Errorf("ended %v, %v", ended, err)
				}
				if raw := s.Raw(); !strings.HasSuffix(raw, "\x1b[?1049l\x1b[?25h") {
					t.Errorf("the terminal was not given back: %q", raw)
				}
			})
		})
	}
}

func TestEnds(t *testing.T) {
	t.Run("input ends", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			term := paint.Terminal{In: strings.NewReader("abc"), Out: io.Discard}
			if err := paint.Run(t.Context(), script{}, term); !errors.Is(err, paint.ErrGone) {
				t.Errorf("got %v", err)
			}
		})
	})
	t.Run("output fails", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			in, keys := io.Pipe()
			defer keys.Close()
			full := errors.New("full")
			if err := paint.Run(t.Context(), script{}, paint.Terminal{In: in, Out: failing{full}}); !errors.Is(err, full) {
				t.Errorf("got %v", err)
			}
		})
	})
	t.Run("context ends", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			in, keys := io.Pipe()
			defer keys.Close()
			late := errors.New("late")
			ctx, cancel := context.WithTimeoutCause(t.Context(), time.Minute, late)
			defer cancel()
			if err := paint.Run(ctx, script{}, paint.Terminal{In: in, Out: io.Discard}); !errors.Is(err, late) {
				t.Errorf("got %v", err)
			}
		})
	})
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestStormOfSizes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var heard []tea.Msg
		in, keys := io.Pipe()
		sizes := make(chan paint.Size)
		done := make(chan error)
		go func() {
			done <- paint.Run(t.Context(), script{heard: &heard}, paint.Terminal{In: in, Out: io.Discard, Sizes: sizes})
		}()
		for n := range 20_000 {
			sizes <- paint.Size{Width: 20 + n%100, Height: 10}
			time.Sleep(50 * time.Microsecond)
		}
		sizes <- paint.Size{Width: 77, Height: 7}
		time.Sleep(time.Second)
		_ = keys.Close()
		<-done
		told := 0
		for _, msg := range heard {
			if _, ok := msg.(tea.WindowSizeMsg); ok {
				told++
			}
		}
		if last, _ := find[tea.WindowSizeMsg](heard); last != (tea.WindowSizeMsg{Width: 77, Height: 7}) || told > 80 {
			t.Errorf("told %d sizes in a second, the last %v", told, last)
		}
	})
}

// TestQuiet: nothing of Bubble Tea's renderer is left that would wake an idle
// process, and the program goes on.
func TestQuiet(t *testing.T) {
	in, keys := io.Pipe()
	shown := make(chan string, 100)
	m := script{update: func(msg tea.Msg) tea.Cmd {
		if key, ok := msg.(tea.KeyPressMsg); ok {
			shown <- key.String()
		}
		return nil
	}}
	ended := make(chan error, 1)
	go func() {
		ended <- paint.Run(t.Context(), m, paint.Terminal{In: in, Out: io.Discard, Width: 80, Height: 24})
	}()
	ticking := func() bool {
		stacks := make([]byte, 1<<20)
		return strings.Contains(string(stacks[:runtime.Stack(stacks, true)]), "bubbletea/v2.(*Program).startRenderer")
	}
	press := func(key string) {
		if _, err := keys.Write([]byte(key)); err != nil {
			t.Fatal(err)
		}
	}
	for _, quiet := range []bool{false, true} { // it is there at first, and everything works without it
		for range 500 {
			if !quiet || !ticking() {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		if quiet && ticking() {
			t.Error("the renderer's ticker is running")
		}
		press("a")
		if got := <-shown; got != "a" {
			t.Errorf("got the key %q", got)
		}
	}
	press("\x03")
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
