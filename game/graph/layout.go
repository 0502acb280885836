package graph

// sheet is one part of a drawing, laid out in rows from the top down. Edges that
// pass a row on their way further down hold a place there, one for all edges to
// the same scene: they run together as one line.
type sheet struct {
	rows  [][]int // spots by row, from left to right
	spots []spot
	links []link
	up    [][]int // links by the spot they lead to
	down  [][]int // links by the spot they leave
	tops  []float64
	high  []float64 // of each row
	wide  float64
	tall  float64
}

// spot is a scene, or the place of a line that passes a row.
type spot struct {
	node  int // -1: a line
	to    int // of a line: the scene it leads to
	row   int
	wide  float64
	tall  float64
	x     float64 // middle
	order float64 // while rows are being sorted
}

// link is a piece of a line, from one row to the next. At is where on the upper
// spot it begins, from its middle.
type link struct {
	from, to int
	at       float64
	edges    []int
}

// Distances between spots of a row, in pixels.
const (
	cardApart = 34
	lineApart = 16
	lineWide  = 8
)

// layout places scenes of a graph. tall gives a card's height.
func (g *Graph) layout(scenes []int, tall func(n int) float64) *sheet {
	s := &sheet{}
	spotOf := map[int]int{}
	for _, n := range scenes {
		spotOf[n] = s.add(spot{node: n, to: n, row: g.Nodes[n].Depth, wide: cardWide, tall: tall(n)})
	}
	passes := map[[2]int]int{} // by scene and row
	trunk := map[int]int{}     // link below a passing line
	for i, e := range g.Edges {
		from, ok := spotOf[e.From]
		to, known := spotOf[e.To]
		if e.Way != Down || !ok || !known {
			continue
		}
		for row := s.spots[from].row + 1; row < s.spots[to].row; row++ {
			pass, met := passes[[2]int{e.To, row}]
			if !met {
				pass = s.add(spot{node: -1, to: e.To, row: row, wide: lineWide})
				passes[[2]int{e.To, row}] = pass
			}
			s.join(trunk, from, pass, i)
			from = pass
		}
		s.join(trunk, from, to, i)
	}
	s.sortRows()
	s.placeX()
	s.placeY()
	return s
}

func (s *sheet) add(p spot) int {
	for len(s.rows) <= p.row {
		s.rows = append(s.rows, nil)
	}
	s.rows[p.row] = append(s.rows[p.row], len(s.spots))
	s.spots = append(s.spots, p)
	s.up, s.down = append(s.up, nil), append(s.down, nil)
	return len(s.spots) - 1
}

// join adds a piece of a line. Below a passing line there is one piece for all.
func (s *sheet) join(trunk map[int]int, from, to int, edge int) {
	if s.spots[from].node < 0 {
		if l, met := trunk[from]; met {
			s.links[l].edges = append(s.links[l].edges, edge)
			return
		}
		trunk[from] = len(s.links)
	}
	s.down[from] = append(s.down[from], len(s.links))
	s.up[to] = append(s.up[to], len(s.links))
	s.links = append(s.links, link{from: from, to: to, edges: []int{edge}})
}
