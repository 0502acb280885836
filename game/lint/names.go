package lint

import (
	"iter"
	"strings"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// speakerNotInCast is W604: someone speaks who is not in the cast. A bold
// beginning without a space behind it is reported only if it looks like a
// misspelt name: it may be plain emphasis.
func speakerNotInCast(p *pass) {
	for _, f := range p.all() {
		for b := range everyBlock(f) {
			switch {
			case b.Kind == game.Speech && !b.InCast && !strings.ContainsAny(b.Who, "_~*"):
				name := parse.Near(b.Who, p.castNames(f))
				p.sayNotInCast(f, b.WhoAt, b.Who, name)
			case b.Bold != "":
				if name := parse.Near(b.Bold, p.castNames(f)); name != "" {
					p.sayNotInCast(f, b.BoldAt, b.Bold, name)
				}
			}
		}
	}
}

func (p *pass) sayNotInCast(f *parse.File, at parse.Span, who, meant string) {
	mend := game.Say("先頭部の cast に加えるか、名前を直してください", "add the name to cast, or correct it")
	if meant != "" {
		mend = game.Say("「%s」のことですか", "did you mean %q?", meant)
	}
	p.report(f, at, game.Say("「%s」は登場人物（cast）にいません", "%q is not in the cast", who), mend)
}

// castNames gives the names that may speak in a file: in an include those of
// the base, too.
func (p *pass) castNames(f *parse.File) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, front := range []*parse.Front{f.Front, p.res.Base.Front} {
			for _, c := range front.Cast {
				if !yield(c.Name) {
					return
				}
			}
		}
	}
}

// markupInNames is W605: Markdown in a name or a label, which is shown as it is
// written, and a speaker in __ __, which is not taken for one.
func markupInNames(p *pass) {
	for _, f := range p.all() {
		for name, at := range p.shownPlain(f) {
			if mark := markup(name); mark != "" {
				p.report(f, at,
					game.Say("名前の中の「%s」は、そのまま表示されます", "the %q in this name is shown as it is", mark),
					game.Say("記号を外してください", "take the signs away"))
			}
		}
		for b := range everyBlock(f) {
			switch {
			case b.Kind == game.Speech && markup(b.Who) != "":
				p.report(f, b.WhoAt,
					game.Say("話し手の名前に「%s」が入っています", "%q stands in the speaker's name", markup(b.Who)),
					game.Say("**名前** とだけ書いてください", "write **name** and nothing else around it"))
			case b.Kind == game.Speech && strings.HasPrefix(f.Text(parse.Span{Start: b.WhoAt.Start - 1, End: b.WhoAt.End}), "_"):
				p.report(f, b.WhoAt,
					game.Say("話し手の名前が __ で囲まれています", "the speaker's name stands in __"),
					game.Say("**%s** と書いてください", "write **%s**", b.Who))
			}
		}
	}
}

// shownPlain gives the names and labels of the front matter that are shown
// without reading Markdown.
func (p *pass) shownPlain(f *parse.File) iter.Seq2[string, parse.Span] {
	return func(yield func(string, parse.Span) bool) {
		root := f.Front.Root
		if root == nil {
			return
		}
		for i, key := range root.Keys {
			v := root.Items[i]
			switch key.Text {
			case "cast":
				for _, name := range v.Keys {
					if !yield(name.Text, name.At) {
						return
					}
				}
				fallthrough
			case "title", "roles", "vars", "score", "endings", "variants", "tags":
				if !scalars(v, yield) {
					return
				}
			}
		}
	}
}

func scalars(v *parse.Value, yield func(string, parse.Span) bool) bool {
	if v.Kind == parse.Scalar {
		return yield(v.Text, v.At)
	}
	for _, item := range v.Items {
		if !scalars(item, yield) {
			return false
		}
	}
	return true
}

// markup gives the sign that stands around something in a name, or "".
func markup(name string) string {
	for _, mark := range []string{"**", "__", "~~", "~"} {
		if strings.Count(name, mark) >= 2 {
			return mark
		}
	}
	return ""
}
