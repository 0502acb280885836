package debrief

import (
	"strconv"

	"kobayashi/game"
	"kobayashi/game/words"
)

// few answers say little: below this the sentences say so.
const few = 10

// level is the gap, in points either way, that still counts as a good fit.
const level = 5

// Confidence compares how sure the player was with how often that was right. It
// says nothing where nobody was asked.
func Confidence(c game.Calibration, say words.Text) []string {
	if c.N == 0 {
		return nil
	}
	lines := []string{say.Count("debrief.sure", c.N, percent(c.Sure), percent(c.Right))}
	// The gap is that of the figures as they are shown.
	gap := percent(c.Sure) - percent(c.Right)
	switch {
	case gap > level:
		lines = append(lines, say.Say("debrief.sure.over", gap))
	case gap < -level:
		lines = append(lines, say.Say("debrief.sure.under", -gap))
	default:
		lines = append(lines, say.Say("debrief.sure.fit", max(gap, -gap)))
	}
	lines = append(lines, brier(c.Brier, say))
	if c.N < few {
		lines = append(lines, say.Count("debrief.sure.few", c.N))
	}
	return lines
}

// brier tells the score, and whether the answers said more than "half and half"
// each time, which comes to a quarter.
func brier(p game.Points, say words.Text) string {
	quarter := game.Points{Num: 1, Den: 4}
	key := "debrief.brier.same"
	switch {
	case p.Less(quarter):
		key = "debrief.brier.better"
	case quarter.Less(p):
		key = "debrief.brier.worse"
	}
	hundredths := rounded(p, 100)
	text := strconv.FormatInt(100+hundredths%100, 10)[1:]
	return say.Say(key, strconv.FormatInt(hundredths/100, 10)+"."+text)
}
