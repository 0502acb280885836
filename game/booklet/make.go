package booklet

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/solve"
	"kobayashi/game/typeset"
	"kobayashi/game/words"
)

// With is what a booklet is made for: who reads it, which variant is played, the
// role of a players' booklet ("": what everyone may read), and the version of
// the program.
type With struct {
	For     Audience
	Variant string
	Role    string
	Engine  string
	// Seen is what plays of the variant can come to; nil: everything is printed.
	Seen *solve.Survey
	// Solved is the solution of the variant, for the guide; nil: Why says why.
	Solved *solve.Solution
	Why    string
}

// Make writes a scenario out on paper in the language of say, or in the
// scenario's base language where it has no such wording.
func Make(sc *game.Scenario, with With, say words.Text) Booklet {
	text := sc.Text(say.Lang)
	m := maker{namer: newNamer(sc, text, say), with: with}
	about := sc.About
	b := Booklet{
		For: with.For, Lang: say.Lang, Engine: with.Engine, ID: sc.ID(), Digest: sc.Digest(), Title: plain(text.Title), Summary: line(text.Summary),
		Minutes: about.Minutes, Level: about.Level, AsOf: line(about.AsOf), License: line(about.License),
		Lead: m.blocks(text.Lead), Sure: sc.Rules().Ask, Levels: game.Levels[:],
	}
	if v := sc.Variant(with.Variant); v != "" {
		b.Variant = orID(text.Variants[v], v)
	}
	if with.Role != "" {
		b.Role = orID(text.Roles[with.Role], with.Role)
	}
	for _, a := range about.Authors {
		b.Authors = append(b.Authors, line(a))
	}
	m.people(&b)
	m.meters(&b)
	m.cards(&b)
	for _, t := range text.Glossary {
		b.Glossary = append(b.Glossary, Term{line(t.Word), line(t.Line)})
	}
	b.Rows = m.rows(b)
	if with.For == Facilitator {
		m.guide(&b)
	}
	return b
}

type maker struct {
	namer
	with With
}

func orID(label, id string) string {
	if s := plain(label); s != "" {
		return s
	}
	return line(id)
}

// people lists the cast in the order of the text, who the player is first.
func (m *maker) people(b *Booklet) {
	for who, a := range m.text.Cast {
		b.Cast = append(b.Cast, Person{m.speaker(who), line(a.Role), a.Player})
	}
	slices.SortFunc(b.Cast, func(x, y Person) int {
		if x.Player != y.Player {
			return map[bool]int{true: -1, false: 1}[x.Player]
		}
		return strings.Compare(x.Name, y.Name)
	})
	for _, id := range m.sc.Rules().Roles {
		b.Roles = append(b.Roles, orID(m.text.Roles[id], id))
	}
}

func (m *maker) speaker(who string) string {
	if a, ok := m.text.Cast[who]; ok && a.Name != "" {
		return line(a.Name)
	}
	return line(who)
}

// meters lists what is kept with a pencil, as the variant begins.
func (m *maker) meters(b *Booklet) {
	start, _ := m.sc.Start(m.with.Variant)
	for i, v := range m.sc.Rules().Vars {
		name := m.name(v.Name)
		if name == "" {
			continue
		}
		label := m.text.Vars[v.Name]
		value := m.sc.Value(start, i)
		meter := Meter{Name: name, Unit: line(label.Unit), Var: line(v.Name)}
		switch v.Type {
		case game.Bool:
			meter.Tick = true
			meter.Start = m.either(value != 0, "booklet.ticked", "booklet.unticked")
		case game.Enum:
			meter.Start = m.valueOf(v.Name, value)
			for k := range v.Values {
				meter.Words = append(meter.Words, m.valueOf(v.Name, k))
			}
		default:
			meter.Start = game.Digits(value)
			meter.Range = m.say.Say("booklet.range", game.Digits(v.Min), game.Digits(v.Max))
		}
		if label.Label == "" {
			b.Marks = append(b.Marks, meter)
		} else {
			b.Meters = append(b.Meters, meter)
		}
	}
}

// rows is how many lines the tally sheet has: a play passes each decision about
// once, and never all of them.
func (m *maker) rows(b Booklet) int {
	n := 2
	for _, list := range [][]Card{b.Cards, b.Sealed} {
		for _, c := range list {
			if c.Kind == "choose" || c.Kind == "question" || c.Kind == "chance" {
				n++
			}
		}
	}
	return min(n, maxRows)
}

const maxRows = 60

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
		if choice.Slip != "" {
			slips = append(slips, slip)
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
	slip := Slip{Code: fmt.Sprintf("%d-%s", scene+1, c.Letter), MD: c.MD, Blocks: feedback, Effects: effects, Go: c.Go}
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

// blocks writes out what the reader may see of a text.
func (m *maker) blocks(list []game.Block) []Block {
	var out []Block
	for _, b := range list {
		if m.mine(b) {
			out = append(out, m.block(b))
		}
	}
	return out
}

// mine reports whether a block is for the reader. The facilitator's own notes
// stand in the guide beside the card, private words on the role's page.
func (m *maker) mine(b game.Block) bool {
	switch {
	case b.Kind == game.Facilitator, b.Kind == game.Lesson:
		return false
	case b.For != "" || b.Kind == game.Private:
		return m.with.For == Players && b.For != "" && b.For == m.with.Role
	}
	return true
}

// blockKinds are the names of the kinds that look different.
var blockKinds = map[game.BlockKind]string{
	game.Speech: "speech", game.Quote: "quote", game.Tip: "tip", game.Banner: "warning", game.Facilitator: "note", game.Lesson: "lesson", game.Private: "private",
}

// blockLabels are the phrases that stand before a block of a kind.
var blockLabels = map[string]string{"tip": "aside.tip", "warning": "banner.warning", "note": "booklet.facilitator", "lesson": "booklet.lesson"}

func (m *maker) block(b game.Block) Block {
	out := Block{Kind: blockKinds[b.Kind], Cond: m.cond(b.If), MD: m.shown(b)}
	if out.Kind == "" {
		out.Kind = "para"
	}
	if key := blockLabels[out.Kind]; key != "" {
		out.Label = m.say.Say(key)
	}
	if b.Kind == game.Speech {
		out.Label = m.speaker(b.Who)
	}
	if b.For != "" {
		out.Kind, out.Label = "private", m.say.Say("private.for", orID(m.text.Roles[b.For], b.For))
	}
	return out
}
