package debrief

import (
	"kobayashi/game"
	"kobayashi/game/words"
)

// Method says how regret, skill and luck are worked out, a sentence each.
func Method(say words.Text) []string {
	var lines []string
	for _, key := range [...]string{"states", "regret", "known", "luck", "total"} {
		lines = append(lines, say.Say("debrief.method."+key))
	}
	return lines
}

// GradeBands says what each grade takes, the best first.
func GradeBands(say words.Text) []string {
	var lines []string
	for _, g := range [...]game.Grade{game.Great, game.Good, game.Okay, game.Weak, game.Ungraded} {
		lines = append(lines, say.Say("debrief.band", GradeWord(g, say), say.Say("debrief.band."+g.String())))
	}
	return lines
}

// MarkBands says what each mark takes, the best first.
func MarkBands(say words.Text) []string {
	var lines []string
	for _, m := range [...]game.Mark{game.Performed, game.Some, game.Major, game.Unable} {
		letter := string(rune(m))
		lines = append(lines, say.Say("debrief.band", letter+" ("+MarkWord(m, say)+")", say.Say("debrief.band."+letter)))
	}
	return lines
}
