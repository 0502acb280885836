package parse

import (
	"slices"

	"kobayashi/game"
)

// baseText is the wording of the base language.
func (l *loader) baseText() *game.Text {
	f := l.base.f
	fr := f.Front
	t := &game.Text{
		Lang: f.Lang, Title: fr.Title, Summary: fr.Summary, Lead: l.base.blocks(f.Lead),
		Cast: cast(fr), Roles: labelled(fr.Roles, nil), Endings: labelled(fr.Endings, nil), Tags: labelled(fr.Tags, nil),
		Vars: map[string]game.Meter{}, Scores: map[string]string{}, Variants: map[string]string{},
	}
	if t.Title == "" {
		t.Title = f.Title.Text
	}
	for _, v := range fr.Vars {
		t.Vars[v.ID] = game.Meter{Label: v.Label, Unit: v.Unit, Values: v.Words}
	}
	for _, s := range fr.Score {
		t.Scores[s.ID] = or(s.Label, s.ID)
	}
	for _, v := range fr.Variants {
		t.Variants[v.ID] = or(v.Label, v.ID)
	}
	for _, g := range fr.Goals {
		t.Goals = append(t.Goals, game.Goal{ID: g.ID, Label: or(g.Label, g.ID), Scenes: ids(g.Scenes)})
	}
	for _, g := range fr.Glossary {
		t.Glossary = append(t.Glossary, game.Term{Key: g.ID, Word: g.Word, Line: g.Line, Note: g.Note})
	}
	for _, s := range fr.Sources {
		t.Sources = append(t.Sources, game.Source{ID: s.ID, Citation: s.Text})
	}
	t.Scenes = make([]game.SceneText, 0, len(l.res.Origin))
	for _, o := range l.res.Origin {
		t.Scenes = append(t.Scenes, l.of(o.File).sceneText(o.Scene))
		if o.Scene.Ending != "" && t.Endings[o.Scene.Ending] == "" {
			t.Endings[o.Scene.Ending] = or(o.Scene.Title.Text, o.Scene.Ending)
		}
	}
	t.Notes = l.notes(l.base.parser, "")
	return t
}

