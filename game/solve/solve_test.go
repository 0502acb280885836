package solve_test

import (
	"context"
	"errors"
	"math"
	"math/big"
	"testing"

	"kobayashi/game"
	"kobayashi/game/solve"
)

// brute is another solver: no reductions, no fixed order, fractions of any
// size, and its own way to find what a state offers.
type brute struct {
	sc   *game.Scenario
	memo map[game.State][3]*big.Rat // best, worst, mean
	far  map[game.State][2]int      // luckiest, unluckiest
	most int                        // states, 0: any number
	full bool                       // there are more
}

func (b *brute) solve(s game.State) [3]*big.Rat {
	if v, ok := b.memo[s]; ok {
		return v
	}
	if b.full = b.full || b.most > 0 && len(b.memo) >= b.most; b.full {
		return [3]*big.Rat{new(big.Rat), new(big.Rat), new(big.Rat)}
	}
	v := [3]*big.Rat{new(big.Rat), new(big.Rat), new(big.Rat)}
	far := [2]int{}
	open, ways := b.ways(s)
	chance := b.sc.Kind(s) == game.Chance
	for i, w := range ways {
		next, gain, err := b.sc.Apply(s, w.id)
		if err != nil {
			panic(err)
		}
		sub := b.solve(next)
		g := new(big.Rat).SetInt64(int64(b.sc.Total(gain)))
		q := [3]*big.Rat{}
		for k := range q {
			q[k] = new(big.Rat).Add(sub[k], g)
		}
		v[2].Add(v[2], new(big.Rat).Mul(q[2], w.p))
		if chance {
			v[0].Add(v[0], new(big.Rat).Mul(q[0], w.p))
			v[1].Add(v[1], new(big.Rat).Mul(q[1], w.p))
		} else {
			if i == 0 || q[0].Cmp(v[0]) > 0 {
				v[0] = q[0]
			}
			if i == 0 || q[1].Cmp(v[1]) < 0 {
				v[1] = q[1]
			}
		}
		f := b.far[next]
		hi, lo := f[0]+b.sc.Total(gain), f[1]+b.sc.Total(gain)
		if chance && w.p.Sign() == 0 {
			continue
		}
		if i == 0 || hi > far[0] || chance && firstPossible(open, i) {
			far[0] = hi
		}
		if i == 0 || lo < far[1] || chance && firstPossible(open, i) {
			far[1] = lo
		}
	}
	b.memo[s], b.far[s] = v, far
	return v
}

// way is a choice, and how likely chance or random play take it.
type way struct {
	id game.ChoiceID
	p  *big.Rat
}

// ways lists what can be done or can come, and what is offered.
func (b *brute) ways(s game.State) (open []game.Choice, ways []way) {
	open = b.sc.Open(s)
	chance := b.sc.Kind(s) == game.Chance
	if b.sc.Kind(s) == game.Question {
		sets := []game.ChoiceID{0}
		for _, c := range open {
			for _, set := range sets[:len(sets):len(sets)] {
				sets = append(sets, set|c.ID)
			}
		}
		for _, set := range sets {
			ways = append(ways, way{set, big.NewRat(1, int64(len(sets)))})
		}
	} else {
		for _, c := range open {
			p := big.NewRat(1, int64(len(open)))
			if chance {
				p = big.NewRat(int64(c.Percent), 100)
			}
			ways = append(ways, way{c.ID, p})
		}
	}
	return open, ways
}

// firstPossible reports whether all outcomes before i have no chance at all.
func firstPossible(open []game.Choice, i int) bool {
	for _, c := range open[:i] {
		if c.Percent > 0 {
			return false
		}
	}
	return true
}

func rat(p solve.Points) *big.Rat { return big.NewRat(p.Num, p.Den) }

// agree solves a scenario both ways and compares every number. It is false where
// the solver gives up: 64 bits are too few for some chances.
func agree(t *testing.T, r game.Rules) bool {
	t.Helper()
	sc, err := game.Compile(r, game.About{}, &game.Text{Lang: "ja", Scenes: make([]game.SceneText, len(r.Scenes))})
	if err != nil {
		t.Fatal(err)
	}
	sol, err := solve.Solve(context.Background(), sc, "", 2_000_000)
	var limit *solve.LimitError
	if errors.As(err, &limit) || errors.Is(err, solve.ErrTooFine) {
		return false
	}
	if err != nil {
		t.Fatal(err)
	}
	b := &brute{sc: sc, memo: map[game.State][3]*big.Rat{}, far: map[game.State][2]int{}}
	start, gain := sc.Start("")
	want := b.solve(start)
	opening := new(big.Rat).SetInt64(int64(sc.Total(gain)))
	for k, got := range []*big.Rat{rat(sol.Best), rat(sol.Worst)} {
		if w := new(big.Rat).Add(want[k], opening); got.Cmp(w) != 0 {
			t.Errorf("%s: got %v, want %v", []string{"best", "worst"}[k], got, w)
		}
	}
	mean, _ := new(big.Rat).Add(want[2], opening).Float64()
	if math.Abs(mean-sol.Mean()) > 1e-9*(1+math.Abs(mean)) {
		t.Errorf("mean: got %v, want %v", sol.Mean(), mean)
	}
	far := b.far[start]
	if sol.Luckiest != far[0]+sc.Total(gain) || sol.Unluckiest != far[1]+sc.Total(gain) {
		t.Errorf("extremes: got %d and %d, want %d and %d", sol.Luckiest, sol.Unluckiest, far[0]+sc.Total(gain), far[1]+sc.Total(gain))
	}
	var odds float64
	for _, p := range sol.Odds() {
		odds += p
	}
	if math.Abs(odds-1) > 1e-9 {
		t.Errorf("the endings' odds add up to %v", odds)
	}
	if len(b.memo) < sol.States {
		t.Errorf("%d states after reduction, only %d before", sol.States, len(b.memo))
	}
	follow(t, b, sol.Start(), start, map[game.State]bool{})
	return true
}

// follow compares the value of every state on every way to it.
func follow(t *testing.T, b *brute, p solve.Place, s game.State, seen map[game.State]bool) {
	if seen[s] || t.Failed() {
		return
	}
	seen[s] = true
	if got, want := rat(p.Best()), b.memo[s][0]; got.Cmp(want) != 0 {
		t.Errorf("a state in %s is worth %v, want %v", b.sc.SceneID(s.Scene()), got, want)
	}
	for _, c := range b.sc.Open(s) {
		next, gain, err := b.sc.Apply(s, c.ID)
		if err != nil {
			t.Fatal(err)
		}
		place, same, err := p.Next(c.ID)
		if err != nil || same != gain {
			t.Fatalf("a choice in %s earns %v, want %v (%v)", b.sc.SceneID(s.Scene()), same, gain, err)
		}
		follow(t, b, place, next, seen)
	}
}

func TestAgreesWithBruteForce(t *testing.T) {
	n, solved := 10_000, 0
	if testing.Short() || raced {
		n = 1_000
	}
	for seed := range uint64(n) {
		if agree(t, randomRules(seed)) {
			solved++
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
	if solved < n*99/100 {
		t.Errorf("only %d of %d scenarios are solved", solved, n)
	}
}

func FuzzAgreesWithBruteForce(f *testing.F) {
	f.Add(uint64(1))
	f.Fuzz(func(t *testing.T, seed uint64) { agree(t, randomRules(seed)) })
}
