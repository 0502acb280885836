package parse

import (
	"sort"
	"strings"

	"kobayashi/game"
	"kobayashi/game/markdown"
)

// built is the scene that a chunk was read to, where nothing was reported of it:
// then it depends on its text and on the front matter alone. It is nobody's tree:
// each reading gets a copy of its own, because what comes later writes into it.
type built struct {
	by       string // the file and the front matter it was read by
	at, line int    // where the chunk began
	scene    *Scene
	visits   []visit
	comments []*Comment
}

// stretch reads a chunk's blocks, or copies what they were read to before.
func (b *builder) stretch(c *chunk) {
	if b.again(c) {
		return
	}
	scenes, said, visits, comments := len(b.f.Scenes), len(b.seen), len(b.visits), len(b.f.Comments)
	for i, n := range c.nodes {
		b.titled = i+1 < len(c.nodes) && c.nodes[i+1].kind == nHeading && c.nodes[i+1].level == 3
		b.top(n)
	}
	if c.single() && len(b.f.Scenes) == scenes+1 && len(b.seen) == said && !b.full() {
		b.remember(c, b.visits[visits:], b.f.Comments[comments:])
	}
}

// single reports whether a chunk is a scene and nothing else. A picture may be
// there today and gone tomorrow.
func (c *chunk) single() bool {
	if len(c.nodes) == 0 || c.nodes[0].kind != nHeading || c.nodes[0].level != 2 {
		return false
	}
	for _, n := range c.nodes[1:] {
		if n.kind == nHeading && n.level <= 2 || pictured(n) {
			return false
		}
	}
	return true
}

func pictured(n *node) bool {
	if n.has(mImage) {
		return true
	}
	for _, kid := range n.kids {
		if pictured(kid) {
			return true
		}
	}
	return false
}

// reading names what scenes are read by beside their own text.
func (b *builder) reading() string {
	if b.by == "" {
		b.by = b.f.Path + "\n" + b.text[:b.f.Body]
		if base := b.fs.base; b.role != asBase && base != nil {
			b.by += "\n" + string(base.Source[:base.Body])
		}
	}
	return b.by
}

// remember keeps the scene that was read last.
func (b *builder) remember(c *chunk, visits []visit, comments []*Comment) {
	m := mover{own: true, visits: visits}
	c.built = &built{by: b.reading(), at: c.at, line: b.lineAt(c.at), scene: m.scene(b.scene), visits: m.seen}
	for _, k := range comments {
		c.built.comments = append(c.built.comments, m.comment(k))
	}
}

// again puts a copy of a chunk's scene where the chunk stands now. It reports
// false where there is none, or where it might read otherwise this time.
func (b *builder) again(c *chunk) bool {
	if c.built == nil || c.built.by != b.reading() || b.full() || b.slugs[c.built.scene.ID] || len(b.f.Scenes) >= game.MaxScenes {
		return false
	}
	m := &b.mover
	m.by, m.lines, m.visits, m.seen, m.exprs = c.at-c.built.at, b.lineAt(c.at)-c.built.line, c.built.visits, nil, m.exprs[:0]
	b.close(c.at)
	b.scene, b.fresh, b.stray = m.scene(c.built.scene), false, nil
	b.f.Scenes = append(b.f.Scenes, b.scene)
	b.slugs[b.scene.ID] = true
	if !b.scene.Title.At.Empty() {
		b.slugs[markdown.Slug(b.scene.Title.Text)] = true
	}
	b.visits = append(b.visits, m.seen...)
	for _, k := range c.built.comments {
		b.f.Comments = append(b.f.Comments, m.comment(k))
	}
	return true
}

func (b *builder) lineAt(offset int) int { return sort.SearchInts(b.f.lines, offset+1) }

// mover copies scenes to other places of their file.
type mover struct {
	by, lines int  // bytes and lines the one at hand moves
	own       bool // the copy shall hold nothing else in memory, as the file's text
	visits    []visit
	seen      []visit // those of the copy
	exprs     []exprPair

	// Pieces that the parts of the copies are cut from, but for one's own.
	nodes  []game.Expr
	codes  []Code
	stmts  []Stmt
	blocks []Block
	items  []Item
	refs   struct {
		nodes  []*game.Expr
		codes  []*Code
		stmts  []*Stmt
		blocks []*Block
		items  []*Item
		parts  []game.Part
		tasks  []game.Stmt
	}
}

// cutFrom takes n from a piece.
func cutFrom[T any](m *mover, piece *[]T, n int) []T {
	if m.own {
		return make([]T, n)
	}
	if len(*piece) < n {
		*piece = make([]T, max(poolSize, n))
	}
	list := (*piece)[:n:n]
	*piece = (*piece)[n:]
	return list
}

// exprPair is an expression and its copy: several parts of a scene may share one,
// and then share its copy.
type exprPair struct{ from, to *game.Expr }

func (m *mover) span(s Span) Span {
	if s == (Span{}) {
		return s // nowhere
	}
	return Span{s.Start + m.by, s.End + m.by}
}

func (m *mover) text(s string) string {
	if m.own {
		return strings.Clone(s)
	}
	return s
}

func (m *mover) texts(list []string) []string {
	if !m.own || list == nil {
		return list[:len(list):len(list)]
	}
	own := make([]string, len(list))
	for i, s := range list {
		own[i] = strings.Clone(s)
	}
	return own
}

func (m *mover) pos(p game.Pos) game.Pos {
	if p.Line != 0 {
		p.Line += m.lines
	}
	return p
}

