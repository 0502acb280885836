package parse

import (
	"strconv"

	"kobayashi/game"
)

// Limits on code, so that hostile code costs nothing.
const (
	maxCode  = 512 // bytes of a code span
	maxDepth = 30  // of an expression; game allows two more for the conditions joined by And
)

// kind is the type of an expression.
type kind uint8

const (
	kindBad   kind = iota // reported already
	kindNum               // a number
	kindYes               // yes or no
	kindEnum              // of a variable with a list
	kindValue             // a bare name: one of a list, if the other side says which
)

// typed is an expression with its type.
type typed struct {
	expr *game.Expr
	kind kind
	enum *game.Var // of kindEnum
	at   Span
}

// exprParser reads the tokens of one snippet. Precedence, loosest first:
// or, and, not, comparison, + -, *, unary -.
type exprParser struct {
	s        *snippet
	snip     snippet // what s points at
	tokens   []token
	n        int
	question bool // hits, wrong and missed may be read
	failed   bool // the statement is given up: something in it was reported
	garbled  bool // a sign in the code means nothing: its shape is not judged
	nodes    []game.Expr
	refs     []*game.Expr
}

func (p *parser) peek() token {
	if p.ex.n < len(p.ex.tokens) {
		return p.ex.tokens[p.ex.n]
	}
	return token{start: len(p.ex.s.text), end: len(p.ex.s.text)}
}

func (p *parser) next() token {
	t := p.peek()
	if p.ex.n < len(p.ex.tokens) {
		p.ex.n++
	}
	return t
}

// accept takes the next token if it is this sign or word.
func (p *parser) accept(text string) bool {
	if t := p.peek(); (t.kind == tokSign || t.kind == tokName) && t.text == text {
		p.ex.n++
		return true
	}
	return false
}

// done tells whether the statement is over.
func (p *parser) done() bool {
	t := p.peek()
	return t.kind == tokEnd || t.kind == tokSign && t.text == ";"
}

// fail reports and gives the statement up.
func (p *parser) fail(rule string, at Span, message, mend game.Phrase) typed {
	if !p.ex.failed && !p.ex.garbled {
		p.report(rule, at, message, mend)
	}
	p.ex.failed = true
	return typed{at: at}
}

func (p *parser) tokenSpan(t token) Span { return p.ex.s.span(t.start, t.end) }

// node makes an expression. Nodes are cut from one slice: a scenario has
// thousands of them.
func (p *parser) node(op game.Op, at Span, args ...*game.Expr) *game.Expr {
	if len(p.ex.nodes) == 0 {
		p.ex.nodes = make([]game.Expr, 128)
	}
	e := &p.ex.nodes[0]
	p.ex.nodes = p.ex.nodes[1:]
	e.Op = op
	e.From, e.To = p.at(at)
	if len(args) > 0 {
		if len(p.ex.refs) < len(args) {
			p.ex.refs = make([]*game.Expr, 128)
		}
		e.Args = p.ex.refs[:len(args):len(args)]
		p.ex.refs = p.ex.refs[len(args):]
		copy(e.Args, args)
	}
	return e
}

// The levels of binary operators, loosest first; not stands between and and the
// comparisons.
const (
	levelOr = iota
	levelAnd
	levelCompare
	levelSum
	levelProduct
)

// levelOf is the level of a binary operator, or -1.
func levelOf(t token) int {
	if t.kind != tokSign && t.kind != tokName {
		return -1
	}
	switch t.text {
	case "or":
		return levelOr
	case "and":
		return levelAnd
	case "==", "!=", "<", "<=", ">", ">=", "=":
		return levelCompare
	case "+", "-":
		return levelSum
	case "*":
		return levelProduct
	}
	return -1
}

