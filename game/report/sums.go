package report

import (
	"slices"

	"kobayashi/game"
	"kobayashi/game/solve"
)

// sums adds the decisions up: over the whole run, by leaning, by goal.
func sums(d *game.Debrief) error {
	all := tally{}
	for _, j := range d.Decisions {
		all.add(j)
	}
	d.Regret, d.Stake, d.Grade = all.regret(), all.stake(), game.GradeOf(all.regret(), all.stake())
	fine := !all.tooFine
	for _, tag := range d.Run.Rules.Rules().Tags {
		lost := tally{}
		for _, j := range d.Decisions {
			if leant(j, tag) {
				lost.add(j)
			}
		}
		fine = fine && !lost.tooFine
		if lost.n > 0 {
			d.Leanings = append(d.Leanings, game.Leaning{Tag: tag, Times: lost.n, Lost: lost.regret()})
		}
	}
	for _, goal := range d.Run.Rules.Text("").Goals {
		of := tally{}
		for _, j := range d.Decisions {
			if slices.Contains(goal.Scenes, d.Run.Rules.SceneID(j.Event.Scene)) {
				of.add(j)
			}
		}
		fine = fine && !of.tooFine
		d.Goals = append(d.Goals, game.GoalMark{ID: goal.ID, Decisions: of.n, Regret: of.regret(), Stake: of.stake(), Mark: game.MarkOf(of.n, of.regret(), of.stake())})
	}
	if !fine {
		return solve.ErrTooFine
	}
	return nil
}

// leant reports whether a decision lost points by leaning to a tag: the choice
// has it, and the best choice has not. What is late or asks for nothing is an
// error of a report, not a leaning.
func leant(j game.Judgement, tag string) bool {
	return j.Regret.Num != 0 && tag != game.TagLate && tag != game.TagRequest &&
		slices.Contains(j.Tags, tag) && !slices.Contains(j.BestTags, tag)
}

// tally sums regret and stake of decisions exactly.
type tally struct {
	n       int
	lost    game.Points // the zero value is not 0: it has no denominator
	at      game.Points
	tooFine bool
}

func (t *tally) add(j game.Judgement) {
	lost, ok1 := t.regret().Add(j.Regret)
	at, ok2 := t.stake().Add(j.Stake)
	*t = tally{t.n + 1, lost, at, t.tooFine || !ok1 || !ok2}
}

func (t *tally) regret() game.Points { return orNothing(t.lost) }
func (t *tally) stake() game.Points  { return orNothing(t.at) }

func orNothing(p game.Points) game.Points {
	if p.Den == 0 {
		return game.Whole(0)
	}
	return p
}
