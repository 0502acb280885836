package lint

import (
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// placer gives the places of a span's ends.
type placer = func(parse.Span) (from, to game.Pos)

// note is a note file that the scenario shows.
type note struct {
	path string
	text []byte
}

// span gives the places of a span's ends in the note.
func (n note) span(at parse.Span) (from, to game.Pos) { return n.pos(at.Start), n.pos(at.End) }

func (n note) pos(offset int) game.Pos {
	before := string(n.text[:min(offset, len(n.text))])
	start := strings.LastIndexByte(before, '\n') + 1
	return game.Pos{File: n.path, Line: 1 + strings.Count(before, "\n"), Column: 1 + utf8.RuneCountInString(before[start:])}
}

// notes reads the notes of the scenario's folder and those that its texts link
// to, in every language, sorted by path.
func (p *pass) notes() []note {
	if p.noted {
		return p.noteList
	}
	p.noted = true
	paths := map[string]bool{}
	if p.res.FS != nil {
		beside, _ := fs.Glob(p.res.FS, path.Join(path.Dir(p.res.Base.Path), "notes/*.md")) // the pattern is well formed
		for _, file := range beside {
			paths[file] = true
		}
	}
	for _, f := range p.all() {
		for _, t := range targets(f) {
			if file, ok := noteFile(f, t.target); ok {
				paths[file] = true
				paths[translated(file, f.Lang)] = true
			}
		}
	}
	list := make([]string, 0, len(paths))
	for file := range paths {
		list = append(list, file)
	}
	sort.Strings(list)
	for _, file := range list {
		if text, err := p.readNote(file); err == nil {
			p.noteList = append(p.noteList, note{file, text})
		}
	}
	return p.noteList
}

// maxNote is the largest note that is looked into.
const maxNote = 1 << 20

func (p *pass) readNote(file string) ([]byte, error) {
	if p.res.FS == nil {
		return nil, fs.ErrNotExist
	}
	info, err := fs.Stat(p.res.FS, file)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxNote {
		return nil, fs.ErrInvalid
	}
	return fs.ReadFile(p.res.FS, file)
}

// target is a link or a glossary entry that names a note.
type target struct {
	target string
	at     parse.Span
}

// targets gives all of a file that could name a note.
func targets(f *parse.File) []target {
	var list []target
	add := func(links []*parse.Link) {
		for _, l := range links {
			list = append(list, target{l.Target, l.TargetAt})
		}
	}
	for _, t := range f.Front.Glossary {
		if t.Note != "" {
			list = append(list, target{t.Note, t.NoteAt})
		}
	}
	for b := range everyBlock(f) {
		add(b.Links)
	}
	for _, s := range f.Scenes {
		for it := range items(s) {
			add(it.Links)
		}
	}
	return list
}

// noteFile gives the path of the note that a target names, from the root. A web
// address, a scene and what leaves the folder name none.
func noteFile(f *parse.File, target string) (string, bool) {
	file, _, _ := strings.Cut(target, "#")
	if file == "" || remote(target) || path.IsAbs(file) || path.Ext(file) != ".md" {
		return "", false
	}
	full := path.Join(path.Dir(f.Path), file)
	return full, fs.ValidPath(full)
}

// translated is the file that a language shows instead of a note, if it is there.
func translated(file, lang string) string {
	base := strings.TrimSuffix(file, ".md")
	if lang == "" || slices.Contains(strings.Split(path.Base(base), "."), lang) {
		return file
	}
	return base + "." + lang + ".md"
}

// brokenNote is W603: a link or a glossary entry whose note is not there.
func brokenNote(p *pass) {
	if p.res.FS == nil {
		return
	}
	for _, f := range p.all() {
		for _, t := range targets(f) {
			file, ok := noteFile(f, t.target)
			if !ok {
				continue
			}
			if _, err := fs.Stat(p.res.FS, file); err == nil {
				continue
			}
			p.report(f, t.at,
				game.Say("資料「%s」がありません", "there is no note %q", t.target),
				p.noteMend(t.target, file))
		}
	}
}

// noteMend names the note that was most likely meant.
func (p *pass) noteMend(link, file string) game.Phrase {
	var there []string
	entries, err := fs.ReadDir(p.res.FS, path.Dir(file))
	for _, e := range entries {
		if err == nil && path.Ext(e.Name()) == ".md" {
			there = append(there, e.Name())
		}
	}
	if name := parse.Near(path.Base(file), slices.Values(there)); name != "" {
		name = path.Join(path.Dir(link), name)
		return game.Say("「%s」のことですか", "did you mean %q?", name)
	}
	return game.Say("そのファイルを書くか、リンクを外してください", "write that file, or take the link away")
}

// untranslatedNotes reports the notes that readers of a translation would find
// in the language of the base, each at the first link to it.
func (p *pass) untranslatedNotes(f *parse.File) {
	if p.res.FS == nil {
		return
	}
	seen := map[string]bool{}
	for _, t := range targets(f) {
		file, ok := noteFile(f, t.target)
		own := translated(file, f.Lang)
		if !ok || own == file || seen[file] {
			continue
		}
		seen[file] = true
		if _, err := fs.Stat(p.res.FS, file); err != nil {
			continue // W603
		}
		if _, err := fs.Stat(p.res.FS, own); err != nil {
			p.report(f, t.at,
				game.Say("資料「%s」の訳がありません", "the note %q is not translated", t.target),
				game.Say("訳を「%s」に書いてください", "write its translation to %q", path.Join(path.Dir(t.target), path.Base(own))))
		}
	}
}
