package report

import (
	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/workshop"
)

// RolePart is how the people did who had a role, over all teams. Counted is false
// where they are fewer than may be counted; all figures are 0 then.
type RolePart struct {
	Role        string       `json:"role,omitempty"` // id; "" for those without one
	Label       string       `json:"label"`
	Counted     bool         `json:"counted"`
	Seats       int          `json:"seats"`     // people who voted
	Votes       int          `json:"votes"`     // decisions they voted on
	Agreed      int          `json:"agreed"`    // percent of their last votes that were decided so
	Shifted     int          `json:"shifted"`   // second votes that were another
	Overruled   int          `json:"overruled"` // last votes that were not decided so
	Calibration *Calibration `json:"calibration,omitempty"`
}

// voter is a role's people while they are counted.
type voter struct {
	RolePart
	people    map[string]bool
	agreed    int
	forecasts []game.Forecast
}

func (o *hall) roles() []RolePart {
	ids := append(append([]string{}, o.Rules.Rules().Roles...), "")
	voters := map[string]*voter{}
	for _, p := range o.teams() {
		seats := map[string]workshop.Seat{}
		for _, s := range append(append([]workshop.Seat{}, p.table.Seats...), p.table.Left...) {
			seats[s.ID] = s
		}
		for step, b := range p.past {
			if b.By == "" {
				continue
			}
			o.count(voters, p, step, b, seats)
		}
	}
	list := []RolePart{}
	for _, id := range ids {
		v := voters[id]
		if v == nil {
			continue
		}
		part := RolePart{Role: id, Label: o.role(workshop.Seat{Role: id})}
		if n := len(v.people); n >= o.Head.Opened.Rules.Least {
			part.Counted, part.Seats, part.Votes, part.Shifted, part.Overruled = true, n, v.Votes, v.Shifted, v.Votes-v.agreed
			part.Agreed = (200*v.agreed + v.Votes) / (2 * v.Votes)
			part.Calibration = o.w.calibration(game.Calibrate(v.forecasts))
		}
		list = append(list, part)
	}
	return list
}

// count adds the votes on one decision to those of the roles.
func (o *hall) count(voters map[string]*voter, p *played, step int, b workshop.Ballot, seats map[string]workshop.Seat) {
	for _, last := range b.Last() {
		role := seats[last.Seat].Role
		v := voters[role]
		if v == nil {
			v = &voter{people: map[string]bool{}}
			voters[role] = v
		}
		v.people[p.table.ID+"/"+last.Seat] = true
		v.Votes++
		if last.Choice == b.Choice {
			v.agreed++
		}
		first, ok := b.Of(last.Seat, 1)
		if ok && first.Choice != last.Choice {
			v.Shifted++
		}
		if f, asked := o.forecast(p, step, first); ok && asked {
			v.forecasts = append(v.forecasts, f)
		}
	}
}

// forecast is a blind vote as one: how sure it was, and whether it was best.
func (o *hall) forecast(p *played, step int, vote workshop.Cast) (game.Forecast, bool) {
	j, judged := p.judgement(step)
	if vote.Sure == 0 || !judged || j.Stake.Num == 0 || step >= len(p.places) {
		return game.Forecast{}, false
	}
	worth, err := p.places[step].Worth(vote.Choice)
	if err != nil {
		return game.Forecast{}, false // what was not open then can be no vote
	}
	return game.Forecast{Sure: vote.Sure, Right: worth == p.places[step].Best()}, true
}

func (w writer) gradeWord(g game.Grade) string { return debrief.GradeWord(g, w.say) }
