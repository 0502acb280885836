package solve

import "kobayashi/game"

// Way is one way on from a place: a choice, an outcome of chance or the way a
// route takes. Of a question it is one answer for each number of right and
// wrong ticks, if ticking runs no code.
type Way struct {
	ID    game.ChoiceID
	To    Place
	Earns int         // weighted points, with those of the code up to the next scene
	Gain  *game.Score // the same in each dimension, not to be written to
}

// Stand is a place with what it offers, ready to be read.
type Stand struct {
	Place
	Scene   int
	Kind    game.Kind
	Offered uint32 // the items offered or shown, one bit each
}

// Number is the place's own number, below the solution's States.
func (p Place) Number() int { return int(p.n) }

// State is the state that stands for all those with the same future. What no
// condition can read any more is set to zero in it.
func (p Place) State() game.State {
	width := p.sol.sc.PackedWords()
	return p.sol.sc.Unpack(p.sol.states()[int(p.n)*width:][:width])
}

// Ways are the ways on from a place. At an ending there are none.
func (p Place) Ways() []Way {
	st, edges := p.sol.g.state(p.n)
	return p.sol.ways(nil, st, edges)
}

// Forward tells of every place, each before all that can follow it, until told
// answers no. The ways are valid during the call alone. An outcome of no chance
// at all is no way, and a place behind it may come up all the same.
func (sol *Solution) Forward(told func(at Stand, ways []Way) bool) {
	sol.g.down(sol.surveyed(told))
}

// Backward is Forward with each place behind all that can follow it.
func (sol *Solution) Backward(told func(at Stand, ways []Way) bool) {
	sol.g.up(sol.surveyed(told))
}

func (sol *Solution) surveyed(told func(at Stand, ways []Way) bool) func(n, id int32, edges []edge) bool {
	var list []Way
	return func(n, id int32, edges []edge) bool {
		st := &sol.g.stances[id]
		list = sol.ways(list[:0], st, edges)
		return told(Stand{Place{sol, n}, st.scene, st.kind, st.offered}, list)
	}
}

func (sol *Solution) ways(list []Way, st *stance, edges []edge) []Way {
	for i, e := range edges {
		if st.possible(i) {
			list = append(list, Way{st.options[i].id, Place{sol, e.to}, int(sol.g.totals[e.award]), &sol.g.awards[e.award]})
		}
	}
	return list
}
