package graph

import "math"

// part draws a sheet: first the lines, then the cards over them, then the ports.
func (d *drawing) part(p *pen, s part, x, y float64) {
	if s.heading != "" {
		p.text("part", x, y-14, s.heading)
	}
	for i, c := range s.columns {
		p.put(`<g transform="translate(%s %s)">`+"\n", px(round1(x+c.x-c.left)), px(round1(y+c.y-s.tops[c.from])))
		for row := c.from; row < c.to; row++ {
			for _, spot := range s.rows[row] {
				d.below(p, s, i, spot)
			}
		}
		d.column(p, s.sheet, c)
		p.put("</g>\n")
	}
}

// column draws the cards of a column and their ports.
func (d *drawing) column(p *pen, s *sheet, c column) {
	for row := c.from; row < c.to; row++ {
		for _, i := range s.rows[row] {
			spot := s.spots[i]
			if spot.node < 0 {
				continue
			}
			d.cards[spot.node].draw(p, d.g, spot.x-spot.wide/2, s.tops[row], d.say)
			if len(s.up[i]) > 0 {
				p.put(`<path class="tip" d="M%s %sl-5.5 -10h11z"/>`+"\n", px(round1(spot.x)), px(round1(s.tops[row]-1)))
			}
			for _, l := range s.down[i] {
				d.plug(p, s, s.links[l])
			}
		}
	}
}

// below draws the lines that leave a spot.
func (d *drawing) below(p *pen, s part, column, spot int) {
	c := s.columns[column]
	for _, i := range s.down[spot] {
		l := s.links[i]
		if s.spots[l.to].row < c.to {
			d.line(p, s.sheet, l)
			continue
		}
		d.over(p, s.sheet, l, c, s.columns[column+1])
	}
}

// begin starts the path of a link: straight down to the end of its row.
func (d *drawing) begin(p *pen, s *sheet, l link) (x, bottom float64) {
	from := s.spots[l.from]
	x, bottom = round1(from.x+l.at), round1(s.tops[from.row]+s.high[from.row])
	y := bottom
	if from.node >= 0 {
		y = s.tops[from.row] + from.tall - portTall
	}
	class, width := d.look(l)
	p.put(`<path class="%s" stroke-width="%s" d="M%s %sV%s`, class, px(width), px(x), px(round1(y)), px(bottom))
	return x, bottom
}

// line draws a piece of a line: over to the row below, and on past the cards
// there if it goes further.
func (d *drawing) line(p *pen, s *sheet, l link) {
	to := s.spots[l.to]
	x1, bottom := d.begin(p, s, l)
	x2, top := round1(to.x), s.tops[to.row]
	bend := (top - bottom) * 0.55
	p.put("C%s %s %s %s %s %s", px(x1), px(round1(bottom+bend)), px(x2), px(round1(top-bend)), px(x2), px(round1(top)))
	if to.node < 0 {
		p.put("V%s", px(round1(top+s.high[to.row])))
	}
	p.put("\"/>\n")
}

// over draws a piece of a line from the foot of a column to the head of the next,
// around corners. It is drawn in the coordinates of the first.
func (d *drawing) over(p *pen, s *sheet, l link, c, next column) {
	n := 0
	for next.lanes[n].to != l.to {
		n++
	}
	right, down := next.x-c.x+c.left-next.left, s.tops[c.from]-s.tops[next.from]
	d.begin(p, s, l)
	foot := s.tops[c.to-1] + s.high[c.to-1] + laneRoom/2 + laneApart*float64(n)
	gutter := c.left + next.x - c.x - laneRoom - laneApart*float64(len(next.lanes)-n-1)
	head := s.tops[c.from] - laneRoom/2 - laneApart*float64(len(next.lanes)-n-1)
	to := s.spots[l.to]
	x, top := to.x+right, s.tops[to.row]+down
	p.put("V%s", px(round1(foot-corner)))
	p.put("q0 %[1]s %[1]s %[1]sH%[2]s", px(corner), px(round1(gutter-corner)))
	p.put("q%[1]s 0 %[1]s -%[1]sV%[2]s", px(corner), px(round1(head+corner)))
	p.put("q0 -%[1]s %[1]s -%[1]sH%[2]s", px(corner), px(round1(x-corner)))
	p.put("q%[1]s 0 %[1]s %[1]sV%[2]s", px(corner), px(round1(top)))
	if to.node < 0 {
		p.put("V%s", px(round1(top+s.high[to.row])))
	}
	p.put("\"/>\n")
}

// look is how a line is drawn: the wider, the more random plays go that way.
func (d *drawing) look(l link) (class string, width float64) {
	never, flow := true, 0.0
	for _, i := range l.edges {
		e := d.g.Edges[i]
		never = never && e.Never
		flow += e.Flow
	}
	switch {
	case never:
		return "line never-line", 1.5
	case len(l.edges) == 1 && d.g.Edges[l.edges[0]].Kind.String() == "chance":
		class = "line chance-line"
	default:
		class = "line"
	}
	for _, step := range widths {
		if flow < step.below {
			return class, step.width
		}
	}
	return class, widths[len(widths)-1].width
}

// widths of lines by the share of random plays that go along them.
var widths = [...]struct{ below, width float64 }{{0.1, 1.2}, {0.5, 2.4}, {math.Inf(1), 4.2}}

// plug draws the port that a line leaves a card from, with its item's number.
func (d *drawing) plug(p *pen, s *sheet, l link) {
	from := s.spots[l.from]
	if from.node < 0 {
		return
	}
	n := d.g.Nodes[from.node]
	mark := n.Items[d.g.Edges[l.edges[0]].Item].mark(n)
	wide := 18.0
	if len(mark) > 2 {
		wide = 32
	}
	x, y := from.x+l.at, s.tops[from.row]+from.tall-portTall
	p.put(`<g class="%s"><rect class="plug" x="%s" y="%s" width="%s" height="16" rx="8"/>`, d.cards[from.node].class, px(round1(x-wide/2)), px(round1(y-8)), px(wide))
	p.text("port", x, y+3.6, mark)
	p.put("</g>\n")
}
