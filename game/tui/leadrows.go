package tui

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"kobayashi/game"
	"kobayashi/game/typeset"
	"kobayashi/game/workshop"
)

// leadRow is a team at a glance: what the overview shows and sorts by. It has no
// wording, so that it can be made for hundreds of teams at each change.
type leadRow struct {
	team, name  string
	scene       int // where the team stands, as the facilitator knows it
	decision    int // which one it is at, from 1
	points      int
	here, seats int
	round       int // 1 or 2; 0: nothing to vote on
	voted, of   int
	standing    standing
	limit       time.Duration // left, if limited
	limited     bool
	since       time.Duration // at this decision
	returns     int
}

// standing is what a team is doing, the more urgent the higher.
type standing int

const (
	standOver standing = iota
	standOffline
	standStopped // not over, and nobody plays any more
	standLobby
	standReading
	standVoting
	standEmpty
	standHeld
)

// word is the phrase of a standing.
func (s standing) word() string {
	return [...]string{
		"lead.stand.over", "lead.stand.offline", "lead.stand.stopped", "lead.stand.lobby", "lead.stand.reading", "lead.stand.voting",
		"lead.stand.empty", "lead.stand.held",
	}[s]
}

func (d *leadDesk) row(l workshop.Listed, t *workshop.Table) leadRow {
	run := t.Seen()
	r := leadRow{
		team: l.ID, name: oneLine(l.Name), scene: t.Run.State.Scene(), decision: decisionsMade(t) + 1,
		points: run.Rules.Total(run.Score), seats: len(t.Seats), returns: len(t.Returns),
	}
	for _, s := range t.Seats {
		if s.Here() {
			r.here++
		}
	}
	if t.Run.Rules.Free(t.Run.State) && !t.Waiting {
		r.round = t.Round()
		r.voted, r.of = turnout(t)
	}
	_, r.limit, r.limited = t.Limit(d.head, d.now)
	if began := t.Vote.Began; d.head.Phase == workshop.Running || d.head.Phase == workshop.Paused {
		r.since = d.head.Ran(d.now) - d.head.Ran(began)
	}
	r.standing = d.standing(t, r)
	if t.Run.Over() {
		r.decision--
	}
	return r
}

func (d *leadDesk) standing(t *workshop.Table, r leadRow) standing {
	switch {
	case t.Offline:
		return standOffline
	case t.Run.Over() && !t.Waiting:
		return standOver
	case d.head.Phase == workshop.Debrief || d.head.Phase == workshop.Ended:
		return standStopped
	case t.Waiting:
		return standHeld
	case d.head.Phase == workshop.Lobby:
		return standLobby
	case r.here == 0:
		return standEmpty
	case r.round == 0:
		return standReading
	}
	return standVoting
}

// decisionsMade is how many decisions of its own a team has made.
func decisionsMade(t *workshop.Table) int {
	n := 0
	for _, b := range t.Past {
		if t.Run.Rules.Free(b.State) {
			n++
		}
	}
	return n
}

// turnout is how many of those who are here, or were and voted, have voted in
// the round that is going on.
func turnout(t *workshop.Table) (voted, of int) {
	round := t.Round()
	for _, s := range t.Seats {
		_, has := t.Vote.Of(s.ID, round)
		if has {
			voted++
		}
		if has || s.Here() {
			of++
		}
	}
	return voted, of
}

// playing reports whether time passes for a team.
func (s standing) playing() bool { return s >= standReading }

// leadOrder is what the overview is sorted by.
type leadOrder int

const (
	byMade leadOrder = iota
	byUrgency
	byProgress
	byPoints
	byName
	orders
)

func (o leadOrder) word() string {
	return [...]string{"lead.order.made", "lead.order.urgent", "lead.order.progress", "lead.order.points", "lead.order.name"}[o]
}

// sorted gives the rows in an order. What is equal stands as it was made.
func sorted(rows []leadRow, by leadOrder) []leadRow {
	if by == byMade {
		return rows
	}
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, func(a, b leadRow) int {
		switch by {
		case byUrgency:
			return cmp.Or(cmp.Compare(b.standing, a.standing), cmp.Compare(a.decision, b.decision), cmp.Compare(b.since, a.since))
		case byProgress:
			return cmp.Or(cmp.Compare(a.decision, b.decision), cmp.Compare(b.since, a.since))
		case byPoints:
			return b.points - a.points
		}
		return strings.Compare(a.name, b.name)
	})
	return rows
}

// leadColumns are the widths of the overview. Scene and meters take what is left.
type leadColumns struct{ name, scene, meters int }

