package booklet

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/markdown"
)

// guide adds what the facilitator alone may read.
func (m *maker) guide(b *Booklet) {
	rules := m.sc.Rules()
	for _, list := range [][]Card{b.Cards, b.Sealed, b.Endings} {
		for i := range list {
			m.answers(&list[i])
		}
	}
	for i, rule := range rules.Scores {
		s := Score{Label: orID(m.text.Scores[rule.Name], rule.Name), Max: rule.Max, Weight: rule.Weight}
		if sol := m.with.Solved; sol != nil {
			r := sol.Dimensions()[i]
			s.Least, s.Most = r.Least, r.Most
		}
		b.Scores = append(b.Scores, s)
	}
	for _, g := range m.text.Goals {
		goal := Goal{Label: line(g.Label)}
		for _, id := range g.Scenes {
			if i := m.sc.SceneIndex(id); i >= 0 {
				goal.Cards = append(goal.Cards, m.say.Say("booklet.card.short", i+1))
			}
		}
		b.Goals = append(b.Goals, goal)
	}
	if sol := m.with.Solved; sol != nil {
		b.Proof = &Proof{States: sol.States, Best: debrief.Number(sol.Best), Worst: debrief.Number(sol.Worst), Least: sol.Unluckiest, Most: sol.Luckiest, Max: m.sc.MaxTotal()}
	}
	b.Why = m.with.Why
	b.Plan = m.plan(b)
	m.private(b)
	for _, note := range m.text.Notes {
		b.Notes = append(b.Notes, game.Note{Path: line(note.Path), Title: line(note.Title), Markdown: note.Markdown})
	}
	slices.SortFunc(b.Notes, func(x, y game.Note) int { return strings.Compare(x.Path, y.Path) })
	for _, s := range m.text.Sources {
		b.Sources = append(b.Sources, line(s.Citation))
	}
}

// answers adds to a card what is known of it: notes, lessons, minutes, and what
// each choice gives away.
func (m *maker) answers(c *Card) {
	scene := c.N - 1
	for _, b := range m.text.Scenes[scene].Blocks {
		if b.Kind == game.Facilitator || b.Kind == game.Lesson {
			c.Notes = append(c.Notes, m.block(b))
		}
	}
	c.Minutes = int(math.Ceil(m.minutes(scene, c.free())))
	if m.with.Solved == nil || c.Kind != "choose" && c.Kind != "question" {
		return
	}
	regrets, err := m.with.Solved.Regrets(scene)
	if err != nil { // fractions too fine for 64 bits: then nothing is said
		return
	}
	var worst game.Points
	for _, r := range regrets {
		if worst.Den == 0 || r.Most.Float() > worst.Float() {
			worst = r.Most
		}
		if c.Kind != "choose" {
			continue
		}
		for k := range c.Choices {
			if c.Choices[k].Letter == Letter(int(r.ID)) {
				c.Choices[k].Regret, c.Choices[k].Best = m.regret(r.Least, r.Most), r.Most.Num == 0
			}
		}
	}
	if c.Kind == "question" && worst.Den != 0 {
		c.Worst = m.say.Say("booklet.worst", debrief.Number(worst))
	}
}

func (c Card) free() bool { return c.Kind == "choose" || c.Kind == "question" }

// regret says what a choice gives away, over all states in which it is offered.
func (m *maker) regret(least, most game.Points) string {
	switch {
	case most.Num == 0:
		return m.say.Say("booklet.best")
	case least.Num == 0:
		return m.say.Say("booklet.best.some", debrief.Number(most))
	case least == most:
		return m.say.Say("booklet.loses", debrief.Number(most))
	}
	return m.say.Say("booklet.loses.some", debrief.Number(least), debrief.Number(most))
}

// How fast a table reads aloud, and how long it argues before a decision.
const (
	charsPerMinute  = 500.0 // Japanese
	wordsPerMinute  = 200.0
	minutesToDecide = 2.0
)

