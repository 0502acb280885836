package solve

import (
	"context"
	"errors"

	"kobayashi/game"
)

// Fault is a way in which a play goes wrong: it stops where nothing is offered
// (E201), or comes back to a state it was in (E209). Play is the shortest that
// stops; or the shortest to a state that comes back, and once round.
type Fault struct {
	Rule  string
	Scene int
	Play  []game.Move
}

// Survey is what a look at every reachable state of a variant came to.
type Survey struct {
	States  int
	Faults  []Fault  // at most one of each kind
	Entered []bool   // by scene
	Offered []uint32 // by scene: the items that were offered at all, one bit each
}

// Look surveys a variant. It fails with a *LimitError or the context's error.
func Look(ctx context.Context, sc *game.Scenario, variant string, limit int) (Survey, error) {
	if limit <= 0 {
		limit = Limit
	}
	g, err := explore(&watch{ctx: ctx}, sc, sc.Variant(variant), limit)
	var fault *FaultError
	if errors.As(err, &fault) {
		return lookAgain(ctx, sc, variant, limit)
	}
	if err != nil {
		return Survey{}, err
	}
	scenes := len(sc.Rules().Scenes)
	found := Survey{States: g.n, Entered: make([]bool, scenes), Offered: make([]uint32, scenes)}
	for i := range g.stances {
		st := &g.stances[i]
		found.Entered[st.scene] = true
		found.Offered[st.scene] |= st.offered
	}
	return found, nil
}

// lookAgain surveys a variant known to have a fault, for the shortest play to it.
func lookAgain(ctx context.Context, sc *game.Scenario, variant string, limit int) (Survey, error) {
	m := &mapped{sc: sc, red: newReducer(sc), table: newTable(sc), words: make([]uint64, sc.PackedWords())}
	if err := m.explore(ctx, sc.Variant(variant), limit); err != nil {
		return Survey{}, err
	}
	scenes := len(sc.Rules().Scenes)
	found := Survey{States: len(m.at), Entered: make([]bool, scenes), Offered: make([]uint32, scenes)}
	for n := range int32(len(m.at)) {
		s := m.state(n)
		found.Entered[s.Scene()] = true
		found.Offered[s.Scene()] |= sc.Offered(s)
	}
	if m.stuck >= 0 {
		found.Faults = append(found.Faults, Fault{"E201", m.scene(m.stuck), m.moves(m.stuck)})
	}
	if at, round := m.circle(); round != nil {
		found.Faults = append(found.Faults, Fault{"E209", m.scene(at), append(m.moves(at), round...)})
	}
	return found, nil
}

// mapped is the state graph explored in order of the plays' lengths, so that
// the first way found to a state is a shortest one.
type mapped struct {
	sc    *game.Scenario
	red   *reducer
	table *table
	words []uint64
	ways  [][]way // by state
	came  []way   // the way each state was first found by; to is where from
	at    []shelved
	stuck int32 // a nearest state that offers nothing, or -1
}

// shelved is where the table keeps a state.
type shelved struct {
	scene int
	place int32
}

// way is a choice, and the state on its other side.
type way struct {
	to int32
	id game.ChoiceID
}

func (m *mapped) explore(ctx context.Context, variant string, limit int) error {
	start, _ := m.sc.Start(variant)
	first := m.add(start, way{to: -1})
	m.stuck = -1
	for queue := []int32{first}; len(queue) > 0; queue = queue[1:] {
		n := queue[0]
		s := m.state(n)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		for _, o := range optionsOf(m.sc.Rules().Scenes[s.Scene()].Decision, m.sc.Offered(s)) {
			next, _, err := m.sc.Apply(s, o.id)
			if err != nil {
				continue // a question none of whose ways is open
			}
			known := len(m.at)
			to := m.add(next, way{n, o.id})
			m.ways[n] = append(m.ways[n], way{to, o.id})
			if len(m.at) > known {
				queue = append(queue, to)
			}
			if len(m.at) > limit {
				return &LimitError{len(m.at), limit}
			}
		}
		if len(m.ways[n]) == 0 && !m.sc.Over(s) && m.stuck < 0 {
			m.stuck = n
		}
	}
	return nil
}

func (m *mapped) add(s game.State, from way) int32 {
	scene := s.Scene()
	m.sc.Pack(&s, m.words)
	m.red.reduce(scene, m.words)
	n, place := m.table.meet(scene, m.words)
	if n == unmet {
		n = int32(len(m.at))
		m.table.number(scene, place, n)
		m.ways, m.came, m.at = append(m.ways, nil), append(m.came, from), append(m.at, shelved{scene, place})
	}
	return n
}

func (m *mapped) state(n int32) game.State {
	return m.sc.Unpack(m.table.words(m.at[n].scene, m.at[n].place))
}

func (m *mapped) scene(n int32) int { return m.at[n].scene }

// moves is the shortest play to a state. Routes are taken by nobody.
func (m *mapped) moves(n int32) []game.Move {
	play := []game.Move{}
	for at := m.came[n]; at.to >= 0; at = m.came[at.to] {
		if s := m.state(at.to); m.sc.Kind(s) != game.Route {
			play = append([]game.Move{MoveOf(m.sc, s, at.id)}, play...)
		}
	}
	return play
}

// circle finds the nearest state that can come back to itself, and the shortest
// way round. States that no circle goes through are taken away first: again and
// again those that lead nowhere any more.
func (m *mapped) circle() (int32, []game.Move) {
	into := make([][]int32, len(m.ways))
	left := make([]int, len(m.ways))
	for n, ways := range m.ways {
		left[n] = len(ways)
		for _, w := range ways {
			into[w.to] = append(into[w.to], int32(n))
		}
	}
	var ends []int32
	for n := range left {
		if left[n] == 0 {
			ends = append(ends, int32(n))
		}
	}
	for len(ends) > 0 {
		n := ends[len(ends)-1]
		ends = ends[:len(ends)-1]
		for _, from := range into[n] {
			if left[from]--; left[from] == 0 {
				ends = append(ends, from)
			}
		}
	}
	for n := range left { // numbered by distance
		if left[n] > 0 {
			if round := m.round(int32(n), left); round != nil {
				return int32(n), round
			}
		}
	}
	return -1, nil
}

// round is the shortest way from a state back to itself, or nil.
func (m *mapped) round(start int32, left []int) []game.Move {
	came := map[int32]way{}
	for queue := []int32{start}; len(queue) > 0; queue = queue[1:] {
		n := queue[0]
		for _, w := range m.ways[n] {
			if _, seen := came[w.to]; seen || left[w.to] == 0 {
				continue
			}
			came[w.to] = way{n, w.id}
			if w.to != start {
				queue = append(queue, w.to)
				continue
			}
			play := []game.Move{}
			for at := came[start]; ; at = came[at.to] {
				if s := m.state(at.to); m.sc.Kind(s) != game.Route {
					play = append([]game.Move{MoveOf(m.sc, s, at.id)}, play...)
				}
				if at.to == start {
					return play
				}
			}
		}
	}
	return nil
}
