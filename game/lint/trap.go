package lint

import (
	"context"
	"iter"

	"kobayashi/game"
)

// maxTrapped is how many states are looked at for an ending.
const maxTrapped = 100_000

// trapped tells whether the circle that a play ends in has no way out: no
// ending can be reached from there, whatever is chosen. Of one with too many
// states that is not told.
func (x *exact) trapped(ctx context.Context, variant string, play []game.Move) bool {
	s, ok := x.follow(variant, play)
	if !ok {
		return false
	}
	seen := map[game.State]bool{s: true}
	for todo := []game.State{s}; len(todo) > 0; {
		s = todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if x.sc.Over(s) || len(seen) > maxTrapped || ctx.Err() != nil {
			return false
		}
		for next := range x.after(s) {
			if !seen[next] {
				seen[next] = true
				todo = append(todo, next)
			}
		}
	}
	return true
}

// after gives the states that one decision, outcome or way leads to.
func (x *exact) after(s game.State) iter.Seq[game.State] {
	return func(yield func(game.State) bool) {
		shown := x.sc.Offered(s)
		take := func(id game.ChoiceID) bool {
			next, _, err := x.sc.Apply(s, id)
			return err != nil || yield(next)
		}
		if x.sc.Kind(s) == game.Question {
			for ticks := shown; ; ticks = (ticks - 1) & shown {
				if !take(game.ChoiceID(ticks)) || ticks == 0 {
					return
				}
			}
		}
		for id := range game.ChoiceID(game.MaxItems) {
			if shown&(1<<id) != 0 && !take(id) {
				return
			}
		}
	}
}

// follow plays a play. Routes, which nobody takes, are not among its moves.
func (x *exact) follow(variant string, play []game.Move) (game.State, bool) {
	s, _ := x.sc.Start(variant)
	for _, m := range play {
		for x.sc.Kind(s) == game.Route {
			open := x.sc.Open(s)
			if len(open) == 0 {
				return s, false
			}
			s, _, _ = x.sc.Apply(s, open[0].ID)
		}
		next, _, err := x.sc.Apply(s, choice(m))
		if err != nil {
			return s, false
		}
		s = next
	}
	return s, true
}
