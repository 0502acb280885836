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
	tail    []byte // records of a block that is not full
	spots   []spot // of each block
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
	out := binary.AppendUvarint(g.tail, uint64(st))
	for i, e := range edges {
		back := uint64(int32(g.n)-e.to) << 1
		if e.award == options[i].award {
			out = binary.AppendUvarint(out, back)
			continue
		}
		out = binary.AppendUvarint(binary.AppendUvarint(out, back|1), uint64(e.award))
	}
	g.tail = out
	if g.n++; g.n%blockStates == 0 {
		g.flush()
	}
}

// flush puts the records of a block away. A block lies in one piece.
func (g *graph) flush() {
	last := len(g.records) - 1
	if last < 0 || cap(g.records[last])-len(g.records[last]) < len(g.tail) {
		g.records = append(g.records, make([]byte, 0, max(pieceBytes, len(g.tail))))
		last++
	}
	g.spots = append(g.spots, spot{uint32(last), uint32(len(g.records[last]))})
	g.records[last] = append(g.records[last], g.tail...)
	g.tail = g.tail[:0]
}

// finish puts the last records away, and gives back what was ready for more.
func (g *graph) finish() {
	if len(g.tail) > 0 {
		g.flush()
	}
	last := len(g.records) - 1
	g.records[last] = slices.Clone(g.records[last])
	g.tail = nil
	g.weigh()
}

// weigh totals what ways earn.
func (g *graph) weigh() {
	for _, gain := range g.awards {
		g.totals = append(g.totals, int64(g.sc.Total(gain)))
	}
}

// block is up to blockStates states in a row, read from their records.
type block struct {
	rows  [blockStates]row
	edges []edge
}

// row is a state: its stance, and where its edges are among the block's.
type row struct {
	stance   int32
	from, to int
}

// read reads a block up to a state of it, and gives the number of its first one.
func (b *block) read(g *graph, k int, last int32) int32 {
	first := int32(k * blockStates)
	last = min(last, first+blockStates-1)
	piece, at := g.records[g.spots[k].piece], int(g.spots[k].at)
	b.edges = b.edges[:0]
	var v uint64
	for n := first; n <= last; n++ {
		v, at = uvarint(piece, at)
		row := &b.rows[n-first]
		row.stance, row.from = int32(v), len(b.edges)
		options := g.stances[v].options
		for i := range options {
			v, at = uvarint(piece, at)
			e := edge{n - int32(v>>1), options[i].award}
			if v&1 != 0 {
				v, at = uvarint(piece, at)
				e.award = int32(v)
			}
			b.edges = append(b.edges, e)
		}
		row.to = len(b.edges)
	}
	return first
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
	var b block
	row := &b.rows[n-b.read(g, int(n/blockStates), n)]
	return &g.stances[row.stance], b.edges[row.from:row.to]
}

// up tells of every state, what follows it first, until told answers no. The
// edges are valid during the call alone.
func (g *graph) up(told func(n, stance int32, edges []edge) bool) {
	var b block
	for k := range g.spots {
		first := b.read(g, k, int32(g.n-1))
		for i := range min(blockStates, g.n-int(first)) {
			if row := &b.rows[i]; !told(first+int32(i), row.stance, b.edges[row.from:row.to]) {
				return
			}
		}
	}
}

// down tells of every state before what follows it, until told answers no.
func (g *graph) down(told func(n, stance int32, edges []edge) bool) {
	var b block
	for k := len(g.spots) - 1; k >= 0; k-- {
		first := b.read(g, k, int32(g.n-1))
		for i := min(blockStates, g.n-int(first)) - 1; i >= 0; i-- {
			if row := &b.rows[i]; !told(first+int32(i), row.stance, b.edges[row.from:row.to]) {
				return
			}
		}
	}
}

// start is the number of the first state of a play.
func (g *graph) start() int32 { return int32(g.n - 1) }

// rules gives what the rules say of a stance's scene.
func (g *graph) rules(id int32) *game.Scene { return &g.sc.Rules().Scenes[g.stances[id].scene] }
