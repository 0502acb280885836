package booklet

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/typeset"
)

// cards writes out every scene that plays of the variant can come to.
func (m *maker) cards(b *Booklet) {
	for i := range m.sc.Rules().Scenes {
		if m.with.Seen != nil && !m.with.Seen.Entered[i] {
			continue
		}
		c, slips := m.card(i)
		switch {
		case c.When != "":
			b.Sealed = append(b.Sealed, c)
		case c.Kind == "end":
			b.Endings = append(b.Endings, c)
		default:
			b.Cards = append(b.Cards, c)
		}
		b.Dice = b.Dice || c.Kind == "chance"
		if m.with.For == Facilitator {
			b.Slips = append(b.Slips, slips...)
		}
	}
}

func (m *maker) card(i int) (Card, []Slip) {
	scene, text := m.sc.Rules().Scenes[i], m.text.Scenes[i]
	c := Card{N: i + 1, ID: line(scene.ID), Title: line(debrief.Title(m.sc, i, m.text)), When: m.cond(scene.When), Blocks: m.blocks(text.Blocks)}
	if scene.Role != "" {
		c.Role = orID(m.text.Roles[scene.Role], scene.Role)
	}
	if scene.Ending != "" {
		c.Ending = orID(m.text.Endings[scene.Ending], scene.Ending)
	}
	for _, g := range scene.Enter {
		if list := m.effects(g.Do); len(list) > 0 {
			c.Arrive = append(c.Arrive, m.given(g.If, strings.Join(list, m.say.Say("booklet.comma"))))
		}
		if list := m.points(g.Do); len(list) > 0 && m.with.For == Facilitator {
			c.Points = append(c.Points, m.given(g.If, strings.Join(list, m.say.Say("booklet.comma"))))
		}
	}
	return c, m.decision(i, &c)
}

// given says what holds only under a condition.
func (m *maker) given(e *game.Expr, s string) string {
	if e == nil {
		return s
	}
	return m.say.Say("booklet.given", m.cond(e), s)
}

// kinds are the names of the ways a scene goes on.
var kinds = map[game.Kind]string{game.End: "end", game.Choose: "choose", game.Route: "route", game.Chance: "chance", game.Question: "question"}

// decision writes out how a card goes on, and the slips of its choices.
func (m *maker) decision(i int, c *Card) []Slip {
	d, text := m.sc.Rules().Scenes[i].Decision, m.text.Scenes[i]
	c.Kind = kinds[d.Kind]
	var slips []Slip
	from := 1
	for k, it := range d.Items {
		dice := ""
		if d.Kind == game.Chance {
			dice = fmt.Sprintf("%02d-%02d", from, from+it.Percent-1)
			from += it.Percent
		}
		if !m.offered(i, k) {
			continue
		}
		choice, slip := m.choice(i, k)
		choice.Dice = dice
		slip.Card = c.Title
		if it.After > 0 {
			c.Limit = m.say.Say("booklet.limit", it.After, choice.Letter)
		}
		c.Choices = append(c.Choices, choice)
		slips = append(slips, slip)
	}
	slips = handed(c, d.Kind, slips)
	if d.Kind == game.Question && m.with.For == Players {
		for k := range c.Choices { // which lines have a slip would say which matter
			c.Choices[k].Slip = ""
		}
	}
	if d.Kind == game.Choose && len(c.Choices) == 1 {
		c.Kind = "on"
	}
	for k, w := range d.Then {
		way := Choice{Letter: strconv.Itoa(k + 1), Cond: m.otherwise(w.If, k), Go: m.leads(w.Target)}
		if k < len(text.Then) {
			way.MD = typeset.Clean(text.Then[k])
		}
		if m.with.For == Facilitator {
			way.Effects, way.Points = m.effects(w.Do), m.points(w.Do)
		}
		c.Ways = append(c.Ways, way)
	}
	return slips
}

// handed are the slips that are needed. Where one choice of several has a slip,
// all have: that none comes would tell something too.
func handed(c *Card, kind game.Kind, slips []Slip) []Slip {
	all := kind == game.Choose && slices.ContainsFunc(c.Choices, func(ch Choice) bool { return ch.Slip != "" })
	var out []Slip
	for k := range c.Choices {
		if all {
			c.Choices[k].Slip = slipCode(c.N, c.Choices[k].Letter)
		}
		if c.Choices[k].Slip != "" {
			out = append(out, slips[k])
		}
	}
	return out
}

func slipCode(card int, letter string) string { return fmt.Sprintf("%d-%s", card, letter) }

// offered reports whether plays of the variant can meet an item.
func (m *maker) offered(scene, item int) bool {
	return m.with.Seen == nil || m.sc.Rules().Scenes[scene].Decision.Kind == game.Chance || m.with.Seen.Offered[scene]&(1<<item) != 0
}

// otherwise is the condition of a way; the last one of several has none.
func (m *maker) otherwise(e *game.Expr, place int) string {
	if e == nil && place > 0 {
		return m.say.Say("booklet.otherwise")
	}
	return m.cond(e)
}

// Letter names an item of a card by its place in the file, from 0.
func Letter(place int) string { return string(rune('A' + place)) }

// choice writes out an item, and what is handed over after it.
func (m *maker) choice(scene, item int) (Choice, Slip) {
	d, text := m.sc.Rules().Scenes[scene].Decision, m.text.Scenes[scene]
	it := d.Items[item]
	c := Choice{Letter: Letter(item), Cond: m.cond(it.If), Go: m.leads(it.Target)}
	var feedback []Block
	if item < len(text.Items) {
		c.MD, feedback = typeset.Clean(text.Items[item].Label), m.blocks(text.Items[item].Feedback)
	}
	effects := m.effects(it.Do)
	slip := Slip{Code: slipCode(scene+1, c.Letter), MD: c.MD, Blocks: feedback, Effects: effects, Go: c.Go}
	switch {
	case d.Kind == game.Route:
		c.Cond = m.otherwise(it.If, item)
		c.Effects = effects // nobody chooses a route: there is nothing to spoil
	case d.Kind == game.Chance, len(effects) > 0, len(feedback) > 0:
		c.Slip = slip.Code
	}
	if m.with.For != Facilitator {
		if d.Kind == game.Chance { // what may fall is told when it has fallen
			c.MD, c.Go = "", ""
		}
		return c, Slip{}
	}
	c.Effects, c.Points, c.Right = effects, m.points(it.Do), it.Expected
	for _, tag := range it.Tags {
		c.Leans = append(c.Leans, orID(m.text.Tags[tag], tag))
	}
	return c, slip
}

// leads says where a way leads, or is "" for the items of a question.
func (m *maker) leads(target string) string {
	switch {
	case target == "":
		return ""
	case target == game.Return:
		return m.say.Say("booklet.return")
	}
	return m.say.Say("booklet.goto", m.sc.SceneIndex(target)+1)
}
