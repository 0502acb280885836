package report_test

import (
	"context"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"kobayashi/game"
	"kobayashi/game/parse"
	"kobayashi/game/report"
	"kobayashi/game/solve"
	"kobayashi/scenarios"
)

// flagship is the exercise that ships.
func flagship(t testing.TB) *game.Scenario {
	t.Helper()
	res := parse.Read(scenarios.FS(), "shop-bot/shop-bot.md")
	if res.Scenario == nil {
		t.Fatalf("the flagship does not parse: %v", res.Problems)
	}
	return res.Scenario
}

// read parses the files of a small scenario, the first of them its base.
func read(t testing.TB, files ...string) *game.Scenario {
	t.Helper()
	dir := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		dir[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	res := parse.Read(dir, files[0])
	if res.Scenario == nil {
		t.Fatalf("%s does not parse: %v", files[0], res.Problems)
	}
	return res.Scenario
}

func solved(t testing.TB, sc *game.Scenario, variant string) *solve.Solution {
	t.Helper()
	sol, err := solve.Solve(context.Background(), sc, variant, 0)
	if err != nil {
		t.Fatal(err)
	}
	return sol
}

// played plays to the end: next gives the choice of each decision.
func played(t testing.TB, sc *game.Scenario, rec game.Record, next func(game.Run) game.ChoiceID) game.Run {
	t.Helper()
	run, err := game.Begin(sc, rec)
	if err != nil {
		t.Fatal(err)
	}
	at := rec.Started
	for !run.Over() {
		at = at.Add(40 * time.Second)
		if run, err = run.Choose(next(run), at); err != nil {
			t.Fatal(err)
		}
	}
	return run
}

// moves plays choices by number (from 1) or by ticks, in order; a single option
// is taken without one.
func moves(t testing.TB, sc *game.Scenario, rec game.Record, list ...game.Step) game.Run {
	t.Helper()
	return played(t, sc, rec, func(run game.Run) game.ChoiceID {
		if !sc.Free(run.State) {
			return run.Open()[0].ID
		}
		if len(list) == 0 {
			t.Fatalf("no move left in %s", sc.SceneID(run.State.Scene()))
		}
		st := list[0]
		list = list[1:]
		return st.ID()
	})
}

func n(item int) game.Step { return game.Step{N: item} }

func ticks(items ...int) game.Step { return game.Step{Ticks: items} }

// anyhow chooses at random.
func anyhow(dice *rand.Rand) func(game.Run) game.ChoiceID {
	return func(run game.Run) game.ChoiceID {
		open := run.Open()
		if run.Rules.Kind(run.State) != game.Question {
			return open[dice.IntN(len(open))].ID
		}
		var id game.ChoiceID
		for _, c := range open {
			id |= c.ID * game.ChoiceID(dice.IntN(2))
		}
		return id
	}
}

func built(t testing.TB, run game.Run, sol *solve.Solution, history ...game.Forecast) game.Debrief {
	t.Helper()
	d, err := report.Build(run, sol, history)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func rat(p game.Points) *big.Rat { return big.NewRat(p.Num, p.Den) }

// TestIdentities: on random plays of the flagship the parts add up to the whole,
// and every error of a report costs what asking the solution directly says.
func TestIdentities(t *testing.T) {
	if testing.Short() {
		t.Skip("no goroutine in it that the race detector could watch, and too long under it")
	}
	sc := flagship(t)
	for _, v := range sc.Rules().Variants {
		t.Run(v.ID, func(t *testing.T) {
			sol := solved(t, sc, v.ID)
			slipped := 0
			for seed := range uint64(10) {
				run := played(t, sc, game.Record{Variant: v.ID, Seed: seed}, anyhow(rand.New(rand.NewPCG(seed, 7))))
				d := built(t, run, sol)
				addsUp(t, d)
				slipped += slipsAgree(t, d, sol)
			}
			if slipped < 20 {
				t.Errorf("only %d errors of reports in 10 random plays", slipped)
			}
		})
	}
}

func addsUp(t *testing.T, d game.Debrief) {
	t.Helper()
	sc := d.Run.Rules
	lost, stake := new(big.Rat), new(big.Rat)
	sum := d.Run.Opening()
	for _, j := range d.Decisions {
		lost.Add(lost, rat(j.Regret))
		stake.Add(stake, rat(j.Stake))
		sum = sum.Plus(j.Gain)
		if j.Regret.Num == 0 && j.Best != j.Event.Choice {
			t.Errorf("nothing was given away, and another choice is called the best")
		}
		if want := solve.MoveOf(sc, j.Before, j.Best); j.Line[0].N != want.N || !slices.Equal(j.Line[0].Ticks, want.Ticks) {
			t.Errorf("the line begins with %v, the best is %v", j.Line[0], want)
		}
	}
	if rat(d.Regret).Cmp(lost) != 0 || rat(d.Stake).Cmp(stake) != 0 {
		t.Errorf("regret %v of %v, the decisions sum up to %v of %v", d.Regret, d.Stake, lost, stake)
	}
	if want := new(big.Rat).Sub(rat(d.Best), lost); rat(d.Skill).Cmp(want) != 0 {
		t.Errorf("skill %v, the best less what was given away is %v", d.Skill, want)
	}
	if want := new(big.Rat).Sub(big.NewRat(int64(d.Actual), 1), rat(d.Skill)); rat(d.Luck).Cmp(want) != 0 {
		t.Errorf("luck %v, want %v", d.Luck, want)
	}
	if sum != d.Run.Score || sc.Total(sum) != d.Actual {
		t.Errorf("gains sum up to %v, scored %v (%d)", sum, d.Run.Score, d.Actual)
	}
	if p := d.Percent(); p < 0 || p > 100 || d.Actual < d.Unluckiest || d.Actual > d.Luckiest {
		t.Errorf("%d is at %d%% of %d to %d", d.Actual, p, d.Unluckiest, d.Luckiest)
	}
	for i, dim := range d.Dimensions {
		if dim.Points != int(d.Run.Score[i]) || dim.Points < dim.Least || dim.Points > dim.Most {
			t.Errorf("dimension %s: %d of %d to %d, scored %d", dim.Name, dim.Points, dim.Least, dim.Most, d.Run.Score[i])
		}
	}
	seen := len(d.NotesMet) + len(d.NotesMissed)
	if notes := len(sc.Text("").Notes); seen != notes {
		t.Errorf("%d notes met or missed, there are %d", seen, notes)
	}
	for _, r := range d.Rivals {
		if r.Total != sc.Total(r.Score) || r.Total > d.Luckiest || r.Ending == d.Run.Ending() && r.Total < d.Actual {
			t.Errorf("rival %+v of a run that scored %d", r, d.Actual)
		}
	}
}

// slipsAgree checks each slip against the answer with this one item mended,
// judged anew from the beginning of the run, and counts them.
func slipsAgree(t *testing.T, d game.Debrief, sol *solve.Solution) int {
	t.Helper()
	count := 0
	for _, j := range d.Decisions {
		decision := d.Run.Rules.Rules().Scenes[j.Event.Scene].Decision
		wrong := 0
		if decision.Kind == game.Question {
			for i, item := range decision.Items {
				if shown := d.Run.Rules.Offered(j.Before)&(1<<i) != 0; shown && item.Expected != (j.Event.Choice&(1<<i) != 0) {
					wrong++
				}
			}
			if len(j.Slips) != wrong {
				t.Errorf("%d items of the report are wrong, %d slips", wrong, len(j.Slips))
			}
		}
		count += len(j.Slips)
		for _, s := range j.Slips {
			if decision.Kind != game.Question {
				continue
			}
			mended := regretOf(t, d.Run, sol, j.Event.Step, j.Event.Choice^1<<s.Item)
			if want := new(big.Rat).Sub(rat(j.Regret), mended); rat(s.Cost).Cmp(want) != 0 {
				t.Errorf("slip %+v: mending it brings %v", s, want)
			}
		}
	}
	return count
}

// regretOf is what another choice at a step would have given away.
func regretOf(t *testing.T, run game.Run, sol *solve.Solution, step int, id game.ChoiceID) *big.Rat {
	t.Helper()
	back, err := run.Back(step)
	if err != nil {
		t.Fatal(err)
	}
	if back, err = back.Choose(id, time.Unix(0, 0)); err != nil {
		t.Fatal(err)
	}
	v, err := sol.Judge(back)
	if err != nil {
		t.Fatal(err)
	}
	return rat(v.Steps[step].Regret)
}

// TestPerfect: who always chooses the best gives nothing away, has no slips and
// no leanings, and every capability that was seen is performed.
func TestPerfect(t *testing.T) {
	sc := flagship(t)
	for _, v := range sc.Rules().Variants {
		sol := solved(t, sc, v.ID)
		for seed := range uint64(2) {
			run := played(t, sc, game.Record{Variant: v.ID, Seed: seed}, func(run game.Run) game.ChoiceID {
				return bestOf(t, run, sol)
			})
			d := built(t, run, sol)
			if d.Grade != game.Great || d.Regret.Num != 0 || len(d.Leanings) != 0 {
				t.Errorf("%s: grade %v, %v given away, leanings %v", v.ID, d.Grade, d.Regret, d.Leanings)
			}
			for _, j := range d.Decisions {
				if len(j.Slips) != 0 || j.Grade != game.Great && j.Grade != game.Ungraded {
					t.Errorf("%s, %s: slips %v, grade %v", v.ID, sc.SceneID(j.Event.Scene), j.Slips, j.Grade)
				}
			}
			for _, g := range d.Goals {
				if g.Mark != game.Performed && g.Mark != game.NotSeen {
					t.Errorf("%s: %s is %c", v.ID, g.ID, g.Mark)
				}
			}
		}
	}
}

// bestOf asks the solution where a run stands: it plays the line of the run so
// far again, and takes the choice there.
func bestOf(t *testing.T, run game.Run, sol *solve.Solution) game.ChoiceID {
	t.Helper()
	at := sol.Start()
	for _, e := range run.Trace {
		if e.Kind == game.Entered {
			continue
		}
		var err error
		if at, _, err = at.Next(e.Choice); err != nil {
			t.Fatal(err)
		}
	}
	id, ok := at.Choice()
	if !ok {
		t.Fatal("no choice where the run stands")
	}
	return id
}
