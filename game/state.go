package game

import (
	"errors"
	"fmt"
	"math/bits"
)

// stateWords bounds what a play can remember: 64 bits each.
const stateWords = 8

// State is where a play stands and all it remembers. It is a value: equal
// states have equal futures, and == is the test.
type State struct {
	at   int32
	bits [stateWords]uint64
}

// field is a variable's or flag's place in a state. No field crosses a word.
type field struct {
	word  uint8
	shift uint8
	mask  uint32 // 0: no such field
}

func (s *State) get(f field) uint32 {
	return uint32(s.bits[f.word]>>f.shift) & f.mask
}

func (s *State) put(f field, v uint32) {
	w := &s.bits[f.word]
	*w = *w&^(uint64(f.mask)<<f.shift) | uint64(v&f.mask)<<f.shift
}

// Score is the points so far, one number for each dimension of the scenario.
// It is a reward, never part of a state.
type Score [MaxScores]int32

// Plus adds two scores dimension by dimension.
func (a Score) Plus(b Score) Score {
	for i, v := range b {
		a[i] += v
	}
	return a
}

// ChoiceID names what can be chosen in a scene. For choose, route and chance it
// is the item's place in the file from 0; for a question it is the set of
// ticked items, one bit each.
type ChoiceID uint32

// Choice is one thing that is offered: N is its number in the file, from 1.
type Choice struct {
	ID      ChoiceID // of a question: the bit of this item alone
	N       int
	Percent int
	After   int
	Tags    []string
}

// ErrNotOffered is the answer to a choice that the state does not offer.
var ErrNotOffered = errors.New("not offered here")

// Scene is the place of the current scene among the rules' scenes.
func (s State) Scene() int { return int(s.at) }

// Over reports whether the run has ended.
func (sc *Scenario) Over(s State) bool { return sc.scenes[s.at].kind == End }

// Kind says how the current scene goes on.
func (sc *Scenario) Kind(s State) Kind { return sc.scenes[s.at].kind }

// Offered is the set of items offered or shown now, one bit each, in file
// order. Of a route it is the one way that is taken. At an ending it is empty.
func (sc *Scenario) Offered(s State) uint32 {
	scene := &sc.scenes[s.at]
	if scene.always != 0 {
		return scene.always
	}
	var set uint32
	for i := range scene.items {
		if it := &scene.items[i]; it.cond == nil || eval(it.cond, &s, tally{}) != 0 {
			set |= 1 << i
			if scene.kind == Route {
				break
			}
		}
	}
	return set
}

// Open is what is offered now, in file order. Screens see only this.
func (sc *Scenario) Open(s State) []Choice {
	set := sc.Offered(s)
	open := make([]Choice, 0, bits.OnesCount32(set))
	kind := sc.scenes[s.at].kind
	for i, it := range sc.rules.Scenes[s.at].Decision.Items {
		if set&(1<<i) == 0 {
			continue
		}
		id := ChoiceID(i)
		if kind == Question {
			id = 1 << i
		}
		open = append(open, Choice{ID: id, N: i + 1, Percent: it.Percent, After: it.After, Tags: it.Tags})
	}
	return open
}

// Apply gives the state after a choice and the points it earned. It enters the
// scene that follows: injects that are due come first, entry code has run. For
// a chance the choice is the outcome. It fails with ErrNotOffered and leaves
// the caller's state as it was.
func (sc *Scenario) Apply(s State, c ChoiceID) (State, Score, error) {
	var gain Score
	target, err := sc.decide(&s, c, &gain)
	if err != nil {
		return s, gain, err
	}
	sc.enter(&s, target, &gain)
	return s, gain, nil
}

// Advance is Apply for who has asked what is offered already: it changes the
// state and adds to the gain in place. shown is what Offered says of the state.
// If it fails, neither may be used any more.
func (sc *Scenario) Advance(s *State, shown uint32, c ChoiceID, gain *Score) error {
	target, err := sc.decideAmong(s, shown, c, gain)
	if err != nil {
		return err
	}
	sc.enter(s, target, gain)
	return nil
}

// decide runs the code of a choice and gives the scene to enter. The state is
// still in the scene that was left.
func (sc *Scenario) decide(s *State, c ChoiceID, gain *Score) (int32, error) {
	return sc.decideAmong(s, sc.Offered(*s), c, gain)
}

