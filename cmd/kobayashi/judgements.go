package main

import (
	"context"
	"errors"
	"sync"
	"time"

	"kobayashi/game"
	"kobayashi/game/workshop"
)

// judgements shares the looks back of a workshop: what one seat has asked for is
// worked out once for its team, for the facilitator and for the board.
type judgements struct {
	judge *judge

	mu   sync.Mutex
	done map[verdictKey]*verdict
}

// verdictKey tells runs of one team apart: it may be sent back, and then decide
// otherwise.
type verdictKey struct {
	run   string
	steps int
	last  time.Time
}

func keyOf(run game.Run) verdictKey {
	key := verdictKey{run: run.ID, steps: len(run.Steps)}
	if n := len(run.Steps); n > 0 {
		key.last = run.Steps[n-1].At
	}
	return key
}

// verdict is a look back, or the work on it: ready is closed at its end.
type verdict struct {
	ready chan struct{}
	d     game.Debrief
	err   error
}

// judgeAgain is how long a look back that failed is left alone.
const judgeAgain = time.Minute

// mostVerdicts is how many looks back are kept. Each is a few kilobytes.
const mostVerdicts = 2000

var errUnjudged = errors.New("the look back has failed")

func newJudgements(p *program) *judgements {
	return &judgements{judge: p.judge(nil), done: map[verdictKey]*verdict{}}
}

// debrief is as judge.debrief. Who comes while it is being worked out waits.
func (j *judgements) debrief(ctx context.Context, run game.Run, told told) (game.Debrief, error) {
	key := keyOf(run)
	j.mu.Lock()
	v, there := j.done[key]
	if !there {
		if len(j.done) >= mostVerdicts {
			clear(j.done)
		}
		v = &verdict{ready: make(chan struct{})}
		j.done[key] = v
	}
	j.mu.Unlock()
	if there {
		select {
		case <-v.ready:
			return v.d, v.err
		case <-ctx.Done():
			return game.Debrief{}, ctx.Err()
		}
	}
	v.err = errUnjudged // of a debrief that panics: those who wait are told
	defer func() {
		if v.err != nil {
			j.mu.Lock()
			delete(j.done, key)
			j.mu.Unlock()
		}
		close(v.ready)
	}()
	// Others wait for it: it is not broken off because the first one has left.
	v.d, v.err = j.judge.debrief(context.WithoutCancel(ctx), run, told)
	return v.d, v.err
}

// verdicts tells what decisions in a room were worth. What is not known yet is
// worked out in the background, for who asks again; what could not be worked out
// is not tried again for a while, for boards ask many times a second.
func (j *judgements) verdicts(life context.Context, room workshop.Room) workshop.Verdicts {
	type judged struct {
		key   verdictKey
		list  map[int]game.Judgement
		until time.Time // zero: for good
	}
	var mu sync.Mutex
	known := map[string]judged{}
	return func(team string, step int) (game.Judgement, bool) {
		t := room.Table(team)
		if t == nil {
			return game.Judgement{}, false
		}
		run := t.Seen()
		key := keyOf(run)
		mu.Lock()
		defer mu.Unlock()
		if k, there := known[team]; there && k.key == key && (k.until.IsZero() || time.Now().Before(k.until)) {
			v, ok := k.list[step]
			return v, ok
		}
		known[team] = judged{key: key}
		go func() {
			list, err := workshop.Judge(run, func(r game.Run) (game.Debrief, error) { return j.debrief(life, r, nil) })
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				known[team] = judged{key: key, until: time.Now().Add(judgeAgain)}
				return
			}
			known[team] = judged{key: key, list: list}
		}()
		return game.Judgement{}, false
	}
}
