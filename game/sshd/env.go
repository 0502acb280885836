package sshd

import (
	"encoding/binary"
	"strings"
)

// A window beyond this is cut to it: a client may ask for 65535 by 65535, and
// every cell costs memory.
const (
	maxWidth, maxHeight = 400, 160
	usualWidth          = 80
	usualHeight         = 24
)

// Size is a window's width and height in cells.
type Size struct{ Width, Height int }

// clamp is a size a screen can be drawn on. A client that does not know its
// window says 0.
func clamp(width, height uint32) Size {
	if width == 0 || height == 0 {
		return Size{usualWidth, usualHeight}
	}
	return Size{int(min(width, maxWidth)), int(min(height, maxHeight))}
}

// ptyRequest reads the terminal's name and size from a pty-req. What follows of
// modes is of no use without a terminal device.
func ptyRequest(p []byte) (term string, size Size, ok bool) {
	name, rest, ok := text(p)
	if !ok {
		return "", Size{}, false
	}
	size, ok = windowChange(rest)
	return name, size, ok
}

// windowChange reads the size from a window-change.
func windowChange(p []byte) (Size, bool) {
	if len(p) < 16 {
		return Size{}, false
	}
	return clamp(binary.BigEndian.Uint32(p), binary.BigEndian.Uint32(p[4:])), true
}

// envRequest reads name and value from an env request.
func envRequest(p []byte) (name, value string, ok bool) {
	name, rest, ok := text(p)
	if !ok {
		return "", "", false
	}
	value, _, ok = text(rest)
	return name, value, ok
}

// text reads a string with its length before it.
func text(p []byte) (s string, rest []byte, ok bool) {
	if len(p) < 4 {
		return "", nil, false
	}
	n := binary.BigEndian.Uint32(p)
	if p = p[4:]; uint64(n) > uint64(len(p)) {
		return "", nil, false
	}
	return string(p[:n]), p[n:], true
}

// Bounds of what is kept of a client's environment.
const (
	maxEnvName  = 20
	maxEnvValue = 64
	maxEnv      = 20
)

// allowedEnv says whether a variable may come through: what language to speak
// and how to draw. Everything else could steer programs and libraries.
func allowedEnv(name, value string) bool {
	if len(name) > maxEnvName || len(value) > maxEnvValue || !plain(value) {
		return false
	}
	switch name {
	case "LANG", "LANGUAGE", "NO_COLOR", "COLORTERM", "ACCESSIBLE":
		return true
	}
	kind, ok := strings.CutPrefix(name, "LC_")
	return ok && kind != "" && strings.Trim(kind, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// plain says that s holds nothing but what names of locales are made of.
func plain(s string) bool {
	for i := range len(s) {
		c := s[i]
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && !strings.ContainsRune("._-@:+=", rune(c)) {
			return false
		}
	}
	return true
}

// otherTerm is what an unknown terminal is taken for: nearly all of them
// understand it.
const otherTerm = "xterm-256color"

// dumbTerm is a terminal that cannot draw.
const dumbTerm = "dumb"

// allowedTerm is the terminal's name if it is known, and otherTerm if not. A name
// is used by libraries as a file's name and to choose programs to ask.
func allowedTerm(name string) string {
	switch name {
	case dumbTerm, "ansi", "linux", "vt100", "vt102", "vt220", "cygwin", "mintty", "putty", "putty-256color",
		"xterm", "xterm-color", "xterm-16color", "xterm-256color", "xterm-direct", "xterm-kitty", "xterm-ghostty",
		"screen", "screen-256color", "screen.xterm-256color", "tmux", "tmux-256color", "tmux-direct",
		"alacritty", "alacritty-direct", "contour", "foot", "foot-direct", "ghostty", "gnome", "gnome-256color",
		"iterm2", "iTerm2.app", "kitty", "konsole", "konsole-256color", "mlterm", "mlterm-256color", "ms-terminal",
		"nsterm", "nsterm-256color", "rio", "rxvt", "rxvt-256color", "rxvt-unicode", "rxvt-unicode-256color",
		"st", "st-256color", "vte", "vte-256color", "wezterm", "zellij":
		return name
	case "":
		return dumbTerm
	}
	return otherTerm
}
