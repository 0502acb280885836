package parse

import (
	"regexp"
	"strings"

	"kobayashi/game"
)

// items reads the items of a decision or of the route behind a question.
func (b *builder) items(n *node, heads []head, kind game.Kind, where place) []*Item {
	list := make([]*Item, 0, len(n.kids))
	for i, node := range n.kids {
		if i == game.MaxItems {
			b.report("E006", node.span, game.Say("選択肢が多すぎます（%d まで）", "there are too many items (%d at most)", game.MaxItems),
				game.Say("場面を分けてください", "split the scene"))
			break
		}
		it := b.item(node, heads[i], kind, where)
		it.Mark = strings.TrimRight(b.text[node.span.Start:node.span.Start+runEnd(b.text[node.span.Start:], func(r rune) bool {
			return r >= '0' && r <= '9' || strings.ContainsRune("-*+.)", r)
		})], " ")
		it.Number = n.level + i
		if n.marker != '.' && n.marker != ')' {
			it.Number = 0
		}
		list = append(list, it)
	}
	return list
}

func (b *builder) item(n *node, h head, kind game.Kind, where place) *Item {
	it := &Item{Span: n.span, Line: n.span, Box: h.box, BoxAt: h.boxAt, Ticked: h.ticked, Percent: max(0, h.percent), PercentAt: h.pctAt}
	if h.leaf == nil {
		b.noChoice(n.span, game.Say("項目に文がありません", "this item has no text"), kind)
		return it
	}
	it.Line = h.leaf.span
	before := len(b.problems)
	b.signs(h.leaf)
	if h.box != "" {
		b.box(h)
	}
	wide := len(b.problems) > before && b.reported(h.leaf.span)
	b.label(it, h, kind, where)
	if !wide {
		b.shape(it, h, kind)
	}
	b.itemCodes(it)
	b.feedback(it, n.kids[1:])
	return it
}

// box reports a check box that other readers of Markdown do not tick.
func (b *builder) box(h head) {
	after := b.text[h.boxAt.End:]
	ok := h.box == "[x]" || h.box == "[X]" || h.box == "[ ]"
	if ok && (after == "" || strings.ContainsAny(after[:1], " \t\n")) || strings.ContainsAny(h.box, "［］") {
		return
	}
	b.report("E044", h.boxAt,
		game.Say("チェックの書き方が違います", "this check box is not written as one"),
		game.Say("「- [x] 文」か「- [ ] 文」と書いてください", "write - [x] text or - [ ] text"))
}

// label reads the item's label, its codes and the links beside its own.
func (b *builder) label(it *Item, h head, kind game.Kind, where place) {
	var bl Block
	cuts := b.marks(h.leaf, &bl, where, h.from)
	it.Codes = bl.Codes
	at := Span{h.from, h.leaf.span.End}
	if m := h.link; m != nil && kind != game.Question {
		it.Target, it.TargetAt = strings.Replace(m.dest, "＃", "#", 1), m.target
		at = m.inner
	}
	for _, l := range bl.Links {
		if h.link == nil || kind == game.Question || l.Span != h.link.span {
			it.Links = append(it.Links, l)
		}
	}
	it.LabelAt = at
	it.Label = b.oneLine(h.leaf.lines, at, cuts)
	for it.LabelAt.End > it.LabelAt.Start && len(it.Label) > 0 && !strings.HasSuffix(b.text[at.Start:it.LabelAt.End], it.Label[len(it.Label)-1:]) {
		it.LabelAt.End--
	}
}

// apart matches a link that a space has torn in two.
var apart = regexp.MustCompile(`^\[[^\]\n]+\][ \x{3000}]+\([#＃]`)

// shape says why an item is no choice of its list.
func (b *builder) shape(it *Item, h head, kind game.Kind) {
	line := h.leaf.span
	switch {
	case kind == game.Question && h.box == "":
		b.noChoice(line, game.Say("この項目には [x] も [ ] もありません", "this item has neither [x] nor [ ]"), kind)
	case kind == game.Question:
		if it.Label == "" {
			b.noChoice(line, game.Say("項目に文がありません", "this item has no text"), kind)
		}
	case kind == game.Chance && h.percent < 0:
		b.noChoice(line, game.Say("この項目には確率がありません", "this item has no percentage"), kind)
	case kind == game.Chance && h.wide:
		b.report("E101", h.pctAt, game.Say("確率に全角の字があります", "full-width signs in a percentage"),
			game.Say("「%[1]d%%」と書いてください", "write %[1]d%%", h.percent))
	case h.link == nil && apart.MatchString(b.text[h.from:line.End]):
		b.noChoice(line, game.Say("「]」と「(」のあいだに空白があります", "there is a space between ] and ("), kind)
	case h.link == nil:
		b.noChoice(line, game.Say("この項目はリンクで始まっていません", "this item does not begin with a link"), kind)
	case !leadsOn(h.link.dest):
		b.noChoice(h.link.target, game.Say("リンク先「%s」は場面ではありません", "the link leads to %q, which is no scene", show(h.link.dest)), kind)
	case it.Label == "":
		b.noChoice(h.link.span, game.Say("選択肢に文がありません", "this choice has no label"), kind)
	default:
		b.behind(h, kind)
	}
}

