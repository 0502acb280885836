package line

import (
	"context"
	"errors"
	"strconv"
	"time"

	"kobayashi/game"
	"kobayashi/game/workshop"
)

// plan asks for a line of the team's improvement plan, and keeps it. Nothing is
// kept before the last answer.
func (s *seat) plan(ctx context.Context) (string, error) {
	if s.head.Phase != workshop.Debrief && (s.head.Phase == workshop.Ended || !s.run.Over()) {
		return s.say.Say("line.seat.plan.early"), nil
	}
	s.idle = true
	defer func() { s.idle = false }()
	s.written()
	s.out.part()
	s.puts(s.say.Say("line.hotwash.how", maxWords))
	var h game.Hotwash
	for i, b := range blanks(&h) {
		b.prompt = prompted("plan "+strconv.Itoa(i+1), s.say.Say(b.question))
		stay, err := s.fill(ctx, b)
		if err == nil && stay {
			continue
		}
		if err == nil || errors.Is(err, errMoved) {
			s.out.part()
			s.puts(s.say.Say("line.hotwash.dropped"))
		}
		return "", err
	}
	refused, err := s.do(ctx, func(head *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Note(head, s.place.Seat, h, now)
	})
	if refused == "" && err == nil {
		s.noted(h)
		s.puts(s.say.Say("line.seat.plan.kept"))
	}
	return refused, err
}

// written writes what the team has noted so far.
func (s *seat) written() {
	if len(s.at.Plan) == 0 {
		return
	}
	s.out.part()
	s.puts(s.say.Count("line.seat.plan.lines", len(s.at.Plan)))
	for _, w := range s.at.Plan {
		s.out.part()
		s.puts(s.person(w.Seat))
		s.noted(w.Hotwash)
	}
}
