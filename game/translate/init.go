package translate

import (
	"errors"
	"io/fs"
	"regexp"
	"strings"

	"kobayashi/game"
	"kobayashi/game/edit"
	"kobayashi/game/lint"
	"kobayashi/game/parse"
)

// Why there is no translation.
var (
	// ErrFaulty: the base or the translation has errors of its own.
	ErrFaulty = errors.New("the file has errors")
	// ErrThere: there is a translation already.
	ErrThere = errors.New("the translation is there already")
	// ErrMissing: there is no such translation.
	ErrMissing = errors.New("there is no such translation")
	// ErrLanguage: the base is in this language, or the tag is none.
	ErrLanguage = errors.New("not a language to translate into")
)

// File is a file that is to be written.
type File struct {
	Path string
	Text []byte
}

var languageShape = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// Name is the path of a file's translation.
func Name(base, lang string) string { return strings.TrimSuffix(base, ".md") + "." + lang + ".md" }

// Init makes a translation of a scenario, and of the files it includes: the
// base's words under the mark, its code, and the hashes of its scenes.
func Init(fsys fs.FS, name, lang string) ([]File, error) {
	res := parse.Read(fsys, name)
	if err := ready(res, lang); err != nil {
		return nil, err
	}
	var list []File
	for _, base := range append([]*parse.File{res.Base}, res.Includes...) {
		own := Name(base.Path, lang)
		if _, err := fs.Stat(fsys, own); err == nil {
			return nil, ErrThere
		}
		list = append(list, File{own, anew(fsys, base, lang)})
	}
	return list, nil
}

// ready tells whether a base can be translated into a language.
func ready(res *parse.Result, lang string) error {
	switch {
	case res.Base == nil || faulty(res, res.Base.Path):
		return ErrFaulty
	case lang == res.Base.Lang || !languageShape.MatchString(lang):
		return ErrLanguage
	}
	for _, f := range res.Includes {
		if faulty(res, f.Path) {
			return ErrFaulty
		}
	}
	return nil
}

func faulty(res *parse.Result, path string) bool {
	for _, p := range res.Problems {
		if p.From.File == path && p.Severity() == game.Error {
			return true
		}
	}
	return false
}

// anew writes the translation of one file.
func anew(fsys fs.FS, base *parse.File, lang string) []byte {
	fr := newFront(base, nil, fsys)
	fr.sync(lang)
	var hashes []hash
	parts := []string{copyOf(base, leadSpan(base), leadUnits(base), nil, nil)}
	for _, s := range unique(base) {
		hashes = append(hashes, hash{s.ID, lint.SceneHash(base, s)})
		parts = append(parts, copyOf(base, s.Span, sceneUnits(base, s), nil, nil))
	}
	return []byte(fr.head(base, lang, hashes) + strings.TrimLeft(joined(parts), "\n"))
}

// reread reads a scenario as it would be with some files written.
func reread(fsys fs.FS, name string, files []File) *parse.Result {
	texts := map[string][]byte{}
	for _, f := range files {
		texts[f.Path] = f.Text
	}
	return parse.Read(edit.Over(fsys, texts), name)
}
