package debrief

import (
	"slices"
	"strings"

	"kobayashi/game"
	"kobayashi/game/words"
)

// Stake is what a decision could cost, and how much of that it did.
func Stake(j game.Judgement, say words.Text) string {
	switch {
	case j.Stake.Num == 0:
		return say.Say("debrief.stake.none")
	case j.Regret.Num == 0:
		return say.Say("debrief.stake.kept", points(j.Stake, say))
	}
	return say.Say("debrief.stake", points(j.Stake, say), points(j.Regret, say))
}

// Better names the choice that gives nothing away and what it would have
// brought, or is "" where the choice was as good. Of a report it names what was
// to be added and what to be left out.
func Better(j game.Judgement, text *game.Text, say words.Text) string {
	if j.Regret.Num == 0 {
		return ""
	}
	gain := counted(Signed(j.Regret), say)
	scene, chosen := j.Event.Scene, j.Event.Choice
	if !question(j, text) {
		return say.Say("debrief.better", Quote(Item(scene, int(j.Best), text), say), gain)
	}
	var parts []string
	if list := ticked(scene, j.Best&^chosen, text); len(list) > 0 {
		parts = append(parts, say.Say("debrief.better.add", quoted(list, say)))
	}
	if list := ticked(scene, chosen&^j.Best, text); len(list) > 0 {
		parts = append(parts, say.Say("debrief.better.drop", quoted(list, say)))
	}
	return say.Say("debrief.better", strings.Join(parts, say.Say("debrief.then")), gain)
}

// question reports whether a decision answered a question: only behind one the
// wording has labels of what follows.
func question(j game.Judgement, text *game.Text) bool {
	return j.Event.Scene < len(text.Scenes) && len(text.Scenes[j.Event.Scene].Then) > 0
}

// Slip is one error of a report in a sentence, with what mending it alone would
// have brought.
func Slip(j game.Judgement, s game.Slip, text *game.Text, say words.Text) string {
	key := "debrief.slip." + s.Kind.String()
	if s.Kind == game.Late && !question(j, text) {
		key = "debrief.slip.late.choice"
	}
	label := Quote(Item(j.Event.Scene, s.Item, text), say)
	if s.Cost.Num == 0 {
		return say.Say(key, label) + say.Say("debrief.gap") + say.Say("debrief.slip.free")
	}
	return say.Say(key, label) + say.Say("debrief.gap") + say.Say("debrief.slip.cost", counted(Signed(s.Cost), say))
}

// SlipWord names a kind of error.
func SlipWord(k game.SlipKind, say words.Text) string { return say.Say("debrief.kind." + k.String()) }

// Leanings says where too much or too little was done: the tag "stop" is
// overreaction, "continue" underreaction, others go by their label. Where the
// scenario has such tags and neither cost anything, it says so.
func Leanings(d game.Debrief, text *game.Text, say words.Text) []string {
	var lines []string
	kept := true
	for _, l := range d.Leanings {
		lost := points(l.Lost, say)
		switch l.Tag {
		case game.TagStop:
			lines, kept = append(lines, say.Count("debrief.leaning.stop", l.Times, lost)), false
		case game.TagContinue:
			lines, kept = append(lines, say.Count("debrief.leaning.continue", l.Times, lost)), false
		default:
			lines = append(lines, say.Count("debrief.leaning", l.Times, lost, Quote(named(text.Tags, l.Tag), say)))
		}
	}
	tags := d.Run.Rules.Rules().Tags
	if kept && (slices.Contains(tags, game.TagStop) || slices.Contains(tags, game.TagContinue)) {
		lines = append([]string{say.Say("debrief.leaning.none")}, lines...)
	}
	return lines
}

// Goal is the ground for a capability's mark: how many decisions, what was given
// away of what was at stake.
func Goal(g game.GoalMark, say words.Text) string {
	switch {
	case g.Decisions == 0:
		return say.Say("debrief.goal.none")
	case g.Stake.Num == 0:
		return say.Count("debrief.goal.free", g.Decisions)
	}
	return say.Count("debrief.goal", g.Decisions, points(g.Stake, say), points(g.Regret, say))
}
