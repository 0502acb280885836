package solve

import (
	"fmt"
	"math"
	"math/bits"

	"kobayashi/game"
)

// Scene is the place of the scene among those of the rules.
func (p Place) Scene() int { return p.stance().scene }

// Kind says how the scene goes on.
func (p Place) Kind() game.Kind { return p.stance().kind }

func (p Place) stance() *stance {
	st, _ := p.sol.g.state(p.n)
	return st
}

// Choice is a choice that gives nothing away: the first such in the order of
// the file; of a question the answer with the most right and then the fewest
// wrong ticks. It is false where the player does not decide.
func (p Place) Choice() (game.ChoiceID, bool) {
	g := p.sol.g
	st, edges := g.state(p.n)
	if st.kind != game.Choose && st.kind != game.Question {
		return 0, false
	}
	expected, _ := question(g.sc.Rules().Scenes[st.scene].Decision.Items)
	best, most := game.ChoiceID(0), math.MinInt
	for i, e := range edges {
		if p.sol.worth(e) != p.Best() {
			continue
		}
		id, rank := st.options[i].id, -i
		if st.kind == game.Question {
			right := uint32(id) & expected
			rank = bits.OnesCount32(right)*(game.MaxItems+1) - bits.OnesCount32(uint32(id)&^right)
		}
		if rank > most {
			best, most = id, rank
		}
	}
	return best, true
}

// worth is what a way earns, and the best behind it. That it fits was seen when
// the state in front was valued.
func (sol *Solution) worth(e edge) Points {
	return sol.best.of(e.to).Plus(sol.g.totals[e.award])
}

// Along gives the place at each of a run's steps, before it was made. It fails
// if the run is of another variant or was not played on these rules.
func (sol *Solution) Along(run game.Run) ([]Place, error) {
	places := make([]Place, 0, len(run.Steps))
	_, err := sol.walk(run, func(at Place, e game.Event, _ Points) {
		if e.Kind == game.Chose {
			places = append(places, at)
		}
	})
	if err != nil {
		return nil, err
	}
	return places, nil
}

// walk follows a run, tells of each way that was taken what it was worth, and
// gives the place where the run stands.
func (sol *Solution) walk(run game.Run, told func(at Place, e game.Event, worth Points)) (Place, error) {
	sc := sol.sc
	place := sol.Start()
	if run.Variant != sol.Variant {
		return place, fmt.Errorf("following a run: it is of variant %q, the solution of %q", run.Variant, sol.Variant)
	}
	for _, e := range run.Trace {
		if e.Kind == game.Entered {
			continue
		}
		if place.Scene() != e.Scene {
			return place, fmt.Errorf("following a run: it is in scene %s where the solution is in %s",
				sc.SceneID(e.Scene), sc.SceneID(place.Scene()))
		}
		next, gain, err := place.Next(e.Choice)
		if err != nil {
			return place, fmt.Errorf("following a run: %w", err)
		}
		told(place, e, next.Best().Plus(int64(sc.Total(gain))))
		place = next
	}
	return place, nil
}
