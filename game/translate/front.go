package translate

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"kobayashi/game/parse"
)

// A translation's front matter has the base's keys with translated words. It is
// handled by sections, one for each key at its beginning of a line; a section in
// which nothing is to change is never written anew.

// entry is a named line of a section, with its texts.
type entry struct {
	id     string
	fields []field
	note   string     // of a glossary term: a path, which is not wording
	line   string     // as it is written, where it has a line of its own
	pairs  []string   // values of a list: name, word, name, word…
	at     parse.Span // in its file
}

// field is one text of an entry; the name is "" for the entry's only or first.
type field struct{ name, text string }

func (e *entry) get(name string) string {
	for _, f := range e.fields {
		if f.name == name {
			return f.text
		}
	}
	return ""
}

// section is a key of the front matter with its entries; title and summary have
// one entry without an id.
type section struct {
	key     string
	entries []entry
}

func (s *section) find(id string) *entry {
	for i := range s.entries {
		if s.entries[i].id == id {
			return &s.entries[i]
		}
	}
	return nil
}

// sectionsOf gives the wording of a front matter, in the order of the format.
func sectionsOf(f *parse.File) []section {
	fr := f.Front
	list := []section{
		{"title", []entry{{fields: []field{{"", fr.Title}}}}},
		{"summary", []entry{{fields: []field{{"", fr.Summary}}}}},
		{"cast", each(fr.Cast, func(c parse.CastEntry) entry {
			name := c.Name
			if fr.Of != "" && !named(fr, c.ID) {
				name = ""
			}
			return entry{id: c.ID, fields: []field{{"name", name}, {"role", c.Role}}, at: c.At}
		})},
		{"roles", each(fr.Roles, labelEntry)},
		{"vars", each(fr.Vars, varEntry)},
		{"score", each(fr.Score, func(s parse.ScoreEntry) entry {
			return entry{id: s.ID, fields: []field{{"label", s.Label}}, at: s.At}
		})},
		{"endings", each(fr.Endings, labelEntry)},
		{"variants", each(fr.Variants, func(v parse.VariantEntry) entry {
			return entry{id: v.ID, fields: []field{{"label", v.Label}}, at: v.At}
		})},
		{"tags", each(fr.Tags, labelEntry)},
		{"goals", each(fr.Goals, func(g parse.GoalEntry) entry {
			return entry{id: g.ID, fields: []field{{"label", g.Label}}, at: g.At}
		})},
		{"glossary", each(fr.Glossary, func(t parse.TermEntry) entry {
			word := t.Word
			if fr.Of != "" && !termed(fr, t.ID) {
				word = ""
			}
			return entry{id: t.ID, fields: []field{{"term", word}, {"text", t.Line}}, note: t.Note, at: t.At}
		})},
		{"sources", each(fr.Sources, labelEntry)},
	}
	for i := range list {
		list[i].lines(f)
	}
	return slices.DeleteFunc(list, func(s section) bool {
		return len(s.entries) == 0 || s.entries[0].id == "" && s.entries[0].fields[0].text == ""
	})
}

func each[T any](list []T, make func(T) entry) []entry {
	var out []entry
	for _, v := range list {
		out = append(out, make(v))
	}
	return out
}

func labelEntry(l parse.Label) entry { return entry{id: l.ID, fields: []field{{"", l.Text}}, at: l.At} }

