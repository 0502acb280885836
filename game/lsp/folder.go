package lsp

import (
	"context"
	"hash/maphash"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"kobayashi/game"
	"kobayashi/game/lint"
	"kobayashi/game/parse"
)

// folder is the folder of one or more scenarios, as far as they are open.
type folder struct {
	dir string // or the URI of a document that is in no file

	// Under the server's lock:
	docs map[string]*document // by path in the folder
	gen  int                  // counts the changes
	seen int                  // the change that was told about last
	sent map[uri]uint64       // a print of what was published last, by file

	look  sync.Mutex // held while looking
	last  *snapshot
	memos map[string]*memo // by scenario
}

// snapshot is a folder at one moment, with what was found in it.
type snapshot struct {
	gen       int
	dir       string
	view      *view
	docs      map[string]document // copies
	scenarios []*scenario

	once sync.Once
	all  []*scenario // also those that nothing of is open
}

// scenario is a scenario at one moment.
type scenario struct {
	name     string // of the base
	asked    string // the file it was read for
	res      *parse.Result
	problems []game.Problem // of the text
	print    uint64         // equal for equal files

	once  sync.Once
	sites map[string][]site // by file, in order
}

// touch notes a change of a folder and wakes the worker. The lock is held.
func (s *server) touch(f *folder) {
	f.gen++
	if s.cancel != nil {
		s.cancel()
	}
	select {
	case s.kick <- struct{}{}:
	default:
	}
}

// snapshot gives a folder as it is now. Whoever asks first does the work.
func (s *server) snapshot(f *folder) *snapshot {
	f.look.Lock()
	defer f.look.Unlock()
	s.mu.Lock()
	sn := &snapshot{gen: f.gen, dir: f.dir, docs: map[string]document{}}
	open := map[string]string{}
	for name, doc := range f.docs {
		sn.docs[name] = *doc
		open[name] = doc.text
	}
	enc := s.enc
	s.mu.Unlock()
	if f.last != nil && f.last.gen == sn.gen {
		return f.last
	}
	sn.view = newView(f.dir, open, enc)
	defer sn.view.done()
	for _, name := range sn.wanted() {
		sn.add(name, f.memo(name), s.opts.Check)
	}
	f.forget(sn)
	f.last = sn
	return sn
}

// memo is what is remembered of a scenario that is read and checked again and
// again.
type memo struct {
	read  parse.Memo
	check lint.Memo
}

func (f *folder) memo(name string) *memo {
	if f.memos == nil {
		f.memos = map[string]*memo{}
	}
	if f.memos[name] == nil {
		f.memos[name] = &memo{}
	}
	return f.memos[name]
}

// forget lets go of what nothing is open of any more.
func (f *folder) forget(sn *snapshot) {
	for name := range f.memos {
		if !slices.ContainsFunc(sn.scenarios, func(sc *scenario) bool { return sc.asked == name }) {
			delete(f.memos, name)
		}
	}
}

// wanted lists the scenarios that something of is open.
func (sn *snapshot) wanted() []string {
	var list, bases []string
	for _, name := range sn.order() {
		if sn.docs[name].ours {
			list = append(list, name) // of a translation the parser finds the base
			continue
		}
		if bases == nil {
			bases = basesIn(sn.view)
		}
		list = append(list, bases...)
	}
	return list
}

