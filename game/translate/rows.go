package translate

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"kobayashi/game/edit"
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

// Why says why a row was not taken in.
type Why string

// A row's place is not there; its source is not the base's of today; its code is
// not the base's; it does not fit into its place; it is marked as unfinished.
const (
	NoPlace   Why = "no-place"
	OldSource Why = "changed"
	OtherCode Why = "code"
	Unfit     Why = "unfit"
	Fuzzy     Why = "fuzzy"
)

// Refusal is a row that was not taken in.
type Refusal struct {
	Key string
	Why Why
}

// Taken is what taking in a table came to.
type Taken struct {
	Files   []Synced
	Set     int // texts that are new or other than before
	Refused []Refusal
}

// Import takes the translated texts of a table in. Rows without a target leave
// what is there; rows that do not fit are refused one by one, and the others
// taken.
func Import(fsys fs.FS, name, lang string, rows []Row) (Taken, error) {
	list, t, err := synced(fsys, name, lang)
	if err != nil {
		return Taken{}, err
	}
	out := Taken{Files: list}
	have := map[string]Row{}
	for _, r := range t.Rows {
		have[r.Key] = r
	}
	want := map[string]string{}
	for _, r := range rows {
		if strings.TrimSpace(r.Target) == "" {
			continue
		}
		target := tidy(r.Target)
		switch at, ok := have[r.Key]; {
		case !ok:
			out.refuse(r.Key, NoPlace)
		case r.State == Stale:
			if target != at.Target {
				out.refuse(r.Key, Fuzzy)
			}
		case tidy(r.Source) != at.Source:
			out.refuse(r.Key, OldSource)
		case !slices.Equal(normal(codesIn(target)), normal(codesIn(at.Source))):
			out.refuse(r.Key, OtherCode)
		case strings.Contains(target, Mark):
			out.refuse(r.Key, Fuzzy)
		case target != at.Target:
			want[r.Key] = target
		}
	}
	out.put(fsys, name, lang, want)
	for i := range out.Files {
		f := &out.Files[i]
		was, err := fs.ReadFile(fsys, f.Path)
		f.Changed = err != nil || string(was) != string(f.Text)
	}
	return out, nil
}

func (t *Taken) refuse(key string, why Why) { t.Refused = append(t.Refused, Refusal{key, why}) }

// tidy is a text as it can stand in a file: line feeds alone, no blanks at ends
// of lines.
func tidy(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " \t")
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// put writes texts into their places. Texts that do not read back as they were
// written, or that change the form of a scene, are refused, alone if it can be
// told which.
func (t *Taken) put(fsys fs.FS, name, lang string, want map[string]string) {
	before := t.Files
	after, bad := placed(fsys, name, lang, before, want)
	for len(bad) > 0 && len(want) > 0 {
		for _, key := range bad {
			t.refuse(key, Unfit)
			delete(want, key)
		}
		after, bad = placed(fsys, name, lang, before, want)
	}
	t.Files, t.Set = after, len(want)
}

// placed gives the files with texts put into their places, and the keys of those
// that do not fit.
func placed(fsys fs.FS, name, lang string, list []Synced, want map[string]string) (out []Synced, bad []string) {
	res := reread(fsys, name, written(list))
	out = slices.Clone(list)
	for _, base := range append([]*parse.File{res.Base}, res.Includes...) {
		own := translationOf(res, base, lang)
		at := slices.IndexFunc(out, func(s Synced) bool { return own != nil && s.Path == own.Path })
		if at >= 0 {
			prefix := ""
			if base != res.Base {
				prefix = base.Path
			}
			out[at].Text = putInto(fsys, base, own, prefix, want)
		}
	}
	now := reread(fsys, name, written(out))
	for _, base := range append([]*parse.File{res.Base}, res.Includes...) {
		own, was := translationOf(now, base, lang), translationOf(res, base, lang)
		if was == nil {
			continue
		}
		bad = append(bad, misfits(fsys, res, now, base, was, own, want)...)
	}
	return out, bad
}

