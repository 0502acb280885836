package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
	"kobayashi/game/typeset"
	"kobayashi/game/words"
	"kobayashi/game/workshop"
)

// BoardFeed brings the board: from a room in the same program, or from a server.
type BoardFeed interface {
	// Board is the last state that is known, and whether the line to it stands.
	Board() (workshop.BoardState, BoardLine)
	// Watch tells when either has changed, until ctx ends; then the channel is
	// closed. A reader that is slow is told once.
	Watch(ctx context.Context) <-chan struct{}
}

// BoardLine is how a board stands to the workshop.
type BoardLine int

// Nothing is known yet; what is known is of now; or the line is broken, and what
// is known is of the time before.
const (
	BoardWaits BoardLine = iota
	BoardLive
	BoardLost
)

// BoardOptions is the world of a board. Words, Setter and Feed are needed.
type BoardOptions struct {
	Words  words.Book
	Setter *typeset.Setter
	Feed   BoardFeed
	// Scenario is what is played: the wording of the debrief. nil: ids are shown.
	Scenario *game.Scenario
	// Life ends when the session does; nil: it does not.
	Life context.Context
	Now  func() time.Time // nil: the machine's
	// Lang is the language to start in; Preferences are as in Options.
	Lang        string
	Preferences map[string]string
}

// LiveBoard is the feed of a room in this program. Verdicts may be nil.
func LiveBoard(r workshop.Room, v workshop.Verdicts) BoardFeed { return liveBoard{r, v} }

type liveBoard struct {
	workshop.Room
	verdicts workshop.Verdicts
}

func (b liveBoard) Board() (workshop.BoardState, BoardLine) {
	return b.Head().BoardState(b.Table, b.verdicts, b.Now()), BoardLive
}

func (b liveBoard) Watch(ctx context.Context) <-chan struct{} { return b.Room.Watch(ctx, "") }

// boarding is the app that shows a board.
type boarding struct {
	app  app
	desk *boardDesk
}

// boardDesk is the board as it was last seen.
type boardDesk struct {
	BoardOptions
	grown <-chan struct{}
	ticks bool

	state workshop.BoardState
	line  BoardLine
	came  time.Time // when state came
	now   time.Time
	pages int       // of what is shown now
	from  time.Time // when the first page was begun
}

// NewBoard makes the board on a terminal. It reads nothing and starts nothing.
func NewBoard(o BoardOptions) tea.Model {
	if o.Life == nil {
		o.Life = context.Background()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	b := boarding{
		app: New(Options{
			Words: o.Words, Setter: o.Setter, Now: o.Now, Lang: o.Lang, Preferences: o.Preferences, Journal: forgetful{},
		}).(app),
		desk: &boardDesk{BoardOptions: o},
	}
	b.app.screen = board{d: b.desk}
	return b
}

func (b boarding) Init() tea.Cmd {
	b.desk.look()
	return tea.Batch(tea.RequestBackgroundColor, b.desk.listen(false), b.desk.tick())
}

func (b boarding) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var more tea.Cmd
	switch msg.(type) {
	case roomGrown:
		b.desk.look()
		more = b.desk.listen(true)
	case roomTick:
		b.desk.ticks = false
		b.desk.now = b.desk.Now()
		if b.desk.state.Topic.Unsettled() {
			b.desk.look()
		}
	}
	next, cmd := b.app.Update(msg)
	b.app = next.(app)
	_ = b.app.View() // how many pages there are
	return b, tea.Batch(cmd, more, b.desk.tick())
}

func (b boarding) View() tea.View {
	v := b.app.View()
	if name := oneLine(b.desk.state.Name); name != "" {
		v.WindowTitle = name
	}
	return v
}

// look takes the board as it stands. A new topic begins on its first page.
func (d *boardDesk) look() {
	before := d.state.Topic
	d.now = d.Now()
	d.state, d.line = d.Feed.Board()
	d.came = d.now
	if now := d.state.Topic; (before == nil) != (now == nil) || now != nil && (now.ID != before.ID || now.Layer != before.Layer) || d.from.IsZero() {
		d.from = d.now
	}
}

func (d *boardDesk) listen(again bool) tea.Cmd {
	if d.grown == nil {
		d.grown = d.Feed.Watch(d.Life)
	}
	ch, life := d.grown, d.Life
	return func() tea.Msg {
		if again {
			select {
			case <-time.After(calm):
			case <-life.Done():
			}
		}
		if _, open := <-ch; !open {
			return nil
		}
		return roomGrown{}
	}
}

// turn is how long a page of the board stands.
const turn = 10 * time.Second

// tick wakes the board when there is something to move: each second while the
// clock runs or verdicts are being worked out, else when a page is to be turned.
func (d *boardDesk) tick() tea.Cmd {
	if d.ticks {
		return nil
	}
	var wait time.Duration
	switch {
	case d.line == BoardLive && d.state.Ticking:
		wait = time.Second - d.ran()%time.Second
	case d.line == BoardLive && d.state.Topic.Unsettled():
		wait = time.Second
	case d.pages > 1:
		wait = turn - d.now.Sub(d.from)%turn
	default:
		return nil
	}
	d.ticks = true
	return tea.Tick(wait, func(time.Time) tea.Msg { return roomTick{} })
}

// ran is the workshop's clock. It stands while the line is broken: nobody knows.
func (d *boardDesk) ran() time.Duration {
	if d.line != BoardLive {
		return d.state.Ran(0)
	}
	return d.state.Ran(d.now.Sub(d.came))
}

// page is the one that is to be seen of so many.
func (d *boardDesk) page(pages int) int {
	if d.pages < 2 && pages > 1 {
		d.from = d.now
	}
	d.pages = pages
	if pages < 2 {
		return 0
	}
	return int(d.now.Sub(d.from)/turn) % pages
}
