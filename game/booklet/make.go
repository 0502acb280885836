package booklet

import (
	"slices"
	"strings"

	"kobayashi/game"
	"kobayashi/game/solve"
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
		// A term may have no line but a note, which only the guide prints.
		meaning := line(t.Line)
		if meaning == "" && with.For == Facilitator {
			meaning = line(text.Notes[t.Note].Title)
		}
		if meaning != "" {
			b.Glossary = append(b.Glossary, Term{line(t.Word), meaning})
		}
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
	start := m.starts()
	for _, v := range m.sc.Rules().Vars {
		name := m.name(v.Name)
		if name == "" {
			continue
		}
		label := m.text.Vars[v.Name]
		value := start[v.Name]
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

// starts are the values that the variant begins with, before the first card is
// read.
func (m *maker) starts() map[string]int {
	values := map[string]int{}
	for _, v := range m.sc.Rules().Vars {
		values[v.Name] = v.Start
	}
	for _, v := range m.sc.Rules().Variants {
		if v.ID != m.sc.Variant(m.with.Variant) {
			continue
		}
		for _, st := range v.Set { // a variant sets plain values only
			values[st.Name] = literal(st.Expr)
		}
	}
	return values
}

// literal is a plain value; a negative number is one below a minus.
func literal(e *game.Expr) int {
	if e.Op == game.OpSub && len(e.Args) == 1 {
		return -literal(e.Args[0])
	}
	return e.Int
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