// putInto writes texts into one file.
func putInto(fsys fs.FS, base, own *parse.File, prefix string, want map[string]string) []byte {
	fr := newFront(base, own, fsys)
	for _, u := range fr.units() {
		if text, ok := want[prefix+u.key]; ok {
			u.set(strings.Join(strings.Fields(text), " "))
		}
	}
	names := namesOf(fr)
	var list []edit.Change
	put := func(as, bs []unit) {
		for i, u := range bs {
			if i >= len(as) {
				break
			}
			if name := names[u.who]; name != "" && name != u.who && u.block != nil {
				list = append(list, edit.Change{At: u.block.WhoAt, Text: name})
			}
			if text, ok := want[prefix+as[i].key]; ok {
				list = append(list, edit.Change{At: u.at, Text: u.frame(text)})
			}
		}
	}
	put(leadUnits(base), leadUnits(own))
	for _, a := range unique(base) {
		if b := own.Scene(a.ID); b != nil {
			put(sceneUnits(base, a), sceneUnits(own, b))
		}
	}
	body := string(edit.Splice(own.Source, list)[own.Body:])
	return []byte(fr.rehead(own, hashesOf(own)) + body)
}

// misfits are the keys of texts that do not read back as they were put. Where a
// scene has lost its form, all that was put into it is one misfit.
func misfits(fsys fs.FS, res, now *parse.Result, base, was, own *parse.File, want map[string]string) []string {
	prefix := ""
	if base != res.Base {
		prefix = base.Path
	}
	var bad []string
	all := func(units []unit) {
		for _, u := range units {
			if _, ok := want[prefix+u.key]; ok {
				bad = append(bad, prefix+u.key)
			}
		}
	}
	if own == nil || unreadable(now, own) || len(own.Scenes) != len(was.Scenes) {
		return culprits(base, prefix, want)
	}
	pair := func(as, bs []unit) {
		for i, u := range as {
			if text, ok := want[prefix+u.key]; ok && i < len(bs) && bs[i].text(own) != shownAs(u, text) {
				bad = append(bad, prefix+u.key)
			}
		}
	}
	for _, u := range newFront(base, own, fsys).units() {
		if text, ok := want[prefix+u.key]; ok && u.own != strings.Join(strings.Fields(text), " ") {
			bad = append(bad, prefix+u.key)
		}
	}
	if shape(was, nil, was.Lead) != shape(own, nil, own.Lead) {
		all(leadUnits(base))
	}
	pair(leadUnits(base), leadUnits(own))
	for _, a := range unique(base) {
		x, y := was.Scene(a.ID), own.Scene(a.ID)
		switch {
		case x == nil:
		case y == nil || shape(was, x, nil) != shape(own, y, nil) || len(sceneUnits(was, x)) != len(sceneUnits(own, y)):
			all(sceneUnits(base, a))
		default:
			pair(sceneUnits(base, a), sceneUnits(own, y))
		}
	}
	if len(bad) == 0 && newErrors(res, now, own.Path) {
		return culprits(base, prefix, want)
	}
	return bad
}

// shownAs is a text as it reads back from its place.
func shownAs(u unit, text string) string {
	if u.line {
		return strings.Join(strings.Fields(text), " ")
	}
	return text
}

func newErrors(before, after *parse.Result, path string) bool {
	return faulty(after, path) && !faulty(before, path)
}

// culprits are the keys of texts that could not stand anywhere: those with signs
// that begin something else; and if there is none, all.
func culprits(base *parse.File, prefix string, want map[string]string) []string {
	var bad, all []string
	for key, text := range want {
		if !strings.HasPrefix(key, prefix) {
			continue
		}
		all = append(all, key)
		if strings.Contains(text, "\n\n") || strings.Contains(text, "\n#") || strings.HasPrefix(text, "#") || strings.ContainsFunc(text, isControl) {
			bad = append(bad, key)
		}
	}
	slices.Sort(bad)
	slices.Sort(all)
	if len(bad) > 0 {
		return bad
	}
	return all
}

func isControl(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r == 0x7F }
