package parse

import (
	"kobayashi/game"
)

// check reports what keeps scenes from being played on, in the base and in what
// it includes.
func (l *loader) check() {
	for _, u := range l.all() {
		for _, sc := range u.f.Scenes {
			if u.reached[sc.ID] {
				u.checkScene(sc)
			}
		}
	}
	if len(l.base.f.Scenes) == 0 && !failed(l.base.problems) {
		l.base.report("E051", Span{l.base.f.Body, l.base.f.Body},
			game.Say("場面が一つもありません", "there is no scene"),
			game.Say("「## id」と「### 題名」で場面を始めてください", "begin a scene with ## id and ### title"))
	}
	l.returns()
	l.named()
}

// all gives the base and the included files.
func (l *loader) all() []*unit { return append([]*unit{l.base}, l.order...) }

func (u *unit) checkScene(sc *Scene) {
	d := sc.Decision
	switch {
	case d == nil && sc.Ending == "" && !u.reported(sc.Span):
		u.report("E051", sc.At,
			game.Say("場面「%s」から先へ進めません", "the scene %s leads nowhere", show(sc.ID)),
			game.Say("選択肢（- [文](#場面)）を置くか、題名の後ろに `end` を書いてください", "give it a decision (- [label](#scene)), or write `end` behind its title"))
	case d != nil && sc.Ending != "":
		u.report("E058", d.Span,
			game.Say("結末の場面に選択肢があります", "an ending has a decision"),
			game.Say("選択肢か `end` のどちらかを消してください", "delete the decision or `end`"))
	case d != nil && d.Kind == game.Question && len(d.Then) == 0 && !u.reported(sc.Span):
		u.report("E052", d.Span,
			game.Say("設問の後にリンクがありません", "no link follows the question"),
			game.Say("並びの後に空行を置き、[送る](#場面) と書いてください", "write [send](#scene) behind the list, after a blank line"))
	}
}

// returns reports #return where no inject can be waiting: in scenes that the
// start leads to, and in those no inject leads to.
func (l *loader) returns() {
	if !l.goesBack() {
		return
	}
	scenes := map[string]*Scene{}
	owner := map[string]*unit{}
	var main, injects []string
	for _, u := range l.all() {
		for i, sc := range u.f.Scenes {
			id := u.prefix + sc.ID
			if !u.reached[sc.ID] || scenes[id] != nil {
				continue
			}
			scenes[id], owner[id] = sc, u
			if sc.When != nil || sc.meantInject() {
				injects = append(injects, id)
			} else if u == l.base && i == 0 {
				main = append(main, id)
			}
		}
	}
	fromMain, fromInject := closure(scenes, main), closure(scenes, injects)
	for id, sc := range scenes {
		for _, it := range sc.ways() {
			if it.Target == game.Return && (fromMain[id] || !fromInject[id]) {
				owner[id].report("E056", it.TargetAt,
					game.Say("割り込みの場面ではないので #return はどこへも戻れません", "#return leads back from an inject, and this is none"),
					game.Say("次の場面の id を書くか、題名の後ろに `when 条件` を書いてください", "write a scene's id, or make this an inject with `when condition` behind its title"))
			}
		}
	}
}

// goesBack reports whether any scene says #return: most scenarios have no inject.
func (l *loader) goesBack() bool {
	for _, u := range l.all() {
		for _, sc := range u.f.Scenes {
			for _, it := range sc.ways() {
				if it.Target == game.Return {
					return true
				}
			}
		}
	}
	return false
}

func closure(scenes map[string]*Scene, from []string) map[string]bool {
	seen := map[string]bool{}
	for len(from) > 0 {
		id := from[len(from)-1]
		from = from[:len(from)-1]
		sc := scenes[id]
		if sc == nil || seen[id] {
			continue
		}
		seen[id] = true
		for _, it := range sc.ways() {
			from = append(from, it.scene)
		}
	}
	return seen
}

// named reports scenes and endings that the front matter names and the file
// does not have.
func (l *loader) named() {
	p := l.base.parser
	scene := func(id string, at Span) {
		known := p.f.Scene(id) != nil
		for _, u := range l.order {
			for r := range u.reached {
				known = known || u.prefix+r == id
			}
		}
		if !known {
			p.noScene(at, id)
		}
	}
	for _, g := range p.f.Front.Goals {
		for _, s := range g.Scenes {
			scene(s.ID, s.At)
		}
	}
	endings := map[string]bool{}
	for _, id := range l.endings() {
		endings[id] = true
	}
	for _, t := range p.f.Front.Tests {
		for i, m := range t.Play {
			if m.Scene != "" {
				scene(m.Scene, t.PlayAt[i])
			}
		}
		if t.Ending != "" {
			p.declaredName(&Stmt{Name: t.Ending, NameAt: t.EndingAt}, endings, "endings")
		}
	}
}

// endings are the declared ones, then those named after their scenes.
func (l *loader) endings() []string {
	list := ids(l.base.f.Front.Endings)
	seen := map[string]bool{}
	for _, id := range list {
		seen[id] = true
	}
	for _, u := range l.all() {
		for _, sc := range u.f.Scenes {
			if sc.Ending != "" && u.reached[sc.ID] && !seen[sc.Ending] {
				seen[sc.Ending] = true
				list = append(list, sc.Ending)
			}
		}
	}
	return list
}
