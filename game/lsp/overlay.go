package lsp

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// view is a folder at one moment: the disk as it is found when first asked, and
// over it what is open in the editor. What was read once stays as it was, so
// that all that is said of one moment fits together.
type view struct {
	open map[string]string // texts of the editor by path
	enc  encoding

	mu    sync.Mutex // of all below
	uses  int        // of root
	root  *os.Root
	disk  fs.FS             // nil: there is none, or no longer
	read  map[string]string // texts of the disk
	dirs  map[string][]fs.DirEntry
	texts map[string]*text
}

// maxRead is the largest file that is kept: what is larger is refused by
// everyone who asks.
const maxRead = 2 << 20

// newView looks at a folder, through os.Root so that nothing outside of it can
// be named. What is no full path is no folder of the disk.
func newView(dir string, open map[string]string, enc encoding) *view {
	v := &view{open: open, enc: enc, read: map[string]string{}, dirs: map[string][]fs.DirEntry{}, texts: map[string]*text{}}
	return v.again(dir)
}

// again lets a view look at the disk once more, for what it has not read.
func (v *view) again(dir string) *view {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.uses++; v.uses > 1 || !filepath.IsAbs(dir) {
		return v
	}
	// A folder that is not there yet has no files.
	if root, err := os.OpenRoot(dir); err == nil {
		v.root, v.disk = root, root.FS()
	}
	return v
}

// done lets go of the disk. What was read can still be read.
func (v *view) done() {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.uses--; v.uses == 0 && v.root != nil {
		v.root.Close() // only read from
		v.root, v.disk = nil, nil
	}
}

// text gives the text of a file that was read, or nil.
func (v *view) text(name string) *text {
	v.mu.Lock()
	defer v.mu.Unlock()
	if t := v.texts[name]; t != nil {
		return t
	}
	raw, ok := v.open[name]
	if !ok {
		if raw, ok = v.read[name]; !ok {
			return nil
		}
	}
	t := newText(raw, v.enc)
	v.texts[name] = t
	return t
}

// Open reads a file whole. What is neither a file nor a folder is refused: to
// open a pipe would wait for its writer.
func (v *view) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	stat, err := v.stat(name)
	switch {
	case err != nil:
		return nil, err
	case stat.IsDir():
		return v.disk.Open(name)
	}
	data, err := v.file(name)
	if err != nil {
		return nil, err
	}
	return &memory{info: info{path.Base(name), int64(len(data))}, Reader: *bytes.NewReader(data)}, nil
}

// ReadFile gives a file's text, and keeps it.
func (v *view) ReadFile(name string) ([]byte, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.file(name)
}

func (v *view) file(name string) ([]byte, error) {
	if raw, ok := v.open[name]; ok {
		return []byte(raw), nil
	}
	if raw, ok := v.read[name]; ok {
		return []byte(raw), nil
	}
	info, err := v.stat(name)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular() || info.Size() > maxRead:
		return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrInvalid}
	}
	data, err := fs.ReadFile(v.disk, name)
	if err != nil {
		return nil, err
	}
	v.read[name] = string(data)
	return data, nil
}

// Stat tells of a file or a folder.
func (v *view) Stat(name string) (fs.FileInfo, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.stat(name)
}

func (v *view) stat(name string) (fs.FileInfo, error) {
	if raw, ok := v.open[name]; ok {
		return info{path.Base(name), int64(len(raw))}, nil
	}
	if raw, ok := v.read[name]; ok {
		return info{path.Base(name), int64(len(raw))}, nil
	}
	if v.disk == nil {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	}
	return fs.Stat(v.disk, name)
}

// ReadDir lists a folder with the documents that were never saved.
func (v *view) ReadDir(name string) ([]fs.DirEntry, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if list, ok := v.dirs[name]; ok {
		return slices.Clone(list), nil
	}
	var list []fs.DirEntry
	var err error
	if v.disk != nil {
		list, err = fs.ReadDir(v.disk, name)
	}
	for file, raw := range v.open {
		known := slices.ContainsFunc(list, func(e fs.DirEntry) bool { return e.Name() == path.Base(file) })
		if path.Dir(file) == name && !known {
			list, err = append(list, fs.FileInfoToDirEntry(info{path.Base(file), int64(len(raw))})), nil
		}
	}
	slices.SortFunc(list, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	if err == nil {
		v.dirs[name] = slices.Clone(list)
	}
	return list, err
}

// memory is an open file whose text is at hand.
type memory struct {
	info
	bytes.Reader
}

func (m *memory) Stat() (fs.FileInfo, error) { return m.info, nil }
func (m *memory) Close() error               { return nil }

func (m *memory) Size() int64 { return m.size }

// info is what there is to know of a document.
type info struct {
	name string
	size int64
}

func (i info) Name() string     { return i.name }
func (i info) Size() int64      { return i.size }
func (info) Mode() fs.FileMode  { return 0o644 }
func (info) ModTime() time.Time { return time.Time{} }
func (info) IsDir() bool        { return false }
func (info) Sys() any           { return nil }
