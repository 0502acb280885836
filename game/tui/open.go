package tui

import (
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
)

// waiting is the page of a screen that waits for the shelf or the journal.
func (f frame) waiting(word, trouble string, hints []hint) sheet {
	p := paper{title: f.say("title.name"), body: []string{"", f.say(word)}, hints: hints}
	if trouble != "" {
		p.body = append([]string{""}, f.wrap(f.say(trouble), f.measure())...)
		p.notice = f.ink.muted.Render(f.say("open.again"))
	}
	return f.put(p)
}

// starting begins a new run: first it is kept, then it is shown.
type starting struct {
	order Start
	anew  bool // do not offer an unfinished run
	told  bool // the briefing was read
	back  screen
	run   *game.Run // worked out, and not kept yet
	fault string
}

// open begins as soon as the shelf is there.
func (s starting) open(f frame) (screen, tea.Cmd) {
	if !f.shelf.read || !f.history.read && !s.anew {
		return s, nil
	}
	sc := f.shelf.find(s.order.Scenario)
	switch {
	case f.shelf.err != nil:
		s.fault = f.desk.noShelf()
		return s, nil
	case sc == nil:
		s.fault = "open.unknown"
		return s, nil
	}
	if run := f.history.unfinishedOf(sc.ID()); run != nil && !s.anew && s.order.From == "" {
		return offer{run: *run, order: s.order, back: s.back}, nil
	}
	if !s.told && !s.anew && s.order.From == "" && len(sc.Text(f.words.Lang).Lead) > 0 {
		b := briefing{sc: sc, order: s.order, back: title{}}
		b.button = max(slices.Index(b.variants(), sc.Variant(s.order.Variant)), 0)
		return b, nil
	}
	return s.begin(f, sc)
}

func (h history) unfinishedOf(scenario string) *game.Summary {
	for i := range h.runs {
		if h.runs[i].End == nil && h.runs[i].Scenario == scenario {
			return &h.runs[i]
		}
	}
	return nil
}

func (s starting) begin(f frame, sc *game.Scenario) (screen, tea.Cmd) {
	d := f.desk
	rec := game.Record{
		ID: d.NewID(), Player: s.order.Name, Path: s.order.Path, Variant: s.order.Variant,
		Lang: f.words.Lang, Started: d.Now(),
	}
	if s.order.Seed != nil {
		rec.Seed = *s.order.Seed
	} else {
		rec.Seed = d.NewSeed()
	}
	if s.order.From != "" {
		return s.practise(f, sc, rec)
	}
	run, err := game.Begin(sc, rec)
	if err != nil {
		s.fault = "play.nowhere"
		return s, nil
	}
	s.run, s.fault = &run, ""
	return s, d.begin(run)
}

func (s starting) practise(f frame, sc *game.Scenario, rec game.Record) (screen, tea.Cmd) {
	scene := sc.SceneIndex(s.order.From)
	if scene < 0 {
		s.fault = "open.scene"
		return s, nil
	}
	run, err := game.BeginAt(sc, rec, scene, s.order.Set)
	if err != nil {
		s.fault = "play.nowhere"
		return s, nil
	}
	return (&practice{from: run, back: title{}, loose: true}).begin(f)
}

func (s starting) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	switch msg := msg.(type) {
	case shelfRead, historyRead:
		if s.run == nil {
			return s.open(f)
		}
	case runBegun:
		if s.run == nil || msg.run.ID != s.run.ID {
			return s, nil
		}
		if msg.err != nil {
			s.fault = fault(msg.err)
			return s, nil
		}
		return newPlay(f, msg.run, false).await(f)
	}
	switch {
	case s.fault != "" && pressed(msg, keys.enter) && s.run != nil:
		s.fault = ""
		return s, f.desk.begin(*s.run)
	case pressed(msg, keys.back), s.fault != "" && pressed(msg, keys.enter):
		return s.back, nil
	}
	return s, nil
}

func (s starting) bindings() []hint {
	if s.fault != "" {
		return []hint{keys.enter.does("key.again"), keys.back}
	}
	return []hint{keys.back}
}

func (s starting) view(f frame) sheet { return f.waiting("open.waiting", s.fault, s.bindings()) }

// loading takes up a saved run where it stands; a finished one shows its
// results.
type loading struct {
	run   string
	back  screen
	asked bool
	rec   *game.Record
	fault string
}

func (l loading) open(f frame) (screen, tea.Cmd) {
	l.asked, l.fault = true, ""
	return l, f.desk.load(l.run)
}

func (l loading) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	switch msg := msg.(type) {
	case runLoaded:
		if msg.err != nil {
			l.fault = fault(msg.err)
			return l, nil
		}
		l.rec = &msg.rec
		return l.replay(f)
	case shelfRead:
		if l.rec != nil {
			return l.replay(f)
		}
	}
	switch {
	case pressed(msg, keys.back):
		return l.back, nil
	case pressed(msg, keys.enter) && l.fault != "":
		return l.open(f)
	case !l.asked:
		return l.open(f)
	}
	return l, nil
}

// replay needs both the record and the shelf.
func (l loading) replay(f frame) (screen, tea.Cmd) {
	if !f.shelf.read {
		return l, nil
	}
	sc := f.shelf.find(l.rec.Scenario)
	if sc == nil {
		l.fault = "open.unknown"
		return l, nil
	}
	run, err := game.Replay(sc, *l.rec)
	var odd *game.Misfit
	switch {
	case errors.As(err, &odd):
		return misfit{saved: *l.rec, run: run, odd: *odd, back: l.back}, nil
	case err != nil:
		l.fault = "play.nowhere"
		return l, nil
	case run.Over():
		return f.results(run, nil, l.back, nil)
	}
	return newPlay(f, run, true).await(f)
}

func (l loading) bindings() []hint {
	if l.fault != "" {
		return []hint{keys.enter.does("key.again"), keys.back}
	}
	return []hint{keys.back}
}

func (l loading) view(f frame) sheet { return f.waiting("open.loading", l.fault, l.bindings()) }
