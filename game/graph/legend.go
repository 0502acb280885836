package graph

// legendTall is the height of the legend.
const legendTall = 46.0

// legend explains the signs in two rows: kinds of scene, kinds of line.
func (d *drawing) legend(p *pen, x, y float64) {
	at := x
	for _, kind := range []string{"choose", "question", "chance", "route", "end", "choose inject", "choose never"} {
		word := d.say.Say("graph.kind." + kind)
		switch kind {
		case "choose inject":
			word = d.say.Say("graph.inject")
		case "choose never":
			word = d.g.never(d.say)
		}
		p.put(`<g class="%s" transform="translate(%s %s)"><rect class="head" width="26" height="15" rx="4"/><rect class="card" width="26" height="15" rx="4" fill-opacity="0"/></g>`, kind, px(round1(at)), px(round1(y)))
		p.text("fact", at+33, y+12, word)
		at += 33 + 13*ems(word) + 22
	}
	at, y = x, y+24
	last := 0.0
	for i, step := range widths {
		word := d.say.Say("graph.legend.below", int(100*step.below))
		if i == len(widths)-1 {
			word = d.say.Say("graph.legend.above", int(100*last))
		}
		at = d.legendLine(p, at, y, "line", step.width, word)
		last = step.below
	}
	at = d.legendLine(p, at, y, "line chance-line", 2.4, d.say.Say("graph.kind.chance"))
	d.legendLine(p, at, y, "line never-line", 1.5, d.g.never(d.say))
}

func (d *drawing) legendLine(p *pen, x, y float64, class string, width float64, word string) float64 {
	p.put(`<path class="%s" stroke-width="%s" d="M%s %sh34"/>`, class, px(width), px(round1(x)), px(round1(y+8)))
	p.text("fact", x+42, y+12, word)
	return x + 42 + 13*ems(word) + 22
}
