package tui

import (
	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
)

// practice is a play that is not kept and does not count: from a scene the
// caller named, or from a decision of a run, with the same luck.
type practice struct {
	from  game.Run
	back  screen // where it was begun
	loose bool   // begun at a scene: no play leads there, so nothing compares it
}

// begin plays from where the practice starts, as often as one likes: from the
// scene of the decision, with what led there to be read back.
func (p *practice) begin(f frame) (screen, tea.Cmd) {
	next := newPlay(f, p.from, false)
	next.practice = p
	if len(p.from.Steps) > 0 {
		next.act = len(next.acts(f)) - 1
	}
	return next.await(f)
}

// home is the screen after a play; a play that counts leads to the title.
func (p *practice) home() screen {
	if p == nil {
		return title{}
	}
	return p.back
}

// rehearse begins a practice at one step of a run. The run it makes has a name
// of its own, so that nobody takes its results for those of the other.
func rehearse(f frame, run game.Run, step int, back screen) (screen, tea.Cmd) {
	from, err := run.Back(step)
	if err != nil {
		return back, nil
	}
	from.ID, from.Started = f.desk.NewID(), f.desk.Now()
	return (&practice{from: from, back: back}).begin(f)
}
