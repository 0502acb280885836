package paint

import tea "charm.land/bubbletea/v2"

// maxTitle is how many characters of a window title are sent.
const maxTitle = 120

// modes turns on and off what the view asks of the terminal beside its content.
func (s *screen) modes(v tea.View) {
	if v.DisableBracketedPasteMode != s.view.DisableBracketedPasteMode {
		s.either(v.DisableBracketedPasteMode, pasteOff, pasteOn)
	}
	if v.ReportFocus != s.view.ReportFocus {
		s.either(v.ReportFocus, focusOn, focusOff)
	}
	if v.MouseMode != s.view.MouseMode {
		switch v.MouseMode {
		case tea.MouseModeCellMotion:
			s.buf = append(s.buf, mouseCell...)
		case tea.MouseModeAllMotion:
			s.buf = append(s.buf, mouseAll...)
		default:
			s.buf = append(s.buf, mouseOff...)
		}
	}
	if v.Cursor == nil && cursorShape(s.view.Cursor) != 0 {
		s.buf = append(s.buf, "\x1b[0 q"...)
	}
	s.title(v.WindowTitle)
}

func (s *screen) either(on bool, yes, no string) {
	if on {
		s.buf = append(s.buf, yes...)
	} else {
		s.buf = append(s.buf, no...)
	}
}

// title sets the window's title. The one it had is put by first and comes back
// when the program leaves; an empty title is not set.
func (s *screen) title(title string) {
	if title == s.view.WindowTitle || title == "" {
		return
	}
	if !s.titled {
		s.buf = append(s.buf, titlePush...)
		s.titled = true
	}
	s.buf = append(s.buf, "\x1b]2;"...)
	s.buf = append(s.buf, CleanTitle(title, maxTitle)...)
	s.buf = append(s.buf, "\x1b\\"...)
}
