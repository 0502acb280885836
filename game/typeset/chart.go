package typeset

import (
	"strconv"
	"strings"
)

// chart is what a fence called bars says: a title, numbers with labels, and who
// counted them.
type chart struct {
	title, unit, note string
	max               int // the value a full bar stands for
	bars              []bar
}

type bar struct {
	label string
	value int
}

const (
	maxBars  = 64
	maxValue = 1_000_000_000
)

// readChart reads the lines of a chart. It answers false if one of them is not
// "name: value", or a number is not a whole number from 0 to a billion.
func readChart(source string) (chart, bool) {
	var c chart
	for line := range strings.SplitSeq(source, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		at := strings.LastIndex(line, ":")
		name, _, _ := strings.Cut(line, ":")
		switch text := strings.TrimSpace(strings.TrimPrefix(line, name+":")); {
		case at < 0:
			return c, false
		case name == "title":
			c.title = text
			continue
		case name == "unit":
			c.unit = text
			continue
		case name == "note":
			c.note = text
			continue
		case name == "max":
			n, ok := wholeNumber(text)
			if c.max = n; !ok || n == 0 {
				return c, false
			}
			continue
		}
		n, ok := wholeNumber(strings.TrimSpace(line[at+1:]))
		if !ok || len(c.bars) == maxBars {
			return c, false
		}
		c.bars = append(c.bars, bar{strings.TrimSpace(line[:at]), n})
	}
	if c.max == 0 {
		for _, b := range c.bars {
			c.max = max(c.max, b.value, 1)
		}
	}
	return c, len(c.bars) > 0
}

func wholeNumber(s string) (int, bool) {
	for _, r := range s {
		if r < '0' || r > '9' {
			return 0, false
		}
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && n <= maxValue
}

// chart draws bars, always with their numbers. A bar is coloured cells, or signs
// where there is no colour.
func (p *page) chart(c chart, f *frame) {
	if c.title != "" {
		p.flow([]span{{text: p.safe(c.title), sgr: sgrOf(p.sheet.House.Heading)}}, f)
	}
	labels, numbers := 0, 0
	for i, b := range c.bars {
		c.bars[i].label = p.safe(b.label)
		labels = max(labels, cells(c.bars[i].label, p.style.Safe))
		numbers = max(numbers, cells(p.number(b, c), p.style.Safe))
	}
	length := f.width - labels - numbers - 2
	above := length < 10
	if above { // the label gets a line of its own
		labels, length = 0, f.width-numbers-1
	}
	length = min(length, 50)
	for _, b := range c.bars {
		var line []span
		if above {
			p.flow([]span{{text: b.label}}, f)
		} else {
			line = p.aligned([]span{{text: b.label}}, labels, 0)
			line = append(line, span{text: " "})
		}
		if length >= 4 {
			line = append(line, p.bar(b.value, c.max, length)...)
			line = append(line, span{text: " "})
		}
		number := p.number(b, c)
		lead := strings.Repeat(" ", max(numbers-cells(number, p.style.Safe), 0))
		for _, part := range cutSpans(append(line, span{text: lead + number}), p.setting(f.width)) {
			p.put(f, part)
		}
	}
	if c.note != "" {
		p.flow([]span{{text: p.safe(c.note), sgr: sgrOf(p.sheet.Emph)}}, f)
	}
}

func (p *page) number(b bar, c chart) string {
	return strconv.Itoa(b.value) + p.safe(c.unit)
}

// bar returns the cells of one bar. Whole numbers only, so that it is the same
// on every machine; what is more than nothing is at least one cell.
func (p *page) bar(value, most, length int) []span {
	fill, track := sgrOf(p.sheet.House.Bar), sgrOf(p.sheet.House.Track)
	signs := fill == "" || p.style.Ink == Mono || p.style.Ink == Plain
	if signs {
		length -= 2
	}
	full := min((value*length+most/2)/most, length)
	if value > 0 {
		full = max(full, 1)
	}
	if signs {
		return []span{{text: "[" + strings.Repeat("#", full) + strings.Repeat(".", length-full) + "]"}}
	}
	return []span{{text: strings.Repeat(" ", full), sgr: fill}, {text: strings.Repeat(" ", length-full), sgr: track}}
}
