package booklet

import (
	"strconv"
	"strings"

	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/typeset"
	"kobayashi/game/words"
)

// namer says conditions and code in words that work on paper: scenes by their
// card's number, variables by their label, or by a number where they have none.
type namer struct {
	sc    *game.Scenario
	text  *game.Text
	say   words.Text
	names map[string]string // of the variables that are kept
}

// line is a text on one line, without what could steer or hide.
func line(s string) string { return strings.Join(strings.Fields(typeset.Clean(s)), " ") }

// plain is a label that may be inline Markdown as a reader sees it.
func plain(s string) string { return line(debrief.Plain(s)) }

// newNamer finds the variables that have to be kept: those with a label, and
// those that something asks for.
func newNamer(sc *game.Scenario, text *game.Text, say words.Text) namer {
	n := namer{sc, text, say, map[string]string{}}
	read := map[string]bool{}
	note := func(e *game.Expr) {
		e.Walk(func(e *game.Expr) {
			if e.Op == game.OpVar {
				read[e.Name] = true
			}
		})
	}
	sc.Rules().Each(note)
	text.Each(func(b *game.Block) {
		note(b.If)
		for _, p := range b.Parts {
			note(p.Expr)
		}
	})
	count := map[game.VarType]int{}
	for _, v := range sc.Rules().Vars {
		switch label := plain(text.Vars[v.Name].Label); {
		case label != "":
			n.names[v.Name] = label
		case read[v.Name]:
			count[v.Type]++
			n.names[v.Name] = say.Say("booklet.mark."+v.Type.String(), count[v.Type])
		}
	}
	return n
}

// name is what a variable is called on paper, or "" if nobody keeps it.
func (n namer) name(v string) string { return n.names[v] }

// cond is a condition in words, or "" if there is none.
func (n namer) cond(e *game.Expr) string {
	if e == nil {
		return ""
	}
	return n.clause(e, true, false)
}

// clause is a condition, or its opposite, in words; within another it stands in
// brackets if it has parts.
func (n namer) clause(e *game.Expr, holds, within bool) string {
	switch e.Op {
	case game.OpNot:
		return n.clause(e.Args[0], !holds, within)
	case game.OpAnd, game.OpOr:
		key := "booklet.and"
		if (e.Op == game.OpAnd) != holds {
			key = "booklet.or"
		}
		var parts []string
		for _, a := range e.Args {
			parts = append(parts, n.clause(a, holds, true))
		}
		s := strings.Join(parts, n.say.Say(key))
		if within {
			s = n.say.Say("booklet.group", s)
		}
		return s
	case game.OpVisited:
		return n.either(holds, "booklet.if.visited", "booklet.if.unvisited", n.sc.SceneIndex(e.Name)+1)
	case game.OpVar:
		return n.either(holds, "booklet.if.yes", "booklet.if.no", n.names[e.Name])
	case game.OpFlag:
		return n.either(holds == (e.Int != 0), "booklet.if.always", "booklet.if.never")
	}
	return n.comparison(e, holds)
}

func (n namer) either(first bool, yes, no string, args ...any) string {
	if first {
		return n.say.Say(yes, args...)
	}
	return n.say.Say(no, args...)
}

// opposite is the comparison that holds where another does not.
var opposite = map[game.Op]game.Op{
	game.OpEq: game.OpNe, game.OpNe: game.OpEq, game.OpLt: game.OpGe, game.OpGe: game.OpLt, game.OpGt: game.OpLe, game.OpLe: game.OpGt,
}

// compared are the phrases of the comparisons.
var compared = map[game.Op]string{
	game.OpEq: "booklet.if.eq", game.OpNe: "booklet.if.ne", game.OpLt: "booklet.if.lt", game.OpLe: "booklet.if.le", game.OpGt: "booklet.if.gt", game.OpGe: "booklet.if.ge",
}

func (n namer) comparison(e *game.Expr, holds bool) string {
	op, left, right := e.Op, e.Args[0], e.Args[1]
	if right.Op == game.OpFlag && (op == game.OpEq || op == game.OpNe) {
		return n.clause(left, holds == ((op == game.OpEq) == (right.Int != 0)), true)
	}
	if !holds {
		op = opposite[op]
	}
	return n.say.Say(compared[op], n.value(left, left, 0), n.value(right, left, 0))
}

