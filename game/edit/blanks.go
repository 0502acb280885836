package edit

import (
	"bytes"
	"strings"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// gap says how many blank lines stand before a line.
type gap int

const (
	asIs  gap = iota // one if there is any
	one              // always one
	close            // none
)

// blanks puts one blank line between blocks and around headings, and none
// between a scene's id and its title or between the items of a decision.
func blanks(f *parse.File) []byte {
	p := plan{f: f, gaps: map[int]gap{}, kept: map[int]bool{}}
	p.file()
	var out bytes.Buffer
	out.Write(f.Source[:f.Body])
	if f.Body > 0 && f.Source[f.Body-1] != '\n' {
		out.WriteByte('\n')
	}
	empty, headed, any := 0, false, false
	for at := f.Body; at < len(f.Source); {
		end := p.lineEnd(at)
		line := f.Source[at:end]
		switch {
		case len(bytes.TrimSpace(line)) == 0 && !p.kept[at]:
			empty++
		default:
			want := p.gaps[at]
			if any && (headed && want != close || want == one) || !any && f.Body > 0 || any && want == asIs && empty > 0 && !p.kept[at] {
				out.WriteByte('\n')
			}
			out.Write(line)
			out.WriteByte('\n')
			empty, headed, any = 0, p.heads[at], true
		}
		at = end + 1
	}
	return out.Bytes()
}

// plan is what is known of the lines of a file, by the offset of their start.
type plan struct {
	f     *parse.File
	gaps  map[int]gap
	heads map[int]bool
	kept  map[int]bool // inside code or a comment: not to be touched
}

func (p *plan) lineStart(i int) int { return bytes.LastIndexByte(p.f.Source[:i], '\n') + 1 }

func (p *plan) lineEnd(i int) int {
	if n := bytes.IndexByte(p.f.Source[i:], '\n'); n >= 0 {
		return i + n
	}
	return len(p.f.Source)
}

func (p *plan) file() {
	p.heads = map[int]bool{}
	for _, c := range p.f.Comments {
		p.keep(c.Span)
		if start := p.lineStart(c.Span.Start); len(bytes.TrimSpace(p.f.Source[start:c.Span.Start])) == 0 {
			p.gaps[start] = one
		}
	}
	p.heading(p.f.Title.At, one)
	for _, b := range p.f.Lead {
		p.block(b)
	}
	for _, sc := range p.f.Scenes {
		p.heading(sc.At, one)
		between := ""
		if !sc.Title.At.Empty() {
			between = strings.TrimLeft(string(p.f.Source[p.lineEnd(sc.At.Start):sc.Title.At.Start]), " \t\n")
		}
		if strings.Trim(between, "# \t") == "" {
			p.heading(sc.Title.At, close)
		} else {
			p.heading(sc.Title.At, one)
		}
		for _, b := range sc.Blocks {
			p.block(b)
		}
		p.decision(sc.Decision)
	}
}

func (p *plan) heading(at parse.Span, g gap) {
	if at.Empty() {
		return
	}
	start := p.lineStart(at.Start)
	p.gaps[start], p.heads[start] = g, true
}

func (p *plan) block(b *parse.Block) {
	p.gaps[p.lineStart(b.Span.Start)] = one
	if b.Kind == game.Fence {
		p.keep(b.Span)
	}
}

// keep leaves the lines behind the first of a span as they are.
func (p *plan) keep(at parse.Span) {
	for i := p.lineEnd(at.Start) + 1; i < at.End; i = p.lineEnd(i) + 1 {
		p.kept[i] = true
	}
}

func (p *plan) decision(d *parse.Decision) {
	if d == nil {
		return
	}
	for _, list := range [][]*parse.Item{d.Items, d.Then} {
		for i, it := range list {
			start := p.lineStart(it.Span.Start)
			if p.gaps[start] = close; i == 0 {
				p.gaps[start] = one
			}
			for _, b := range it.Feedback {
				p.block(b)
			}
		}
	}
}
