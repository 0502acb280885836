package tui

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"kobayashi/game"
)

// evenly is the level under the cursor at first: as likely as not.
const evenly = len(game.Levels) / 2

// weighs reports whether the player is asked how sure the choice at hand is:
// where there is nothing to decide there is nothing to be sure of.
func (p play) weighs(f frame) bool {
	return (f.desk.Confidence || p.run.Asks()) && p.run.Rules.Free(p.run.State)
}

// weigh moves among the levels. It stands in the place of the confirmation, so
// only a later Enter, or a second click, decides.
func (p play) weigh(f frame, s stage, msg tea.Msg) (screen, tea.Cmd) {
	if pressed(msg, keys.enter) || s.sheet.struck(msg) == p.level {
		if p.early(f) {
			return p, nil
		}
		return p.decideOn(f, s.meant(p), game.Levels[p.level])
	}
	p.level, _ = moved(msg, s.sheet, p.level, len(game.Levels))
	return p, nil
}

// scale is the question how sure the player is: what was picked, and the levels.
func (p play) scale(f frame, s *stage) ([]string, []hit) {
	lines := []string{f.ink.title.Render(f.say("sure.ask")), ""}
	spare := s.rows - len(lines) - len(game.Levels) - 1
	picked := p.pickedLines(f, s)
	if len(picked) > spare {
		picked = picked[:max(spare, 0)]
	}
	if len(picked) > 0 {
		lines = append(append(picked, ""), lines...)
	}
	var hits []hit
	for i, percent := range game.Levels {
		label := f.say("sure."+strconv.Itoa(percent)) + "  "
		hits = append(hits, hit{len(lines), 0, s.cols, i})
		lines = append(lines, f.row(i, option{label, f.say("sure.percent", percent)}, i == p.level, min(s.cols, scaleWidth)))
	}
	return lines, hits
}

// scaleWidth keeps the levels and their percents together.
const scaleWidth = 52

// pickedLines repeats what is about to be decided.
func (p play) pickedLines(f frame, s *stage) []string {
	text := p.run.Rules.Text(f.words.Lang).Scenes[p.run.State.Scene()]
	list := []game.Choice{}
	if s.question {
		list = s.picked(p.ticks)
	} else {
		list = append(list, s.open[p.cursor])
	}
	var lines []string
	for _, c := range list {
		mark := "- "
		if s.question {
			mark = "[x] "
		}
		lines = append(lines, hanging(mark, f.label(text.Items[c.N-1].Label, s.cols-len(mark)))...)
	}
	if len(list) == 0 {
		lines = f.wrap(f.say("answer.none"), s.cols)
	}
	return tint(f.ink.strong, lines)
}
