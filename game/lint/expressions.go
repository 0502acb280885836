package lint

import (
	"kobayashi/game"
	"kobayashi/game/parse"
)

// noEffect is W112: code that changes nothing.
func noEffect(p *pass) {
	for _, f := range p.files {
		for c := range codes(f) {
			for _, st := range c.Stmts {
				if st.Kind != parse.Effect || st.Expr == nil {
					continue
				}
				if least, most, out := p.beyond(st); out {
					p.report(f, st.Span,
						game.Say("「%s」は %d から %d までなので、この値にはなりません", "%s goes from %d to %d and will not be this", st.Name, least, most),
						game.Say("値か、先頭部の min と max を直してください", "correct the value, or min and max in the front matter"))
				}
				if p.idle(st) {
					p.report(f, st.Span,
						game.Say("このコードは何も変えません", "this code changes nothing"),
						game.Say("値を直すか、消してください", "correct the value, or delete it"))
				}
			}
		}
	}
}

// idle tells whether a statement leaves everything as it is.
func (p *pass) idle(st *parse.Stmt) bool {
	if st.Op == game.Set {
		return st.Expr.Op == game.OpVar && st.Expr.Name == st.Name
	}
	return known{declared: p.ranges}.of(st.Expr).only(0)
}

// beyond tells whether a statement sets a number to what its range will cut, and
// gives the range.
func (p *pass) beyond(st *parse.Stmt) (least, most int, out bool) {
	if st.Op != game.Set || p.frontFault() {
		return 0, 0, false
	}
	for _, v := range p.res.Rules.Vars {
		if v.Name == st.Name && v.Type == game.Number {
			by := known{declared: p.ranges}.of(st.Expr)
			return v.Min, v.Max, by.hi < v.Min || by.lo > v.Max
		}
	}
	return 0, 0, false
}

// constantCondition is W113: a condition, or a part of one, that the declared
// ranges make always true or always false.
func constantCondition(p *pass) {
	if p.frontFault() {
		return // the ranges may not be those that are meant
	}
	for _, f := range p.files {
		for _, b := range f.Lead {
			p.condition(b.If, nil)
		}
		for _, s := range f.Scenes {
			p.condition(s.When, nil)
			for b := range blocks(s) {
				p.condition(b.If, nil)
			}
			for it := range items(s) {
				p.condition(it.If, s.Decision)
			}
		}
	}
}

func (p *pass) condition(e *game.Expr, d *parse.Decision) {
	if e != nil {
		p.constant(tallied(known{declared: p.ranges}, d), e)
	}
}

// tallied adds the ranges of hits, wrong and missed, which depend on how many
// items a question has.
func tallied(k known, d *parse.Decision) known {
	if d == nil || d.Kind != game.Question {
		return k
	}
	var right, wrong int
	for _, it := range d.Items {
		if it.Ticked {
			right++
		} else {
			wrong++
		}
	}
	return k.narrow(game.Hits, bounds{0, right}).narrow(game.Missed, bounds{0, right}).narrow(game.Wrong, bounds{0, wrong})
}

// constant reports the smallest part of a condition that cannot be otherwise. A
// part that is open may have such parts.
func (p *pass) constant(k known, e *game.Expr) {
	found := false
	switch e.Op {
	case game.OpAnd, game.OpOr, game.OpNot:
		before := len(p.problems)
		for _, a := range e.Args {
			p.constant(k, a)
		}
		found = len(p.problems) > before
	}
	if b := k.of(e); b.single() && !found {
		p.sayConstant(e, b == yes)
	}
}

func (p *pass) sayConstant(e *game.Expr, v bool) {
	mend := game.Say("書かれた範囲（min、max、values）と条件を見比べてください", "compare the condition with the declared range (min, max, values)")
	if v {
		p.reportAt(e.From, e.To, game.Say("この条件はいつも成り立ちます", "this condition is always true"), mend)
		return
	}
	p.reportAt(e.From, e.To, game.Say("この条件が成り立つことはありません", "this condition is never true"), mend)
}
