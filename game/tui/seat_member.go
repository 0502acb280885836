package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
	"kobayashi/game/workshop"
)

// member is someone at a table. What is painted is what the room had when the
// member last looked; what the member does is done when the room says so.
type member struct {
	post  *post
	head  *workshop.Head
	table *workshop.Table
	seen  version
	play  play   // where this member reads
	over  screen // something else that is open; nil: nothing
	gone  string // phrase of why there is no seat any more

	asked   query // what Enter would answer
	what    int   // the row under the cursor of what may be done with a choice
	cursor  int   // in the decision
	onward  bool  // once the deed is done, read on
	saving  bool
	number  int // of the deed that is being done
	fault   string
	news    string // what happened at the table and was not read yet
	reached int    // 1 + the step of which the room was told that it is here

	ticking bool // a time limit is counted down
	clock   int  // tells this countdown's ticks from older ones

	heard   answered  // words of the facilitator
	arrived time.Time // when the one that waits for an answer was first shown
	talking bool      // the chat's line is open
	line    field
	read    time.Time // of the last line of chat that was seen

	code    string // the seat's code, until it was written down
	hall    reader // in the lobby, and in the debrief of the room
	review  *review
	inquiry *inquiry
	shown   time.Time // when what Enter would answer came up
}

// query is what stands between a choice and a deed.
type query int

const (
	askNothing query = iota
	askWhat          // decide with it, or vote for it
	askSure          // how sure the vote is
	askVote          // whether to vote so
	askClose         // whether to end the round
)

// version tells the states of a table's run apart.
type version struct {
	steps, returns int
	held           bool
}

func versionOf(t *workshop.Table) version {
	return version{len(t.Run.Steps), len(t.Returns), t.Waiting}
}

// newMember takes the seat. Who is new reads from the beginning, who comes back
// is where the team is.
func newMember(f frame, p *post) (screen, tea.Cmd) {
	m := member{post: p, code: p.place.Code, line: field{most: workshop.MaxText}, shown: f.desk.Now(), review: &review{}}
	m.head, m.table = p.Room.Head(), p.Room.Table(p.place.Team)
	if m.table == nil {
		return farewell{word: "seat.bye.removed"}, nil
	}
	p.shelf = shelf{read: true, scenarios: []*game.Scenario{m.table.Run.Rules}}
	f = m.in(f)
	m.seen = versionOf(m.table)
	m.play = newPlay(f, m.table.Seen(), p.place.Code == "")
	m.cursor = m.start()
	if list := m.words(); len(list) > 0 {
		// The last word may have been missed; those before it are in the list.
		m.heard = answered{at: list[len(list)-1].At, many: -1}
		for _, n := range list {
			if n.At.Equal(m.heard.at) {
				m.heard.many++
			}
		}
	}
	m.read = lastLine(m.table)
	if _, voted := m.vote(); voted {
		m.play.act, m.play.decide = len(m.play.acts(f))-1, true
	}
	m, cmd := m.look(f)
	return m, tea.Batch(p.listen(), cmd)
}

// in is the frame as it is at this table.
func (m member) in(f frame) frame {
	f.table, f.seat = m.table, m.post.place.Seat
	f.shelf, f.eyes = m.post.shelf, f.eyesOf(m.table.Run.Rules)
	return f
}

// above is the frame for what is open over the seat.
func (m member) above(f frame) frame {
	f.at = &m
	return f
}

func (m member) me() (workshop.Seat, bool) { return m.table.Seat(m.post.place.Seat) }

// vote is this seat's last vote on the decision that is open.
func (m member) vote() (workshop.Cast, bool) {
	if c, ok := m.table.Vote.Of(m.post.place.Seat, 2); ok {
		return c, true
	}
	return m.table.Vote.Of(m.post.place.Seat, 1)
}

