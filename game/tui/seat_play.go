package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
	"kobayashi/game/workshop"
)

// stage is where this member reads, with the table's decision below the text.
func (m member) stage(f frame) stage {
	p := m.play
	p.team, p.cursor = &m, m.cursor
	return p.stage(f)
}

// playing is a key or the mouse while the run is on the screen.
func (m member) playing(f frame, msg tea.Msg) (screen, tea.Cmd) {
	if m.saving {
		return m, nil
	}
	s := m.stage(f)
	if m.play.reading {
		m.play = m.play.readBack(s, msg)
		return m, nil
	}
	if next, ok := m.elsewhere(f, s, msg); ok {
		return next, nil
	}
	if s.deciding {
		return m.decideAt(f, s, msg)
	}
	if (pressed(msg, keys.enter, keys.space, keys.pageDown) && !m.early(f)) || s.sheet.struck(msg) >= 0 {
		return m.goOn(f, s)
	}
	return m, nil
}

// early reports whether Enter comes too soon to be meant.
func (m member) early(f frame) bool { return f.desk.Now().Sub(m.shown) < tooSoon }

// elsewhere are the keys that open something else, or what was said before.
func (m member) elsewhere(f frame, s stage, msg tea.Msg) (member, bool) {
	switch {
	case m.asked != askNothing:
		return m, false
	case pressed(msg, keys.back):
		m.over = tableMenu{}
	case pressed(msg, keys.tab, keys.talk):
		m.talking, m.fault = true, ""
		m.read = lastLine(m.table)
	case pressed(msg, keys.told):
		m.over = toldList{words: m.words()}
	case pressed(msg, keys.notes):
		m.over = newNotes(atTable{}, m.play.run.Rules, s.links)
	case pressed(msg, keys.glossary):
		m.over = glossary{back: atTable{}}
	case pressed(msg, keys.end) && !s.deciding && !s.act.last:
		m.play.act, m.play.page, m.shown = len(m.play.acts(f))-1, 0, f.desk.Now()
	case pressed(msg, keys.pageUp) || wheel(msg) < 0 || !s.deciding && pressed(msg, keys.up):
		if s.start > 0 {
			m.play.reading, m.play.top = true, s.start
			m.play = m.play.readBack(s, msg)
		}
	default:
		return m, false
	}
	return m, true
}

// goOn turns the page, opens the decision, or shows the next act.
func (m member) goOn(f frame, s stage) (screen, tea.Cmd) {
	m.shown, m.news = f.desk.Now(), ""
	switch {
	case s.page < len(s.ends)-1:
		m.play.page = s.page + 1
		return m, nil
	case s.act.last && m.play.run.Over():
		return m.results(f)
	case s.act.last:
		m.play.decide = true
		return m.await(f)
	}
	m.play.act, m.play.page = m.play.act+1, 0
	return m.await(f)
}

// mayClose reports whether this seat can end the round that is going on.
func (m member) mayClose() bool {
	t := m.table
	return t.Decider() == m.post.place.Seat && len(t.Vote.First) > 0 && !t.Waiting &&
		(t.Round() == 1 || m.head.Opened.Rules.Lock == workshop.ByMajority)
}

// mayLock reports whether this seat makes the decision now.
func (m member) mayLock() bool {
	t := m.table
	return t.Decider() == m.post.place.Seat && t.Round() == 2 && m.head.Opened.Rules.Lock != workshop.ByMajority
}

// decideAt is a key at the open decision.
func (m member) decideAt(f frame, s stage, msg tea.Msg) (screen, tea.Cmd) {
	press, isKey := msg.(tea.KeyPressMsg)
	switch {
	case m.table.Waiting, isKey && press.IsRepeat && pressed(msg, keys.enter):
		return m, nil
	case pressed(msg, keys.back):
		m.asked, m.fault = askNothing, ""
		return m, nil
	case pressed(msg, keys.enter, keys.space) && m.early(f):
		return m, nil
	case s.single:
		if pressed(msg, keys.enter, keys.space) || digit(msg) == 1 || s.sheet.struck(msg) == 0 {
			return m.takeOnly()
		}
		return m, nil
	case m.asked != askNothing:
		return m.confirm(f, s, msg)
	}
	return m.pick(f, s, msg)
}

