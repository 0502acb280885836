package twee

import (
	"fmt"
	"strconv"
	"strings"

	"kobayashi/game"
)

// dialect is how operators are written: in SugarCube's macros or in JavaScript.
type dialect map[game.Op]string

var (
	macro = dialect{
		game.OpAnd: "and", game.OpOr: "or", game.OpNot: "not ", game.OpEq: "is", game.OpNe: "isnot",
		game.OpLt: "lt", game.OpLe: "lte", game.OpGt: "gt", game.OpGe: "gte",
		game.OpAdd: "+", game.OpSub: "-", game.OpMul: "*", game.OpVar: "$",
	}
	script = dialect{
		game.OpAnd: "&&", game.OpOr: "||", game.OpNot: "!", game.OpEq: "===", game.OpNe: "!==",
		game.OpLt: "<", game.OpLe: "<=", game.OpGt: ">", game.OpGe: ">=",
		game.OpAdd: "+", game.OpSub: "-", game.OpMul: "*", game.OpVar: "v.",
	}
)

// expr writes an expression. Every compound part of another stands in brackets,
// so that no order of operators is to be remembered.
func (n *names) expr(e *game.Expr, d dialect) string {
	switch e.Op {
	case game.OpLit:
		return strconv.Itoa(e.Int)
	case game.OpFlag:
		return strconv.FormatBool(e.Int != 0)
	case game.OpValue:
		return quote(e.Name)
	case game.OpVisited:
		return "hasVisited(" + quote(e.Name) + ")"
	case game.OpVar:
		if own, known := n.vars[e.Name]; known {
			return d[game.OpVar] + own
		}
		return "_" + e.Name // hits, wrong, missed
	}
	parts := make([]string, len(e.Args))
	for i, a := range e.Args {
		parts[i] = n.expr(a, d)
		if len(a.Args) > 0 || a.Op == game.OpLit && a.Int < 0 {
			parts[i] = "(" + parts[i] + ")"
		}
	}
	if len(parts) == 1 {
		return d[e.Op] + parts[0]
	}
	if e.Op == game.OpMul || e.Op == game.OpAdd || e.Op == game.OpSub {
		return strings.Join(parts, " "+d[e.Op]+" ")
	}
	return join(parts, d[e.Op])
}

// join writes a row of one operator; comparisons have two parts each.
func join(parts []string, op string) string { return strings.Join(parts, " "+op+" ") }

// set writes statements as macros. A number is cut to its range after each.
func (s *story) set(do []game.Stmt) string {
	var b strings.Builder
	for _, st := range do {
		value := s.names.expr(st.Expr, macro)
		if st.Op == game.Award {
			fmt.Fprintf(&b, "<<set $%s += %s>>", s.names.points[st.Name], value)
			continue
		}
		name, part := s.names.vars[st.Name], value
		if len(st.Expr.Args) > 0 {
			part = "(" + value + ")"
		}
		v := s.rules.Vars[s.sc.VarIndex(st.Name)]
		switch {
		case v.Type != game.Number:
		case st.Op == game.Add:
			value = fmt.Sprintf("Math.clamp($%s + %s, %d, %d)", name, part, v.Min, v.Max)
		case st.Op == game.Sub:
			value = fmt.Sprintf("Math.clamp($%s - %s, %d, %d)", name, part, v.Min, v.Max)
		case st.Expr.Op != game.OpLit || st.Expr.Int < v.Min || st.Expr.Int > v.Max:
			value = fmt.Sprintf("Math.clamp(%s, %d, %d)", value, v.Min, v.Max)
		}
		fmt.Fprintf(&b, "<<set $%s to %s>>", name, value)
	}
	return b.String()
}

// when puts a text under a condition, if there is one.
func (s *story) when(cond *game.Expr, text string) string {
	if cond == nil {
		return text
	}
	return "<<if " + s.names.expr(cond, macro) + ">>" + text + "<</if>>"
}

// branch writes the first of some texts whose condition holds.
func (s *story) branch(conds []*game.Expr, texts []string) string {
	var b strings.Builder
	for i, cond := range conds {
		switch {
		case cond == nil && i == 0:
			return texts[0]
		case cond == nil:
			b.WriteString("<<else>>" + texts[i] + "<</if>>")
			return b.String()
		case i == 0:
			b.WriteString("<<if ")
		default:
			b.WriteString("<<elseif ")
		}
		b.WriteString(s.names.expr(cond, macro) + ">>" + texts[i])
	}
	if len(conds) > 0 {
		b.WriteString("<</if>>")
	}
	return b.String()
}

// literal is a variable's value as code.
func literal(v game.Var, value int) string {
	switch v.Type {
	case game.Bool:
		return strconv.FormatBool(value != 0)
	case game.Enum:
		return quote(v.Values[value])
	}
	return strconv.Itoa(value)
}
