package game

import (
	"fmt"
	"math/bits"
	"slices"
)

type compiler struct {
	sc   *Scenario
	word int // the next free bit of the state
	bit  int
	err  error
}

func (c *compiler) fail(format string, args ...any) {
	if c.err == nil {
		c.err = fmt.Errorf(format, args...)
	}
}

// field takes the room for values 0..most.
func (c *compiler) field(most int) field {
	n := max(1, bits.Len(uint(most)))
	if c.bit+n > 64 {
		c.word, c.bit = c.word+1, 0
	}
	if c.word >= stateWords {
		c.fail("%w: %d words of 64 bits are not enough", ErrTooLarge, stateWords)
		return field{mask: 1}
	}
	f := field{word: uint8(c.word), shift: uint8(c.bit), mask: uint32(1)<<n - 1}
	c.bit += n
	return f
}

// packed gives the scene its place behind all that is remembered: in the last
// word if there is room, else in one of its own.
func (c *compiler) packed() field {
	n := bits.Len(uint(len(c.sc.rules.Scenes)))
	f := field{word: uint8(c.word), shift: uint8(c.bit), mask: uint32(1)<<n - 1}
	if c.bit+n > 64 {
		f.word, f.shift = f.word+1, 0
	}
	return f
}

// ErrTooLarge says that the variables and visited scenes of a scenario do not
// fit into a state.
var ErrTooLarge = fmt.Errorf("too much to remember")

// layout gives every variable, every visited flag that is read and every inject
// its place. Wide fields first, so that little room is lost at word ends.
func (c *compiler) layout() {
	sc := c.sc
	sc.slots = make([]slot, len(sc.rules.Vars))
	order := make([]int, len(sc.rules.Vars))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		va, vb := sc.rules.Vars[a], sc.rules.Vars[b]
		return (vb.Max - vb.Min) - (va.Max - va.Min)
	})
	for _, i := range order {
		v := sc.rules.Vars[i]
		sc.slots[i] = slot{field: c.field(v.Max - v.Min), min: int32(v.Min), max: int32(v.Max)}
		sc.slots[i].write(&sc.initial, int64(v.Start))
	}
	sc.scenes = make([]sceneCode, len(sc.rules.Scenes))
	var injects int
	for i, scene := range sc.rules.Scenes {
		if scene.When != nil {
			injects++
			sc.injects = append(sc.injects, injectCode{scene: int32(i)})
		}
	}
	for range injects {
		sc.due = append(sc.due, c.field(len(sc.rules.Scenes)))
	}
	for i := range sc.injects {
		sc.injects[i].fired = c.field(1)
	}
	for _, i := range c.asked() {
		sc.scenes[i].visited = c.field(1)
	}
}

// asked lists the scenes whose visit some condition or shown value reads.
func (c *compiler) asked() []int {
	seen := map[int]bool{}
	c.eachExpr(func(e *Expr) {
		if e.Op == OpVisited {
			if i, ok := c.sc.sceneAt[e.Name]; ok {
				seen[i] = true
			}
		}
	})
	list := make([]int, 0, len(seen))
	for i := range seen {
		list = append(list, i)
	}
	slices.Sort(list)
	return list
}

// eachExpr walks every expression of the rules and of the wordings.
func (c *compiler) eachExpr(f func(*Expr)) {
	c.sc.rules.Each(func(e *Expr) { e.Walk(f) })
	for _, t := range c.sc.texts {
		t.Each(func(b *Block) {
			b.If.Walk(f)
			for _, p := range b.Parts {
				p.Expr.Walk(f)
			}
		})
	}
}
