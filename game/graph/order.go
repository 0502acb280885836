package graph

import (
	"cmp"
	"slices"
)

// sweeps is how often the rows are sorted by their neighbours, down and up in
// turn. Later ones hardly change anything.
const sweeps = 16

// sortRows puts the spots of each row in an order in which few lines cross.
func (s *sheet) sortRows() {
	best, least := s.snapshot(), s.crossings()
	for i := range sweeps {
		s.number()
		s.ports()
		if i%2 == 0 {
			for row := 1; row < len(s.rows); row++ {
				s.sortRow(row, s.up, func(l link) int { return l.from })
			}
		} else {
			for row := len(s.rows) - 2; row >= 0; row-- {
				s.sortRow(row, s.down, func(l link) int { return l.to })
			}
		}
		if n := s.crossings(); n < least {
			best, least = s.snapshot(), n
		}
		if least == 0 {
			break
		}
	}
	s.rows = best
	s.swap()
	s.number()
	s.ports()
}

// portApart is the most that two ports of a card lie apart.
const portApart = 46

// ports spreads the links that leave a card along its lower edge, in the order of
// where they lead to.
func (s *sheet) ports() {
	for p, links := range s.down {
		if s.spots[p].node < 0 {
			continue
		}
		slices.SortStableFunc(links, func(a, b int) int {
			return cmp.Or(cmp.Compare(s.spots[s.links[a].to].order, s.spots[s.links[b].to].order), cmp.Compare(s.links[a].edges[0], s.links[b].edges[0]))
		})
		apart := min(portApart, cardWide/float64(len(links)))
		for i, l := range links {
			s.links[l].at = (float64(i) - float64(len(links)-1)/2) * apart
		}
	}
}

func (s *sheet) snapshot() [][]int {
	rows := make([][]int, len(s.rows))
	for i, row := range s.rows {
		rows[i] = slices.Clone(row)
	}
	return rows
}

func (s *sheet) number() {
	for _, row := range s.rows {
		for i, p := range row {
			s.spots[p].order = float64(i)
		}
	}
}

// sortRow sorts a row by the mean place of each spot's neighbours in the row
// above or below. Who has none there stays where it is.
func (s *sheet) sortRow(row int, near [][]int, other func(link) int) {
	list := s.rows[row]
	wish := make(map[int]float64, len(list))
	for _, p := range list {
		wish[p] = s.spots[p].order
		if len(near[p]) == 0 {
			continue
		}
		sum := 0.0
		for _, l := range near[p] {
			sum += s.end(s.links[l], other(s.links[l]))
		}
		wish[p] = sum / float64(len(near[p]))
	}
	slices.SortStableFunc(list, func(a, b int) int { return cmp.Compare(wish[a], wish[b]) })
	for i, p := range list {
		s.spots[p].order = float64(i)
	}
}

// end is where a link meets one of its spots, in places of the row: ports lie
// within half a place of their card.
func (s *sheet) end(l link, p int) float64 {
	if p == l.from && s.spots[p].wide > lineWide {
		return s.spots[p].order + 0.9*l.at/s.spots[p].wide
	}
	return s.spots[p].order
}

// crossings counts the pairs of links that cross.
func (s *sheet) crossings() int {
	s.number()
	s.ports()
	n := 0
	for row := range len(s.rows) - 1 {
		n += s.crossingsBelow(row)
	}
	return n
}

func (s *sheet) crossingsBelow(row int) int {
	var links []link
	for _, p := range s.rows[row] {
		for _, l := range s.down[p] {
			links = append(links, s.links[l])
		}
	}
	slices.SortFunc(links, func(a, b link) int {
		return cmp.Or(cmp.Compare(s.end(a, a.from), s.end(b, b.from)), cmp.Compare(s.spots[a.to].order, s.spots[b.to].order))
	})
	tree := make([]int, len(s.rows[row+1])+1) // counts by place, as sums
	n := 0
	for k, l := range links {
		place := int(s.spots[l.to].order) + 1
		passed := 0
		for i := place; i > 0; i -= i & -i {
			passed += tree[i]
		}
		n += k - passed
		for i := place; i < len(tree); i += i & -i {
			tree[i]++
		}
	}
	return n
}

// swap exchanges neighbours of a row as long as that saves crossings.
func (s *sheet) swap() {
	const rounds = 4
	for range rounds {
		s.number()
		better := false
		for _, row := range s.rows {
			for i := range len(row) - 1 {
				a, b := row[i], row[i+1]
				if s.between(a, b) > s.between(b, a) {
					row[i], row[i+1] = b, a
					s.spots[a].order, s.spots[b].order = s.spots[b].order, s.spots[a].order
					better = true
				}
			}
		}
		if !better {
			return
		}
	}
}

// between counts the crossings of two spots' links if left stands on the left.
func (s *sheet) between(left, right int) int {
	n := 0
	for _, i := range s.up[left] {
		for _, j := range s.up[right] {
			if s.end(s.links[i], s.links[i].from) > s.end(s.links[j], s.links[j].from) {
				n++
			}
		}
	}
	for _, i := range s.down[left] {
		for _, j := range s.down[right] {
			if s.spots[s.links[i].to].order > s.spots[s.links[j].to].order {
				n++
			}
		}
	}
	return n
}
