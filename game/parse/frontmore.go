package parse

import (
	"slices"
	"strings"

	"kobayashi/game"
)

// variants reads id -> {label, set: {variable: value}}. The variables were read
// before: readFront sees to the order.
func (p *parser) variants(v *Value) {
	p.pairs(v, isID, func(e Entry, v *Value) {
		entry := VariantEntry{Entry: e}
		label := func(_ Entry, v *Value) { entry.Label = p.line(v) }
		switch {
		case p.role == asTranslation && v.Kind == Scalar:
			entry.Label = p.line(v)
		case p.role == asTranslation:
			p.each(v, e.ID, fields{"label": label})
		default:
			p.each(v, e.ID, fields{"label": label, "set": func(_ Entry, v *Value) { entry.Set = p.sets(v) }})
		}
		p.f.Front.Variants = append(p.f.Front.Variants, entry)
	})
}

func (p *parser) sets(v *Value) []game.Stmt {
	var list []game.Stmt
	p.pairs(v, nil, func(e Entry, v *Value) {
		var vr *game.Var
		for i := range p.f.Front.Vars {
			if p.f.Front.Vars[i].ID == e.ID {
				vr = &p.f.Front.Vars[i].Var
			}
		}
		if vr == nil {
			p.report("E107", e.At,
				game.Say("「%s」という変数はありません", "there is no variable %q", show(e.ID)),
				didYouMean(e.ID, p.declared(), game.Say("先頭部の vars に足してください", "declare it under vars")))
			return
		}
		if !p.fitsType(vr, v) {
			return
		}
		x := &game.Expr{Op: game.OpLit, Int: p.startValue(vr, v)}
		x.From, x.To = p.f.Range(v.At)
		switch vr.Type {
		case game.Bool:
			x.Op = game.OpFlag
		case game.Enum:
			x.Op, x.Name = game.OpValue, v.Text
		}
		list = append(list, game.Stmt{Op: game.Set, Name: e.ID, Expr: x})
	})
	return list
}

// fitsType reports a variant's value of another type than its variable's.
func (p *parser) fitsType(vr *game.Var, v *Value) bool {
	digits := v.Text != "" && strings.Trim(v.Text, "-0123456789") == ""
	flag := v.Text == "true" || v.Text == "false"
	ok := v.Kind == Scalar && map[game.VarType]bool{game.Number: digits, game.Bool: flag, game.Enum: !digits && !flag}[vr.Type]
	if !ok {
		need := map[game.VarType]game.Phrase{
			game.Number: game.Say("「%s」は数です", "%s is a number", vr.Name),
			game.Bool:   game.Say("「%s」は true か false です", "%s is true or false", vr.Name),
			game.Enum:   game.Say("「%s」は一覧の値です", "%s is one of a list", vr.Name),
		}[vr.Type]
		p.report("E104", v.At, need, game.Say("同じ種類の値を書いてください", "write a value of that kind"))
	}
	return ok
}

func (p *parser) declared() func(func(string) bool) {
	var list []string
	for i := range p.f.Front.Vars {
		list = append(list, p.f.Front.Vars[i].ID)
	}
	return slices.Values(list)
}

// goals reads id -> {label, scenes: [id…]}.
func (p *parser) goals(v *Value) {
	p.pairs(v, isID, func(e Entry, v *Value) {
		g := GoalEntry{Entry: e}
		if p.role == asTranslation && v.Kind == Scalar {
			g.Label = p.line(v)
		} else {
			read := fields{"label": func(_ Entry, v *Value) { g.Label = p.line(v) }}
			if p.role != asTranslation {
				read["scenes"] = func(_ Entry, v *Value) {
					for _, s := range p.items(v) {
						g.Scenes = append(g.Scenes, Label{Entry: Entry{ID: p.line(s), At: s.At, V: s.At}})
					}
				}
			}
			p.each(v, e.ID, read)
		}
		p.f.Front.Goals = append(p.f.Front.Goals, g)
	})
}

