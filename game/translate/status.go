package translate

import (
	"io/fs"
	"maps"
	"path"
	"slices"

	"kobayashi/game/lint"
	"kobayashi/game/parse"
)

// State says how far a scene's translation is.
type State string

// A scene is missing; or some of it is untranslated; or the base has changed
// since (stale: its words, its code or its form); or it is up to date.
const (
	Missing      State = "missing"
	Untranslated State = "untranslated"
	Stale        State = "stale"
	Current      State = "up-to-date"
)

// Scene is how far one scene is. Texts counts what there is to translate, Left
// what of it is not.
type Scene struct {
	ID    string
	State State
	Texts int
	Left  int
	// Form tells whether the base has another number of paragraphs or items, or
	// other code: a sync puts that right.
	Form bool
}

// Status is how far a translation of a file is.
type Status struct {
	Base, Path, Lang string
	Front            Scene   // the front matter and what stands before all scenes
	Scenes           []Scene // in the order of the base
	Extra            []string
	Notes            int         // technical notes
	NotesLeft        []Unwritten // those without a translation, by path
}

// Unwritten is a technical note without a translation: its path, and that of the file
// to be written.
type Unwritten struct{ Path, Own string }

// Count gives the scenes of a state, the front as one of them.
func (s Status) Count(state State) int {
	n := 0
	for _, sc := range append([]Scene{s.Front}, s.Scenes...) {
		if sc.State == state {
			n++
		}
	}
	return n
}

// Texts gives all texts there are to translate, and those translated.
func (s Status) Texts() (all, done int) {
	for _, sc := range append([]Scene{s.Front}, s.Scenes...) {
		all += sc.Texts
		done += sc.Texts - sc.Left
	}
	return all, done
}

// Look tells how far the translations of a scenario are: of one language, or of
// all if lang is "". Included files have a status of their own.
func Look(fsys fs.FS, name, lang string) ([]Status, error) {
	res := parse.Read(fsys, name)
	if res.Base == nil || faulty(res, res.Base.Path) {
		return nil, ErrFaulty
	}
	var list []Status
	for _, own := range res.Translations {
		base := baseOf(res, own)
		if base == nil || lang != "" && own.Lang != lang {
			continue
		}
		if unreadable(res, own) {
			return nil, ErrFaulty
		}
		l := looker{base: base, own: own, out: Status{Base: base.Path, Path: own.Path, Lang: own.Lang}}
		l.all(fsys)
		if base == res.Base {
			l.notes(res)
		}
		list = append(list, l.out)
	}
	if lang != "" && len(list) == 0 {
		return nil, ErrMissing
	}
	return list, nil
}

func baseOf(res *parse.Result, own *parse.File) *parse.File {
	for _, base := range append([]*parse.File{res.Base}, res.Includes...) {
		if Name(base.Path, own.Lang) == own.Path {
			return base
		}
	}
	return nil
}

type looker struct {
	base, own *parse.File
	out       Status
}

func (l *looker) all(fsys fs.FS) {
	l.front(fsys)
	for _, a := range unique(l.base) {
		l.out.Scenes = append(l.out.Scenes, l.scene(a))
	}
	for _, b := range unique(l.own) {
		if l.base.Scene(b.ID) == nil {
			l.out.Extra = append(l.out.Extra, b.ID)
		}
	}
}

func (l *looker) front(fsys fs.FS) {
	sc := Scene{}
	fr := newFront(l.base, l.own, fsys)
	fr.sync(l.own.Lang)
	sc.Form = len(fr.dropped) > 0
	for _, u := range fr.units() {
		l.count(&sc, u.source, u.own)
	}
	a, b := leadUnits(l.base), leadUnits(l.own)
	sc.Form = sc.Form || shape(nil, l.base.Lead) != shape(nil, l.own.Lead)
	l.units(&sc, a, b, nil)
	sc.settle(false)
	l.out.Front = sc
}

func (l *looker) scene(a *parse.Scene) Scene {
	sc := Scene{ID: a.ID}
	as := sceneUnits(l.base, a)
	b := l.own.Scene(a.ID)
	if b == nil {
		l.units(&sc, as, nil, nil)
		sc.State = Missing
		return sc
	}
	sum := sumOf(hashesOf(l.own), a.ID)
	bs := sceneUnits(l.own, b)
	sc.Form = shape(a, nil) != shape(b, nil) || len(as) != len(bs)
	var found map[string]unit
	if sc.Form {
		m := matcher{base: l.base, own: l.own, ratio: ratioOf(l.base, l.own), found: map[string]unit{}}
		m.scene(a, b, sum)
		found = m.found
	}
	l.units(&sc, as, bs, found)
	sc.settle(sum != "" && sum != lint.SceneHash(l.base, a))
	return sc
}

// units counts what is translated: by place, or where the form differs by what
// was found to belong together.
func (l *looker) units(sc *Scene, as, bs []unit, found map[string]unit) {
	for i, u := range as {
		own := ""
		if v, ok := found[u.key]; ok {
			own = v.text(l.own)
		} else if found == nil && i < len(bs) {
			own = bs[i].text(l.own)
		}
		l.count(sc, u.text(l.base), own)
	}
}

func (l *looker) count(sc *Scene, source, own string) {
	if !hasWords(source) {
		return
	}
	sc.Texts++
	if left(source, own, l.own.Lang) {
		sc.Left++
	}
}

// left tells whether a text is not translated.
func left(source, own, lang string) bool {
	return own == "" || lint.Left(source, own, lang)
}

func (sc *Scene) settle(stale bool) {
	switch {
	case sc.Left > 0:
		sc.State = Untranslated
	case stale || sc.Form:
		sc.State = Stale
	default:
		sc.State = Current
	}
}

// notes counts the technical notes, and names those without a translation.
func (l *looker) notes(res *parse.Result) {
	if res.Scenario == nil {
		return
	}
	base := res.Scenario.Text(res.Base.Lang).Notes
	own := res.Scenario.Text(l.own.Lang).Notes
	for _, note := range slices.Sorted(maps.Keys(base)) {
		l.out.Notes++
		if _, ok := own[Name(note, l.own.Lang)]; !ok {
			note = path.Join(path.Dir(l.base.Path), note)
			l.out.NotesLeft = append(l.out.NotesLeft, Unwritten{note, Name(note, l.own.Lang)})
		}
	}
}

// IDs are the scenes of a state.
func (s Status) IDs(state State) []string {
	var list []string
	for _, sc := range s.Scenes {
		if sc.State == state {
			list = append(list, sc.ID)
		}
	}
	return slices.Clip(list)
}
