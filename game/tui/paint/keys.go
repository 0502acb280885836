package paint

import (
	"bytes"
	"unicode/utf8"
)

// Limits on what a keyboard may send. Each is far above what any terminal does.
const (
	maxSequence = 256      // bytes of one CSI or SS3 sequence
	maxString   = 4 << 10  // bytes of one OSC, DCS, APC, PM or SOS
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
