package translate

import (
	"slices"
	"strings"

	"kobayashi/game/edit"
)

// recode gives a finished text the code of the base's: values in the sentence
// change where they stand, and what follows the text is the base's. It reports
// whether anything changed.
func recode(own, base string) (string, bool) {
	have, want := codesIn(own), codesIn(base)
	if slices.Equal(normal(have), normal(want)) {
		return own, false
	}
	var values, tail []string
	for _, c := range want {
		if isValue(c) {
			values = append(values, c)
		} else {
			tail = append(tail, c)
		}
	}
	for _, c := range have { // what the base has too stays where it is
		if i := slices.IndexFunc(values, func(v string) bool { return isValue(c) && sameCode(v, c) }); i >= 0 {
			values = slices.Delete(values, i, i+1)
		}
	}
	left := slices.Clone(want)
	text := codeSpans.ReplaceAllStringFunc(own, func(c string) string {
		if strings.HasPrefix(c, "``") {
			return c
		}
		if i := slices.IndexFunc(left, func(w string) bool { return isValue(c) && sameCode(w, c) }); i >= 0 {
			left = slices.Delete(left, i, i+1)
			return c
		}
		if isValue(c) && len(values) > 0 {
			c, values = values[0], values[1:]
			return c
		}
		return ""
	})
	text = strings.TrimRight(text, " \t\n")
	for _, c := range slices.Concat(values, tail) {
		text += " " + c
	}
	return text, true
}

// codesIn are the code spans of one back-quote in a text.
func codesIn(text string) []string {
	return slices.DeleteFunc(codeSpans.FindAllString(text, -1), func(c string) bool { return strings.HasPrefix(c, "``") })
}

func inner(c string) string { return strings.Trim(c, "`") }

func isValue(c string) bool { return strings.HasPrefix(strings.TrimSpace(inner(c)), "=") }

func sameCode(a, b string) bool {
	return edit.Respace(strings.TrimSpace(inner(a))) == edit.Respace(strings.TrimSpace(inner(b)))
}

// normal are code spans in the house's form, sorted: their order in a sentence is
// the language's.
func normal(codes []string) []string {
	var list []string
	for _, c := range codes {
		list = append(list, edit.Respace(strings.TrimSpace(inner(c))))
	}
	slices.Sort(list)
	return list
}

// spelled gives a text in which code is spaced as in the base.
func spelled(text, base string) string {
	want := codesIn(base)
	return codeSpans.ReplaceAllStringFunc(text, func(c string) string {
		if i := slices.IndexFunc(want, func(w string) bool { return sameCode(w, c) }); i >= 0 && !strings.HasPrefix(c, "``") {
			return want[i]
		}
		return c
	})
}
