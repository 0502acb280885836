package report

import (
	"slices"

	"kobayashi/game"
	"kobayashi/game/debrief"
)

// most is how many decisions an overview names under one head.
const most = 3

// overview tells someone who did not play what happened, what was decided, what
// was good, and what to change.
func (w writer) overview(r Report) Overview {
	return Overview{Happened: w.happened(r), Decided: w.decided(r), Good: w.good(r), Change: w.change(r)}
}

func (w writer) happened(r Report) []string {
	list := []string{}
	if r.Scenario.Summary != "" {
		list = append(list, r.Scenario.Summary)
	}
	who := r.Play.Player
	if who == "" {
		who = w.say.Say("report.someone")
	}
	what := r.Scenario.Title
	if r.Scenario.Label != "" {
		what = w.say.Say("report.variant", what, r.Scenario.Label)
	}
	list = append(list, w.say.Say("report.played", r.Play.Started.Format("2006-01-02"), who, what, len(r.Decisions), w.minutes(r.Play.Seconds)))
	end := w.say.Say("report.ended", r.Result.EndingLabel)
	last := w.d.Run.Trace[len(w.d.Run.Trace)-1]
	// The first paragraph of the ending is what the players came to.
	for _, p := range w.shown(w.text.Scenes[last.Scene].Blocks, last.State, func(k game.BlockKind) bool { return k == game.Para }) {
		end += w.say.Say("report.space") + p
		break
	}
	result := r.Result.Sentence
	if r.Result.LuckSentence != "" {
		result += w.say.Say("report.space") + r.Result.LuckSentence
	}
	return append(list, end, result)
}

// minutes is a length of play in words.
func (w writer) minutes(seconds int) string {
	if seconds < 60 {
		return w.say.Say("report.minutes.under")
	}
	return w.say.Count("report.minutes", (seconds+30)/60)
}

// largest picks decisions by a measure, the largest first, none that has nothing
// of it; then it puts them back in the order of play.
func largest(list []Decision, measure func(Decision) Points) []Decision {
	picked := slices.DeleteFunc(slices.Clone(list), func(d Decision) bool { return measure(d).Num <= 0 })
	slices.SortStableFunc(picked, func(a, b Decision) int {
		switch x, y := measure(a).Points, measure(b).Points; {
		case y.Less(x):
			return -1
		case x.Less(y):
			return 1
		}
		return 0
	})
	picked = picked[:min(len(picked), most)]
	slices.SortFunc(picked, func(a, b Decision) int { return a.N - b.N })
	return picked
}

// did says in a few words what was done in a decision: the label, or how much
// of a report's lines was right.
func (w writer) did(d Decision) string {
	if d.Kind == game.Choose.String() && len(d.Choice) > 0 {
		return w.say.Say("report.did", d.Title, d.Choice[0])
	}
	if len(d.Slips) == 0 && w.d.Proved {
		return w.say.Say("report.did.report", d.Title)
	}
	return w.say.Count("report.did.lines", len(d.Ticks), d.Title)
}

// decided names the decisions with most at stake; where that is not known, those
// that moved most points.
func (w writer) decided(r Report) []string {
	measure := func(d Decision) Points { return d.Stake }
	if !w.d.Proved {
		measure = func(d Decision) Points { return Points{game.Whole(max(d.Points, -d.Points))} }
	}
	list := []string{}
	for _, d := range largest(r.Decisions, measure) {
		if !w.d.Proved {
			list = append(list, w.say.Say("report.decided.scored", w.did(d), debrief.Signed(game.Whole(d.Points))))
			continue
		}
		list = append(list, w.say.Say("report.decided", w.did(d), debrief.Number(d.Stake.Points)))
	}
	return list
}

// good names the decisions that gave nothing away though much was at stake, the
// capabilities without challenges, and what the players said themselves.
func (w writer) good(r Report) []string {
	list := []string{}
	if w.d.Proved {
		kept := slices.DeleteFunc(slices.Clone(r.Decisions), func(d Decision) bool { return d.Regret.Num != 0 })
		for _, d := range largest(kept, func(d Decision) Points { return d.Stake }) {
			list = append(list, w.because(w.say.Say("report.kept", w.did(d), debrief.Number(d.Stake.Points)), d.Why))
		}
		var could []string
		for _, c := range r.Capabilities {
			if c.Mark == string(rune(game.Performed)) {
				could = append(could, w.say.Say("report.quoted", c.Label))
			}
		}
		if len(could) > 0 {
			list = append(list, w.say.Say("report.could", w.joined(could)))
		}
	}
	if r.Hotwash.Strength != "" {
		list = append(list, w.say.Say("report.said", r.Hotwash.Strength))
	}
	if len(list) == 0 {
		list = append(list, w.say.Say("report.good.none"))
	}
	return list
}

// change names what cost most and what had been better, errors of the reports,
// leanings, and what the players want to do about it.
func (w writer) change(r Report) []string {
	list := []string{}
	for _, d := range largest(r.Decisions, func(d Decision) Points { return d.Regret }) {
		s := w.say.Say("report.lost", w.did(d), debrief.Number(d.Regret.Points))
		if d.Kind == game.Choose.String() && len(d.Best) > 0 {
			s += w.say.Say("report.space") + w.because(w.say.Say("report.instead", d.Best[0]), d.BestWhy)
		}
		list = append(list, s)
	}
	var kinds []string
	for _, e := range r.Errors {
		kinds = append(kinds, w.say.Say("report.errors.kind", e.Label, e.Count))
	}
	if len(kinds) > 0 {
		list = append(list, w.say.Say("report.errors", w.joined(kinds)))
	}
	// A sentence that says the balance was kept stands before those that cost.
	list = append(list, r.Leaned[len(r.Leaned)-min(len(r.Leaned), len(r.Leanings)):]...)
	if r.Hotwash.Gap != "" {
		list = append(list, w.say.Say("report.said", r.Hotwash.Gap))
	}
	if r.Hotwash.Action != "" {
		list = append(list, w.say.Say("report.action", r.Hotwash.Action, w.or(r.Hotwash.Owner), w.or(r.Hotwash.Due)))
	}
	if len(list) == 0 {
		list = append(list, w.say.Say("report.change.none"))
	}
	return list
}

// because adds the first paragraph of a rationale.
func (w writer) because(s string, why []string) string {
	if len(why) == 0 {
		return s
	}
	return s + w.say.Say("report.space") + why[0]
}

func (w writer) or(s string) string {
	if s == "" {
		return w.say.Say("report.open")
	}
	return s
}
