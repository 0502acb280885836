package line

import (
	"strconv"
	"strings"
	"time"

	"kobayashi/game"
	"kobayashi/game/debrief"
)

// under is how far the lines below a decision's title stand in.
const under = 3

// timeline writes each decision: what was chosen and why that was good or not,
// its points, and, where judged, what was given away and to what. The points add
// up to the total, so those from before the first one are named too.
func (t *table) timeline(list []game.Judgement, judged bool) {
	if len(list) == 0 {
		return
	}
	t.out.part()
	t.puts(t.say.Say("line.timeline"))
	if before := t.sc.Total(t.run.Opening()); before != 0 {
		t.puts(t.say.Say("line.points.before", signed(before)))
	}
	for i, j := range list {
		t.out.part()
		t.puts(strconv.Itoa(i+1) + ". " + t.graded(j))
		t.decided(j)
		t.below(t.points(j.Gain))
		if judged {
			t.judged(j)
		}
		if j.Sure > 0 {
			t.below(t.say.Say("line.sure.was", j.Sure))
		}
	}
	t.out.part()
}

// graded is the title of a decision's scene, with its grade if it has one.
func (t *table) graded(j game.Judgement) string {
	if j.Grade == game.Ungraded {
		return t.title(j.Event.Scene)
	}
	return t.say.Say("line.graded", t.title(j.Event.Scene), debrief.GradeWord(j.Grade, t.say))
}

// below writes a sentence below a decision's title.
func (t *table) below(sentence string) {
	t.out.put(inset(t.set.in(under).hang("", literally(sentence), 2), under, 0)...)
}

// judged writes what was at stake, and what would have been better, with its
// reason.
func (t *table) judged(j game.Judgement) {
	t.below(debrief.Stake(j, t.say))
	question := t.sc.Kind(j.Before) == game.Question
	if !question {
		t.slips(j, false)
	}
	better := debrief.Better(j, t.text, t.say)
	switch {
	case better == "":
	case question && (j.Best^j.Event.Choice)&^slipped(j) == 0: // the errors have said it all
		if len(j.Slips) > 1 {
			t.below(t.say.Say("line.mended", t.say.Say("score.points", debrief.Signed(j.Regret))))
		}
	default:
		t.below(better)
		t.reasons(j)
	}
}

// slips writes the errors of a report with their points, and with their reasons
// where nothing else gives them.
func (t *table) slips(j game.Judgement, why bool) {
	for _, s := range j.Slips {
		t.below("- " + debrief.Slip(j, s, t.text, t.say))
		if item, ok := itemOf(t.text.Scenes[j.Event.Scene], game.ChoiceID(s.Item)); ok && why {
			t.feedback(item, j.Event.State, under+2)
		}
	}
}

// slipped is the set of a report's items that were errors.
func slipped(j game.Judgement) game.ChoiceID {
	var set game.ChoiceID
	for _, s := range j.Slips {
		set |= 1 << s.Item
	}
	return set
}

// reasons writes the feedback of the better choice, as it would have been read.
// Of a report it is that of the items that were missing.
func (t *table) reasons(j game.Judgement) {
	scene := t.text.Scenes[j.Event.Scene]
	question := t.sc.Kind(j.Before) == game.Question
	missing := j.Best &^ j.Event.Choice
	state := t.instead(j)
	for i, item := range scene.Items {
		if question && missing&(1<<i) != 0 || !question && int(j.Best) == i {
			t.feedback(item, state, under+2)
		}
	}
}

// instead is the state the better choice would have left its scene in.
func (t *table) instead(j game.Judgement) game.State {
	back, err := t.run.Back(j.Event.Step)
	if err == nil {
		back, err = back.Choose(j.Best, time.Time{})
	}
	if err != nil { // the feedback's numbers are those of before the choice
		return j.Before
	}
	for i := len(back.Trace) - 1; i > 0; i-- {
		if e := back.Trace[i]; e.Kind == game.Chose {
			return e.State
		}
	}
	return j.Before
}

// points is what a decision earned: the total, and the dimensions it is made of.
func (t *table) points(gain game.Score) string {
	total := t.say.Say("score.points", signed(t.sc.Total(gain)))
	var parts []string
	for i, d := range t.sc.Rules().Scores {
		if gain[i] != 0 {
			parts = append(parts, t.dimension(d.Name)+" "+signed(int(gain[i])))
		}
	}
	if len(parts) == 0 {
		return total
	}
	return t.say.Say("line.points", total, strings.Join(parts, t.say.Say("line.and")))
}

// decided repeats what was chosen and why that was good or not.
func (t *table) decided(j game.Judgement) {
	if t.sc.Kind(j.Before) == game.Question {
		t.answered(j.Event, j.Before, under, slipped(j))
		t.slips(j, true)
		return
	}
	item, ok := itemOf(t.text.Scenes[j.Event.Scene], j.Event.Choice)
	if !ok {
		return
	}
	t.out.put(inset(t.set.in(under).hang(t.label("choice.made"), item.Label, 2), under, 0)...)
	t.feedback(item, j.Event.State, under)
}
