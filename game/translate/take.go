package translate

import (
	"io/fs"
	"slices"
	"strings"

	"kobayashi/game"
	"kobayashi/game/edit"
	"kobayashi/game/parse"
)

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
		at, ok := have[r.Key]
		target = spelled(target, at.Source)
		switch {
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
		case strings.ContainsFunc(target, isControl) || !at.Kind.quoted() && strings.Count(target, "\n\n") != strings.Count(at.Source, "\n\n"):
			out.refuse(r.Key, Unfit)
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
		alone := slices.Clone(bad)
		if len(bad) > 1 { // one of them may have broken the form for all
			alone = slices.DeleteFunc(alone, func(key string) bool {
				_, misfit := placed(fsys, name, lang, before, map[string]string{key: want[key]})
				return len(misfit) == 0
			})
		}
		if len(alone) == 0 {
			alone = bad
		}
		for _, key := range alone {
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
		return culprits(prefix, want)
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
	if form(nil, was.Lead) != form(nil, own.Lead) {
		all(leadUnits(base))
	}
	pair(leadUnits(base), leadUnits(own))
	for _, a := range unique(base) {
		x, y := was.Scene(a.ID), own.Scene(a.ID)
		switch {
		case x == nil:
		case y == nil || form(x, nil) != form(y, nil) || len(sceneUnits(was, x)) != len(sceneUnits(own, y)):
			all(sceneUnits(base, a))
		default:
			pair(sceneUnits(base, a), sceneUnits(own, y))
		}
	}
	if len(bad) == 0 && newErrors(res, now, own.Path) {
		return culprits(prefix, want)
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

// culprits are the keys of a file's texts where nothing tells which is at fault.
func culprits(prefix string, want map[string]string) []string {
	var all []string
	for key := range want {
		if strings.HasPrefix(key, prefix) {
			all = append(all, key)
		}
	}
	slices.Sort(all)
	return all
}

func isControl(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r == 0x7F }

// quoted tells whether texts of a kind stand in a quote, which may have several
// paragraphs.
func (k Kind) quoted() bool { return slices.Contains([]Kind{Note, Tip, Banner, Lesson, Private}, k) }

// form is a shape that keeps to the kinds of block as they are: a text must not
// turn a table into a paragraph, or a paragraph into a speech.
func form(sc *parse.Scene, lead []*parse.Block) string {
	return shapeBy(func(k game.BlockKind) game.BlockKind { return k }, sc, lead)
}
