package edit

import (
	"errors"
	"io/fs"
	"slices"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// Why a file was left alone.
var (
	// ErrFaulty: the file has errors, and what is not understood is not moved.
	ErrFaulty = errors.New("the file has errors")
	// ErrUnsafe: set in form, the file would not be read as before.
	ErrUnsafe = errors.New("the form would change what the file says")
)

// Formed is a file in the house's form. With an Err, Text is what was there.
type Formed struct {
	Path    string
	Text    []byte
	Changed bool
	Err     error
}

// Format sets a scenario in the house's form: base, translations and included
// files, in this order. Nothing is written. What it gives is read again before:
// rules and wording are the same.
func Format(fsys fs.FS, name string) []Formed {
	before := parse.Read(fsys, name)
	list := make([]Formed, 0, 2)
	texts := map[string][]byte{}
	for _, f := range files(before) {
		if faulty(before, f) {
			list = append(list, Formed{Path: f.Path, Text: f.Source, Err: ErrFaulty})
			continue
		}
		texts[f.Path] = signs(f)
		list = append(list, Formed{Path: f.Path})
	}
	for _, f := range files(parse.Read(Over(fsys, texts), name)) {
		if texts[f.Path] != nil {
			texts[f.Path] = blanks(f)
		}
	}
	after := parse.Read(Over(fsys, texts), name)
	rules := sameRules(before, after)
	for i := range list {
		formed := &list[i]
		old, set := find(before, formed.Path), find(after, formed.Path)
		if formed.Err != nil {
			continue
		}
		formed.Text = texts[formed.Path]
		if !rules || set == nil || faulty(after, set) || !alike(old, set) || more(before, after, formed.Path) {
			formed.Text, formed.Err = old.Source, ErrUnsafe
			continue
		}
		formed.Changed = old.CRLF || old.BOM || string(formed.Text) != string(old.Source)
	}
	return list
}

// files are all of a scenario.
func files(res *parse.Result) []*parse.File {
	var list []*parse.File
	if res.Base != nil {
		list = append(list, res.Base)
	}
	for _, f := range slices.Concat(res.Translations, res.Includes) {
		if !slices.Contains(list, f) {
			list = append(list, f)
		}
	}
	return list
}

func find(res *parse.Result, path string) *parse.File {
	for _, f := range files(res) {
		if f.Path == path {
			return f
		}
	}
	return nil
}

// faulty tells whether a file has an error of its own.
func faulty(res *parse.Result, f *parse.File) bool {
	return slices.ContainsFunc(res.Problems, func(p game.Problem) bool {
		return p.From.File == f.Path && p.Severity() == game.Error
	})
}

// more tells whether a file has a problem that it did not have before.
func more(before, after *parse.Result, path string) bool {
	had := map[string]int{}
	for _, p := range before.Problems {
		if p.From.File == path {
			had[p.Rule]++
		}
	}
	for _, p := range after.Problems {
		if p.From.File == path {
			if had[p.Rule]--; had[p.Rule] < 0 {
				return true
			}
		}
	}
	return false
}

// sameRules tells whether both readings play alike.
func sameRules(before, after *parse.Result) bool {
	if before.Scenario == nil {
		return after.Scenario == nil
	}
	return before.Scenario.Equal(after.Scenario)
}
