package parse

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"kobayashi/game"
)

// head is what an item's first line says before anything is read: it decides
// what kind of list this is.
type head struct {
	leaf    *node
	box     string // as written
	boxAt   Span
	ticked  bool
	percent int // -1: none
	wide    bool
	pctAt   Span
	from    int   // where the label or the link begins
	link    *mark // the link that begins there
}

// headOf reads the beginning of an item.
func (p *parser) headOf(item *node) head {
	h := head{leaf: item.first(), percent: -1}
	if h.leaf == nil || len(h.leaf.lines) == 0 {
		return h
	}
	l := h.leaf.lines[0]
	h.from = l.Start
	line := p.text[l.Start:l.End]
	if n := boxLength(line); n > 0 {
		h.box, h.boxAt = line[:n], Span{l.Start, l.Start + n}
		h.ticked = strings.Trim(h.box, "[]［］ \u3000") != ""
		h.from += n
	} else if n, percent := percentOf(line); n > 0 {
		h.percent, h.pctAt = percent, Span{l.Start, l.Start + len(strings.TrimRight(line[:n], " \u3000"))}
		h.wide = strings.IndexFunc(line[:n], isWide) >= 0
		h.from += n
	}
	h.from += len(p.text[h.from:l.End]) - len(strings.TrimLeft(p.text[h.from:l.End], " \t"))
	for i := range h.leaf.marks {
		if m := &h.leaf.marks[i]; m.kind == mLink && m.span.Start == h.from {
			h.link = m
		}
	}
	return h
}

// boxSign tells whether what stands between brackets is a tick, or nothing.
func boxSign(s string) bool {
	switch strings.Trim(s, " \u3000\t") {
	case "", "x", "X", "ｘ", "Ｘ", "×", "✕", "✖", "✓", "✔", "☑", "レ", "〇", "○", "◯", "*", "v", "V":
		return true
	}
	return false
}

// boxLength is how much of a line its check box takes, however it is written.
func boxLength(line string) int {
	open, n := utf8.DecodeRuneInString(line)
	if open != '[' && open != '［' {
		return 0
	}
	i := strings.IndexAny(line[n:], "]］")
	if i < 0 || !boxSign(line[n:n+i]) {
		return 0
	}
	_, size := utf8.DecodeRuneInString(line[n+i:])
	end := n + i + size
	if strings.HasPrefix(line[end:], "(") || strings.HasPrefix(line[end:], "（") {
		return 0 // a link whose label looks like a box
	}
	return end
}

// percentOf reads NN% at the start of a line; full-width signs are read too.
func percentOf(line string) (length, percent int) {
	n := runEnd(line, func(r rune) bool { r = half(r); return r >= '0' && r <= '9' })
	if n == 0 {
		return 0, -1
	}
	digits := strings.Map(half, line[:n])
	v, err := strconv.Atoi(digits)
	if err != nil || v > 1000 {
		return 0, -1
	}
	rest := strings.TrimLeft(line[n:], " ")
	for _, sign := range []string{"%", "％"} {
		if after, ok := strings.CutPrefix(rest, sign); ok {
			return len(line) - len(strings.TrimLeft(after, " \u3000")), v
		}
	}
	return 0, -1
}

// startsWithChoice tells whether a leaf begins with a link to a scene.
func (p *parser) startsWithChoice(leaf *node) bool {
	for _, m := range leaf.marks {
		if m.kind == mLink && len(leaf.lines) > 0 && m.span.Start == leaf.lines[0].Start {
			return leadsOn(m.dest)
		}
	}
	return false
}

// leadsOn tells whether a link's target is a scene's.
func leadsOn(target string) bool {
	return strings.HasPrefix(target, "#") || strings.HasPrefix(target, "＃") || strings.Contains(target, ".md#") || strings.Contains(target, ".md＃")
}

