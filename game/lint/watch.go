package lint

import (
	"context"
	"math/bits"
	"math/rand/v2"

	"kobayashi/game"
	"kobayashi/game/parse"
	"kobayashi/game/solve"
)

// seenCondition is what a condition was, whenever it was read.
type seenCondition struct {
	from, to game.Pos
	scene    int
	asks     bool // it reads something that changes
	offer    bool // that it never holds is another rule's to say
	yes, no  bool
}

func (c *seenCondition) holds(v bounds) { c.yes, c.no = c.yes || v.hi == 1, c.no || v.lo == 0 }

// open tells whether there may be something to say.
func (c *seenCondition) open() bool { return c.asks && (!c.no || !c.yes && !c.offer) }

// seenEffect is what a sum did to its variable, whenever it ran.
type seenEffect struct {
	from, to    game.Pos
	scene, slot int
	lost, works bool
	at          int // the bound at which it is lost
}

// happens notes an effect on a variable: lost if the bound lets nothing through.
func (e *seenEffect) happens(by, was bounds, least, most int) {
	switch {
	case e == nil, by.only(0):
	case by.lo >= 0 && was.lo == most:
		e.lost, e.at = true, most
	case by.hi <= 0 && was.hi == least:
		e.lost, e.at = true, least
	default:
		e.works = true
	}
}

// sightings are what was seen of everything that is asked about.
type sightings struct {
	conditions []*seenCondition
	effects    []*seenEffect
	ranges     []bounds // by variable: the values met
	of         *exact
	written    map[string]bool // variables
}

// met notes a variable's value.
func (s *sightings) met(slot int, b bounds) {
	r := &s.ranges[slot]
	*r = bounds{min(r.lo, b.lo), max(r.hi, b.hi)}
}

// keeper makes sightings of a scene's code.
type keeper struct {
	*sightings
	scene int
	file  *parse.File
}

func (s *sightings) in(scene int, file *parse.File) keeper { return keeper{s, scene, file} }

func (k keeper) condition(e *game.Expr) *seenCondition {
	c := &seenCondition{from: e.From, to: e.To, scene: k.scene}
	// What reads nothing that is ever written is the variables' fault.
	e.Walk(func(e *game.Expr) {
		c.asks = c.asks || e.Op == game.OpVisited || e.Op == game.OpVar && (k.written[e.Name] || k.of.sc.VarIndex(e.Name) < 0)
	})
	k.conditions = append(k.conditions, c)
	return c
}

func (k keeper) offer(e *game.Expr) *seenCondition {
	c := k.condition(e)
	c.offer = true
	return c
}

func (k keeper) effect(st *parse.Stmt) *seenEffect {
	e := &seenEffect{scene: k.scene, slot: k.of.sc.VarIndex(st.Name)}
	e.from, e.to = k.file.Range(st.Span)
	k.effects = append(k.effects, e)
	return e
}

// watch is W205, W208 and W404. Most of what is asked about is settled by some
// plays: a condition that was once true and once not needs no proof. Only where
// something is left open are all states looked at.
func (x *exact) watch(ctx context.Context, solved []*solve.Solution, plays int) error {
	seen := &sightings{ranges: make([]bounds, len(x.rules.Vars)), of: x}
	seen.written = usesOf(x.files()).written
	for i, v := range x.rules.Vars {
		seen.ranges[i] = bounds{v.Max, v.Min} // nothing met yet
	}
	m := newMachine(x, seen)
	for _, sol := range solved {
		m.wander(sol.Variant, plays)
	}
	for _, sol := range solved {
		if x.open(seen) {
			if err := m.all(ctx, sol); err != nil {
				return err
			}
		}
	}
	x.tell(seen)
	return nil
}

// open tells whether anything is left to ask. What stands in a scene that is
// never entered is that scene's fault.
func (x *exact) open(s *sightings) bool {
	for _, c := range s.conditions {
		if x.entered[c.scene] && c.open() {
			return true
		}
	}
	for _, e := range s.effects {
		if x.entered[e.scene] && !e.works {
			return true
		}
	}
	for i := range s.ranges {
		if x.wide(s, i) {
			return true
		}
	}
	return false
}

// Plays to look at before all states are, of each variant, and the most scenes
// of one.
const (
	samplePlays  = 200
	sampleScenes = 2000
)

// wander plays at random, and goes where it was least. The dice are the same
// each time.
func (m *machine) wander(variant string, plays int) {
	dice := rand.New(rand.NewPCG(20, 26))
	been := make([][game.MaxItems]int, len(m.stages))
	for range plays {
		s, _ := m.sc.Start(variant)
		b := m.start(variant)
		m.consider(game.State{}, 0, s.Scene(), b)
		for range sampleScenes {
			m.enter(s.Scene(), b)
			m.arrive(s.Scene(), b)
			shown := m.sc.Offered(s)
			id, ok := m.pick(dice, s, shown, &been[s.Scene()])
			if !ok {
				break
			}
			next, _, err := m.sc.Apply(s, id)
			if err != nil {
				break
			}
			m.leave(s.Scene(), id, shown, b)
			m.consider(s, m.due(s, id, next.Scene()), next.Scene(), b)
			s = next
		}
	}
}

// pick chooses at random, or half of the time what was chosen least.
func (m *machine) pick(dice *rand.Rand, s game.State, shown uint32, been *[game.MaxItems]int) (game.ChoiceID, bool) {
	kind := m.sc.Kind(s)
	if kind == game.Question {
		return game.ChoiceID(dice.Uint32() & shown), true
	}
	if kind == game.Chance {
		for i, it := range m.rules.Scenes[s.Scene()].Decision.Items {
			if it.Percent == 0 {
				shown &^= 1 << i
			}
		}
	}
	if shown == 0 {
		return 0, false
	}
	nth, least, id := dice.IntN(bits.OnesCount32(shown)), dice.IntN(2) == 0, -1
	for rest := shown; rest != 0; rest &= rest - 1 {
		i := bits.TrailingZeros32(rest)
		if least && (id < 0 || been[i] < been[id]) || !least && nth == 0 {
			id = i
		}
		nth--
	}
	been[id]++
	return game.ChoiceID(id), true
}

// all looks at every state of a variant, with the range that each variable can
// have in all plays that come to it.
func (m *machine) all(ctx context.Context, sol *solve.Solution) error {
	boards := make([][]bounds, sol.States)
	var free [][]bounds
	first := sol.Start()
	b := m.start(sol.Variant)
	m.consider(game.State{}, 0, first.Scene(), b)
	m.enter(first.Scene(), b)
	boards[first.Number()] = b
	spare := make([]bounds, m.slots)
	looked := 0
	sol.Forward(func(at solve.Stand, ways []solve.Way) bool {
		b := boards[at.Number()]
		if b == nil {
			return true // behind an outcome of no chance
		}
		if looked++; looked%4096 == 0 && ctx.Err() != nil {
			return false
		}
		m.arrive(at.Scene, b)
		s := at.State()
		for _, w := range ways {
			copy(spare, b)
			entered := w.To.State().Scene()
			m.leave(at.Scene, w.ID, at.Offered, spare)
			m.consider(s, m.due(s, w.ID, entered), entered, spare)
			m.enter(entered, spare)
			if to := &boards[w.To.Number()]; *to != nil {
				widen(*to, spare)
			} else if n := len(free); n > 0 {
				*to, free = free[n-1], free[:n-1]
				copy(*to, spare)
			} else {
				*to = append([]bounds(nil), spare...)
			}
		}
		boards[at.Number()] = nil
		free = append(free, b)
		return true
	})
	return ctx.Err()
}
