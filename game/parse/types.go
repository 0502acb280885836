package parse

import (
	"slices"

	"kobayashi/game"
)

// name gives what a bare name means: true, false, a variable, a tally of a
// question, or a value whose list the other side of a comparison must name.
func (p *parser) name(t token, at Span) typed {
	switch v := p.names.vars[t.text]; {
	case t.text == "true" || t.text == "false":
		e := p.node(game.OpFlag, at)
		if t.text == "true" {
			e.Int = 1
		}
		return typed{expr: e, kind: kindYes, at: at}
	case v != nil:
		e := p.node(game.OpVar, at)
		e.Name = t.text
		return typed{expr: e, kind: kindOf(v), enum: v, at: at}
	case t.text == "score" && p.peek().text == "." || p.names.scores[t.text]:
		return p.scoreRead(t, at)
	case t.text == game.Hits || t.text == game.Wrong || t.text == game.Missed:
		if !p.ex.question {
			p.report("E107", at,
				game.Say("「%s」は、設問に答えたあとのコードでだけ読めます", "%s can be read only in the code that follows a question", t.text),
				game.Say("設問の項目か、そのあとのリンクに書いてください", "write it behind a question's item or its link"))
			return typed{at: at}
		}
		e := p.node(game.OpVar, at)
		e.Name = t.text
		return typed{expr: e, kind: kindNum, at: at}
	case reserved(t.text):
		p.ex.n--
		return p.fail("E106", at,
			game.Say("「%s」の前に値がありません", "a value is missing before %q", t.text),
			game.Say("数、変数の名前、true、false、#場面 のどれかを書いてください", "write a number, a variable, true, false or #scene"))
	}
	e := p.node(game.OpValue, at)
	e.Name = t.text
	return typed{expr: e, kind: kindValue, at: at}
}

func kindOf(v *game.Var) kind {
	switch v.Type {
	case game.Bool:
		return kindYes
	case game.Enum:
		return kindEnum
	}
	return kindNum
}

func (p *parser) scoreRead(t token, at Span) typed {
	if t.text == "score" {
		p.ex.n++
		at.End = p.tokenSpan(p.next()).End
	}
	p.report("E110", at,
		game.Say("得点は読めません。増減させるだけです", "a score cannot be read, only added to"),
		game.Say("条件に使う値は vars に変数として置いてください", "keep what a condition needs in a variable under vars"))
	return typed{at: at}
}

// join makes a binary expression of two typed ones.
func (p *parser) join(op token, a, b typed) typed {
	at := Span{a.at.Start, b.at.End}
	if p.ex.failed {
		return typed{at: at}
	}
	kind := kindYes
	ok := true
	switch op.text {
	case "and", "or":
		okA, okB := p.want(a, kindYes), p.want(b, kindYes)
		ok = okA && okB
	case "==", "!=":
		ok = p.same(&a, &b)
	default:
		okA, okB := p.want(a, kindNum), p.want(b, kindNum)
		ok = okA && okB
		if op.text == "+" || op.text == "-" || op.text == "*" {
			kind = kindNum
		}
	}
	if !ok {
		return typed{at: at}
	}
	// a and b and c is one node: a chain of and, or, + and * may be as long as
	// a snippet without being deep. Minus stays a tree.
	if a.expr.Op == game.Op(op.text) && slices.Contains([]string{"and", "or", "+", "*"}, op.text) {
		args := append(slices.Clip(a.expr.Args), b.expr)
		return typed{expr: p.node(a.expr.Op, at, args...), kind: kind, at: at}
	}
	return typed{expr: p.node(game.Op(op.text), at, a.expr, b.expr), kind: kind, at: at}
}

// want reports a value of another type. It says nothing of what was reported.
func (p *parser) want(t typed, k kind) bool {
	if t.kind == k {
		return true
	}
	switch {
	case t.kind == kindBad:
	case t.kind == kindValue:
		p.unknown(t, p.names.readable(p.ex.question))
	case k == kindNum:
		p.report("E104", t.at,
			game.Say("ここには数が要りますが、これは%[1]sです", "a number is needed here, and this is %[2]s", t.kind.in("ja"), t.kind.in("en")),
			game.Say("数の変数か整数を書いてください", "write a number or a variable that is one"))
	case k == kindEnum:
		p.report("E104", t.at,
			game.Say("ここには一覧の値が要りますが、これは%[1]sです", "one of a list is needed here, and this is %[2]s", t.kind.in("ja"), t.kind.in("en")),
			game.Say("values にある名前を書いてください", "write one of its values"))
	default:
		p.report("E104", t.at,
			game.Say("ここには「はい・いいえ」が要りますが、これは%[1]sです", "a yes or no is needed here, and this is %[2]s", t.kind.in("ja"), t.kind.in("en")),
			game.Say("比べてください: hours > 3", "compare it: hours > 3"))
	}
	return false
}

func (k kind) in(lang string) string {
	words := map[kind][2]string{
		kindNum: {"数", "a number"}, kindYes: {"はい・いいえ", "a yes or no"}, kindEnum: {"一覧の値", "one of a list"},
	}
	if lang == "ja" {
		return words[k][0]
	}
	return words[k][1]
}

// same settles both sides of == and !=: of one type, and a bare name as a value
// of the list the other side has.
func (p *parser) same(a, b *typed) bool {
	switch {
	case a.kind == kindBad || b.kind == kindBad:
		return false
	case a.kind == kindEnum && b.kind == kindValue:
		return p.value(b, a.enum)
	case b.kind == kindEnum && a.kind == kindValue:
		return p.value(a, b.enum)
	case a.kind == kindValue:
		p.unknown(*a, p.names.readable(p.ex.question))
		return false
	case b.kind == kindValue:
		p.unknown(*b, p.names.readable(p.ex.question))
		return false
	case a.kind == kindEnum && b.kind == kindEnum && !slices.Equal(a.enum.Values, b.enum.Values):
		p.report("E104", b.at,
			game.Say("違う一覧の値どうしは比べられません", "values of two different lists cannot be equal"),
			game.Say("同じ values を持つ変数と比べてください", "compare with a variable of the same values"))
		return false
	}
	return a.kind == b.kind || p.want(*b, a.kind)
}

// value finds a bare name in a variable's list.
func (p *parser) value(t *typed, v *game.Var) bool {
	i := slices.Index(v.Values, t.expr.Name)
	if i < 0 {
		p.unknown(*t, slices.Values(v.Values))
		return false
	}
	t.expr.Int, t.kind = i, kindEnum
	return true
}

func (p *parser) unknown(t typed, known func(func(string) bool)) {
	p.report("E107", t.at,
		game.Say("「%s」という名前はありません", "there is no %q", show(t.expr.Name)),
		didYouMean(t.expr.Name, known, game.Say("変数は先頭の vars に書いてから使います", "declare it under vars first")))
}
