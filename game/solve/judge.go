package solve

import "kobayashi/game"

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
	v := Verdict{Best: sol.Best, Skill: sol.Best, Actual: sol.sc.Total(run.Score)}
	ok := true
	place, err := sol.walk(run, func(at Place, e game.Event, worth Points) {
		if e.Kind != game.Chose {
			return
		}
		j, fine := sol.judge(at, e.Choice, worth)
		ok = ok && fine
		v.Skill, fine = v.Skill.Minus(j.Regret)
		ok = ok && fine
		v.Steps = append(v.Steps, j)
	})
	if err != nil {
		return v, err
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
	j := Judged{Scene: p.Scene(), Chosen: id, Best: id}
	regret, ok := p.Best().Minus(worth)
	j.Regret = regret
	if regret.Num != 0 {
		j.Best, _ = p.Choice()
	}
	least := p.Best()
	_, edges := sol.g.state(p.n)
	for _, e := range edges {
		if q := sol.worth(e); q.Less(least) {
			least = q
		}
	}
	stake, fine := p.Best().Minus(least)
	j.Stake = stake
	return j, ok && fine
}
