package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
)

// play is a run being played. What is painted is what the journal has kept.
type play struct {
	run      game.Run
	practice *practice // nil: it counts

	act    int  // the act that is shown
	page   int  // its page, if it does not fit at once
	decide bool // the last page was read and the decision is open

	cursor int           // in the decision
	ticks  game.ChoiceID // of a question
	asked  bool          // the confirmation is open
	level  int           // how sure, among game.Levels
	shown  time.Time     // when what Enter would answer came up

	saving  bool
	pending *game.Run // a run that is longer by the step that is being saved
	fault   string    // phrase of what went wrong with it

	reading bool // back in what was said before
	top     int  // its first line

	left  int // seconds until a choice is taken; 0: no limit
	clock int // tells this countdown's ticks from older ones

	set     *roll
	inquiry *inquiry // of a run that is over

	team *member // whose table decides; nil: who plays alone
}

// tooSoon is how long an Enter is not heard after something new came up: a
// Japanese IME may send it twice, and nobody reads that fast.
const tooSoon = 250 * time.Millisecond

// newPlay shows a run from act on.
func newPlay(f frame, run game.Run, resumed bool) play {
	p := play{run: run, set: &roll{}, shown: f.desk.Now(), level: evenly}
	if resumed {
		p.act = resumeAt(p.acts(f))
	}
	return p
}

func (p play) acts(f frame) []act { return p.set.list(f, p.run) }

func (p play) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	switch msg := msg.(type) {
	case stepSaved:
		return p.saved(f, msg)
	case tick:
		return p.tick(f, msg)
	case tea.KeyPressMsg, tea.MouseClickMsg, tea.MouseWheelMsg:
		return p.answer(f, msg)
	}
	return p, nil
}

// answer is what a key or the mouse does.
func (p play) answer(f frame, msg tea.Msg) (screen, tea.Cmd) {
	if p.saving {
		return p, nil
	}
	s := p.stage(f)
	if p.reading {
		return p.readBack(s, msg), nil
	}
	if next, cmd, ok := p.leave(f, s, msg); ok {
		return next, cmd
	}
	switch {
	case p.pending != nil:
		return p.retry(f, msg)
	case s.deciding && p.asked:
		return p.confirm(f, s, msg)
	case s.deciding:
		return p.choose(f, s, msg)
	}
	if (pressed(msg, keys.enter, keys.space, keys.pageDown) && !p.early(f)) || s.sheet.struck(msg) >= 0 {
		return p.goOn(f, s)
	}
	return p, nil
}

// early reports whether Enter comes too soon to be meant.
func (p play) early(f frame) bool { return f.desk.Now().Sub(p.shown) < tooSoon }

// leave are the keys that open something over the play, or what was said before.
func (p play) leave(f frame, s stage, msg tea.Msg) (screen, tea.Cmd, bool) {
	switch {
	case p.asked || p.pending != nil:
		return p, nil, false
	case pressed(msg, keys.back, keys.tab):
		return pause{play: p}, nil, true
	case pressed(msg, keys.notes):
		return newNotes(p, p.run.Rules, s.links), nil, true
	case pressed(msg, keys.glossary):
		return glossary{back: p}, nil, true
	case pressed(msg, keys.pageUp) || wheel(msg) < 0 || !s.deciding && pressed(msg, keys.up):
		if s.start == 0 {
			return p, nil, true
		}
		p.reading, p.top = true, s.start
		return p.readBack(s, msg), nil, true
	}
	return p, nil, false
}

// readBack scrolls in what was said so far. At its end the play goes on.
func (p play) readBack(s stage, msg tea.Msg) play {
	p.top = scrolled(msg, min(p.top, s.start), s.start+s.rows, s.rows)
	if p.top >= s.start || pressed(msg, keys.back, keys.enter) {
		p.reading = false
	}
	return p
}

// goOn turns the page, opens the decision, or shows the next act.
func (p play) goOn(f frame, s stage) (screen, tea.Cmd) {
	p.shown = f.desk.Now()
	switch {
	case s.page < len(s.ends)-1:
		p.page = s.page + 1
		return p, nil
	case s.act.last && p.run.Over():
		return f.results(p.run, p.practice, p.practice.home(), p.inquiry)
	case s.act.last:
		p.decide = true
		return p.await(f)
	}
	p.act, p.page = p.act+1, 0
	return p.await(f)
}

// decideOn takes a choice: first the rules, then the journal, then the screen.
// How sure the player is comes in percent, 0 if nobody asked.
func (p play) decideOn(f frame, id game.ChoiceID, sure int) (screen, tea.Cmd) {
	next, err := p.run.Choose(id, f.desk.Now())
	if err != nil {
		p.asked, p.fault = false, "play.nowhere"
		return p, nil
	}
	if sure > 0 {
		next = next.Sure(sure)
	}
	p.pending, p.fault = &next, ""
	return p.save(f)
}

