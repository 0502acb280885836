package paint

import (
	"errors"
	"fmt"
	"reflect"
	"runtime/debug"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// WidthMsg tells a model how its terminal draws the characters whose width
// Unicode leaves open: ○ ─ … ① and their like. It is sent only if the terminal
// answers in time; until then a model does well to suppose narrow.
type WidthMsg struct {
	Wide bool // they take two cells: borders must be ASCII
}

// ErrPanic is wrapped by the error Run returns after a model or one of its
// commands panicked. The error's text holds the value and the stack.
var ErrPanic = errors.New("panic")

// seat is the model Bubble Tea runs: it has the player's model inside and paints
// what that one shows. All but stop is used by the event loop's goroutine.
type seat struct {
	Terminal
	model   tea.Model
	screen  *screen
	profile colorprofile.Profile
	watch   watch
	tty     *tty
	stop    func(error) // ends the program; the first error given is its result
	started func()      // called when Bubble Tea has started all that it starts
	view    tea.View
	broken  bool
}

// Init tells the model all that is known of the terminal before its first View.
func (s *seat) Init() tea.Cmd {
	s.started()
	var cmds []tea.Cmd
	s.guard(func() { cmds = append(cmds, s.model.Init()) })
	for _, msg := range []tea.Msg{
		tea.EnvMsg(s.Env),
		tea.ColorProfileMsg{Profile: s.profile},
		tea.WindowSizeMsg{Width: s.screen.width, Height: s.screen.height},
	} {
		s.guard(func() {
			var cmd tea.Cmd
			s.model, cmd = s.model.Update(msg)
			cmds = append(cmds, cmd)
		})
	}
	return s.guarded(tea.Batch(cmds...))
}

// Update passes a message on.
func (s *seat) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	s.guard(func() {
		var click tea.Cmd
		if m, ok := msg.(tea.MouseMsg); ok && s.view.OnMouse != nil {
			click = s.view.OnMouse(m)
		}
		s.model, cmd = s.model.Update(msg)
		if click != nil {
			cmd = tea.Batch(click, cmd)
		}
	})
	return s, s.guarded(cmd)
}

// View is called once after each Update: the moment to paint. What it returns
// goes nowhere.
func (s *seat) View() tea.View {
	s.guard(func() {
		s.view = s.model.View()
		if err := s.screen.draw(s.view); err != nil {
			s.stop(err)
		}
	})
	return tea.View{}
}

// guard calls the model. After a panic the program ends, and the model is left
// alone.
func (s *seat) guard(call func()) {
	if s.broken {
		return
	}
	defer func() {
		if v := recover(); v != nil {
			s.broken = true
			s.stop(fmt.Errorf("%w: %v\n%s", ErrPanic, v, debug.Stack()))
		}
	}()
	call()
}

// guarded is a command that ends the program when it panics. Batches and
// sequences are lists of commands that come as messages; theirs are guarded too.
func (s *seat) guarded(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if v := recover(); v != nil {
				s.stop(fmt.Errorf("%w: %v\n%s", ErrPanic, v, debug.Stack()))
				msg = nil
			}
		}()
		msg = cmd()
		if list := commands(msg); list != nil {
			for i, cmd := range list {
				list[i] = s.guarded(cmd)
			}
		}
		return msg
	}
}

// commands is the list a batch or a sequence consists of. A sequence's type is
// not exported, hence the reflection.
func commands(msg tea.Msg) []tea.Cmd {
	if list, ok := msg.(tea.BatchMsg); ok {
		return list
	}
	v := reflect.ValueOf(msg)
	if list := reflect.TypeFor[[]tea.Cmd](); v.IsValid() && v.Kind() == reflect.Slice && v.CanConvert(list) {
		return v.Convert(list).Interface().([]tea.Cmd)
	}
	return nil
}
