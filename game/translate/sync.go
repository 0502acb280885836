package translate

import (
	"io/fs"
	"slices"
	"strings"

	"kobayashi/game"
	"kobayashi/game/edit"
	"kobayashi/game/lint"
	"kobayashi/game/parse"
)

// What happened to a scene.
type What string

// A scene was added with the base's words, brought to the base's form with new
// and without old pieces, or taken out.
const (
	Added   What = "added"
	Changed What = "changed"
	Removed What = "removed"
	Done    What = "accepted"
)

// News is what happened to a scene; ID is "" for what stands before all scenes.
// New and Gone count units that were put in and finished units that lost their
// place.
type News struct {
	ID        string
	What      What
	New, Gone int
}

// Synced is a translation brought up to date with its base.
type Synced struct {
	Base, Path string
	Text       []byte // as it should be
	Changed    bool
	News       []News
	Scenes     []string // of the base
	Aside      string   // finished wording without a place, as Markdown, or ""
}

// Accept says of which scenes the finished wording is right as it stands.
type Accept struct {
	All bool
	IDs []string
}

func (a Accept) has(id string) bool { return a.All || slices.Contains(a.IDs, id) }

// Sync brings a translation up to date, and those of the included files.
// Finished wording is never changed but for the code in it. Hashes are renewed
// only for scenes that are accepted, or in which nothing is finished yet.
func Sync(fsys fs.FS, name, lang string, accept Accept) ([]Synced, error) {
	res := parse.Read(fsys, name)
	if err := ready(res, lang); err != nil {
		return nil, err
	}
	var list []Synced
	for _, base := range append([]*parse.File{res.Base}, res.Includes...) {
		own := translationOf(res, base, lang)
		switch {
		case own == nil && base == res.Base:
			return nil, ErrMissing
		case own == nil:
			own := Name(base.Path, lang)
			list = append(list, Synced{Base: base.Path, Path: own, Text: anew(fsys, base, lang), Changed: true})
			continue
		case unreadable(res, own):
			return nil, ErrFaulty
		}
		s := syncer{fsys: fsys, base: base, own: own, lang: lang, accept: accept}
		list = append(list, s.run())
	}
	return list, nil
}

func translationOf(res *parse.Result, base *parse.File, lang string) *parse.File {
	name := Name(base.Path, lang)
	for _, f := range res.Translations {
		if f.Path == name {
			return f
		}
	}
	return nil
}

// unreadable tells whether a translation could not be read to its end. Other
// errors are what a sync may mend: a target that is gone, code that changed.
func unreadable(res *parse.Result, f *parse.File) bool {
	return slices.ContainsFunc(res.Problems, func(p game.Problem) bool {
		return p.From.File == f.Path && slices.Contains([]string{"E001", "E002", "E005", "E006", "E012"}, p.Rule)
	})
}

// syncer brings one file up to date.
type syncer struct {
	fsys      fs.FS
	base, own *parse.File
	lang      string
	accept    Accept
	names     map[string]string
	ratio     float64
	hashes    []hash
	out       Synced
	aside     strings.Builder
}

func (s *syncer) run() Synced {
	s.out = Synced{Base: s.base.Path, Path: s.own.Path}
	fr := newFront(s.base, s.own, s.fsys)
	fr.sync(s.lang)
	s.names = namesOf(fr)
	s.ratio = ratioOf(s.base, s.own)
	parts := []string{s.lead()}
	for _, a := range unique(s.base) {
		s.out.Scenes = append(s.out.Scenes, a.ID)
		parts = append(parts, s.scene(a))
	}
	for _, b := range unique(s.own) {
		if s.base.Scene(b.ID) == nil {
			s.news(News{b.ID, Removed, 0, s.putAside(b.ID, sceneUnits(s.own, b))})
		}
	}
	body := joined(parts)
	if len(fr.dropped) > 0 {
		s.keep("front matter", strings.Join(fr.dropped, "\n\n"))
	}
	if len(fr.dirty)+len(fr.dropped) > 0 {
		s.out.News = slices.Insert(s.out.News, 0, News{"", Changed, 0, len(fr.dropped)})
	}
	s.out.Text = []byte(fr.rehead(s.own, s.hashes) + body)
	s.out.Aside = s.aside.String()
	s.out.Changed = string(s.out.Text) != string(s.own.Source)
	return s.out
}

func (s *syncer) news(n News) { s.out.News = append(s.out.News, n) }

// lead brings what stands before the first scene up to date.
func (s *syncer) lead() string {
	a, b := leadUnits(s.base), leadUnits(s.own)
	if shape(nil, s.base.Lead) == shape(nil, s.own.Lead) && len(a) == len(b) {
		return s.refreshed(leadSpan(s.own), b, a)
	}
	m := s.matcher()
	m.blocks(shown(s.base.Lead), shown(s.own.Lead), unitsBy(a), unitsBy(b))
	if !s.base.Title.At.Empty() && !s.own.Title.At.Empty() {
		m.found["heading"] = b[0]
	}
	text, n := s.rebuilt(leadSpan(s.base), a, b, m.found)
	s.news(n)
	return text
}

