package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
	"kobayashi/game/naming"
	"kobayashi/game/workshop"
)

// leadDesk is what all screens of one facilitator look at: the workshop as it was
// last seen. It is moved on between two messages only, so that all of a frame is
// of one moment.
type leadDesk struct {
	LeadOptions
	who    string
	said   string // phrase of what was done, until the next key
	fault  string // phrase of what was not
	grown  <-chan struct{}
	ticks  bool // a tick is on its way
	judged verdicts
	asking int // number of the form that was opened last

	head   *workshop.Head
	tables map[string]*workshop.Table
	now    time.Time
	rows   []leadRow // one for each team, in the order they were made
}

type (
	// roomGrown says that something has happened in the room.
	roomGrown struct{}
	// roomTick is the clock of what is shown running.
	roomTick struct{}
	// leadDone is the answer to something the facilitator asked for.
	leadDone struct {
		of  int // which asking
		err error
	}
)

// look takes the room as it stands.
func (d *leadDesk) look() {
	d.head, d.now = d.Room.Head(), d.Room.Now()
	d.tables = make(map[string]*workshop.Table, len(d.head.Teams))
	d.rows = d.rows[:0]
	for _, l := range d.head.Teams {
		if t := d.Room.Table(l.ID); t != nil {
			d.tables[l.ID] = t
			d.rows = append(d.rows, d.row(l, t))
		}
	}
}

func (d *leadDesk) table(team string) *workshop.Table { return d.tables[team] }

// rules are what is played, or nil as long as nobody plays.
func (d *leadDesk) rules() *game.Scenario {
	for _, t := range d.tables {
		return t.Run.Rules
	}
	return nil
}

// calm is how long a frame stands before the next one, however much happens.
const calm = 150 * time.Millisecond

// listen waits until something happens in the room.
func (d *leadDesk) listen(again bool) tea.Cmd {
	if d.grown == nil {
		d.grown = d.Room.Watch(d.Life, "")
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

// tick keeps the clocks going while there is one to be seen.
func (d *leadDesk) tick() tea.Cmd {
	if d.ticks || d.head.Phase != workshop.Running {
		return nil
	}
	d.ticks = true
	// The next full second of the workshop's clock.
	wait := time.Second - d.head.Ran(d.now)%time.Second
	return tea.Tick(wait, func(time.Time) tea.Msg { return roomTick{} })
}

// doing asks the room for something; the answer comes as a leadDone.
func (d *leadDesk) doing(of int, f func(context.Context) error) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(d.Life, patience)
		defer cancel()
		return leadDone{of, f(ctx)}
	}
}

// atOnce marks what is asked for without a form: its answer is the desk's.
const atOnce = -1

// refused is the phrase for why something was not done.
func refused(err error) string {
	if word := naming.Reason(err); word != "" {
		return "name.refused." + word
	}
	if word := workshop.Reason(err); word != "" {
		return "workshop.refused." + word
	}
	return "lead.failed"
}
