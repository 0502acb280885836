package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
	"kobayashi/game/typeset"
	"kobayashi/game/workshop"
)

// teamResults marks results as a team's: what is said below them, and where
// their plan is.
type teamResults struct {
	waits string // phrase
	plan  func(frame) (screen, tea.Cmd)
}

// teamResult is the team's result. What was given away is shown once the debrief
// of the room has begun: until then other teams still play.
func (m member) teamResult() results {
	r := results{run: m.play.run, back: atTable{}, share: -1, set: &kept{}, inquiry: m.inquiry, hotwash: &game.Hotwash{}}
	t := &teamResults{waits: "seat.results.waits"}
	t.plan = func(frame) (screen, tea.Cmd) { return planPage{back: r}, nil }
	r.team = t
	switch debriefed := m.head.Phase == workshop.Debrief || m.head.Phase == workshop.Ended; {
	case !debriefed:
		r.inquiry, r.without = nil, "seat.results.later"
	case r.inquiry == nil:
		r.without = "results.nobody"
	}
	if r.without == "" {
		t.waits = "seat.results.team"
	}
	return r
}

func (m member) results(f frame) (screen, tea.Cmd) {
	next, cmd := m.teamResult().wake(f)
	m.over = next
	return m, cmd
}

// planPage is the team's improvement plan: a line from whoever writes one.
type planPage struct {
	back screen
	reader
}

func (p planPage) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	if pressed(msg, keys.back) {
		return awake(f, p.back)
	}
	list := p.entries(*f.at)
	var taken bool
	p.reader, taken = p.reader.update(f, msg, p.view(f), len(p.lines(f)), f.labels(list))
	if taken {
		return list[p.button].open(f)
	}
	return p, nil
}

func (p planPage) entries(m member) []entry {
	list := []entry{{word: "seat.back", open: func(f frame) (screen, tea.Cmd) { return awake(f, p.back) }}}
	if m.head.Phase == workshop.Ended {
		return list
	}
	write := func(f frame) (screen, tea.Cmd) {
		w := newHotwash(f, m.teamResult())
		w.team, w.home = m.note, p
		return w, nil
	}
	return append([]entry{{word: "seat.plan.write", open: write}}, list...)
}

// note writes a line of the plan.
func (m member) note(h game.Hotwash) tea.Cmd {
	p, run := m.post, m.play.run.ID
	return p.in(func(ctx context.Context) tea.Msg {
		return hotwashKept{run: run, hotwash: h, err: p.Room.Do(ctx, p.place.Team, func(head *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.Note(head, p.place.Seat, h, now)
		})}
	})
}

func (p planPage) bindings() []hint {
	return []hint{keys.updown.does("key.scroll"), keys.right.does("key.buttons"), keys.enter.does("key.open"), keys.back, keys.help}
}

func (p planPage) lines(f frame) []string {
	width := f.measure()
	lines := f.wrap(f.say("seat.plan.about"), width)
	for _, w := range f.table.Plan {
		who := f.say("seat.someone")
		if s, ok := f.table.Seat(w.Seat); ok {
			who = f.called(s)
		}
		lines = append(lines, "", f.ink.title.Render(typeset.Truncate(who, width)), f.ruler(width))
		lines = append(lines, results{hotwash: &w.Hotwash}.washed(f, width)...)
	}
	if len(f.table.Plan) == 0 {
		lines = append(append(lines, ""), tint(f.ink.muted, f.wrap(f.say("seat.plan.empty"), width))...)
	}
	return lines
}

func (p planPage) view(f frame) sheet {
	return p.read(f, paper{title: f.say("seat.plan"), hints: p.bindings()}, p.lines(f), f.labels(p.entries(*f.at)))
}