// value is a number, or one of a list, in words. other is what it is compared
// with or written to: it says whose list a value is of.
func (n namer) value(e, other *game.Expr, outer int) string {
	switch e.Op {
	case game.OpLit:
		return game.Digits(e.Int)
	case game.OpValue:
		return n.valueOf(other.Name, e.Int)
	case game.OpVar:
		switch e.Name {
		case game.Hits, game.Wrong, game.Missed:
			return n.say.Say("booklet." + e.Name)
		}
		return n.names[e.Name]
	case game.OpAdd, game.OpMul, game.OpSub:
	default: // a condition used as a value
		return n.say.Say("booklet.group", n.clause(e, true, false))
	}
	own := map[game.Op]int{game.OpAdd: 1, game.OpSub: 1, game.OpMul: 2}[e.Op]
	sign := map[game.Op]string{game.OpAdd: " + ", game.OpSub: " - ", game.OpMul: " x "}[e.Op]
	var s string
	if len(e.Args) == 1 {
		own, s = 3, "-"+n.value(e.Args[0], other, 3)
	} else {
		s = n.value(e.Args[0], other, own) + sign + n.value(e.Args[1], other, own+1)
	}
	if own < outer {
		s = "(" + s + ")"
	}
	return s
}

// valueOf is one of a list by its word, or by its place where the list has no
// label: its own name might tell too much.
func (n namer) valueOf(name string, place int) string {
	i := n.sc.VarIndex(name)
	if i >= 0 && n.text.Vars[name].Label != "" {
		return plain(n.text.Word(n.sc.Rules().Vars[i], place))
	}
	return strconv.Itoa(place + 1)
}

// effects are what code changes in the variables that are kept.
func (n namer) effects(do []game.Stmt) []string {
	var list []string
	for _, st := range do {
		if name := n.names[st.Name]; st.Op != game.Award && name != "" {
			list = append(list, n.effect(st, name))
		}
	}
	return list
}

func (n namer) effect(st game.Stmt, name string) string {
	v := n.sc.Rules().Vars[n.sc.VarIndex(st.Name)]
	if st.Op == game.Set {
		switch {
		case v.Type == game.Bool && st.Expr.Op == game.OpFlag:
			return n.either(st.Expr.Int != 0, "booklet.do.tick", "booklet.do.clear", name)
		case v.Type == game.Bool:
			return n.say.Say("booklet.do.tickif", name, n.clause(st.Expr, true, true))
		}
		return n.say.Say("booklet.do.set", name, n.value(st.Expr, &game.Expr{Op: game.OpVar, Name: st.Name}, 0))
	}
	return name + " " + n.change(st)
}

// change is what is added or taken away, with its sign.
func (n namer) change(st game.Stmt) string {
	by, minus := st.Expr, st.Op == game.Sub
	if by.Op == game.OpSub && len(by.Args) == 1 {
		by, minus = by.Args[0], !minus
	}
	if by.Op == game.OpLit && by.Int < 0 {
		by, minus = &game.Expr{Op: game.OpLit, Int: -by.Int}, !minus
	}
	if minus {
		return "-" + n.value(by, by, 2)
	}
	return "+" + n.value(by, by, 2)
}

// points are what code scores, for the facilitator.
func (n namer) points(do []game.Stmt) []string {
	var list []string
	for _, st := range do {
		if st.Op == game.Award {
			label := plain(n.text.Scores[st.Name])
			if label == "" {
				label = line(st.Name)
			}
			list = append(list, label+" "+n.change(st))
		}
	}
	return list
}

// shown is a block's Markdown with a blank for each value that stands in it.
func (n namer) shown(b game.Block) string {
	var out strings.Builder
	for _, p := range b.Parts {
		if p.Expr == nil {
			out.WriteString(p.Text)
			continue
		}
		out.WriteString(literally(n.say.Say("booklet.value", n.value(p.Expr, p.Expr, 0))))
	}
	return typeset.Clean(out.String())
}
