package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game/workshop"
)

// await tells the room that the decision has come before this seat, counts the
// time limit down if one runs, and asks for the debrief once it is time for it.
func (m member) await(f frame) (member, tea.Cmd) {
	f = m.in(f)
	var list []tea.Cmd
	if m.atPlay() && m.gone == "" && m.code == "" {
		if s := m.stage(f); s.deciding {
			m.play.decide = true
			if cmd := m.reach(); cmd != nil {
				list, m.reached = append(list, cmd), len(m.table.Run.Steps)+1
			}
		}
	}
	if m.head.Phase == workshop.Debrief && m.inquiry == nil && len(m.play.run.Steps) > 0 {
		// Who ran out of time is told what the decisions that were made cost.
		if whole, ok := workshop.ToAnEnd(m.play.run); ok {
			var cmd tea.Cmd
			m.inquiry, cmd = f.desk.inquire(whole, nil)
			list = append(list, cmd)
		}
	}
	var count tea.Cmd
	m, count = m.countDown(f)
	return m, tea.Batch(append(list, count)...)
}

// reach is nil where the room knows already.
func (m member) reach() tea.Cmd {
	step, t := len(m.table.Run.Steps), m.table
	if m.head.Phase != workshop.Running || t.Waiting || t.Run.Over() || !t.Vote.Reached.IsZero() || m.reached == step+1 || !t.Run.Rules.Free(t.Run.State) {
		return nil
	}
	p := m.post
	return p.in(func(ctx context.Context) tea.Msg {
		return reached{p.Room.Do(ctx, p.place.Team, func(h *workshop.Head, t *workshop.Table, now time.Time) ([]workshop.Entry, error) {
			return t.Reach(h, p.place.Seat, step, now)
		})}
	})
}

// left is what remains of the time limit; false where none runs.
func (m member) left(f frame) (time.Duration, bool) {
	_, left, runs := m.table.Limit(m.head, f.desk.Now())
	return left, runs && m.atPlay() && !m.play.run.Over()
}

// countDown begins to tick if a time limit runs: at each full second.
func (m member) countDown(f frame) (member, tea.Cmd) {
	left, runs := m.left(f)
	if !runs || left <= 0 || m.head.Phase != workshop.Running || m.ticking {
		return m, nil
	}
	m.ticking = true
	m.clock++
	return m, countdown(m.clock, nextSecond(left))
}

// nextSecond is how long it is until the seconds that are shown change.
func nextSecond(left time.Duration) time.Duration {
	rest := left % time.Second
	if rest == 0 {
		rest = time.Second
	}
	return rest + time.Millisecond
}

func (m member) tick(f frame, msg tick) (screen, tea.Cmd) {
	if msg.clock != m.clock || !m.ticking {
		return m, nil
	}
	m.ticking = false
	return m.countDown(f)
}

func (f frame) duration(d time.Duration) string {
	s := int(d.Round(time.Second) / time.Second)
	if s < 60 {
		return f.say("seat.seconds", s)
	}
	return f.say("seat.minutes", s/60, s%60)
}
