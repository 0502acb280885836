package parse

import (
	"slices"
	"strconv"

	"kobayashi/game"
)

type fields = map[string]func(Entry, *Value)

// castList reads who speaks: in a base name -> {role, portrait, player}, in a
// translation base name -> translated name or {name, role}.
func (p *parser) castList(v *Value) {
	p.pairs(v, nil, func(e Entry, v *Value) {
		c := CastEntry{Entry: e, Name: e.ID}
		read := fields{
			"role":     func(_ Entry, v *Value) { c.Role = p.line(v) },
			"portrait": func(_ Entry, v *Value) { c.Portrait = p.line(v) },
			"player":   func(_ Entry, v *Value) { c.Player = p.yes(v) },
		}
		if p.role == asTranslation {
			read = fields{"role": read["role"], "name": func(_ Entry, v *Value) { c.Name = p.line(v) }}
		}
		switch {
		case p.role == asTranslation && v.Kind == Scalar:
			c.Name = p.line(v)
		case !v.Null:
			p.each(v, e.ID, read)
		}
		p.f.Front.Cast = append(p.f.Front.Cast, c)
	})
}

// vars reads the variables; in a translation only their wording.
func (p *parser) vars(v *Value) {
	p.pairs(v, func(name string) bool { return isName(name) && !reserved(name) }, func(e Entry, v *Value) {
		entry := VarEntry{Entry: e}
		entry.Var.Name = e.ID
		switch {
		case p.role == asTranslation:
			p.varWords(&entry, v)
		case v.Kind == Scalar:
			entry.Var.Type, entry.Var.Max = game.Bool, 1
			if p.yes(v) {
				entry.Var.Start = 1
			}
		default:
			p.variable(&entry, v)
		}
		p.f.Front.Vars = append(p.f.Front.Vars, entry)
	})
}

// varWords reads {label, unit, values: {value: word}}, or a label alone.
func (p *parser) varWords(entry *VarEntry, v *Value) {
	if v.Kind == Scalar {
		entry.Label, entry.LabelAt = p.line(v), v.At
		return
	}
	p.each(v, entry.ID, fields{
		"label":  func(_ Entry, v *Value) { entry.Label, entry.LabelAt = p.line(v), v.At },
		"unit":   func(_ Entry, v *Value) { entry.Unit = p.line(v) },
		"values": func(_ Entry, v *Value) { entry.Words = p.words(v) },
	})
}

func (p *parser) words(v *Value) map[string]string {
	words := map[string]string{}
	p.pairs(v, nil, func(e Entry, v *Value) { words[e.ID] = p.line(v) })
	return words
}

// variable reads a declaration. Its start is read last: what it may be depends
// on the rest.
func (p *parser) variable(entry *VarEntry, v *Value) {
	vr := &entry.Var
	var start *Value
	least, _ := v.Get("min")
	most, _ := v.Get("max")
	values, _ := v.Get("values")
	p.each(v, entry.ID, fields{
		"label":  func(_ Entry, v *Value) { entry.Label, entry.LabelAt = p.line(v), v.At },
		"unit":   func(_ Entry, v *Value) { entry.Unit = p.line(v) },
		"min":    func(_ Entry, v *Value) { vr.Min = p.number(v, -game.MaxNumber, game.MaxNumber) },
		"max":    func(_ Entry, v *Value) { vr.Max = p.number(v, -game.MaxNumber, game.MaxNumber) },
		"values": func(_ Entry, v *Value) { p.list(entry, v) },
		"start":  func(_ Entry, v *Value) { start = v },
	})
	switch {
	case v.Kind != Map:
		return
	case values != nil:
		vr.Type, vr.Min, vr.Max = game.Enum, 0, max(0, len(vr.Values)-1)
		if least != nil || most != nil {
			p.wrong(entry.At, game.Say("values と min、max は一緒に書けません", "values stands alone, without min and max"))
		}
	case least == nil && most == nil && start != nil && (start.Text == "true" || start.Text == "false"):
		vr.Type, vr.Max = game.Bool, 1
	case most == nil:
		p.wrong(entry.At, game.Say("「%s」に max がありません（数なら min と max、一覧なら values）", "%s needs max (a number has min and max, a list values)", entry.ID))
		return
	case vr.Min > vr.Max:
		p.wrong(most.At, game.Say("max が min より小さくなっています", "max is below min"))
		return
	default:
		vr.Start = vr.Min
	}
	if start != nil {
		vr.Start = p.startValue(vr, start)
	}
}

// startValue reads a value of a variable's type: its start, or a variant's.
func (p *parser) startValue(vr *game.Var, v *Value) int {
	switch vr.Type {
	case game.Bool:
		if p.yes(v) {
			return 1
		}
		return 0
	case game.Enum:
		i := slices.Index(vr.Values, v.Text)
		if v.Kind != Scalar || i < 0 {
			p.report("E004", v.At,
				game.Say("「%s」は values にありません", "%q is not among the values", show(v.Text)),
				didYouMean(v.Text, slices.Values(vr.Values), game.Say("values のどれかを書いてください", "write one of them")))
			return 0
		}
		return i
	}
	return p.number(v, vr.Min, vr.Max)
}

