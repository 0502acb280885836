package solve

import (
	"math/bits"

	"kobayashi/game"
)

// stances numbers what states offer.
type stances struct {
	sc   *game.Scenario
	last []int32 // by scene: the stance met last, nearly always the next one too
	at   map[uint64]int32
}

func newStances(sc *game.Scenario) stances {
	return stances{sc, make([]int32, len(sc.Rules().Scenes)), map[uint64]int32{}}
}

// of gives the number of a state's stance, and whether it was made for it.
func (t *stances) of(g *graph, s *game.State) (id int32, made bool) {
	offered, scene := t.sc.Offered(*s), s.Scene()
	if id := t.last[scene]; int(id) < len(g.stances) && g.stances[id].scene == scene && g.stances[id].offered == offered {
		return id, false
	}
	key := uint64(scene)<<32 | uint64(offered)
	id, known := t.at[key]
	if !known {
		id = int32(len(g.stances))
		t.at[key] = id
		g.stances = append(g.stances, stanceOf(t.sc, scene, offered))
	}
	t.last[scene] = id
	return id, !known
}

func stanceOf(sc *game.Scenario, scene int, offered uint32) stance {
	d := sc.Rules().Scenes[scene].Decision
	st := stance{scene: scene, kind: d.Kind, offered: offered, options: optionsOf(d, offered)}
	for i := range st.options {
		st.all += st.weight(i)
	}
	return st
}

// optionsOf lists the ways on: the items in file order, or the answers of a
// question. Where ticking an item runs no code, only how many right and wrong
// ones were ticked can matter, and one answer stands for all of those.
func optionsOf(d game.Decision, set uint32) []option {
	var list []option
	if d.Kind != game.Question {
		for rest := set; rest != 0; rest &= rest - 1 {
			i := bits.TrailingZeros32(rest)
			list = append(list, option{game.ChoiceID(i), int32(d.Items[i].Percent), -1})
		}
		return list
	}
	expected, coded := question(d.Items)
	if coded {
		for ticked := uint32(0); ; ticked = (ticked - set) & set {
			if list = append(list, option{game.ChoiceID(ticked), 1, -1}); ticked == set {
				return list
			}
		}
	}
	right, wrong := set&expected, set&^expected
	for hits, many := uint32(0), int32(1); ; {
		for misses, ways := uint32(0), many; ; {
			list = append(list, option{game.ChoiceID(hits | misses), ways, -1})
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

// indexOf finds the option a choice comes to, or -1 if it is not offered.
func (st *stance) indexOf(sc *game.Scenario, id game.ChoiceID) int {
	if st.kind != game.Question {
		if id >= 32 || st.offered&(1<<id) == 0 {
			return -1
		}
		return bits.OnesCount32(st.offered & (1<<id - 1))
	}
	ticked := uint32(id)
	if ticked&^st.offered != 0 {
		return -1
	}
	expected, coded := question(sc.Rules().Scenes[st.scene].Decision.Items)
	if !coded {
		wide := bits.OnesCount32(st.offered&^expected) + 1
		return bits.OnesCount32(ticked&expected)*wide + bits.OnesCount32(ticked&^expected)
	}
	// The answers are the subsets in the order of numbers: the ticks, with the
	// items that are not shown left out.
	index, bit := 0, 0
	for rest := st.offered; rest != 0; rest &= rest - 1 {
		if ticked&(rest&-rest) != 0 {
			index |= 1 << bit
		}
		bit++
	}
	return index
}

// MoveOf names a choice of a state as plays in proofs and tests do.
func MoveOf(sc *game.Scenario, s game.State, id game.ChoiceID) game.Move {
	return moveOf(sc, s.Scene(), id)
}

func moveOf(sc *game.Scenario, scene int, id game.ChoiceID) game.Move {
	m := game.Move{Scene: sc.SceneID(scene)}
	if sc.Rules().Scenes[scene].Decision.Kind != game.Question {
		m.N = int(id) + 1
		return m
	}
	m.Ticks = []int{}
	for rest := uint32(id); rest != 0; rest &= rest - 1 {
		m.Ticks = append(m.Ticks, bits.TrailingZeros32(rest)+1)
	}
	return m
}
