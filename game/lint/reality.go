package lint

import (
	"bytes"
	"slices"
	"strings"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// realNames is E602: a domain, an address or a telephone number that may belong
// to somebody. What the front matter excuses under allow is left alone, and so
// are the citations under sources and the addresses that notes refer to.
func realNames(p *pass) {
	for _, f := range p.all() {
		p.realIn(p.readable(f), f.Range)
	}
	for _, n := range p.notes() {
		p.realIn(withoutReferences(n.text), n.span)
	}
}

func (p *pass) realIn(text []byte, place placer) {
	for _, w := range suspects(text) {
		if p.excused(w.name) {
			continue
		}
		from, to := place(parse.Span{Start: w.start, End: w.end})
		p.reportAt(from, to, w.kind.message(w.name), w.kind.mend())
	}
}

// excused tells whether allow names it, or a domain above it.
func (p *pass) excused(name string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc(p.allow, func(a string) bool {
		return name == a || strings.HasSuffix(name, "."+a)
	})
}

// suspect is something in a line that may be real.
type suspect struct {
	kind       suspectKind
	name       string
	start, end int
}

type suspectKind int

const (
	aDomain suspectKind = iota
	anAddress
	aPhone
)

func (k suspectKind) message(name string) game.Phrase {
	switch k {
	case anAddress:
		return game.Say("「%s」は実在しうるIPアドレスです", "%s may be somebody's address", name)
	case aPhone:
		return game.Say("「%s」は実在しうる電話番号です", "%s may be somebody's telephone number", name)
	}
	return game.Say("「%s」は実在しうるドメイン名です", "%s may be somebody's domain", name)
}

func (k suspectKind) mend() game.Phrase {
	switch k {
	case anAddress:
		return game.Say("例示用の番地を使ってください: 192.0.2.0/24、198.51.100.0/24、203.0.113.0/24、2001:db8::/32", "use one made for examples: 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24 or 2001:db8::/32")
	case aPhone:
		return game.Say("数字を〇か x で伏せてください: 03-〇〇〇〇-〇〇〇〇", "mask the digits, as in 03-xxxx-xxxx, or use 555-0100 to 555-0199")
	}
	return game.Say("例示用の名前を使ってください: example.com、example.net、example.org、.example、.test", "use one made for examples: example.com, example.net, example.org, .example or .test")
}

// suspects finds what may be real in a text: every run of characters that a
// domain, an address or a number consists of is looked at once.
func suspects(text []byte) []suspect {
	var list []suspect
	for i := 0; i < len(text); {
		if hostSigns[text[i]]&(inWord|wide) == 0 {
			i++
			continue
		}
		if text[i] == wideLead {
			list, i = widePhone(list, text, i)
			continue
		}
		start, dots, colons, digits := i, 0, 0, 0
		for ; i < len(text); i++ {
			sign := hostSigns[text[i]]
			if sign&(inWord|between) == 0 {
				break
			}
			switch {
			case text[i] == '.':
				dots++
			case text[i] == ':':
				colons++
			case sign&digit != 0:
				digits++
			}
		}
		if dots > 0 || colons > 1 {
			list = hosts(list, text, start, i)
		}
		if digits >= 2 {
			first := start + bytes.IndexAny(text[start:i], "0123456789")
			if end := phone(text, first); end > 0 {
				list = append(list, suspect{aPhone, string(text[first:end]), first, end})
				i = max(i, end)
			}
		}
	}
	return list
}

// The parts that a byte can play in what suspects looks for.
const (
	inWord  = 1 << iota // of a host or a number
	digit               // one of these
	between             // between the parts of a host
	wide                // the lead byte of full-width digits
)

const wideLead = 0xEF

// hostSigns says which parts each byte can play.
var hostSigns = func() (signs [256]uint8) {
	for c := range 128 {
		switch b := byte(c); {
		case b >= '0' && b <= '9':
			signs[c] = inWord | digit
		case letter(b), b == '-':
			signs[c] = inWord
		case b == '.', b == ':':
			signs[c] = between
		}
	}
	signs[wideLead] = wide
	return signs
}()
