package lsp

import (
	"context"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"kobayashi/game/parse"
)

// document is what is open in the editor.
type document struct {
	uri     uri
	version int
	text    string
	folder  *folder
	name    string // its path in the folder
	// ours: it was a scenario or a translation at some time. With a front matter
	// that is broken for the moment it still is one, and the parser says why not.
	ours bool
}

// maxOpen bounds the texts of all documents: what is opened beyond it is not
// looked at.
const maxOpen = 128 << 20

// key names the document that a URI means, however the URI is written.
func (u uri) key() string {
	if name, ok := u.path(); ok {
		return name
	}
	return string(u)
}

func (s *server) didOpen(p didOpenParams) {
	doc := &document{uri: p.TextDocument.URI, version: p.TextDocument.Version, text: p.TextDocument.Text}
	s.mu.Lock()
	s.forget(doc.uri.key())
	fits := s.size+len(doc.text) <= maxOpen
	enc := s.enc
	s.mu.Unlock()
	if !fits {
		return
	}
	dir, name := home(doc, enc)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.place(doc, dir, name)
	s.touch(doc.folder)
}

// place puts a document into a folder. The lock is held.
func (s *server) place(doc *document, dir, name string) {
	f := s.folders[dir]
	if f == nil {
		f = &folder{dir: dir, docs: map[string]*document{}, sent: map[uri]uint64{}}
		s.folders[dir] = f
	}
	doc.folder, doc.name = f, name
	doc.ours = doc.ours || looksOurs(doc.text)
	f.docs[name] = doc
	s.docs[doc.uri.key()] = doc
	s.size += len(doc.text)
}

// forget takes a document out of its folder. The lock is held.
func (s *server) forget(key string) *folder {
	doc := s.docs[key]
	if doc == nil {
		return nil
	}
	delete(s.docs, key)
	delete(doc.folder.docs, doc.name)
	s.size -= len(doc.text)
	return doc.folder
}

func (s *server) didChange(p didChangeParams) {
	s.mu.Lock()
	defer s.mu.Unlock()
	doc := s.docs[p.TextDocument.URI.key()]
	if doc == nil {
		return
	}
	before := len(doc.text)
	for _, c := range p.ContentChanges {
		doc.text = change(doc.text, c, s.enc)
	}
	doc.version = p.TextDocument.Version
	doc.ours = doc.ours || looksOurs(doc.text)
	if s.size += len(doc.text) - before; s.size > maxOpen {
		f := s.forget(doc.uri.key())
		s.touch(f)
		return
	}
	s.touch(doc.folder)
}

// didSave looks again at the disk, and at where a document belongs: a part may
// have been linked since.
func (s *server) didSave(p documentParams) {
	s.mu.Lock()
	doc := s.docs[p.TextDocument.URI.key()]
	enc := s.enc
	s.mu.Unlock()
	if doc == nil {
		return
	}
	dir, name := home(doc, enc)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.docs[doc.uri.key()] != doc {
		return
	}
	if dir != doc.folder.dir {
		s.touch(s.forget(doc.uri.key()))
		s.place(doc, dir, name)
	}
	s.touch(doc.folder)
}

func (s *server) didClose(p documentParams) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f := s.forget(p.TextDocument.URI.key()); f != nil {
		s.touch(f)
	}
}

// filesChanged looks at every folder again: what changed is found there.
func (s *server) filesChanged(context.Context) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.folders {
		s.touch(f)
	}
	return nil, nil
}

// head is what tells a scenario or a translation from any other Markdown file:
// front matter with a key that nothing else has.
var head = regexp.MustCompile(`(?m)^(format|of|vars|score|endings|cast)[ \t]*:`)

// looksOurs tells whether a text means to be a scenario or a translation.
func looksOurs(text string) bool {
	text = strings.TrimPrefix(text, byteOrderMark)
	if !strings.HasPrefix(text, "---\n") && !strings.HasPrefix(text, "---\r\n") {
		return false
	}
	front := text[4:min(len(text), 64<<10)]
	if end := strings.Index(front, "\n---"); end >= 0 {
		front = front[:end+1]
	}
	return head.MatchString(front)
}

var translates = regexp.MustCompile(`(?m)^of[ \t]*:`)

// isBase tells a scenario from a translation.
func isBase(text string) bool {
	if !looksOurs(text) {
		return false
	}
	front, _, _ := strings.Cut(text[4:], "\n---")
	return !translates.MatchString(front)
}

// ups is how far above a file its scenario may stand.
const ups = 2

// home finds the folder of a document's scenario, and the document's path in it.
// A scenario's folder is its own. A note or a part belongs to the scenario above
// that takes it in.
func home(doc *document, enc encoding) (dir, name string) {
	file, ok := doc.uri.path()
	if !ok {
		return string(doc.uri), "untitled.md"
	}
	own := filepath.Dir(file)
	name = filepath.Base(file)
	if doc.ours || looksOurs(doc.text) {
		return own, name
	}
	dir, rel := own, name
	for range ups + 1 {
		if covers(dir, rel, doc.text, enc) {
			return dir, rel
		}
		rel = path.Join(filepath.Base(dir), rel)
		if up := filepath.Dir(dir); up != dir {
			dir = up
			continue
		}
		break
	}
	return own, name
}

// covers tells whether a scenario of a folder takes in a file below it.
func covers(dir, name, text string, enc encoding) bool {
	v := newView(dir, map[string]string{name: text}, enc)
	defer v.done()
	for _, base := range basesIn(v) {
		if takesIn(parse.Read(v, base), name) {
			return true
		}
	}
	return false
}

// maxBases is how many scenarios of one folder are looked at.
const maxBases = 50

// basesIn lists the scenarios of a folder.
func basesIn(v *view) []string {
	entries, _ := v.ReadDir(".") // none, if it cannot be listed
	var list []string
	for _, e := range entries {
		if len(list) == maxBases || !e.Type().IsRegular() || path.Ext(e.Name()) != ".md" {
			continue
		}
		if text, err := fs.ReadFile(v, e.Name()); err == nil && isBase(string(text)) {
			list = append(list, e.Name())
		}
	}
	return list
}

// takesIn tells whether a scenario consists of a file too.
func takesIn(res *parse.Result, name string) bool {
	if res.Base == nil {
		return false
	}
	for _, f := range filesOf(res) {
		if f.Path == name {
			return true
		}
	}
	notes := path.Join(path.Dir(res.Base.Path), "notes")
	return path.Dir(name) == notes && path.Ext(name) == ".md"
}

// filesOf lists the files of a scenario, the base first.
func filesOf(res *parse.Result) []*parse.File {
	var list []*parse.File
	if res.Base != nil {
		list = append(list, res.Base)
	}
	list = append(list, res.Includes...)
	return append(list, res.Translations...)
}