func (s *syncer) matcher() matcher {
	return matcher{base: s.base, own: s.own, names: s.names, ratio: s.ratio, found: map[string]unit{}}
}

// scene brings a scene up to date.
func (s *syncer) scene(a *parse.Scene) string {
	sum := lint.SceneHash(s.base, a)
	b := s.own.Scene(a.ID)
	if b == nil {
		s.news(News{a.ID, Added, len(sceneUnits(s.base, a)), 0})
		s.hashes = append(s.hashes, hash{a.ID, sum})
		return copyOf(s.base, a.Span, sceneUnits(s.base, a), nil, s.names)
	}
	was := sumOf(hashesOf(s.own), a.ID)
	as, bs := sceneUnits(s.base, a), sceneUnits(s.own, b)
	if s.accept.has(a.ID) || was != "" && nothingDone(s.own, bs) {
		if was != sum && s.accept.has(a.ID) {
			s.news(News{a.ID, Done, 0, 0})
		}
		was = sum
	}
	if was != "" {
		s.hashes = append(s.hashes, hash{a.ID, was})
	}
	if shape(a, nil) == shape(b, nil) && len(as) == len(bs) {
		return s.refreshed(b.Span, bs, as)
	}
	m := s.matcher()
	m.scene(a, b, sumOf(hashesOf(s.own), a.ID))
	text, n := s.rebuilt(a.Span, as, bs, m.found)
	n.ID = a.ID
	s.news(n)
	var kept []string
	for _, c := range b.Comments {
		if _, alone := ownLines(s.own, c.Span); alone {
			kept = append(kept, s.own.Text(c.Span))
		}
	}
	if len(kept) > 0 {
		text = strings.TrimRight(text, "\n") + "\n\n" + strings.Join(kept, "\n\n") + "\n"
	}
	return text
}

// nothingDone tells whether no unit is finished.
func nothingDone(f *parse.File, units []unit) bool {
	return !slices.ContainsFunc(units, func(u unit) bool {
		text := u.text(f)
		_, isMarked := unmarked(text)
		return !isMarked && hasWords(text)
	})
}

// refreshed is a stretch of the translation in which what is not translated has
// the base's words of today, and speakers their translated names.
func (s *syncer) refreshed(at parse.Span, own, base []unit) string {
	var list []edit.Change
	move := func(a parse.Span) parse.Span { return parse.Span{Start: a.Start - at.Start, End: a.End - at.Start} }
	for i, u := range own {
		if name := s.names[u.who]; name != "" && name != u.who && u.block != nil {
			list = append(list, edit.Change{At: move(u.block.WhoAt), Text: name})
		}
		if text := u.text(s.own); strings.Contains(text, Mark) {
			if is := marked(base[i].text(s.base)); is != text {
				list = append(list, edit.Change{At: move(u.at), Text: u.frame(is)})
			}
		}
	}
	return string(edit.Splice(s.own.Source[at.Start:at.End], list))
}

// rebuilt is a stretch of the base with the translation's wording in it. What has
// no place any more is kept aside.
func (s *syncer) rebuilt(at parse.Span, base, own []unit, found map[string]unit) (string, News) {
	n := News{What: Changed}
	texts, used := map[string]string{}, map[string]bool{}
	for _, u := range base {
		words := u.text(s.base)
		v, ok := found[u.key]
		if !ok {
			if hasWords(words) {
				n.New++
			}
			continue
		}
		used[v.key] = true
		text := v.text(s.own)
		if _, isMarked := unmarked(text); isMarked || text == "" {
			continue
		}
		texts[u.key], _ = recode(text, words)
	}
	var gone []unit
	for _, v := range own {
		if !used[v.key] {
			gone = append(gone, v)
		}
	}
	where := "lead"
	if len(gone) > 0 && strings.HasPrefix(gone[0].key, "#") {
		where, _, _ = strings.Cut(gone[0].key[1:], "/")
	}
	n.Gone = s.putAside(where, gone)
	return copyOf(s.base, at, base, texts, s.names), n
}

// putAside keeps finished wording that has no place any more, and counts it.
func (s *syncer) putAside(where string, units []unit) int {
	var texts []string
	for _, u := range units {
		text := u.text(s.own)
		if _, isMarked := unmarked(text); isMarked || !hasWords(text) {
			continue
		}
		if u.who != "" {
			text = "**" + u.who + "** " + text
		}
		texts = append(texts, text)
	}
	if len(texts) > 0 {
		s.keep(where, strings.Join(texts, "\n\n"))
	}
	return len(texts)
}

func (s *syncer) keep(where, text string) {
	s.aside.WriteString("## " + where + "\n\n" + text + "\n\n")
}
