package parse

import "kobayashi/game"

// pools cut the small parts of a tree from larger pieces: a scenario has
// thousands of each, and they live and die together.
type pools struct {
	stmts []Stmt
	refs  []*Stmt
	codes []Code
	spans []*Code
	parts []game.Part
	tasks []game.Stmt
	tree  []Block
}

const poolSize = 128

func (p *parser) newStmt() *Stmt {
	if len(p.pools.stmts) == 0 {
		p.pools.stmts = make([]Stmt, poolSize)
	}
	st := &p.pools.stmts[0]
	p.pools.stmts = p.pools.stmts[1:]
	return st
}

// stmtRoom is an empty list with room for what a code span usually holds.
func (p *parser) stmtRoom() []*Stmt {
	const usual = 2
	if len(p.pools.refs) < usual {
		p.pools.refs = make([]*Stmt, poolSize)
	}
	list := p.pools.refs[:0:usual]
	p.pools.refs = p.pools.refs[usual:]
	return list
}

func (p *parser) newCode(at Span) *Code {
	if len(p.pools.codes) == 0 {
		p.pools.codes = make([]Code, poolSize)
	}
	c := &p.pools.codes[0]
	p.pools.codes = p.pools.codes[1:]
	c.Span = at
	return c
}

// codeRoom is an empty list with room for the code of a leaf.
func (p *parser) codeRoom(n *node) []*Code {
	count := 0
	for i := range n.marks {
		if n.marks[i].kind == mCode {
			count++
		}
	}
	if len(p.pools.spans) < count {
		p.pools.spans = make([]*Code, max(poolSize, count))
	}
	list := p.pools.spans[:0:count]
	p.pools.spans = p.pools.spans[count:]
	return list
}

// effects gathers what a list of code spans does.
func (p *parser) effects(codes []*Code) []game.Stmt {
	count := 0
	for _, c := range codes {
		for _, st := range c.Stmts {
			if st.Kind == Effect {
				count++
			}
		}
	}
	if count == 0 {
		return nil
	}
	if len(p.pools.tasks) < count {
		p.pools.tasks = make([]game.Stmt, max(poolSize, count))
	}
	list := p.pools.tasks[:0:count]
	p.pools.tasks = p.pools.tasks[count:]
	for _, c := range codes {
		for _, st := range c.Stmts {
			if st.Kind == Effect {
				list = append(list, game.Stmt{Op: st.Op, Name: st.Name, Expr: st.Expr})
			}
		}
	}
	return list
}

func (p *parser) newBlock(at Span) *Block {
	if len(p.pools.tree) == 0 {
		p.pools.tree = make([]Block, poolSize/4)
	}
	bl := &p.pools.tree[0]
	p.pools.tree = p.pools.tree[1:]
	bl.Span = at
	return bl
}

// onePart is a wording without values: most are.
func (p *parser) onePart(text string) []game.Part {
	if text == "" {
		return nil
	}
	if len(p.pools.parts) == 0 {
		p.pools.parts = make([]game.Part, poolSize)
	}
	list := p.pools.parts[:1:1]
	p.pools.parts = p.pools.parts[1:]
	list[0].Text = text
	return list
}