// glossary reads term -> one line, a note's path, or {text, note}; in a
// translation term -> {term, text, note}.
func (p *parser) glossary(v *Value) {
	p.pairs(v, nil, func(e Entry, v *Value) {
		t := TermEntry{Entry: e, Word: e.ID}
		note := func(_ Entry, v *Value) { t.Note, t.NoteAt = p.notePath(v), v.At }
		switch {
		case v.Kind == Scalar && strings.HasSuffix(v.Text, ".md"):
			note(e, v)
		case v.Kind == Scalar:
			t.Line = p.line(v)
		default:
			read := fields{"text": func(_ Entry, v *Value) { t.Line = p.line(v) }, "note": note}
			if p.role == asTranslation {
				read["term"] = func(_ Entry, v *Value) { t.Word = p.line(v) }
			}
			p.each(v, e.ID, read)
		}
		p.f.Front.Glossary = append(p.f.Front.Glossary, t)
	})
}

// notePath reads the path of a note, which must be there.
func (p *parser) notePath(v *Value) string {
	link := p.line(v)
	name, err := join(p.f.Path, link)
	switch {
	case link == "":
		return ""
	case err != nil:
		p.outside(v.At, link)
		return ""
	case p.fs != nil && !p.fs.has(name):
		p.report("E004", v.At,
			game.Say("資料「%s」がありません", "there is no note %q", show(link)),
			p.fs.meant(link, name))
		return ""
	}
	return link
}

func (p *parser) outside(at Span, link string) {
	p.report("E007", at,
		game.Say("「%s」はシナリオのフォルダーの外を指しています", "%q leaves the scenario's folder", show(link)),
		game.Say("フォルダーの中に置き、相対の道で書いてください", "put the file inside and write a relative path"))
}

// frameworks reads name -> {version, ids}.
func (p *parser) frameworks(v *Value) {
	p.pairs(v, nil, func(e Entry, v *Value) {
		m := MapEntry{Entry: e}
		p.each(v, e.ID, fields{
			"version": func(_ Entry, v *Value) { m.Version, m.VersionAt = p.line(v), v.At },
			"ids": func(_ Entry, v *Value) {
				switch v.Kind {
				case Map:
					p.pairs(v, nil, func(e Entry, v *Value) { m.IDs = append(m.IDs, Mapped{e, p.trained(v)}) })
				default:
					for _, id := range p.items(v) {
						m.IDs = append(m.IDs, Mapped{Entry: Entry{ID: p.line(id), At: id.At, V: id.At}})
					}
				}
			},
		})
		p.f.Front.Maps = append(p.f.Front.Maps, m)
	})
}

// trained reads scene ids: a list, or one line of them with spaces or commas
// between.
func (p *parser) trained(v *Value) []Entry {
	var list []Entry
	switch {
	case v.Null:
	case v.Kind == Scalar:
		apart := func(r rune) bool { return r == ' ' || r == ',' || r == '、' }
		for _, id := range strings.FieldsFunc(p.line(v), apart) {
			list = append(list, Entry{ID: id, At: v.At, V: v.At})
		}
	default:
		for _, id := range p.items(v) {
			list = append(list, Entry{ID: p.line(id), At: id.At, V: id.At})
		}
	}
	return list
}

func (p *parser) hashes(v *Value) {
	p.pairs(v, nil, func(e Entry, v *Value) {
		if v.Kind != Scalar || !hashShape.MatchString(v.Text) {
			p.wrong(v.At, game.Say("ハッシュは十六進の 12 桁です", "a hash is 12 hex digits"))
			return
		}
		p.f.Front.Hashes = append(p.f.Front.Hashes, Label{e, v.Text})
	})
}

// declare makes the names that code may use of a base's front matter, and
// reports names that would mean two things.
func (p *parser) declare() {
	r := game.Rules{}
	fr := p.f.Front
	for _, v := range fr.Vars {
		r.Vars = append(r.Vars, v.Var)
	}
	for _, s := range fr.Score {
		r.Scores = append(r.Scores, s.Rule)
	}
	r.Endings, r.Roles, r.Tags = ids(fr.Endings), ids(fr.Roles), ids(fr.Tags)
	for _, v := range fr.Variants {
		r.Variants = append(r.Variants, game.Variant{ID: v.ID, Set: v.Set})
	}
	*p.names = *namesOf(&r)
	for _, v := range fr.Vars {
		for _, value := range v.Var.Values {
			if p.names.vars[value] != nil {
				p.wrong(v.At, game.Say("値「%s」が変数の名前と同じです", "the value %s is a variable's name too", value))
			}
		}
	}
}

func ids(list []Label) []string {
	out := make([]string, 0, len(list))
	for _, l := range list {
		out = append(out, l.ID)
	}
	return out
}
