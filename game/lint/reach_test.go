package lint

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// mstate is all that a play of a model remembers.
type mstate struct {
	at, due int
	fired   bool
	values  [3]int
	visited [8]bool
}

// sight is what was seen of a condition or an effect.
type sight struct{ yes, no bool }

// brute plays a model through all its states.
type brute struct {
	*model
	seen    map[mstate]bool
	conds   map[*mcond]*sight
	effects map[*meffect]*sight // yes: it worked; no: it was lost
	offered map[*mitem]bool
	entered [8]bool
	lo, hi  [3]int
}

func (b *brute) holds(c *mcond, s *mstate) bool {
	all := true
	for part := c; part != nil; part = part.also {
		v := part.v < 0 && s.visited[part.visit] || part.v >= 0 && s.values[part.v] >= part.than
		all = all && v != part.less
	}
	if b.conds[c] == nil {
		b.conds[c] = &sight{}
	}
	b.conds[c].yes = b.conds[c].yes || all
	b.conds[c].no = b.conds[c].no || !all
	return all
}

func (b *brute) run(list []meffect, s *mstate) {
	for i := range list {
		e := &list[i]
		was := s.values[e.v]
		s.values[e.v] = min(b.max[e.v], max(0, was+e.by))
		b.lo[e.v], b.hi[e.v] = min(b.lo[e.v], s.values[e.v]), max(b.hi[e.v], s.values[e.v])
		if b.effects[e] == nil {
			b.effects[e] = &sight{}
		}
		b.effects[e].yes = b.effects[e].yes || s.values[e.v] != was
		b.effects[e].no = b.effects[e].no || s.values[e.v] == was
	}
}

func (b *brute) enter(s mstate, to int) {
	inject := b.plain + 1
	if b.when != nil && !s.fired && to != inject && b.holds(b.when, &s) {
		s.fired, s.due, to = true, to, inject
	}
	s.at = to
	if to < b.plain {
		s.visited[to] = true
	}
	b.entered[to] = true
	scene := &b.scenes[to]
	for i := range scene.enter {
		if c := &scene.enter[i]; c.cond == nil || b.holds(c.cond, &s) {
			b.run(c.effects, &s)
		}
	}
	b.visit(s)
}

func (b *brute) visit(s mstate) {
	if b.seen[s] {
		return
	}
	b.seen[s] = true
	scene := &b.scenes[s.at]
	if scene.shown != nil {
		b.holds(scene.shown, &s)
	}
	var open []*mitem
	for i := range scene.items {
		it := &scene.items[i]
		if it.cond == nil || b.holds(it.cond, &s) {
			open = append(open, it)
		}
	}
	if scene.route {
		open = open[:1]
	}
	for _, it := range open {
		b.offered[it] = true
		next, to := s, it.to
		b.run(it.effects, &next)
		if to == back {
			to = next.due
		}
		b.enter(next, to)
	}
}

// findings are the rules that a model breaks, each with its line.
func (b *brute) findings() []string {
	found := map[string]int{}
	say := func(rule string, line int) { found[fmt.Sprintf("%s:%d", rule, line)]++ }
	for v, most := range b.max {
		if width := b.hi[v] - b.lo[v]; width > 0 && most > farWider*width {
			say("W404", 7+v)
		}
	}
	for i := range b.scenes {
		s := &b.scenes[i]
		if !b.entered[i] {
			if s.line > 0 {
				say([]string{"W206", "W207", "W203"}[kindOf(i-b.plain)], s.line)
			}
			continue
		}
		b.cond(say, s.shown, s.at, true)
		for k := range s.enter {
			b.code(say, &s.enter[k], true)
		}
		for k := range s.items {
			it := &s.items[k]
			b.code(say, &it.mcode, s.route && b.entered[it.to])
			if !s.route && !b.offered[it] {
				say("W204", it.line)
			}
		}
	}
	if b.when != nil {
		b.cond(say, b.when, b.scenes[b.plain+1].title, false)
	}
	return slices.Sorted(maps.Keys(found))
}

// kindOf is 0 for the ending, 1 for the inject and 2 for any other scene.
func kindOf(place int) int {
	if place < 0 {
		return 2
	}
	return place
}

func (b *brute) code(say func(string, int), c *mcode, never bool) {
	b.cond(say, c.cond, c.line, never)
	for i := range c.effects {
		if w := b.effects[&c.effects[i]]; w != nil && !w.yes {
			say("W208", c.line)
		}
	}
}

func (b *brute) cond(say func(string, int), c *mcond, line int, never bool) {
	if c == nil || b.conds[c] == nil {
		return
	}
	if w := b.conds[c]; w.yes != w.no && (w.yes || never) {
		say("W205", line)
	}
}

// TestReach plays small random scenarios through every state in another way, and
// finds the same conditions that never change, effects that are always lost and
// ranges that are never used.
func TestReach(t *testing.T) {
	rules := []string{"W203", "W204", "W205", "W206", "W207", "W208", "W404"}
	counts := map[string]int{}
	for seed := range uint64(500) {
		m := newModel(seed)
		b := &brute{model: m, seen: map[mstate]bool{}, conds: map[*mcond]*sight{}, effects: map[*meffect]*sight{}, offered: map[*mitem]bool{}}
		copy(b.lo[:], m.max[:])
		for _, start := range m.start {
			s := mstate{}
			copy(s.values[:], start)
			for v, value := range start {
				b.lo[v], b.hi[v] = min(b.lo[v], value), max(b.hi[v], value)
			}
			b.enter(s, 0)
		}
		want := b.findings()
		res := parse.Read(tree(map[string][]byte{"model.md": []byte(m.text.String())}), "model.md")
		// Half of them without any play that would settle a question beforehand.
		problems, _, err := prove(t.Context(), res, 0, int(seed%2)*samplePlays)
		if err != nil || res.Scenario == nil {
			t.Fatalf("seed %d: %v %v", seed, err, res.Problems)
		}
		found := map[string]int{}
		for _, p := range problems {
			if slices.Contains(rules, p.Rule) {
				found[fmt.Sprintf("%s:%d", p.Rule, p.From.Line)]++
				counts[p.Rule]++
			}
		}
		if got := slices.Sorted(maps.Keys(found)); !slices.Equal(got, want) {
			t.Fatalf("seed %d: got\n%s\nwant\n%s\nin\n%s", seed, strings.Join(got, " "), strings.Join(want, " "), numbered(m.text.String()))
		}
	}
	for _, rule := range []string{"W203", "W204", "W205", "W208", "W404"} {
		if counts[rule] == 0 {
			t.Errorf("no model breaks %s", rule)
		}
	}
}

// TestOpenCondition: where a range leaves a condition open, what it guards may
// have run or not, and the ranges take in both.
func TestOpenCondition(t *testing.T) {
	a := act{cond: &term{op: game.OpVar}, do: []op{{how: game.Set, slot: 1, max: 9, by: term{op: game.OpLit, lit: 5}}}}
	for cond, want := range map[bounds]bounds{yes: {5, 5}, no: {2, 3}, either: {2, 5}} {
		m := &machine{seen: &sightings{ranges: make([]bounds, 2)}}
		b := []bounds{cond, {2, 3}}
		if got := m.under(&a, b); got != cond || b[1] != want {
			t.Errorf("under %v: got %v and %v, want %v", cond, got, b[1], want)
		}
	}
}
