package paint

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// Questions to the terminal. None is waited for.
const (
	askSync       = "\x1b[?2026$p"
	askBackground = "\x1b]11;?\x1b\\"
	// askWidth draws a character of open width on row 2, where no key's
	// sequence looks like the answer, and asks where the cursor has come to.
	askWidth = "\x1b[2;1H○\x1b[6n"
)

// widthPatience is how late the answer about widths may come. A screen that
// changes its borders later than that disturbs more than it helps.
const widthPatience = 300 * time.Millisecond

// watch keeps what was asked and not yet answered.
type watch struct {
	width, background bool
	since             time.Time
}

// resized says the window's new size.
type resized Size

// awake says that the process was stopped and goes on: nothing is known of the
// terminal's state.
type awake struct{}

// ask is all the questions put before the first frame.
func (s *seat) ask() string {
	var q string
	if s.asksModes() {
		q += askSync
	}
	if s.queries() {
		q += askBackground
		s.watch.background = true
		if s.screen.height > 1 {
			q += askWidth
			s.watch.width = true
		}
	}
	s.watch.since = time.Now()
	return q
}

// filter sees each message before the model does. Nil is not passed on.
func (s *seat) filter(_ tea.Model, msg tea.Msg) tea.Msg {
	switch msg := msg.(type) {
	case tea.EnvMsg, tea.WindowSizeMsg:
		return nil // Bubble Tea's own; the model knows already
	case tea.ColorProfileMsg:
		if msg.Profile == s.profile {
			return nil
		}
		s.profile = msg.Profile
		s.screen.recolour(msg.Profile)
	case resized:
		if !s.screen.resize(msg.Width, msg.Height) {
			return nil
		}
		return tea.WindowSizeMsg{Width: s.screen.width, Height: s.screen.height}
	case cursorReport:
		return s.widthAnswer(msg)
	case syncReport:
		s.screen.sync = msg.able
		return nil
	case tea.BackgroundColorMsg:
		s.watch.background = false
	case tea.MouseMsg:
		if m := msg.Mouse(); m.X < 0 || m.Y < 0 || m.X >= s.screen.width || m.Y >= s.screen.height {
			return nil
		}
	case tea.KeyPressMsg:
		if msg.String() == "ctrl+z" && s.tty != nil && canSuspend {
			return s.suspend()
		}
	case tea.SuspendMsg:
		return s.suspend()
	case awake:
		return s.resume()
	default:
		return s.request(msg)
	}
	return msg
}

// request carries out the commands by which a model asks its terminal.
func (s *seat) request(msg tea.Msg) tea.Msg {
	switch msg {
	case tea.RequestWindowSize():
		return tea.WindowSizeMsg{Width: s.screen.width, Height: s.screen.height}
	case tea.RequestBackgroundColor():
		if s.queries() && !s.watch.background {
			s.watch.background = true
			s.screen.buf = append(s.screen.buf, askBackground...)
			if err := s.screen.flush(); err != nil {
				s.stop(err)
			}
		}
		return nil
	case tea.ClearScreen():
		s.screen.forget()
	}
	return msg
}

func (s *seat) widthAnswer(at cursorReport) tea.Msg {
	if !s.watch.width || at.y != 1 || at.x < 1 || at.x > 2 {
		return nil
	}
	s.watch.width = false
	if time.Since(s.watch.since) > widthPatience {
		return nil
	}
	s.screen.measure.narrow = at.x == 1
	return WidthMsg{Wide: at.x == 2}
}

// suspend gives the terminal back, stops the process group as ctrl+z would have
// without raw mode, and takes the terminal again when it is continued.
func (s *seat) suspend() tea.Msg {
	if s.tty == nil || !canSuspend {
		return nil
	}
	if err := s.screen.leave(); err != nil {
		s.stop(err)
		return nil
	}
	s.tty.restore()
	stopProcess()
	return s.resume()
}

func (s *seat) resume() tea.Msg {
	if s.tty != nil {
		if err := s.tty.raw(); err != nil {
			s.stop(err)
			return nil
		}
		if w, h, err := s.tty.size(); err == nil {
			s.screen.resize(w, h)
		}
	}
	s.screen.enter("")
	return tea.ResumeMsg{}
}
