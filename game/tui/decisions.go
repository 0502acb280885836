package tui

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/typeset"
)

// decisions lists what was decided in a run, with grade and regret if they are
// known. One of them can be opened.
type decisions struct {
	of     results
	cursor int
}

func (d decisions) update(f frame, msg tea.Msg) (screen, tea.Cmd) {
	if next, cmd, ok := passOn(f, d.of, msg); ok {
		d.of = next
		return d, cmd
	}
	if pressed(msg, keys.back) {
		return awake(f, d.of)
	}
	list := d.of.judged()
	step := 0
	switch {
	case pressed(msg, keys.pageUp) || wheel(msg) < 0:
		step = -d.seen(f)
	case pressed(msg, keys.pageDown) || wheel(msg) > 0:
		step = d.seen(f)
	}
	if step != 0 {
		d.cursor = max(0, min(d.cursor+step, len(list)-1))
		return d, nil
	}
	at, taken := moved(msg, d.view(f), d.cursor, len(list))
	d.cursor = at
	if taken {
		return decision{list: d, set: &kept{}}, nil
	}
	return d, nil
}

// passOn hands what the results wait for to them, while they are not seen.
func passOn(f frame, of results, msg tea.Msg) (results, tea.Cmd, bool) {
	switch msg.(type) {
	case inquired, looking, hotwashRead:
		next, cmd := of.update(f, msg)
		return next.(results), cmd, true
	}
	return of, nil, false
}

// wake waits on for what the results wait for.
func (d decisions) wake(f frame) (screen, tea.Cmd) {
	next, cmd := d.of.wake(f)
	d.of = next.(results)
	return d, cmd
}

func (d decisions) bindings() []hint {
	return []hint{keys.updown, keys.enter.does("key.open"), keys.digits, keys.page, keys.back, keys.help}
}

func (d decisions) practising() bool { return d.of.practising() }

// seen is how many decisions fit below the heading, two rows each.
func (d decisions) seen(f frame) int { return max((f.rows()-2)/2, 1) }

func (d decisions) view(f frame) sheet {
	list := d.of.judged()
	p := paper{title: f.say("decisions.title"), hints: d.bindings()}
	if len(list) == 0 {
		p.body = f.wrap(f.say("decisions.none"), f.measure())
		return f.put(p)
	}
	width := f.measure()
	p.notice = f.ink.muted.Render(typeset.Truncate(d.legend(f), f.inner()))
	if d.of.share >= 0 {
		p.notice = f.progress(d.of.share)
	}
	at := min(d.cursor, len(list)-1)
	notes, column := d.notes(f, list, at)
	p.body = append(p.body, f.ink.muted.Render(right(d.heading(f), width-1)), f.ruler(width))
	from, to := window(at, len(list), d.seen(f))
	p.aside = place(from, len(list), d.seen(f))
	for i := from; i < to; i++ {
		lead := right(strconv.Itoa(i+1), len(strconv.Itoa(len(list)))) + " "
		name := d.of.sceneName(f, list[i].Event.Scene, width-column-len(lead)-6)
		gap := strings.Repeat(" ", max(width-len(lead)-typeset.Width(name)-column-4, 1))
		row := "   " + f.ink.muted.Render(lead) + name + gap + notes[i] + " "
		if i == at {
			row = f.ink.focus.Render(" > " + lead + name + gap + notes[i] + " ")
		}
		inset := strings.Repeat(" ", len(lead)+3)
		p.hits = append(p.hits, hit{len(p.body), 0, width, i}, hit{len(p.body) + 1, 0, width, i})
		p.body = append(p.body, row, inset+f.ink.muted.Render(d.of.choiceLine(f, list[i].Event.Scene, list[i].Event.Choice, width-len(inset)-1)))
	}
	return f.put(p)
}

// heading names the columns at the right.
func (d decisions) heading(f frame) string {
	if d.of.proved() {
		return f.say("decisions.regret")
	}
	return f.say("decisions.gain")
}

// legend says what the signs mean.
func (d decisions) legend(f frame) string {
	if !d.of.proved() {
		return ""
	}
	var list []string
	for _, g := range []game.Grade{game.Great, game.Good, game.Okay, game.Weak} {
		list = append(list, pips(g)+" "+debrief.GradeWord(g, f.words))
	}
	return strings.Join(list, "   ")
}

// notes are what stands at the right of each row, and the cells they take.
func (d decisions) notes(f frame, list []game.Judgement, at int) (notes []string, column int) {
	words := 0
	for _, j := range list {
		words = max(words, typeset.Width(debrief.GradeWord(j.Grade, f.words)))
	}
	words += len(pips(game.Ungraded)) + 1
	const number = 9
	column = max(typeset.Width(d.heading(f)), words+number)
	for i, j := range list {
		if !d.of.proved() {
			notes = append(notes, right(f.say("score.points", signed(d.of.run.Rules.Total(j.Gain))), column))
			continue
		}
		grade := typeset.Pad(pips(j.Grade)+" "+debrief.GradeWord(j.Grade, f.words), words)
		if i != at {
			grade = f.gradeInk(j.Grade).Render(grade)
		}
		notes = append(notes, grade+right(f.lost(j.Regret), column-words))
	}
	return notes, column
}

// lost is what was given away, with its sign.
func (f frame) lost(p game.Points) string {
	p.Num = -p.Num
	return debrief.Number(p)
}

// choiceLine is a choice on one line: its label, or those of the ticked items.
func (r results) choiceLine(f frame, scene int, id game.ChoiceID, width int) string {
	items := r.run.Rules.Text(f.words.Lang).Scenes[scene].Items
	if r.run.Rules.Rules().Scenes[scene].Decision.Kind != game.Question {
		return f.line(items[id].Label, width)
	}
	var list []string
	for i, item := range items {
		if id&(1<<i) != 0 {
			list = append(list, f.line(item.Label, width))
		}
	}
	if len(list) == 0 {
		return f.say("answer.none")
	}
	return typeset.Truncate(strings.Join(list, f.say("list.comma")), width)
}
