package parse

import (
	"iter"
	"strings"

	"kobayashi/game"
)

// YAML stumbles over some slips only lines later, or says nothing that helps.
// What the eye does not see is looked for first.

// wideColons reports keys that an input method ended with a full-width colon.
func (p *parser) wideColons() bool {
	found := false
	for i, line := range p.frontLines() {
		rest := strings.TrimLeft(line, " -")
		if n := runEnd(rest, isIDRune); n > 0 && strings.HasPrefix(rest[n:], "：") {
			start := i + len(line) - len(rest) + n
			p.wideColon(Span{start, start + len("：")})
			found = true
		}
	}
	return found
}

// frontLines are the lines of the front matter, each with where it begins.
func (p *parser) frontLines() iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		front := p.f.Front.Span
		for i := front.Start; i < front.End; i = p.f.lineEnd(i) + 1 {
			if !yield(i, p.text[i:p.f.lineEnd(i)]) {
				return
			}
		}
	}
}

func (p *parser) wideColon(at Span) {
	p.report("E045", at,
		game.Say("全角の「：」があります", "full-width colon"),
		game.Say("半角の「: 」（コロンと空白）にしてください", "write a half-width colon and a space"))
}

// unseen reports what cannot be seen in the line where it does its harm: an
// indentation that is not of spaces, and a colon with no space behind it.
func (p *parser) unseen() bool {
	found := p.wideIndent()
	for i, line := range p.frontLines() {
		rest := strings.TrimLeft(line, " \t\u3000")
		indent := line[:len(line)-len(rest)]
		if at := strings.IndexAny(indent, "\t\u3000"); at >= 0 && rest != "" && !strings.HasPrefix(rest, "#") {
			p.indented(Span{i + at, i + len(indent)})
			found = true
			continue
		}
		n := runEnd(rest, isIDRune)
		if n > 0 && strings.HasPrefix(rest[n:], ":") && len(rest) > n+1 && !strings.ContainsAny(rest[n+1:n+2], " \t:/") && !strings.Contains(rest[n+1:], ": ") {
			at := i + len(indent) + n
			p.report("E002", Span{at, at + 1},
				game.Say("「:」の後に空白がありません", "there is no space behind this colon"),
				game.Say("「%s: 」のように、空白を一つ置いてください", "write %s: and a space", show(rest[:n])))
			found = true
		}
	}
	return found
}

// wideIndent reports keys behind full-width spaces, which YAML takes for a part
// of their names.
func (p *parser) wideIndent() (found bool) {
	for i, line := range p.frontLines() {
		indent := len(line) - len(strings.TrimLeft(line, " \u3000"))
		at := strings.Index(line[:indent], "\u3000")
		n := runEnd(line[indent:], isIDRune)
		if at >= 0 && n > 0 && strings.HasPrefix(line[indent+n:], ":") {
			p.indented(Span{i + at, i + indent})
			found = true
		}
	}
	return found
}

func (p *parser) indented(at Span) {
	p.report("E002", at,
		game.Say("字下げにタブか全角の空白があります", "this line is indented by a tab or a full-width space"),
		game.Say("半角の空白にしてください", "indent it by spaces"))
}
