package graph

import (
	"os"
	"testing"

	"kobayashi/game/parse"
	"kobayashi/game/words"
	"kobayashi/scenarios"
)

// TestLayout: on every sheet of the shelf nothing stands on anything else, lines
// have room where they pass, and ports lie on their card.
func TestLayout(t *testing.T) {
	book, err := words.Load(os.DirFS("../../assets/words"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range scenarios.Shelf() {
		g := Draft(parse.Read(scenarios.FS(), path).Scenario, "ja", "")
		d := drawing{g: g, say: book.In("ja")}
		for i := range g.Nodes {
			d.cards = append(d.cards, g.card(i, d.say))
		}
		d.arrange()
		drawn := 0
		for _, p := range d.parts {
			drawn += checkSheet(t, path, p.sheet)
			checkColumns(t, path, p)
			if x, y := extent(p.columns); p.x+x > d.wide+0.1 || p.y+y > d.tall+0.1 {
				t.Errorf("%s: a part reaches beyond the page", path)
			}
		}
		if drawn != len(g.Nodes) {
			t.Errorf("%s: %d scenes are drawn of %d", path, drawn, len(g.Nodes))
		}
	}
}

func checkSheet(t *testing.T, path string, s *sheet) (cards int) {
	t.Helper()
	for row, list := range s.rows {
		for i, p := range list {
			spot := s.spots[p]
			if spot.node >= 0 {
				cards++
			}
			if i > 0 && spot.x-s.spots[list[i-1]].x < s.apart(list[i-1], p)-0.01 {
				t.Errorf("%s: two things meet in row %d", path, row)
			}
			if spot.x-spot.wide/2 < -0.01 || spot.x+spot.wide/2 > s.wide+0.01 || spot.tall > s.high[row] {
				t.Errorf("%s: row %d does not fit", path, row)
			}
		}
		if row > 0 && s.tops[row] < s.tops[row-1]+s.high[row-1]+leastGap/2 {
			t.Errorf("%s: rows %d and %d meet", path, row-1, row)
		}
	}
	taken := map[[2]float64]bool{}
	for _, l := range s.links {
		if s.spots[l.to].row != s.spots[l.from].row+1 {
			t.Errorf("%s: a line leaves out a row", path)
		}
		if s.spots[l.from].node < 0 {
			continue
		}
		port := [2]float64{float64(l.from), l.at}
		if taken[port] || l.at < -cardWide/2 || l.at > cardWide/2 {
			t.Errorf("%s: a port at %v", path, l.at)
		}
		taken[port] = true
	}
	return cards
}

func checkColumns(t *testing.T, path string, p part) {
	t.Helper()
	row, x := 0, -1.0
	for _, c := range p.columns {
		if c.from != row || c.to <= c.from || c.x < x {
			t.Errorf("%s: columns %+v", path, p.columns)
		}
		row, x = c.to, c.x+c.wide
	}
	if row != len(p.rows) {
		t.Errorf("%s: %d rows of %d are in columns", path, row, len(p.rows))
	}
}

// TestCrossings counts the same crossings pair by pair, and sorting leaves fewer.
func TestCrossings(t *testing.T) {
	g := Draft(parse.Read(scenarios.FS(), scenarios.Shelf()[0]).Scenario, "ja", "")
	var own []int
	for i, n := range g.Nodes {
		if !n.Aside {
			own = append(own, i)
		}
	}
	s := g.layout(own, func(int) float64 { return 100 })
	pairs := 0
	s.number()
	for i, a := range s.links {
		for _, b := range s.links[:i] {
			if s.spots[a.from].row != s.spots[b.from].row {
				continue
			}
			up := s.end(a, a.from) - s.end(b, b.from)
			down := s.spots[a.to].order - s.spots[b.to].order
			if up*down < 0 {
				pairs++
			}
		}
	}
	got := s.crossings()
	if got != pairs {
		t.Errorf("%d crossings, want %d", got, pairs)
	}
	for _, row := range s.rows {
		for i, j := 0, len(row)-1; i < j; i, j = i+1, j-1 {
			if i%2 == 0 {
				row[i], row[j] = row[j], row[i]
			}
		}
	}
	before := s.crossings()
	if s.sortRows(); s.crossings() > min(before, got) {
		t.Errorf("%d crossings after sorting, %d before", s.crossings(), before)
	}
}

// TestFold: what is folded fits, and only what is too long loses its end.
func TestFold(t *testing.T) {
	for _, s := range []string{
		"", "short", "A sentence that is long enough to be folded more than once, and then some more of it",
		"WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW", "一文字ずつ全角で書かれた、折り返しの要る長い文です。これは三行では足りません。さらに続きます。",
	} {
		for _, width := range []float64{120, 260} {
			lines := fold(s, 12, width, 3, "ja")
			if len(lines) > 3 || widest(lines) > width/12 {
				t.Errorf("%q in %v: %q", s, width, lines)
			}
		}
	}
	if got := fold("short", 12, 260, 1, "en"); len(got) != 1 || got[0] != "short" {
		t.Errorf("got %q", got)
	}
}

func TestPercent(t *testing.T) {
	for share, want := range map[float64]string{0: "0.0%", 1: "100.0%", 0.0001: "<0.1%", 0.9999: ">99.9%", 0.5: "50.0%", 0.12345: "12.3%"} {
		if got := percent(share); got != want {
			t.Errorf("%v: %s, want %s", share, got, want)
		}
	}
}
