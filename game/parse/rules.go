package parse

import (
	"errors"

	"kobayashi/game"
)

// rules makes the rules of what was read, and notes where each scene was written.
func (l *loader) rules() {
	fr := l.base.f.Front
	r := &l.res.Rules
	r.ID, r.Fixed, r.Ask = fr.ID, fr.Fixed, fr.Ask
	r.Endings, r.Roles, r.Tags = l.endings(), ids(fr.Roles), ids(fr.Tags)
	for _, v := range fr.Vars {
		r.Vars = append(r.Vars, v.Var)
	}
	for _, s := range fr.Score {
		r.Scores = append(r.Scores, s.Rule)
	}
	for _, v := range fr.Variants {
		r.Variants = append(r.Variants, game.Variant{ID: v.ID, Set: v.Set})
	}
	count := 0
	for _, u := range l.all() {
		count += len(u.reached)
	}
	l.ids = make(map[string]int, count)
	r.Scenes, l.res.Origin = make([]game.Scene, 0, count), make([]Origin, 0, count)
	for _, u := range l.all() {
		for _, sc := range u.f.Scenes {
			if !u.reached[sc.ID] || u.f.Scene(sc.ID) != sc {
				continue
			}
			l.ids[u.prefix+sc.ID] = len(r.Scenes)
			r.Scenes = append(r.Scenes, ruleScene(u.prefix, sc))
			l.res.Origin = append(l.res.Origin, Origin{u.f, sc})
		}
	}
	if len(r.Scenes) > 0 {
		r.Start = r.Scenes[0].ID
	}
}

func ruleScene(prefix string, sc *Scene) game.Scene {
	out := game.Scene{ID: prefix + sc.ID, When: sc.When, Role: sc.Role, Ending: sc.Ending}
	for _, bl := range sc.Blocks {
		if bl.Enter && len(bl.Do) > 0 {
			out.Enter = append(out.Enter, game.Guarded{If: bl.If, Do: bl.Do})
		}
	}
	d := sc.Decision
	if d == nil || sc.Ending != "" {
		return out
	}
	out.Decision.Kind = d.Kind
	out.Decision.Items = make([]game.Item, 0, len(d.Items))
	for _, it := range d.Items {
		out.Decision.Items = append(out.Decision.Items, game.Item{
			Target: it.leads(), If: it.If, Percent: it.Percent, Expected: it.Ticked, Do: it.Do, Tags: it.Tags, After: it.After,
		})
	}
	for _, it := range d.Then {
		out.Decision.Then = append(out.Decision.Then, game.Way{Target: it.leads(), If: it.If, Do: it.Do})
	}
	return out
}

// leads is the target as the rules name it.
func (it *Item) leads() string {
	if it.Target == game.Return {
		return game.Return
	}
	return it.scene
}

// about is what the shelf says of the scenario.
func (l *loader) about() game.About {
	fr := l.base.f.Front
	about := game.About{Path: l.base.f.Path, Minutes: fr.Minutes, Level: fr.Level, Authors: fr.Authors, License: fr.License, AsOf: fr.AsOf}
	for _, m := range fr.Maps {
		fw := game.Framework{Key: m.ID, Version: m.Version}
		for _, id := range m.IDs {
			fw.IDs = append(fw.IDs, game.MapID{ID: id.ID, Scenes: id.Scenes()})
		}
		about.Maps = append(about.Maps, fw)
	}
	return about
}

// compile binds rules and wordings if no file of the base has an error.
func (l *loader) compile(texts []*game.Text) {
	for _, u := range l.all() {
		if failed(u.problems) {
			return
		}
	}
	if l.broken {
		return
	}
	sc, err := game.Compile(l.res.Rules, l.about(), texts...)
	switch {
	case errors.Is(err, game.ErrTooLarge):
		_, at := l.base.f.Front.Root.Get("vars")
		l.base.report("E004", at,
			game.Say("変数と訪問済みの場面が多すぎて、一つの状態に入りません", "the variables and visited scenes do not fit into a state"),
			game.Say("範囲を狭めるか、変数を減らしてください", "narrow their ranges, or have fewer"))
	case err != nil:
		l.base.report("E004", Span{}, game.Say("組み立てられません: %s", "this cannot be compiled: %s", show(err.Error())),
			game.Say("ほかの問題を先に直してください", "mend the other problems first"))
	default:
		l.res.Scenario = sc
	}
}
