package solve

import (
	"encoding/binary"
	"slices"

	"kobayashi/game"
)

// graph is every state of a variant and the ways between them, each state
// behind all that can follow it: the start is the last one.
//
// Of a state it keeps one record: the number of its stance, and for each option
// how many states back the way leads, and what it earns unless that is what the
// stance says. That is about three bytes an option.
type graph struct {
	sc      *game.Scenario
	opening game.Score // scored before the first choice
	n       int

	stances []stance
	awards  []game.Score
	totals  []int64 // of the awards, weighted
	records [][]byte
	spots   []spot // of every blockStates-th record
}

// spot is a place in the records: which piece, and where in it.
type spot struct{ piece, at uint32 }

// stance is what some states have in common: the scene, and what it offers.
type stance struct {
	scene   int
	kind    game.Kind
	offered uint32
	options []option
	all     float64 // the weights in random play together
}

// option is one way on, in the order of the state's edges. weight is a chance's
// percentage, or how many answers of a question come to the same; award is what
// it earns where it was first tried, -1 before.
type option struct {
	id            game.ChoiceID
	weight, award int32
}

// possible tells an outcome of chance that can come from one that cannot.
func (st *stance) possible(i int) bool {
	return st.kind != game.Chance || st.options[i].weight != 0
}

// weight is an option's part in random play, of all.
func (st *stance) weight(i int) float64 {
	if st.kind == game.Chance || st.kind == game.Question {
		return float64(st.options[i].weight)
	}
	return 1
}

// edge is a way: where it leads, and what it earns.
type edge struct{ to, award int32 }

const (
	blockStates = 64
	pieceBytes  = 1 << 18
)

// add writes the record of the next state.
func (g *graph) add(st int32, edges []edge) {
	options := g.stances[st].options
	most := (1 + 2*len(edges)) * binary.MaxVarintLen32
	last := len(g.records) - 1
	if last < 0 || cap(g.records[last])-len(g.records[last]) < most {
		g.records = append(g.records, make([]byte, 0, max(pieceBytes, most)))
		last++
	}
	if g.n%blockStates == 0 {
		g.spots = append(g.spots, spot{uint32(last), uint32(len(g.records[last]))})
	}
	out := binary.AppendUvarint(g.records[last], uint64(st))
	for i, e := range edges {
		back := uint64(int32(g.n)-e.to) << 1
		if e.award == options[i].award {
			out = binary.AppendUvarint(out, back)
			continue
		}
		out = binary.AppendUvarint(binary.AppendUvarint(out, back|1), uint64(e.award))
	}
	g.records[last] = out
	g.n++
}

// reader reads records one after the other.
type reader struct {
	g     *graph
	spot  spot
	n     int32 // the next state
	edges []edge
}

// read gives the next state, its stance and its edges, valid until the next call.
func (r *reader) read() (n, stance int32, edges []edge) {
	piece := r.g.records[r.spot.piece]
	if int(r.spot.at) == len(piece) {
		r.spot = spot{r.spot.piece + 1, 0}
		piece = r.g.records[r.spot.piece]
	}
	at := int(r.spot.at)
	v, at := uvarint(piece, at)
	stance = int32(v)
	st := &r.g.stances[v]
	if cap(r.edges) < len(st.options) {
		r.edges = make([]edge, len(st.options))
	}
	edges = r.edges[:len(st.options)]
	for i := range edges {
		v, at = uvarint(piece, at)
		e := edge{r.n - int32(v>>1), st.options[i].award}
		if v&1 != 0 {
			v, at = uvarint(piece, at)
			e.award = int32(v)
		}
		edges[i] = e
	}
	r.spot.at = uint32(at)
	r.n++
	return r.n - 1, stance, edges
}

// uvarint reads a number that is known to be whole.
func uvarint(b []byte, at int) (uint64, int) {
	v := uint64(b[at])
	if v < 0x80 {
		return v, at + 1
	}
	v &= 0x7f
	for shift := 7; ; shift += 7 {
		at++
		c := b[at]
		v |= uint64(c&0x7f) << shift
		if c < 0x80 {
			return v, at + 1
		}
	}
}

// state gives one state's stance and edges.
func (g *graph) state(n int32) (*stance, []edge) {
	r := reader{g: g, spot: g.spots[n/blockStates], n: n / blockStates * blockStates}
	for r.n < n {
		r.read()
	}
	_, id, edges := r.read()
	return &g.stances[id], edges
}

// up tells of every state, what follows it first, until told answers no.
func (g *graph) up(told func(n, stance int32, edges []edge) bool) {
	for r := (reader{g: g}); int(r.n) < g.n; {
		if !told(r.read()) {
			return
		}
	}
}

// down tells of every state before what follows it, until told answers no.
func (g *graph) down(told func(n, stance int32, edges []edge) bool) {
	var starts [blockStates]spot
	r := reader{g: g}
	for block := len(g.spots) - 1; block >= 0; block-- {
		first := int32(block * blockStates)
		last := min(first+blockStates, int32(g.n)) - 1
		r.spot, r.n = g.spots[block], first
		for n := first; n <= last; n++ {
			starts[n-first] = r.spot
			r.read()
		}
		for n := last; n >= first; n-- {
			r.spot, r.n = starts[n-first], n
			if !told(r.read()) {
				return
			}
		}
	}
}

// start is the number of the first state of a play.
func (g *graph) start() int32 { return int32(g.n - 1) }

// trim gives back what was kept ready for more.
func (g *graph) trim() {
	if last := len(g.records) - 1; last >= 0 {
		g.records[last] = slices.Clone(g.records[last])
	}
}

// rules gives what the rules say of a stance's scene.
func (g *graph) rules(id int32) *game.Scene { return &g.sc.Rules().Scenes[g.stances[id].scene] }
