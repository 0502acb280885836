package solve

import (
	"encoding/binary"
	"math"
	"math/bits"

	"kobayashi/game"
)

// fileReader takes a file apart. What cannot be makes it bad for good, and all
// it gives from then on is nothing: the sum at the end of a file does not keep
// anyone from writing one that is right about nonsense.
type fileReader struct {
	left []byte
	bad  bool
}

func (r *fileReader) bytes(n int) []byte {
	if n < 0 || n > len(r.left) {
		r.bad, r.left = true, nil
		return nil
	}
	out := r.left[:n:n]
	r.left = r.left[n:]
	return out
}

// count reads a number up to most.
func (r *fileReader) count(most int) int {
	v, n := binary.Uvarint(r.left)
	if n <= 0 || most < 0 || v > uint64(most) {
		r.bad, r.left = true, nil
		return 0
	}
	r.left = r.left[n:]
	return int(v)
}

func (r *fileReader) score(dims int) (s game.Score) {
	for d := range dims {
		v, n := binary.Varint(r.left)
		if n <= 0 || int64(int32(v)) != v {
			r.bad, r.left = true, nil
			return s
		}
		s[d], r.left = int32(v), r.left[n:]
	}
	return s
}

// graph reads all behind the name of the variant. Every count is held against
// what is left to read, so that no file asks for more room than it has bytes.
func (r *fileReader) graph(sc *game.Scenario) *graph {
	g := &graph{sc: sc}
	g.n = r.count(min(maxStates, len(r.left)))
	awards, stances := r.count(len(r.left)), r.count(len(r.left))
	dims := len(sc.Rules().Scores)
	g.opening = r.score(dims)
	for range awards {
		if r.bad {
			return g
		}
		g.awards = append(g.awards, r.score(dims))
	}
	for range stances {
		if r.bad {
			return g
		}
		g.stances = append(g.stances, r.stance(sc, awards))
	}
	blocks := (g.n + blockStates - 1) / blockStates
	sizes, all := make([]int, blocks), 0
	for k := range sizes {
		sizes[k] = r.count(len(r.left))
		all += sizes[k]
	}
	if r.bad || g.n == 0 || all != len(r.left) || all > math.MaxUint32 {
		r.bad = true
		return g
	}
	g.records = [][]byte{r.left}
	at := 0
	for _, size := range sizes {
		g.spots = append(g.spots, spot{0, uint32(at)})
		at += size
	}
	first := int32(0)
	for _, size := range sizes {
		r.block(g, r.bytes(size), first)
		first += blockStates
	}
	g.weigh()
	return g
}

func (r *fileReader) stance(sc *game.Scenario, awards int) stance {
	scene := r.count(len(sc.Rules().Scenes) - 1)
	d := sc.Rules().Scenes[scene].Decision
	offered := uint32(r.count(1<<len(d.Items) - 1))
	if r.bad || optionsIn(d, offered) > len(r.left) || offered == 0 && d.Kind != game.End && d.Kind != game.Question {
		r.bad = true
		return stance{}
	}
	st := stanceOf(sc, scene, offered)
	for i := range st.options {
		st.options[i].award = int32(r.count(awards - 1))
	}
	return st
}

// optionsIn is how many options a stance has.
func optionsIn(d game.Decision, offered uint32) int {
	all := bits.OnesCount32(offered)
	if d.Kind != game.Question {
		return all
	}
	expected, coded := question(d.Items)
	if coded {
		return 1 << all
	}
	right := bits.OnesCount32(offered & expected)
	return (right + 1) * (all - right + 1)
}

// block holds the records of a block against what they may say.
func (r *fileReader) block(g *graph, text []byte, first int32) {
	in := fileReader{left: text, bad: r.bad}
	for n := first; n < min(first+blockStates, int32(g.n)) && !in.bad; n++ {
		st := in.count(len(g.stances) - 1)
		if in.bad {
			break
		}
		for range g.stances[st].options {
			back := in.count(int(n)<<1 | 1)
			if back>>1 == 0 {
				in.bad = true
			}
			if back&1 != 0 {
				in.count(len(g.awards) - 1)
			}
		}
	}
	r.bad = r.bad || in.bad || len(in.left) > 0
}
