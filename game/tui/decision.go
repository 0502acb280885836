package tui

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
	"kobayashi/game/typeset"
)

// decision is one of them: what was chosen, what it was worth, and what the best
// play would have been. A practice can be begun from it.
type decision struct {
	list decisions
	reader
	set *kept
}

func (d decision) judgement() game.Judgement { return d.list.of.judged()[d.list.cursor] }

func (d decision) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	if next, cmd, ok := passOn(f, d.list.of, msg); ok {
		d.list.of, d.set = next, &kept{}
		return d, cmd
	}
	if pressed(msg, keys.back) {
		return d.list, nil
	}
	list := d.entries()
	var taken bool
	d.reader, taken = d.reader.update(f, msg, d.view(f), len(d.lines(f)), f.labels(list))
	if taken {
		return list[d.button].open(f)
	}
	return d, nil
}

func (d decision) wake(f frame) (screen, tea.Cmd) {
	next, cmd := d.list.wake(f)
	d.list, d.set = next.(decisions), &kept{}
	return d, cmd
}

func (d decision) entries() []entry {
	step := func(by int) func(frame) (screen, tea.Cmd) {
		return func(frame) (screen, tea.Cmd) {
			n := len(d.list.of.judged())
			d.list.cursor, d.top, d.set = (d.list.cursor+by+n)%n, 0, &kept{}
			return d, nil
		}
	}
	list := []entry{
		{word: "decision.next", open: step(1)},
		{word: "decision.back", open: step(-1)},
	}
	if d.replays() {
		list = append(list, entry{word: "decision.again", open: func(f frame) (screen, tea.Cmd) {
			return rehearse(f, d.list.of.run, d.judgement().Event.Step, d)
		}})
	}
	return list
}

// replays reports whether a practice can begin here.
func (d decision) replays() bool {
	of := d.list.of
	return of.team == nil && (of.practice == nil || !of.practice.loose)
}

func (d decision) bindings() []hint {
	return []hint{keys.updown.does("key.scroll"), keys.right.does("key.buttons"), keys.enter.does("key.open"), keys.back, keys.help}
}

func (d decision) practising() bool { return d.list.practising() }

func (d decision) view(f frame) sheet {
	p := paper{
		title: f.say("decision.title", d.list.cursor+1, len(d.list.of.judged())),
		hints: d.bindings(),
	}
	if d.replays() {
		p.notice = f.ink.muted.Render(f.say("decision.about"))
	}
	return d.read(f, p, d.lines(f), f.labels(d.entries()))
}

func (d decision) lines(f frame) []string {
	return d.set.get(f, f.measure(), func() []string { return d.told(f, f.measure()) })
}

// told is everything known about the decision.
func (d decision) told(f frame, width int) []string {
	j, of := d.judgement(), d.list.of
	lines := append([]string{of.headline(f, j, f.ink.title, width), f.ruler(width)}, of.outcome(f, j, width)...)
	if !of.proved() {
		return lines
	}
	lines = append(append(lines, ""), f.verdict(j, width)...)
	lines = append(lines, of.slips(f, j, width)...)
	switch better := of.better(f, j, width); {
	case len(better) > 0:
		lines = append(append(lines, ""), better...)
	case j.Stake.Num > 0:
		lines = append(lines, f.ink.muted.Render(f.say("decision.best")))
	}
	return append(lines, d.onward(f, j, width)...)
}

// onward is how the best play goes on behind the best choice, as far as it does
// not hang on luck.
func (d decision) onward(f frame, j game.Judgement, width int) []string {
	if len(j.Line) < 2 {
		return nil
	}
	const most = 12
	of := d.list.of
	lines := []string{"", f.ink.title.Render(f.say("decision.line"))}
	for i, m := range j.Line[1:] {
		if i == most {
			return append(lines, f.ink.muted.Render(f.words.Count("decision.more", len(j.Line)-1-most)))
		}
		scene := of.run.Rules.SceneIndex(m.Scene)
		if scene < 0 {
			continue
		}
		label := of.choiceLine(f, scene, game.Step{N: m.N, Ticks: m.Ticks}.ID(), lineMost)
		told := f.say("decision.move", of.sceneName(f, scene, width/2), label)
		lines = append(lines, hanging(typeset.Pad(strconv.Itoa(i+1), 3), f.wrap(told, width-3))...)
	}
	return lines
}

// lineMost is the longest label shown of a later move, in cells.
const lineMost = 160
