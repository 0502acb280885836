package tui

import (
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"time"

	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/typeset"
)

// timeline is every decision: where, what, the points of it, and how good it was.
// What the author says to a choice stands with the decision itself, unless
// nothing better is known.
func (r results) timeline(f frame, width int) []string {
	const inset = 4
	var lines []string
	for i, j := range r.judged() {
		if i > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, f.ink.muted.Render(typeset.Pad(strconv.Itoa(i+1), inset))+r.headline(f, j, f.ink.strong, width-inset))
		var told []string
		if r.proved() {
			told = append(r.pickedLines(f, j, width-inset), f.verdict(j, width-inset)...)
			told = append(told, r.slips(f, j, width-inset)...)
			told = append(told, r.better(f, j, width-inset)...)
		} else {
			told = r.outcome(f, j, width-inset)
		}
		lines = append(lines, indent(told, inset)...)
	}
	return lines
}

// headline is the scene of a decision, how sure the player was, and the points.
func (r results) headline(f frame, j game.Judgement, look shade, width int) string {
	points := f.ink.strong.Render(f.say("score.points", signed(r.run.Rules.Total(j.Gain))))
	if j.Sure > 0 {
		points = f.ink.muted.Render(f.say("sure.was", j.Sure)) + "   " + points
	}
	name := r.sceneName(f, j.Event.Scene, width-typeset.Width(points)-2)
	gap := strings.Repeat(" ", max(width-typeset.Width(name)-typeset.Width(points), 1))
	return look.Render(name) + gap + points
}

// pickedLines is what was chosen, without what came of it.
func (r results) pickedLines(f frame, j game.Judgement, width int) []string {
	scene, id := j.Event.Scene, j.Event.Choice
	items := r.run.Rules.Text(f.words.Lang).Scenes[scene].Items
	if r.run.Rules.Rules().Scenes[scene].Decision.Kind != game.Question {
		return slices.Clone(f.label(items[id].Label, width)) // those of the typesetter are shared
	}
	var lines []string
	for i, item := range items {
		if id&(1<<i) != 0 {
			lines = append(lines, hanging("[x] ", f.label(item.Label, width-4))...)
		}
	}
	if len(lines) == 0 {
		return f.wrap(f.say("answer.none"), width)
	}
	return lines
}

func (r results) sceneName(f frame, scene, width int) string {
	name := f.line(r.run.Rules.Text(f.words.Lang).Scenes[scene].Title, width)
	if name == "" {
		name = typeset.Truncate(oneLine(r.run.Rules.SceneID(scene)), width)
	}
	return name
}

// outcome is what was chosen, what came of it, and the points in each dimension.
func (r results) outcome(f frame, j game.Judgement, width int) []string {
	lines := f.choiceLines(r.run, beat{event: j.Event, before: j.Before}, width)
	if each := r.eachGain(f, r.run.Rules.Text(f.words.Lang), j.Gain); each != "" {
		lines = append(append(lines, ""), tint(f.ink.muted, f.wrap(each, width))...)
	}
	return lines
}

// slips are the errors of a report, with what each cost.
func (r results) slips(f frame, j game.Judgement, width int) []string {
	text := r.run.Rules.Text(f.words.Lang)
	var lines []string
	for _, s := range j.Slips {
		lines = append(lines, hanging("! ", f.wrap(oneLine(debrief.Slip(j, s, text, f.words)), width-2))...)
	}
	return lines
}

// verdict is the grade and what was at stake.
func (f frame) verdict(j game.Judgement, width int) []string {
	grade := f.graded(j.Grade)
	cells := typeset.Width(grade) + 2
	stake := f.wrap(debrief.Stake(j, f.words), max(width-cells, 20))
	lines := indent(stake, cells)
	lines[0] = grade + "  " + stake[0]
	return lines
}

// better is the choice that gives nothing away, and why.
func (r results) better(f frame, j game.Judgement, width int) []string {
	if !r.proved() || j.Regret.Num == 0 {
		return nil
	}
	text := r.run.Rules.Text(f.words.Lang)
	return append(tint(f.ink.strong, f.wrap(oneLine(debrief.Better(j, text, f.words)), width)), r.reasons(f, j, width)...)
}

// reasons are the author's words on the better choice; of a report those on
// items that were left out.
func (r results) reasons(f frame, j game.Judgement, width int) []string {
	event, ok := r.instead(j)
	if !ok {
		return nil
	}
	items := r.run.Rules.Text(f.words.Lang).Scenes[event.Scene].Items
	b := beat{event: event, before: j.Before}
	if r.run.Rules.Rules().Scenes[event.Scene].Decision.Kind != game.Question {
		return f.withFeedback(r.run, b, items[event.Choice].Feedback, nil, width)
	}
	var lines []string
	for rest := uint32(event.Choice &^ j.Event.Choice); rest != 0; rest &= rest - 1 {
		lines = f.withFeedback(r.run, b, items[bits.TrailingZeros32(rest)].Feedback, lines, width)
	}
	return lines
}

// instead is the moment at which the better choice would have been made.
func (r results) instead(j game.Judgement) (game.Event, bool) {
	before, err := r.run.Back(j.Event.Step)
	if err != nil {
		return game.Event{}, false
	}
	after, err := before.Choose(j.Best, time.Time{})
	if err != nil {
		return game.Event{}, false
	}
	return after.Trace[len(before.Trace)], true
}

// eachGain says what a decision gave in each dimension.
func (r results) eachGain(f frame, text *game.Text, gain game.Score) string {
	var list []string
	for i, d := range r.run.Rules.Rules().Scores {
		if gain[i] != 0 {
			list = append(list, dimensionName(text, d.Name)+" "+signed(int(gain[i])))
		}
	}
	return strings.Join(list, f.say("list.comma"))
}
