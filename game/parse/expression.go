package parse

import (
	"slices"
	"strconv"

	"kobayashi/game"
)

// Expression reads a condition or a number of the format's language, outside
// any file: names are those that the rules declare. It gives nil and the
// problems, placed in line 1 of a file without a name, if something is wrong.
// The expression is bound to no scenario: it is for reading, not for running.
func Expression(src string, rules *game.Rules) (*game.Expr, []game.Problem) {
	p := lone(src, rules)
	if p == nil {
		return nil, []game.Problem{{
			Rule: "E108", Message: game.Say("式が長すぎます（%d バイトまで）", "this expression is too long (%d bytes at most)", maxCode),
			Mend: game.Say("短くしてください", "make it shorter"),
		}}
	}
	v := p.expr(0, 0)
	switch {
	case p.ex.failed:
	case v.kind == kindValue:
		p.unknown(v, p.names.readable(true))
	case p.peek().kind != tokEnd:
		p.leftOver()
	}
	for _, sc := range rules.Scenes {
		p.f.Scenes = append(p.f.Scenes, &Scene{ID: sc.ID})
	}
	for _, at := range p.visits {
		if !slices.ContainsFunc(rules.Scenes, func(sc game.Scene) bool { return sc.ID == at.expr.Name }) {
			p.noScene(at.at, at.expr.Name)
		}
	}
	if failed(p.problems) || v.kind == kindBad {
		return nil, sortProblems(p.problems)
	}
	return v.expr, nil
}

// lone makes a parser of a single snippet, or nil if it is too long.
func lone(src string, rules *game.Rules) *parser {
	if len(src) > maxCode {
		return nil
	}
	p := &parser{f: &File{Source: []byte(src), lines: []int{0}}, names: namesOf(rules), text: src}
	p.ex.snip = snippet{text: src, segs: []Span{{0, len(src)}}}
	p.ex.s = &p.ex.snip
	p.ex.question = true
	p.tokens(p.ex.s)
	return p
}

// Setting reads NAME=VALUE, as `--set` takes it: a variable of the rules and a
// value of its type, as the number that stands for it in a state.
func Setting(name, value string, rules *game.Rules) (int, bool) {
	i := slices.IndexFunc(rules.Vars, func(v game.Var) bool { return v.Name == name })
	if i < 0 {
		return 0, false
	}
	switch v := rules.Vars[i]; v.Type {
	case game.Bool:
		if value == "true" {
			return 1, true
		}
		return 0, value == "false"
	case game.Enum:
		n := slices.Index(v.Values, value)
		return max(n, 0), n >= 0
	default:
		n, err := strconv.Atoi(value)
		return n, err == nil && n >= v.Min && n <= v.Max
	}
}