const (
	roomyWidth = 72 // from here the scene has room in a row
	leadNumber = 4  // "12 "
	leadClock  = 8
	leadHere   = 6
	leadPoints = 6
)

// leadState is the width of a standing, with air.
func (f frame) leadState() int {
	n := 0
	for s := standOver; s <= standHeld; s++ {
		n = max(n, typeset.Width(f.say(s.word())))
	}
	return max(n, typeset.Width(f.say("lead.votes", 2, 88, 88))) + 1
}

func (f frame) leadColumns() leadColumns {
	room := f.inner() - 3 - leadNumber - f.leadState() - leadClock - leadHere - leadPoints
	if f.width < roomyWidth {
		return leadColumns{name: room}
	}
	c := leadColumns{name: min(max(room/2, 8), 26)}
	c.scene = max(room-c.name, 0)
	if f.width >= wideWidth {
		c.scene = min(max(c.scene/2, 16), 28)
		c.meters = max(room-c.name-c.scene, 0)
	}
	return c
}

// leadHead is the row of names above the overview.
func (f frame) leadHead(c leadColumns) string {
	scene := ""
	if c.scene > 0 {
		scene = f.say("lead.col.scene")
	}
	line := "   " + cell(f.say("lead.col.team"), c.name) + cell(scene, leadNumber+c.scene) + cell(f.say("lead.col.state"), f.leadState()) +
		edge(f.say("lead.col.clock"), leadClock) + edge(f.say("lead.col.here"), leadHere) + edge(f.say("lead.col.pts"), leadPoints)
	if c.meters > 0 {
		line += "  " + f.say("lead.col.meters")
	}
	return f.ink.muted.Render(typeset.Truncate(line, f.inner()))
}

// cell is a text on the left of a column, edge on its right; both leave air.
func cell(s string, width int) string {
	return typeset.Pad(typeset.Truncate(s, max(width-1, 0)), width)
}

func edge(s string, width int) string { return right(typeset.Truncate(s, width-1), width) }

func (f frame) leadLine(d *leadDesk, r leadRow, c leadColumns, focused bool) string {
	mark := "   "
	if focused {
		mark = " > "
	}
	state := f.standing(r)
	line := mark + cell(r.name, c.name) + cell(strconv.Itoa(r.decision), leadNumber) + cell(f.sceneName(d, r), c.scene)
	tail := edge(f.leadClock(r), leadClock) + edge(fmt.Sprintf("%d/%d", r.here, r.seats), leadHere) + edge(game.Digits(r.points), leadPoints)
	if c.meters > 0 {
		tail += "  " + typeset.Truncate(f.shortMeters(d.tables[r.team]), c.meters-2)
	}
	if focused {
		return f.ink.focus.Render(typeset.Pad(line+cell(state, f.leadState())+tail, f.inner()))
	}
	look := shade{}
	switch r.standing {
	case standHeld, standEmpty:
		look = f.ink.accent
	case standOver, standOffline, standLobby, standStopped:
		look = f.ink.muted
	}
	return line + look.Render(cell(state, f.leadState())) + tail
}

// standing is what a team is doing in a word, or its votes.
func (f frame) standing(r leadRow) string {
	if r.standing == standVoting {
		return f.say("lead.votes", r.round, r.voted, r.of)
	}
	return f.say(r.standing.word())
}

// leadClock is the time that is left where there is a limit, marked, else how
// long the team has been there.
func (f frame) leadClock(r leadRow) string {
	if r.limited {
		return "!" + clock(r.limit+time.Second-time.Nanosecond)
	}
	if !r.standing.playing() {
		return "-"
	}
	return clock(r.since)
}

// clock writes a time as minutes and seconds, or with hours.
func clock(d time.Duration) string {
	s := int(max(d, 0) / time.Second)
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

func (f frame) sceneName(d *leadDesk, r leadRow) string {
	t := d.tables[r.team]
	if t == nil {
		return ""
	}
	title := t.Run.Rules.Text(f.words.Lang).Scenes[r.scene].Title
	if title == "" {
		title = t.Run.Rules.SceneID(r.scene)
	}
	return f.line(title, 80)
}

// shortMeters are the meters of a team in a line.
func (f frame) shortMeters(t *workshop.Table) string {
	if t == nil {
		return ""
	}
	var parts []string
	for _, m := range f.meters(t.Run, t.Run.State) {
		parts = append(parts, m.label+" "+m.value)
	}
	return strings.Join(parts, "  ")
}