// of gives the unit of a file.
func (l *loader) of(f *File) *unit {
	if u := l.units[f.Path]; u != nil {
		return u
	}
	return l.base
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// cast is who speaks, by the name written in this file.
func cast(fr *Front) map[string]game.Actor {
	m := make(map[string]game.Actor, len(fr.Cast))
	for _, c := range fr.Cast {
		m[c.Name] = game.Actor{Name: c.Name, Role: c.Role, Portrait: c.Portrait, Player: c.Player}
	}
	return m
}

// labelled is each id's text: the translation's, else the base's, else the id.
func labelled(list []Label, base map[string]string) map[string]string {
	m := make(map[string]string, max(len(list), len(base)))
	for id, text := range base {
		m[id] = text
	}
	for _, l := range list {
		if _, known := base[l.ID]; known || base == nil {
			m[l.ID] = or(l.Text, l.ID)
		}
	}
	return m
}

func (p *parser) blocks(list []*Block) []game.Block {
	if len(list) == 0 {
		return nil
	}
	out := make([]game.Block, 0, len(list))
	for _, bl := range list {
		if bl.Enter {
			continue
		}
		out = append(out, game.Block{Kind: bl.Kind, Who: bl.Who, Parts: ownParts(bl.Parts), If: ownExpr(bl.If), For: bl.For, Pos: p.pos(bl.Span.Start)})
	}
	return out
}

// ownParts and ownExpr copy what compiling writes into, so that the tree, which
// a Memo may hand out again, stays as it was read.
func ownParts(parts []game.Part) []game.Part {
	if !slices.ContainsFunc(parts, func(q game.Part) bool { return q.Expr != nil }) {
		return parts
	}
	own := slices.Clone(parts)
	for i := range own {
		own[i].Expr = ownExpr(own[i].Expr)
	}
	return own
}

func ownExpr(e *game.Expr) *game.Expr {
	if e == nil {
		return nil
	}
	own := *e
	own.Args = slices.Clone(e.Args)
	for i := range own.Args {
		own.Args[i] = ownExpr(own.Args[i])
	}
	return &own
}

func (p *parser) sceneText(sc *Scene) game.SceneText {
	t := game.SceneText{Title: sc.Title.Text, Blocks: p.blocks(sc.Blocks)}
	if sc.Decision == nil {
		return t
	}
	t.Items = make([]game.ItemText, 0, len(sc.Decision.Items))
	for _, it := range sc.Decision.Items {
		t.Items = append(t.Items, game.ItemText{Label: it.Label, Feedback: p.blocks(it.Feedback)})
	}
	for _, it := range sc.Decision.Then {
		t.Then = append(t.Then, it.Label)
	}
	return t
}

// translated is the wording of a translation in the order of the rules. Where
// it has nothing the base's wording stands. A translation with an error is not
// played: ok is false.
func (l *loader) translated(p *parser, base *game.Text) (text *game.Text, ok bool) {
	f := p.f
	fr := f.Front
	t := &game.Text{
		Lang: f.Lang, Title: or(or(fr.Title, f.Title.Text), base.Title), Summary: or(fr.Summary, base.Summary), Lead: p.blocks(f.Lead),
		Cast: map[string]game.Actor{}, Roles: labelled(fr.Roles, base.Roles), Endings: labelled(fr.Endings, base.Endings),
		Tags: labelled(fr.Tags, base.Tags), Vars: map[string]game.Meter{}, Scores: map[string]string{}, Variants: map[string]string{},
		Sources: base.Sources,
	}
	if len(f.Lead) == 0 {
		t.Lead = base.Lead
	}
	for name, a := range base.Cast {
		t.Cast[name] = a
	}
	for _, c := range fr.Cast {
		a := base.Cast[c.ID]
		delete(t.Cast, c.ID)
		t.Cast[c.Name] = game.Actor{Name: c.Name, Role: or(c.Role, a.Role), Portrait: a.Portrait, Player: a.Player}
	}
	for id, m := range base.Vars {
		t.Vars[id] = m
	}
	for _, v := range fr.Vars {
		m, known := base.Vars[v.ID]
		if known {
			m.Label, m.Unit, m.Values = or(v.Label, m.Label), or(v.Unit, m.Unit), both(m.Values, v.Words)
			t.Vars[v.ID] = m
		}
	}
	var scores, variants []Label
	for _, s := range fr.Score {
		scores = append(scores, Label{s.Entry, s.Label})
	}
	for _, v := range fr.Variants {
		variants = append(variants, Label{v.Entry, v.Label})
	}
	t.Scores, t.Variants = labelled(scores, base.Scores), labelled(variants, base.Variants)
	l.lists(t, fr, base)
	l.scenes(t, p, base)
	t.Notes = l.notes(p, f.Lang)
	return t, !failed(p.problems)
}

func both(base, more map[string]string) map[string]string {
	if len(more) == 0 {
		return base
	}
	m := map[string]string{}
	for k, v := range base {
		m[k] = v
	}
	for k, v := range more {
		m[k] = v
	}
	return m
}

// lists translates goals, glossary and sources, in the base's order.
func (l *loader) lists(t *game.Text, fr *Front, base *game.Text) {
	for _, g := range base.Goals {
		for _, own := range fr.Goals {
			if own.ID == g.ID {
				g.Label = or(own.Label, g.Label)
			}
		}
		t.Goals = append(t.Goals, g)
	}
	for _, g := range base.Glossary {
		for _, own := range fr.Glossary {
			if own.ID == g.Key {
				g.Word, g.Line, g.Note = or(own.Word, g.Word), or(own.Line, g.Line), or(own.Note, g.Note)
			}
		}
		t.Glossary = append(t.Glossary, g)
	}
	if len(fr.Sources) > 0 {
		own := map[string]string{}
		for _, s := range fr.Sources {
			own[s.ID] = s.Text
		}
		t.Sources = nil
		for _, s := range base.Sources {
			t.Sources = append(t.Sources, game.Source{ID: s.ID, Citation: or(own[s.ID], s.Citation)})
		}
	}
}

// scenes translates the scenes, those of included files too.
func (l *loader) scenes(t *game.Text, p *parser, base *game.Text) {
	parts := map[*File]*parser{l.base.f: p}
	for _, u := range l.order {
		name := u.f.Path[:len(u.f.Path)-len(".md")] + "." + p.f.Lang + ".md"
		if p.f.Lang != "" && l.files.has(name) {
			if part := l.file(name, asTranslation); part != nil {
				part.cast = p.cast
				parts[u.f] = part
				l.res.Translations = append(l.res.Translations, part.f)
				l.collect(part)
			}
		}
	}
	for f, part := range parts {
		prefix := l.of(f).prefix
		for _, v := range part.visits {
			if _, ok := l.ids[prefix+v.expr.Name]; ok {
				v.expr.Name = prefix + v.expr.Name
			} else {
				part.noScene(v.at, v.expr.Name)
			}
		}
	}
	for i, o := range l.res.Origin {
		st := base.Scenes[i]
		if part := parts[o.File]; part != nil {
			if own := part.f.Scene(o.Scene.ID); own != nil {
				st = merge(part.sceneText(own), st)
			}
		}
		t.Scenes = append(t.Scenes, st)
	}
}

// merge fills what a translated scene lacks from the base's.
func merge(own, base game.SceneText) game.SceneText {
	own.Title = or(own.Title, base.Title)
	if len(own.Blocks) == 0 {
		own.Blocks = base.Blocks
	}
	own.Items = own.Items[:min(len(own.Items), len(base.Items))]
	own.Items = append(own.Items, base.Items[len(own.Items):]...)
	own.Then = own.Then[:min(len(own.Then), len(base.Then))]
	own.Then = append(own.Then, base.Then[len(own.Then):]...)
	return own
}
