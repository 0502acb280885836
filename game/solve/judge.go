package solve

import (
	"fmt"

	"kobayashi/game"
)

// Verdict is a run as a chess engine looks at a game: what each decision gave
// away against the best that could be had with what was known, and how much of
// the result was luck. For a finished run Skill + Luck is the actual total.
type Verdict struct {
	Best   Points // the expected total of the best play from the start
	Skill  Points // Best less all regrets
	Luck   Points // the actual total, with the best still to come, less Skill
	Actual int
	Steps  []Judged // one for each of the run's steps
}

// Judged is one decision. Stake is what the worst choice would have given away
// there: the measure for Regret.
type Judged struct {
	Scene  int
	Chosen game.ChoiceID
	Best   game.ChoiceID // a choice that gives nothing away: the chosen one if it is
	Regret Points
	Stake  Points
}

// Grade of the decision.
func (j Judged) Grade() game.Grade { return game.GradeOf(j.Regret, j.Stake) }

// Judge looks at a run of this variant, finished or not. It fails if the run
// was not played on these rules, or with ErrTooFine.
func (sol *Solution) Judge(run game.Run) (Verdict, error) {
	sp := sol.sp
	if run.Variant != sol.Variant {
		return Verdict{}, fmt.Errorf("judging: the run is of variant %q, the solution of %q", run.Variant, sol.Variant)
	}
	v := Verdict{Best: sol.Best, Skill: sol.Best, Actual: sp.sc.Total(run.Score)}
	place := sol.Start()
	ok := true
	for _, e := range run.Trace {
		if e.Kind == game.Entered {
			continue
		}
		if sp.table.scene(place.n) != e.Scene {
			return v, fmt.Errorf("judging: the run is in scene %s where the solution is in %s",
				sp.sc.SceneID(e.Scene), sp.sc.SceneID(sp.table.scene(place.n)))
		}
		next, gain, err := place.Next(e.Choice)
		if err != nil {
			return v, fmt.Errorf("judging: %w", err)
		}
		if e.Kind == game.Chose {
			j, fine := sol.judge(place, e.Choice, next.Best().Plus(int64(sp.sc.Total(gain))))
			ok = ok && fine
			v.Skill, fine = v.Skill.Minus(j.Regret)
			ok = ok && fine
			v.Steps = append(v.Steps, j)
		}
		place = next
	}
	// What could still be had from here is part of neither skill nor luck yet.
	reached, fine := Whole(v.Actual).Add(place.Best())
	luck, exact := reached.Minus(v.Skill)
	if !ok || !fine || !exact {
		return v, ErrTooFine
	}
	v.Luck = luck
	return v, nil
}

func (sol *Solution) judge(p Place, id game.ChoiceID, worth Points) (Judged, bool) {
	sp := sol.sp
	j := Judged{Scene: sp.table.scene(p.n), Chosen: id, Best: id}
	regret, ok := p.Best().Minus(worth)
	j.Regret = regret
	least := p.Best()
	options := optionsOf(sp.sc, sp.table.state(p.n), nil)
	for i, e := range sp.of(p.n) {
		q := sol.best[e.to].Plus(int64(e.gain))
		if q.Less(least) {
			least = q
		}
		if j.Best == id && j.Regret.Num != 0 && q == p.Best() {
			j.Best = options[i].id
		}
	}
	stake, fine := p.Best().Minus(least)
	j.Stake = stake
	return j, ok && fine
}
