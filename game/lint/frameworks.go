package lint

import (
	"maps"
	"slices"
	"strings"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// Frameworks checks what a scenario is mapped to against the catalogues that the
// caller holds: a framework, version, id or scene that does not exist is E004.
func Frameworks(res *parse.Result, known []game.Catalogue) []game.Problem {
	if res.Base == nil {
		return nil
	}
	c := mapped{res: res, scenes: map[string]bool{}}
	for _, s := range res.Rules.Scenes {
		c.scenes[s.ID] = true
	}
	keys := map[string][]game.Catalogue{}
	for _, list := range known {
		keys[list.Key] = append(keys[list.Key], list)
	}
	for _, m := range res.Base.Front.Maps {
		lists := keys[m.ID]
		if len(lists) == 0 {
			c.unknown(m.At, game.Say("「%s」という枠組みはありません", "there is no framework %q", m.ID), m.ID, slices.Sorted(maps.Keys(keys)))
			continue
		}
		c.check(m, lists)
	}
	return Settle(c.problems)
}

type mapped struct {
	res      *parse.Result
	scenes   map[string]bool
	problems []game.Problem
}

// check looks at one framework, of which there may be lists of several versions.
func (c *mapped) check(m parse.MapEntry, lists []game.Catalogue) {
	var versions []string
	for _, l := range lists {
		versions = append(versions, l.Version)
	}
	i := slices.Index(versions, m.Version)
	if i < 0 {
		at := m.VersionAt
		if at == (parse.Span{}) {
			at = m.At
		}
		c.unknown(at, game.Say("%[1]s の版「%[2]s」の一覧はありません", "there is no list of version %[2]q of %[1]s", m.ID, m.Version), "", versions)
		return
	}
	seen := map[string]bool{}
	for _, id := range m.IDs {
		switch {
		case seen[id.ID]:
			c.report(id.At, game.Say("「%s」は二度書かれています", "%q stands twice", id.ID), game.Say("一つにまとめてください", "put them together"))
		case !lists[i].Knows(id.ID):
			c.unknown(id.At, game.Say("%[1]s %[2]s に「%[3]s」はありません", "there is no %[3]q in %[1]s %[2]s", m.ID, m.Version, id.ID), id.ID, ids(lists[i]))
		}
		seen[id.ID] = true
		for _, s := range id.Trained {
			if !c.scenes[s.ID] {
				c.unknown(s.At, game.Say("「%s」という場面はありません", "there is no scene %q", s.ID), s.ID, slices.Sorted(maps.Keys(c.scenes)))
			}
		}
	}
}

func ids(l game.Catalogue) []string {
	var list []string
	for _, e := range l.Entries {
		list = append(list, e.ID)
	}
	return list
}

// unknown reports a name that is none of those known; a near one is offered.
func (c *mapped) unknown(at parse.Span, message game.Phrase, wrote string, known []string) {
	mend := game.Say("番号を確かめてください", "look the id up")
	if near := parse.Near(wrote, slices.Values(known)); near != "" {
		mend = game.Say("「%s」のことですか", "did you mean %q?", near)
	} else if len(known) <= 5 {
		list := strings.Join(known, ", ")
		mend = game.Say("使えるのは %s です", "there is %s", list)
	}
	c.report(at, message, mend)
}

func (c *mapped) report(at parse.Span, message, mend game.Phrase) {
	from, to := c.res.Base.Range(at)
	c.problems = append(c.problems, game.Problem{From: from, To: to, Rule: "E004", Message: message, Mend: mend})
}
