package lint

import (
	"bytes"
	"strings"

	"kobayashi/game/parse"
)

// readable gives a file's source with everything blanked that no player reads:
// code, ids, targets, comments, and of the front matter all but its texts. Its
// offsets are those of the source, so what is found in it has its place. It is
// made once.
func (p *pass) readable(f *parse.File) []byte {
	if text := p.prose[f]; text != nil {
		return text
	}
	text := bytes.Clone(f.Source)
	p.prose[f] = text
	blank(text, parse.Span{Start: 0, End: f.Body})
	keepTexts(text, f)
	for _, c := range f.Comments {
		blank(text, c.Span)
	}
	for c := range codes(f) {
		blank(text, c.Span)
	}
	for b := range everyBlock(f) {
		blankLinks(text, b.Links)
		for _, i := range b.Images {
			blank(text, i.PathAt)
		}
	}
	for _, s := range f.Scenes {
		blank(text, s.At)
		for it := range items(s) {
			blank(text, it.TargetAt)
			blankLinks(text, it.Links)
		}
	}
	return text
}

// blankLinks leaves web addresses standing: whose they are is a question.
func blankLinks(b []byte, links []*parse.Link) {
	for _, l := range links {
		if !remote(l.Target) {
			blank(b, l.TargetAt)
		}
	}
}

func remote(target string) bool {
	return strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:")
}

// keepTexts brings back the values of the front matter that players read, and
// the keys that are names.
func keepTexts(text []byte, f *parse.File) {
	root := f.Front.Root
	if root == nil {
		return
	}
	for i, key := range root.Keys {
		v := root.Items[i]
		switch key.Text {
		case "cast", "glossary":
			for _, name := range v.Keys {
				keep(text, f.Source, name.At)
			}
			keepScalars(text, f.Source, v)
		case "title", "summary", "roles", "vars", "score", "endings", "variants", "tags", "goals":
			keepScalars(text, f.Source, v)
		}
	}
	for _, t := range f.Front.Glossary {
		blank(text, t.NoteAt)
	}
}

func keepScalars(text, source []byte, v *parse.Value) {
	if v.Kind == parse.Scalar {
		keep(text, source, v.At)
	}
	for _, item := range v.Items {
		keepScalars(text, source, item)
	}
}

func keep(text, source []byte, at parse.Span) {
	if at.Start >= 0 && at.End <= len(text) && at.Start < at.End {
		copy(text[at.Start:at.End], source[at.Start:at.End])
	}
}

// blank puts spaces over a span, and leaves the lines as they are.
func blank(b []byte, at parse.Span) {
	for i := max(0, at.Start); i < min(at.End, len(b)); i++ {
		if b[i] != '\n' {
			b[i] = ' '
		}
	}
}

var newline = []byte("\n")
