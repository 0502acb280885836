package lsp

import (
	"context"
	"io/fs"
	"slices"
	"strings"

	"kobayashi/game"
	"kobayashi/game/lint"
	"kobayashi/game/parse"
)

// sortNames are the phrases of what can be renamed.
var sortNames = map[sortOf]string{
	aScene: "scene", aVariable: "variable", aScore: "score", anEnding: "ending", aRole: "role", aTag: "tag",
}

// renamed finds what is to be renamed, or says why nothing can be.
func (s *server) renamed(h *here, p position) (site, error) {
	if h == nil {
		return site{}, s.refuse("rename.nothing")
	}
	at, ok := h.siteAt(p)
	if !ok || sortNames[at.sort] == "" || h.sc.res.Base == nil || at.in != "" && h.fileOf(at.in) == nil {
		return site{}, s.refuse("rename.nothing")
	}
	return at, nil
}

func (h *here) fileOf(name string) *parse.File {
	for _, f := range filesOf(h.sc.res) {
		if f.Path == name {
			return f
		}
	}
	return nil
}

func (s *server) prepareRename(ctx context.Context, p positionParams) (*prepared, error) {
	h := s.find(ctx, p.TextDocument.URI)
	at, err := s.renamed(h, p.Position)
	if err != nil {
		return nil, nil // the protocol's way to say no before anything was asked
	}
	return &prepared{h.spanIn(h.name, at.at), at.name}, nil
}

// rename changes a name wherever it stands: in the base, its parts and its
// translations, in code, links and front matter.
func (s *server) rename(ctx context.Context, p renameParams) (*workspaceEdit, error) {
	h := s.find(ctx, p.TextDocument.URI)
	at, err := s.renamed(h, p.Position)
	if err != nil {
		return nil, err
	}
	name := strings.TrimSpace(p.NewName)
	if name == at.name {
		return &workspaceEdit{}, nil
	}
	if err := s.mayBe(h, at.thing, name); err != nil {
		return nil, err
	}
	if where, ok := h.unread(at.thing); !ok {
		return nil, s.refuse("rename.broken", where)
	}
	edits := h.renaming(at.thing, name)
	if err := s.holds(h, edits); err != nil {
		return nil, err
	}
	files := map[string][]textEdit{}
	for file, list := range edits {
		for _, e := range list {
			files[file] = append(files[file], textEdit{h.spanIn(file, e.Span), e.New})
		}
	}
	change := s.edit(h.snapshot, files)
	return &change, nil
}

// renaming writes a new name at every site of a thing.
func (h *here) renaming(t thing, name string) map[string][]lint.Edit {
	edits := map[string][]lint.Edit{}
	put := func(s site, text string) {
		edits[s.file] = append(edits[s.file], lint.Edit{File: s.file, Span: s.at, New: text})
	}
	for _, s := range h.sitesOfThing(t) {
		if s.bare {
			put(s, " "+name)
			continue
		}
		put(s, name)
	}
	if t.sort == aScene {
		h.keepEnding(t, put)
	}
	for file, list := range edits {
		slices.SortFunc(list, func(a, b lint.Edit) int { return a.Span.Start - b.Span.Start })
		edits[file] = slices.Compact(list)
	}
	h.rehash(t, name, edits)
	return edits
}

// keepEnding names the ending of a scene whose name it bore, if anything else
// speaks of it: it is not what is renamed.
func (h *here) keepEnding(t thing, put func(site, string)) {
	ending := h.sitesOfThing(thing{sort: anEnding, name: t.name})
	named := slices.ContainsFunc(ending, func(s site) bool { return !s.bare })
	for _, s := range ending {
		own := s.file == t.in
		if f := h.fileOf(s.file); f != nil && !own {
			own = t.in == h.sc.res.Base.Path && slices.Contains(h.sc.res.Translations, f)
		}
		if s.bare && named && own {
			put(s, " "+t.name)
		}
	}
}

// rehash keeps translations in step that were so: a hash names the wording of a
// scene of the base with its ids and code, which are no wording.
func (h *here) rehash(t thing, name string, edits map[string][]lint.Edit) {
	base := h.sc.res.Base
	after := parse.File{Path: base.Path, Source: []byte(put(base.Source, edits[base.Path]))}
	for _, f := range h.sc.res.Translations {
		hashes, _ := f.Front.Root.Get("hashes")
		if hashes == nil || hashes.Kind != parse.Map {
			continue
		}
		for i, k := range hashes.Keys {
			scene, v := base.Scene(k.Text), hashes.Items[i]
			if scene == nil || v.Kind != parse.Scalar || !strings.EqualFold(v.Text, lint.SceneHash(base, scene)) {
				continue
			}
			moved := *scene
			moved.Span = parse.Span{Start: shifted(scene.Span.Start, edits[base.Path]), End: shifted(scene.Span.End, edits[base.Path])}
			if hash := lint.SceneHash(&after, &moved); hash != v.Text {
				at := v.At
				if v.Quoted {
					at = parse.Span{Start: at.Start + 1, End: at.End - 1}
				}
				edits[f.Path] = append(edits[f.Path], lint.Edit{File: f.Path, Span: at, New: hash})
			}
		}
		slices.SortFunc(edits[f.Path], func(a, b lint.Edit) int { return a.Span.Start - b.Span.Start })
	}
}

// shifted is where an offset stands after edits in order.
func shifted(offset int, edits []lint.Edit) int {
	by := 0
	for _, e := range edits {
		if e.Span.End <= offset && e.Span.Start < offset {
			by += len(e.New) - (e.Span.End - e.Span.Start)
		}
	}
	return offset + by
}

// put makes edits, in order and apart from each other, in a text.
func put(source []byte, edits []lint.Edit) string {
	var b strings.Builder
	at := 0
	for _, e := range edits {
		if e.Span.Start < at {
			continue
		}
		b.Write(source[at:e.Span.Start])
		b.WriteString(e.New)
		at = e.Span.End
	}
	b.Write(source[at:])
	return b.String()
}

// holds reads the files as they would be, and refuses a rename that breaks what
// was whole.
func (s *server) holds(h *here, edits map[string][]lint.Edit) error {
	open := map[string]string{}
	for name, doc := range h.docs {
		open[name] = doc.text
	}
	for _, sc := range h.everything() {
		for _, f := range filesOf(sc.res) {
			if list, ok := edits[f.Path]; ok {
				open[f.Path] = put(f.Source, list)
			}
		}
	}
	after := newView(h.dir, open, utf8Units)
	defer after.done()
	for _, sc := range h.everything() {
		was, is := errorsOf(sc.res.Problems), errorsOf(parse.Read(fs.FS(after), sc.name).Problems)
		if len(is) > len(was) {
			return s.refuse("rename.breaks", is[0].From.String(), is[0].Message.In(s.language()))
		}
	}
	return nil
}

func errorsOf(problems []game.Problem) []game.Problem {
	var list []game.Problem
	for _, p := range problems {
		if p.Severity() == game.Error {
			list = append(list, p)
		}
	}
	return list
}
