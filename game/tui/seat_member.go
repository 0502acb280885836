package tui

import (
	"context"
	"errors"
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

// errRound says that a vote came when its round was over: it was meant blind.
var errRound = errors.New("the round has ended")

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

// look takes in what is new in the room. Where the member reads stays where it
// is, whatever the others have done.
func (m member) look(f frame) (member, tea.Cmd) {
	room, was, head := m.post.Room, m.table, m.head
	m.head = room.Head()
	if head.Phase != m.head.Phase || head.Topic.Topic != m.head.Topic.Topic {
		m.hall = reader{}
	}
	if t := room.Table(m.post.place.Team); t != nil {
		m.table = t
	}
	if m.head.Gone(m.post.place.Team) {
		m.gone, m.over = "seat.bye.removed", nil
	} else if _, seated := m.me(); !seated {
		m.gone, m.over = "seat.bye.unseated", nil
	}
	place := m.play.acts(f)
	event := place[min(m.play.act, len(place)-1)].from
	if now := versionOf(m.table); now != m.seen {
		m = m.moved(now)
		m.shown = f.desk.Now()
	}
	f = m.in(f)
	list := m.play.acts(f)
	if event >= len(m.play.run.Trace) {
		m.play.act, m.play.page = resumeAt(list), 0
	} else {
		m.play.act = actAt(list, event)
	}
	if was.Round() != m.table.Round() && len(was.Run.Steps) == len(m.table.Run.Steps) {
		m.asked, m.news, m.shown = askNothing, "seat.news.shown", f.desk.Now()
		m.cursor = m.start()
	}
	m = m.noticed(f)
	m.review.renew(m)
	return m.await(f)
}

// moved takes in that the run is another one: longer, or sent back.
func (m member) moved(now version) member {
	was := m.seen
	m.play.run, m.seen = m.table.Seen(), now
	switch {
	case now.returns != was.returns:
		m.play.set = &roll{}
		m.news = "seat.news.back"
	case now.steps > was.steps && m.table.Run.Rules.Free(m.table.Past[now.steps-1].State):
		m.news = "seat.news.decided"
	}
	if now.returns != was.returns || now.steps != was.steps {
		m.play.decide, m.play.ticks, m.play.level, m.play.reading = false, 0, evenly, false
		m.asked, m.cursor, m.fault = askNothing, 0, ""
	}
	return m
}

// start is where the cursor stands at first: on the seat's own vote.
func (m member) start() int {
	own, voted := m.vote()
	if !voted {
		return 0
	}
	for i, c := range m.play.run.Open() {
		if c.ID == own.Choice {
			return i
		}
	}
	return 0
}

// do asks the room for a deed.
func (m member) do(deed workshop.Deciding) (member, tea.Cmd) {
	m.number++
	m.saving, m.fault = true, ""
	number, p := m.number, m.post
	return m, p.in(func(ctx context.Context) tea.Msg {
		return done{number, p.Room.Do(ctx, p.place.Team, deed)}
	})
}

// answered is what the room said to a deed. What was refused for good is put
// away; what only failed waits for another Enter.
func (m member) answered(f frame, msg done) (screen, tea.Cmd) {
	if msg.number != m.number {
		return m, nil
	}
	m.saving, m.shown = false, f.desk.Now()
	onward := m.onward
	m.onward = false
	if msg.err == nil {
		m.asked, m.news = askNothing, ""
		if m.talking {
			m.line = field{most: m.line.most}
		}
		m, cmd := m.look(f)
		if list := m.play.acts(m.in(f)); onward && m.play.act < len(list)-1 {
			m.play.act, m.play.page, m.news = m.play.act+1, 0, ""
		}
		return m, cmd
	}
	m.fault = refusal(msg.err)
	switch reason := workshop.Reason(msg.err); {
	case errors.Is(msg.err, errRound):
		m.asked, m.fault = askNothing, "seat.round"
	case reason != "" && reason != "paused":
		m.asked = askNothing
	}
	return m.look(f)
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