func (m member) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	f = m.in(f)
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case stirred:
		m, cmd = m.look(f)
		return m, tea.Batch(m.post.listen(), cmd)
	case SeatFarewell:
		m.gone, m.over = "seat.bye.server", nil
		return m, nil
	case roomGone:
		return m, nil
	case done:
		return m.answered(f, msg)
	case reached:
		if msg.err != nil {
			m.reached = 0
		}
		return m, nil
	case tick:
		return m.tick(f, msg)
	case tea.WindowSizeMsg:
		return m.await(f)
	case inquired:
		m.review.forget()
	}
	return m.heed(f, msg)
}

// heed is a message for whatever is open.
func (m member) heed(f frame, msg tea.Msg) (screen, tea.Cmd) {
	switch {
	case m.gone != "":
		next, cmd := farewell{word: m.gone}.update(f, msg)
		if _, same := next.(farewell); same {
			return m, cmd
		}
		return next, cmd
	case m.code == "" && m.answers(f, msg):
		return m.hear(f), nil
	case m.over != nil:
		return m.settle(m.over.update(m.above(f), msg))
	}
	switch msg.(type) {
	case tea.KeyPressMsg, tea.MouseClickMsg, tea.MouseWheelMsg, tea.PasteMsg:
	default:
		return m, nil
	}
	switch {
	case m.code != "":
		if pressed(msg, keys.enter) && f.desk.Now().Sub(m.shown) >= tooSoon {
			m.code, m.shown = "", f.desk.Now()
			return m.await(f)
		}
		return m, nil
	case m.talking:
		return m.talk(f, msg)
	case m.atPlay():
		return m.playing(f, msg)
	case m.head.Phase == workshop.Lobby:
		return m.waiting(f, msg)
	}
	return m.reviewing(f, msg)
}

// atPlay reports whether the run is what the screen shows.
func (m member) atPlay() bool {
	return m.head.Phase == workshop.Running || m.head.Phase == workshop.Paused
}

// settle takes what an open screen became.
func (m member) settle(next screen, cmd tea.Cmd) (screen, tea.Cmd) {
	switch s := next.(type) {
	case atTable:
		m.over = nil
	case chatOpens:
		m.over, m.talking, m.read = nil, true, lastLine(m.table)
	case member:
		return s, cmd
	default:
		m.over = next
	}
	return m, cmd
}

// atTable is where the screens that are open over a seat go back to.
type atTable struct{}

func (atTable) update(frame, tea.Msg) (screen, tea.Cmd) { return atTable{}, nil }
func (atTable) view(frame) sheet                        { return sheet{} }
func (atTable) bindings() []hint                        { return nil }

// cover opens a screen over the seat, or over what is open there.
func (m member) cover(over func(back screen) screen) screen {
	if m.over != nil {
		m.over = over(m.over)
		return m
	}
	m.over = over(atTable{})
	if h, ok := m.over.(help); ok {
		bare := m
		bare.over = nil
		h.of = bare
		m.over = h
	}
	return m
}

func (m member) typing() bool {
	if t, ok := m.over.(typing); ok {
		return t.typing()
	}
	return m.over == nil && m.talking
}

func (m member) bindings() []hint { return nil }

// keysNow are the keys of what is shown.
func (m member) keysNow(f frame) []hint {
	f = m.in(f)
	if m.atPlay() {
		return m.playKeys(m.stage(f))
	}
	return m.hallKeys()
}

func (m member) view(f frame) sheet {
	f = m.in(f)
	switch {
	case m.gone != "":
		return farewell{word: m.gone}.view(f)
	case m.over != nil:
		return m.banner(f, m.over.view(m.above(f)))
	case m.code != "":
		return m.codePage(f)
	}
	if m.talking {
		return m.talkOver(f)
	}
	return m.banner(f, m.scene(f))
}

// scene is what lies below everything that can be open over it.
func (m member) scene(f frame) sheet {
	switch {
	case m.atPlay():
		return m.stage(f).sheet
	case m.head.Phase == workshop.Lobby:
		return m.lobby(f)
	}
	return m.reviewed(f)
}