// minutes is how long a card takes: reading it with its choices and one
// rationale, and talking where there is something to decide.
func (m *maker) minutes(scene int, decide bool) float64 {
	text := m.text.Scenes[scene]
	var sum, feedback float64
	for _, b := range text.Blocks {
		if b.Kind != game.Facilitator && b.Kind != game.Lesson {
			sum += m.reading(b)
		}
	}
	for _, it := range text.Items {
		sum += m.amount(it.Label)
		for _, b := range it.Feedback {
			feedback += m.reading(b)
		}
	}
	if n := len(text.Items); n > 0 {
		sum += feedback / float64(n)
	}
	if decide {
		sum += minutesToDecide
	}
	return sum
}

func (m *maker) reading(b game.Block) float64 {
	var sum float64
	for _, p := range b.Parts {
		sum += m.amount(p.Text)
	}
	return sum
}

func (m *maker) amount(s string) float64 {
	if strings.ContainsFunc(m.text.Title+s, markdown.IsCJK) {
		return float64(utf8.RuneCountInString(s)) / charsPerMinute
	}
	return float64(len(strings.Fields(s))) / wordsPerMinute
}

// plan follows one good play, chance falling as it most often does, and says
// when each of its cards is due.
func (m *maker) plan(b *Booklet) []Stop {
	sol := m.with.Solved
	if sol == nil {
		return nil
	}
	var stops []Stop
	at := 0.0
	for p := sol.Start(); ; {
		s := Stop{At: int(at), N: p.Scene() + 1, Title: line(debrief.Title(m.sc, p.Scene(), m.text))}
		id, decides := p.Choice()
		free := decides && (p.Kind() == game.Question || len(p.Ways()) > 1)
		if free {
			s.Choice = letters(id, p.Kind() == game.Question)
		}
		length := m.minutes(p.Scene(), free)
		s.Minutes = int(math.Ceil(length))
		stops = append(stops, s)
		at += length
		ways := p.Ways()
		if len(ways) == 0 || len(stops) > game.MaxScenes {
			return stops
		}
		if !decides {
			id = ways[0].ID
		}
		if p.Kind() == game.Chance {
			id = m.likeliest(p.Scene())
		}
		next, _, err := p.Next(id)
		if err != nil {
			return stops
		}
		p = next
	}
}

// likeliest is the outcome of a chance that falls most often.
func (m *maker) likeliest(scene int) game.ChoiceID {
	best := 0
	items := m.sc.Rules().Scenes[scene].Decision.Items
	for k, it := range items {
		if it.Percent > items[best].Percent {
			best = k
		}
	}
	return game.ChoiceID(best)
}

// letters names a choice, or the ticked items of a question.
func letters(id game.ChoiceID, question bool) string {
	if !question {
		return Letter(int(id))
	}
	var s string
	for k := range game.MaxItems {
		if id&(1<<k) != 0 {
			s += Letter(k)
		}
	}
	return s
}

// private gathers the private words of each role.
func (m *maker) private(b *Booklet) {
	for _, role := range m.sc.Rules().Roles {
		p := Private{Role: orID(m.text.Roles[role], role)}
		for _, list := range [][]Card{b.Cards, b.Sealed, b.Endings} {
			for _, c := range list {
				if words := m.wordsFor(role, c.N-1); len(words) > 0 {
					p.Cards = append(p.Cards, Card{N: c.N, Title: c.Title, Blocks: words})
				}
			}
		}
		if len(p.Cards) > 0 {
			b.Private = append(b.Private, p)
		}
	}
}

func (m *maker) wordsFor(role string, scene int) []Block {
	var list []Block
	add := func(blocks []game.Block) {
		for _, b := range blocks {
			if b.For == role && b.Kind != game.Facilitator && b.Kind != game.Lesson {
				list = append(list, m.block(b))
			}
		}
	}
	add(m.text.Scenes[scene].Blocks)
	for _, it := range m.text.Scenes[scene].Items {
		add(it.Feedback)
	}
	return list
}
