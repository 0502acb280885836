package paint_test

import (
	"errors"
	"image/color"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"kobayashi/game/tui/paint"
	"kobayashi/game/tui/screentest"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// script is a model made of functions.
type script struct {
	heard  *[]tea.Msg
	init   tea.Cmd
	update func(tea.Msg) tea.Cmd
	view   func() tea.View
}

func (s script) Init() tea.Cmd { return s.init }

func (s script) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if s.heard != nil {
		*s.heard = append(*s.heard, msg)
	}
	if key, ok := msg.(tea.KeyPressMsg); ok && key.String() == "ctrl+c" {
		return s, tea.Quit
	}
	if s.update != nil {
		return s, s.update(msg)
	}
	return s, nil
}

func (s script) View() tea.View {
	if s.view != nil {
		return s.view()
	}
	return tea.NewView("shown")
}

// find is the last message of a type.
func find[T tea.Msg](heard []tea.Msg) (found T, ok bool) {
	for _, msg := range heard {
		if m, is := msg.(T); is {
			found, ok = m, true
		}
	}
	return found, ok
}

func TestToldBeforeTheFirstFrame(t *testing.T) {
	var heard, atFirst []tea.Msg
	m := script{heard: &heard}
	m.view = func() tea.View {
		if atFirst == nil {
			atFirst = append(atFirst, heard...)
		}
		return tea.NewView("shown")
	}
	screentest.Play(t, m, 50, 9, func(s *screentest.Screen) {
		s.Contains("shown")
		if size, _ := find[tea.WindowSizeMsg](atFirst); size != (tea.WindowSizeMsg{Width: 50, Height: 9}) {
			t.Errorf("size %v", size)
		}
		if p, _ := find[tea.ColorProfileMsg](atFirst); p.Profile != colorprofile.ANSI256 {
			t.Errorf("profile %v", p.Profile)
		}
		if env, _ := find[tea.EnvMsg](atFirst); env.Getenv("TERM") != "xterm-256color" {
			t.Errorf("environment %v", env)
		}
		if raw := s.Raw(); strings.Count(raw, "\x1b[2J") != 1 {
			t.Errorf("more than one first frame: %q", raw)
		}
	}, screentest.Profile(colorprofile.ANSI256))
	sizes := 0
	for _, msg := range heard {
		if _, ok := msg.(tea.WindowSizeMsg); ok {
			sizes++
		}
	}
	if sizes != 1 {
		t.Errorf("told the size %d times", sizes)
	}
}

func TestTerminalAnswers(t *testing.T) {
	tests := []struct {
		name        string
		opts        []screentest.Option
		told, wide  bool
		light, dark bool
	}{
		{"narrow and dark", nil, true, false, false, true},
		{"wide and light", []screentest.Option{screentest.Wide(), screentest.Light()}, true, true, true, false},
		{"silent", []screentest.Option{screentest.Silent()}, false, false, false, false},
		{"console", []screentest.Option{screentest.Env("TERM=linux")}, false, false, false, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var heard []tea.Msg
			screentest.Play(t, script{heard: &heard}, 40, 5, func(s *screentest.Screen) {
				s.Contains("shown")
				if strings.Contains(s.Text(), "○") {
					t.Error("the probe is still seen")
				}
				w, told := find[paint.WidthMsg](heard)
				if told != tt.told || w.Wide != tt.wide {
					t.Errorf("width %v, told %v", w, told)
				}
				bg, told := find[tea.BackgroundColorMsg](heard)
				if told != (tt.light || tt.dark) || told && bg.IsDark() != tt.dark {
					t.Errorf("background %v, told %v", bg, told)
				}
			}, tt.opts...)
		})
	}
}

func TestLateWidthIsIgnored(t *testing.T) {
	var heard []tea.Msg
	screentest.Play(t, script{heard: &heard}, 40, 5, func(s *screentest.Screen) {
		s.Wait(301 * time.Millisecond)
		s.Send("\x1b[2;3R")
		if w, told := find[paint.WidthMsg](heard); told {
			t.Errorf("told %v", w)
		}
		s.Contains("shown")
	}, screentest.Silent())
}

