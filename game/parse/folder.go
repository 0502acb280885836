package parse

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"kobayashi/game"
)

// Limits on files.
const (
	maxFile  = 1 << 20
	maxNote  = 128 << 10
	maxNotes = 200
)

var (
	errTooBig  = errors.New("too large")
	errNoFile  = errors.New("not a regular file")
	errOutside = errors.New("leaves the folder")
)

// folder is the tree of files a scenario may read.
type folder struct {
	fsys fs.FS
	have map[string]bool
	memo *Memo // may be nil
	base *File // whose names the other files go by; nil before it was read
}

// read gives a regular file of at most limit bytes.
func (d *folder) read(name string, limit int64) ([]byte, error) {
	if !fs.ValidPath(name) {
		return nil, errOutside
	}
	// Asked before opening: to open a pipe would wait for its writer.
	info, err := fs.Stat(d.fsys, name)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, errNoFile
	case info.Size() > limit:
		return nil, errTooBig
	}
	file, err := d.fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close() // only read from
	// The size is only a guess: the file may grow or shrink while it is read.
	data := bytes.NewBuffer(make([]byte, 0, info.Size()+bytes.MinRead))
	n, err := data.ReadFrom(io.LimitReader(file, limit+1))
	if err == nil && n > limit {
		err = errTooBig
	}
	return data.Bytes(), err
}

// has tells whether there is a regular file.
func (d *folder) has(name string) bool {
	if ok, known := d.have[name]; known {
		return ok
	}
	info, err := fs.Stat(d.fsys, name)
	if d.have == nil {
		d.have = map[string]bool{}
	}
	d.have[name] = err == nil && info.Mode().IsRegular()
	return d.have[name]
}

// meant is the mend for a link to a file that is not there: one beside it whose
// name is nearly the same.
func (d *folder) meant(link, name string) game.Phrase {
	var near []string
	for _, file := range d.list(path.Dir(name)) {
		if path.Ext(file) == ".md" {
			near = append(near, path.Join(path.Dir(link), file))
		}
	}
	return didYouMean(link, slices.Values(near), game.Say("ファイル名を確かめてください", "look at the file's name"))
}

// join resolves a path as a link in a file writes it. It fails if the path
// leaves the tree or is not one of ours.
func join(file, link string) (string, error) {
	if link == "" || strings.HasPrefix(link, "/") || strings.ContainsAny(link, "\\:\x00") {
		return "", errOutside
	}
	name := path.Join(path.Dir(file), link)
	if !fs.ValidPath(name) || name == "." {
		return "", errOutside
	}
	return name, nil
}

// remote tells whether a link's target has a scheme.
func remote(link string) bool {
	i := strings.IndexByte(link, ':')
	return strings.HasPrefix(link, "//") || i > 0 && strings.IndexFunc(link[:i], func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '+' && r != '-' && r != '.'
	}) < 0
}
