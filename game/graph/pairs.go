package graph

import (
	"strings"

	"kobayashi/game/typeset"
	"kobayashi/game/words"
)

// pair is all ways from one scene to another: drawn as one edge by tools that
// find their own places for labels.
type pair struct {
	from, to int // to -1: #return
	edges    []int
	never    bool
	flow     float64
}

// pairs joins the edges between two scenes, in the order of the file.
func (g *Graph) pairs() []pair {
	var list []pair
	at := map[[2]int]int{}
	for i, e := range g.Edges {
		key := [2]int{e.From, e.To}
		k, met := at[key]
		if !met {
			k = len(list)
			at[key] = k
			list = append(list, pair{from: e.From, to: e.To, never: true})
		}
		list[k].edges = append(list[k].edges, i)
		list[k].never = list[k].never && e.Never
		list[k].flow += e.Flow
	}
	return list
}

// label lists the items of a pair, one to a line, each cut to a width in cells; 0
// means their numbers alone, on one line.
func (g *Graph) label(p pair, cells int, say words.Text) []string {
	var lines, nums []string
	for _, i := range p.edges {
		e := g.Edges[i]
		n := g.Nodes[e.From]
		it := n.Items[e.Item]
		nums = append(nums, it.mark(n))
		lines = append(lines, typeset.Truncate(it.line(n, say), cells))
	}
	if cells == 0 {
		return []string{strings.Join(nums, ", ")}
	}
	return lines
}

// named is a node's label: id, title, what it is, and the figures.
func (g *Graph) named(i int, say words.Text) []string {
	n := g.Nodes[i]
	lines := []string{n.Title}
	if n.Title != n.ID {
		lines = append(lines, n.ID)
	}
	if tags := strings.TrimSpace(g.tags(i, say)); tags != "" {
		lines = append(lines, tags)
	}
	if n.When != "" {
		lines = append(lines, say.Say("graph.when", n.When))
	}
	if s := g.figures(n, say); s != "" {
		lines = append(lines, s)
	}
	return lines
}
