package translate

import (
	"slices"
	"strings"

	"kobayashi/game/edit"
	"kobayashi/game/parse"
)

// frontUnit is a text of the front matter as it is exchanged.
type frontUnit struct {
	key    string
	source string
	own    string // "" if the translation has none
	set    func(string)
}

// units gives every text of the front matter beside the base's. Setting one
// makes its section to be written anew.
func (fr *front) units() []frontUnit {
	var list []frontUnit
	for _, want := range fr.base {
		own := fr.section(want.key)
		if own == nil {
			continue
		}
		for _, b := range want.entries {
			e := own.find(b.id)
			if e == nil {
				continue
			}
			list = append(list, fr.entryUnits(want.key, b, e)...)
		}
	}
	return list
}

func (fr *front) entryUnits(key string, b entry, e *entry) []frontUnit {
	var list []frontUnit
	name := key
	if b.id != "" {
		name += "/" + b.id
	}
	set := func(text *string) func(string) {
		return func(s string) {
			if *text != s {
				*text, e.line, fr.dirty[key] = s, "", true
			}
		}
	}
	for i, f := range b.fields {
		at := slices.IndexFunc(e.fields, func(own field) bool { return own.name == f.name })
		if at < 0 || !hasWords(f.text) {
			continue
		}
		k := name
		if i > 0 {
			k += "/" + f.name
		}
		list = append(list, frontUnit{k, f.text, e.fields[at].text, set(&e.fields[at].text)})
	}
	for i := 0; i < len(b.pairs); i += 2 {
		for j := 0; j < len(e.pairs); j += 2 {
			if e.pairs[j] == b.pairs[i] {
				list = append(list, frontUnit{name + "/values/" + b.pairs[i], b.pairs[i+1], e.pairs[j+1], set(&e.pairs[j+1])})
			}
		}
	}
	return list
}

// write gives a section's lines.
func (s section) write(b *strings.Builder) {
	if len(s.entries) == 1 && s.entries[0].id == "" {
		b.WriteString(s.key + ": " + edit.Scalar(s.entries[0].fields[0].text) + "\n")
		return
	}
	b.WriteString(s.key + ":\n")
	for _, e := range s.entries {
		if e.line != "" {
			b.WriteString("  " + strings.TrimLeft(e.line, " ") + "\n")
			continue
		}
		b.WriteString("  " + edit.Scalar(e.id) + ": " + e.value() + "\n")
	}
}

func (e entry) value() string {
	if len(e.fields) == 1 && e.fields[0].name == "" {
		return edit.Scalar(e.fields[0].text)
	}
	var parts []string
	for _, f := range e.fields {
		parts = append(parts, f.name+": "+edit.Scalar(f.text))
	}
	if len(e.pairs) > 0 {
		var words []string
		for i := 0; i < len(e.pairs); i += 2 {
			words = append(words, edit.Scalar(e.pairs[i])+": "+edit.Scalar(e.pairs[i+1]))
		}
		parts = append(parts, "values: {"+strings.Join(words, ", ")+"}")
	}
	if e.note != "" {
		parts = append(parts, "note: "+edit.Scalar(e.note))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// lines keeps the lines of entries that have one of their own.
func (s *section) lines(f *parse.File) {
	starts := map[int]int{}
	for _, e := range s.entries {
		if e.id != "" {
			starts[f.Pos(e.at.Start).Line]++
		}
	}
	list := strings.Split(string(f.Source), "\n")
	for i := range s.entries {
		e := &s.entries[i]
		if e.id == "" {
			continue
		}
		line := f.Pos(e.at.Start).Line
		text := list[line-1]
		next := ""
		if line < len(list) {
			next = list[line]
		}
		indent := len(text) - len(strings.TrimLeft(text, " "))
		own := f.Pos(e.at.Start).Column == indent+1
		if own && starts[line] == 1 && indent > 0 && len(next)-len(strings.TrimLeft(next, " ")) <= indent {
			e.line = text
		}
	}
}
