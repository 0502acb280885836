package lint

import (
	"bytes"
	"strings"
	"sync"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// Memo checks a scenario again and again while it is being written. It remembers
// what was found in each scene beside its translation, so that a change costs
// what was changed. What it finds is what Check finds.
//
// It may be used by several goroutines, one of which checks at a time. It holds
// the scenes of one scenario: use one for each.
type Memo struct {
	mu    sync.Mutex
	heads string
	pairs map[words]*seenPair
}

// words are the texts of a scene and of its translation in a file.
type words struct{ file, base, own string }

// seenPair are the faults of a scene beside its translation, by rule. Their places
// are counted from where the translated scene begins, so that they stay when
// something changes above it.
type seenPair struct {
	found map[string][]fault
	at    parse.Span // where the translated scene stands now
	loose bool       // something was found outside of it: it is looked at each time
}

type fault struct {
	at            parse.Span
	message, mend game.Phrase
}

// recall gives the pairs of a pass what is known of them, and forgets what is in
// the scenario no more.
//
// What a pair's scenes are read to depends on nothing but their own texts and
// the front matter, unless a link is defined elsewhere.
func (m *Memo) recall(p *pass) {
	if m == nil {
		return
	}
	heads := headsOf(p)
	if heads == "" || heads != m.heads {
		m.pairs = nil
	}
	m.heads = heads
	if heads == "" {
		return
	}
	now := map[words]*seenPair{}
	for _, t := range p.translations {
		for i := range t.pairs {
			q := &t.pairs[i]
			if q.base.ID == "" {
				continue // the lead has no text of its own
			}
			key := words{t.file.Path, p.res.Base.Text(q.base.Span), t.file.Text(q.scene.Span)}
			if now[key] == nil { // an id stands once, so that no text does twice
				if now[key] = m.pairs[key]; now[key] == nil {
					now[key] = &seenPair{found: map[string][]fault{}}
				}
				q.known = now[key]
				q.known.at = q.scene.Span
			}
		}
	}
	m.pairs = now
}

// headsOf is all that scenes are read by beside their own texts, or "" where
// that is more than the front matter.
func headsOf(p *pass) string {
	var b strings.Builder
	files := []*parse.File{p.res.Base}
	for _, t := range p.translations {
		files = append(files, t.file)
	}
	for _, f := range files {
		if bytes.Contains(f.Source[f.Body:], []byte("]:")) {
			return ""
		}
		b.WriteString(f.Path + "\x00")
		b.Write(f.Source[:f.Body])
	}
	return b.String()
}

// look tells again what is known, or finds it. Nothing is remembered in nil.
func (k *seenPair) look(p *pass, r rule, q pair) {
	if k == nil {
		r.pair(p, q)
		return
	}
	faults, looked := k.found[r.code]
	if !looked || k.loose {
		k.found[r.code] = nil
		p.writing = k
		r.pair(p, q)
		p.writing = nil
		return
	}
	for _, f := range faults {
		p.report(q.file, parse.Span{Start: f.at.Start + k.at.Start, End: f.at.End + k.at.Start}, f.message, f.mend)
	}
}

func (k *seenPair) note(code string, at parse.Span, message, mend game.Phrase) {
	k.loose = k.loose || at.Start < k.at.Start || at.End > k.at.End
	k.found[code] = append(k.found[code], fault{parse.Span{Start: at.Start - k.at.Start, End: at.End - k.at.Start}, message, mend})
}