// behind reports text behind a choice's link: it would be part of no label.
func (b *builder) behind(h head, kind game.Kind) {
	at := b.left(h.leaf, h.link.span.End, func(m *mark) bool { return m.kind == mCode && m.ticks == 1 || m.kind == mHTML })
	if at < 0 {
		return
	}
	b.noChoice(Span{at, h.leaf.span.End}, game.Say("リンクの後ろに文があります", "text stands behind the link"), kind)
}

func (b *builder) noChoice(at Span, why game.Phrase, kind game.Kind) {
	mend := map[game.Kind]game.Phrase{
		game.Choose:   game.Say("選択肢は「- [文](#場面) `効果`」、理由は空行の後に半角空白二つで字下げします", "a choice is - [label](#scene) `effects`; its rationale follows a blank line, indented by two spaces"),
		game.Route:    game.Say("分岐は「1. [文](#場面) `if 条件`」です", "a route is 1. [label](#scene) `if condition`"),
		game.Chance:   {JA: "確率は「- 70% [文](#場面) `効果`」です", EN: "a chance is - 70% [label](#scene) `effects`"},
		game.End:      game.Say("設問の後は「[文](#場面) `効果`」だけの段落です", "a question is followed by a paragraph of [label](#scene) `effects` alone"),
		game.Question: game.Say("設問は「- [x] 文」か「- [ ] 文」の並びです", "a question is a list of - [x] text and - [ ] text"),
	}[kind]
	b.report("E020", at, why, mend)
}

// itemCodes settles an item's statements.
func (p *parser) itemCodes(it *Item) {
	it.Do = p.effects(it.Codes)
	for _, c := range it.Codes {
		for _, st := range c.Stmts {
			switch st.Kind {
			case If:
				it.If = game.And(it.If, st.Expr)
			case Tag:
				if p.declaredName(st, p.names.tags, "tags") {
					it.Tags = append(it.Tags, st.Name)
				}
			case After:
				it.After = st.After
			}
		}
	}
}

// feedback reads what is indented below an item: what the player learns once
// the choice was made.
func (b *builder) feedback(it *Item, kids []*node) {
	for _, n := range kids {
		var bl *Block
		switch n.kind {
		case nHeading:
			b.accidental(n)
		case nList:
			b.report("E022", n.span, game.Say("選択肢の中に並びがあります", "a list stands inside a choice"),
				game.Say("字下げをやめるか、段落にしてください", "do not indent it, or write a paragraph"))
		case nHTML:
			var comments []Span
			b.htmlSpans(n, &Block{}, &comments)
		case nDefinition, nRule:
		case nParagraph:
			if bl = b.paragraph(n); bl != nil && bl.Enter {
				b.report("E109", bl.Span, game.Say("選択の理由の中にコードは書けません", "no code can stand in a choice's rationale"),
					game.Say("選択肢のリンクの後ろに書いてください", "write it behind the choice's link"))
				bl = nil
			}
		default:
			bl = b.block(n)
		}
		if bl != nil {
			it.Feedback = append(it.Feedback, bl)
		}
	}
}

// answer reads the link paragraph that follows a question. It tells whether the
// paragraph was one.
func (b *builder) answer(n *node) bool {
	if b.scene == nil || b.scene.Decision == nil || b.scene.Decision.Kind != game.Question || !b.startsWithChoice(n) {
		return false
	}
	d := b.scene.Decision
	if len(d.Then) > 0 {
		b.report("E021", n.span, game.Say("設問の後のリンクがもう一つあります", "a second link follows the question"),
			game.Say("分けるには番号付きの並び（1. 2.）にしてください", "write a numbered list (1. 2.) to part the ways"))
		return true
	}
	h := head{leaf: n, percent: -1, from: n.lines[0].Start}
	for i := range n.marks {
		if m := &n.marks[i]; m.kind == mLink && m.span.Start == h.from {
			h.link = m
		}
	}
	it := &Item{Span: n.span, Line: n.span}
	b.signs(n)
	b.label(it, h, game.Choose, inAnswer)
	b.behind(h, game.End)
	b.itemCodes(it)
	d.Then, d.ThenSpan = []*Item{it}, n.span
	return true
}
