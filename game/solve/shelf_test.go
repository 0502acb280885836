package solve_test

import (
	"context"
	"math/big"
	"math/rand/v2"
	"testing"

	"kobayashi/game"
	"kobayashi/game/parse"
	"kobayashi/game/solve"
	"kobayashi/scenarios"
)

// TestShelfAgreesWithBruteForce looks at the shipped scenarios where plays end:
// from the last decisions of random plays on, as far back as another solver
// comes, each state and each choice is worth the same to both.
func TestShelfAgreesWithBruteForce(t *testing.T) {
	plays, most := 10, 1_000
	if testing.Short() || raced {
		plays, most = 5, 300
	}
	for _, path := range scenarios.Shelf() {
		sc := parse.Read(scenarios.FS(), path).Scenario
		if sc == nil {
			t.Fatalf("%s cannot be read", path)
		}
		variants := []string{""}
		for i, v := range sc.Rules().Variants {
			variants = append(variants[:i], v.ID)
		}
		for _, variant := range variants {
			sol, err := solve.Solve(context.Background(), sc, variant, 0)
			if err != nil {
				t.Fatalf("%s, %s: %v", path, variant, err)
			}
			checked := 0
			for play := range uint64(plays) {
				checked += subGames(t, sc, sol, rand.New(rand.NewPCG(play, 5)), most)
			}
			if t.Logf("%s, %s: %d states compared", path, variant, checked); checked < plays*3 {
				t.Errorf("%s, %s: only %d states were compared", path, variant, checked)
			}
		}
	}
}

// subGames plays once, and compares what is worth what from each decision on,
// the last one first, until there are too many states. It gives how many.
func subGames(t *testing.T, sc *game.Scenario, sol *solve.Solution, dice *rand.Rand, most int) int {
	t.Helper()
	type stand struct {
		place solve.Place
		state game.State
	}
	var stands []stand
	state, _ := sc.Start(sol.Variant)
	for place := sol.Start(); !sc.Over(state); {
		stands = append(stands, stand{place, state})
		ids := everyAnswer(sc, state)
		id := ids[dice.IntN(len(ids))]
		if sc.Kind(state) == game.Route {
			id = ids[0]
		}
		next, _, err := place.Next(id)
		if err != nil {
			t.Fatal(err)
		}
		if state, _, err = sc.Apply(state, id); err != nil {
			t.Fatal(err)
		}
		place = next
	}
	b := &brute{sc: sc, memo: map[game.State][3]*big.Rat{}, far: map[game.State][2]int{}, most: most}
	first, checked := len(stands), 0
	for ; first > 0; first-- {
		if b.solve(stands[first-1].state); b.full {
			break
		}
		checked = len(b.memo)
		everyWorth(t, b, stands[first-1].place, stands[first-1].state)
	}
	if b.full = false; first < len(stands) {
		follow(t, b, stands[first].place, stands[first].state, map[game.State]bool{})
	}
	return checked
}

// everyWorth compares each choice of a state, all answers of a question with it.
func everyWorth(t *testing.T, b *brute, p solve.Place, s game.State) {
	t.Helper()
	for _, id := range everyAnswer(b.sc, s) {
		next, gain, err := b.sc.Apply(s, id)
		if err != nil {
			t.Fatal(err)
		}
		want := new(big.Rat).Add(b.solve(next)[0], new(big.Rat).SetInt64(int64(b.sc.Total(gain))))
		got, err := p.Worth(id)
		if err != nil || rat(got).Cmp(want) != 0 {
			t.Errorf("choice %d in %s is worth %v, want %v (%v)", id, b.sc.SceneID(s.Scene()), got, want, err)
		}
	}
}
