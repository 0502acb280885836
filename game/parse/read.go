package parse

import (
	"bytes"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"kobayashi/game"
)

// Read reads a base scenario and all that belongs to it: its translations
// NAME.LANG.md beside it, its notes, and the files it includes. The FS is rooted
// at a folder that no path may leave. A path to a translation reads its base.
//
// Read never fails: what is wrong is among the problems.
func Read(fsys fs.FS, name string) *Result { return read(&folder{fsys: fsys}, name) }

func read(files *folder, name string) *Result {
	l := loader{
		files: files, res: &Result{FS: files.fsys},
		names: namesOf(&game.Rules{}), units: map[string]*unit{}, noted: map[string]game.Note{},
	}
	base := l.file(path.Clean(name), asBase)
	if base != nil && base.role == asTranslation {
		base = l.baseOf(base)
	}
	if base != nil {
		l.base = &unit{parser: base, reached: make(map[string]bool, len(base.f.Scenes))}
		l.res.Base, l.files.base = base.f, base.f
		l.read()
		l.collect(base)
		for _, u := range l.order {
			l.collect(u.parser)
		}
	}
	l.res.Problems = sortProblems(l.res.Problems)
	l.blame()
	return l.res
}

// baseOf reads the file that a translation translates.
func (l *loader) baseOf(t *parser) *parser {
	of, err := join(t.f.Path, t.f.Front.Of)
	if err == nil && l.files.has(of) {
		if base := l.file(of, asBase); base == nil || base.role == asBase {
			return base
		}
	}
	_, at := t.f.Front.Root.Get("of")
	if v, _ := t.f.Front.Root.Get("of"); v != nil {
		at = v.At
	}
	mend := game.Say("値を直してください", "mend the value")
	if err == nil {
		mend = l.files.meant(t.f.Front.Of, of)
	}
	t.report("E004", at, game.Say("元のファイル「%s」がありません", "there is no base file %q", show(t.f.Front.Of)), mend)
	l.res.Translations = append(l.res.Translations, t.f)
	l.collect(t)
	return nil
}

// loader reads the files of one scenario.
type loader struct {
	files        *folder
	res          *Result
	names        *names
	base         *unit
	units        map[string]*unit // included files by path
	order        []*unit
	translations []*parser
	ids          map[string]int // of the rules' scenes
	noted        map[string]game.Note
	broken       bool // an included file could not be read at all
}

// unit is a file that scenes of the rules come from.
type unit struct {
	*parser
	prefix  string // what its scenes' ids begin with: "" or "parts/call#"
	reached map[string]bool
	links   []include
}

// include is a link from one file into another.
type include struct {
	to *unit
	at Span
}

func (l *loader) collect(p *parser) { l.res.Problems = append(l.res.Problems, p.problems...) }

// file reads one file to its tree. It gives nil if the file cannot be read.
func (l *loader) file(name string, as role) *parser {
	p := &parser{f: &File{Path: name, Front: &Front{}}, names: l.names, role: as, fs: l.files, cast: map[string]bool{}}
	data, err := l.files.read(name, maxFile)
	if err != nil {
		p.unreadable(err)
		l.collect(p)
		return nil
	}
	return l.parse(p, data)
}

// parse reads the bytes of a file to its tree.
func (l *loader) parse(p *parser, data []byte) *parser {
	as := p.role
	normalise(p.f, data)
	p.text = string(p.f.Source)
	p.lineEnds()
	if !p.characters() {
		return p
	}
	p.frontMatter()
	p.typeFront()
	if as == asBase && p.role == asTranslation {
		return p
	}
	if as == asInclude {
		p.cast = l.base.cast
	}
	for _, c := range p.f.Front.Cast {
		p.cast[c.Name], p.cast[c.ID] = true, true
	}
	if p.limits(p.f.Body) {
		p.body()
	}
	return p
}

func (p *parser) unreadable(err error) {
	why := game.Say("ファイルを読めません", "this file cannot be read")
	mend := game.Say("ファイルの名前と場所を確かめてください", "look at its name and its place")
	switch {
	case errors.Is(err, errTooBig):
		why = game.Say("ファイルが大きすぎます（%d バイトまで）", "this file is too large (%d bytes at most)", maxFile)
		mend = game.Say("シナリオを分けるか、長い話を notes/ の資料に移してください", "divide the scenario, or move long text to notes")
	case errors.Is(err, fs.ErrNotExist):
		why = game.Say("ファイルがありません", "there is no such file")
	case errors.Is(err, errOutside):
		why = game.Say("ファイルの場所が、シナリオのフォルダーの外です", "this path leaves the folder")
	}
	p.problems = append(p.problems, game.Problem{
		From: game.Pos{File: p.f.Path}, To: game.Pos{File: p.f.Path}, Rule: "E006", Message: why,
		Mend: mend,
	})
}

// lineEnds mentions a byte order mark and carriage returns, once.
func (p *parser) lineEnds() {
	at := Span{}
	switch {
	case p.f.CRLF && !p.f.BOM:
		i := bytes.IndexByte(p.f.Source, '\n')
		at = Span{i, i}
	case !p.f.BOM:
		return
	}
	p.report("I009", at,
		game.Say("行末が CRLF か、先頭に BOM があります", "the file has CRLF line ends or a byte order mark"),
		game.Say("LF と UTF-8（BOM なし）で保存すると差分が見やすくなります", "save it with LF and without the mark: differences stay readable"))
}

// read follows what belongs to the base, checks it and compiles it.
func (l *loader) read() {
	l.follow()
	l.findTranslations()
	l.check()
	l.rules()
	base := l.baseText()
	texts := []*game.Text{base}
	for _, t := range l.translations {
		l.res.Translations = append(l.res.Translations, t.f)
		text, ok := l.translated(t, base)
		if ok {
			texts = append(texts, text)
		}
		l.collect(t)
	}
	l.compile(texts)
}

// findTranslations reads NAME.LANG.md beside the base, in order of LANG.
func (l *loader) findTranslations() {
	name := l.base.f.Path
	stem := strings.TrimSuffix(path.Base(name), ".md") + "."
	for _, file := range l.files.list(path.Dir(name)) {
		lang, ok := strings.CutPrefix(file, stem)
		lang, md := strings.CutSuffix(lang, ".md")
		if !ok || !md || !langShape.MatchString(lang) {
			continue
		}
		t := l.translation(path.Join(path.Dir(name), file))
		if t == nil {
			continue
		}
		if of, _ := t.f.Front.Root.Get("of"); of != nil && t.f.Front.Of != path.Base(name) {
			t.report("E004", of.At,
				game.Say("of は「%s」のはずです", "of should be %s", path.Base(name)),
				didYouMean(t.f.Front.Of, slices.Values([]string{path.Base(name)}), game.Say("値を直してください", "mend the value")))
		}
		l.translations = append(l.translations, t)
	}
}

// list gives the names of the regular files in a folder, sorted.
func (d *folder) list(dir string) []string {
	entries, err := fs.ReadDir(d.fsys, dir)
	if err != nil {
		return nil
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		if e.Type().IsRegular() {
			names = append(names, e.Name())
		}
	}
	slices.Sort(names)
	return names
}
