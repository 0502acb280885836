package parse

import (
	"slices"
	"strconv"

	"kobayashi/game"
)

// place is where a code span stands; it decides which statements may.
type place uint8

const (
	inProse    place = iota
	inTitle          // behind "### "
	inEnter          // a paragraph of code alone
	inLabel          // inside a link's label
	inChoice         // behind an item of a choice
	inRoute          // behind an item of a route
	inChance         // behind an item of a chance
	inQuestion       // behind an item of a question
	inAnswer         // behind the link that follows a question
	inWay            // behind an item of the route that follows a question
)

// allowed are the statements of each place.
var allowed = [...][]StmtKind{
	inProse:    {Show, If, For},
	inTitle:    {When, End, Role},
	inEnter:    {Effect, If},
	inLabel:    {},
	inChoice:   {Effect, If, After, Tag},
	inRoute:    {Effect, If},
	inChance:   {Effect, If}, // `if` is E025, said by the decision
	inQuestion: {Effect, If, Tag},
	inAnswer:   {Effect},
	inWay:      {Effect, If},
}

// code reads a code span's statements. What cannot be read is left out.
func (p *parser) code(c *Code, s *snippet, where place) {
	if p.full() {
		c.Bad = true // nothing more would be said of it
		return
	}
	before := len(p.problems)
	p.statements(c, s, where)
	c.Bad = len(p.problems) > before
}

func (p *parser) statements(c *Code, s *snippet, where place) {
	c.Text = s.text
	before := len(p.problems)
	if len(s.text) > maxCode {
		p.report("E108", c.Span,
			game.Say("コードが長すぎます（%d バイトまで）", "this code is too long (%d bytes at most)", maxCode),
			game.Say("式を分けてください", "split it"))
		return
	}
	p.ex.s, p.ex.n, p.ex.tokens, p.ex.garbled = s, 0, p.ex.tokens[:0], false
	p.ex.question = where == inQuestion || where == inAnswer || where == inWay
	p.tokens(s)
	for p.peek().kind != tokEnd {
		if p.accept(";") {
			continue
		}
		p.ex.failed = false
		if st := p.stmt(); st != nil && !p.ex.failed && p.fits(st, where) {
			if c.Stmts == nil {
				c.Stmts = p.stmtRoom()
			}
			c.Stmts = append(c.Stmts, st)
		}
		for !p.done() {
			p.ex.n++
		}
	}
	if len(c.Stmts) == 0 && len(p.problems) == before {
		p.report("E106", c.Span, game.Say("コードが空です", "there is nothing in this code"),
			game.Say("消すか、文を書いてください", "delete it, or write a statement"))
	}
}

// stmt reads one statement, up to its ;.
func (p *parser) stmt() *Stmt {
	t := p.peek()
	st := p.newStmt()
	st.Span = p.tokenSpan(t)
	kind, known := words[t.text]
	switch {
	case !known && t.kind == tokName:
		p.effect(st)
	case !known || t.kind != tokName && t.kind != tokSign:
		p.noStatement(t)
	default:
		st.Kind = kind
		p.ex.n++
		p.rest(st)
	}
	if p.ex.failed {
		return nil
	}
	if !p.done() {
		p.leftOver()
		return nil
	}
	if p.ex.n > 0 {
		st.Span.End = p.tokenSpan(p.ex.tokens[p.ex.n-1]).End
	}
	return st
}

// words begin every statement that is not an effect.
var words = map[string]StmtKind{
	"=": Show, "if": If, "when": When, "end": End, "role": Role, "for": For, "tag": Tag, "after": After,
}

// rest reads what follows a statement's word.
func (p *parser) rest(st *Stmt) {
	switch st.Kind {
	case Show:
		p.shown(st)
	case If, When:
		p.condition(st)
	case After:
		p.duration(st)
	case End:
		if !p.done() {
			p.id(st)
		}
	default:
		p.id(st)
	}
}

// leftOver reports what stands behind a whole statement.
func (p *parser) leftOver() {
	t := p.peek()
	at := p.tokenSpan(t)
	if t.text == ")" {
		p.fail("E105", at, game.Say("開いていないかっこが閉じています", "this bracket was never opened"),
			game.Say("「)」を消すか「(」を足してください", "delete it, or add a ("))
		return
	}
	p.fail("E108", at,
		game.Say("「%s」の前に演算子か「;」がありません", "there is no operator or ; before %q", show(p.ex.s.text[t.start:t.end])),
		game.Say("文は「;」で区切ります", "statements are separated by ;"))
}

