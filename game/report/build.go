package report

import (
	"errors"
	"slices"

	"kobayashi/game"
	"kobayashi/game/solve"
)

// ErrOpen says that a run is not over: only a finished run is looked back on.
var ErrOpen = errors.New("the run is not over")

// Build looks back on a finished run with the solution of its variant. history
// are the forecasts of the player's earlier finished runs. It fails with
// ErrOpen, with solve.ErrTooFine, or if the run was not played on the rules that
// were solved.
func Build(run game.Run, sol *solve.Solution, history []game.Forecast) (game.Debrief, error) {
	if !run.Over() {
		return game.Debrief{}, ErrOpen
	}
	return look(run, sol, history)
}

// look is Build for a run that need not be over: its decisions are judged as far
// as it has come.
func look(run game.Run, sol *solve.Solution, history []game.Forecast) (game.Debrief, error) {
	verdict, err := sol.Judge(run)
	if err != nil {
		return game.Debrief{}, err
	}
	places, err := sol.Along(run)
	if err != nil {
		return game.Debrief{}, err
	}
	d := game.Debrief{
		Run: run, Proved: true, States: sol.States,
		Actual: verdict.Actual, Best: sol.Best, Worst: sol.Worst, Luckiest: sol.Luckiest, Unluckiest: sol.Unluckiest,
		Skill: verdict.Skill, Luck: verdict.Luck,
		Dimensions: dimensions(run, sol.Dimensions()),
		Rivals:     rivals(run, sol),
	}
	d.NotesMet, d.NotesMissed = notes(run)
	for _, decided := range run.Decisions() {
		step := decided.Event.Step
		j, err := judge(run.Rules, decided, verdict.Steps[step], places[step])
		if err != nil {
			return game.Debrief{}, err
		}
		j.Sure = run.Steps[step].Sure
		d.Decisions = append(d.Decisions, j)
	}
	if err := sums(&d); err != nil {
		return game.Debrief{}, err
	}
	own := forecasts(d.Decisions)
	d.Confidence = game.Calibrate(own)
	d.History = game.Calibrate(append(slices.Clip(history), own...))
	return d, nil
}

// Unproved looks back on a finished run without a solution: what it scored, its
// decisions, and the notes. cause says what kept the solver from one.
func Unproved(run game.Run, cause error) game.Debrief {
	d := game.Debrief{Run: run, Actual: run.Rules.Total(run.Score), Dimensions: dimensions(run, nil)}
	var limit *solve.LimitError
	if errors.As(cause, &limit) {
		d.States, d.Limit = limit.States, limit.Limit
	}
	d.NotesMet, d.NotesMissed = notes(run)
	for _, decided := range run.Decisions() {
		j := game.Judgement{Decided: decided, Best: decided.Event.Choice, Sure: run.Steps[decided.Event.Step].Sure}
		j.Tags = leansTo(run.Rules, decided.Event.Scene, decided.Event.Choice)
		d.Decisions = append(d.Decisions, j)
	}
	return d
}

// Forecasts are the answers of a finished run to how sure each decision was,
// where something was at stake.
func Forecasts(run game.Run, sol *solve.Solution) ([]game.Forecast, error) {
	verdict, err := sol.Judge(run)
	if err != nil {
		return nil, err
	}
	var list []game.Judgement
	for _, decided := range run.Decisions() {
		step := decided.Event.Step
		list = append(list, game.Judgement{Regret: verdict.Steps[step].Regret, Stake: verdict.Steps[step].Stake, Sure: run.Steps[step].Sure})
	}
	return forecasts(list), nil
}

func forecasts(list []game.Judgement) []game.Forecast {
	var out []game.Forecast
	for _, j := range list {
		if j.Sure > 0 && j.Stake.Num != 0 {
			out = append(out, game.Forecast{Sure: j.Sure, Right: j.Regret.Num == 0})
		}
	}
	return out
}

// dimensions sets the run's points beside the author's figures and, where they
// are known, the extremes.
func dimensions(run game.Run, ranges []solve.Range) []game.Dimension {
	var list []game.Dimension
	for i, rule := range run.Rules.Rules().Scores {
		dim := game.Dimension{Name: rule.Name, Points: int(run.Score[i]), Max: rule.Max, Weight: rule.Weight}
		if i < len(ranges) {
			dim.Least, dim.Most = ranges[i].Least, ranges[i].Most
		}
		list = append(list, dim)
	}
	return list
}

func rivals(run game.Run, sol *solve.Solution) []game.Rival {
	var list []game.Rival
	for _, ending := range run.Rules.Rules().Endings {
		if total, score, ok := sol.Most(ending); ok {
			list = append(list, game.Rival{Ending: ending, Total: total, Score: score, Better: score.Dominates(run.Score)})
		}
	}
	return list
}
