package solve

import (
	"math/bits"
	"slices"

	"kobayashi/game"
)

// Range is the least and the most of something.
type Range struct{ Least, Most int }

// Dimensions gives the extremes of each dimension of the score over choices and
// dice, unweighted, each dimension for itself.
func (sol *Solution) Dimensions() []Range {
	sp := sol.sp
	dims := len(sp.sc.Rules().Scores)
	most, least := make([]game.Score, sp.table.n), make([]game.Score, sp.table.n)
	var options []option
	for _, n := range sp.order {
		s := sp.table.state(n)
		options = optionsOf(sp.sc, s, options[:0])
		first := true
		for i, o := range options {
			if sp.chance(n) && o.weight == 0 {
				continue
			}
			gain := sp.gain(s, o.id)
			to := sp.of(n)[i].to
			for d := range dims {
				if v := most[to][d] + gain[d]; first || v > most[n][d] {
					most[n][d] = v
				}
				if v := least[to][d] + gain[d]; first || v < least[n][d] {
					least[n][d] = v
				}
			}
			first = false
		}
	}
	list := make([]Range, dims)
	for d := range list {
		opening := int(sp.opening[d])
		list[d] = Range{int(least[sp.first][d]) + opening, int(most[sp.first][d]) + opening}
	}
	return list
}

// Shortest is the shortest play to an ending, in decisions and outcomes of
// chance, or nil if the ending is never reached.
func (sol *Solution) Shortest(ending string) []game.Move {
	const never = 1 << 30
	sp := sol.sp
	far := make([]int32, sp.table.n)
	for _, n := range sp.order {
		scene := sp.sc.Rules().Scenes[sp.table.scene(n)]
		far[n] = never
		if scene.Ending != "" && scene.Ending == ending {
			far[n] = 0
		}
		for _, e := range sp.of(n) {
			if sp.chance(n) && e.weight == 0 {
				continue
			}
			far[n] = min(far[n], far[e.to]+pace(scene.Decision.Kind))
		}
	}
	if far[sp.first] >= never {
		return nil
	}
	play := []game.Move{}
	for n := sp.first; len(sp.of(n)) > 0; {
		s := sp.table.state(n)
		step := pace(sp.sc.Kind(s))
		for i, o := range optionsOf(sp.sc, s, nil) {
			if e := sp.of(n)[i]; far[e.to]+step == far[n] && !(sp.chance(n) && e.weight == 0) {
				if step > 0 {
					play = append(play, MoveOf(sp.sc, s, o.id))
				}
				n = e.to
				break
			}
		}
	}
	return play
}

// pace is what a scene adds to the length of a play: a route is taken by nobody.
func pace(k game.Kind) int32 {
	if k == game.Route {
		return 0
	}
	return 1
}

// Regret is what an answer gives away at least and at most, over all states in
// which it can be given: the best that can be had there, less the best behind it.
type Regret struct {
	ID          game.ChoiceID
	Least, Most Points
}

// maxSets bounds the answers of a question that Regrets lists one by one; of a
// larger question it lists one answer for each number of right and wrong ticks.
const maxSets = 1 << 10

// Regrets gives the regret of each choice of a scene, in the order of the file;
// of a question, of each set of ticks. It is nil for a scene that was never
// entered or where nobody decides. It fails with ErrTooFine.
func (sol *Solution) Regrets(scene int) ([]Regret, error) {
	sp := sol.sp
	var failed error
	found := map[game.ChoiceID]*Regret{}
	var order []game.ChoiceID
	note := func(id game.ChoiceID, lost Points) {
		r := found[id]
		if r == nil {
			r = &Regret{id, lost, lost}
			found[id] = r
			order = append(order, id)
		}
		if lost.Less(r.Least) {
			r.Least = lost
		}
		if r.Most.Less(lost) {
			r.Most = lost
		}
	}
	for _, n := range sp.order {
		if sp.table.scene(n) == scene && !sp.chance(n) {
			if err := sol.regretsAt(n, note); err != nil {
				failed = err
			}
		}
	}
	list := make([]Regret, 0, len(order))
	for _, id := range sorted(order) {
		list = append(list, *found[id])
	}
	return list, failed
}

func (sol *Solution) regretsAt(n int32, note func(game.ChoiceID, Points)) error {
	sp := sol.sp
	s := sp.table.state(n)
	var failed error
	lost := func(e edge) Points {
		d, ok := sol.best[n].Minus(sol.best[e.to].Plus(int64(e.gain)))
		if !ok {
			failed = ErrTooFine
		}
		return d
	}
	set := sp.sc.Offered(s)
	expected, coded := question(sp.sc.Rules().Scenes[s.Scene()].Decision.Items)
	if sp.sc.Kind(s) == game.Question && !coded && 1<<bits.OnesCount32(set) <= maxSets {
		width := bits.OnesCount32(set&^expected) + 1
		for ticked := uint32(0); ; ticked = (ticked - set) & set {
			i := bits.OnesCount32(ticked&expected)*width + bits.OnesCount32(ticked&^expected)
			if note(game.ChoiceID(ticked), lost(sp.of(n)[i])); ticked == set {
				return failed
			}
		}
	}
	for i, o := range optionsOf(sp.sc, s, nil) {
		note(o.id, lost(sp.of(n)[i]))
	}
	return failed
}

func sorted(ids []game.ChoiceID) []game.ChoiceID {
	slices.Sort(ids)
	return ids
}
