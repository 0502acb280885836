package parse

import (
	"iter"
	"net/url"
	"path"
	"slices"
	"strings"

	"kobayashi/game"
)

// follow resolves every target, and brings along the included scenes that can
// be reached.
func (l *loader) follow() {
	for _, sc := range l.base.f.Scenes {
		l.reach(l.base, sc)
	}
	for _, v := range l.base.visits {
		l.visit(l.base, v)
	}
	for i := 0; i < len(l.order); i++ { // grows while it is walked
		u := l.order[i]
		for _, v := range u.visits {
			if sc := u.sceneAt(v.at.Start); sc != nil && u.reached[sc.ID] {
				l.visit(u, v)
			}
		}
	}
	for _, u := range l.order {
		u.forget()
	}
	l.cycles()
}

// forget drops the problems of included scenes that no link brings along: their
// names need not mean anything here.
func (u *unit) forget() {
	u.problems = slices.DeleteFunc(u.problems, func(q game.Problem) bool {
		sc := u.sceneAt(u.f.offset(q.From.Line, q.From.Column))
		return sc != nil && !u.reached[sc.ID]
	})
}

// reach marks a scene and all that its links lead to.
func (l *loader) reach(u *unit, sc *Scene) {
	todo := []*Scene{sc}
	for len(todo) > 0 {
		sc := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if u.reached[sc.ID] {
			continue
		}
		u.reached[sc.ID] = true
		for _, it := range sc.ways() {
			if it.Target == game.Return || !leadsOn(it.Target) { // E020 spoke of the latter
				continue
			}
			if next := l.resolve(u, it); next != nil {
				todo = append(todo, next)
			}
		}
	}
}

// ways are the items that lead somewhere.
func (sc *Scene) ways() []*Item {
	switch {
	case sc.Decision == nil:
		return nil
	case sc.Decision.Kind == game.Question:
		return sc.Decision.Then
	}
	return sc.Decision.Items
}

// resolve finds an item's scene in the same file, or reaches it in another. It
// sets the item's target in the rules.
func (l *loader) resolve(u *unit, it *Item) *Scene {
	file, id, _ := strings.Cut(it.Target, "#")
	if clean, err := url.PathUnescape(id); err == nil {
		id = clean
	}
	if file == "" || file == path.Base(u.f.Path) {
		sc := u.f.Scene(id)
		if sc == nil {
			u.noScene(it.TargetAt, id)
			return nil
		}
		it.scene = u.prefix + id
		return sc
	}
	other := l.include(u, it, file)
	if other == nil {
		return nil
	}
	sc := other.f.Scene(id)
	if sc == nil {
		u.report("E050", it.TargetAt,
			game.Say("「%[2]s」に場面「%[1]s」がありません", "there is no scene %q in %s", show(id), show(file)),
			didYouMean(id, other.sceneIDs(), game.Say("場面の id（## の後ろ）を確かめてください", "look at the id behind ##")))
		return nil
	}
	it.scene = other.prefix + id
	l.reach(other, sc)
	return nil
}

func (p *parser) noScene(at Span, id string) {
	p.report("E050", at,
		game.Say("場面「%s」がありません", "there is no scene %q", show(id)),
		didYouMean(id, p.targets(), game.Say("「## %[1]s」の場面を書くか、リンク先を直してください", "write a scene ## %[1]s, or mend the link", show(id))))
}

// targets are the scenes, and the way back from an inject.
func (p *parser) targets() iter.Seq[string] {
	return func(yield func(string) bool) {
		for id := range p.sceneIDs() {
			if !yield(id) {
				return
			}
		}
		_ = yield(strings.TrimPrefix(game.Return, "#"))
	}
}

func (p *parser) sceneIDs() func(func(string) bool) {
	return func(yield func(string) bool) {
		for _, sc := range p.f.Scenes {
			if !yield(sc.ID) {
				return
			}
		}
	}
}

// include reads another file once.
func (l *loader) include(u *unit, it *Item, file string) *unit {
	name, err := join(u.f.Path, unescapePath(file))
	at := Span{it.TargetAt.Start, it.TargetAt.Start + len(file)}
	if err != nil {
		u.outside(at, file)
		return nil
	}
	if name == l.base.f.Path {
		u.links = append(u.links, include{l.base, at})
		return nil
	}
	other := l.units[name]
	if other == nil {
		if !l.files.has(name) {
			u.report("E050", at, game.Say("ファイル「%s」がありません", "there is no file %q", show(file)), l.files.meant(file, name))
			return nil
		}
		p := l.file(name, asInclude)
		if p == nil {
			l.broken = true
			return nil
		}
		stem := strings.TrimSuffix(relative(path.Dir(l.base.f.Path), name), ".md")
		other = &unit{parser: p, prefix: stem + "#", reached: map[string]bool{}}
		l.units[name] = other
		l.order = append(l.order, other)
		l.res.Includes = append(l.res.Includes, p.f)
	}
	u.links = append(u.links, include{other, at})
	return other
}

// relative gives a path as it is seen from a folder.
func relative(dir, name string) string {
	if dir == "." {
		return name
	}
	up := ""
	for !strings.HasPrefix(name, dir+"/") {
		up += "../"
		if dir = path.Dir(dir); dir == "." {
			return up + name
		}
	}
	return up + strings.TrimPrefix(name, dir+"/")
}

// cycles reports files that include each other.
func (l *loader) cycles() {
	state := map[*unit]int{} // 1: on the way, 2: done
	var walk func(u *unit)
	walk = func(u *unit) {
		state[u] = 1
		for _, in := range u.links {
			switch state[in.to] {
			case 0:
				walk(in.to)
			case 1:
				u.report("E057", in.at,
					game.Say("「%s」とこのファイルが、たがいを取り込んでいます", "this file and %s include each other", show(in.to.f.Path)),
					game.Say("共通の場面を三つ目のファイルに移してください", "move what both need to a third file"))
			}
		}
		state[u] = 2
	}
	walk(l.base)
}

// visit resolves what a condition asks of a scene.
func (l *loader) visit(u *unit, v visit) {
	id := v.expr.Name
	sc := u.f.Scene(id)
	if sc == nil {
		u.noScene(v.at, id)
		return
	}
	v.expr.Name = u.prefix + id
	l.reach(u, sc)
}

// sceneAt gives the scene that a place stands in.
func (p *parser) sceneAt(offset int) *Scene {
	i := slices.IndexFunc(p.f.Scenes, func(sc *Scene) bool { return offset >= sc.Span.Start && offset < sc.Span.End })
	if i < 0 {
		return nil
	}
	return p.f.Scenes[i]
}
