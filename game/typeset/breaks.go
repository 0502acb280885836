package typeset

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
	"github.com/rivo/uniseg"
)

const (
	// No Japanese line begins with one of these …
	noStart = "、。，．,.・：；:;？！?!‼⁇⁈⁉゛゜ヽヾゝゞ々〻ー～〜゠‐–—―…‥ｰ･､｡ﾞﾟ" +
		"ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｯｬｭｮ" +
		"）］｝」』】〉》〕〗〙〟｣｠»’”)]}％‰℃°′″％%"
	// … and none ends with one of these.
	noEnd = "（［｛「『【〈《〔〖〘〝｢｟«‘“([{￥＄￡＃№¥$£#"
	// A number stays with its counter.
	counters = "年月日時分秒週間人名件台社円万億千百十個回本枚歳種行度倍割通点位版章節階番号"
)

// piece is a grapheme cluster of the text being set.
type piece struct {
	at    int // byte
	cells int
	space bool
	free  bool // a line may begin here
}

// pieces cuts text, which holds no line feed, into clusters and marks where a
// line may begin: where UAX #14 allows it, unless Japanese custom forbids it or
// it is inside a name such as svc-bk02, 24:00 or an address.
func pieces(text string, wide bool) []piece {
	ps := make([]piece, 0, len(text)/2)
	g := displaywidth.Options{EastAsianWidth: wide}.StringGraphemes(text)
	at := 0
	for g.Next() {
		v := g.Value()
		ps = append(ps, piece{at: at, cells: g.Width(), space: v == " " || v == "\u3000"})
		at += len(v)
	}
	if isASCII(text) {
		for i := 1; i < len(ps); i++ {
			ps[i].free = ps[i-1].space && !ps[i].space
		}
		return ps
	}
	i, rest, state := 0, text, -1
	for rest != "" {
		_, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		end := len(text) - len(rest)
		for i < len(ps) && ps[i].at < end {
			i++
		}
		if i < len(ps) && ps[i].at == end {
			ps[i].free = mayPart(text, end)
		}
	}
	return ps
}

// mayPart tells whether a line may end before byte at of text and the next
// begin there, as far as Japanese custom and names go.
func mayPart(text string, at int) bool {
	a, _ := utf8.DecodeLastRuneInString(text[:at])
	b, _ := utf8.DecodeRuneInString(text[at:])
	switch {
	case a == ' ' || a == '\u3000':
		return isGraph(b) || !strings.ContainsRune(noStart, b)
	case isGraph(a) && isGraph(b):
		return false
	case strings.ContainsRune(noStart, b), strings.ContainsRune(noEnd, a):
		return false
	case isDigit(a) && (isDigit(b) || strings.ContainsRune(counters, b)):
		return false
	}
	return true
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }

func isGraph(r rune) bool { return r > ' ' && r < 0x7F }

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// isOpening tells whether r opens a bracket, before which a phrase always
// begins.
func isOpening(r rune) bool {
	return unicode.Is(unicode.Ps, r) || unicode.Is(unicode.Pi, r)
}
