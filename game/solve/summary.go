package solve

import (
	"slices"

	"kobayashi/game"
)

// Range is the least and the most of something.
type Range struct{ Least, Most int }

// Dimensions gives the extremes of each dimension of the score over choices and
// dice, unweighted, each dimension for itself.
func (sol *Solution) Dimensions() []Range {
	g := sol.g
	list := make([]Range, len(g.sc.Rules().Scores))
	most, least := make([]int64, g.n), make([]int64, g.n)
	for d := range list {
		g.up(func(n, id int32, edges []edge) bool {
			st := &g.stances[id]
			var top, bottom int64
			first := true
			for i, e := range edges {
				if !st.possible(i) {
					continue
				}
				gain := int64(g.awards[e.award][d])
				a, b := most[e.to]+gain, least[e.to]+gain
				if first {
					top, bottom, first = a, b, false
				}
				top, bottom = max(top, a), min(bottom, b)
			}
			most[n], least[n] = top, bottom
			return true
		})
		opening := int(g.opening[d])
		list[d] = Range{int(least[g.start()]) + opening, int(most[g.start()]) + opening}
	}
	return list
}

// Shortest is the shortest play to an ending, in decisions and outcomes of
// chance, or nil if the ending is never reached.
func (sol *Solution) Shortest(ending string) []game.Move {
	const never = 1 << 30
	g := sol.g
	far := make([]int32, g.n)
	g.up(func(n, id int32, edges []edge) bool {
		st := &g.stances[id]
		far[n] = never
		if end := g.rules(id).Ending; end != "" && end == ending {
			far[n] = 0
		}
		for i, e := range edges {
			if st.possible(i) {
				far[n] = min(far[n], far[e.to]+pace(st.kind))
			}
		}
		return true
	})
	n := g.start()
	if far[n] >= never {
		return nil
	}
	play := []game.Move{}
	for st, edges := g.state(n); len(edges) > 0; st, edges = g.state(n) {
		for i, e := range edges {
			if far[e.to]+pace(st.kind) != far[n] || !st.possible(i) {
				continue
			}
			if st.kind != game.Route {
				play = append(play, moveOf(g.sc, st.scene, st.options[i].id))
			}
			n = e.to
			break
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

// add widens a regret to hold another of the same answer.
func (r *Regret) add(least, most Points) {
	if least.Less(r.Least) {
		r.Least = least
	}
	if r.Most.Less(most) {
		r.Most = most
	}
}

// Regrets gives the regret of each choice of a scene, in the order of the file;
// of a question, of each set of ticks, or where there are more than a thousand
// of those, of one for each number of right and wrong ones. It is empty for a
// scene that was never entered or where nobody decides. It fails with ErrTooFine.
func (sol *Solution) Regrets(scene int) ([]Regret, error) {
	all, err := sol.lost()
	if err != nil {
		return nil, err
	}
	return slices.Clone(all[scene]), nil
}

// regrets works out those of all scenes at once.
func (sol *Solution) regrets() ([][]Regret, error) {
	g := sol.g
	byStance := make([][]Regret, len(g.stances))
	fine := true
	g.up(func(n, id int32, edges []edge) bool {
		st := &g.stances[id]
		if st.kind == game.Chance || len(edges) == 0 {
			return true
		}
		list := byStance[id]
		for i, e := range edges {
			lost, ok := sol.loss(n, e)
			fine = fine && ok
			if len(list) == i {
				list = append(list, Regret{st.options[i].id, lost, lost})
			}
			list[i].add(lost, lost)
		}
		byStance[id] = list
		return fine
	})
	if !fine {
		return nil, ErrTooFine
	}
	found := make([]map[game.ChoiceID]Regret, len(g.sc.Rules().Scenes))
	for id, list := range byStance {
		g.spread(&g.stances[id], list, found)
	}
	all := make([][]Regret, len(found))
	for scene, byID := range found {
		for _, r := range byID {
			r.Least, r.Most = game.Fraction(r.Least.Num, r.Least.Den), game.Fraction(r.Most.Num, r.Most.Den)
			all[scene] = append(all[scene], r)
		}
		slices.SortFunc(all[scene], func(a, b Regret) int { return int(a.ID) - int(b.ID) })
	}
	return all, nil
}

// loss is what a way gives away, not always in lowest terms.
func (sol *Solution) loss(n int32, e edge) (Points, bool) {
	if w := &sol.best; w.fine == nil {
		return Points{Num: w.units(n) - w.units(e.to) - sol.g.totals[e.award]*w.unit, Den: w.unit}, true
	}
	return sol.best.of(n).Minus(sol.worth(e))
}

// maxSets bounds the answers of a question that Regrets lists one by one.
const maxSets = 1 << 10

// spread adds a stance's regrets to those of its scene, by answer.
func (g *graph) spread(st *stance, list []Regret, found []map[game.ChoiceID]Regret) {
	if found[st.scene] == nil && len(list) > 0 {
		found[st.scene] = map[game.ChoiceID]Regret{}
	}
	note := func(id game.ChoiceID, r Regret) {
		if old, known := found[st.scene][id]; known {
			old.add(r.Least, r.Most)
			r = old
		}
		r.ID = id
		found[st.scene][id] = r
	}
	if st.kind != game.Question || st.all > maxSets {
		for _, r := range list {
			note(r.ID, r)
		}
		return
	}
	for ticked := uint32(0); len(list) > 0; ticked = (ticked - st.offered) & st.offered {
		id := game.ChoiceID(ticked)
		if note(id, list[st.indexOf(g.sc, id)]); ticked == st.offered {
			return
		}
	}
}
