package tui

import (
	"math/bits"
	"strconv"
	"strings"
	"time"

	"kobayashi/game"
	"kobayashi/game/debrief"
	"kobayashi/game/typeset"
)

// timeline is every decision: where, what, the points of it, and the reason.
func (r results) timeline(f frame, width int) []string {
	const inset = 4
	var lines []string
	for i, j := range r.judged() {
		if i > 0 {
			lines = append(lines, "")
		}
		name := r.sceneName(f, j.Event.Scene, width-inset-12)
		points := f.say("score.points", signed(r.run.Rules.Total(j.Gain)))
		gap := strings.Repeat(" ", max(width-inset-typeset.Width(name)-typeset.Width(points), 1))
		lines = append(lines, f.ink.muted.Render(typeset.Pad(strconv.Itoa(i+1), inset))+f.ink.strong.Render(name)+gap+f.ink.strong.Render(points))
		lines = append(lines, indent(r.judgement(f, j, width-inset), inset)...)
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

// judgement is one decision: what was chosen and what came of it, how good that
// was, what was wrong with it, and what would have been better.
func (r results) judgement(f frame, j game.Judgement, width int) []string {
	text := r.run.Rules.Text(f.words.Lang)
	lines := f.choiceLines(r.run, beat{event: j.Event, before: j.Before}, width)
	var facts []string
	if each := r.eachGain(f, text, j.Gain); each != "" {
		facts = append(facts, tint(f.ink.muted, f.wrap(each, width))...)
	}
	if j.Sure > 0 {
		facts = append(facts, f.ink.muted.Render(f.say("sure.was", j.Sure)))
	}
	if r.proved() {
		facts = append(facts, f.verdict(j, width)...)
		for _, s := range j.Slips {
			facts = append(facts, hanging("! ", f.wrap(oneLine(debrief.Slip(j, s, text, f.words)), width-2))...)
		}
	}
	if len(facts) > 0 {
		lines = append(append(lines, ""), facts...)
	}
	return append(lines, r.better(f, j, width)...)
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
	lines := []string{""}
	for _, line := range f.wrap(oneLine(debrief.Better(j, text, f.words)), width) {
		lines = append(lines, f.ink.strong.Render(line))
	}
	return append(lines, r.reasons(f, j, width)...)
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
