package edit

import (
	"io/fs"
	"testing/fstest"
)

// Over is a folder with other texts in place of some files, or beside them: what
// would be there if they were written. Paths are slash-separated.
func Over(under fs.FS, texts map[string][]byte) fs.FS {
	above := fstest.MapFS{}
	for name, text := range texts {
		above[name] = &fstest.MapFile{Data: text, Mode: 0o644}
	}
	return over{under, above}
}

type over struct{ under, above fs.FS }

func (o over) Open(name string) (fs.File, error) {
	if info, err := fs.Stat(o.above, name); err == nil && !info.IsDir() {
		return o.above.Open(name)
	}
	return o.under.Open(name)
}

func (o over) Stat(name string) (fs.FileInfo, error) {
	if info, err := fs.Stat(o.above, name); err == nil && !info.IsDir() {
		return info, nil
	}
	return fs.Stat(o.under, name)
}

func (o over) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(o.under, name)
	have := map[string]int{}
	for i, e := range list {
		have[e.Name()] = i
	}
	more, _ := fs.ReadDir(o.above, name) // a folder that only the one below has
	for _, e := range more {
		if i, there := have[e.Name()]; there && !e.IsDir() {
			list[i] = e
		} else if !there {
			list, err = append(list, e), nil
		}
	}
	return list, err
}
