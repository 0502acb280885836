package parse

import (
	"bytes"
	"io/fs"
	"strings"
	"sync"
)

// Memo reads a scenario again and again while it is being written. It remembers
// each scene as it was read last, so that a change costs what was changed. What it finds is what Read finds.
//
// It may be used by several goroutines, one of which reads at a time. It holds
// the scenes of one scenario: use one for each.
type Memo struct {
	mu sync.Mutex
	// By their text, which is a part of the file's last one; the same text may
	// stand twice.
	old, now map[string][]*chunk
	kept     map[string]*kept // translations, by path
}

// mostKept is how many translations are remembered: more than a scenario has.
const mostKept = 16

func (m *Memo) keep(name string, k *kept) {
	if m.kept == nil || len(m.kept) >= mostKept {
		m.kept = map[string]*kept{}
	}
	m.kept[name] = k
}

// chunk is the stretch of a file from one scene's line to before the next one,
// with what it was read to. The places are those of its last use.
type chunk struct {
	at    int
	nodes []*node
	built *built // nil: it is to be built of the nodes
}

// Read is Read with what is remembered.
func (m *Memo) Read(fsys fs.FS, name string) *Result {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.old, m.now = m.now, make(map[string][]*chunk, len(m.now))
	res := read(&folder{fsys: fsys, memo: m}, name)
	m.old = nil
	return res
}

// chunks reads a file's Markdown scene by scene, or at once where a scene's line
// may not be what begins a scene.
func (m *Memo) chunks(source []byte, text string, start int) []*chunk {
	whole := func() []*chunk { return []*chunk{{at: start, nodes: nodes(source, start)}} }
	// A definition of a link holds for the whole file, and places behind a tab
	// may lie in what follows.
	if m == nil || bytes.Contains(source[start:], []byte("]:")) || bytes.IndexByte(source[start:], '\t') >= 0 {
		return whole()
	}
	list := make([]*chunk, 0, len(m.old))
	for at := start; at < len(source); {
		end := len(source)
		if i := bytes.Index(source[at:], []byte("\n## ")); i >= 0 {
			end = at + i + 1
		}
		c := m.chunk(text[at:end], at)
		if end < len(source) && !c.closed(source) {
			return whole()
		}
		if at > start && len(c.nodes) > 0 {
			c.nodes[0].blank = blankBefore(source, at)
		}
		list = append(list, c)
		at = end
	}
	return list
}

// chunk gives what a stretch at an offset is read to.
func (m *Memo) chunk(text string, at int) *chunk {
	var c *chunk
	known := m.old[text]
	if len(known) > 0 {
		c = known[0]
		if len(known) > 1 {
			m.old[text] = known[1:]
		} else {
			delete(m.old, text)
		}
	} else {
		c = &chunk{nodes: nodes([]byte(text), 0)}
	}
	if by := at - c.at; by != 0 {
		move(c.nodes, by)
		c.at = at
	}
	if again := m.now[text]; again != nil || len(known) == 0 {
		m.now[text] = append(again, c)
	} else {
		m.now[text] = known[:1:1] // nearly every text stands once, and stays
	}
	return c
}

// closed tells whether a line that begins a scene does so behind a chunk: it
// does not in a fence or in HTML that goes on. What goes on inside a list or a
// quote ends with it.
func (c *chunk) closed(source []byte) bool {
	if len(c.nodes) == 0 {
		return true
	}
	switch last := c.nodes[len(c.nodes)-1]; last.kind {
	case nFence:
		return last.span.End > lastEnd(last.lines) && len(last.lines) > 0
	case nHTML:
		text := string(source[last.span.Start:last.span.End])
		rest, comment := strings.CutPrefix(text, "<!--")
		return comment && strings.Contains(rest, "-->")
	}
	return true
}

// blankBefore tells whether the line before an offset, which begins one, is
// blank.
func blankBefore(source []byte, at int) bool {
	before := source[:at-1]
	return len(bytes.TrimSpace(before[1+bytes.LastIndexByte(before, '\n'):])) == 0
}

// move changes the places of nodes and all that is in them.
func move(list []*node, by int) {
	for _, n := range list {
		n.span.move(by)
		for i := range n.lines {
			n.lines[i].move(by)
		}
		for i := range n.marks {
			k := &n.marks[i]
			k.span.move(by)
			k.inner.move(by)
			k.target.move(by)
			if k.segs != nil {
				for j := range *k.segs {
					(*k.segs)[j].move(by)
				}
			}
		}
		move(n.kids, by)
	}
}

func (s *Span) move(by int) { s.Start, s.End = s.Start+by, s.End+by }
