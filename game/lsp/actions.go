package lsp

import (
	"context"
	"slices"
	"strings"

	"kobayashi/game"
	"kobayashi/game/lint"
	"kobayashi/game/parse"
)

// codeActions offers the mends that need no judgement, for the problems in a
// range, and one for all of them in the file.
func (s *server) codeActions(ctx context.Context, p codeActionParams) ([]codeAction, error) {
	list := []codeAction{}
	h := s.find(ctx, p.TextDocument.URI)
	if h == nil || h.file == nil || len(p.Context.Only) > 0 && !slices.Contains(p.Context.Only, "quickfix") {
		return list, nil
	}
	lang := s.language()
	var all []textEdit
	mends, mended := 0, 0
	for _, problem := range h.sc.problems {
		// An editor ends lines as it likes, whatever an edit says.
		if problem.From.File != h.name || problem.Rule == "I009" {
			continue
		}
		edits := h.edits(lint.Fixes(h.sc.res, problem))
		if len(edits) == 0 {
			list = append(list, s.guess(h, problem, p.Range)...)
			continue
		}
		if !overlaps(all, edits) {
			all = append(all, edits...)
			mended++
		}
		at := problemRange(h.text, problem)
		if apart(p.Range, at) {
			continue
		}
		mends++
		list = append(list, codeAction{
			Title: s.say("fix", problem.Rule, problem.Mend.In(lang)), Kind: "quickfix", IsPreferred: true,
			Diagnostics: []diagnostic{s.diagnostic(h.snapshot, h.name, problem, lang)},
			Edit:        s.edit(h.snapshot, map[string][]textEdit{h.name: edits}),
		})
	}
	if mends > 0 && mended > 1 {
		list = append(list, codeAction{Title: s.say("fix.all", mended), Kind: "quickfix", Edit: s.edit(h.snapshot, map[string][]textEdit{h.name: all})})
	}
	return list, nil
}

// guess offers the scene that a broken link most likely means. It is never
// preferred, nor done with the others at once: what was meant is the author's to
// say.
func (s *server) guess(h *here, problem game.Problem, asked span) []codeAction {
	at := problemRange(h.text, problem)
	if problem.Rule != "E050" || apart(asked, at) {
		return nil
	}
	wrote := h.text.raw[h.text.offset(at.Start):h.text.offset(at.End)]
	id := strings.TrimPrefix(wrote, "#")
	near := parse.Near(id, func(yield func(string) bool) {
		for _, scene := range h.file.Scenes {
			if scene.ID != "" && !yield(scene.ID) {
				return
			}
		}
	})
	if near == "" {
		return nil
	}
	near = strings.TrimSuffix(wrote, id) + near
	return []codeAction{{
		Title: s.say("guess", near), Kind: "quickfix",
		Diagnostics: []diagnostic{s.diagnostic(h.snapshot, h.name, problem, s.language())},
		Edit:        s.edit(h.snapshot, map[string][]textEdit{h.name: {{at, near}}}),
	}}
}

// apart tells whether two ranges do not even touch.
func apart(a, b span) bool { return before(a.End, b.Start) || before(b.End, a.Start) }

// edits writes edits of the parser's text as the protocol does.
func (h *here) edits(list []lint.Edit) []textEdit {
	var edits []textEdit
	for _, e := range list {
		if e.File == h.name {
			edits = append(edits, textEdit{h.text.span(e.Span.Start, e.Span.End), e.New})
		}
	}
	return edits
}

// overlaps tells whether edits of one document would meet.
func overlaps(a, b []textEdit) bool {
	for _, x := range a {
		for _, y := range b {
			if x.Range == y.Range || before(x.Range.Start, y.Range.End) && before(y.Range.Start, x.Range.End) {
				return true
			}
		}
	}
	return false
}

// edit makes a change of files in the form that the client knows.
func (s *server) edit(sn *snapshot, files map[string][]textEdit) workspaceEdit {
	s.mu.Lock()
	versioned := s.changes
	s.mu.Unlock()
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	var e workspaceEdit
	for _, name := range names {
		if versioned {
			e.DocumentChanges = append(e.DocumentChanges, documentEdit{versionedID{sn.uri(name), sn.version(name)}, files[name]})
			continue
		}
		if e.Changes == nil {
			e.Changes = map[uri][]textEdit{}
		}
		e.Changes[sn.uri(name)] = files[name]
	}
	return e
}
