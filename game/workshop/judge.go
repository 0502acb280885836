package workshop

import "kobayashi/game"

// Judge gives how each decision of a team is judged, by the step of its run. What
// a decision gave away is known as soon as it is made, but only a finished run is
// looked back on; so one that is not over is played to some end first, and what
// was added is left out of the answer. Debrief looks back on a run. It gives
// nothing where the scenario is too large to be proved.
func Judge(run game.Run, debrief func(game.Run) (game.Debrief, error)) (map[int]game.Judgement, error) {
	whole, ok := ToAnEnd(run)
	if !ok {
		return nil, nil
	}
	d, err := debrief(whole)
	if err != nil || !d.Proved {
		return nil, err
	}
	list := map[int]game.Judgement{}
	for _, j := range d.Decisions {
		if j.Event.Step < len(run.Steps) {
			list[j.Event.Step] = j
		}
	}
	return list, nil
}

// ToAnEnd plays a run on until it is over, never long in one place, so that what
// was decided in it can be looked back on. What it adds nobody has decided. It
// reports whether there is an end.
func ToAnEnd(run game.Run) (game.Run, bool) {
	const most = 1000
	for i := range most {
		if run.Over() {
			return run, true
		}
		open := run.Open()
		if len(open) == 0 {
			return run, false
		}
		next, err := run.Choose(open[(i/len(open)+i)%len(open)].ID, run.Started)
		if err != nil {
			return run, false
		}
		run = next
	}
	return run, false
}
