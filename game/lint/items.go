package lint

import (
	"slices"
	"strconv"
	"strings"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// deeds writes out what each item does and where it leads: what a translation
// keeps, and by which an item can be told from its neighbours.
func deeds(list []*parse.Item) []string {
	out := make([]string, 0, len(list))
	for _, it := range list {
		code := snippets(it.Codes)
		slices.Sort(code)
		out = append(out, it.Target+" "+strconv.Itoa(it.Percent)+" "+strconv.FormatBool(it.Ticked)+" "+strings.Join(code, "; "))
	}
	return out
}

// moved is the first item of a translated decision that stands out of order, if
// order is all that is wrong with it; else -1.
func moved(base, own *parse.Decision) int {
	if base == nil || own == nil || base.Kind != own.Kind || len(base.Items) != len(own.Items) || len(base.Then) != len(own.Then) {
		return -1
	}
	if slices.EqualFunc(base.Items, own.Items, doesTheSame) {
		return -1 // as nearly all do: nothing need be sorted to see it
	}
	a, b := deeds(base.Items), deeds(own.Items)
	at := differ(a, b)
	slices.Sort(a)
	slices.Sort(b)
	if at == len(a) || !slices.Equal(a, b) {
		return -1
	}
	return at
}

// doesTheSame reports whether two items are written with the same code.
func doesTheSame(a, b *parse.Item) bool {
	return a.Target == b.Target && a.Percent == b.Percent && a.Ticked == b.Ticked &&
		slices.EqualFunc(a.Codes, b.Codes, func(a, b *parse.Code) bool { return a.Text == b.Text })
}

// differ is the first place at which two lists differ, at most the length of the
// shorter one.
func differ(a, b []string) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

// outOfOrder is E503 for items that are all there, in another order: by the code
// alone it would look as if every one of them were wrong.
func (p *pass) outOfOrder(q pair) {
	it := q.base.Decision.Items[q.moved]
	p.report(q.file, firstLine(q.file, q.scene.Decision.Items[q.moved].Line),
		game.Say("項目の順番が元と違います", "the items are not in the order of the base"),
		game.Say("文とコードを一緒に動かしてください。元ではここが「%s」です", "move text and code together; in the base this is %q", it.Label))
}

// anotherNumber is E503 for an item too few or too many. Items are told by their
// code, so the one that is named may be a neighbour that does the same.
func (p *pass) anotherNumber(q pair) {
	a, b := q.base.Decision.Items, q.scene.Decision.Items
	at := differ(deeds(a), deeds(b))
	mend := game.Say("%d番目の項目は元にないようです", "item %d seems not to be in the base", at+1)
	if len(b) < len(a) {
		mend = game.Say("元の「%s」に当たる項目がないようです", "an item for %q of the base seems to be missing", a[at].Label)
	}
	p.report(q.file, firstLine(q.file, b[min(at, len(b)-1)].Line),
		game.Say("項目は元が%d個、訳が%d個です", "items: %d in the base, %d here", len(a), len(b)), mend)
}
