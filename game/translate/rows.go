package translate

import (
	"errors"
	"io/fs"

	"kobayashi/game/lint"
	"kobayashi/game/parse"
)

// Row is a text as it goes out to those who translate with other tools, and
// comes back. Texts are Markdown; code between back-quotes is to stay.
type Row struct {
	Key    string // file, scene and place; stable as long as the base's form is
	Kind   Kind
	Who    string // the speaker
	File   string
	Line   int // in the base
	State  State
	Source string
	Target string // "" if it is not translated
}

// Table is all of a translation's rows.
type Table struct {
	Scenario, From, To string // id of the scenario and languages
	Rows               []Row
}

// Export gives the texts of a scenario with their translations so far. What the
// translation lacks is there too; a translation that does not exist is empty.
func Export(fsys fs.FS, name, lang string) (Table, error) {
	_, t, err := synced(fsys, name, lang)
	return t, err
}

// synced gives a translation as a sync would leave it, with its table.
func synced(fsys fs.FS, name, lang string) ([]Synced, Table, error) {
	list, err := Sync(fsys, name, lang, Accept{})
	if errors.Is(err, ErrMissing) {
		var files []File
		files, err = Init(fsys, name, lang)
		for _, f := range files {
			list = append(list, Synced{Path: f.Path, Text: f.Text, Changed: true})
		}
	}
	if err != nil {
		return nil, Table{}, err
	}
	res := reread(fsys, name, written(list))
	t := Table{Scenario: res.Base.Front.ID, From: res.Base.Lang, To: lang}
	for _, base := range append([]*parse.File{res.Base}, res.Includes...) {
		if own := translationOf(res, base, lang); own != nil {
			t.Rows = append(t.Rows, rowsOf(fsys, res, base, own)...)
		}
	}
	return list, t, nil
}

func written(list []Synced) []File {
	var files []File
	for _, s := range list {
		files = append(files, File{s.Path, s.Text})
	}
	return files
}

// rowsOf gives the rows of one file.
func rowsOf(fsys fs.FS, res *parse.Result, base, own *parse.File) []Row {
	prefix := ""
	if base != res.Base {
		prefix = base.Path
	}
	var rows []Row
	add := func(key string, u unit, source, target string, line int, stale bool) {
		if !hasWords(source) {
			return
		}
		r := Row{Key: prefix + key, Kind: u.kind, Who: u.who, File: base.Path, Line: line, Source: source, State: Current}
		switch {
		case left(source, target, own.Lang):
			r.State = Untranslated
		case stale:
			r.State, r.Target = Stale, target
		default:
			r.Target = target
		}
		rows = append(rows, r)
	}
	fr := newFront(base, own, fsys)
	for _, u := range fr.units() {
		add(u.key, unit{kind: Front}, u.source, u.own, 1, false)
	}
	pair := func(as, bs []unit, stale bool) {
		for i, u := range as {
			if i < len(bs) {
				add(u.key, u, u.text(base), bs[i].text(own), base.Pos(u.at.Start).Line, stale)
			}
		}
	}
	pair(leadUnits(base), leadUnits(own), false)
	for _, a := range unique(base) {
		if b := own.Scene(a.ID); b != nil {
			sum := sumOf(hashesOf(own), a.ID)
			pair(sceneUnits(base, a), sceneUnits(own, b), sum != "" && sum != lint.SceneHash(base, a))
		}
	}
	return rows
}
