package web

import (
	"context"
	"log/slog"
	"slices"
	"sync"

	"kobayashi/game"
	"kobayashi/game/workshop"
)

// judge works out what decisions were worth, one team after the other, in the
// background: the board shows what is known so far.
type judge struct {
	life    context.Context
	debrief func(ctx context.Context, run game.Run, told func(share float64)) (game.Debrief, error)
	changed func()
	talk    *slog.Logger

	mu    sync.Mutex
	known map[string]judged // by team
	queue []game.Run        // Player is the team
	busy  bool
}

type judged struct {
	steps []game.Step
	list  map[int]game.Judgement
}

func newJudge(life context.Context, debrief func(context.Context, game.Run, func(float64)) (game.Debrief, error), changed func(), talk *slog.Logger) *judge {
	return &judge{life: life, debrief: debrief, changed: changed, talk: talk, known: map[string]judged{}}
}

// want asks for the verdicts on all tables as they stand.
func (j *judge) want(h *workshop.Head, tables func(string) *workshop.Table) {
	if j.debrief == nil {
		return
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, l := range h.Teams {
		t := tables(l.ID)
		if t == nil || j.same(l.ID, t.Seen().Steps) {
			continue
		}
		j.known[l.ID] = judged{steps: t.Seen().Steps}
		j.queue = append(j.queue, t.Seen())
	}
	if !j.busy && len(j.queue) > 0 {
		j.busy = true
		go j.work()
	}
}

// same reports whether a team's verdicts are of these steps, or on their way.
func (j *judge) same(team string, steps []game.Step) bool {
	k, ok := j.known[team]
	return ok && slices.EqualFunc(k.steps, steps, game.Step.Same)
}

func (j *judge) work() {
	for {
		j.mu.Lock()
		if len(j.queue) == 0 || j.life.Err() != nil {
			j.busy = false
			j.mu.Unlock()
			return
		}
		run := j.queue[0]
		j.queue = j.queue[1:]
		j.mu.Unlock()
		list, err := workshop.Judge(run, func(r game.Run) (game.Debrief, error) { return j.debrief(j.life, r, nil) })
		if err != nil && j.life.Err() == nil {
			j.talk.Warn("verdicts", "team", run.Player, "error", err)
		}
		j.mu.Lock()
		if j.same(run.Player, run.Steps) {
			j.known[run.Player] = judged{run.Steps, list}
		}
		j.mu.Unlock()
		j.changed()
	}
}

// verdict is a workshop.Verdicts.
func (j *judge) verdict(team string, step int) (game.Judgement, bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	v, ok := j.known[team].list[step]
	return v, ok
}
