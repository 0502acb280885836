package lint

import (
	"slices"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// translation is a translated file beside its base.
type translation struct {
	file    *parse.File
	pairs   []pair
	missing []missing
	extra   []extra
}

// pair is a scene of a translation and the base's scene of the same id. The
// lead, which is before all scenes, is such a pair too, with an empty id.
type pair struct {
	file        *parse.File // the translation
	base, scene *parse.Scene
	moved       int       // the first item that stands out of the base's order, or -1
	known       *seenPair // what was found in it before, or nil
}

// missing is a scene of the base that a translation lacks; after is the scene it
// would follow, or nil.
type missing struct{ scene, after *parse.Scene }

// extra is a scene that the base does not have; meant is what its id may have
// been meant to be, or "".
type extra struct {
	scene *parse.Scene
	meant string
}

// pairUp puts each translation beside its base. A file that could not be read
// to its end is left out: what it lacks is no fault of its own.
func pairUp(res *parse.Result) []translation {
	if res.Base == nil {
		return nil
	}
	var list []translation
	for _, f := range res.Translations {
		if !unreadable(res, f) {
			list = append(list, translation{file: f}.match(res))
		}
	}
	return list
}

func unreadable(res *parse.Result, f *parse.File) bool {
	return slices.ContainsFunc(res.Problems, func(p game.Problem) bool {
		return p.From.File == f.Path && slices.Contains([]string{"E001", "E002", "E006", "E007"}, p.Rule)
	})
}

func (t translation) match(res *parse.Result) translation {
	base := res.Base
	t.pairs = append(t.pairs, pair{file: t.file, base: &parse.Scene{At: base.Title.At, Blocks: base.Lead}, scene: &parse.Scene{At: t.file.Title.At, Blocks: t.file.Lead}, moved: -1})
	var after *parse.Scene
	for _, s := range base.Scenes {
		if base.Scene(s.ID) != s {
			continue // a second scene of the same id
		}
		if own := t.file.Scene(s.ID); own != nil {
			after = own
			if sound(res, base, s) && sound(res, t.file, own) {
				t.pairs = append(t.pairs, pair{file: t.file, base: s, scene: own, moved: moved(s.Decision, own.Decision)})
			}
			continue
		}
		t.missing = append(t.missing, missing{s, after})
	}
	for _, s := range t.file.Scenes {
		if base.Scene(s.ID) == nil {
			t.extra = append(t.extra, extra{scene: s})
		}
	}
	t.excuse()
	return t
}

// excuse takes a missing scene back where an extra one bears nearly its id, or
// where one of each stands at the same place: that is one misspelt id.
func (t *translation) excuse() {
	for i := range t.extra {
		e := &t.extra[i]
		at := slices.IndexFunc(t.missing, func(m missing) bool {
			return parse.Near(e.scene.ID, slices.Values([]string{m.scene.ID})) != "" || t.follows(e.scene, m.after)
		})
		if at >= 0 {
			e.meant = t.missing[at].scene.ID
			t.missing = slices.Delete(t.missing, at, at+1)
		}
	}
}

// follows tells whether a scene stands directly behind another, or first if
// there is no other.
func (t *translation) follows(s, after *parse.Scene) bool {
	at := slices.Index(t.file.Scenes, s)
	return at == 0 && after == nil || at > 0 && t.file.Scenes[at-1] == after
}

// sound tells whether a scene was read without an error that could hide a part
// of it.
func sound(res *parse.Result, f *parse.File, s *parse.Scene) bool {
	var first, last int
	for _, p := range res.Problems {
		if p.From.File != f.Path || p.Severity() != game.Error && !slices.Contains([]string{"W021", "W030", "W031", "W032"}, p.Rule) {
			continue
		}
		if first == 0 {
			first, last = f.Pos(s.Span.Start).Line, f.Pos(s.Span.End).Line
		}
		if p.From.Line >= first && p.From.Line < max(last, first+1) {
			return false
		}
	}
	return true
}

// sameShape tells whether both decisions have the same kind and number of items.
func (q pair) sameShape() bool {
	a, b := q.base.Decision, q.scene.Decision
	if a == nil || b == nil {
		return a == b
	}
	return a.Kind == b.Kind && len(a.Items) == len(b.Items) && len(a.Then) == len(b.Then)
}

// itemPairs gives the items of both decisions side by side; none if they have
// not the same shape, or not the same order.
func (q pair) itemPairs(yield func(a, b *parse.Item) bool) {
	if q.base.Decision == nil || q.moved >= 0 || !q.sameShape() {
		return
	}
	for i, a := range q.base.Decision.Items {
		if !yield(a, q.scene.Decision.Items[i]) {
			return
		}
	}
	for i, a := range q.base.Decision.Then {
		if !yield(a, q.scene.Decision.Then[i]) {
			return
		}
	}
}

// blockPairs gives the blocks of both scenes side by side, feedback too. Where
// the numbers differ there are no pairs.
func (q pair) blockPairs(yield func(a, b *parse.Block) bool) {
	if !together(shown(q.base.Blocks), shown(q.scene.Blocks), yield) {
		return
	}
	for a, b := range q.itemPairs {
		if !together(a.Feedback, b.Feedback, yield) {
			return
		}
	}
}

func together(a, b []*parse.Block, yield func(a, b *parse.Block) bool) bool {
	if len(a) != len(b) {
		return true
	}
	for i := range a {
		if !yield(a[i], b[i]) {
			return false
		}
	}
	return true
}

// shown gives the blocks that are not code alone.
func shown(list []*parse.Block) []*parse.Block {
	return slices.DeleteFunc(slices.Clone(list), func(b *parse.Block) bool { return b.Enter })
}

// entering gives the blocks of code alone.
func entering(list []*parse.Block) []*parse.Block {
	return slices.DeleteFunc(slices.Clone(list), func(b *parse.Block) bool { return !b.Enter })
}