// expr reads an expression whose operators bind at least as tightly as level.
func (p *parser) expr(level, depth int) typed {
	if depth > maxDepth {
		return p.tooDeep()
	}
	var left typed
	if t := p.peek(); level <= levelCompare && t.kind == tokName && t.text == "not" {
		p.ex.n++
		left = p.not(t, p.expr(levelCompare, depth+1))
	} else {
		left = p.unary(depth)
	}
	for count := 0; !p.ex.failed; count++ {
		t := p.peek()
		own := levelOf(t)
		if own < level {
			break
		}
		if count > maxDepth {
			return p.tooDeep()
		}
		p.ex.n++
		if t.text == "=" {
			p.report("E103", p.tokenSpan(t),
				game.Say("条件の中の「=」は代入です", "= in a condition would set, not compare"),
				game.Say("比べるには「==」と書いてください", "write == to compare"))
			t.text = "=="
		}
		left = p.join(t, left, p.expr(own+1, depth+1))
	}
	return left
}

func (p *parser) tooDeep() typed {
	return p.fail("E108", p.tokenSpan(p.peek()),
		game.Say("式が入り組みすぎています（%d 段まで）", "this is nested too deeply (%d levels at most)", maxDepth),
		game.Say("条件を分けて、変数に置いてください", "split it, and keep a part in a variable"))
}

// not binds looser than a comparison: not a == b is not (a == b).
func (p *parser) not(t token, arg typed) typed {
	if p.ex.failed {
		return arg
	}
	at := Span{p.ex.s.offset(t.start), arg.at.End}
	if !p.want(arg, kindYes) {
		return typed{at: at}
	}
	return typed{expr: p.node(game.OpNot, at, arg.expr), kind: kindYes, at: at}
}

func (p *parser) unary(depth int) typed {
	if depth > maxDepth {
		return p.tooDeep()
	}
	t := p.peek()
	if !p.accept("-") {
		return p.primary(depth)
	}
	arg := p.unary(depth + 1)
	at := Span{p.ex.s.offset(t.start), arg.at.End}
	if p.ex.failed || !p.want(arg, kindNum) {
		return typed{at: at}
	}
	return typed{expr: p.node(game.OpSub, at, arg.expr), kind: kindNum, at: at}
}

func (p *parser) primary(depth int) typed {
	t := p.next()
	at := p.tokenSpan(t)
	switch {
	case t.kind == tokNumber:
		return p.literal(t, at)
	case t.kind == tokScene:
		e := p.node(game.OpVisited, at)
		e.Name = t.text
		p.visits = append(p.visits, visit{e, at})
		return typed{expr: e, kind: kindYes, at: at}
	case t.kind == tokName:
		return p.name(t, at)
	case t.kind == tokSign && t.text == "(":
		inner := p.expr(0, depth+1)
		if p.ex.failed {
			return inner
		}
		end := p.peek()
		if !p.accept(")") {
			return p.fail("E105", at,
				game.Say("かっこが閉じていません", "this bracket is never closed"),
				game.Say("「)」を足してください", "add a )"))
		}
		inner.at = Span{at.Start, p.ex.s.offset(end.end)}
		return inner
	}
	if t.kind == tokEnd || t.text == ";" {
		p.ex.n = max(0, p.ex.n-1)
		if t.kind == tokEnd {
			p.ex.n = len(p.ex.tokens)
		}
	}
	return p.fail("E106", at,
		game.Say("ここに値がありません", "a value is missing here"),
		game.Say("数、変数の名前、true、false、#場面 のどれかを書いてください", "write a number, a variable, true, false or #scene"))
}

func (p *parser) literal(t token, at Span) typed {
	v, err := strconv.Atoi(t.text)
	if err != nil || v > game.MaxNumber {
		p.report("E104", at,
			game.Say("数が大きすぎます（%d まで）", "this number is too large (%d at most)", game.MaxNumber),
			game.Say("単位を変えて小さくしてください", "choose a larger unit"))
		return typed{at: at}
	}
	e := p.node(game.OpLit, at)
	e.Int = v
	return typed{expr: e, kind: kindNum, at: at}
}