func (p play) save(f frame) (screen, tea.Cmd) {
	p.saving, p.left = true, 0
	if p.practice != nil {
		run, seq := p.pending.ID, len(p.pending.Steps)-1
		return p, func() tea.Msg { return stepSaved{run: run, seq: seq} }
	}
	return p, f.desk.saveStep(*p.pending)
}

// saved is the journal's answer. Only now does the longer run become the run.
func (p play) saved(f frame, msg stepSaved) (screen, tea.Cmd) {
	if !p.saving || msg.run != p.run.ID || msg.seq != len(p.pending.Steps)-1 {
		return p, nil
	}
	p.saving, p.shown = false, f.desk.Now()
	if msg.err != nil {
		p.fault = fault(msg.err)
		return p, nil
	}
	run := *p.pending
	next := play{run: run, practice: p.practice, act: p.act + 1, shown: p.shown, clock: p.clock, set: p.set, level: evenly}
	if !run.Over() {
		return next.await(f)
	}
	// The player reads the ending while this is worked out.
	var cmd tea.Cmd
	next.inquiry, cmd = f.desk.inquire(run, p.practice)
	return next, cmd
}

// retry is the play after a journal that did not keep the step: Enter tries
// again, Esc goes back to the choice, and nothing is lost either way.
func (p play) retry(f frame, msg tea.Msg) (screen, tea.Cmd) {
	switch {
	case pressed(msg, keys.enter) && !p.early(f) && p.fault == "error.taken":
		return loading{run: p.run.ID, back: title{}}.open(f)
	case pressed(msg, keys.enter) && !p.early(f):
		p.fault = ""
		return p.save(f)
	case pressed(msg, keys.back):
		p.pending, p.fault, p.asked = nil, "", false
		return p.await(f)
	}
	return p, nil
}

// await starts the countdown if a decision with a time limit has come up.
func (p play) await(f frame) (screen, tea.Cmd) {
	item, ok := p.timed(f)
	if !ok || p.left > 0 {
		return p, nil
	}
	p.left = item.After
	return p.wake(f)
}

// timed is the choice that is taken when time runs out, if one is running now.
func (p play) timed(f frame) (game.Choice, bool) {
	var soonest game.Choice
	if !f.prefs.timed || p.pending != nil || p.run.Over() || p.run.Rules.Kind(p.run.State) != game.Choose || !p.stage(f).deciding {
		return soonest, false
	}
	for _, c := range p.run.Open() {
		if c.After > 0 && (soonest.After == 0 || c.After < soonest.After) {
			soonest = c
		}
	}
	return soonest, soonest.After > 0
}

// wake goes on counting where the countdown stood: it rests while something
// else is on the screen.
func (p play) wake(f frame) (screen, tea.Cmd) {
	if p.left == 0 || !f.prefs.timed {
		p.left = 0
		if item, ok := p.timed(f); ok {
			p.left = item.After
		} else {
			return p, nil
		}
	}
	p.clock++
	return p, countdown(p.clock, time.Second)
}

func (p play) tick(f frame, msg tick) (screen, tea.Cmd) {
	if msg.clock != p.clock || p.left == 0 || p.saving {
		return p, nil
	}
	item, ok := p.timed(f)
	if !ok {
		p.left = 0
		return p, nil
	}
	if p.left--; p.left > 0 {
		return p, countdown(p.clock, time.Second)
	}
	p.reading, p.asked = false, false
	return p.decideOn(f, item.ID, 0) // time decided, and it is not asked how sure it is
}

func (p play) bindings() []hint {
	switch {
	case p.reading:
		return []hint{keys.updown.does("key.scroll"), keys.page, keys.back.does("key.forward"), keys.help}
	case p.pending != nil && !p.saving:
		return []hint{keys.enter.does("key.again"), keys.back}
	}
	return nil
}

// bindingsAt are the keys of a stage of the play.
func (p play) bindingsAt(s stage) []hint {
	if p.team != nil {
		return p.team.playKeys(s)
	}
	if list := p.bindings(); list != nil {
		return list
	}
	switch {
	case s.weighing:
		return []hint{keys.updown.does("key.move"), keys.levels, keys.enter.does("key.decide"), keys.back, keys.help}
	case p.asked:
		return []hint{keys.enter.does("key.decide"), keys.back}
	}
	after := []hint{keys.back.does("key.menu"), keys.notes, keys.glossary, keys.help, keys.pageUp.does("key.reread")}
	switch {
	case s.single:
	case s.deciding && s.question:
		return append([]hint{keys.updown.does("key.move"), keys.enter.does("key.ticks")}, after...)
	case s.deciding:
		return append([]hint{keys.updown.does("key.move"), keys.enter.does("key.choose")}, after...)
	}
	return append([]hint{keys.enter.does("key.goon")}, after...)
}

func (p play) view(f frame) sheet { return p.stage(f).sheet }

func (p play) practising() bool { return p.practice != nil }
