package line

import (
	"context"
	"errors"
	"io"
	"reflect"
	"time"

	"kobayashi/game"
	"kobayashi/game/typeset"
	"kobayashi/game/words"
	"kobayashi/game/workshop"
)

// BoardOptions are what a board on lines needs. Out, Words, Setter and Next must
// be given.
type BoardOptions struct {
	Out    io.Writer
	Words  words.Text
	Setter *typeset.Setter
	Width  int    // in cells; 0 means 80
	Lang   string // of the scenario's wording; empty: that of Words
	// Next waits for the board to change and gives it; the first time it gives it
	// at once. io.EOF ends the board without a fault.
	Next func(ctx context.Context) (workshop.BoardState, error)
	// Scenario is what is played, for the wording of scenes; nil: ids are shown.
	Scenario *game.Scenario
}

// Board writes the standings whenever they change, and in the debrief the
// decision the room looks at, until the workshop has ended.
func Board(ctx context.Context, o BoardOptions) error {
	if o.Lang == "" {
		o.Lang = o.Words.Lang
	}
	d := &desk{out: newSheet(o.Out), say: o.Words, o: Options{Lang: o.Lang, Scenario: o.Scenario}}
	d.set = setting{o.Setter, o.Width, typeset.Style{Ink: typeset.Plain, Lang: o.Lang, Safe: true}}
	if d.set.width <= 0 {
		d.set.width = defaultWidth
	}
	var last workshop.BoardState
	for first := true; ; first = false {
		b, err := o.Next(ctx)
		switch {
		case errors.Is(err, io.EOF):
			return d.out.flush()
		case err != nil:
			return errors.Join(err, d.out.flush())
		}
		d.changed(last, b, first)
		last = b
		if err := d.out.flush(); err != nil {
			return err
		}
		if b.Phase == workshop.Ended {
			return nil
		}
	}
}

// changed writes what of a board is new. Who sits where moves all the time and is
// no news here.
func (d *desk) changed(was, is workshop.BoardState, first bool) {
	if first {
		d.puts(d.say.Say("line.seat.title", d.set.name(is.Name)))
		d.puts(d.say.Say("line.board.commitment", is.Commitment))
	}
	if first || was.Phase != is.Phase {
		d.out.part()
		d.puts(d.say.Say("line.seat.phase", d.say.Say("workshop.phase."+string(is.Phase))))
	}
	if first || was.View != is.View || !reflect.DeepEqual(quiet(was.Teams), quiet(is.Teams)) {
		d.standings(is.Teams, is.View)
	}
	if is.Topic != nil && !reflect.DeepEqual(was.Topic, is.Topic) {
		d.topic(is.Topic, d.o.Scenario)
	}
	if is.Seed != "" && was.Seed == "" {
		d.out.part()
		d.puts(d.say.Say("line.board.seed", is.Seed, is.Nonce))
	}
}

// quiet are standings without who is here.
func quiet(list []workshop.Standing) []workshop.Standing {
	out := make([]workshop.Standing, len(list))
	for i, s := range list {
		s.Here, s.Seats = 0, 0
		out[i] = s
	}
	return out
}

// BoardOf gives the boards of a room, each time it has changed, and each second
// while verdicts that are to be shown are being worked out.
func BoardOf(ctx context.Context, r workshop.Room, verdicts workshop.Verdicts) func(context.Context) (workshop.BoardState, error) {
	grown, first := r.Watch(ctx, ""), true
	var last workshop.BoardState
	return func(ctx context.Context) (workshop.BoardState, error) {
		if !first {
			var again <-chan time.Time
			if last.Topic.Unsettled() {
				again = time.After(time.Second)
			}
			select {
			case <-again:
			case _, open := <-grown:
				if !open {
					return workshop.BoardState{}, io.EOF
				}
			case <-ctx.Done():
				return workshop.BoardState{}, io.EOF
			}
		}
		first = false
		last = r.Head().BoardState(r.Table, verdicts, r.Now())
		return last, nil
	}
}
