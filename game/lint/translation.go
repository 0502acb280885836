package lint

import (
	"slices"
	"strings"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// A translation has its base's ids and code, and its own words. These rules hold
// the two to the same play; wording.go holds the words.

// missingScene is E501.
func missingScene(p *pass) {
	for _, t := range p.translations {
		for _, m := range t.missing {
			var at parse.Span
			if m.after != nil {
				at = m.after.At
			}
			where := game.Say("ファイルの始め", "at the beginning")
			if m.after != nil {
				where = game.Say("「%s」の次", "after %q", m.after.ID)
			}
			p.report(t.file, at,
				game.Say("元にある場面「%s」が訳にありません", "the base has a scene %q that is not translated", m.scene.ID),
				game.Say("%[1]sに書き足してください", "add it %[2]s", where.JA, where.EN))
		}
	}
}

// extraScene is E502.
func extraScene(p *pass) {
	for _, t := range p.translations {
		for _, e := range t.extra {
			mend := game.Say("元にも書くか、この場面を消してください", "write it in the base too, or delete it")
			if e.meant != "" {
				mend = game.Say("「%s」のことですか。場面の名前は訳しません", "did you mean %q? ids are never translated", e.meant)
			}
			p.report(t.file, e.scene.At, game.Say("場面「%s」は元のファイルにありません", "the base has no scene %q", e.scene.ID), mend)
		}
	}
}

// itemsDiffer is E503: another kind of decision, or another number of items.
func itemsDiffer(p *pass, q pair) {
	a, b := q.base.Decision, q.scene.Decision
	mend := game.Say("項目の数、順番、書き方を元に合わせてください", "give it the base's items, in their order and form")
	switch {
	case q.moved >= 0:
		p.outOfOrder(q)
	case q.sameShape():
	case b == nil:
		p.report(q.file, q.scene.At, game.Say("元にある選択肢が訳にありません", "the base's decision is not translated"), mend)
	case a == nil:
		p.report(q.file, b.Items[0].Line, game.Say("元のこの場面に選択肢はありません", "the base has no decision in this scene"), mend)
	case a.Kind != b.Kind:
		p.report(q.file, b.Items[0].Line, game.Say("決め方の種類が元と違います", "this is another kind of decision than the base's"), mend)
	case len(a.Items) != len(b.Items):
		p.anotherNumber(q)
	default:
		p.report(q.file, q.scene.At, game.Say("設問のあとの行き先は元が%d個、訳が%d個です", "ways on behind the question: %d in the base, %d here", len(a.Then), len(b.Then)), mend)
	}
}

// itemDiffers is E504: another target, percentage or tick.
func itemDiffers(p *pass, q pair) {
	for a, b := range q.itemPairs {
		switch {
		case a.Target != b.Target:
			p.report(q.file, b.TargetAt,
				game.Say("行き先が元と違います", "the base leads elsewhere"),
				game.Say("「%s」に戻してください", "put %q back", a.Target))
		case a.Percent != b.Percent:
			p.report(q.file, b.PercentAt,
				game.Say("確率が元と違います", "the base has another percentage"),
				game.Say("%d%% に戻してください", "put %d%% back", a.Percent))
		case a.Ticked != b.Ticked:
			p.report(q.file, b.BoxAt,
				game.Say("印の有無が元と違います", "the base ticks this item otherwise"),
				game.Say("「%s」に戻してください", "put %s back", a.Box))
		}
	}
}

// codeDiffers is E505: code that is not the base's. Values in a sentence may
// stand in another order.
func codeDiffers(p *pass, q pair) {
	p.compareCode(q.file, q.scene.At, snippets(q.base.Codes), q.scene.Codes)
	a, b := entering(q.base.Blocks), entering(q.scene.Blocks)
	for i := range max(len(a), len(b)) {
		switch {
		case i >= len(b):
			p.sayCode(q.file, q.scene.At, a[i].Codes)
		case i >= len(a):
			p.sayCode(q.file, b[i].Span, nil)
		default:
			p.compareCode(q.file, b[i].Span, snippets(a[i].Codes), b[i].Codes)
		}
	}
	for a, b := range q.itemPairs {
		p.compareCode(q.file, b.LabelAt, snippets(a.Codes), b.Codes)
	}
	for a, b := range q.blockPairs {
		p.compareCode(q.file, b.Span, snippets(a.Codes), b.Codes)
	}
}

// compareCode reports the first snippet that the base does not have there; at is
// the place of what lacks one.
func (p *pass) compareCode(f *parse.File, at parse.Span, want []string, codes []*parse.Code) {
	got := snippets(codes)
	a, b := slices.Sorted(slices.Values(want)), slices.Sorted(slices.Values(got))
	if slices.Equal(a, b) && (slices.Equal(want, got) || onlyShows(want)) {
		return
	}
	for _, c := range codes {
		for _, s := range split(c) {
			if !slices.Contains(want, s) {
				at = c.Span
				break
			}
		}
	}
	p.report(f, firstLine(f, at), game.Say("コードが元と違います", "the code is not the base's"), codeMend(want))
}

func (p *pass) sayCode(f *parse.File, at parse.Span, want []*parse.Code) {
	p.report(f, at, game.Say("コードが元と違います", "the code is not the base's"), codeMend(snippets(want)))
}

func codeMend(want []string) game.Phrase {
	if len(want) == 0 {
		return game.Say("元にコードはありません。消してください", "the base has none; delete it")
	}
	return game.Say("元のとおりに: `%s`", "as in the base: `%s`", strings.Join(want, "; "))
}

// snippets gives the statements of code spans, in order, with single spaces.
func snippets(codes []*parse.Code) []string {
	var list []string
	for _, c := range codes {
		list = append(list, split(c)...)
	}
	return list
}

func split(c *parse.Code) []string {
	var list []string
	for s := range strings.SplitSeq(c.Text, ";") {
		if s = strings.Join(strings.Fields(s), " "); s != "" {
			list = append(list, s)
		}
	}
	return list
}

// onlyShows tells whether the order of snippets is free: none changes anything.
func onlyShows(list []string) bool {
	return !slices.ContainsFunc(list, func(s string) bool {
		return !strings.HasPrefix(s, "=") && !strings.HasPrefix(s, "if ") && !strings.HasPrefix(s, "for ")
	})
}

// firstLine cuts a span to its first line.
func firstLine(f *parse.File, at parse.Span) parse.Span {
	if i := strings.IndexByte(f.Text(at), '\n'); i >= 0 {
		at.End = at.Start + i
	}
	return at
}

// blocksDiffer is W506: another number of paragraphs, or a note for the
// facilitator where the base has one for everybody.
func blocksDiffer(p *pass, q pair) {
	p.compareBlocks(q, q.scene.At, shown(q.base.Blocks), shown(q.scene.Blocks))
	for a, b := range q.itemPairs {
		p.compareBlocks(q, b.LabelAt, a.Feedback, b.Feedback)
	}
}

func (p *pass) compareBlocks(q pair, at parse.Span, a, b []*parse.Block) {
	mend := game.Say("段落の分け方を元に合わせてください", "divide the text into paragraphs as the base does")
	if len(a) != len(b) {
		if q.base.ID == "" && len(b) == 0 {
			return // the lead is not translated at all: W508
		}
		p.report(q.file, at, game.Say("段落は元が%d個、訳が%d個です", "paragraphs: %d in the base, %d here", len(a), len(b)), mend)
		return
	}
	for i := range a {
		if reader(a[i].Kind) != reader(b[i].Kind) {
			p.report(q.file, firstLine(q.file, b[i].Span), game.Say("この段落の種類が元と違います", "the base has another kind of paragraph here"), mend)
			return
		}
	}
}

// reader tells apart the kinds of block that different people read.
func reader(k game.BlockKind) game.BlockKind {
	if k < game.Facilitator {
		return game.Para
	}
	return k
}
