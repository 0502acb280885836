package parse

import (
	"slices"
	"strings"

	"kobayashi/game"
)

// One slip of the hand at the line that begins a scene, or at the margin of a
// rationale, would make a dozen problems of what follows it. What was meant is
// plain in both: it is reported once, and read as it was meant.

// meantScene takes a line ##id, ＃＃ id or the like before a ### line for the
// scene it was meant to begin. What is wrong with it is reported as a sign.
func (b *builder) meantScene(n *node) bool {
	if !b.titled || len(n.lines) != 1 {
		return false
	}
	at := n.lines[0]
	line := b.text[at.Start:at.End]
	id := strings.TrimLeft(line, "#＃")
	if signs := strings.ReplaceAll(line[:len(line)-len(id)], "＃", "#"); signs != "##" {
		return false
	}
	at.Start += len(line) - len(strings.TrimLeft(id, " \t\u3000"))
	at.End -= len(id) - len(strings.TrimRight(id, " \t\u3000"))
	if id = strings.Trim(id, " \t\u3000"); !isID(id) {
		return false
	}
	b.signs(n)
	b.begin(n, Title{id, at}, nil)
	return true
}

// meantID tells whether a heading says nothing but what may be a scene's id.
func (b *builder) meantID(n *node) bool {
	return len(n.lines) == 1 && isID(b.text[n.lines[0].Start:n.lines[0].End])
}

// goesOn takes a second list of the same kind, behind text that was not
// indented, for the rest of the first one.
func (b *builder) goesOn(n *node, heads []head, kind game.Kind, where place) bool {
	d := b.scene.Decision
	if d.Kind != kind || len(d.Then) > 0 || b.stray == nil {
		return false
	}
	if !b.reported(b.stray.Span) {
		b.withdraw("W021", b.stray.Span)
		b.report("E021", firstLineOf(b.text, b.stray.Span),
			game.Say("この段落で、選択肢の並びが切れています", "this paragraph breaks the list of choices in two"),
			game.Say("選択の理由なら半角空白二つで字下げし、地の文なら選択肢より前に置いてください", "indent it by two spaces if it belongs to a choice, or move it before the decision"))
	}
	d.Items = append(d.Items, b.items(n, heads, kind, where)...)
	d.Span.End = n.span.End
	if kind == game.Chance {
		b.withdraw("E024", d.Items[0].PercentAt)
		delete(b.seen, found{"E024", d.Items[0].PercentAt.Start})
		b.chances(d)
	}
	b.stray = nil
	return true
}

// withdraw takes back what was said of a place.
func (p *parser) withdraw(rule string, at Span) {
	from, _ := p.f.Range(at)
	for i, q := range p.problems {
		if q.Rule == rule && q.From == from {
			p.problems = append(p.problems[:i], p.problems[i+1:]...)
			return
		}
	}
}

func firstLineOf(text string, at Span) Span {
	if i := strings.IndexByte(text[at.Start:at.End], '\n'); i >= 0 {
		at.End = at.Start + i
	}
	return at
}

// meantInject tells whether a scene's `when` is there and could not be read.
func (sc *Scene) meantInject() bool {
	return slices.ContainsFunc(sc.Codes, func(c *Code) bool {
		return c.Bad && strings.HasPrefix(strings.TrimSpace(c.Text), "when")
	})
}