func varEntry(v parse.VarEntry) entry {
	e := entry{id: v.ID, fields: []field{{"label", v.Label}, {"unit", v.Unit}}, at: v.At}
	names := slices.Clone(v.Var.Values)
	for name := range v.Words {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if v.Var.Values == nil {
		slices.Sort(names) // a translation's: the base has the order
	}
	for _, name := range names {
		if v.Words[name] != "" {
			e.pairs = append(e.pairs, name, v.Words[name])
		}
	}
	return e
}

// named tells whether a translation gives someone of the cast a name.
func named(fr *parse.Front, id string) bool { return has(fr, "cast", id, "name") }

// termed tells whether a translation gives a term a word.
func termed(fr *parse.Front, id string) bool { return has(fr, "glossary", id, "term") }

func has(fr *parse.Front, key, id, below string) bool {
	list, _ := fr.Root.Get(key)
	v, _ := list.Get(id)
	if v == nil {
		return false
	}
	in, _ := v.Get(below)
	return in != nil || v.Kind == parse.Scalar && key == "cast"
}

// front is the wording of a translation's front matter beside its base's.
type front struct {
	base, own []section
	fresh     bool // a new translation: what may be left out is there too
	dirty     map[string]bool
	notes     fs.FS
	file      *parse.File
	dropped   []string // finished texts without a place
}

// newFront puts two front matters side by side. Own may be nil.
func newFront(base, own *parse.File, notes fs.FS) *front {
	fr := &front{base: sectionsOf(base), dirty: map[string]bool{}, notes: notes, file: base}
	if own == nil {
		fr.fresh = true
	} else {
		fr.own = sectionsOf(own)
		for _, s := range fr.own {
			for i := range s.entries {
				s.entries[i].fields = slices.DeleteFunc(s.entries[i].fields, func(f field) bool { return f.text == "" })
			}
		}
	}
	return fr
}

func (fr *front) section(key string) *section {
	for i := range fr.own {
		if fr.own[i].key == key {
			return &fr.own[i]
		}
	}
	return nil
}

// sync gives the translation the base's entries: new ones with the base's words
// and the mark; of those the base has no longer, finished words are put aside.
func (fr *front) sync(lang string) {
	for _, want := range fr.base {
		own := fr.section(want.key)
		if own == nil {
			if want.key == "sources" && !fr.fresh {
				continue // citations may stay as they are
			}
			fr.own = append(fr.own, section{key: want.key})
			own = &fr.own[len(fr.own)-1]
		}
		var list []entry
		for _, e := range want.entries {
			list = append(list, fr.entry(want.key, e, own.find(e.id), lang))
		}
		list = slices.DeleteFunc(list, func(e entry) bool { return len(e.fields)+len(e.pairs) == 0 })
		for _, e := range own.entries {
			if !slices.ContainsFunc(want.entries, func(w entry) bool { return w.id == e.id }) {
				fr.drop(want.key, e)
			}
		}
		if !slices.EqualFunc(own.entries, list, func(a, b entry) bool { return a.id == b.id }) {
			fr.dirty[want.key] = true
		}
		own.entries = list
	}
	fr.own = slices.DeleteFunc(fr.own, func(s section) bool {
		if s.key != "title" && !slices.ContainsFunc(fr.base, func(b section) bool { return b.key == s.key }) {
			for _, e := range s.entries {
				fr.drop(s.key, e)
			}
			fr.dirty[s.key] = true
			return true
		}
		return len(s.entries) == 0
	})
}

// entry is a translation's entry for one of the base's.
func (fr *front) entry(key string, base entry, own *entry, lang string) entry {
	out := entry{id: base.id, note: base.note}
	fresh := own == nil
	if own != nil {
		out.line, out.note = own.line, own.note
	} else {
		out.note = fr.ownNote(base.note, lang)
		own = &entry{}
	}
	for i, f := range base.fields {
		text := own.get(f.name)
		must := fresh || i == 0
		_, isMarked := unmarked(text)
		switch {
		case f.text == "" && text == "":
			continue
		case text != "" && !isMarked:
		case !hasWords(f.text) || text == "" && !must:
			continue
		default:
			if is := marked(f.text); is != text {
				text = is
				out.line, fr.dirty[key] = "", true
			}
		}
		out.fields = append(out.fields, field{f.name, text})
	}
	for i := 0; i < len(base.pairs); i += 2 {
		word := wordOf(own.pairs, base.pairs[i])
		if _, isMarked := unmarked(word); word == "" || isMarked {
			if is := marked(base.pairs[i+1]); is != word {
				word = is
				out.line, fr.dirty[key] = "", true
			}
		}
		out.pairs = append(out.pairs, base.pairs[i], word)
	}
	return out
}

func wordOf(pairs []string, name string) string {
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i] == name {
			return pairs[i+1]
		}
	}
	return ""
}

// ownNote is the translated note beside a base's, if somebody has written it.
func (fr *front) ownNote(note, lang string) string {
	stem, ok := strings.CutSuffix(note, ".md")
	if !ok || note == "" {
		return ""
	}
	own := stem + "." + lang + ".md"
	if _, err := fs.Stat(fr.notes, path.Join(path.Dir(fr.file.Path), own)); err != nil {
		return ""
	}
	return own
}

func (fr *front) drop(key string, e entry) {
	for _, f := range e.fields {
		if _, isMarked := unmarked(f.text); f.text != "" && !isMarked {
			fr.dropped = append(fr.dropped, strings.Trim(key+" / "+e.id+" / "+f.name, " /")+": "+f.text)
		}
	}
}
