package lint

import (
	"slices"
	"strings"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// label is a text of the base's front matter that a translation lacks.
type label struct {
	key, text string
	at        parse.Span // in the translation
}

// untranslatedLabels compares the two front matters. Citations under sources
// and the name plates of the cast may stay as they are.
func untranslatedLabels(base, own *parse.Front, lang string) []label {
	var list []label
	compare := func(key string, a []parse.Label, b []parse.Label) {
		for _, want := range a {
			i := slices.IndexFunc(b, func(l parse.Label) bool { return l.ID == want.ID })
			switch {
			case i < 0 && left(want.Text, want.Text, lang):
				list = append(list, label{key, want.Text, keyAt(own, key)})
			case i >= 0 && left(want.Text, b[i].Text, lang):
				list = append(list, label{key, want.Text, b[i].V})
			}
		}
	}
	compare("title", single(base, "title", base.Title), single(own, "title", own.Title))
	compare("summary", single(base, "summary", base.Summary), single(own, "summary", own.Summary))
	compare("cast", castLabels(base), castLabels(own))
	compare("roles", base.Roles, own.Roles)
	compare("vars", varLabels(base), varLabels(own))
	compare("score", scoreLabels(base), scoreLabels(own))
	compare("endings", base.Endings, own.Endings)
	compare("variants", variantLabels(base), variantLabels(own))
	compare("tags", base.Tags, own.Tags)
	compare("goals", goalLabels(base), goalLabels(own))
	compare("glossary", termLabels(base), termLabels(own))
	return list
}

// keyAt is the place of a key of the front matter, or the front matter's first
// line if it is not there.
func keyAt(f *parse.Front, key string) parse.Span {
	if v, at := f.Root.Get(key); v != nil {
		return at
	}
	return parse.Span{Start: f.Span.Start, End: f.Span.Start}
}

func single(f *parse.Front, key, text string) []parse.Label {
	if text == "" {
		return nil
	}
	v, at := f.Root.Get(key)
	l := parse.Label{Entry: parse.Entry{ID: key, At: at}, Text: text}
	if v != nil {
		l.V = v.At
	}
	return []parse.Label{l}
}

func castLabels(f *parse.Front) []parse.Label {
	var list []parse.Label
	for _, c := range f.Cast {
		list = append(list, parse.Label{Entry: c.Entry, Text: c.Name})
	}
	return list
}

func varLabels(f *parse.Front) []parse.Label {
	var list []parse.Label
	for _, v := range f.Vars {
		if v.Label == "" {
			continue
		}
		list = append(list, parse.Label{Entry: v.Entry, Text: v.Label})
		for _, name := range slices.Sorted(slices.Values(v.Var.Values)) {
			list = append(list, valueLabel(v, name))
		}
		for name := range v.Words {
			if v.Var.Type != game.Enum {
				list = append(list, valueLabel(v, name))
			}
		}
	}
	return list
}

// valueLabel is the word for a value of a list, under its variable.
func valueLabel(v parse.VarEntry, name string) parse.Label {
	e := v.Entry
	e.ID = strings.Join([]string{v.ID, name}, "\x00")
	if w := v.Words[name]; w != "" {
		return parse.Label{Entry: e, Text: w}
	}
	return parse.Label{Entry: e, Text: name}
}

func scoreLabels(f *parse.Front) []parse.Label {
	return labels(f.Score, func(s parse.ScoreEntry) parse.Label { return parse.Label{Entry: s.Entry, Text: s.Label} })
}

func variantLabels(f *parse.Front) []parse.Label {
	return labels(f.Variants, func(v parse.VariantEntry) parse.Label { return parse.Label{Entry: v.Entry, Text: v.Label} })
}

func goalLabels(f *parse.Front) []parse.Label {
	return labels(f.Goals, func(g parse.GoalEntry) parse.Label { return parse.Label{Entry: g.Entry, Text: g.Label} })
}

func termLabels(f *parse.Front) []parse.Label {
	return labels(f.Glossary, func(t parse.TermEntry) parse.Label { return parse.Label{Entry: t.Entry, Text: t.Word} })
}

func labels[T any](entries []T, label func(T) parse.Label) []parse.Label {
	list := make([]parse.Label, 0, len(entries))
	for _, e := range entries {
		list = append(list, label(e))
	}
	return list
}
