package line

import "kobayashi/game/workshop"

// ballots says how far the vote is, and that there is more time.
func (s *seat) ballots() {
	t := s.at
	if step := len(t.Run.Steps); step != s.told.step {
		s.told.step, s.told.votes, s.told.more = step, 0, 0
	}
	if s.head.Phase != workshop.Running || t.Waiting {
		return
	}
	if more := int(t.Vote.More.Seconds()); more != s.told.more {
		s.out.part()
		s.puts(s.say.Say("line.seat.more", more-s.told.more))
		s.told.more = more
		s.limit()
	}
	n := len(s.cast())
	if n == s.told.votes {
		return
	}
	s.told.votes = n
	if n > 0 && s.shown.round == t.Round() {
		s.out.part()
		s.puts(s.say.Say("line.seat.votes", n, s.many()))
		if t.Round() == 2 && n == s.many() {
			s.spread()
		}
	}
}

// cast are the votes of the round.
func (s *seat) cast() []workshop.Cast {
	if s.at.Round() == 1 {
		return s.at.Vote.First
	}
	return s.at.Vote.Second
}

// many is how many are here, or have voted before they left.
func (s *seat) many() int {
	n := 0
	for _, t := range s.at.Seats {
		if _, voted := s.at.Vote.Of(t.ID, s.at.Round()); voted || t.Here() {
			n++
		}
	}
	return n
}
