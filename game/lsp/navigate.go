package lsp

import (
	"context"
	"path"
	"slices"
	"strings"

	"kobayashi/game/parse"
)

// siteAt gives the site at a position, or just before it.
func (h *here) siteAt(p position) (site, bool) {
	if h.sc == nil || h.file == nil {
		return site{}, false
	}
	at := h.at(p)
	list := h.sc.sitesOf(h.name)
	best := -1
	for i, s := range list {
		if s.at.Start <= at && at <= s.at.End && !s.bare && (best < 0 || s.at.Start >= list[best].at.Start) {
			best = i
		}
	}
	if best < 0 {
		// `end` alone stands for the ending of its name.
		for _, s := range list {
			if s.bare && s.at.Start-len("end") <= at && at <= s.at.End {
				s.at.Start -= len("end")
				return s, true
			}
		}
		// On the signs before a scene's name one asks for the scene: that is where
		// an editor stands once it has gone to a definition.
		for _, s := range list {
			if r := h.place(s).Range; s.sort == aScene && !before(p, r.Start) && !before(r.End, p) {
				return s, true
			}
		}
		return site{}, false
	}
	return list[best], true
}

// definition leads from a name to where it is declared. In a translation that is
// the base, but for a link to a scene, which stays in its language.
func (s *server) definition(ctx context.Context, p positionParams) ([]location, error) {
	none := []location{}
	h := s.find(ctx, p.TextDocument.URI)
	if h == nil {
		return none, nil
	}
	at, ok := h.siteAt(p.Position)
	if !ok {
		return none, nil
	}
	if at.sort == aNote {
		if name := h.note(at.name); name != "" {
			return []location{{URI: h.uri(name)}}, nil
		}
		return none, nil
	}
	if own := h.file.Scene(at.name); at.sort == aScene && h.translation() && own != nil && own.At.Start != at.at.Start {
		if inFront := at.at.End <= h.file.Front.Span.End; !inFront {
			return []location{h.place(site{thing: at.thing, file: h.name, at: own.At})}, nil
		}
	}
	if at.sort == aScene && h.sc.res.Base != nil && at.in != h.sc.res.Base.Path {
		return h.elsewhere(at), nil
	}
	for _, f := range filesOf(h.sc.res) {
		for _, other := range h.sc.sitesOf(f.Path) {
			if other.thing == at.thing && other.declares {
				return []location{h.place(other)}, nil
			}
		}
	}
	return none, nil
}

// elsewhere finds a scene of another file.
func (h *here) elsewhere(at site) []location {
	for _, f := range filesOf(h.sc.res) {
		if f.Path == at.in && f.Scene(at.name) != nil {
			return []location{h.place(site{thing: at.thing, file: f.Path, at: f.Scene(at.name).At})}
		}
	}
	return []location{}
}

// note gives the file of a note in the language of the document, if it is there.
func (h *here) note(name string) string {
	own := name
	if h.translation() {
		own = strings.TrimSuffix(name, ".md") + "." + h.file.Lang + ".md"
	}
	defer h.view.again(h.dir).done()
	for _, file := range []string{own, name} {
		if _, err := h.view.Stat(file); err == nil {
			return file
		}
	}
	return ""
}

func (sn *snapshot) location(file string, at parse.Span) location {
	return location{sn.uri(file), sn.spanIn(file, at)}
}

// place is where a site stands. Of a scene that is the whole heading, or the
// link with its sign, as a general reader of Markdown sees them: an editor that
// asks such a reader too, as VS Code always does, then has one place and goes
// there, where of two it would make its user choose.
func (sn *snapshot) place(s site) location {
	found := sn.location(s.file, s.at)
	t := sn.view.text(s.file)
	if t == nil || s.sort != aScene {
		return found
	}
	switch before, _ := t.around(t.fromSource(s.at.Start)); {
	case strings.HasPrefix(before, "#") && strings.Trim(before, "# \t") == "":
		found.Range = span{position{Line: found.Range.Start.Line}, t.position(t.lineEnd(found.Range.Start.Line))}
	case strings.HasSuffix(before, "(#"):
		found.Range.Start.Character-- // one unit in every encoding
	}
	return found
}

// sitesOfThing lists all places that speak of a thing, in every file of every
// scenario that could.
func (h *here) sitesOfThing(t thing) []site {
	var list []site
	seen := map[string]bool{}
	for _, sc := range h.everything() {
		if sc.name != h.sc.name && t.sort != aScene && t.sort != aNote {
			continue
		}
		for _, f := range filesOf(sc.res) {
			if seen[f.Path] {
				continue
			}
			seen[f.Path] = true
			for _, other := range sc.sitesOf(f.Path) {
				if other.thing == t {
					list = append(list, other)
				}
			}
		}
	}
	return list
}

