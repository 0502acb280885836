package paint

import (
	"bytes"
	"unicode/utf8"
)

// Limits on what a keyboard may send. Each is far above what any terminal does.
const (
	maxSequence = 256       // bytes of one CSI or SS3 sequence
	maxString   = 4 << 10   // bytes of one OSC, DCS, APC, PM or SOS
	maxPaste    = 64 << 10 // bytes of one paste; the rest of it is dropped
)

// tokenKind says what a decoder is to make of a token.
type tokenKind int

const (
	keyToken   tokenKind = iota // one sequence, control or alt+key
	textToken                   // characters as typed, valid UTF-8, no controls
	pasteToken                  // characters as pasted
)

// token is a piece of the keyboard's bytes. data is valid until the next call.
type token struct {
	kind tokenKind
	data []byte
}

// splitter cuts the keyboard's bytes into tokens that are safe to decode: no
// sequence has more than maxParams-1 parameters or exceeds its limit, and what
// has no end is dropped. Between calls it holds one unfinished token at most.
type splitter struct {
	buf      []byte
	paste    []byte
	pasting  bool
	skipping byte // the kind of a sequence over its limit: 0, '[' or ']'
}

var (
	pasteStart = []byte("\x1b[200~")
	pasteEnd   = []byte("\x1b[201~")
)

// feed adds bytes as they were read.
func (k *splitter) feed(p []byte) { k.buf = append(k.buf, p...) }

// pending says whether bytes wait for more: 0 no, 1 an escape that may be the
// Esc key, 2 an unfinished sequence or paste.
func (k *splitter) pending() int {
	switch {
	case k.pasting, k.skipping != 0, len(k.buf) > 2:
		return 2
	case len(k.buf) > 0:
		return 1
	}
	return 0
}

// next is the next token. late says that nothing has come for a while, so that
// what is unfinished must be taken as it stands. ok is false when no token can
// be cut.
func (k *splitter) next(late bool) (t token, ok bool) {
	for {
		switch {
		case k.pasting:
			return k.pasted(late)
		case k.skipping != 0:
			if !k.skip(late) {
				return token{}, false
			}
		case len(k.buf) == 0:
			return token{}, false
		case k.buf[0] == esc:
			n, keep, done := k.sequence(k.buf, late)
			if !done {
				return token{}, false
			}
			seq := k.take(n)
			if bytes.Equal(seq, pasteStart) {
				k.pasting = true
			} else if keep {
				return token{keyToken, seq}, true
			}
		case k.buf[0] < ' ' || k.buf[0] == del:
			return token{keyToken, k.take(1)}, true
		default:
			n, more := text(k.buf)
			if n == 0 && more && !late {
				return token{}, false
			}
			if n > 0 {
				return token{textToken, k.take(n)}, true
			}
			k.take(1) // no character starts with this byte
		}
	}
}

// take removes n bytes from the front and returns them.
func (k *splitter) take(n int) []byte {
	p := k.buf[:n:n]
	k.buf = k.buf[n:]
	if len(k.buf) == 0 {
		k.buf = nil
	}
	return p
}

// text is the length of the typed characters p starts with, and whether more
// bytes could make the next one whole.
func text(p []byte) (n int, more bool) {
	for n < len(p) {
		c := p[n]
		if c < ' ' || c == del {
			return n, false
		}
		if c < utf8.RuneSelf {
			n++
			continue
		}
		r, size := utf8.DecodeRune(p[n:])
		if r == utf8.RuneError && size <= 1 {
			return n, !utf8.FullRune(p[n:])
		}
		if r < 0xa0 { // C1 written as UTF-8
			if n == 0 {
				return 0, false
			}
			return n, false
		}
		n += size
	}
	return n, false
}

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

// str is an OSC, DCS, APC, PM or SOS. Only the terminal's own answers come so,
// and they are short.
func (k *splitter) str(p []byte, late bool) (n int, keep, done bool) {
	n = stringEnd(p, 2)
	switch {
	case n > 0:
		return n, n <= maxString && bytes.IndexByte(p[2:n-1], esc) < 0 || plainEnd(p[:n]), true
	case len(p) > maxString:
		k.skipping = ']'
		return len(p), false, true
	case late && len(p) == 2:
		return 2, true, true // alt and a key
	case late:
		k.skipping = ']'
		return len(p), false, true
	}
	return 0, false, false
}

// plainEnd says that the only escape inside the sequence is its terminator's.
func plainEnd(p []byte) bool {
	return len(p) <= maxString && bytes.IndexByte(p[2:], esc) == len(p)-4
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

// skip drops the rest of a sequence over its limit. It returns false while the
// end has not come.
func (k *splitter) skip(late bool) bool {
	end := -1
	if k.skipping == '[' {
		if i := bytes.IndexFunc(k.buf, func(r rune) bool { return r < 0x20 || r > 0x3f }); i >= 0 {
			end = i
			if k.buf[i] >= 0x40 && k.buf[i] <= 0x7e {
				end++
			}
		}
	} else {
		end = stringEnd(k.buf, 0)
	}
	if end < 0 {
		keep := 0
		if n := len(k.buf); n > 0 && k.buf[n-1] == esc && !late {
			keep = 1 // the first half of ST, perhaps
		}
		k.take(len(k.buf) - keep)
		if late {
			k.skipping = 0
		}
		return late
	}
	k.take(end)
	k.skipping = 0
	return true
}

// pasted gathers a paste. One that goes silent is ended.
func (k *splitter) pasted(late bool) (token, bool) {
	i := bytes.Index(k.buf, pasteEnd)
	switch {
	case i >= 0:
		k.gather(i)
		k.take(len(pasteEnd))
	case late:
		k.gather(len(k.buf))
	default:
		k.gather(max(0, len(k.buf)-len(pasteEnd)+1))
		return token{}, false
	}
	t := token{pasteToken, k.paste}
	k.paste, k.pasting = nil, false
	return t, true
}

func (k *splitter) gather(n int) {
	p := k.take(n)
	k.paste = append(k.paste, p[:min(n, maxPaste-len(k.paste))]...)
}
