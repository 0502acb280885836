package graph

import (
	_ "embed"
	"io"
	"math"

	"kobayashi/game/words"
)

//go:embed svg.css
var style string

// Room around what is drawn, in pixels.
const (
	margin    = 40.0
	headTall  = 34.0
	factTall  = 19.0
	partTall  = 34.0
	partApart = 90.0
	leastPage = 900.0
	leastTall = 1200.0
)

// WriteSVG draws a graph as one picture that needs nothing else: scenes as cards
// in rows from the top down, lines between them, injects aside.
func WriteSVG(w io.Writer, g *Graph, say words.Text) error {
	d := drawing{g: g, say: say}
	d.cards = make([]card, len(g.Nodes))
	for i := range g.Nodes {
		d.cards[i] = g.card(i, say)
	}
	d.arrange()
	_, err := io.WriteString(w, d.write())
	return err
}

type drawing struct {
	g     *Graph
	say   words.Text
	cards []card
	parts []part
	wide  float64
	tall  float64
	facts []string
	head  float64
}

// part is a sheet with its place on the page. One that begins a column of its
// kind has a heading above it.
type part struct {
	*sheet
	columns []column
	heading string
	x, y    float64
}

// arrange lays out the story, and beside it in columns what stands aside.
func (d *drawing) arrange() {
	var own []int
	for i, n := range d.g.Nodes {
		if !n.Aside && !n.Loose {
			own = append(own, i)
		}
	}
	main := d.g.layout(own, d.height)
	besides := 0.0
	for _, n := range d.g.Nodes {
		if n.Aside || n.Loose {
			besides = cardWide + partApart
		}
	}
	story := part{sheet: main, columns: main.columns(besides)}
	d.parts = []part{story}
	wide, tall := extent(story.columns)
	x := d.asides(wide+partApart, max(tall, leastTall), d.say.Say("graph.injects"), func(n Node) bool { return n.Aside })
	d.asides(x, max(tall, leastTall), d.say.Say("graph.loose"), func(n Node) bool { return n.Loose })
	for _, p := range d.parts {
		wide, tall := extent(p.columns)
		d.wide, d.tall = max(d.wide, p.x+wide), max(d.tall, p.y+tall)
	}
	d.wide = max(d.wide, leastPage)
	for _, f := range d.g.facts(d.say) {
		d.facts = append(d.facts, fold(f, 13.5, d.wide, 4, d.g.Lang)...)
	}
	d.head = headTall + factTall*float64(len(d.facts)) + legendTall + 24
}

func (d *drawing) height(n int) float64 { return d.cards[n].tall + portTall }

// asides lays out scenes of a kind from x on, below one another in columns that
// are no higher than the story, and gives where they end.
func (d *drawing) asides(x, most float64, heading string, fits func(Node) bool) float64 {
	named, wide, y := heading, 0.0, 0.0
	for _, group := range d.g.groups(fits) {
		s := d.g.layout(group, d.height)
		if y > 0 && y+s.tall > most {
			x, y, wide, named = x+wide+partApart/2, 0, 0, heading
		}
		if named != "" {
			y += partTall
		}
		d.parts = append(d.parts, part{s, s.whole(), named, x, y})
		y, wide, named = y+s.tall+leastGap, max(wide, s.wide, cardWide), ""
	}
	if wide > 0 {
		x += wide + partApart
	}
	return x
}

// groups lists scenes of a kind, those together that lead to one another.
func (g *Graph) groups(fits func(Node) bool) [][]int {
	lead := make([]int, len(g.Nodes))
	for i := range lead {
		lead[i] = i
	}
	var first func(i int) int
	first = func(i int) int {
		if lead[i] != i {
			lead[i] = first(lead[i])
		}
		return lead[i]
	}
	for _, e := range g.Edges {
		if e.Way == Down {
			a, b := first(e.From), first(e.To)
			lead[max(a, b)] = min(a, b)
		}
	}
	var list [][]int
	at := map[int]int{}
	for i, n := range g.Nodes {
		if !fits(n) {
			continue
		}
		k, known := at[first(i)]
		if !known {
			k = len(list)
			at[first(i)] = k
			list = append(list, nil)
		}
		list[k] = append(list[k], i)
	}
	return list
}

func (d *drawing) write() string {
	p := &pen{}
	wide, tall := math.Ceil(d.wide+2*margin), math.Ceil(d.tall+d.head+2*margin)
	p.put(`<svg xmlns="http://www.w3.org/2000/svg" width="%[1]s" height="%[2]s" viewBox="0 0 %[1]s %[2]s" role="img" aria-labelledby="title desc" xml:lang="%[3]s">`+"\n", px(wide), px(tall), escape(d.g.Lang))
	p.put("<!-- " + Made + " -->\n")
	heading := d.g.heading(d.say)
	p.put("<title id=\"title\">%s</title>\n<desc id=\"desc\">", escape(heading))
	for i, f := range d.g.facts(d.say) {
		if i > 0 {
			p.put(" ")
		}
		p.put("%s", escape(f))
	}
	// One sheet, as large as the drawing: who prints it fits that to the paper.
	p.put("</desc>\n<style>\n@page { size: %spx %spx; margin: 0; }\n%s</style>\n", px(wide), px(tall), style)
	p.put(`<rect class="page" width="%s" height="%s"/>`+"\n", px(wide), px(tall))
	p.text("big", margin, margin+20, fold(heading, 27, d.wide, 1, d.g.Lang)[0])
	y := margin + headTall
	for _, f := range d.facts {
		y += factTall
		p.text("fact", margin, y, f)
	}
	d.legend(p, margin, y+14)
	p.put(`<path class="rule" d="M%s %sh%s"/>`+"\n", px(margin), px(margin+d.head-16), px(d.wide))
	for _, part := range d.parts {
		d.part(p, part, margin+part.x, margin+d.head+part.y)
	}
	p.put("</svg>\n")
	return p.b.String()
}
