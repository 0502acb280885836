package solve

import "kobayashi/game"

// states works out what each state of a graph remembers: the words of the
// packed, reduced states, one after the other. The graph itself forgets them,
// since most who ask of a solution only ask what a way is worth.
func (g *graph) states(variant string) []uint64 {
	red, width := newReducer(g.sc), g.sc.PackedWords()
	words := make([]uint64, g.n*width)
	known := make([]bool, g.n)
	keep := func(n int32, s *game.State) {
		own := words[int(n)*width:][:width]
		g.sc.Pack(s, own)
		red.reduce(s.Scene(), own)
		known[n] = true
	}
	start, _ := g.sc.Start(variant)
	keep(g.start(), &start)
	g.down(func(n, id int32, edges []edge) bool {
		st := &g.stances[id]
		s := g.sc.Unpack(words[int(n)*width:][:width])
		for i, e := range edges {
			if known[e.to] {
				continue
			}
			next, gain := s, game.Score{}
			if err := g.sc.Advance(&next, st.offered, st.options[i].id, &gain); err != nil {
				panic("a choice that was explored is not offered: " + err.Error()) // the same function found it
			}
			keep(e.to, &next)
		}
		return true
	})
	return words
}
