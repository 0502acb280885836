package graph

import (
	"math"
	"slices"

	"kobayashi/game"
)

// rank finds which scenes belong to the story, which stand aside, and in which
// row each stands; and which edges lead down, back or across.
func (g *Graph) rank() {
	out := make([][]int, len(g.Nodes)) // edges by scene
	for i, e := range g.Edges {
		if e.To >= 0 {
			out[e.From] = append(out[e.From], i)
		}
	}
	part := g.parts(out)
	for i := range g.Edges {
		if e := &g.Edges[i]; e.To >= 0 && part[e.From] != part[e.To] {
			e.Way = Across
		}
	}
	g.turns(out)
	g.rows(out)
}

// The parts of a drawing.
const (
	story = iota + 1
	aside
	loose
)

// parts says of each scene to which part it belongs: what the start leads to,
// what only injects lead to, and what nothing leads to.
func (g *Graph) parts(out [][]int) []int {
	part := make([]int, len(g.Nodes))
	take := func(from, as int) {
		for todo := []int{from}; len(todo) > 0; {
			n := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			if part[n] != 0 {
				continue
			}
			part[n] = as
			for _, e := range out[n] {
				todo = append(todo, g.Edges[e].To)
			}
		}
	}
	led := make([]bool, len(g.Nodes))
	for _, e := range g.Edges {
		if e.To >= 0 && e.To != e.From {
			led[e.To] = true
		}
	}
	for i, n := range g.Nodes {
		if n.Start {
			take(i, story)
		}
	}
	for i, n := range g.Nodes {
		if n.Inject {
			take(i, aside)
		}
	}
	for _, unled := range [...]bool{true, false} { // first those that lead to the others
		for i := range g.Nodes {
			if part[i] == 0 && led[i] != unled {
				take(i, loose)
			}
		}
	}
	for i := range g.Nodes {
		g.Nodes[i].Aside, g.Nodes[i].Loose = part[i] == aside, part[i] == loose
	}
	return part
}

// turns marks the edges that lead back to a scene on the way from which the
// search came. Without them nothing goes in a circle.
func (g *Graph) turns(out [][]int) {
	const fresh, open, done = 0, 1, 2
	mark := make([]int, len(g.Nodes))
	var visit func(n int)
	visit = func(n int) {
		mark[n] = open
		for _, i := range out[n] {
			e := &g.Edges[i]
			switch {
			case e.Way == Across:
			case mark[e.To] == open:
				e.Way = Back
			case mark[e.To] == fresh:
				visit(e.To)
			}
		}
		mark[n] = done
	}
	for i := range g.Nodes {
		if g.Nodes[i].Start {
			visit(i)
		}
	}
	for i := range g.Nodes {
		if mark[i] == fresh {
			visit(i)
		}
	}
}

// rows puts each scene one row below the lowest scene that leads to it, then
// draws scenes down as far as that shortens their edges. No row takes more than
// a poster is wide.
func (g *Graph) rows(out [][]int) {
	in := make([][]int, len(g.Nodes))
	for i, e := range g.Edges {
		if e.Way == Down {
			in[e.To] = append(in[e.To], i)
		}
	}
	order := g.downward(in, out)
	wide := rowLimit(len(g.Nodes))
	held := map[int]int{} // scenes of the story by row
	full := func(n, row int) bool { return !g.Nodes[n].Aside && !g.Nodes[n].Loose && held[row] >= wide }
	put := func(n, row int) {
		g.Nodes[n].Depth = row
		if !g.Nodes[n].Aside && !g.Nodes[n].Loose {
			held[row]++
		}
	}
	for _, n := range order {
		row := 0
		for _, i := range in[n] {
			row = max(row, g.Nodes[g.Edges[i].From].Depth+1)
		}
		for full(n, row) {
			row++
		}
		put(n, row)
	}
	for _, n := range slices.Backward(order) {
		down, up := 0, len(in[n])
		lowest := math.MaxInt
		for _, i := range out[n] {
			if e := g.Edges[i]; e.Way == Down {
				down++
				lowest = min(lowest, g.Nodes[e.To].Depth-1)
			}
		}
		if down <= up || g.Nodes[n].Start {
			continue
		}
		for row := lowest; row > g.Nodes[n].Depth; row-- {
			if !full(n, row) {
				held[g.Nodes[n].Depth]--
				put(n, row)
				break
			}
		}
	}
	for _, n := range g.Nodes {
		g.Depths = max(g.Depths, n.Depth+1)
	}
}

// rowLimit is how many scenes stand in a row at most: a poster is higher than it
// is wide, but not a ribbon.
func rowLimit(scenes int) int { return max(3, int(math.Ceil(0.45*math.Sqrt(float64(scenes))))) }

// downward lists the scenes so that each stands behind all that lead to it,
// those of the file's order first.
func (g *Graph) downward(in, out [][]int) []int {
	left := make([]int, len(g.Nodes))
	var ready, order []int
	for i := range g.Nodes {
		if left[i] = len(in[i]); left[i] == 0 {
			ready = append(ready, i)
		}
	}
	for len(ready) > 0 {
		n := ready[0]
		ready = ready[1:]
		order = append(order, n)
		for _, i := range out[n] {
			if e := g.Edges[i]; e.Way == Down {
				if left[e.To]--; left[e.To] == 0 {
					ready = append(ready, e.To)
				}
			}
		}
	}
	return order
}

// ends reports whether a scene is an ending.
func (n Node) ends() bool { return n.Kind == game.End }
