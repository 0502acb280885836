package tui

import (
	"strings"

	"kobayashi/game"
	"kobayashi/game/debrief"
)

// confidence compares how sure the player was with how often that was right: of
// this run, and of all runs if there are more.
func (r results) confidence(f frame, width int) []string {
	if !r.proved() || r.debrief.Confidence.N == 0 {
		return nil
	}
	lines := f.calibration(r.debrief.Confidence, width)
	if all := r.debrief.History; r.practice == nil && all.N > r.debrief.Confidence.N {
		lines = append(lines, "", f.ink.strong.Render(f.say("curve.all")), "")
		lines = append(lines, f.calibration(all, width)...)
	}
	return append(lines, tint(f.ink.muted, f.wrap(f.say("curve.about"), width))...)
}

// calibration is the sentences and the curve as a table: one row for each
// answer, the share that was right as a bar, and a mark where the share would
// stand if the player had known exactly how sure to be.
func (f frame) calibration(c game.Calibration, width int) []string {
	var lines []string
	for _, s := range debrief.Confidence(c, f.words) {
		lines = append(lines, f.wrap(s, width)...)
	}
	heads := [...]string{f.say("curve.sure"), f.say("curve.n"), f.say("curve.right")}
	const column = 8
	cells := min(max(width-3*(column+2)-6, 10), 40)
	head := ""
	for _, h := range heads {
		head += right(h, column) + "  "
	}
	lines = append(lines, "", f.ink.muted.Render(head+f.say("curve.share")))
	for _, b := range c.Bins {
		share := 100 * b.Right / max(b.N, 1)
		row := right(f.say("sure.percent", b.Sure), column) + "  " + right(game.Digits(b.N), column) + "  " + right(game.Digits(b.Right), column) + "  "
		lines = append(lines, row+f.marked(share, b.Sure, cells)+"  "+right(f.say("sure.percent", share), 4))
	}
	return lines
}

// marked is a bar of percent with a sign at another percent.
func (f frame) marked(percent, mark, cells int) string {
	at := min(mark*cells/100, cells-1)
	full := percent * cells / 100
	if f.ink.signs {
		row := []byte(strings.Repeat("#", full) + strings.Repeat(".", cells-full))
		row[at] = '|'
		return string(row)
	}
	part := func(from, to int) string {
		filled := max(min(full, to)-from, 0)
		return f.ink.fill.Render(strings.Repeat(" ", filled)) + f.ink.track.Render(strings.Repeat(" ", to-from-filled))
	}
	return part(0, at) + f.ink.confirm.Render("|") + part(at+1, cells)
}
