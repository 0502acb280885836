package solve

import "kobayashi/game"

// Way is one way on from a place: a choice, an outcome of chance or the way a
// route takes. Of a question it is one answer for each number of right and
// wrong ticks, if ticking runs no code.
type Way struct {
	ID    game.ChoiceID
	To    Place
	Earns int // weighted points, with what is earned up to the next decision
}

// Number is the place's own number, below the solution's States.
func (p Place) Number() int { return int(p.n) }

// State is the state that stands for all those with the same future. What no
// condition can read any more is set to zero in it.
func (p Place) State() game.State { return p.sol.sp.table.state(p.n) }

// Forward tells of every place, each before all that can follow it, until told
// answers no. The ways are valid during the call alone. An outcome of no chance
// at all is no way, and a place behind it may come up all the same.
func (sol *Solution) Forward(told func(at Place, ways []Way) bool) {
	var s surveyor
	for i := len(sol.sp.order) - 1; i >= 0; i-- {
		at := Place{sol, sol.sp.order[i]}
		if !told(at, s.ways(at)) {
			return
		}
	}
}

// Backward is Forward with each place behind all that can follow it.
func (sol *Solution) Backward(told func(at Place, ways []Way) bool) {
	var s surveyor
	for _, n := range sol.sp.order {
		at := Place{sol, n}
		if !told(at, s.ways(at)) {
			return
		}
	}
}

// surveyor keeps what is used again from place to place.
type surveyor struct {
	options []option
	list    []Way
}

func (s *surveyor) ways(p Place) []Way {
	sp := p.sol.sp
	s.list = s.list[:0]
	edges := sp.of(p.n)
	if len(edges) == 0 {
		return nil
	}
	s.options = optionsOf(sp.sc, sp.table.state(p.n), s.options[:0])
	for i, e := range edges {
		if sp.possible(p.n, e) {
			s.list = append(s.list, Way{s.options[i].id, Place{p.sol, e.to}, int(e.gain)})
		}
	}
	return s.list
}