// list reads an enum's values: a list, or a map of value -> word.
func (p *parser) list(entry *VarEntry, v *Value) {
	const most = 64
	names := v.Items
	if v.Kind == Map {
		names, entry.Words = v.Keys, p.words(v)
	}
	if v.Kind == Scalar || len(names) < 2 || len(names) > most {
		p.wrong(v.At, game.Say("values には二つから %d までの値が要ります", "values needs two to %d values", most))
		return
	}
	for _, n := range names {
		switch {
		case n.Kind != Scalar || !isName(n.Text) || reserved(n.Text):
			p.report("E004", n.At,
				game.Say("「%s」は値の名前に使えません", "%q cannot be a value", show(n.Text)),
				game.Say("文字、数字、_ だけの語にしてください（文字で始めます）", "use one word of letters, digits and _, beginning with a letter"))
		case slices.Contains(entry.Var.Values, n.Text):
			p.wrong(n.At, game.Say("「%s」が二度あります", "%s is there twice", n.Text))
		default:
			entry.Var.Values = append(entry.Var.Values, n.Text)
		}
	}
}

// score reads the dimensions of the score; in a translation only their labels.
func (p *parser) score(v *Value) {
	p.pairs(v, isName, func(e Entry, v *Value) {
		s := ScoreEntry{Entry: e, Rule: game.ScoreRule{Name: e.ID, Weight: 1}}
		label := func(_ Entry, v *Value) { s.Label = p.line(v) }
		if p.role == asTranslation {
			if v.Kind == Scalar {
				s.Label = p.line(v)
			} else {
				p.each(v, e.ID, fields{"label": label})
			}
			p.f.Front.Score = append(p.f.Front.Score, s)
			return
		}
		p.each(v, e.ID, fields{
			"label":  label,
			"max":    func(_ Entry, v *Value) { s.Rule.Max, s.MaxAt = p.number(v, 0, game.MaxNumber), v.At },
			"weight": func(_ Entry, v *Value) { s.Rule.Weight = p.number(v, 0, 1000) },
		})
		if most, _ := v.Get("max"); most == nil && v.Kind == Map {
			p.wrong(e.At, game.Say("得点「%s」に max がありません", "the score %s needs max", e.ID))
		}
		if len(p.f.Front.Score) == game.MaxScores {
			p.wrong(e.At, game.Say("得点は %d 種類までです", "there can be %d scores at most", game.MaxScores))
			return
		}
		p.f.Front.Score = append(p.f.Front.Score, s)
	})
}

// tests reads the recorded plays.
func (p *parser) tests(v *Value) {
	for _, item := range p.items(v) {
		t := Test{Span: item.At}
		p.each(item, "tests", fields{
			"name":    func(_ Entry, v *Value) { t.Name = p.line(v) },
			"variant": func(_ Entry, v *Value) { t.Variant = p.known(v, "E004", p.names.variants) },
			"seed": func(_ Entry, v *Value) {
				n, err := strconv.ParseUint(v.Text, 10, 64)
				if err != nil || v.Kind != Scalar {
					p.wrong(v.At, game.Say("seed は 0 以上の整数です", "a seed is a whole number from 0"))
				}
				t.Seed = n
			},
			"play": func(_ Entry, v *Value) {
				for _, step := range p.items(v) {
					t.Play, t.PlayAt = append(t.Play, p.move(step)), append(t.PlayAt, step.At)
				}
			},
			"ending": func(_ Entry, v *Value) { t.Ending, t.EndingAt = p.line(v), v.At },
			"score": func(_ Entry, v *Value) {
				p.pairs(v, nil, func(e Entry, v *Value) {
					if p.known(&Value{Text: e.ID, At: e.At}, "E107", p.names.scores) != "" {
						t.Score = append(t.Score, ScoreWant{e, p.number(v, -game.MaxNumber, game.MaxNumber)})
					}
				})
			},
		})
		p.f.Front.Tests = append(p.f.Front.Tests, t)
	}
}

// move reads {scene, n} or {scene, ticks: [n…]}.
func (p *parser) move(v *Value) game.Move {
	var m game.Move
	p.each(v, "play", fields{
		"scene": func(_ Entry, v *Value) { m.Scene = p.line(v) },
		"n":     func(_ Entry, v *Value) { m.N = p.number(v, 1, game.MaxItems) },
		"ticks": func(_ Entry, v *Value) {
			m.Ticks = []int{}
			for _, n := range p.items(v) {
				m.Ticks = append(m.Ticks, p.number(n, 1, game.MaxItems))
			}
		},
	})
	return m
}

// known gives a name that must be in a set.
func (p *parser) known(v *Value, rule string, set map[string]bool) string {
	name := p.line(v)
	if name == "" || set[name] {
		return name
	}
	p.report(rule, v.At,
		game.Say("「%s」という名前はありません", "there is no %q", show(name)),
		didYouMean(name, sorted(set), game.Say("先頭部に書いたものから選んでください", "choose one that the front matter declares")))
	return ""
}