func (sc *Scenario) decideAmong(s *State, shown uint32, c ChoiceID, gain *Score) (int32, error) {
	scene := &sc.scenes[s.at]
	var target int32
	if scene.kind == Question {
		if uint32(c)&^shown != 0 {
			return 0, sc.notOffered(*s, c)
		}
		way, err := scene.answer(s, uint32(c), shown, gain)
		if err != nil {
			return 0, fmt.Errorf("scene %s: %w", sc.rules.Scenes[s.at].ID, err)
		}
		target = way
	} else {
		if c >= 32 || shown&(1<<c) == 0 {
			return 0, sc.notOffered(*s, c)
		}
		it := &scene.items[c]
		run(it.do, s, tally{}, gain)
		target = it.target
	}
	if target == toReturn {
		target = sc.pop(s)
	}
	return target, nil
}

func (sc *Scenario) notOffered(s State, c ChoiceID) error {
	return fmt.Errorf("choice %d of scene %s: %w", c, sc.rules.Scenes[s.at].ID, ErrNotOffered)
}

// answer runs a question: the ticked items' code in file order, then the first
// way whose condition holds after it.
func (scene *sceneCode) answer(s *State, ticked, shown uint32, gain *Score) (int32, error) {
	t := tally{
		hits:   int32(bits.OnesCount32(ticked & scene.expected)),
		wrong:  int32(bits.OnesCount32(ticked &^ scene.expected)),
		missed: int32(bits.OnesCount32(shown & scene.expected &^ ticked)),
	}
	for rest := ticked; rest != 0; rest &= rest - 1 {
		run(scene.items[bits.TrailingZeros32(rest)].do, s, t, gain)
	}
	for i := range scene.then {
		if w := &scene.then[i]; w.cond == nil || eval(w.cond, s, t) != 0 {
			run(w.do, s, t, gain)
			return w.target, nil
		}
	}
	return 0, ErrNoWay
}

// enter goes to a scene. The first inject whose time has come is entered in its
// place, and the scene waits until the inject returns.
func (sc *Scenario) enter(s *State, target int32, gain *Score) {
	for i := range sc.injects {
		in := &sc.injects[i]
		if in.scene == target || s.get(in.fired) != 0 || eval(in.when, s, tally{}) == 0 {
			continue
		}
		s.put(in.fired, 1)
		sc.push(s, target)
		target = in.scene
		break
	}
	s.at = target
	scene := &sc.scenes[target]
	if scene.visited.mask != 0 {
		s.put(scene.visited, 1)
	}
	for i := range scene.enter {
		scene.enter[i].run(s, gain)
	}
}

// push remembers the scene an inject keeps waiting; 0 in a slot means none.
func (sc *Scenario) push(s *State, target int32) {
	for _, f := range sc.due {
		if s.get(f) == 0 {
			s.put(f, uint32(target)+1)
			return
		}
	}
}

// pop gives the scene that waits longest last. Without one, which the lint
// refuses (E056), the play stays where it is.
func (sc *Scenario) pop(s *State) int32 {
	for i := len(sc.due) - 1; i >= 0; i-- {
		if v := s.get(sc.due[i]); v != 0 {
			s.put(sc.due[i], 0)
			return int32(v) - 1
		}
	}
	return s.at
}

// Start is the first state of a variant. An unknown variant is the default one.
func (sc *Scenario) Start(variant string) (State, Score) {
	return sc.StartAt(variant, 0, nil)
}

// StartAt begins a practice at any scene, with variables set by the caller
// after the variant's own. Values outside a range are cut to it.
func (sc *Scenario) StartAt(variant string, scene int, set map[string]int) (State, Score) {
	var gain Score
	s := sc.initial
	for _, v := range sc.variants {
		if v.id == variant || (v.id == sc.Variant(variant)) {
			run(v.set, &s, tally{}, &gain)
			break
		}
	}
	for name, value := range set {
		if i := sc.VarIndex(name); i >= 0 {
			sc.slots[i].write(&s, int64(value))
		}
	}
	sc.enter(&s, int32(scene), &gain)
	return s, gain
}

// Value is a variable's value: a number, 0 or 1, or the place in an enum's list.
func (sc *Scenario) Value(s State, i int) int {
	return int(s.get(sc.slots[i].field)) + int(sc.slots[i].min)
}

// Visited reports whether a scene was entered, as far as conditions ask.
func (sc *Scenario) Visited(s State, scene int) bool {
	return sc.scenes[scene].visited.mask != 0 && s.get(sc.scenes[scene].visited) != 0
}
