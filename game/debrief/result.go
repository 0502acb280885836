package debrief

import (
	"slices"
	"strconv"

	"kobayashi/game"
	"kobayashi/game/words"
)

// Result is the total, and where it stands among all that plays can come to.
func Result(d game.Debrief, say words.Text) string {
	total := say.Say("debrief.result", d.Actual, d.Run.Rules.MaxTotal())
	switch {
	case !d.Proved:
		return total
	case d.Luckiest == d.Unluckiest:
		return total + say.Say("debrief.gap") + say.Say("debrief.result.same")
	}
	return total + say.Say("debrief.gap") + say.Say("debrief.result.range", d.Unluckiest, d.Luckiest, d.Percent())
}

// GradeWord is a grade in a word.
func GradeWord(g game.Grade, say words.Text) string { return say.Say("debrief.grade." + g.String()) }

// MarkWord is a mark's meaning in a few words; the letter stands in the mark.
func MarkWord(m game.Mark, say words.Text) string {
	if m == game.NotSeen {
		return say.Say("debrief.mark.none")
	}
	return say.Say("debrief.mark." + string(rune(m)))
}

// LuckAndSkill says what the decisions were worth and what luck made of it. The
// figures add up as they are shown: where rounding would break that, luck takes
// the difference.
func LuckAndSkill(d game.Debrief, say words.Text) string {
	actual := points(game.Whole(d.Actual), say)
	met := slices.ContainsFunc(d.Run.Trace, func(e game.Event) bool { return e.Kind == game.Drew })
	switch {
	case d.Luck.Num == 0 && !met:
		return say.Say("debrief.luck.none", actual)
	case d.Luck.Num == 0:
		return say.Say("debrief.luck.even", actual)
	}
	luck := 10*int64(d.Actual) - inTenths(d.Skill)
	key := "debrief.luck.good"
	if d.Luck.Num < 0 {
		key, luck = "debrief.luck.bad", -luck
	}
	amount := strconv.FormatInt(luck/10, 10)
	if d.Skill.Den != 1 {
		amount = tenths(luck)
	}
	return say.Say(key, points(d.Skill, say), counted(amount, say), actual)
}

// NotProved says that there were too many states to look at, and what therefore
// cannot be shown.
func NotProved(d game.Debrief, say words.Text) string {
	if d.Limit == 0 {
		return say.Say("debrief.unproved.fine")
	}
	return say.Say("debrief.unproved", game.Digits(d.States), game.Digits(d.Limit))
}

// Dominance says which endings had a play that was at least as good in every
// dimension and better in one, or that the best play to no ending was.
func Dominance(d game.Debrief, text *game.Text, say words.Text) []string {
	var lines []string
	for _, r := range d.Rivals {
		if !r.Better {
			continue
		}
		if len(lines) == 0 {
			lines = append(lines, say.Say("debrief.rivals"))
		}
		lines = append(lines, say.Say("debrief.rival", Quote(named(text.Endings, r.Ending), say), points(game.Whole(r.Total), say)))
	}
	if len(lines) == 0 && len(d.Rivals) > 0 {
		lines = append(lines, say.Say("debrief.rivals.none"))
	}
	return lines
}