// pick moves among the options; Enter or a number asks what is meant.
func (m member) pick(f frame, s stage, msg tea.Msg) (screen, tea.Cmd) {
	at, taken := moved(msg, s.sheet, m.cursor, s.count)
	m.cursor = at
	if !taken {
		return m, nil
	}
	m.fault, m.news = "", ""
	if s.question && at < len(s.open) {
		m.play.ticks ^= s.open[at].ID
		return m, nil
	}
	m.shown, m.what = f.desk.Now(), 0
	switch {
	case m.closing(s):
		m.asked = askClose
	case m.mayLock():
		m.asked = askWhat
	default:
		m.asked = m.voting()
	}
	return m, nil
}

// closing reports whether the row under the cursor ends the round.
func (m member) closing(s stage) bool { return m.mayClose() && m.cursor == s.count-1 }

func (m member) voting() query {
	if m.head.Opened.Rules.Confidence {
		return askSure
	}
	return askVote
}

// confirm is the second, later press.
func (m member) confirm(f frame, s stage, msg tea.Msg) (screen, tea.Cmd) {
	var taken bool
	switch m.asked {
	case askSure:
		if pressed(msg, keys.enter) || s.sheet.struck(msg) == m.play.level {
			return m.cast(s.meant(m.stagePlay()), game.Levels[m.play.level])
		}
		m.play.level, _ = moved(msg, s.sheet, m.play.level, len(game.Levels))
		return m, nil
	case askWhat:
		m.what, taken = moved(msg, s.sheet, m.what, 2)
		switch {
		case taken && m.what == 0:
			return m.lock(s.meant(m.stagePlay()))
		case taken:
			m.asked, m.shown = m.voting(), f.desk.Now()
		}
		return m, nil
	case askVote, askClose:
		if pressed(msg, keys.enter) || s.sheet.struck(msg) == m.cursor {
			if m.asked == askClose {
				return m.close()
			}
			return m.cast(s.meant(m.stagePlay()), 0)
		}
		if at, _ := moved(msg, s.sheet, m.cursor, s.count); at != m.cursor {
			m.asked = askNothing // another one is meant
			return m.pick(f, s, msg)
		}
	}
	return m, nil
}

// stagePlay is the play with this member's cursor.
func (m member) stagePlay() play {
	p := m.play
	p.cursor = m.cursor
	return p
}

// The deeds. Each names the decision it was meant for, so that one that comes
// late does nothing.

func (m member) cast(choice game.ChoiceID, sure int) (screen, tea.Cmd) {
	seat, step, round := m.post.place.Seat, len(m.table.Run.Steps), m.table.Round()
	return m.do(func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		if step == len(t.Run.Steps) && t.Round() != round {
			return nil, errRound
		}
		return t.Cast(h, seat, step, choice, sure, now)
	})
}

func (m member) lock(choice game.ChoiceID) (screen, tea.Cmd) {
	seat, step := m.post.place.Seat, len(m.table.Run.Steps)
	m.onward = true
	return m.do(func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.Lock(h, seat, step, choice, now)
	})
}

func (m member) close() (screen, tea.Cmd) {
	seat, step, round := m.post.place.Seat, len(m.table.Run.Steps), m.table.Round()
	return m.do(func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		if step == len(t.Run.Steps) && t.Round() != round {
			return nil, errRound
		}
		return t.Close(h, seat, step, now)
	})
}

func (m member) takeOnly() (screen, tea.Cmd) {
	seat, step := m.post.place.Seat, len(m.table.Run.Steps)
	m.onward = true
	return m.do(func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
		return t.GoOn(h, seat, step, now)
	})
}
