package screentest

import (
	"fmt"
	"strings"
	"testing/synctest"
	"time"
	"unicode/utf8"
)

// named are the bytes of keys that have a name. The names are Bubble Tea's.
func named(key string) (string, bool) {
	switch key {
	case "up":
		return "\x1b[A", true
	case "down":
		return "\x1b[B", true
	case "right":
		return "\x1b[C", true
	case "left":
		return "\x1b[D", true
	case "home":
		return "\x1b[H", true
	case "end":
		return "\x1b[F", true
	case "insert":
		return "\x1b[2~", true
	case "delete":
		return "\x1b[3~", true
	case "pgup":
		return "\x1b[5~", true
	case "pgdown":
		return "\x1b[6~", true
	case "enter":
		return "\r", true
	case "tab":
		return "\t", true
	case "shift+tab":
		return "\x1b[Z", true
	case "space":
		return " ", true
	case "backspace":
		return "\x7f", true
	case "esc":
		return "\x1b", true
	case "f1", "f2", "f3", "f4":
		return "\x1bO" + string('P'+key[1]-'1'), true
	case "f5":
		return "\x1b[15~", true
	}
	return "", false
}

// keyBytes is what a terminal sends for a key: a name, one character, or one of
// them after alt+ or ctrl+.
func keyBytes(key string) (string, bool) {
	if seq, ok := named(key); ok {
		return seq, true
	}
	if rest, ok := strings.CutPrefix(key, "alt+"); ok {
		seq, ok := keyBytes(rest)
		return "\x1b" + seq, ok
	}
	if rest, ok := strings.CutPrefix(key, "ctrl+"); ok && len(rest) == 1 && rest[0] >= '@' {
		return string(rest[0] & 0x1f), true
	}
	return key, utf8.RuneCountInString(key) == 1
}

// escWait is longer than a terminal program waits for the rest of an escape
// sequence.
const escWait = 60 * time.Millisecond

// Press presses keys one after the other, with time to paint in between: "down",
// "enter", "ctrl+c", "x", "３".
func (s *Screen) Press(keys ...string) {
	s.t.Helper()
	for _, key := range keys {
		seq, ok := keyBytes(key)
		if !ok {
			s.t.Fatalf("there is no key %q", key)
		}
		s.Send(seq)
		if key == "esc" {
			s.Wait(escWait)
		}
	}
}

// Type types text as an input method sends it: all at once.
func (s *Screen) Type(text string) {
	s.t.Helper()
	s.Send(text)
}

// Paste pastes text with the marks around it.
func (s *Screen) Paste(text string) {
	s.t.Helper()
	s.Send("\x1b[200~" + text + "\x1b[201~")
}

// Click presses and releases the left button on a cell, counted from 0.
func (s *Screen) Click(x, y int) {
	s.t.Helper()
	s.Send(fmt.Sprintf("\x1b[<0;%d;%dM", x+1, y+1))
	s.Send(fmt.Sprintf("\x1b[<0;%d;%dm", x+1, y+1))
}

// Wheel turns the wheel over a cell, down if by is positive.
func (s *Screen) Wheel(x, y, by int) {
	s.t.Helper()
	button, n := 65, by
	if by < 0 {
		button, n = 64, -by
	}
	for range n {
		s.Send(fmt.Sprintf("\x1b[<%d;%d;%dM", button, x+1, y+1))
	}
}

// Send sends bytes as a keyboard would.
func (s *Screen) Send(bytes string) {
	s.t.Helper()
	if ended, err := s.Done(); ended {
		s.t.Fatalf("sent %q to a program that has ended: %v", bytes, err)
	}
	_, _ = s.keys.Write([]byte(bytes))
	synctest.Wait()
}
