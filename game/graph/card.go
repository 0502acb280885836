package graph

import (
	"fmt"
	"strconv"
	"strings"

	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/words"
)

// Measures of a card, in pixels.
const (
	cardWide  = 340.0
	cardPad   = 12.0
	numWide   = 24.0
	lostWide  = 34.0
	lineTall  = 16.0
	kindTall  = 16.0
	nameTall  = 19.0
	idTall    = 15.0
	barTall   = 4.0
	rowApart  = 5.0
	footTall  = 17.0 // below the last item, for the ports
	portTall  = 9.0  // of a port below the card's edge
	labelSize = 12.0
	labelMost = 3 // lines of a label
	whenMost  = 2
)

// card is a scene ready to be drawn: all its lines, and how high it is.
type card struct {
	n     Node
	class string
	kind  string
	name  []string
	when  []string
	rows  []cardRow
	head  float64
	tall  float64
	label string // everything, for who points at it
}

// cardRow is an item: its number, its lines, what it gives away.
type cardRow struct {
	num   string
	lines []cardLine
	lost  string
	most  bool
}

type cardLine struct{ class, text string }

func (g *Graph) card(i int, say words.Text) card {
	n := g.Nodes[i]
	c := card{n: n, class: n.Kind.String(), kind: g.kind(i, say)}
	for _, is := range []struct {
		class string
		yes   bool
	}{{"start", n.Start}, {"inject", n.Inject}, {"never", !n.Entered}} {
		if is.yes {
			c.class += " " + is.class
		}
	}
	inner := cardWide - 2*cardPad
	c.name = fold(n.Title, 14.5, inner, 2, g.Lang)
	if n.When != "" {
		c.when = fold(say.Say("graph.when", n.When), 11, inner, whenMost, g.Lang)
	}
	if n.ends() && n.Ending != n.Title {
		c.when = fold(say.Say("graph.ending.named", n.Ending), 11, inner, whenMost, g.Lang)
	}
	c.head = cardPad/2 + kindTall + nameTall*float64(len(c.name)) + lineTall*float64(len(c.when)) + idTall + 2*barTall
	c.tall = c.head
	for _, it := range n.Items {
		row := g.cardRow(n, it, say)
		c.rows = append(c.rows, row)
		c.tall += rowApart + lineTall*float64(len(row.lines))
	}
	if len(c.rows) > 0 {
		c.tall += footTall
	}
	c.label = c.say(g, say)
	return c
}

// kind is what stands at the top of a card: what sort of scene it is.
func (g *Graph) kind(i int, say words.Text) string {
	n := g.Nodes[i]
	list := []string{say.Say("graph.kind." + n.Kind.String())}
	if n.Start {
		list = append([]string{say.Say("graph.start")}, list...)
	}
	if n.Inject {
		list = append([]string{say.Say("graph.inject")}, list...)
	}
	if !n.Entered {
		list = append(list, g.never(say))
	}
	if n.Role != "" {
		list = append(list, say.Say("graph.role", n.Role))
	}
	return strings.Join(list, " / ")
}

func (g *Graph) cardRow(n Node, it Item, say words.Text) cardRow {
	row := cardRow{num: it.mark(n)}
	inner := cardWide - 2*cardPad - numWide - lostWide
	add := func(class, text string, size float64, most int) {
		for _, l := range fold(text, size, inner, most, g.Lang) {
			row.lines = append(row.lines, cardLine{class, l})
		}
	}
	if it.Label != "" {
		add("label", it.Label, labelSize, labelMost)
	}
	if it.If != "" {
		add("if", say.Say("graph.if", it.If), 11, 2)
	}
	if it.After > 0 {
		add("if", say.Count("graph.after", it.After), 11, 2)
	}
	if it.Never && n.Entered {
		add("if", say.Say("graph.tag", say.Say("graph.never.item")), 11, 1)
	}
	if it.Edge >= 0 {
		if to := g.aside(it.Edge, say); to != "" {
			add("to", to, 11, 2)
		}
	}
	if len(row.lines) == 0 {
		row.lines = []cardLine{{"label", ""}}
	}
	if g.Proof.Regrets && it.Regret.Den != 0 && n.Kind == game.Choose {
		row.lost = debrief.Number(it.Regret)
		row.most = it.Regret.Num > 0 && !it.Regret.Less(n.Regret)
	}
	return row
}

// mark is what stands before an item, and on the port its line leaves from.
func (it Item) mark(n Node) string {
	switch {
	case n.Kind == game.Chance:
		return strconv.Itoa(it.Percent) + "%"
	case it.Tick && it.Expected:
		return "[x]"
	case it.Tick:
		return "[ ]"
	case n.Kind == game.Question:
		return "->"
	}
	return strconv.Itoa(it.N)
}

