package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
	"kobayashi/game/workshop"
)

// verdicts are how the decisions of all teams are judged, as far as that has been
// worked out. The work goes on beside the screen, a few teams at a time.
type verdicts struct {
	wanted  bool // somebody looks at them
	working bool
	failed  bool
	known   map[string]judgedRun
}

// judgedRun is a run's decisions by step, and which run it was.
type judgedRun struct {
	of    runMark
	steps map[int]game.Judgement
}

// runMark tells the states of a team's run apart.
type runMark struct{ steps, returns int }

func markOf(t *workshop.Table) runMark { return runMark{len(t.Run.Steps), len(t.Returns)} }

// leadJudged are teams that have been looked at.
type leadJudged struct {
	known map[string]judgedRun
	err   error
}

// wanted are the tables that have not been looked at as they stand.
func (d *leadDesk) wanted() []*workshop.Table {
	if !d.judged.wanted || d.Debrief == nil || d.judged.failed {
		return nil
	}
	var list []*workshop.Table
	for _, l := range d.head.Teams {
		if t := d.tables[l.ID]; t != nil && len(t.Run.Steps) > 0 && d.judged.known[l.ID].of != markOf(t) {
			list = append(list, t)
		}
	}
	return list
}

// shift is how long teams are looked at before what is known is shown.
const shift = 300 * time.Millisecond

// judge looks at tables for a while.
func (d *leadDesk) judge(tables []*workshop.Table) tea.Cmd {
	if len(tables) == 0 || d.judged.working {
		return nil
	}
	d.judged.working = true
	work, life := d.Debrief, d.Life
	return func() tea.Msg {
		done := leadJudged{known: map[string]judgedRun{}}
		until := time.Now().Add(shift)
		for _, t := range tables {
			steps, err := workshop.Judge(t.Run, func(run game.Run) (game.Debrief, error) { return work(life, run, nil) })
			if err != nil {
				done.err = err
				break
			}
			done.known[t.ID] = judgedRun{markOf(t), steps}
			if time.Now().After(until) {
				break
			}
		}
		return done
	}
}

// took notes what was worked out. After a failure nobody tries again until the
// debrief is opened anew.
func (v *verdicts) took(msg leadJudged) {
	v.working = false
	v.failed = msg.err != nil
	if v.known == nil {
		v.known = map[string]judgedRun{}
	}
	for team, j := range msg.known {
		v.known[team] = j
	}
}

// verdict is how a decision is judged, if that is known of the run as it stands.
func (d *leadDesk) verdict(team string, step int) (game.Judgement, bool) {
	j, known := d.judged.known[team]
	if t := d.tables[team]; !known || t == nil || j.of != markOf(t) {
		return game.Judgement{}, false
	}
	one, ok := j.steps[step]
	return one, ok
}
