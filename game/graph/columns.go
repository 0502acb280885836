package graph

import (
	"cmp"
	"math"
	"slices"
)

// column is some rows of a sheet that stand below one another on the page. A
// long story is broken into columns, as a newspaper is.
type column struct {
	from, to int // rows, to is behind the last
	x, y     float64
	left     float64 // what is at the column's left edge, in the sheet
	wide     float64
	tall     float64
	lanes    []lane // lines that come from the column before
}

// lane is where lines to one spot run from the foot of a column to the head of
// the next.
type lane struct {
	to    int
	links []int
}

// The way of lines between columns.
const (
	laneApart   = 12.0
	laneRoom    = 30.0 // beside, above and below the lanes
	corner      = 10.0
	mostColumns = 24
	poster      = 1.45 // width to height
)

// columns breaks a sheet so that the page comes near the shape of a poster.
// beside is the width that something else will take.
func (s *sheet) columns(beside float64) []column {
	strain := make([]float64, len(s.rows)+1)
	for row := 1; row < len(s.rows); row++ {
		strain[row] = strainLine * float64(len(s.lanes(row)))
	}
	var best []column
	least := math.Inf(1)
	for n := 1; n <= min(mostColumns, len(s.rows)); n++ {
		list := s.broken(n, strain)
		if list == nil {
			continue
		}
		wide, tall := extent(list)
		off := math.Abs(math.Log((wide + beside) / max(tall, 1) / poster))
		if off > least {
			break
		}
		best, least = list, off
	}
	return best
}

// whole is a sheet in one column.
func (s *sheet) whole() []column {
	list := []column{{from: 0, to: len(s.rows)}}
	s.stand(list)
	return list
}

func extent(list []column) (wide, tall float64) {
	for _, c := range list {
		wide, tall = max(wide, c.x+c.wide), max(tall, c.y+c.tall)
	}
	return wide, tall
}

// strainLine is what it costs to break above a row, for each line that is cut.
const strainLine = 0.012

// broken breaks a sheet into a number of columns, about equally high and where
// few lines go on. A column is at most twice as high as another ought to be. It
// is nil if that cannot be done.
func (s *sheet) broken(n int, strain []float64) []column {
	rows := len(s.rows)
	goal := s.tall / float64(n)
	// cost[k][row]: of the rows before row in k columns
	cost, from := make([][]float64, n+1), make([][]int, n+1)
	for k := range cost {
		cost[k], from[k] = make([]float64, rows+1), make([]int, rows+1)
		for row := range cost[k] {
			cost[k][row] = math.Inf(1)
		}
	}
	cost[0][0] = 0
	for k := 1; k <= n; k++ {
		for end := k; end <= rows; end++ {
			for begin := end - 1; begin >= k-1; begin-- {
				tall := s.height(begin, end)
				if tall > 2*goal && begin < end-1 {
					break
				}
				off := tall/goal - 1
				if c := cost[k-1][begin] + off*off + strain[begin]; c < cost[k][end] {
					cost[k][end], from[k][end] = c, begin
				}
			}
		}
	}
	if math.IsInf(cost[n][rows], 1) {
		return nil
	}
	list := make([]column, n)
	for k, end := n, rows; k > 0; k-- {
		list[k-1] = column{from: from[k][end], to: end}
		end = from[k][end]
	}
	s.stand(list)
	return list
}

func (s *sheet) height(from, to int) float64 { return s.tops[to-1] + s.high[to-1] - s.tops[from] }

// lanes lists the lines that come down into a row, those to one spot together,
// from right to left where they leave.
func (s *sheet) lanes(row int) []lane {
	var list []lane
	for _, p := range s.rows[row] {
		if len(s.up[p]) > 0 {
			list = append(list, lane{p, s.up[p]})
		}
	}
	rightmost := func(l lane) float64 {
		x := math.Inf(-1)
		for _, i := range l.links {
			x = max(x, s.spots[s.links[i].from].x+s.links[i].at)
		}
		return x
	}
	slices.SortStableFunc(list, func(a, b lane) int { return cmp.Compare(rightmost(b), rightmost(a)) })
	return list
}

// stand gives the columns their places side by side.
func (s *sheet) stand(list []column) {
	x, y := 0.0, 0.0
	for i := range list {
		c := &list[i]
		left, right := math.Inf(1), math.Inf(-1)
		for _, row := range s.rows[c.from:c.to] {
			for _, p := range row {
				left, right = min(left, s.spots[p].x-s.spots[p].wide/2), max(right, s.spots[p].x+s.spots[p].wide/2)
			}
		}
		if i > 0 {
			c.lanes = s.lanes(c.from)
			x += 2*laneRoom + laneApart*float64(len(c.lanes))
			y = max(y, laneRoom+laneApart*float64(len(c.lanes)))
		}
		c.x, c.left, c.wide, c.tall = x, left, right-left, s.height(c.from, c.to)
		x += c.wide
	}
	for i := range list {
		list[i].y = y
		if i+1 < len(list) {
			list[i].tall += laneRoom + laneApart*float64(len(list[i+1].lanes))
		}
	}
}