// list reads a list at the top level: a decision, or a mistake.
func (b *builder) list(n *node) {
	heads := make([]head, 0, len(n.kids))
	var links, boxes, percents int
	for _, item := range n.kids {
		h := b.headOf(item)
		heads = append(heads, h)
		if h.link != nil && leadsOn(h.link.dest) {
			links++
		}
		if h.box != "" {
			boxes++
		}
		if h.percent >= 0 {
			percents++
		}
	}
	ordered := n.marker == '.' || n.marker == ')'
	switch {
	case links+boxes+percents == 0:
		b.noDecision(n, heads, ordered)
	case b.scene == nil:
		b.report("E023", n.span, game.Say("最初の場面より前に選択肢があります", "a decision stands before the first scene"),
			game.Say("前に「## id」の行を置いてください", "put a line ## id before it"))
	case ordered && b.scene.Decision != nil && b.scene.Decision.Kind == game.Question && len(b.scene.Decision.Then) == 0:
		d := b.scene.Decision
		d.Then, d.ThenSpan = b.items(n, heads, game.Route, inWay), n.span
	case b.scene.Decision != nil:
		if kind, where := listKind(boxes, percents, ordered); b.goesOn(n, heads, kind, where) {
			return
		}
		b.report("E021", n.span, game.Say("この場面には選択肢がもうあります（%d 行目）", "the scene has a decision already, in line %d", b.f.Pos(b.scene.Decision.Span.Start).Line),
			game.Say("一つの並びにまとめるか、場面を分けてください", "make it one list, or two scenes"))
	default:
		b.decide(n, heads, boxes, percents, ordered)
	}
}

// noDecision reports a list in which nothing can be chosen, and keeps it as
// wording.
func (b *builder) noDecision(n *node, heads []head, ordered bool) {
	before := len(b.problems)
	for _, h := range heads {
		if h.leaf != nil {
			b.signs(h.leaf)
		}
	}
	at := Span{n.span.Start, b.f.lineEnd(n.span.Start)}
	switch {
	case len(b.problems) > before && b.reported(n.span):
		return
	case ordered && (n.level != 1 || !n.blank || len(n.kids) == 1):
		b.report("W032", at,
			game.Say("行頭の数字が番号付きの並びになりました", "the number at the start of this line makes a list"),
			game.Say("数字を行の途中に移すか、「2026\\.」のように書いてください", "move the number into the line, or write 2026\\."))
	default:
		b.report("E020", at,
			game.Say("この並びには選択肢がありません", "nothing can be chosen in this list"),
			game.Say("選択肢は「- [文](#場面)」です。ただの並びは段落か表にしてください", "a choice is - [label](#scene); write anything else as paragraphs or a table"))
		return
	}
	bl := &Block{Span: n.span}
	bl.Parts = b.wording(b.sourceLines(n.span), b.inside(n, bl))
	b.settle(bl)
	b.add(b.unlessEmpty(bl))
}

func (p *parser) sourceLines(at Span) []Span {
	var lines []Span
	for i := at.Start; i < at.End; {
		end := min(p.f.lineEnd(i), at.End)
		lines = append(lines, Span{i, end})
		i = end + 1
	}
	return lines
}

// listKind is what kind of decision a list is, by what its items begin with.
func listKind(boxes, percents int, ordered bool) (game.Kind, place) {
	switch {
	case boxes > 0:
		return game.Question, inQuestion
	case percents > 0:
		return game.Chance, inChance
	case ordered:
		return game.Route, inRoute
	}
	return game.Choose, inChoice
}

// decide reads a list as the scene's decision.
func (b *builder) decide(n *node, heads []head, boxes, percents int, ordered bool) {
	kind, where := listKind(boxes, percents, ordered)
	d := &Decision{Kind: kind, Span: n.span}
	b.scene.Decision = d
	d.Items = b.items(n, heads, d.Kind, where)
	if d.Kind == game.Chance {
		b.chances(d)
	}
}

// chances reports percentages that do not make a whole, and conditions on them.
func (b *builder) chances(d *Decision) {
	sum := 0
	for _, it := range d.Items {
		sum += it.Percent
		for _, c := range it.Codes {
			for _, st := range c.Stmts {
				if st.Kind == If {
					b.report("E025", st.Span, game.Say("確率の項目に if は付けられません", "a chance takes no if"),
						game.Say("前に route（1. の並び）の場面を置いて分けてください", "part the ways before, in a scene with a route (1.)"))
				}
			}
		}
		if it.PercentAt.Empty() {
			return // reported: this item has none
		}
	}
	if sum != 100 && !b.reported(d.Span) {
		b.report("E024", d.Items[0].PercentAt,
			game.Say("確率の合計が 100 ではなく %d です", "the chances add up to %d, not 100", sum),
			game.Phrase{JA: "合計を 100% にしてください", EN: "make them 100%"})
	}
}
