package line

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"kobayashi/game"
	"kobayashi/game/typeset"
	"kobayashi/game/words"
	"kobayashi/game/workshop"
)

// SeatOptions are what a seat at a team's table needs. In, Out, Words, Setter,
// Room and Sit must be given, and Admit where Place is not.
type SeatOptions struct {
	In     io.Reader
	Out    io.Writer
	Words  words.Text
	Setter *typeset.Setter
	Width  int    // in cells; 0 means 80
	Spoken bool   // for a screen reader: leaves out the bars drawn of signs
	Lang   string // of the scenario's wording; empty: that of Words

	Room workshop.Room
	// Team is the name of the team as it was typed, or empty: it is asked for.
	Team string
	// Place is the seat of who is known already; nil: the codes are asked for.
	Place *workshop.Place
	// Admit gives a seat for what was said at the door. Errors of packages
	// workshop and naming are said in words, and asked about again.
	Admit func(ctx context.Context, k workshop.Knock) (workshop.Place, error)
	// Sit opens a line to a seat; leave closes it.
	Sit func(ctx context.Context, p workshop.Place) (leave func(), err error)
	// Verdicts tell the debrief what decisions cost. nil: it does without.
	Verdicts workshop.Verdicts
}

// Seat is a member's part in a workshop: the door, the lobby, the story, the
// votes, the debrief. It comes back when the workshop has ended (Finished), when
// the person leaves (Quit), when the seat is taken from them (Quit), or when the
// input ends (InputEnded). The line to the seat is closed then, and the seat
// stays theirs.
//
// An error is a fault of the output or the context, or what Sit failed with.
func Seat(ctx context.Context, o SeatOptions) (Outcome, error) {
	if o.Lang == "" {
		o.Lang = o.Words.Lang
	}
	d := sit(Options{In: o.In, Out: o.Out, Words: o.Words, Setter: o.Setter, Width: o.Width, Spoken: o.Spoken, Lang: o.Lang, Now: o.Room.Now})
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s := &seat{table: &table{desk: d, met: map[string]bool{}}, so: o, room: o.Room, lines: d.in.stream(ctx)}
	s.table.o = d.o
	d.listen = s.listen
	err := s.enter(ctx)
	if err == nil {
		err = s.play(ctx)
	}
	if s.leave != nil {
		s.leave()
	}
	s.goodbye(err)
	return d.close(err)
}

// A seat is one person at a team's table.
type seat struct {
	*table
	so    SeatOptions
	room  workshop.Room
	place workshop.Place
	leave func()

	lines <-chan typed
	grown <-chan struct{}

	// The room as it was last looked at, so that all that is written between two
	// looks is of one moment.
	head *workshop.Head
	at   *workshop.Table
	told told

	asked  stand // what the prompt that is out asks for
	shown  stand // the decision whose options were written last
	wrong  int   // unusable answers in a row
	idle   bool  // what is asked for does not depend on where the table stands
	seated bool
}

// errMoved says that the room has moved on from what was asked.
var errMoved = errors.New("the room has moved on")

// play follows the table until the workshop ends.
func (s *seat) play(ctx context.Context) error {
	s.look()
	s.welcome()
	for s.wrong < maxWrong {
		s.look()
		s.news()
		m := s.stand()
		switch m.word {
		case standEnded:
			s.out.part()
			s.puts(s.say.Say("line.seat.ended"))
			return nil
		case standGone:
			s.out.part()
			s.puts(s.say.Say("line.seat.gone"))
			return errQuit
		}
		if err := s.turn(ctx, m); err != nil && !errors.Is(err, errMoved) {
			return err
		}
	}
	s.out.part()
	s.puts(s.say.Say("line.answer.enough"))
	return errEnded
}

// turn asks what is to be asked now, once.
func (s *seat) turn(ctx context.Context, m stand) error {
	s.offer(ctx, m)
	s.asked = m
	prompt := s.question(m)
	s.out.part()
	s.puts(prompt)
	if err := s.out.flush(); err != nil {
		return err
	}
	text, err := s.listen(ctx, prompt)
	switch {
	case errors.Is(err, errLong):
		s.refuse(s.say.Say("line.answer.long"))
		return nil
	case err != nil:
		return err
	}
	refused, err := s.obey(ctx, m, understand(text))
	if refused != "" {
		s.refuse(refused)
		return err
	}
	s.wrong = 0
	return err
}

func (s *seat) refuse(phrase string) {
	s.wrong++
	s.out.part()
	s.puts(phrase)
}

// listen waits for a line. News is written meanwhile, and the prompt again after
// it. Where the room moves on from what was asked it gives errMoved, and a line
// that was typed for what was asked before is not taken for what is asked now.
func (s *seat) listen(ctx context.Context, prompt string) (string, error) {
	for {
		select {
		case l, open := <-s.lines:
			if !open {
				return "", errEnded
			}
			if s.look(); s.stale() && l.err == nil && s.belongs(l.text) {
				return "", errMoved
			}
			return l.text, l.err
		case _, open := <-s.grown:
			if !open {
				return "", context.Cause(ctx)
			}
			if s.look(); s.stale() {
				return "", errMoved
			}
			before := s.out.n
			if s.news(); s.out.n != before {
				s.out.part()
				s.puts(prompt)
				if err := s.out.flush(); err != nil {
					return "", err
				}
			}
		case <-ctx.Done():
			return "", context.Cause(ctx)
		}
	}
}

// belongs reports whether a line was meant for the prompt it was typed at alone,
// and says that it was not used.
func (s *seat) belongs(text string) bool {
	a := understand(text)
	word, _ := wordOf(a)
	switch {
	case a.empty:
		return true
	case len(a.nums) > 0, word == doDecide, word == doClose:
		s.out.part()
		s.puts(s.say.Say("line.seat.unused", brief(a.text)))
		return true
	}
	return false
}

// stale reports whether the room has moved on from what the prompt asks.
func (s *seat) stale() bool {
	m := s.stand()
	switch {
	case !s.seated:
		return false
	case s.idle:
		return m.word == standEnded || m.word == standGone
	}
	return m != s.asked
}

// look takes the room as it stands.
func (s *seat) look() {
	s.head = s.room.Head()
	if !s.seated {
		return
	}
	if at := s.room.Table(s.place.Team); at != nil {
		s.at = at
		s.run = at.Seen()
	}
}

// do asks the room for something, and gives the phrase of what it refuses.
func (s *seat) do(ctx context.Context, f workshop.Deciding) (string, error) {
	err := s.room.Do(ctx, s.place.Team, f)
	s.look()
	return s.refusal(ctx, err)
}

func (d *desk) refusal(ctx context.Context, err error) (string, error) {
	switch word := workshop.Reason(err); {
	case err == nil:
		return "", nil
	case ctx.Err() != nil:
		return "", context.Cause(ctx)
	case word != "":
		return d.say.Say("workshop.refused." + word), nil
	case errors.Is(err, game.ErrNotOffered):
		return d.say.Say("line.seat.offered"), nil
	}
	return d.say.Say("line.seat.failed"), nil
}

// goodbye says what became of the seat.
func (s *seat) goodbye(err error) {
	s.out.part()
	switch {
	case !s.seated || err == nil:
		return
	case errors.Is(err, errQuit), errors.Is(err, errEnded):
		s.puts(s.say.Say("line.seat.left"))
	case errors.Is(err, context.Canceled):
		s.puts(s.say.Say("line.seat.stopped"))
	}
}

// clock writes a length of time as minutes and seconds.
func clock(d time.Duration) string {
	s := int(d.Round(time.Second) / time.Second)
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}
