package lint

import (
	"cmp"
	"net/url"
	"path/filepath"
	"strings"

	"kobayashi/game"
)

// file gives a file's place in a log, and lists it there.
func (l *sarifWriter) file(run *sarifRun, name string) sarifFile {
	at, known := l.files[name]
	if !known {
		at = len(run.Artifacts)
		l.files[name] = at
		run.Artifacts = append(run.Artifacts, sarifArtifact{sarifFile{URI: uriOf(name)}, "markdown", "utf-8"})
	}
	return sarifFile{URI: uriOf(name), Index: &at}
}

// uriOf writes a path as the format asks: relative where it is, with / and
// without what an address may not hold.
func uriOf(name string) string {
	u := url.URL{Path: filepath.ToSlash(name)}
	if filepath.IsAbs(name) {
		u.Scheme = "file"
		u.Path = "/" + strings.TrimPrefix(u.Path, "/")
	}
	return u.String()
}

// location is a place. A problem of a whole file has no region.
func (l *sarifWriter) location(run *sarifRun, from, to game.Pos) sarifLocation {
	at := sarifLocation{Physical: sarifPhysical{Artifact: l.file(run, from.File)}}
	if from.Line > 0 {
		region := regionOf(from, to)
		at.Physical.Region = &region
	}
	return at
}

func regionOf(from, to game.Pos) sarifRegion {
	r := sarifRegion{from.Line, max(1, from.Column), to.Line, max(1, to.Column)}
	if before(to, from) {
		r.EndLine, r.EndColumn = r.StartLine, r.StartColumn
	}
	return r
}

func (l *sarifWriter) flow(run *sarifRun, stops []Stop) []sarifFlow {
	if len(stops) == 0 {
		return nil
	}
	var thread sarifThread
	for _, s := range stops {
		at := l.location(run, s.From, s.To)
		text := plainText(strings.TrimSpace(route([]game.Move{s.Move}) + " " + s.Label))
		at.Message = &text
		thread.Steps = append(thread.Steps, sarifStep{at})
	}
	return []sarifFlow{{[]sarifThread{thread}}}
}

// fixes is the one mend of a problem. All its edits lie in one file.
func (l *sarifWriter) fixes(run *sarifRun, p game.Problem, edits []Replacement) []sarifFix {
	if len(edits) == 0 {
		return nil
	}
	change := sarifChange{Artifact: l.file(run, edits[0].From.File)}
	for _, e := range edits {
		one := sarifInsert{Deleted: regionOf(e.From, e.To)}
		if e.New != "" {
			one.Inserted = &sarifContent{e.New}
		}
		change.Edits = append(change.Edits, one)
	}
	said := p.Mend
	if said.Empty() {
		said = p.Message
	}
	return []sarifFix{{plainText(said.In(l.Lang)), []sarifChange{change}}}
}

// proofs sorts what was proved from what was not.
func proofs(list []Proof) (proved []provedJSON, not []unprovedJSON) {
	proved, not = []provedJSON{}, []unprovedJSON{}
	for _, p := range list {
		if p.Limit == 0 {
			proved = append(proved, provedJSON{p.File, p.Variant, p.States})
		} else {
			not = append(not, unprovedJSON(p))
		}
	}
	return proved, not
}

// place gives a problem's ends, those of a whole file at its beginning.
func place(p game.Problem) (from, to game.Pos) {
	from, to = p.From, end(p)
	from.Line, from.Column = cmp.Or(from.Line, 1), cmp.Or(from.Column, 1)
	to.Line, to.Column = cmp.Or(to.Line, 1), cmp.Or(to.Column, 1)
	return from, to
}
