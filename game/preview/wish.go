package preview

import (
	"slices"
	"time"

	"kobayashi/game"
)

// remembered is how many earlier forms of a choice are kept: an author who
// takes a few saves back is where they were.
const remembered = 16

// wish is a choice an author made, remembered so that it is found again when
// the file has changed around it: by the words of what was chosen, by its rules,
// and by its place, as they are now, or as they were in an earlier version.
type wish struct {
	form
	earlier []form // the newest first
}

// form is a choice as one version of the file had it.
type form struct {
	game.Step
	labels []string // of all items of its scene then, in the base language
}

// same reports whether two forms would be found by the same signs.
func (f form) same(g form) bool {
	return f.Scene == g.Scene && f.N == g.N && f.Mark == g.Mark && slices.Equal(f.Ticks, g.Ticks) && slices.Equal(f.labels, g.labels)
}

// wished is the last choice of a run, made at the point before.
func wished(before, after game.Run) wish {
	return wish{form: form{after.Steps[len(after.Steps)-1], labelsOf(before.Rules, before.State.Scene())}}
}

// became is a wish in the form it has now, which remembers those it had.
func (w wish) became(now wish) wish {
	if now.same(w.form) {
		return w
	}
	now.earlier = append([]form{w.form}, w.earlier...)
	now.earlier = now.earlier[:min(len(now.earlier), remembered)]
	return now
}

func labelsOf(sc *game.Scenario, scene int) []string {
	var list []string
	for _, it := range sc.Text("").Scenes[scene].Items {
		list = append(list, it.Label)
	}
	return list
}

// again makes the choice at the point where a run stands. same says that its
// rules are as they were. It is not ok where nobody can tell which choice it
// would be, or where it is not offered. old is the version before, if any.
func (w wish) again(run game.Run, old *game.Scenario) (next game.Run, same, ok bool) {
	for i, f := range append([]form{w.form}, w.earlier...) {
		if next, same, ok := f.again(run, old); ok {
			return next, same && i == 0, true
		}
	}
	return run, false, false
}

func (w form) again(run game.Run, old *game.Scenario) (next game.Run, same, ok bool) {
	scene := run.State.Scene()
	kind := run.Rules.Kind(run.State)
	if kind == game.End || (kind == game.Question) != (w.N == 0) || !w.here(run, old) {
		return run, false, false
	}
	id, ok := w.find(run.Rules, scene)
	if !ok {
		return run, false, false
	}
	next, err := run.Choose(id, time.Time{})
	return next, run.Rules.Mark(scene, id) == w.Mark, err == nil
}

// here reports whether a run stands in the scene of the choice: in the one of its
// name, or in a new one with the same items, where that name is gone.
func (w form) here(run game.Run, old *game.Scenario) bool {
	sc, scene := run.Rules, run.State.Scene()
	id := sc.SceneID(scene)
	if id == w.Scene {
		return true
	}
	return old != nil && old.SceneIndex(id) < 0 && sc.SceneIndex(w.Scene) < 0 && slices.Equal(labelsOf(sc, scene), w.labels)
}

// find gives what was chosen as the scene has it now.
func (w form) find(sc *game.Scenario, scene int) (game.ChoiceID, bool) {
	now := labelsOf(sc, scene)
	if w.N > 0 {
		place, ok := w.place(sc, scene, now, w.N-1)
		return game.ChoiceID(place), ok
	}
	var id game.ChoiceID
	for _, n := range w.Ticks {
		place, ok := w.place(sc, scene, now, n-1)
		if !ok {
			return 0, false
		}
		id |= 1 << place
	}
	return id, true
}

// place is where an item stands now: where its words are; else, since they were
// edited, where its rules alone are; else, since both were, in its old place,
// if no item came or went.
func (w form) place(sc *game.Scenario, scene int, now []string, was int) (int, bool) {
	if was >= len(w.labels) {
		return 0, false
	}
	label := w.labels[was]
	switch places := where(now, label); {
	case slices.Contains(places, was):
		return was, true
	case len(places) == 1:
		return places[0], true
	}
	// An item whose words were there before is another one.
	fresh := func(k int) bool { return !slices.Contains(w.labels, now[k]) }
	if w.N > 0 {
		var fit []int
		for k := range now {
			if fresh(k) && sc.Mark(scene, game.ChoiceID(k)) == w.Mark {
				fit = append(fit, k)
			}
		}
		if len(fit) == 1 {
			return fit[0], true
		}
	}
	if len(now) == len(w.labels) && fresh(was) {
		return was, true
	}
	return 0, false
}

func where(list []string, s string) []int {
	var at []int
	for i := range list {
		if list[i] == s {
			at = append(at, i)
		}
	}
	return at
}
