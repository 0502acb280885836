package paint

import (
	"image/color"
	"strconv"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// ink is a colour: nothing, one of the 256 of a palette, or 24 bits.
type ink uint32

const (
	inkPalette ink = 1 << 24
	inkRGB     ink = 2 << 24
	inkKind    ink = 3 << 24
)

// style is how a character looks. The zero style is the terminal's own.
type style struct {
	fg, bg, line ink // line colours the underline
	attrs        attrs
	underline    uint8 // 0 none, 1 single … 5 dashed
}

type attrs uint16

const (
	bold attrs = 1 << iota
	faint
	italic
	blink
	fastBlink
	reverse
	conceal
	strike
)

// attrCodes are the SGR codes of the attributes, in the order of their bits.
var attrCodes = [...]string{"1", "2", "3", "5", "6", "7", "8", "9"}

const (
	maxParams  = 32 // x/ansi fails above
	maxSGRSize = 128
)

// sgrLen is the length of the plain SGR sequence s starts with: ESC [, digits
// with ; and :, m. It is 0 for anything else, and for one too long to be meant.
func sgrLen(s string) int {
	if len(s) < 3 || s[1] != '[' {
		return 0
	}
	params := 1
	for i := 2; i < len(s) && i < maxSGRSize; i++ {
		switch c := s[i]; {
		case c == 'm':
			return i + 1
		case c == ';' || c == ':':
			if params++; params >= maxParams {
				return 0
			}
		case c < '0' || c > '9':
			return 0
		}
	}
	return 0
}

// apply is the style after the SGR sequence seq, which sgrLen has accepted.
func (st style) apply(seq string) style {
	var params [maxParams]int
	var colon [maxParams]bool // the parameter belongs to the one before
	n := 0
	for i := 2; i < len(seq); i++ {
		switch c := seq[i]; c {
		case ';', ':', 'm':
			n++
			if c != 'm' {
				colon[n] = c == ':'
			}
		default:
			params[n] = min(params[n]*10+int(c-'0'), 999)
		}
	}
	for i := 0; i < n; {
		end := i + 1
		for end < n && colon[end] {
			end++
		}
		used := st.set(params[i:n], end-i)
		i += max(used, end-i)
	}
	return st
}

// set applies the first code of p. sub is how many parameters, the code
// included, were joined to it by colons. It returns how many it used.
func (st *style) set(p []int, sub int) int {
	switch code := p[0]; {
	case code == 0:
		*st = style{}
	case code == 4 && sub > 1:
		st.underline = uint8(min(p[1], 5))
	case code == 4:
		st.underline = 1
	case code == 21:
		st.underline = 2
	case code == 24:
		st.underline = 0
	case code == 38:
		return st.fg.set(p, sub)
	case code == 48:
		return st.bg.set(p, sub)
	case code == 58:
		return st.line.set(p, sub)
	case code == 39:
		st.fg = 0
	case code == 49:
		st.bg = 0
	case code == 59:
		st.line = 0
	case code >= 30 && code <= 37:
		st.fg = inkPalette | ink(code-30)
	case code >= 40 && code <= 47:
		st.bg = inkPalette | ink(code-40)
	case code >= 90 && code <= 97:
		st.fg = inkPalette | ink(code-90+8)
	case code >= 100 && code <= 107:
		st.bg = inkPalette | ink(code-100+8)
	default:
		st.setAttr(code)
	}
	return 1
}

func (st *style) setAttr(code int) {
	switch code {
	case 1, 2, 3:
		st.attrs |= bold << (code - 1)
	case 5, 6, 7, 8, 9:
		st.attrs |= blink << (code - 5)
	case 22:
		st.attrs &^= bold | faint
	case 23:
		st.attrs &^= italic
	case 25:
		st.attrs &^= blink | fastBlink
	case 27:
		st.attrs &^= reverse
	case 28:
		st.attrs &^= conceal
	case 29:
		st.attrs &^= strike
	}
}

// set reads 38;5;n, 38;2;r;g;b and their forms with colons (where a colour
// space may stand before the red). It returns how many parameters it used.
func (k *ink) set(p []int, sub int) int {
	rgb := 2
	if sub == len(p) || sub > 1 {
		p = p[:sub]
		if sub >= 6 {
			rgb = 3
		}
	}
	switch {
	case len(p) >= 3 && p[1] == 5:
		*k = inkPalette | ink(p[2]&0xff)
		return 3
	case len(p) >= rgb+3 && p[1] == 2:
		*k = inkRGB | ink(p[rgb]&0xff)<<16 | ink(p[rgb+1]&0xff)<<8 | ink(p[rgb+2]&0xff)
		return rgb + 3
	}
	return len(p)
}

// visibleBlank says that a space in this style can be seen.
func (st style) visibleBlank() bool {
	return st.bg != 0 || st.underline != 0 || st.attrs&(reverse|strike) != 0
}

// palette turns styles into what the terminal can show.
type palette struct {
	profile colorprofile.Profile
	known   map[ink]ink // colours already converted
}

// maxKnown bounds the memory of conversions; a theme has a few dozen colours.
const maxKnown = 1024

func newPalette(p colorprofile.Profile) *palette {
	return &palette{profile: p, known: map[ink]ink{}}
}

// fit is the style as the terminal shows it: colours converted, or dropped, or,
// where it can show no style at all, nothing.
func (p *palette) fit(st style) style {
	switch {
	case p.profile >= colorprofile.TrueColor:
		return st
	case p.profile <= colorprofile.NoTTY:
		return style{}
	case p.profile == colorprofile.ASCII:
		st.fg, st.bg, st.line = 0, 0, 0
	default:
		st.fg, st.bg, st.line = p.convert(st.fg), p.convert(st.bg), p.convert(st.line)
	}
	return st
}

func (p *palette) convert(k ink) ink {
	if k == 0 || k&inkKind == inkPalette && (p.profile == colorprofile.ANSI256 || k&0xff < 16) {
		return k
	}
	if fit, ok := p.known[k]; ok {
		return fit
	}
	var c color.Color = ansi.IndexedColor(uint8(k))
	if k&inkKind == inkRGB {
		c = color.RGBA{R: uint8(k >> 16), G: uint8(k >> 8), B: uint8(k), A: 0xff}
	}
	fit := inkPalette
	if p.profile == colorprofile.ANSI256 {
		fit |= ink(ansi.Convert256(c))
	} else {
		fit |= ink(ansi.Convert16(c))
	}
	if len(p.known) < maxKnown {
		p.known[k] = fit
	}
	return fit
}

// appendStyle appends the shortest of the plain ways from one style to another.
func appendStyle(b []byte, from, to style) []byte {
	if from == to {
		return b
	}
	if to == (style{}) {
		return append(b, "\x1b[m"...)
	}
	b = append(b, "\x1b["...)
	mark := len(b)
	if from.attrs&^to.attrs != 0 || from.underline != 0 && to.underline == 0 ||
		from.fg != 0 && to.fg == 0 || from.bg != 0 && to.bg == 0 || from.line != 0 && to.line == 0 {
		b = append(b, "0;"...)
		from = style{}
	}
	for i, code := range attrCodes {
		if bit := attrs(1) << i; to.attrs&bit != 0 && from.attrs&bit == 0 {
			b = append(append(b, code...), ';')
		}
	}
	switch {
	case to.underline == from.underline:
	case to.underline == 1:
		b = append(b, "4;"...)
	default:
		b = append(b, '4', ':', '0'+to.underline, ';')
	}
	b = appendInk(b, from.fg, to.fg, 30)
	b = appendInk(b, from.bg, to.bg, 40)
	b = appendInk(b, from.line, to.line, 50)
	if len(b) == mark {
		return b[:mark-2]
	}
	b[len(b)-1] = 'm' // in place of the last ;
	return b
}

// appendInk appends the codes of one colour; base is 30, 40 or 50.
func appendInk(b []byte, from, to ink, base int64) []byte {
	n := int64(to & 0xff)
	switch {
	case from == to:
		return b
	case to&inkKind == inkRGB:
		b = append(strconv.AppendInt(b, base+8, 10), ";2;"...)
		b = append(strconv.AppendInt(b, int64(to>>16&0xff), 10), ';')
		b = append(strconv.AppendInt(b, int64(to>>8&0xff), 10), ';')
		b = strconv.AppendInt(b, n, 10)
	case base < 50 && n < 8:
		b = strconv.AppendInt(b, base+n, 10)
	case base < 50 && n < 16:
		b = strconv.AppendInt(b, base+60+n-8, 10)
	default:
		b = append(strconv.AppendInt(b, base+8, 10), ";5;"...)
		b = strconv.AppendInt(b, n, 10)
	}
	return append(b, ';')
}
