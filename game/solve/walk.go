package solve

import (
	"context"
	"fmt"

	"kobayashi/game"
)

// space is the reachable states of a variant, children before parents.
type space struct {
	sc      *game.Scenario
	red     *reducer
	table   *table
	order   []int32 // states in the order they were finished
	limit   int
	ctx     context.Context
	first   int32
	opening game.Score
	stack   []game.Move // the play to the state at hand
	done    []bool
}

// LimitError says that a limit stopped the search: nothing is proved.
type LimitError struct{ States, Limit int }

func (e *LimitError) Error() string {
	return fmt.Sprintf("not proved (%d states, limit %d)", e.States, e.Limit)
}

// FaultError says that a play never ends, or ends in a scene that offers
// nothing; Play shows it.
type FaultError struct {
	Rule string // E209 or E201
	Play []game.Move
}

func (e *FaultError) Error() string {
	return fmt.Sprintf("%s: a play of %d decisions never reaches an ending", e.Rule, len(e.Play))
}

// explore finds every state of a variant.
func explore(ctx context.Context, sc *game.Scenario, variant string, limit int) (*space, error) {
	sp := &space{sc: sc, red: newReducer(sc), table: newTable(sc), limit: limit, ctx: ctx}
	start, gain := sc.Start(variant)
	sp.opening = gain
	var err error
	sp.first, err = sp.visit(start)
	return sp, err
}

func (sp *space) visit(s game.State) (int32, error) {
	n, isNew := sp.table.number(sp.red.reduce(s))
	switch {
	case !isNew && !sp.done[n]:
		return n, &FaultError{"E209", append([]game.Move(nil), sp.stack...)}
	case !isNew:
		return n, nil
	case sp.table.n > sp.limit:
		return n, &LimitError{sp.table.n, sp.limit}
	case sp.table.n%4096 == 0 && sp.ctx.Err() != nil:
		return n, sp.ctx.Err()
	}
	sp.done = append(sp.done, false)
	s = sp.table.state(n) // from here on everything depends on the reduced state
	offered := false
	err := sp.each(s, func(id game.ChoiceID, _ int) error {
		offered = true
		next, _, err := sp.sc.Apply(s, id)
		if err != nil {
			return &FaultError{"E201", append([]game.Move(nil), sp.stack...)}
		}
		sp.stack = append(sp.stack, sp.move(s, id))
		_, err = sp.visit(next)
		sp.stack = sp.stack[:len(sp.stack)-1]
		return err
	})
	if err == nil && !offered && !sp.sc.Over(s) {
		err = &FaultError{"E201", append([]game.Move(nil), sp.stack...)}
	}
	sp.done[n] = true
	sp.order = append(sp.order, n)
	return n, err
}

// each calls f for every choice of a state, with the percentage of a chance.
func (sp *space) each(s game.State, f func(id game.ChoiceID, percent int) error) error {
	set := sp.sc.Offered(s)
	if sp.sc.Kind(s) == game.Question {
		for ticked := uint32(0); ; ticked = (ticked - set) & set {
			if err := f(game.ChoiceID(ticked), 0); err != nil {
				return err
			}
			if ticked == set {
				return nil
			}
		}
	}
	items := sp.sc.Rules().Scenes[s.Scene()].Decision.Items
	for i := range items {
		if set&(1<<i) == 0 {
			continue
		}
		if err := f(game.ChoiceID(i), items[i].Percent); err != nil {
			return err
		}
	}
	return nil
}

// move names a choice as a play does.
func (sp *space) move(s game.State, id game.ChoiceID) game.Move { return MoveOf(sp.sc, s, id) }

// MoveOf names a choice of a state as plays in proofs and tests do.
func MoveOf(sc *game.Scenario, s game.State, id game.ChoiceID) game.Move {
	m := game.Move{Scene: sc.SceneID(s.Scene())}
	if sc.Kind(s) != game.Question {
		m.N = int(id) + 1
		return m
	}
	m.Ticks = []int{}
	for i := range game.MaxItems {
		if id&(1<<i) != 0 {
			m.Ticks = append(m.Ticks, i+1)
		}
	}
	return m
}
