package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
	"kobayashi/game/naming"
	"kobayashi/game/typeset"
	"kobayashi/game/words"
	"kobayashi/game/workshop"
)

// SeatOptions is the world as a member of a team meets it. Life, Words, Setter,
// Now, Room, Admit and Sit are needed.
type SeatOptions struct {
	// Life ends with the line this seat is at. What was begun for it ends then:
	// watching the room, and the function that Sit gave is called.
	Life   context.Context
	Words  words.Book
	Setter *typeset.Setter
	Now    func() time.Time // the room's: Room.Now
	Lang   string
	// Preferences are settings by their names: {"colour": "mono"}. What is changed
	// at the seat holds until the line ends.
	Preferences map[string]string

	Room workshop.Room
	// Team is the team's name as somebody typed it, or "": then it is asked for.
	Team string
	// Place is the seat of who is known by their key. Nobody is asked anything.
	Place *workshop.Place
	// Admit gives who has no place one.
	Admit func(context.Context, workshop.Knock) (workshop.Place, error)
	// Sit opens a line to a seat. Leave closes it.
	Sit func(context.Context, workshop.Place) (leave func(), err error)
	// Debrief is as in Options. It is asked for once the debrief of the room has
	// begun, by every seat: whoever gives it shares what is equal for all.
	Debrief func(ctx context.Context, run game.Run, told func(share float64)) (game.Debrief, error)
	// Topics are those of the room, if they are worked out once for all seats;
	// nil: each seat works them out.
	Topics func() []workshop.Topic
	// Closing is closed when the server is about to end. The screen says so.
	Closing <-chan struct{}
}

// SeatFarewell tells a seat that the server is about to end. It is another way
// to say what SeatOptions.Closing says.
type SeatFarewell struct{}

// NewSeat makes the model of a seat. It reads nothing and starts nothing.
func NewSeat(o SeatOptions) tea.Model {
	m := New(Options{
		Journal: unkept{}, Words: o.Words, Setter: o.Setter, Now: o.Now,
		Lang: o.Lang, Preferences: o.Preferences, Debrief: o.Debrief,
	})
	a, ok := m.(app)
	if !ok {
		panic("New makes no app") // it stands a few lines above
	}
	p := &post{SeatOptions: o}
	if o.Place != nil {
		s := seating{post: p, place: *o.Place}
		a.screen, a.first = s, s.sit()
	} else {
		a.screen, a.first = newDoor(p), noop
	}
	return a
}

func noop() tea.Msg { return nil }

// post is what stays the same for a seat: the room, and who sits there.
type post struct {
	SeatOptions
	place workshop.Place
	wake  <-chan struct{} // the room's word that something is new
	shelf shelf           // the one exercise that is played here
}

// Messages of a seat.
type (
	// stirred says that something is new in the room.
	stirred struct{}
	// roomGone says that nothing more will be heard of it.
	roomGone struct{}
	admitted struct {
		place workshop.Place
		err   error
	}
	sat struct {
		place workshop.Place
		err   error
	}
	// done is the answer to a deed.
	done struct {
		number int
		err    error
	}
	reached struct{ err error }
)

// listen waits for the next word of the room, or of the server's end.
func (p *post) listen() tea.Cmd {
	return func() tea.Msg {
		select {
		case _, open := <-p.wake:
			if open {
				return stirred{}
			}
			return roomGone{}
		case <-p.Closing:
			return SeatFarewell{}
		}
	}
}

// in gives a command so much time as patience has, within the life of the line.
func (p *post) in(do func(context.Context) tea.Msg) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(p.Life, patience)
		defer cancel()
		return do(ctx)
	}
}

// refusal is the phrase for what a room answered.
func refusal(err error) string {
	if word := workshop.Reason(err); word != "" {
		return "workshop.refused." + word
	}
	if word := naming.Reason(err); word != "" {
		return "name.refused." + word
	}
	return fault(err)
}

// unkept is the journal of who has none: the team's run is kept by the room.
type unkept struct{}

var _ game.Journal = unkept{}

func (unkept) Begin(context.Context, game.Record) error { return game.ErrReadOnly }

func (unkept) Append(context.Context, string, int, game.Step, *game.Result) error {
	return game.ErrReadOnly
}

func (unkept) Load(context.Context, string) (game.Record, error) {
	return game.Record{}, game.ErrUnknownRun
}
func (unkept) Runs(context.Context) ([]game.Summary, error)            { return nil, nil }
func (unkept) Preferences(context.Context) (map[string]string, error)  { return nil, nil }
func (unkept) Prefer(context.Context, string, string) error            { return nil }
func (unkept) Hotwash(context.Context, string) (game.Hotwash, error)   { return game.Hotwash{}, nil }
func (unkept) KeepHotwash(context.Context, string, game.Hotwash) error { return game.ErrReadOnly }