// order lists the open documents by name.
func (sn *snapshot) order() []string {
	names := make([]string, 0, len(sn.docs))
	for name := range sn.docs {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

var seed = maphash.MakeSeed()

// add reads a scenario that something of is open, and finds its problems.
func (sn *snapshot) add(name string, memo *memo, check func(*lint.Memo, *parse.Result) []game.Problem) {
	if slices.ContainsFunc(sn.scenarios, func(sc *scenario) bool { return sc.spokenBy(name) }) {
		return
	}
	res := memo.read.Read(sn.view, name)
	open := slices.ContainsFunc(sn.order(), func(doc string) bool { return doc == name || takesIn(res, doc) })
	if !open {
		return
	}
	sc := &scenario{name: name, asked: name, res: res, problems: check(&memo.check, res)}
	if res.Base != nil {
		sc.name = res.Base.Path
	}
	var h maphash.Hash
	h.SetSeed(seed)
	for _, f := range filesOf(res) {
		h.WriteString(f.Path)
		h.WriteByte(0)
		h.Write(f.Source)
	}
	sc.print = h.Sum64()
	sn.scenarios = append(sn.scenarios, sc)
}

// spokenBy tells whether a file is the scenario's base or a translation.
func (sc *scenario) spokenBy(name string) bool {
	return sc.name == name || slices.ContainsFunc(sc.res.Translations, func(f *parse.File) bool { return f.Path == name })
}

// everything gives all scenarios of the folder: other files may speak of what is
// in this one. Those that nothing of is open are read only now.
func (sn *snapshot) everything() []*scenario {
	sn.once.Do(func() {
		sn.all = slices.Clone(sn.scenarios)
		defer sn.view.again(sn.dir).done()
		for _, name := range basesIn(sn.view) {
			if !slices.ContainsFunc(sn.all, func(sc *scenario) bool { return sc.spokenBy(name) }) {
				sn.all = append(sn.all, &scenario{name: name, res: parse.Read(sn.view, name)})
			}
		}
	})
	return sn.all
}

// of gives the scenario that a file belongs to, its own first.
func (sn *snapshot) of(name string) *scenario {
	var found *scenario
	for _, sc := range sn.scenarios {
		if sc.name == name {
			return sc
		}
		if found == nil && takesIn(sc.res, name) {
			found = sc
		}
	}
	return found
}

// uri names a file of the folder, as the client does if it is open.
func (sn *snapshot) uri(name string) uri {
	if doc, ok := sn.docs[name]; ok {
		return doc.uri
	}
	return fileURI(filepath.Join(sn.dir, filepath.FromSlash(name)))
}

// version of an open document, or nil.
func (sn *snapshot) version(name string) *int {
	if doc, ok := sn.docs[name]; ok {
		return &doc.version
	}
	return nil
}

// here is where a request looks: the document, its scenario if it has one, and
// its file in it, unless it is a note.
type here struct {
	*snapshot
	name string
	text *text
	sc   *scenario // may be nil
	file *parse.File
}

// find looks a document up. It gives nil for one that is not open.
func (s *server) find(ctx context.Context, u uri) *here {
	s.mu.Lock()
	doc := s.docs[u.key()]
	s.mu.Unlock()
	if doc == nil || ctx.Err() != nil {
		return nil
	}
	sn := s.snapshot(doc.folder)
	h := &here{snapshot: sn, name: doc.name, text: sn.view.text(doc.name)}
	if h.text == nil {
		return nil // it was closed meanwhile
	}
	if h.sc = sn.of(doc.name); h.sc != nil {
		for _, f := range filesOf(h.sc.res) {
			if f.Path == doc.name {
				h.file = f
			}
		}
	}
	return h
}

// translation tells whether the file is one.
func (h *here) translation() bool {
	return h.sc != nil && h.file != nil && slices.Contains(h.sc.res.Translations, h.file)
}

// at gives the parser's offset of a position.
func (h *here) at(p position) int { return h.text.toSource(h.text.offset(p)) }

// spanIn gives the range of a span of any file of the snapshot.
func (sn *snapshot) spanIn(name string, at parse.Span) span {
	t := sn.view.text(name)
	if t == nil {
		return span{}
	}
	return t.span(at.Start, at.End)
}

// lineBefore is what stands in a line before an offset of raw, and behind it.
func (t *text) around(raw int) (before, behind string) {
	n := line(t.starts, raw)
	start, end := t.starts[n], t.lineEnd(n)
	raw = min(raw, end)
	return strings.TrimPrefix(t.raw[start:raw], byteOrderMark), t.raw[raw:end]
}
