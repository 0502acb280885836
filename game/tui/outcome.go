package tui

import (
	"math/bits"

	"kobayashi/game"
	"kobayashi/game/typeset"
)

// choiceLines repeats what the player decided, and why that was good or bad.
func (f frame) choiceLines(run game.Run, b beat, width int) []string {
	text := run.Rules.Text(f.words.Lang).Scenes[b.event.Scene]
	rules := run.Rules.Rules().Scenes[b.event.Scene].Decision
	if rules.Kind == game.Question {
		return f.answerLines(run, b, width)
	}
	lines := []string{f.ink.muted.Render(f.made(b.event, width))}
	for _, line := range f.label(text.Items[b.event.Choice].Label, width) {
		lines = append(lines, f.ink.strong.Render(line))
	}
	return f.withFeedback(run, b, text.Items[b.event.Choice].Feedback, lines, width)
}

// made says whose decision it was.
func (f frame) made(e game.Event, width int) string {
	if f.table == nil || e.Step < 0 || e.Step >= len(f.table.Past) {
		return f.say("choice.made")
	}
	return typeset.Truncate(f.say("seat.made", f.decidedBy(f.table.Past[e.Step])), width)
}

// answerLines shows every item of a question with what became of it.
func (f frame) answerLines(run game.Run, b beat, width int) []string {
	text := run.Rules.Text(f.words.Lang).Scenes[b.event.Scene]
	items := run.Rules.Rules().Scenes[b.event.Scene].Decision.Items
	lines := []string{f.ink.muted.Render(f.made(b.event, width)), ""}
	shown := f.offered(run, b)
	words := []string{"answer.unpicked", "answer.missed", "answer.extra", "answer.hit"}
	wide := 0
	for _, w := range words {
		wide = max(wide, typeset.Width(f.say(w)))
	}
	for rest := shown; rest != 0; rest &= rest - 1 {
		i := bits.TrailingZeros32(rest)
		picked, expected := uint32(b.event.Choice)>>i&1, 0
		if items[i].Expected {
			expected = 1
		}
		word := words[int(picked)*2+expected]
		look := f.ink.muted
		if int(picked) != expected {
			look = f.ink.alarm
		} else if picked == 1 {
			look = f.ink.accent
		}
		box := "[ ] "
		if picked == 1 {
			box = "[x] "
		}
		room := max(width-4-wide-2, 20)
		for k, line := range f.label(text.Items[i].Label, room) {
			if k == 0 {
				lines = append(lines, box+typeset.Pad(line, room)+"  "+look.Render(f.say(word)))
				continue
			}
			lines = append(lines, "    "+line)
		}
	}
	for rest := uint32(b.event.Choice); rest != 0; rest &= rest - 1 {
		lines = f.withFeedback(run, b, text.Items[bits.TrailingZeros32(rest)].Feedback, lines, width)
	}
	return lines
}

// offered is what a question showed when it was answered.
func (f frame) offered(run game.Run, b beat) uint32 {
	return run.Rules.Offered(b.before) | uint32(b.event.Choice)
}

// outcomeLines is what chance or a route brought, by its label.
func (f frame) outcomeLines(run game.Run, b beat, head string, width int) []string {
	item := run.Rules.Text(f.words.Lang).Scenes[b.event.Scene].Items[b.event.Choice]
	var lines []string
	if head != "" {
		lines = append(lines, f.ink.muted.Render(head))
		for _, line := range f.label(item.Label, width) {
			lines = append(lines, f.ink.strong.Render(line))
		}
	}
	return f.withFeedback(run, b, item.Feedback, lines, width)
}

func (f frame) withFeedback(run game.Run, b beat, feedback []game.Block, lines []string, width int) []string {
	for _, block := range feedback {
		if !inPlay(block) || !f.mayRead(block) {
			continue
		}
		md, ok := run.Rules.Show(block, b.event.State, f.words.Lang)
		if !ok {
			continue
		}
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, f.blockLines(run, block, md, wholePlate, width)...)
	}
	return lines
}
