package parse

import (
	"iter"
	"maps"
	"slices"

	"kobayashi/game"
)

// effect reads `name = e`, `name += e`, `name -= e` and the same of score.name.
func (p *parser) effect(st *Stmt) {
	t := p.next()
	st.Name, st.NameAt = t.text, p.tokenSpan(t)
	score := t.text == "score" && p.accept(".")
	if score {
		t = p.next()
		st.Name, st.NameAt = t.text, p.tokenSpan(t)
		if t.kind != tokName {
			p.fail("E106", p.tokenSpan(t), game.Say("score. の後に得点の名前がありません", "a score's name is missing after score."),
				game.Say("先頭部の score に書いた名前を置いてください", "write a name of score in the front matter"))
			return
		}
	}
	op := p.peek()
	st.Op = game.Set
	switch op.text {
	case "=":
		p.ex.n++
	case "+=":
		st.Op = game.Add
		p.ex.n++
	case "-=":
		st.Op = game.Sub
		p.ex.n++
	case "==":
		p.ex.n++
		p.report("E103", p.tokenSpan(op),
			game.Say("「==」は比べる記号です", "== compares and sets nothing"),
			game.Say("代入するには「=」、条件なら先頭に if を書いてください", "write = to set, or begin with if to ask"))
		op.text = "="
	default:
		p.notAnEffect(st, op, score)
		return
	}
	if score {
		p.award(st, op)
		return
	}
	p.change(st, op)
}

// notAnEffect says why a statement that begins with a name is none.
func (p *parser) notAnEffect(st *Stmt, op token, score bool) {
	switch {
	case reserved(st.Name) && !score:
		p.fail("E108", st.NameAt,
			game.Say("「%s」から文は始まりません", "no statement begins with %q", st.Name),
			game.Say("条件は if から始めます", "a condition begins with if"))
	case score, p.names.vars[st.Name] != nil && op.kind != tokEnd && !slices.Contains([]string{"<", ">", "<=", ">=", "!="}, op.text):
		p.fail("E108", p.tokenSpan(op),
			game.Say("「%s」の後に = か += か -= がありません", "=, += or -= is missing after %q", st.Name),
			game.Say("たとえば %s += 1", "for example %s += 1", st.Name))
	case p.names.vars[st.Name] != nil:
		p.fail("E108", st.NameAt,
			game.Say("「%s」は文になっていません", "%q is not a statement", show(p.ex.s.text)),
			game.Say("値を見せるなら `= %[1]s`、条件なら `if %[2]s`", "write `= %[1]s` to show it, `if %[2]s` to ask", st.Name, show(p.ex.s.text)))
	default:
		p.noStatement(token{kind: tokName, text: st.Name, start: 0, end: len(p.ex.s.text)})
	}
}

// award reads the points of a score. A score's -= is an award of the negative.
func (p *parser) award(st *Stmt, op token) {
	v := p.expr(0, 0)
	if !p.names.scores[st.Name] {
		p.report("E107", st.NameAt,
			game.Say("「%s」という得点はありません", "there is no score %q", show(st.Name)),
			didYouMean(st.Name, sorted(p.names.scores), game.Say("先頭部の score に足してください", "declare it under score")))
		v.kind = kindBad
	}
	if op.text == "=" {
		p.report("E109", p.tokenSpan(op),
			game.Say("得点には代入できません", "a score cannot be set"),
			game.Say("+= か -= で増減させてください", "add with += or -="))
		v.kind = kindBad
	}
	if p.ex.failed || !p.want(v, kindNum) {
		if !p.ex.failed {
			p.skip()
		}
		return
	}
	if op.text == "-=" {
		v.expr = p.node(game.OpSub, v.at, v.expr)
	}
	st.Op, st.Expr = game.Award, v.expr
}

// change reads the new value of a variable.
func (p *parser) change(st *Stmt, op token) {
	v := p.expr(0, 0)
	dest := p.names.vars[st.Name]
	if p.ex.failed {
		return
	}
	switch {
	case dest == nil:
		p.noVariable(st)
		if v.kind == kindValue && !p.names.value(v.expr.Name) {
			p.unknown(v, p.names.readable(p.ex.question))
		}
	case op.text != "=" && dest.Type != game.Number:
		p.report("E104", p.tokenSpan(op),
			game.Say("「%s」は数ではないので、増減できません", "%s is no number: it cannot be added to", st.Name),
			game.Say("= で値を置いてください", "set it with ="))
	case p.assignable(dest, &v):
		st.Expr = v.expr
		return
	}
	p.skip()
}

func (p *parser) noVariable(st *Stmt) {
	if p.names.scores[st.Name] {
		p.report("E107", st.NameAt,
			game.Say("「%s」は得点の名前です", "%s is a score", st.Name),
			game.Say("score.%s と書いてください", "write score.%s", st.Name))
		return
	}
	if reserved(st.Name) {
		p.report("E108", st.NameAt,
			game.Say("「%s」は変えられません", "%s cannot be changed", st.Name),
			game.Say("別の名前の変数を使ってください", "use a variable of another name"))
		return
	}
	var known iter.Seq[string] = maps.Keys(p.names.vars)
	p.report("E107", st.NameAt,
		game.Say("「%s」という変数はありません", "there is no variable %q", show(st.Name)),
		didYouMean(st.Name, slices.Values(slices.Sorted(known)), game.Say("先頭部の vars に足してください", "declare it under vars")))
}

// assignable tells whether a value may be put into a variable.
func (p *parser) assignable(dest *game.Var, v *typed) bool {
	switch {
	case v.kind == kindBad:
		return false
	case dest.Type == game.Enum && v.kind == kindValue:
		return p.value(v, dest)
	case dest.Type == game.Enum && v.kind == kindEnum && slices.Equal(v.enum.Values, dest.Values):
		return true
	case dest.Type == game.Enum:
		p.report("E104", v.at,
			game.Say("「%[1]s」に置けるのは一覧の値だけです", "%[1]s takes only a value of its list", dest.Name),
			game.Say("values にある名前を書いてください", "write one of its values"))
		return false
	}
	return p.want(*v, kindOf(dest))
}
