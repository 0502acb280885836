package lint

import (
	"bytes"
	"io/fs"
	"slices"
	"testing/fstest"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// Mended is a file with everything mended that is mechanical.
type Mended struct {
	File    string
	Was, Is []byte         // as it stands in the file, carriage returns and all
	Rules   map[string]int // how often each was mended
}

// mostRounds bounds the looks at a scenario. Each round mends all that does not
// overlap, and what a mend lays bare is mended in the next.
const mostRounds = 1000

// Mend gives the files of a scenario that would change if all that is mechanical
// were mended, sorted by name. What an author silenced stays. Nothing is written.
func Mend(fsys fs.FS, name string) []Mended {
	over := patched{fsys, map[string][]byte{}}
	list := map[string]*Mended{}
	for range mostRounds {
		if !over.round(name, list) {
			break
		}
	}
	var done []Mended
	for _, m := range list {
		if m.Is = over.texts[m.File]; !bytes.Equal(m.Was, m.Is) {
			done = append(done, *m)
		}
	}
	slices.SortFunc(done, func(a, b Mended) int { return bytes.Compare([]byte(a.File), []byte(b.File)) })
	return done
}

// round mends what it can at once, and tells whether that was anything.
func (over patched) round(name string, list map[string]*Mended) bool {
	res := parse.Read(over, name)
	edits := map[string][]Edit{}
	ends := map[string]bool{} // files whose line ends are mended
	for _, p := range Check(res) {
		file := p.From.File
		whole := p.Rule == "I009" && !ends[file]
		if own := Fixes(res, p); !whole && !fits(res, edits[file], own) {
			continue
		} else if whole {
			ends[file] = true
		} else {
			edits[file] = append(edits[file], own...)
		}
		if list[file] == nil {
			raw, err := fs.ReadFile(over, file)
			if err != nil {
				return false
			}
			list[file] = &Mended{File: file, Was: raw, Rules: map[string]int{}}
			over.texts[file] = raw
		}
		list[file].Rules[p.Rule]++
	}
	for file, own := range edits {
		over.texts[file] = patch(over.texts[file], own)
	}
	for file := range ends {
		text := bytes.TrimPrefix(over.texts[file], []byte("\uFEFF"))
		over.texts[file] = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	}
	return len(edits)+len(ends) > 0
}

// fits tells whether edits change anything, and touch none of those before.
func fits(res *parse.Result, before, own []Edit) bool {
	changes := false
	for _, e := range own {
		changes = changes || fileOf(res, e.File).Text(e.Span) != e.New
		for _, b := range before {
			if e.Span.Start <= b.Span.End && b.Span.Start <= e.Span.End {
				return false
			}
		}
	}
	return changes
}

// patch makes edits, whose spans count no carriage return and no mark, in a text
// that may have both.
func patch(raw []byte, edits []Edit) []byte {
	slices.SortFunc(edits, func(a, b Edit) int { return a.Span.Start - b.Span.Start })
	var out []byte
	at, seen := 0, 0 // in raw, and in the text that the spans count
	if bytes.HasPrefix(raw, []byte("\uFEFF")) {
		at = len("\uFEFF")
		out = append(out, raw[:at]...)
	}
	to := func(offset int, keep bool) {
		for seen < offset && at < len(raw) {
			n := 1
			if bytes.HasPrefix(raw[at:], []byte("\r\n")) {
				n = 2
			}
			if keep {
				out = append(out, raw[at:at+n]...)
			}
			at, seen = at+n, seen+1
		}
	}
	for _, e := range edits {
		to(e.Span.Start, true)
		out = append(out, e.New...)
		to(e.Span.End, false)
	}
	return append(out, raw[at:]...)
}

// patched is a folder in which some files have other texts.
type patched struct {
	fs.FS
	texts map[string][]byte
}

func (p patched) Open(name string) (fs.File, error) {
	if text, ok := p.texts[name]; ok {
		return fstest.MapFS{name: {Data: text}}.Open(name)
	}
	return p.FS.Open(name)
}

// Stat asks the disk without opening: to open a pipe would wait for its writer.
func (p patched) Stat(name string) (fs.FileInfo, error) {
	if text, ok := p.texts[name]; ok {
		return fstest.MapFS{name: {Data: text}}.Stat(name)
	}
	return fs.Stat(p.FS, name)
}

func (p patched) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(p.FS, name) }

// Replacement is an edit by its places, for those who count lines and columns.
type Replacement struct {
	From, To game.Pos
	New      string
}

// Replacements gives the edits that mend a problem, but for those of line ends,
// which have no places.
func Replacements(res *parse.Result, p game.Problem) []Replacement {
	if p.Rule == "I009" {
		return nil
	}
	var list []Replacement
	for _, e := range Fixes(res, p) {
		from, to := fileOf(res, e.File).Range(e.Span)
		list = append(list, Replacement{from, to, e.New})
	}
	return list
}
