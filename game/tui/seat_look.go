package tui

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game/workshop"
)

// How a seat and its room keep in step.

// errRound says that a vote came when its round was over: it was meant blind.
var errRound = errors.New("the round has ended")

// look takes in what is new in the room. Where the member reads stays where it
// is, whatever the others have done.
func (m member) look(f frame) (member, tea.Cmd) {
	room, was, head := m.post.Room, m.table, m.head
	m.head = room.Head()
	if head.Phase != m.head.Phase || head.Topic.Topic != m.head.Topic.Topic {
		m.hall = reader{}
		if m.head.Phase == workshop.Debrief && !m.writing() {
			m.over = nil // every terminal follows the facilitator
		}
	}
	if head.Phase != m.head.Phase && m.fault == "workshop.refused.paused" {
		m.fault = "" // it goes on
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
		m.inquiry.stop()
		m.inquiry = nil // it was about another run
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
	if m.head.Phase == workshop.Debrief {
		m = m.uncovered(f, head.Topic)
	}
	return m.await(f)
}

// writing reports whether something is open over the seat that is being written:
// nobody's half a sentence is taken away.
func (m member) writing() bool {
	switch s := m.over.(type) {
	case planPage:
		return true
	case typing:
		return s.typing()
	}
	return false
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
	if now != was {
		// Who was at the decision sees what became of it, and that it waits.
		m.play.decide = m.play.decide && now.held && now.returns == was.returns
	}
	if now.returns != was.returns || now.steps != was.steps {
		m.play.ticks, m.play.level, m.play.reading = 0, evenly, false
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
