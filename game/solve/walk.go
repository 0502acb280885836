package solve

import (
	"context"
	"fmt"
	"math/bits"

	"kobayashi/game"
)

// edge is a choice of a state: where it leads, what it earns, and its weight
// among the state's choices: a chance's percentage, or how many answers of a
// question come to the same.
type edge struct {
	to, gain, weight int32
}

// space is the reachable states of a variant.
type space struct {
	ctx   context.Context
	sc    *game.Scenario
	red   *reducer
	table *table
	limit int

	first   int32
	opening game.Score

	order []int32 // states, children before parents
	edges []edge  // of each state in a row, in the order of the states' ends
	from  []int32 // by state: its first edge; -1 while it is being looked at
	count []int32 // by state: how many edges

	scratch []edge      // edges of the states on the way
	options []option    // and what they still offer
	play    []game.Move // the play to the state at hand
}

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

// explore finds every state of a variant.
func explore(ctx context.Context, sc *game.Scenario, variant string, limit int) (*space, error) {
	sp := &space{ctx: ctx, sc: sc, red: newReducer(sc), table: newTable(sc), limit: limit}
	start, gain := sc.Start(variant)
	sp.opening = gain
	var err error
	sp.first, err = sp.visit(start)
	return sp, err
}

// visit looks at a state and everything behind it, and gives its number. From
// here on everything depends on the reduced state alone.
func (sp *space) visit(s game.State) (int32, error) {
	s = sp.red.reduce(s)
	n, isNew := sp.table.number(s)
	switch {
	case !isNew && sp.from[n] < 0:
		return n, sp.fault("E209")
	case !isNew:
		return n, nil
	case sp.table.n > sp.limit:
		return n, &LimitError{sp.table.n, sp.limit}
	case sp.table.n%4096 == 0 && sp.ctx.Err() != nil:
		return n, sp.ctx.Err()
	}
	sp.from, sp.count = append(sp.from, -1), append(sp.count, 0)
	base := len(sp.scratch)
	if err := sp.follow(s); err != nil {
		return n, err
	}
	own := sp.scratch[base:]
	if len(own) == 0 && !sp.sc.Over(s) {
		return n, sp.fault("E201")
	}
	sp.from[n], sp.count[n] = int32(len(sp.edges)), int32(len(own))
	sp.edges = append(sp.edges, own...)
	sp.scratch = sp.scratch[:base]
	sp.order = append(sp.order, n)
	return n, nil
}

func (sp *space) fault(rule string) error {
	return &FaultError{rule, append([]game.Move(nil), sp.play...)}
}

// option is one way on from a state, in the order of the state's edges.
type option struct {
	id     game.ChoiceID
	weight int32
}

// follow looks behind every choice of a state.
func (sp *space) follow(s game.State) error {
	base := len(sp.options)
	sp.options = optionsOf(sp.sc, s, sp.options)
	for i := base; i < len(sp.options); i++ {
		if err := sp.choose(s, sp.options[i].id, sp.options[i].weight); err != nil {
			return err
		}
	}
	sp.options = sp.options[:base]
	return nil
}

// optionsOf appends what a state offers: the items in file order, or the
// answers of a question. Where ticking an item runs no code, only how many
// right and wrong ones were ticked can matter, and one answer stands for all of
// those.
func optionsOf(sc *game.Scenario, s game.State, list []option) []option {
	set := sc.Offered(s)
	items := sc.Rules().Scenes[s.Scene()].Decision.Items
	if sc.Kind(s) != game.Question {
		for rest := set; rest != 0; rest &= rest - 1 {
			i := bits.TrailingZeros32(rest)
			list = append(list, option{game.ChoiceID(i), int32(items[i].Percent)})
		}
		return list
	}
	expected, coded := question(items)
	if coded {
		for ticked := uint32(0); ; ticked = (ticked - set) & set {
			if list = append(list, option{game.ChoiceID(ticked), 1}); ticked == set {
				return list
			}
		}
	}
	right, wrong := set&expected, set&^expected
	for hits, many := uint32(0), int32(1); ; {
		for misses, ways := uint32(0), many; ; {
			list = append(list, option{game.ChoiceID(hits | misses), ways})
			if misses == wrong {
				break
			}
			misses, ways = oneMore(misses, wrong, ways)
		}
		if hits == right {
			return list
		}
		hits, many = oneMore(hits, right, many)
	}
}

// question gives the items of a question that should be ticked, and whether
// ticking any of them runs code.
func question(items []game.Item) (expected uint32, coded bool) {
	for i, it := range items {
		if it.Expected {
			expected |= 1 << i
		}
		coded = coded || len(it.Do) > 0
	}
	return expected, coded
}

// oneMore ticks the next item of a set, and turns the number of ways to tick k
// of n into that for k+1: times n-k, by k+1.
func oneMore(ticked, set uint32, ways int32) (uint32, int32) {
	k, n := int64(bits.OnesCount32(ticked)), int64(bits.OnesCount32(set))
	next := set &^ ticked
	return ticked | next&-next, int32(int64(ways) * (n - k) / (k + 1))
}

func (sp *space) choose(s game.State, id game.ChoiceID, weight int32) error {
	next, gain, err := sp.sc.Apply(s, id)
	if err != nil {
		return sp.fault("E201")
	}
	sp.play = append(sp.play, game.Move{}) // named only if it is shown
	at := len(sp.play) - 1
	to, err := sp.visit(next)
	if fault, ok := err.(*FaultError); ok && at < len(fault.Play) {
		fault.Play[at] = MoveOf(sp.sc, s, id)
	}
	sp.play = sp.play[:at]
	sp.scratch = append(sp.scratch, edge{to, int32(sp.sc.Total(gain)), weight})
	return err
}

// MoveOf names a choice of a state as plays in proofs and tests do.
func MoveOf(sc *game.Scenario, s game.State, id game.ChoiceID) game.Move {
	m := game.Move{Scene: sc.SceneID(s.Scene())}
	if sc.Kind(s) != game.Question {
		m.N = int(id) + 1
		return m
	}
	m.Ticks = []int{}
	for rest := uint32(id); rest != 0; rest &= rest - 1 {
		m.Ticks = append(m.Ticks, bits.TrailingZeros32(rest)+1)
	}
	return m
}
