package lint

import (
	"kobayashi/game"
	"kobayashi/game/parse"
)

// nothingLeadsHere is W053: a scene of the base that no other scene leads to.
// The start and the injects need no link. Scenes of an include that the
// scenario does not use are the include's affair.
func nothingLeadsHere(p *pass) {
	r := &p.res.Rules
	led := make(map[string]bool, len(r.Scenes))
	for i := range r.Scenes {
		s := &r.Scenes[i]
		for _, it := range s.Decision.Items {
			led[it.Target] = led[it.Target] || it.Target != s.ID
		}
		for _, way := range s.Decision.Then {
			led[way.Target] = led[way.Target] || way.Target != s.ID
		}
	}
	for i := range r.Scenes {
		s := &r.Scenes[i]
		if s.ID == r.Start || s.When != nil || led[s.ID] || i >= len(p.res.Origin) {
			continue
		}
		if o := p.res.Origin[i]; o.File == p.res.Base && o.Scene != nil {
			p.report(o.File, o.Scene.At,
				game.Say("場面「%s」へ来る道がありません", "nothing leads to the scene %q", s.ID),
				game.Say("どこかの選択肢から「#%s」へつなぐか、場面を消してください", "link to #%s from a choice, or delete the scene", s.ID))
		}
	}
}

// unusedDeclaration is W055: an ending, a role or a score that is declared and
// that no scene uses.
func unusedDeclaration(p *pass) {
	front := p.res.Base.Front
	say := func(at parse.Span, message, mend game.Phrase) { p.report(p.res.Base, at, message, mend) }
	for _, e := range front.Endings {
		if !p.uses.endings[e.ID] {
			say(e.At, game.Say("結末「%s」で終わる場面がありません", "no scene ends in %q", e.ID),
				game.Say("場面の題に `end %s` を付けるか、この行を消してください", "give a scene's title `end %s`, or delete this line", e.ID))
		}
	}
	for _, e := range front.Roles {
		if !p.uses.roles[e.ID] {
			say(e.At, game.Say("役割「%s」の出番がありません", "the role %q is given nothing to do or to read", e.ID),
				game.Say("場面に `role %[1]s`、段落に `for %[1]s` を付けるか、この行を消してください", "write `role %[1]s` at a scene or `for %[1]s` at a paragraph, or delete this line", e.ID))
		}
	}
	for _, e := range front.Score {
		if !p.uses.scores[e.ID] {
			say(e.At, game.Say("得点「%s」はどこでも増減しません", "no choice awards %q", e.ID),
				game.Say("選択肢に `score.%s += 2` のように書くか、この行を消してください", "award it at a choice, as in `score.%s += 2`, or delete this line", e.ID))
		}
	}
}
