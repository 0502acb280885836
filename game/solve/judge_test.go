package solve_test

import (
	"context"
	"errors"
	"math/big"
	"math/rand/v2"
	"testing"
	"time"

	"kobayashi/game"
	"kobayashi/game/solve"
)

// TestJudge: on random plays of random scenarios, skill and luck add up to what
// was scored, and luck is what the dice gave: at each chance, the outcome's
// worth less what was expected of it.
func TestJudge(t *testing.T) {
	for seed := range uint64(400) {
		r := randomRules(seed)
		sc, err := game.Compile(r, game.About{}, &game.Text{Lang: "ja", Scenes: make([]game.SceneText, len(r.Scenes))})
		if err != nil {
			t.Fatal(err)
		}
		sol, err := solve.Solve(context.Background(), sc, "", 500_000)
		if err != nil {
			if errors.Is(err, solve.ErrTooFine) {
				continue
			}
			t.Fatal(err)
		}
		for play := range uint64(5) {
			judgeOne(t, sc, sol, seed, play)
		}
	}
}

func judgeOne(t *testing.T, sc *game.Scenario, sol *solve.Solution, seed, play uint64) {
	t.Helper()
	run, err := game.Begin(sc, game.Record{Seed: play})
	if err != nil {
		t.Fatal(err)
	}
	dice := rand.New(rand.NewPCG(seed, play))
	for !run.Over() {
		var id game.ChoiceID
		for _, c := range run.Open() {
			if sc.Kind(run.State) == game.Question {
				id |= c.ID * game.ChoiceID(dice.IntN(2))
			}
		}
		if open := run.Open(); sc.Kind(run.State) == game.Choose {
			id = open[dice.IntN(len(open))].ID
		}
		if run, err = run.Choose(id, time.Unix(0, 0)); err != nil {
			t.Fatal(err)
		}
		// Half-way verdicts must hold together too.
		if _, err := sol.Judge(run); err != nil {
			t.Fatal(err)
		}
	}
	v, err := sol.Judge(run)
	if err != nil {
		t.Fatal(err)
	}
	if sum := new(big.Rat).Add(rat(v.Skill), rat(v.Luck)); sum.Cmp(big.NewRat(int64(v.Actual), 1)) != 0 {
		t.Fatalf("seed %d: skill %v and luck %v make %v, scored %d", seed, v.Skill, v.Luck, sum, v.Actual)
	}
	if got, want := rat(v.Luck), diceLuck(t, sc, sol, run); got.Cmp(want) != 0 {
		t.Fatalf("seed %d: luck %v, the dice gave %v", seed, got, want)
	}
	if len(v.Steps) != len(run.Steps) {
		t.Fatalf("seed %d: %d steps judged of %d", seed, len(v.Steps), len(run.Steps))
	}
	for _, j := range v.Steps {
		if rat(j.Regret).Sign() < 0 || rat(j.Stake).Cmp(rat(j.Regret)) < 0 {
			t.Fatalf("seed %d: regret %v of a stake of %v", seed, j.Regret, j.Stake)
		}
	}
}

// diceLuck adds up what the outcomes of chance were worth above expectation.
func diceLuck(t *testing.T, sc *game.Scenario, sol *solve.Solution, run game.Run) *big.Rat {
	t.Helper()
	luck := new(big.Rat)
	place := sol.Start()
	for _, e := range run.Trace {
		if e.Kind == game.Entered {
			continue
		}
		if e.Kind == game.Drew {
			worth, err := place.Worth(e.Choice)
			if err != nil {
				t.Fatal(err)
			}
			luck.Add(luck, new(big.Rat).Sub(rat(worth), rat(place.Best())))
		}
		next, _, err := place.Next(e.Choice)
		if err != nil {
			t.Fatal(err)
		}
		place = next
	}
	return luck
}

func TestGrade(t *testing.T) {
	for want, j := range map[game.Grade]solve.Judged{
		game.Ungraded: {Stake: solve.Whole(0), Regret: solve.Whole(0)},
		game.Great:    {Stake: solve.Whole(8), Regret: solve.Whole(0)},
		game.Good:     {Stake: solve.Whole(8), Regret: solve.Whole(2)},
		game.Okay:     {Stake: solve.Whole(10), Regret: solve.Whole(6)},
		game.Weak:     {Stake: solve.Points{Num: 10, Den: 1}, Regret: solve.Points{Num: 61, Den: 10}},
	} {
		if got := j.Grade(); got != want {
			t.Errorf("regret %v of %v: got %v, want %v", j.Regret, j.Stake, got, want)
		}
	}
}
