package edit

import (
	"math/bits"

	"kobayashi/game"
	"kobayashi/game/solve"
)

// walk works out over all places what comes behind each, and how often random
// play comes there.
type walk struct {
	sc          *game.Scenario
	sol         *solve.Solution
	least, most []int32
	mean        []float64
	visits      []float64 // by scene
}

func (w *walk) run() {
	w.least, w.most = make([]int32, w.sol.States), make([]int32, w.sol.States)
	w.mean = make([]float64, w.sol.States)
	w.sol.Backward(func(at solve.Stand, ways []solve.Way) bool {
		n := at.Number()
		odds := w.odds(at, ways)
		for i, way := range ways {
			to := way.To.Number()
			if i == 0 || w.least[to] < w.least[n] {
				w.least[n] = w.least[to]
			}
			w.most[n] = max(w.most[n], w.most[to])
			w.mean[n] += odds[i] * w.mean[to]
		}
		if decides(at) {
			w.least[n]++
			w.most[n]++
			w.mean[n]++
		}
		return true
	})
	mass := make([]float64, w.sol.States)
	mass[w.sol.Start().Number()] = 1
	w.sol.Forward(func(at solve.Stand, ways []solve.Way) bool {
		here := mass[at.Number()]
		w.visits[at.Scene] += here
		odds := w.odds(at, ways)
		for i, way := range ways {
			mass[way.To.Number()] += here * odds[i]
		}
		return true
	})
}

// decides tells whether there is anything to decide at a place.
func decides(at solve.Stand) bool {
	return at.Kind == game.Question || at.Kind == game.Choose && bits.OnesCount32(at.Offered) > 1
}

// odds are the shares of a place's ways under random play. Of a question each
// set of ticks is as likely as any other; a way may stand for several of them.
func (w *walk) odds(at solve.Stand, ways []solve.Way) []float64 {
	odds := make([]float64, len(ways))
	items := w.sc.Rules().Scenes[at.Scene].Decision.Items
	sum := 0.0
	for i, way := range ways {
		switch at.Kind {
		case game.Chance:
			odds[i] = float64(items[way.ID].Percent)
		case game.Question:
			odds[i] = w.sets(at, way.ID, len(ways))
		default:
			odds[i] = 1
		}
		sum += odds[i]
	}
	for i := range odds {
		odds[i] /= sum
	}
	return odds
}

// sets is how many sets of ticks a way of a question stands for: where there is
// one way for each number of right and of wrong ticks, as many as there are ways
// to choose so many.
func (w *walk) sets(at solve.Stand, id game.ChoiceID, ways int) float64 {
	var expected uint32
	for i, it := range w.sc.Rules().Scenes[at.Scene].Decision.Items {
		if it.Expected {
			expected |= 1 << i
		}
	}
	right, wrong := bits.OnesCount32(at.Offered&expected), bits.OnesCount32(at.Offered&^expected)
	if ways != (right+1)*(wrong+1) {
		return 1
	}
	return choose(right, bits.OnesCount32(uint32(id)&expected)) * choose(wrong, bits.OnesCount32(uint32(id)&^expected))
}

// choose is how many sets of k there are among n.
func choose(n, k int) float64 {
	c := 1.0
	for i := range k {
		c = c * float64(n-i) / float64(i+1)
	}
	return c
}