func TestAsking(t *testing.T) {
	var heard []tea.Msg
	m := script{heard: &heard, update: func(msg tea.Msg) tea.Cmd {
		if key, ok := msg.(tea.KeyPressMsg); ok {
			switch key.String() {
			case "b":
				return tea.RequestBackgroundColor
			case "w":
				return tea.RequestWindowSize
			case "x":
				return tea.Batch(tea.Raw("\x1b[31mraw"), tea.Println("printed"), tea.SetClipboard("clip"), tea.RequestTerminalVersion)
			case "c":
				return tea.ClearScreen
			}
		}
		return nil
	}}
	screentest.Play(t, m, 40, 5, func(s *screentest.Screen) {
		heard = nil
		s.Press("b", "w")
		if bg, ok := find[tea.BackgroundColorMsg](heard); !ok || bg.Color != (color.RGBA{A: 0xff}) {
			t.Errorf("background %v", bg)
		}
		if size, ok := find[tea.WindowSizeMsg](heard); !ok || size.Width != 40 {
			t.Errorf("size %v", size)
		}
		s.Bytes()
		s.Press("x")
		s.Wait(2 * time.Second)
		if n := s.Bytes(); n != 0 {
			t.Errorf("a model wrote %d bytes past the gate", n)
		}
		s.Press("c")
		if n := s.Bytes(); n == 0 {
			t.Error("clearing repainted nothing")
		}
	})
}

func TestMouse(t *testing.T) {
	var heard []tea.Msg
	clicks := 0
	m := script{heard: &heard, view: func() tea.View {
		v := tea.NewView("shown")
		v.MouseMode = tea.MouseModeCellMotion
		v.OnMouse = func(tea.MouseMsg) tea.Cmd { clicks++; return nil }
		return v
	}}
	screentest.Play(t, m, 40, 5, func(s *screentest.Screen) {
		s.Click(39, 4)
		s.Click(40, 2)
		s.Click(0, 5)
		s.Wheel(1, 1, 2)
		if clicks != 4 {
			t.Errorf("%d events reached the view, want a press, a release and two turns", clicks)
		}
		if c, _ := find[tea.MouseClickMsg](heard); c.X != 39 || c.Y != 4 {
			t.Errorf("clicked %v", c)
		}
	})
}

func TestHostileView(t *testing.T) {
	hostile := "a\x1b[2J\x1b]52;c;x\x07b\x1b[" + strings.Repeat("1;", 50) + "mc\u202ed\x1bP" + strings.Repeat("1;", 50) + "q\x1b\\e\n" + strings.Repeat("長", 100)
	m := script{view: func() tea.View {
		v := tea.NewView(hostile)
		v.WindowTitle = hostile
		v.Cursor = tea.NewCursor(-5, 1000)
		return v
	}}
	screentest.Play(t, m, 20, 3, func(s *screentest.Screen) {
		if got, want := s.Text(), "abcde\n長長長長長長長長長長\n\n"; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		s.Resize(7, 2)
		if got, want := s.Text(), "abcde\n長長長\n"; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

func TestIdleIsSilent(t *testing.T) {
	ticks := 0
	type ticked struct{}
	m := script{update: func(msg tea.Msg) tea.Cmd {
		switch msg.(type) {
		case ticked:
			ticks++
		case tea.WindowSizeMsg:
		default:
			return nil
		}
		return tea.Tick(time.Second, func(time.Time) tea.Msg { return ticked{} })
	}}
	screentest.Play(t, m, 40, 5, func(s *screentest.Screen) {
		s.Bytes()
		s.Wait(90 * time.Second)
		if n := s.Bytes(); n != 0 || ticks < 89 || ticks > 90 {
			t.Errorf("%d bytes in %d updates that changed nothing", n, ticks)
		}
	})
}

func TestNoColour(t *testing.T) {
	m := script{view: func() tea.View { return tea.NewView("\x1b[1;31mred\x1b[m") }}
	synctest.Test(t, func(t *testing.T) {
		var out strings.Builder
		term := paint.Terminal{In: strings.NewReader(""), Out: &out, Env: []string{"TERM=xterm-256color", "NO_COLOR=1"}}
		if err := paint.Run(t.Context(), m, term); !errors.Is(err, paint.ErrGone) {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), "\x1b[1mred\x1b[m") {
			t.Errorf("got %q", out.String())
		}
	})
}
