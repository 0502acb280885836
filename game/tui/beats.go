package tui

import (
	"slices"

	"kobayashi/game"
)

// beat is one stretch of what a run has told so far: a scene, the player's own
// decision, or what chance brought.
type beat struct {
	event  game.Event
	before game.State // just before the event
	first  bool       // nothing came before it
}

// act is what is shown at one go, up to the next press. A scene of a few words
// and the one that follows it belong to one act.
type act struct {
	beats []beat
	from  int            // the place of its first event in the trace
	next  game.EventKind // what comes behind it; Entered if a scene does
	item  game.ChoiceID  // of the next event, if it goes some way
	scene int            // where that item stands
	last  bool
}

// actsOf tells a run's trace as its reader meets it: in their language, without
// what is not for their eyes.
func (f frame) actsOf(run game.Run) []act {
	var list []act
	var open act
	for i, e := range run.Trace {
		b := beat{event: e, first: i == 0}
		if i > 0 {
			b.before = run.Trace[i-1].State
		} else {
			b.before = e.State
		}
		open.beats = append(open.beats, b)
		if i == len(run.Trace)-1 {
			open.last = true
			break
		}
		next := run.Trace[i+1]
		// A press stands only where there was something to read, and the
		// player's own decision always opens an act.
		if next.Kind != game.Chose && !f.tells(run, b) {
			continue
		}
		open.next, open.item, open.scene = next.Kind, next.Choice, next.Scene
		list, open = append(list, open), act{from: i + 1}
	}
	return append(list, open)
}

// tells reports whether a beat has something to stop for.
func (f frame) tells(run game.Run, b beat) bool {
	lang := f.words.Lang
	text := run.Rules.Text(lang)
	if len(shownChanges(run, lang, b.before, b.event.State)) > 0 && !b.first {
		return true
	}
	scene := text.Scenes[b.event.Scene]
	switch b.event.Kind {
	case game.Entered:
		for _, block := range scene.Blocks {
			if !inPlay(block) || !f.mayRead(block) {
				continue
			}
			if _, ok := run.Rules.Show(block, b.event.State, lang); ok {
				return true
			}
		}
		return false
	case game.Chose:
		return run.Rules.Rules().Scenes[b.event.Scene].Decision.Kind == game.Question ||
			slices.ContainsFunc(scene.Items[b.event.Choice].Feedback, f.mayRead)
	}
	return slices.ContainsFunc(scene.Items[b.event.Choice].Feedback, f.mayRead)
}

// inPlay reports whether a block is for the player's eyes during the play.
func inPlay(b game.Block) bool {
	return b.Kind != game.Facilitator && b.Kind != game.Lesson
}

// shownChanges are the changes of variables that have a label.
func shownChanges(run game.Run, lang string, before, after game.State) []game.Change {
	var list []game.Change
	meters := run.Rules.Text(lang).Vars
	for _, c := range run.Rules.Changes(before, after) {
		if meters[run.Rules.Rules().Vars[c.Var].Name].Label != "" {
			list = append(list, c)
		}
	}
	return list
}

// decided counts the decisions that acts hold.
func decided(run game.Run, list []act) int {
	var n int
	for _, a := range list {
		for _, b := range a.beats {
			if b.event.Kind == game.Chose && run.Rules.Free(b.before) {
				n++
			}
		}
	}
	return n
}

// resumeAt is the act that begins with the last decision: who comes back reads
// what it led to once more.
func resumeAt(list []act) int {
	for i := len(list) - 1; i > 0; i-- {
		for _, b := range list[i].beats {
			if b.event.Kind == game.Chose {
				return i
			}
		}
	}
	return 0
}

// actAt is the act that holds an event of the trace, or the last one.
func actAt(list []act, event int) int {
	for i := len(list) - 1; i > 0; i-- {
		if list[i].from <= event {
			return i
		}
	}
	return 0
}
