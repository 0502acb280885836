package lsp

import (
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// sort of thing that has a name.
type sortOf int

const (
	aScene sortOf = iota
	aVariable
	aValue // of a variable that is one of a list
	aScore
	anEnding
	aRole
	aTag
	aVariant
	aSpeaker
	aNote
)

// thing is something with a name that other places speak of. Of a scene in is
// its file, of a value its variable; names of everything else are the
// scenario's.
type thing struct {
	sort sortOf
	in   string
	name string
}

// site is a place that speaks of a thing.
type site struct {
	thing
	file string
	at   parse.Span // of the name alone
	// declares: this is the place that says what it is. writes: it changes there.
	declares, writes bool
	// bare is `end` without a name: it means the ending named after its scene.
	// The span is empty, and a name would be written there with a space.
	bare bool
}

// sitesOf gives the sites of a file, in order.
func (sc *scenario) sitesOf(file string) []site {
	sc.once.Do(func() {
		sc.sites = map[string][]site{}
		for _, f := range filesOf(sc.res) {
			c := collector{sc: sc, f: f, home: f.Path, translation: slices.Contains(sc.res.Translations, f)}
			if c.translation && sc.res.Base != nil {
				c.home = sc.res.Base.Path
			}
			c.front()
			c.body()
			slices.SortFunc(c.list, func(a, b site) int { return a.at.Start - b.at.Start })
			sc.sites[f.Path] = c.list
		}
	})
	return sc.sites[file]
}

// collector gathers the sites of one file.
type collector struct {
	sc          *scenario
	f           *parse.File
	home        string // the file whose scenes this one's ids name
	translation bool
	lines       *text // of Source
	list        []site
}

func (c *collector) add(t thing, at parse.Span) *site {
	c.list = append(c.list, site{thing: t, file: c.f.Path, at: at})
	return &c.list[len(c.list)-1]
}

func (c *collector) scene(id string) thing { return thing{aScene, c.home, id} }

// body gathers what stands behind the front matter.
func (c *collector) body() {
	for _, b := range c.f.Lead {
		c.block(b)
	}
	for _, s := range c.f.Scenes {
		c.add(c.scene(s.ID), s.At).declares = !c.translation
		c.codes(s.Codes, s)
		for _, b := range s.Blocks {
			c.block(b)
		}
		if s.Decision == nil {
			continue
		}
		for _, it := range slices.Concat(s.Decision.Items, s.Decision.Then) {
			c.item(it)
		}
	}
}

func (c *collector) item(it *parse.Item) {
	if !it.TargetAt.Empty() {
		c.target(it.TargetAt)
	}
	c.codes(it.Codes, nil)
	for _, l := range it.Links {
		c.target(l.TargetAt)
	}
	for _, b := range it.Feedback {
		c.block(b)
	}
}

func (c *collector) block(b *parse.Block) {
	c.codes(b.Codes, nil)
	for _, l := range b.Links {
		c.target(l.TargetAt)
	}
	if b.Who != "" {
		c.add(thing{sort: aSpeaker, name: c.speaker(b.Who)}, b.WhoAt)
	}
}

// speaker gives the base's name of a speaker.
func (c *collector) speaker(name string) string {
	for _, entry := range c.f.Front.Cast {
		if entry.Name == name {
			return entry.ID
		}
	}
	return name
}

// target is what a link leads to: #id, file.md#id, or a note.
func (c *collector) target(at parse.Span) {
	wrote := c.f.Text(at)
	file, id, scene := strings.Cut(wrote, "#")
	if wrote == game.Return || strings.Contains(file, ":") {
		return
	}
	in := c.home
	if file != "" {
		name, err := url.PathUnescape(file)
		if err != nil || strings.HasPrefix(name, "/") {
			return
		}
		in = path.Join(path.Dir(c.f.Path), name)
		switch {
		case path.Ext(name) != ".md":
			return
		case c.f.Path != c.home && in == c.f.Path:
			in = c.home
		case !scene:
			c.add(thing{sort: aNote, name: in}, at)
			return
		}
	}
	clean, err := url.PathUnescape(id)
	if err != nil || clean == "" {
		return
	}
	start := at.Start + len(file) + 1
	c.add(thing{aScene, in, clean}, parse.Span{Start: start, End: at.End})
}

// codes gathers what code speaks of. The scene is given for the codes of its
// title, where `end` may stand without a name.
func (c *collector) codes(list []*parse.Code, s *parse.Scene) {
	for _, code := range list {
		for _, st := range code.Stmts {
			c.stmt(st, s)
		}
	}
}

// stmtSorts says what the name of a statement names.
var stmtSorts = map[parse.StmtKind]sortOf{
	parse.End: anEnding, parse.Role: aRole, parse.For: aRole, parse.Tag: aTag,
}

func (c *collector) stmt(st *parse.Stmt, s *parse.Scene) {
	sort, named := stmtSorts[st.Kind]
	switch {
	case st.Kind == parse.Effect && st.Op == game.Award:
		c.add(thing{sort: aScore, name: st.Name}, st.NameAt).writes = true
	case st.Kind == parse.Effect:
		c.add(thing{sort: aVariable, name: st.Name}, st.NameAt).writes = true
	case st.Kind == parse.End && st.Name == "":
		if s != nil {
			c.add(thing{sort: anEnding, name: s.ID}, parse.Span{Start: st.Span.End, End: st.Span.End}).bare = true
		}
	case named:
		c.add(thing{sort: sort, name: st.Name}, st.NameAt)
	}
	c.expr(st.Expr, st)
}

func (c *collector) expr(e *game.Expr, st *parse.Stmt) {
	if e == nil {
		return
	}
	switch e.Op {
	case game.OpVar:
		if e.Name != game.Hits && e.Name != game.Wrong && e.Name != game.Missed {
			c.add(thing{sort: aVariable, name: e.Name}, c.place(e))
		}
	case game.OpVisited:
		at := c.place(e)
		id := strings.TrimPrefix(c.f.Text(at), "#")
		c.add(c.scene(id), parse.Span{Start: at.End - len(id), End: at.End})
	case game.OpValue:
		if st.Kind == parse.Effect {
			c.add(thing{aValue, st.Name, e.Name}, c.place(e))
		}
	}
	for i, a := range e.Args {
		if a.Op == game.OpValue && len(e.Args) == 2 && e.Args[1-i].Op == game.OpVar {
			c.add(thing{aValue, e.Args[1-i].Name, a.Name}, c.place(a))
			continue
		}
		c.expr(a, st)
	}
}

// place gives the span of an expression.
func (c *collector) place(e *game.Expr) parse.Span {
	return parse.Span{Start: c.offset(e.From), End: c.offset(e.To)}
}

func (c *collector) offset(p game.Pos) int {
	if c.lines == nil {
		c.lines = newText(string(c.f.Source), utf8Units)
	}
	if p.Line < 1 || p.Line > len(c.lines.feeds) {
		return len(c.f.Source)
	}
	at := c.lines.feeds[p.Line-1]
	for column := 1; column < p.Column && at < len(c.f.Source); column++ {
		_, n := utf8.DecodeRune(c.f.Source[at:])
		at += n
	}
	return at
}
