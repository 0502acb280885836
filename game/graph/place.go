package graph

import "math"

// rounds is how often all rows are drawn towards their neighbours.
const rounds = 24

// placeX gives every spot its place across: as near to its neighbours' as the
// order and the distances allow.
func (s *sheet) placeX() {
	for _, row := range s.rows {
		x := 0.0
		for i, p := range row {
			if i > 0 {
				x += s.apart(row[i-1], p)
			}
			s.spots[p].x = x
		}
		for _, p := range row {
			s.spots[p].x -= x / 2
		}
	}
	for i := range rounds {
		if i%2 == 0 {
			for row := range s.rows {
				s.settle(row)
			}
		} else {
			for row := len(s.rows) - 1; row >= 0; row-- {
				s.settle(row)
			}
		}
	}
	least, most := math.Inf(1), math.Inf(-1)
	for _, p := range s.spots {
		least, most = min(least, p.x-p.wide/2), max(most, p.x+p.wide/2)
	}
	for i := range s.spots {
		s.spots[i].x -= least
	}
	s.wide = max(most-least, 0)
}

// apart is the least distance between the middles of two neighbours.
func (s *sheet) apart(left, right int) float64 {
	a, b := s.spots[left], s.spots[right]
	gap := float64(cardApart)
	if a.node < 0 && b.node < 0 {
		gap = lineApart
	} else if a.node < 0 || b.node < 0 {
		gap = (cardApart + lineApart) / 2
	}
	return (a.wide+b.wide)/2 + gap
}

// Lines would rather be straight than short.
const (
	pullCard = 1.0
	pullEnd  = 3.0
	pullLine = 8.0
)

// settle places a row: the places nearest to what each spot wishes, by least
// squares, that keep the order and the distances. Neighbours that push each
// other move as one block.
func (s *sheet) settle(row int) {
	type block struct {
		wish, weight float64
		from         int
	}
	var blocks []block
	list := s.rows[row]
	offset := make([]float64, len(list))
	for i, p := range list {
		if i > 0 {
			offset[i] = offset[i-1] + s.apart(list[i-1], p)
		}
		wish, weight := s.wish(p)
		blocks = append(blocks, block{wish - offset[i], weight, i})
		for n := len(blocks); n > 1 && blocks[n-2].wish >= blocks[n-1].wish; n-- {
			a, b := blocks[n-2], blocks[n-1]
			sum := a.weight + b.weight
			blocks[n-2] = block{(a.wish*a.weight + b.wish*b.weight) / sum, sum, a.from}
			blocks = blocks[:n-1]
		}
	}
	for k, b := range blocks {
		end := len(list)
		if k+1 < len(blocks) {
			end = blocks[k+1].from
		}
		for i := b.from; i < end; i++ {
			s.spots[list[i]].x = b.wish + offset[i]
		}
	}
}

// wish is where a spot would stand for its links alone, and how much that counts.
func (s *sheet) wish(p int) (x, weight float64) {
	pull := func(l link, other int, at float64) {
		w := pullCard
		switch a, b := s.spots[p].node < 0, s.spots[other].node < 0; {
		case a && b:
			w = pullLine
		case a || b:
			w = pullEnd
		}
		x += w * at
		weight += w
	}
	for _, i := range s.up[p] {
		l := s.links[i]
		pull(l, l.from, s.spots[l.from].x+l.at)
	}
	for _, i := range s.down[p] {
		l := s.links[i]
		pull(l, l.to, s.spots[l.to].x-l.at)
	}
	if weight == 0 {
		return s.spots[p].x, 0.1
	}
	return x / weight, weight
}

// Heights of the room between rows: a little more where lines run far across.
const (
	leastGap = 46
	mostGap  = 150
	slope    = 0.10
)

// placeY gives each row its height and its place.
func (s *sheet) placeY() {
	y := 0.0
	for row, list := range s.rows {
		tall, far := 0.0, 0.0
		for _, p := range list {
			tall = max(tall, s.spots[p].tall)
			for _, l := range s.down[p] {
				far = max(far, math.Abs(s.spots[s.links[l].to].x-s.spots[p].x-s.links[l].at))
			}
		}
		s.tops, s.high = append(s.tops, y), append(s.high, tall)
		y += tall
		if row < len(s.rows)-1 {
			y += min(max(leastGap, leastGap/2+slope*far), mostGap)
		}
	}
	s.tall = y
}
