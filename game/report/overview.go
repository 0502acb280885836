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
		list = append(list, w.say.Say("report.setting", r.Scenario.Summary))
	}
	who := r.Play.Player
	if who == "" {
		who = w.say.Say("report.someone")
	}
	what := r.Scenario.Title
	if r.Scenario.Label != "" {
		what = w.say.Say("report.variant", what, r.Scenario.Label)
	}
	list = append(list, w.say.Say("report.played", r.Play.Started.Format("2006-01-02"), who, w.quote(what), len(r.Decisions), w.minutes(r.Play.Seconds)))
	end := w.say.Say("report.ended", w.quote(r.Result.EndingLabel))
	last := w.d.Run.Trace[len(w.d.Run.Trace)-1]
	// The first paragraphs of the ending say what the players came to.
	told := w.shown(w.text.Scenes[last.Scene].Blocks, last.State, func(k game.BlockKind) bool { return k == game.Para })
	for _, p := range told[:min(len(told), 2)] {
		end += w.say.Say("report.space") + p
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
		return w.say.Say("report.did", w.quote(d.Title), w.quote(d.Choice[0]))
	}
	if len(d.Slips) == 0 && w.d.Proved {
		return w.say.Say("report.did.report", w.quote(d.Title))
	}
	return w.say.Count("report.did.lines", len(d.Ticks), w.quote(d.Title))
}

// decided names the decisions with most at stake, and those that the two heads
// below it speak of by their title alone. Where the stake is not known it names
// those that moved most points.
func (w writer) decided(r Report) []string {
	named := largest(r.Decisions, func(d Decision) Points {
		if !w.d.Proved {
			return Points{game.Whole(max(d.Points, -d.Points))}
		}
		return d.Stake
	})
	for _, d := range append(kept(r.Decisions), lost(r.Decisions)...) {
		if !slices.ContainsFunc(named, func(o Decision) bool { return o.N == d.N }) {
			named = append(named, d)
		}
	}
	slices.SortFunc(named, func(a, b Decision) int { return a.N - b.N })
	list := []string{}
	for _, d := range named {
		if w.d.Proved {
			list = append(list, w.did(d))
			continue
		}
		list = append(list, w.say.Say("report.decided.scored", w.did(d), debrief.Signed(game.Whole(d.Points))))
	}
	return list
}

// kept are the decisions that gave nothing away though most was at stake.
func kept(list []Decision) []Decision {
	whole := slices.DeleteFunc(slices.Clone(list), func(d Decision) bool { return d.Regret.Num != 0 })
	return largest(whole, func(d Decision) Points { return d.Stake })
}

// lost are the decisions that gave most away.
func lost(list []Decision) []Decision {
	return largest(list, func(d Decision) Points { return d.Regret })
}

// good names the decisions that gave nothing away though much was at stake, the
// capabilities without challenges, and what the players said themselves.
func (w writer) good(r Report) []string {
	list := []string{}
	if w.d.Proved {
		for _, d := range kept(r.Decisions) {
			list = append(list, w.because(w.say.Say("report.kept", w.quote(d.Title), debrief.Number(d.Stake.Points)), d.Why))
		}
		var could []string
		for _, c := range r.Capabilities {
			if c.Mark == string(rune(game.Performed)) {
				could = append(could, w.quote(c.Label))
			}
		}
		if len(could) > 0 {
			list = append(list, w.say.Say("report.could", w.joined(could)))
		}
	}
	if r.Hotwash.Strength != "" {
		list = append(list, w.say.Say("report.said", r.Hotwash.Strength))
	}
	return w.orNone(list, "report.good.none")
}

// orNone is a list, or the one sentence that says why it is empty: where nothing
// is proved, nobody knows.
func (w writer) orNone(list []string, none string) []string {
	switch {
	case len(list) > 0:
		return list
	case !w.d.Proved:
		none = "report.unknown"
	}
	return []string{w.say.Say(none)}
}

// change names what cost most and what had been better, errors of the reports,
// leanings, and what the players want to do about it.
func (w writer) change(r Report) []string {
	list := []string{}
	for _, d := range lost(r.Decisions) {
		s := w.say.Say("report.lost", w.quote(d.Title), debrief.Number(d.Regret.Points), debrief.Number(d.Stake.Points))
		if d.Kind == game.Choose.String() && len(d.Best) > 0 {
			s += w.say.Say("report.space") + w.because(w.say.Say("report.instead", w.quote(d.Best[0])), d.BestWhy)
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
	return w.orNone(list, "report.change.none")
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
		return w.say.Say("report.undecided")
	}
	return s
}

func (w writer) quote(s string) string { return debrief.Quote(s, w.say) }
