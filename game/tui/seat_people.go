package tui

import (
	"strings"

	"kobayashi/game"
	"kobayashi/game/typeset"
	"kobayashi/game/workshop"
)

// Who sits at the table, who has voted, and who decides.

// name is what somebody is called: never more than one short line.
func name(s workshop.Seat) string {
	const most = 24
	return typeset.Truncate(oneLine(s.Name), most)
}

// called is the name of a seat, with a mark if it is this one.
func (f frame) called(s workshop.Seat) string {
	if s.ID == f.seat {
		return f.say("seat.you", name(s))
	}
	return name(s)
}

// roleName is a role's label, or "".
func (f frame) roleName(role string) string {
	return oneLine(f.table.Run.Rules.Text(f.words.Lang).Roles[role])
}

// decidedBy says who or what made a decision.
func (f frame) decidedBy(b workshop.Ballot) string {
	if made := b.Made(); made != "seat" && made != "" {
		return f.say("workshop.decided." + made)
	}
	s, ok := f.table.Seat(b.By)
	if !ok {
		return f.say("workshop.decided.by", f.say("seat.someone"))
	}
	return f.say("workshop.decided.by", f.called(s))
}

// who says who decides here, and why.
func (m member) who(f frame, width int) []string {
	t := m.table
	s, ok := t.Seat(t.Decider())
	if !ok {
		return nil
	}
	if m.head.Opened.Rules.Lock == workshop.ByMajority {
		return tint(f.ink.muted, f.wrap(f.say("seat.who.majority", f.called(s)), width))
	}
	role := t.Run.Rules.Rules().Scenes[t.Run.State.Scene()].Role
	captain := workshop.Captain(t.Run.Rules)
	var text string
	switch {
	case role != "" && s.Role == role:
		text = f.say("seat.who.scene", f.called(s), f.roleName(role))
	case f.held(role):
		text = f.say("seat.who.standin", f.called(s), f.roleName(role))
	case captain != "" && s.Role == captain:
		text = f.say("seat.who.captain", f.called(s), f.roleName(captain))
	case f.held(captain):
		text = f.say("seat.who.standin", f.called(s), f.roleName(captain))
	default:
		text = f.say("seat.who.first", f.called(s))
	}
	return tint(f.ink.muted, f.wrap(text, width))
}

// held reports whether somebody has a role.
func (f frame) held(role string) bool {
	for _, s := range f.table.Seats {
		if role != "" && s.Role == role {
			return true
		}
	}
	return false
}

// voted says who has voted, and never what.
func (m member) voted(f frame, width int) []string {
	t, round := m.table, m.table.Round()
	var have, lack, away []string
	for _, s := range t.Seats {
		_, cast := t.Vote.Of(s.ID, round)
		switch {
		case cast:
			have = append(have, f.called(s))
		case s.Here():
			lack = append(lack, f.called(s))
		default:
			away = append(away, f.called(s))
		}
	}
	word := "seat.voted"
	if round == 2 {
		word = "seat.voted.again"
	}
	parts := []string{f.say(word, len(have), len(have)+len(lack))}
	comma := f.say("list.comma")
	if len(have) > 0 {
		parts[0] += f.say("seat.voted.names") + strings.Join(have, comma)
	}
	if len(lack) > 0 {
		parts = append(parts, f.say("seat.voted.lack", strings.Join(lack, comma)))
	}
	if len(away) > 0 {
		parts = append(parts, f.say("seat.voted.away", strings.Join(away, comma)))
	}
	return tint(f.ink.muted, f.wrap(strings.Join(parts, "  "), width))
}

// present is the table for a second column: who sits there, and their role.
func (m member) present(f frame, width int) []string {
	lines := []string{f.ink.title.Render(typeset.Truncate(m.teamName(f), width)), ""}
	for _, s := range m.table.Seats {
		lines = append(lines, f.seatRow(s, width))
	}
	return lines
}

// seatRow is a seat: whether somebody sits in it, name, role.
func (f frame) seatRow(s workshop.Seat, width int) string {
	mark := "- "
	if s.Here() {
		mark = "+ "
	}
	about := f.roleName(s.Role)
	if !s.Here() {
		about = strings.TrimSpace(about + " " + f.say("seat.away"))
	}
	about = typeset.Truncate(about, width/2)
	label := typeset.Truncate(f.called(s), max(width-2-typeset.Width(about)-1, 4))
	gap := strings.Repeat(" ", max(width-2-typeset.Width(label)-typeset.Width(about), 1))
	if !s.Here() {
		return f.ink.muted.Render(mark + label + gap + about)
	}
	return f.ink.accent.Render(mark) + label + gap + f.ink.muted.Render(about)
}

func (m member) teamName(f frame) string {
	l, ok := m.head.Team(m.post.place.Team)
	if !ok {
		return ""
	}
	return typeset.Truncate(oneLine(l.Name), 24)
}

// here counts the seats in which somebody sits.
func (m member) here() int {
	n := 0
	for _, s := range m.table.Seats {
		if s.Here() {
			n++
		}
	}
	return n
}

// aside is what stands at the right of the head: what cannot wait comes first.
func (m member) aside(f frame, where string, timed bool) string {
	var parts []string
	if timed {
		parts = append(parts, m.timeLeft(f))
	}
	if n := m.unread(); n > 0 {
		parts = append(parts, f.say("seat.unread", n))
	}
	line, room := "", f.inner()/2
	for _, part := range append(parts, where, f.say("seat.here", m.here(), len(m.table.Seats)), m.teamName(f)) {
		switch longer := line + "  " + part; {
		case part == "":
		case line == "":
			line = part
		case typeset.Width(longer) <= room:
			line = longer
		}
	}
	return line
}

// notice is the line above the keys.
func (m member) notice(f frame, s *stage) string {
	room := f.inner()
	question := func(text string) string {
		return f.ink.confirm.Render(typeset.Truncate(" "+text+" ", room))
	}
	switch {
	case m.saving:
		return f.ink.muted.Render(f.say("seat.sending"))
	case m.fault != "":
		return f.alert(f.say(m.fault))
	case m.head.Phase == workshop.Paused:
		return f.ink.banner.Render(typeset.Truncate(" "+f.say("seat.paused")+" ", room))
	case m.asked == askSure:
		return question(f.say("seat.confirm.sure", game.Levels[m.play.level]))
	case m.asked == askVote && s.question:
		return question(f.say("seat.confirm.ticks", len(s.picked(m.play.ticks))))
	case m.asked == askVote:
		return question(f.say("seat.confirm.vote", m.cursor+1))
	case m.asked == askClose:
		return question(f.say("seat.confirm.close"))
	case m.asked == askWhat:
		return question(f.say("seat.confirm.what"))
	case m.news != "" && !(s.deciding && m.news == "seat.news.shown"):
		return f.ink.accent.Render(typeset.Truncate(m.newsLine(f), room))
	}
	return ""
}

// newsLine is what happened at the table.
func (m member) newsLine(f frame) string {
	switch t := m.table; {
	case m.news == "seat.news.decided" && len(t.Past) > 0:
		last := t.Past[len(t.Past)-1]
		r := results{run: m.play.run}
		if scene := t.Run.Rules.SceneIndex(last.Scene); scene >= 0 {
			return f.decidedBy(last) + f.say("list.stop") + r.choiceLine(f, scene, last.Choice, f.inner())
		}
	case m.news == "seat.news.back" && len(t.Returns) > 0:
		last := t.Returns[len(t.Returns)-1]
		return f.say("seat.news.back", oneLine(last.Reason))
	}
	return f.say(m.news)
}
