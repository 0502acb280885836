package lint

import (
	"kobayashi/game"
)

// tell reports what was seen of conditions, effects and ranges.
func (x *exact) tell(s *sightings) {
	for _, c := range s.conditions {
		switch {
		case !c.asks:
		case c.yes && !c.no:
			x.report("W205", c.from, c.to, nil,
				game.Say("どう遊んでも、この条件はいつも成り立ちます", "in every play this condition is true whenever it is read"),
				game.Say("条件を消すか、ほんとうに分けたい値に直してください", "delete it, or mend it to what it should tell apart"))
		case c.no && !c.yes && !c.offer:
			x.report("W205", c.from, c.to, nil,
				game.Say("どう遊んでも、この条件が成り立つことはありません", "in no play is this condition ever true"),
				game.Say("条件を直すか、ここごと消してください", "mend it, or delete what it stands at"))
		}
	}
	for _, e := range s.effects {
		if e.lost && !e.works {
			name := x.rules.Vars[e.slot].Name
			x.report("W208", e.from, e.to, nil,
				game.Say("「%s」はここではいつも %s なので、この増減は消えます", "%q is always %s here, so this changes nothing", name, game.Digits(e.at)),
				game.Say("範囲（min、max）か始めの値を直すか、消してください", "mend the range (min, max) or the start, or delete it"))
		}
	}
	for i, v := range x.res.Base.Front.Vars {
		if !x.wide(s, i) {
			continue
		}
		from, to := x.res.Base.Range(v.At)
		r := s.ranges[i]
		x.report("W404", from, to, nil,
			game.Say("「%s」の範囲は %d から %d ですが、どう遊んでも %d から %d にしかなりません", "%q ranges from %d to %d, and plays reach only %d to %d", v.ID, v.Var.Min, v.Var.Max, r.lo, r.hi),
			game.Say("min: %d、max: %d にするか、効果を大きくしてください", "write min: %d, max: %d, or let the effects be larger", r.lo, r.hi))
	}
}

// farWider is how many times wider than what plays reach a range may be.
const farWider = 3

// wide tells whether a number's range is far wider than what was met. One that
// never changes has rules of its own.
func (x *exact) wide(s *sightings, i int) bool {
	v, r := x.rules.Vars[i], s.ranges[i]
	return v.Type == game.Number && r.hi > r.lo && v.Max-v.Min > farWider*(r.hi-r.lo)
}