// aside says in words where an edge leads that is not drawn as a line.
func (g *Graph) aside(edge int, say words.Text) string {
	switch e := g.Edges[edge]; e.Way {
	case Return:
		return say.Say("graph.return")
	case Back:
		return say.Say("graph.to.card.back", g.Nodes[e.To].ID)
	case Across:
		return say.Say("graph.to.card", g.Nodes[e.To].ID)
	}
	return ""
}

// say is the whole card in words.
func (c card) say(g *Graph, say words.Text) string {
	lines := []string{c.n.ID + "  " + c.n.Title, c.kind}
	if s := g.figures(c.n, say); s != "" {
		lines = append(lines, s)
	}
	for _, it := range c.n.Items {
		lines = append(lines, it.line(c.n, say))
	}
	return strings.Join(lines, "\n")
}

// draw writes a card with its upper left corner at a point.
func (c card) draw(p *pen, g *Graph, x, y float64, say words.Text) {
	p.put(`<g class="%s" transform="translate(%s %s)"><title>%s</title>`, c.class, px(round1(x)), px(round1(y)), escape(c.label))
	radius := 8.0
	if c.n.ends() {
		radius = 18
	}
	if len(c.rows) == 0 {
		p.put(`<rect class="head" width="%s" height="%s" rx="%s"/>`, px(cardWide), px(c.tall), px(radius))
		p.put(`<rect class="card" width="%s" height="%s" rx="%s" fill-opacity="0"/>`, px(cardWide), px(c.tall), px(radius))
	} else {
		p.put(`<rect class="card" width="%s" height="%s" rx="%s"/>`, px(cardWide), px(c.tall), px(radius))
		p.put(`<path class="head" d="M1 %[2]sV%[3]sq0 -7 7 -7h%[1]sq7 0 7 7V%[2]sZ"/>`, px(cardWide-16), px(c.head), px(8))
	}
	if c.n.Inject {
		p.put(`<rect class="card" x="4" y="4" width="%s" height="%s" rx="5" fill-opacity="0" stroke-opacity="0.35"/>`, px(cardWide-8), px(c.tall-8))
	}
	at := c.drawHead(p, g, say)
	for _, row := range c.rows {
		at += rowApart
		for i, l := range row.lines {
			at += lineTall
			if i == 0 {
				p.text("num", cardPad, at, row.num)
				if row.lost != "" {
					p.text("lost"+map[bool]string{true: " most"}[row.most]+map[bool]string{true: " zero"}[row.lost == "0"], cardWide-cardPad, at, row.lost)
				}
			}
			left := cardPad + numWide
			if c.n.Kind == game.Chance {
				left += 8
			}
			p.text(l.class, left, at, l.text)
		}
	}
	p.put("</g>\n")
}

// drawHead writes the upper part and gives the base of its last line.
func (c card) drawHead(p *pen, g *Graph, say words.Text) float64 {
	y := cardPad/2 + kindTall - 4
	room := cardWide - 2*cardPad
	if g.Proof.Shares {
		p.text("kind share right", cardWide-cardPad, y, percent(c.n.Share))
		room -= 48
	}
	p.text("kind", cardPad, y, fold(c.kind, 11, room, 1, g.Lang)[0])
	y -= 3
	for _, l := range c.name {
		y += nameTall
		p.text("name", cardPad, y, l)
	}
	for _, l := range c.when {
		y += lineTall
		p.text("when", cardPad, y, l)
	}
	y += idTall
	room = cardWide - 2*cardPad
	if g.Proof.Regrets && c.n.Regret.Num > 0 {
		p.text("lost most", cardWide-cardPad, y, say.Say("graph.regret", debrief.Number(c.n.Regret)))
		room -= 90
	}
	p.text("id", cardPad, y, fold(c.n.ID, 11.5, room, 1, g.Lang)[0])
	if g.Proof.Shares {
		wide := cardWide - 2*cardPad
		p.put(`<rect class="track" x="%s" y="%s" width="%s" height="%s"/>`, px(cardPad), px(c.head-barTall-3), px(wide), px(barTall))
		p.put(`<rect class="bar" x="%s" y="%s" width="%s" height="%s"/>`, px(cardPad), px(c.head-barTall-3), px(round1(wide*c.n.Share)), px(barTall))
	}
	return c.head - 1
}

// pen writes a drawing.
type pen struct{ b strings.Builder }

func (p *pen) put(format string, args ...any) { fmt.Fprintf(&p.b, format, args...) }

func (p *pen) text(class string, x, y float64, s string) {
	if s != "" {
		p.put(`<text class="%s" x="%s" y="%s">%s</text>`, class, px(round1(x)), px(round1(y)), escape(s))
	}
}
