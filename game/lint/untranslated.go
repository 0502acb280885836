package lint

import (
	"strings"

	"kobayashi/game/parse"
)

// Untranslated stands in a translation before what is still in the base's words.
// It looks the same in every language, and an editor finds it.
const Untranslated = "[?]"

// Left tells whether a text of a translation was left as it is in the base
// although it has words to translate: it bears the mark, is the base's, or is
// written in a script that the language has not.
func Left(base, text, lang string) bool { return left(base, text, lang) }

// markedDetails are the texts of a front matter with the mark that
// untranslatedLabels does not compare: they may stay as they are in the base.
func markedDetails(f *parse.Front) []label {
	var list []label
	add := func(key string, v *parse.Value) {
		if v != nil && v.Kind == parse.Scalar && strings.Contains(v.Text, Untranslated) {
			list = append(list, label{key, strings.TrimSpace(strings.Replace(v.Text, Untranslated, "", 1)), v.At})
		}
	}
	for _, of := range []struct{ key, below string }{{"cast", "role"}, {"vars", "unit"}, {"glossary", "text"}, {"sources", ""}} {
		entries, _ := f.Root.Get(of.key)
		if entries == nil {
			continue
		}
		for _, v := range entries.Items {
			if of.below != "" {
				v, _ = v.Get(of.below)
			}
			add(of.key, v)
		}
	}
	return list
}
