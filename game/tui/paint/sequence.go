package paint

import (
	"bytes"
	"unicode/utf8"
)

// sequence is the length of the escape sequence p starts with, whether to keep
// it, and whether its end is known.
func (k *splitter) sequence(p []byte, late bool) (n int, keep, done bool) {
	if len(p) == 1 {
		return 1, true, late
	}
	switch c := p[1]; {
	case c == esc:
		return k.double(p, late)
	case c == '[':
		return k.csi(p, late)
	case c == 'O':
		return ss3(p, late)
	case c == ']', c == 'P', c == '_', c == '^', c == 'X':
		return k.str(p, late)
	case c < utf8.RuneSelf:
		return 2, true, true // alt and a key
	}
	r, size := utf8.DecodeRune(p[1:])
	if r == utf8.RuneError && size <= 1 {
		if utf8.FullRune(p[1:]) || late {
			return 1, true, true // the Esc key; the rest is no character
		}
		return 0, false, false
	}
	return 1 + size, r >= 0xa0, true
}

// double is a sequence after the Esc key, or, as some terminals send them, an
// alt+arrow.
func (k *splitter) double(p []byte, late bool) (n int, keep, done bool) {
	if len(p) == 2 {
		return 1, true, late
	}
	if p[2] != '[' && p[2] != 'O' {
		return 1, true, true
	}
	n, keep, done = k.sequence(p[1:], late)
	if !done {
		return 0, false, false
	}
	if bytes.Equal(p[1:1+n], pasteStart) || k.skipping != 0 {
		k.skipping = 0
		return 1, true, true
	}
	return n + 1, keep, true
}

func (k *splitter) csi(p []byte, late bool) (n int, keep, done bool) {
	if len(p) == 2 {
		return 2, true, late // alt+[
	}
	if p[2] == '[' { // the Linux console's F1 to F5
		if len(p) > 3 {
			return 4, p[3] >= 'A' && p[3] <= 'E', true
		}
		return 3, false, late
	}
	params, i := 1, 2
	for ; i < len(p) && i < maxSequence && p[i] >= 0x30 && p[i] <= 0x3f; i++ {
		if p[i] == ';' || p[i] == ':' {
			params++
		}
	}
	for i < len(p) && i < maxSequence && p[i] >= 0x20 && p[i] <= 0x2f {
		i++
	}
	switch {
	case i == maxSequence:
		k.skipping = '['
		return i, false, true
	case i == len(p):
		return i, false, late
	case p[i] < 0x40 || p[i] > 0x7e:
		return i, false, true // broken off
	case p[i] == 'M' && i == 2: // the old mouse report: three bytes follow
		if len(p) < 6 && !late {
			return 0, false, false
		}
		return min(len(p), 6), len(p) >= 6, true
	}
	return i + 1, params < maxParams, true
}

func ss3(p []byte, late bool) (n int, keep, done bool) {
	if len(p) == 2 {
		return 2, true, late // alt+shift+o
	}
	i := 2
	for i < len(p) && i < 8 && p[i] >= '0' && p[i] <= '9' {
		i++
	}
	switch {
	case i == len(p):
		return i, false, late
	case p[i] < 0x21 || p[i] > 0x7e:
		return i, false, true
	}
	return i + 1, true, true
}

// str is an OSC, DCS, APC, PM or SOS. Only answers to questions come so. Those
// to our own are OSCs, and short; nothing else is kept.
func (k *splitter) str(p []byte, late bool) (n int, keep, done bool) {
	n = stringEnd(p, 2)
	switch {
	case n > 0:
		return n, p[1] == ']' && n <= maxString && whole(p[:n]), true
	case late && len(p) == 2:
		return 2, true, true // alt and a key
	case late, len(p) > maxString:
		k.skipping = ']'
		return len(p), false, true
	}
	return 0, false, false
}

// whole says that no escape but its terminator's is inside the sequence.
func whole(p []byte) bool {
	inside := bytes.TrimSuffix(p[2:len(p)-1], []byte{esc})
	return bytes.IndexByte(inside, esc) < 0
}

// stringEnd is the index after the BEL or ST that ends a string sequence, -1 if
// it has not come.
func stringEnd(p []byte, from int) int {
	for i := from; i < len(p); i++ {
		switch {
		case p[i] == bel:
			return i + 1
		case p[i] == '\\' && i > from && p[i-1] == esc:
			return i + 1
		}
	}
	return -1
}
