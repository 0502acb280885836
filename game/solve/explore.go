package solve

import (
	"fmt"

	"kobayashi/game"
)

// LimitError says that a limit stopped the search: nothing is proved.
type LimitError struct{ States, Limit int }

func (e *LimitError) Error() string {
	return fmt.Sprintf("not proved (%d states, limit %d)", e.States, e.Limit)
}

// FaultError says that a play never ends (E209), or stops in a scene that offers
// nothing (E201). Play shows it; it need not be the shortest that does.
type FaultError struct {
	Rule string
	Play []game.Move
}

func (e *FaultError) Error() string {
	return fmt.Sprintf("%s: a play of %d decisions never reaches an ending", e.Rule, len(e.Play))
}

// explorer finds every state of a variant, depth first, on a stack of its own:
// a play may be as long as there are states.
type explorer struct {
	watch *watch
	limit int
	dims  int // of the score
	room  int // bytes of records, and options of stances, that may still come

	g       *graph
	sc      *game.Scenario
	red     *reducer
	table   *table
	stances stances
	awards  map[game.Score]int32

	path    []step
	stack   []game.State // of the path, reduced
	edges   []edge       // of the states on the path, row by row
	tried   int          // options, of all states
	longest int          // path, of those looked at
	words   []uint64     // of the state at hand
}

// step is a state on the path.
type step struct {
	stance int32
	place  int32 // on its scene's shelf
	option int32 // that is being looked behind
	award  int32 // what that one earns
	base   int   // of its edges
}

// roomFor is how much may be kept of a search: far more than scenes of a few
// choices need, and a stop for questions of a million answers.
func roomFor(limit int) int { return max(64*limit, 16<<20) }

// explore finds every state of a variant.
func explore(w *watch, sc *game.Scenario, variant string, limit int) (*graph, error) {
	limit = min(limit, maxStates)
	x := &explorer{
		watch: w, limit: limit, dims: len(sc.Rules().Scores), room: roomFor(limit),
		g: &graph{sc: sc}, sc: sc, red: newReducer(sc), table: newTable(sc),
		stances: newStances(sc), awards: map[game.Score]int32{}, words: make([]uint64, sc.PackedWords()),
	}
	start, gain := sc.Start(variant)
	x.g.opening = gain
	err := x.visit(&start)
	for err == nil && len(x.path) > 0 {
		err = x.next()
	}
	if err != nil {
		return nil, err
	}
	x.g.finish()
	return x.g, nil
}

// next looks behind the next option of the state at the end of the path, or
// leaves it for good.
func (x *explorer) next() error {
	at := &x.path[len(x.path)-1]
	st := &x.g.stances[at.stance]
	if int(at.option) == len(st.options) {
		x.leave()
		return nil
	}
	if x.tried++; x.tried%checkOptions == 0 {
		if err := x.check(); err != nil {
			return err
		}
	}
	s := x.stack[len(x.stack)-1]
	var gain game.Score
	option := &st.options[at.option]
	if err := x.sc.Advance(&s, st.offered, option.id, &gain); err != nil {
		return x.fault("E201", len(x.path)-1)
	}
	switch {
	case option.award < 0:
		option.award = x.award(gain)
		at.award = option.award
	case x.same(&x.g.awards[option.award], &gain):
		at.award = option.award
	default:
		at.award = x.award(gain)
	}
	return x.visit(&s)
}

// same compares two scores in the dimensions there are.
func (x *explorer) same(a, b *game.Score) bool {
	for d := range min(x.dims, len(a)) {
		if a[d] != b[d] {
			return false
		}
	}
	return true
}

// award numbers what a way earns.
func (x *explorer) award(gain game.Score) int32 {
	n, known := x.awards[gain]
	if !known {
		n = int32(len(x.awards))
		x.awards[gain] = n
		x.g.awards = append(x.g.awards, gain)
		x.room -= 128 // about what it takes here and in the map
	}
	return n
}

// visit ends a way in a state: one that is known, or a new end of the path. From
// here on everything depends on the reduced state alone.
func (x *explorer) visit(s *game.State) error {
	x.sc.Pack(s, x.words)
	x.red.reduce(s.Scene(), x.words)
	switch n, place := x.table.meet(s.Scene(), x.words); n {
	case unnumbered:
		return x.fault("E209", len(x.path))
	case unmet:
		return x.enter(place)
	default:
		x.arrive(n)
	}
	return nil
}

// arrive notes where the way that was being looked behind leads.
func (x *explorer) arrive(n int32) {
	at := &x.path[len(x.path)-1]
	x.edges = append(x.edges, edge{n, at.award})
	at.option++
}

func (x *explorer) enter(place int32) error {
	if n := x.table.met; n > x.limit {
		return &LimitError{n, x.limit}
	}
	s := x.sc.Unpack(x.words) // the reduced one
	id, made := x.stances.of(x.g, &s)
	if made {
		x.room -= 16 * len(x.g.stances[id].options)
	}
	x.path = append(x.path, step{stance: id, place: place, base: len(x.edges)})
	x.stack = append(x.stack, s)
	if len(x.g.stances[id].options) == 0 && !x.sc.Over(s) {
		return x.fault("E201", len(x.path)-1)
	}
	return nil
}

// leave closes the state at the end of the path.
func (x *explorer) leave() {
	last := len(x.path) - 1
	at := x.path[last]
	n := int32(x.g.n)
	x.table.number(x.g.stances[at.stance].scene, at.place, n)
	x.room -= 3 * (len(x.edges) - at.base)
	x.g.add(at.stance, x.edges[at.base:])
	x.edges, x.path, x.stack = x.edges[:at.base], x.path[:last], x.stack[:last]
	if last > 0 {
		x.arrive(n)
	}
}

// checkOptions is how many options pass between two looks at the outside: about
// a millisecond's work. toldOptions, some 30 ms, is a multiple of it.
const (
	checkOptions = 1 << 12
	toldOptions  = 1 << 17
)

// cellBytes is about what a cell of the reducer takes.
const cellBytes = 512

func (x *explorer) check() error {
	if x.room < cellBytes*len(x.red.cells) {
		return &LimitError{x.table.met, x.limit}
	}
	if x.tried%toldOptions == 0 {
		x.watch.tell(x.share())
	}
	return x.watch.ctx.Err()
}

// share is how much of the search lies behind: of each state on the path the
// options that were looked behind, and so on below the one at hand. The first
// option counts for nearly all, since what lies behind the others was mostly
// seen behind it; how nearly, was measured: the longer the plays the more.
func (x *explorer) share() float64 {
	x.longest = max(x.longest, len(x.path))
	first := float64(x.longest) / float64(x.longest+10)
	done, whole := 0.0, 1.0
	for _, at := range x.path {
		others := len(x.g.stances[at.stance].options) - 1
		switch {
		case others == 0:
		case at.option == 0:
			whole *= first
		default:
			each := (1 - first) / float64(others)
			done += float64(whole * (first + float64(each*float64(at.option-1))))
			whole *= each
		}
	}
	return done
}

// fault names the first moves of the path.
func (x *explorer) fault(rule string, moves int) error {
	fault := &FaultError{Rule: rule}
	for i, at := range x.path[:moves] {
		s := x.stack[i]
		fault.Play = append(fault.Play, MoveOf(x.sc, s, x.g.stances[at.stance].options[at.option].id))
	}
	return fault
}
