package report

import (
	"math/bits"

	"kobayashi/game"
	"kobayashi/game/debrief"
)

func (w writer) decisions() []Decision {
	list := []Decision{}
	last := w.d.Run.Started
	for i, j := range w.d.Decisions {
		st := w.d.Run.Steps[j.Event.Step]
		d := w.decision(j)
		d.N, d.At, d.Sure = i+1, w.at(st.At), j.Sure
		if gap := st.At.Sub(last); gap > 0 {
			d.Seconds = int(gap.Seconds())
		}
		last = st.At
		list = append(list, d)
	}
	return list
}

func (w writer) decision(j game.Judgement) Decision {
	scene, chosen := j.Event.Scene, j.Event.Choice
	rule := w.sc.Rules().Scenes[scene]
	d := Decision{
		Step: j.Event.Step + 1, Scene: rule.ID, Title: w.title(scene), Kind: rule.Decision.Kind.String(),
		Choice: w.labels(scene, chosen), Points: w.sc.Total(j.Gain), Profits: w.profits(j.Gain), Tags: w.lines(j.Tags),
		Why: w.feedback(scene, chosen, j.Event.State), Best: []string{}, BestWhy: []string{}, Line: []Move{}, Slips: []Slip{},
	}
	if rule.Role != "" {
		d.Role = label(w.text.Roles, rule.Role)
	}
	if rule.Decision.Kind == game.Question {
		d.Ticks = []int{}
		for rest := uint32(chosen); rest != 0; rest &= rest - 1 {
			d.Ticks = append(d.Ticks, bits.TrailingZeros32(rest)+1)
		}
	} else {
		d.Item = int(chosen) + 1
	}
	if w.d.Proved {
		w.judged(&d, j)
	}
	return d
}

// judged adds what only the solver knows.
func (w writer) judged(d *Decision, j game.Judgement) {
	d.Regret, d.Stake, d.StakeText = Points{j.Regret}, Points{j.Stake}, debrief.Stake(j, w.say)
	d.Grade, d.GradeLabel = j.Grade.String(), debrief.GradeWord(j.Grade, w.say)
	for _, s := range j.Slips {
		d.Slips = append(d.Slips, Slip{s.Kind.String(), s.Item + 1, line(debrief.Item(j.Event.Scene, s.Item, w.text)), Points{s.Cost}, line(debrief.Slip(j, s, w.text, w.say))})
	}
	if j.Regret.Num == 0 {
		return
	}
	d.Better, d.Best, d.BestWhy = line(debrief.Better(j, w.text, w.say)), w.labels(j.Event.Scene, j.Best), w.bestWhy(j)
	for _, m := range j.Line {
		d.Line = append(d.Line, Move{m.Scene, w.title(w.sc.SceneIndex(m.Scene)), w.lines(debrief.Move(w.sc, m, w.text))})
	}
}

func (w writer) labels(scene int, id game.ChoiceID) []string {
	return w.lines(debrief.Labels(w.sc, scene, id, w.text))
}

// feedback is the rationale that is shown behind a choice, in the state just
// after it; of an answer, that of all ticked items.
func (w writer) feedback(scene int, id game.ChoiceID, s game.State) []string {
	list := []string{}
	for i, item := range w.text.Scenes[scene].Items {
		question := w.sc.Rules().Scenes[scene].Decision.Kind == game.Question
		if question && id&(1<<i) != 0 || !question && int(id) == i {
			list = append(list, w.shown(item.Feedback, s, prose)...)
		}
	}
	return list
}

// bestWhy is the rationale of the best choice, as it would have been shown: the
// run is taken back to the decision, and decides otherwise.
func (w writer) bestWhy(j game.Judgement) []string {
	run, err := w.d.Run.Back(j.Event.Step)
	if err != nil {
		return []string{}
	}
	if run, err = run.Choose(j.Best, w.d.Run.Started); err != nil {
		return []string{}
	}
	for _, e := range run.Trace {
		if e.Kind == game.Chose && e.Step == j.Event.Step {
			return w.feedback(j.Event.Scene, j.Best, e.State)
		}
	}
	return []string{}
}

// prose are blocks that tell something, as opposed to pictures and tables.
func prose(k game.BlockKind) bool {
	return k == game.Para || k == game.Speech || k == game.Quote || k == game.Banner || k == game.Tip
}

func lesson(k game.BlockKind) bool { return k == game.Lesson }

// shown writes the blocks of some kinds that a state shows, a paragraph each.
func (w writer) shown(blocks []game.Block, s game.State, kinds func(game.BlockKind) bool) []string {
	list := []string{}
	for _, b := range blocks {
		md, ok := w.sc.Show(b, s, w.text.Lang)
		if !ok || !kinds(b.Kind) {
			continue
		}
		text := line(debrief.Plain(md))
		if b.Who != "" {
			text = w.say.Say("report.speech", line(b.Who), text)
		}
		list = append(list, text)
	}
	return list
}
