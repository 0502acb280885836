package tui

import (
	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
)

// offer asks whether to take up an unfinished run or to start anew.
type offer struct {
	run    game.Summary
	order  Start
	back   screen
	cursor int
}

func (o offer) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	if pressed(msg, keys.back) {
		return o.back, nil
	}
	at, taken := moved(msg, o.view(f), o.cursor, 2)
	o.cursor = at
	switch {
	case taken && at == 0:
		return loading{run: o.run.ID, back: o.back}.open(f)
	case taken:
		return starting{order: o.order, anew: true, back: o.back}.open(f)
	}
	return o, nil
}

func (o offer) bindings() []hint {
	return []hint{keys.updown, keys.enter.does("key.open"), keys.digits, keys.back, keys.help}
}

func (o offer) view(f frame) sheet {
	p := paper{title: f.say("offer.title"), hints: o.bindings()}
	p.body = append(p.body, f.wrap(f.say("offer.text", f.runName(o.run), o.run.Count, f.when(o.run.Last)), f.measure())...)
	p.body = append(p.body, "")
	menu, hits := f.list([]option{{f.say("offer.resume"), ""}, {f.say("offer.anew"), ""}}, o.cursor, min(f.inner(), 52))
	p.hits = below(hits, len(p.body))
	p.body = append(p.body, menu...)
	return f.put(p)
}

// runName is a run as lists call it: its exercise and variant.
func (f frame) runName(run game.Summary) string {
	sc := f.shelf.find(run.Scenario)
	if sc == nil {
		return oneLine(run.Scenario)
	}
	text := sc.Text(f.words.Lang)
	name := oneLine(text.Title)
	if label := text.Variants[run.Variant]; label != "" {
		name += " - " + oneLine(label)
	}
	return name
}

// misfit says that an exercise was edited under a saved run: from one step on
// the saved decisions do not fit. Nothing of the old run is changed.
type misfit struct {
	saved game.Record
	run   game.Run // up to that step
	odd   game.Misfit
	back  screen

	reader
	begun *game.Run
	fault string
}

func (m misfit) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	if begun, ok := msg.(runBegun); ok && m.begun != nil {
		if begun.err != nil {
			m.begun, m.fault = nil, fault(begun.err)
			return m, nil
		}
		return m.goOn(f)
	}
	if m.begun != nil {
		return m, nil
	}
	if pressed(msg, keys.back) {
		return m.back, nil
	}
	var taken bool
	m.reader, taken = m.reader.update(f, msg, m.view(f), len(m.lines(f)), m.labels(f))
	switch {
	case taken && m.button == 0:
		return m.copy(f)
	case taken:
		return m.back, nil
	}
	return m, nil
}

// copy keeps the steps that fit as a new run.
func (m misfit) copy(f frame) (screen, tea.Cmd) {
	run := m.run
	run.ID, run.Started, run.Digest = f.desk.NewID(), f.desk.Now(), run.Rules.Digest()
	m.begun, m.fault = &run, ""
	return m, f.desk.begin(run)
}

func (m misfit) goOn(f frame) (screen, tea.Cmd) {
	if m.begun.Over() {
		return f.results(*m.begun, nil, m.back, nil)
	}
	return newPlay(f, *m.begun, true).await(f)
}

func (m misfit) bindings() []hint {
	return []hint{keys.right.does("key.buttons"), keys.enter.does("key.open"), keys.back, keys.help}
}

func (m misfit) labels(f frame) []string {
	return []string{f.say("misfit.goon"), f.say("misfit.leave")}
}

func (m misfit) lines(f frame) []string {
	text := m.run.Rules.Text(f.words.Lang)
	name := func(scene string) string {
		if i := m.run.Rules.SceneIndex(scene); i >= 0 && text.Scenes[i].Title != "" {
			return f.line(text.Scenes[i].Title, f.measure()/2)
		}
		return oneLine(scene)
	}
	lines := f.wrap(f.say("misfit.text", m.odd.Step+1, name(m.odd.Saved.Scene)), f.measure())
	lines = append(lines, "")
	instead := f.say("misfit.option")
	if m.odd.Scene != m.odd.Saved.Scene {
		instead = f.say("misfit.instead", name(m.odd.Scene))
	}
	lines = append(lines, f.wrap(instead, f.measure())...)
	lines = append(lines, "")
	return append(lines, f.wrap(f.say("misfit.safe"), f.measure())...)
}

func (m misfit) view(f frame) sheet {
	p := paper{title: f.say("misfit.title"), hints: m.bindings()}
	if m.fault != "" {
		p.notice = f.alert(f.say(m.fault))
	}
	return m.read(f, p, m.lines(f), m.labels(f))
}
