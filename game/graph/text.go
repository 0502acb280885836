package graph

import (
	"bufio"
	"cmp"
	"io"
	"slices"
	"strconv"
	"strings"

	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/typeset"
	"kobayashi/game/words"
)

// The columns of figures at the right of the outline, in cells.
const (
	shareColumn  = 9
	regretColumn = 10
	leastText    = 24
)

// tied is a space at which no line ends: it keeps an arrow with what it points at.
const tied = "\u00a0"

// WriteText writes a graph as an outline: the scenes row by row, each with its
// ways, and the figures in two columns at the right. It says where each way
// leads, so that it can be read from top to bottom by eye or by ear. width is in
// cells, 40 at least.
func WriteText(w io.Writer, g *Graph, say words.Text, width int) error {
	o := outline{g: g, say: say, out: bufio.NewWriter(w), room: max(width-shareColumn-regretColumn, leastText)}
	o.head(max(width, leastText+shareColumn+regretColumn))
	for row := range g.Depths {
		o.section(o.inRow(row), say.Say("graph.depth", row))
	}
	o.section(o.where(func(n Node) bool { return n.Aside }), say.Say("graph.injects"))
	o.section(o.where(func(n Node) bool { return n.Loose }), say.Say("graph.loose"))
	return o.out.Flush()
}

type outline struct {
	g    *Graph
	say  words.Text
	out  *bufio.Writer
	room int // cells left of the figures
}

// where lists the scenes of a kind in the order of their rows.
func (o *outline) where(fits func(Node) bool) []int {
	var list []int
	for i, n := range o.g.Nodes {
		if fits(n) {
			list = append(list, i)
		}
	}
	slices.SortStableFunc(list, func(a, b int) int { return cmp.Compare(o.g.Nodes[a].Depth, o.g.Nodes[b].Depth) })
	return list
}

func (o *outline) inRow(row int) []int {
	return o.where(func(n Node) bool { return !n.Aside && !n.Loose && n.Depth == row })
}

func (o *outline) head(width int) {
	for _, line := range typeset.Wrap(o.g.heading(o.say), width, o.say.Lang) {
		o.put(line)
	}
	for _, s := range o.g.facts(o.say) {
		for _, line := range typeset.Wrap(s, width, o.say.Lang) {
			o.put(line)
		}
	}
	o.put("")
	if o.g.Proof.Shares || o.g.Proof.Regrets {
		share, regret := "", ""
		if o.g.Proof.Shares {
			share = o.say.Say("graph.column.share")
		}
		if o.g.Proof.Regrets {
			regret = o.say.Say("graph.column.regret")
		}
		o.row("", 0, "", share, regret)
	}
}

func (o *outline) section(scenes []int, heading string) {
	if len(scenes) == 0 {
		return
	}
	o.put(heading)
	for _, i := range scenes {
		o.scene(o.g.Nodes[i], i)
	}
	o.put("")
}

func (o *outline) scene(n Node, i int) {
	share, regret := "", ""
	if o.g.Proof.Shares {
		share = percent(n.Share)
	}
	if o.g.Proof.Regrets && n.Regret.Den != 0 {
		regret = debrief.Number(n.Regret)
	}
	name := n.ID
	if n.Title != n.ID {
		name += "  " + n.Title
	}
	o.row("  ", 4, name+o.g.tags(i, o.say), share, regret)
	if n.When != "" {
		o.row("    ", 6, o.say.Say("graph.when", n.When), "", "")
	}
	for _, it := range n.Items {
		o.item(n, it)
	}
}

func (o *outline) item(n Node, it Item) {
	regret := ""
	if o.g.Proof.Regrets && it.Regret.Den != 0 {
		regret = debrief.Number(it.Regret)
	}
	text := it.line(n, o.say)
	if it.Edge >= 0 {
		text += " " + strings.ReplaceAll(o.target(it.Edge), "-> ", "->"+tied)
	}
	if it.Never && n.Entered {
		text += " " + o.say.Say("graph.tag", o.say.Say("graph.never.item"))
	}
	o.row("    ", 8, text, "", regret)
}

// line is an item in words: its number, odds or tick, its condition, its label.
func (it Item) line(n Node, say words.Text) string {
	var parts []string
	switch {
	case n.Kind == game.Chance:
		parts = append(parts, strconv.Itoa(it.Percent)+"%")
	case it.Tick && it.Expected:
		parts = append(parts, "[x]")
	case it.Tick:
		parts = append(parts, "[ ]")
	case it.N > 0:
		parts = append(parts, strconv.Itoa(it.N)+".")
	}
	if it.Label != "" {
		parts = append(parts, it.Label)
	}
	if it.If != "" {
		parts = append(parts, say.Say("graph.if", it.If))
	}
	if it.After > 0 {
		parts = append(parts, say.Count("graph.after", it.After))
	}
	return strings.Join(parts, " ")
}

// target says where an edge leads, and in which row that is found.
func (o *outline) target(edge int) string {
	e := o.g.Edges[edge]
	if e.To < 0 {
		return "-> " + game.Return
	}
	to := o.g.Nodes[e.To]
	switch {
	case e.Way == Back:
		return o.say.Say("graph.to.back", to.ID, to.Depth)
	case e.Way == Across && !to.Aside && !to.Loose, e.Way == Down && to.Depth != o.g.Nodes[e.From].Depth+1:
		return o.say.Say("graph.to.far", to.ID, to.Depth)
	}
	return "-> " + to.ID
}

// row writes a text with its figures. A longer text goes on below, moved in.
func (o *outline) row(indent string, hang int, text, share, regret string) {
	lines := hanging(text, o.room-len(indent), hang-len(indent), o.say.Lang)
	figures := right(share, shareColumn) + right(regret, regretColumn)
	for i, line := range lines {
		line = indent + line
		if i == 0 && strings.TrimSpace(figures) != "" {
			line = typeset.Pad(line, o.room) + figures
		}
		o.put(strings.TrimRight(strings.ReplaceAll(line, tied, " "), " "))
		indent = strings.Repeat(" ", hang)
	}
}

// hanging wraps a text whose further lines are moved in by some cells.
func hanging(text string, width, hang int, lang string) []string {
	lines := typeset.Wrap(text, width, lang)
	if len(lines) < 2 || hang <= 0 {
		return lines
	}
	rest := strings.TrimLeft(strings.TrimPrefix(text, lines[0]), " ")
	return append(lines[:1:1], typeset.Wrap(rest, width-hang, lang)...)
}

func right(s string, width int) string {
	return strings.Repeat(" ", max(width-typeset.Width(s), 0)) + s
}

func (o *outline) put(line string) {
	o.out.WriteString(line)
	o.out.WriteByte('\n')
}