// moved copies a list, and keeps an empty one from nil apart.
func moved[T any](m *mover, piece *[]T, list []T, copied func(*mover, T) T) []T {
	if list == nil {
		return nil
	}
	own := cutFrom(m, piece, len(list))
	for i, one := range list {
		own[i] = copied(m, one)
	}
	return own
}

func (m *mover) expr(e *game.Expr) *game.Expr {
	if e == nil {
		return nil
	}
	for _, p := range m.exprs {
		if p.from == e {
			return p.to
		}
	}
	c := &cutFrom(m, &m.nodes, 1)[0]
	*c = game.Expr{Op: e.Op, Int: e.Int, Name: m.text(e.Name), From: m.pos(e.From), To: m.pos(e.To)}
	c.Args = moved(m, &m.refs.nodes, e.Args, (*mover).expr)
	m.exprs = append(m.exprs, exprPair{e, c})
	for _, v := range m.visits {
		if v.expr == e {
			m.seen = append(m.seen, visit{c, m.span(v.at)})
		}
	}
	return c
}

func (m *mover) scene(s *Scene) *Scene {
	c := *s
	c.ID, c.Role, c.Ending = m.text(s.ID), m.text(s.Role), m.text(s.Ending)
	c.At, c.Span, c.RoleAt, c.EndingAt = m.span(s.At), m.span(s.Span), m.span(s.RoleAt), m.span(s.EndingAt)
	c.Title = Title{m.text(s.Title.Text), m.span(s.Title.At)}
	c.Codes, c.When, c.Blocks = m.code(s.Codes), m.expr(s.When), m.block(s.Blocks)
	if d := s.Decision; d != nil {
		c.Decision = &Decision{Kind: d.Kind, Span: m.span(d.Span), ThenSpan: m.span(d.ThenSpan)}
		c.Decision.Items = moved(m, &m.refs.items, d.Items, (*mover).item)
		c.Decision.Then = moved(m, &m.refs.items, d.Then, (*mover).item)
	}
	c.Comments = nil // handed out when all are known
	return &c
}

func (m *mover) block(list []*Block) []*Block {
	return moved(m, &m.refs.blocks, list, func(m *mover, b *Block) *Block {
		c := &cutFrom(m, &m.blocks, 1)[0]
		*c = *b // of one with a picture none is kept
		c.Who, c.Bold, c.For = m.text(b.Who), m.text(b.Bold), m.text(b.For)
		c.Span, c.WhoAt, c.BoldAt, c.ForAt = m.span(b.Span), m.span(b.WhoAt), m.span(b.BoldAt), m.span(b.ForAt)
		c.Parts = moved(m, &m.refs.parts, b.Parts, func(m *mover, p game.Part) game.Part { return game.Part{Text: m.text(p.Text), Expr: m.expr(p.Expr)} })
		c.If, c.Do, c.Codes, c.Links = m.expr(b.If), m.tasks(b.Do), m.code(b.Codes), m.link(b.Links)
		if b.HTML != nil {
			c.HTML = make([]Span, len(b.HTML))
			for i, at := range b.HTML {
				c.HTML[i] = m.span(at)
			}
		}
		return c
	})
}

func (m *mover) item(it *Item) *Item {
	c := &cutFrom(m, &m.items, 1)[0]
	*c = *it
	c.Mark, c.Box, c.Label, c.Target, c.Tags = m.text(it.Mark), m.text(it.Box), m.text(it.Label), m.text(it.Target), m.texts(it.Tags)
	c.Span, c.Line, c.BoxAt = m.span(it.Span), m.span(it.Line), m.span(it.BoxAt)
	c.PercentAt, c.LabelAt, c.TargetAt = m.span(it.PercentAt), m.span(it.LabelAt), m.span(it.TargetAt)
	c.Codes, c.Links, c.If, c.Do, c.Feedback = m.code(it.Codes), m.link(it.Links), m.expr(it.If), m.tasks(it.Do), m.block(it.Feedback)
	return c
}

func (m *mover) tasks(list []game.Stmt) []game.Stmt {
	return moved(m, &m.refs.tasks, list, func(m *mover, s game.Stmt) game.Stmt {
		return game.Stmt{Op: s.Op, Name: m.text(s.Name), Expr: m.expr(s.Expr)}
	})
}

func (m *mover) code(list []*Code) []*Code {
	return moved(m, &m.refs.codes, list, func(m *mover, k *Code) *Code {
		c := &cutFrom(m, &m.codes, 1)[0]
		*c = Code{Span: m.span(k.Span), Text: m.text(k.Text), Bad: k.Bad}
		c.Stmts = moved(m, &m.refs.stmts, k.Stmts, func(m *mover, s *Stmt) *Stmt {
			c := &cutFrom(m, &m.stmts, 1)[0]
			*c = Stmt{Kind: s.Kind, Span: m.span(s.Span), Name: m.text(s.Name), NameAt: m.span(s.NameAt), Op: s.Op, Expr: m.expr(s.Expr), After: s.After}
			return c
		})
		return c
	})
}

func (m *mover) link(list []*Link) []*Link {
	if list == nil {
		return nil
	}
	own := make([]*Link, len(list))
	for i, l := range list {
		own[i] = &Link{m.span(l.Span), m.text(l.Label), m.text(l.Target), m.span(l.TargetAt)}
	}
	return own
}

func (m *mover) comment(k *Comment) *Comment {
	return &Comment{Span: m.span(k.Span), Text: m.text(k.Text), LintOK: m.text(k.LintOK), LintOKAt: m.span(k.LintOKAt), Reason: m.text(k.Reason)}
}