func (s *server) references(ctx context.Context, p referenceParams) ([]location, error) {
	list := []location{}
	h := s.find(ctx, p.TextDocument.URI)
	if h == nil {
		return list, nil
	}
	at, ok := h.siteAt(p.Position)
	if !ok {
		return list, nil
	}
	for _, other := range h.sitesOfThing(at.thing) {
		if other.declares && !p.Context.IncludeDeclaration {
			continue
		}
		if other.bare {
			other.at.Start -= len("end")
		}
		list = append(list, h.place(other))
	}
	return list, nil
}

func (s *server) highlight(ctx context.Context, p positionParams) ([]documentHighlight, error) {
	list := []documentHighlight{}
	h := s.find(ctx, p.TextDocument.URI)
	if h == nil {
		return list, nil
	}
	at, ok := h.siteAt(p.Position)
	if !ok {
		return list, nil
	}
	for _, other := range h.sc.sitesOf(h.name) {
		if other.thing != at.thing || other.bare {
			continue
		}
		kind := highlightRead
		if other.writes || other.declares {
			kind = highlightWrite
		}
		list = append(list, documentHighlight{h.spanIn(h.name, other.at), kind})
	}
	return list, nil
}

// symbols lists the scenes, below them the choices.
func (s *server) symbols(ctx context.Context, p documentParams) (any, error) {
	tree := []documentSymbol{}
	h := s.find(ctx, p.TextDocument.URI)
	if h == nil || h.file == nil {
		return tree, nil
	}
	for _, scene := range h.file.Scenes {
		sym := documentSymbol{
			Name: scene.ID, Detail: scene.Title.Text, Kind: symbolNamespace,
			Range: h.spanIn(h.name, trimmed(h.file, scene.Span)), SelectionRange: h.spanIn(h.name, scene.At),
		}
		if sym.Name == "" {
			sym.Name = "?" // the protocol allows no empty name
		}
		if scene.Decision != nil {
			for _, it := range scene.Decision.Items {
				if at := trimmed(h.file, it.Span); it.Label != "" && !at.Empty() {
					r := h.spanIn(h.name, at)
					sym.Children = append(sym.Children, documentSymbol{Name: it.Label, Detail: it.Target, Kind: symbolEvent, Range: r, SelectionRange: within(h.spanIn(h.name, it.LabelAt), r)})
				}
			}
		}
		tree = append(tree, sym)
	}
	s.mu.Lock()
	deep := s.tree
	s.mu.Unlock()
	if deep {
		return tree, nil
	}
	flat := []symbolInformation{}
	for _, sym := range tree {
		flat = append(flat, symbolInformation{strings.TrimSpace(sym.Name + " " + sym.Detail), sym.Kind, location{p.TextDocument.URI, sym.Range}})
	}
	return flat, nil
}

// trimmed is a span without the blank lines at its end.
func trimmed(f *parse.File, at parse.Span) parse.Span {
	at.End = at.Start + len(strings.TrimRight(f.Text(at), " \n\t"))
	return at
}

// within brings a range into one that must hold it.
func within(r, outer span) span {
	if before(r.Start, outer.Start) || before(outer.End, r.End) {
		return outer
	}
	return r
}

func before(a, b position) bool {
	return a.Line < b.Line || a.Line == b.Line && a.Character < b.Character
}

// links leads from notes, parts and the base to their files.
func (s *server) links(ctx context.Context, p documentParams) ([]documentLink, error) {
	list := []documentLink{}
	h := s.find(ctx, p.TextDocument.URI)
	if h == nil || h.file == nil {
		return list, nil
	}
	for _, at := range h.sc.sitesOf(h.name) {
		if at.sort == aNote {
			if name := h.note(at.name); name != "" {
				list = append(list, documentLink{h.spanIn(h.name, at.at), h.uri(name)})
			}
		}
	}
	if v, _ := h.file.Front.Root.Get("of"); v != nil && h.sc.res.Base != nil && path.Base(h.sc.res.Base.Path) == v.Text {
		list = append(list, documentLink{h.spanIn(h.name, v.At), h.uri(h.sc.res.Base.Path)})
	}
	return list, nil
}

// folding folds the front matter and each scene.
func (s *server) folding(ctx context.Context, p documentParams) ([]foldingRange, error) {
	list := []foldingRange{}
	h := s.find(ctx, p.TextDocument.URI)
	if h == nil || h.file == nil {
		return list, nil
	}
	add := func(at parse.Span, kind string) {
		r := h.spanIn(h.name, trimmed(h.file, at))
		if r.End.Line > r.Start.Line {
			list = append(list, foldingRange{r.Start.Line, r.End.Line, kind})
		}
	}
	if front := h.file.Front.Span; !front.Empty() {
		add(parse.Span{Start: 0, End: front.End}, "region")
	}
	for _, scene := range h.file.Scenes {
		add(scene.Span, "")
	}
	return slices.Clip(list), nil
}
