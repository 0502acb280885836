package lint

import (
	"errors"
	"slices"
	"time"

	"kobayashi/game"
	"kobayashi/game/parse"
)

// Fit says how a recorded play of a scenario's front matter went.
type Fit int

// A play fits; or it left the scenario at a move that is for another scene
// (Astray), that its scene does not offer (Refused), that comes after the ending
// (Over), or that leads to where nothing is offered (Stuck); or its moves were
// used up before an ending (Unfinished); or it came to another ending or to other
// points than it should.
const (
	Fits Fit = iota
	Astray
	Refused
	Over
	Stuck
	Unfinished
	OtherEnding
	OtherScore
)

// Trial is a recorded play, played again.
type Trial struct {
	Test    parse.Test
	Fit     Fit
	Made    int    // moves that were played
	Scene   string // where the play stands after them
	Offered []int  // what is offered there: the items' numbers in the file, from 1
	Ending  string // or "" if none was reached
	Score   []int  // for each of the test's points, what the play has
}

// Move is the move at which the play went wrong, of Astray, Refused and Over.
func (t Trial) Move() game.Move { return t.Test.Play[t.Made] }

// Try plays a recorded play of a scenario. Chance is drawn from its seed, as it
// is in every run. A test that names no ending may stop anywhere.
func Try(sc *game.Scenario, t parse.Test) Trial {
	trial := Trial{Test: t}
	run, err := game.Begin(sc, game.Record{ID: t.Name, Variant: t.Variant, Seed: t.Seed})
	for ; err == nil && trial.Made < len(t.Play); trial.Made++ {
		if trial.Fit = fit(run, t.Play[trial.Made]); trial.Fit != Fits {
			break
		}
		var next game.Run
		// The time of a step changes nothing of a play.
		if next, err = run.Choose(choice(t.Play[trial.Made]), time.Time{}); err != nil {
			break
		}
		run = next
	}
	if err != nil {
		trial.Fit = Stuck
		if errors.Is(err, game.ErrNotOffered) {
			trial.Fit = Refused
		}
	}
	trial.Scene, trial.Ending = sc.SceneID(run.State.Scene()), run.Ending()
	for _, c := range sc.Open(run.State) {
		trial.Offered = append(trial.Offered, c.N)
	}
	for _, want := range t.Score {
		trial.Score = append(trial.Score, int(run.Score[sc.ScoreIndex(want.ID)]))
	}
	if trial.Fit == Fits {
		trial.Fit = trial.result()
	}
	return trial
}

// fit tells whether a run can make a move where it stands.
func fit(run game.Run, m game.Move) Fit {
	sc := run.Rules
	question := sc.Kind(run.State) == game.Question
	switch {
	case run.Over():
		return Over
	case sc.SceneID(run.State.Scene()) != m.Scene:
		return Astray
	case question != (m.Ticks != nil) || question == (m.N > 0):
		return Refused
	}
	return Fits
}

// choice is what a move chooses.
func choice(m game.Move) game.ChoiceID { return game.Step{N: m.N, Ticks: m.Ticks}.ID() }

// result compares what a play came to with what it should have.
func (t Trial) result() Fit {
	switch {
	case t.Test.Ending != "" && t.Ending == "":
		return Unfinished
	case t.Test.Ending != "" && t.Ending != t.Test.Ending:
		return OtherEnding
	case slices.ContainsFunc(t.Misses(), func(miss bool) bool { return miss }):
		return OtherScore
	}
	return Fits
}

// Misses tells of each of the test's points whether the play has other ones.
func (t Trial) Misses() []bool {
	list := make([]bool, len(t.Score))
	for i, got := range t.Score {
		list[i] = got != t.Test.Score[i].Points
	}
	return list
}
