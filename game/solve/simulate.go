package solve

import (
	"math"
	"math/bits"
	"slices"

	"kobayashi/game"
)

// Policy is how a bot decides: given the state and the set of items shown, one
// bit each, it gives an item, or of a question the set to tick. dice gives a
// number below n.
type Policy func(s game.State, shown uint32, dice func(n int) int) game.ChoiceID

// Policies names the ways a bot can play, but for "prefer:TAG".
func Policies() []string {
	return []string{"random", "first", "last", "longest", "shortest", "greedy"}
}

// PolicyOf gives the policy of a name, or nil. longest and shortest go by the
// labels of a language, measured by width; greedy takes what earns most at once;
// prefer:TAG takes a choice that leans to the tag and is random elsewhere. Of a
// question, policies that pick one item tick that one alone.
func PolicyOf(sc *game.Scenario, name, lang string, width func(string) int) Policy {
	pick := func(best func(s game.State, item int) int) Policy {
		return func(s game.State, shown uint32, _ func(int) int) game.ChoiceID {
			top, most := bits.TrailingZeros32(shown), math.MinInt
			for rest := shown; rest != 0; rest &= rest - 1 {
				i := bits.TrailingZeros32(rest)
				if v := best(s, i); v > most {
					top, most = i, v
				}
			}
			return only(sc, s, top)
		}
	}
	label := func(s game.State, i int) int { return width(sc.Text(lang).Scenes[s.Scene()].Items[i].Label) }
	random := func(s game.State, shown uint32, dice func(int) int) game.ChoiceID {
		return anything(sc, s, shown, dice)
	}
	switch name {
	case "random":
		return random
	case "first":
		return pick(func(_ game.State, i int) int { return -i })
	case "last":
		return pick(func(_ game.State, i int) int { return i })
	case "longest":
		return pick(label)
	case "shortest":
		return pick(func(s game.State, i int) int { return -label(s, i) })
	case "greedy":
		return pick(func(s game.State, i int) int {
			_, gain, err := sc.Apply(s, only(sc, s, i))
			if err != nil {
				return math.MinInt
			}
			return sc.Total(gain)
		})
	}
	if len(name) > len("prefer:") && name[:len("prefer:")] == "prefer:" {
		return prefer(sc, name[len("prefer:"):], random)
	}
	return nil
}

// prefer is nil for a tag the scenario does not have.
func prefer(sc *game.Scenario, tag string, elsewhere Policy) Policy {
	if !slices.Contains(sc.Rules().Tags, tag) {
		return nil
	}
	return func(s game.State, shown uint32, dice func(int) int) game.ChoiceID {
		items := sc.Rules().Scenes[s.Scene()].Decision.Items
		for rest := shown; rest != 0; rest &= rest - 1 {
			if i := bits.TrailingZeros32(rest); slices.Contains(items[i].Tags, tag) {
				return only(sc, s, i)
			}
		}
		return elsewhere(s, shown, dice)
	}
}

// only is an item by itself: its number, or in a question the set of it alone.
func only(sc *game.Scenario, s game.State, item int) game.ChoiceID {
	if sc.Kind(s) == game.Question {
		return 1 << item
	}
	return game.ChoiceID(item)
}

func anything(sc *game.Scenario, s game.State, shown uint32, dice func(int) int) game.ChoiceID {
	if sc.Kind(s) == game.Question {
		var set uint32
		for rest := shown; rest != 0; rest &= rest - 1 {
			set |= rest & -rest * uint32(dice(2))
		}
		return game.ChoiceID(set)
	}
	for n := dice(bits.OnesCount32(shown)); n > 0; n-- {
		shown &= shown - 1
	}
	return game.ChoiceID(bits.TrailingZeros32(shown))
}

// Plays is what many plays of one policy came to.
type Plays struct {
	N, Choices int // plays, and decisions in all of them
	Mean, SD   float64
	Min, Max   int
	Endings    map[string]int // how many plays came there
}

// Simulate plays a variant n times. Chance falls by the seed, from one stream
// for all plays. It fails if a play comes to a scene that offers nothing, or
// goes on for more than 10,000 scenes.
func Simulate(sc *game.Scenario, variant string, decide Policy, n int, seed uint64) (Plays, error) {
	out := Plays{N: n, Endings: map[string]int{}}
	roll := (&dice{seed}).below
	var sum, squares float64
	start, opening := sc.Start(sc.Variant(variant))
	for i := range n {
		s, total, err := playOnce(sc, start, decide, roll, &out.Choices)
		if err != nil {
			return out, err
		}
		total += sc.Total(opening)
		out.Endings[sc.Ending(s)]++
		if i == 0 || total < out.Min {
			out.Min = total
		}
		if i == 0 || total > out.Max {
			out.Max = total
		}
		sum += float64(total)
		squares += float64(total * total)
	}
	if n > 0 {
		out.Mean = sum / float64(n)
		out.SD = math.Sqrt(max(0, squares/float64(n)-float64(out.Mean*out.Mean)))
	}
	return out, nil
}

func playOnce(sc *game.Scenario, s game.State, decide Policy, roll func(int) int, choices *int) (game.State, int, error) {
	const longest = 10_000
	total := 0
	for range longest {
		kind := sc.Kind(s)
		if kind == game.End {
			return s, total, nil
		}
		shown := sc.Offered(s)
		var id game.ChoiceID
		switch kind {
		case game.Chance:
			id = outcome(sc.Rules().Scenes[s.Scene()].Decision.Items, roll(100))
		case game.Route:
			id = game.ChoiceID(bits.TrailingZeros32(shown))
		default:
			*choices++
			if shown != 0 {
				id = decide(s, shown, roll)
			}
		}
		next, gain, err := sc.Apply(s, id)
		if err != nil {
			return s, total, err
		}
		s, total = next, total+sc.Total(gain)
	}
	return s, total, game.ErrForEver
}

func outcome(items []game.Item, left int) game.ChoiceID {
	for i, it := range items {
		if left -= it.Percent; left < 0 {
			return game.ChoiceID(i)
		}
	}
	return game.ChoiceID(len(items) - 1)
}

// dice is SplitMix64: the same numbers on every machine.
type dice struct{ state uint64 }

func (d *dice) below(n int) int {
	d.state += 0x9e3779b97f4a7c15
	z := d.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return int((z ^ z>>31) >> 32 * uint64(n) >> 32)
}
