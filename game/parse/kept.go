package parse

import (
	"maps"
	"slices"
)

// kept is a translation as it was read last, before it was laid beside its base,
// with all that it was read by.
type kept struct {
	data, head string // of the translation, and the base's front matter
	parser     parser
}

// translation reads a translation, or remembers it: while the base is written,
// it stays as it is.
func (l *loader) translation(name string) *parser {
	m := l.files.memo
	if m == nil {
		return l.file(name, asTranslation)
	}
	data, err := l.files.read(name, maxFile)
	if err != nil {
		return l.file(name, asTranslation) // which says why
	}
	head := l.base.f.Path + "\n" + string(l.base.f.Source[:l.base.f.Body])
	k := m.kept[name]
	if k == nil || k.data != string(data) || k.head != head {
		p := l.file(name, asTranslation)
		if p == nil {
			return nil
		}
		k = &kept{string(data), head, p.copied(l)}
		m.keep(name, k)
	}
	p := k.parser.copied(l)
	return &p
}

// copied is a parser that has read its file, for another reading of the whole:
// what is reported and made from here on is its own. The tree is shared; what
// comes later looks names up in it, and writes down the same each time.
func (p *parser) copied(l *loader) parser {
	c := *p
	c.fs, c.names = l.files, l.names
	c.problems = slices.Clone(p.problems)
	c.seen, c.cast = maps.Clone(p.seen), maps.Clone(p.cast)
	c.pools, c.ex, c.pieces, c.cuts = pools{}, exprParser{}, nil, nil
	return c
}
