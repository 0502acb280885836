package parse

import (
	"path"
	"strings"

	"kobayashi/game"
)

// notes reads the technical notes of a language: notes/NAME.LANG.md, or the
// base's notes/NAME.md where there is none. They are kept by the path a link
// writes. lang is "" for the base.
func (l *loader) notes(p *parser, lang string) map[string]game.Note {
	dir := path.Join(path.Dir(p.f.Path), "notes")
	list := map[string]game.Note{}
	names := l.files.list(dir)
	have := map[string]bool{}
	for _, n := range names {
		have[n] = true
	}
	for i, n := range names {
		stem, isNote := strings.CutSuffix(n, ".md")
		if !isNote || translationOf(stem, have) {
			continue
		}
		if i >= maxNotes {
			break
		}
		use := n
		if own := stem + "." + lang + ".md"; lang != "" && have[own] {
			use = own
		}
		if note, ok := l.note(path.Join(dir, use), "notes/"+use); ok {
			list["notes/"+use] = note
			if use != n && p.linked("notes/"+n) {
				list["notes/"+n] = note
			}
		}
	}
	return list
}

// translationOf tells whether a note's name says that it translates another.
func translationOf(stem string, have map[string]bool) bool {
	i := strings.LastIndexByte(stem, '.')
	return i > 0 && langShape.MatchString(stem[i+1:]) && have[stem[:i]+".md"]
}

// linked tells whether a file speaks of a note by this path.
func (p *parser) linked(note string) bool {
	for _, t := range p.f.Front.Glossary {
		if t.Note == note {
			return true
		}
	}
	return strings.Contains(p.text, "]("+note+")")
}

// note reads one note. What is wrong with it is said once, at its place.
func (l *loader) note(name, link string) (game.Note, bool) {
	if u, ok := l.noted[name]; ok {
		return u, u.Path != ""
	}
	p := &parser{f: &File{Path: name, Front: &Front{}}, names: l.names}
	defer l.collect(p)
	l.noted[name] = game.Note{}
	data, err := l.files.read(name, maxNote)
	if err != nil {
		p.unreadable(err)
		return game.Note{}, false
	}
	normalise(p.f, data)
	p.text = string(p.f.Source)
	if !p.characters() || !p.limits(0) || failed(p.problems) {
		return game.Note{}, false
	}
	n := game.Note{Path: link, Markdown: p.text, Title: strings.TrimSuffix(path.Base(name), ".md")}
	for line := range strings.Lines(p.text) {
		if title, ok := strings.CutPrefix(line, "# "); ok {
			n.Title = strings.TrimSpace(title)
			break
		}
	}
	l.noted[name] = n
	return n, true
}