func (p *parser) noStatement(t token) {
	written := show(p.ex.s.text)
	other := game.Say("文字どおりのコードは二重の逆引用符で書きます: ``%s``", "literal code is written with two back-quotes: ``%s``", written)
	p.fail("E108", p.tokenSpan(t),
		game.Say("「%s」は文になっていません", "%q is not a statement", written),
		didYouMean(t.text, slices.Values([]string{"if", "when", "end", "role", "for", "after", "tag", "score"}), other))
}

// condition reads what follows if or when.
func (p *parser) condition(st *Stmt) {
	v := p.expr(0, 0)
	if !p.ex.failed && p.want(v, kindYes) {
		st.Expr = v.expr
	}
	if st.Expr == nil && !p.ex.failed {
		p.skip()
	}
}

// skip gives up a statement that was reported without breaking off: what is
// left of it would only be reported for the same cause.
func (p *parser) skip() { p.ex.failed = true }

// shown reads `= expr`: a number, or a variable with a list of values.
func (p *parser) shown(st *Stmt) {
	v := p.expr(0, 0)
	switch {
	case p.ex.failed:
		return
	case v.kind == kindYes:
		p.report("E104", v.at,
			game.Say("「はい・いいえ」は文中に表示できません", "a yes or no cannot be shown in text"),
			game.Say("段落を二つ書き、`if` で出し分けてください", "write two paragraphs and choose with `if`"))
	case v.kind == kindEnum || p.want(v, kindNum):
		st.Expr = v.expr
		return
	}
	p.skip()
}

// id reads the name behind role, for, tag or end: it may hold -.
func (p *parser) id(st *Stmt) {
	first := p.peek()
	last := first
	for {
		t := p.peek()
		if t.start != last.end && t.start != first.start || t.kind != tokName && t.kind != tokNumber && t.text != "-" && t.text != "--" {
			break
		}
		last = p.next()
	}
	st.NameAt = p.ex.s.span(first.start, last.end)
	st.Name = p.ex.s.text[first.start:last.end]
	if p.ex.n == 0 || p.ex.tokens[p.ex.n-1] != last || !isID(st.Name) {
		p.fail("E106", p.tokenSpan(first), game.Say("ここに名前がありません", "a name is missing here"),
			game.Say("先頭部に書いた id を置いてください", "write an id of the front matter"))
	}
}

// duration reads 90s or 2m.
func (p *parser) duration(st *Stmt) {
	number, unit := p.next(), p.next()
	n, err := strconv.Atoi(number.text)
	if unit.text == "m" {
		n *= 60
	}
	const day = 24 * 60 * 60
	if number.kind != tokNumber || err != nil || unit.text != "s" && unit.text != "m" || n < 1 || n > day {
		p.fail("E108", p.tokenSpan(number),
			game.Say("時間は 90s か 2m のように書きます（一日まで）", "a time is written 90s or 2m, a day at most"),
			game.Say("秒は s、分は m です", "s is seconds, m is minutes"))
		return
	}
	st.After = n
}

// fits reports a statement that may not stand where it does.
func (p *parser) fits(st *Stmt, where place) bool {
	if slices.Contains(allowed[where], st.Kind) {
		return true
	}
	mend := map[StmtKind]game.Phrase{
		Effect: game.Say("選択肢の後ろか、コードだけの段落に書いてください", "write it behind a choice, or as a paragraph of code alone"),
		Show:   game.Say("地の文の中に書いてください", "write it in running text"),
		If:     game.Say("選択肢か段落の終わりに書いてください", "write it at the end of a choice or a paragraph"),
		When:   game.Say("### 題名の後ろに書いてください", "write it behind the ### title"),
		End:    game.Say("### 題名の後ろに書いてください", "write it behind the ### title"),
		Role:   game.Say("### 題名の後ろに書いてください", "write it behind the ### title"),
		For:    game.Say("段落の終わりに書いてください", "write it at the end of a paragraph"),
		After:  game.Say("選択肢の後ろに書いてください", "write it behind a choice"),
		Tag:    game.Say("選択肢の後ろに書いてください", "write it behind a choice"),
	}
	p.report("E109", st.Span,
		game.Say("この文はここには書けません", "this statement cannot stand here"), mend[st.Kind])
	return false
}
