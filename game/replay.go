package game

import "fmt"

// Misfit says that a saved step no longer fits the scenario: Step is its place
// among the steps (from 0), Scene where the play stands instead.
type Misfit struct {
	Step  int
	Saved Step
	Scene string
	Cause error
}

func (m *Misfit) Error() string {
	return fmt.Sprintf("step %d (%s) does not fit at scene %s: %v", m.Step+1, m.Saved.Scene, m.Scene, m.Cause)
}

func (m *Misfit) Unwrap() error { return m.Cause }

// Replay plays a record's steps again. If the rules have changed so that a step
// does not fit, it gives the run up to that step and a *Misfit; the steps after
// it are lost to this run, not to the record.
func Replay(sc *Scenario, rec Record) (Run, error) {
	r, err := Begin(sc, rec)
	if err != nil {
		return r, err
	}
	for i, st := range rec.Steps {
		next := r
		id, err := r.fit(st)
		if err == nil {
			next, err = r.choose(id, st)
		}
		if err != nil {
			return r, &Misfit{Step: i, Saved: st, Scene: sc.SceneID(r.State.Scene()), Cause: err}
		}
		r = next
	}
	return r, nil
}

// fit finds the choice a step stands for. After an edit the item may stand
// elsewhere in its scene: then the one item with the same mark is it.
func (r Run) fit(st Step) (ChoiceID, error) {
	scene := r.State.Scene()
	if r.Over() || r.Rules.SceneID(scene) != st.Scene {
		return 0, ErrNotOffered
	}
	if question := r.Rules.Kind(r.State) == Question; question != (st.N == 0) {
		return 0, ErrNotOffered
	}
	id := st.ID()
	// Rules that did not change need no marks to be checked.
	if st.Mark == "" || r.Digest == r.Rules.Digest() || r.Rules.Mark(scene, id) == st.Mark {
		return id, nil
	}
	if st.N == 0 {
		return 0, ErrNotOffered
	}
	found, many := ChoiceID(0), 0
	for i := range r.Rules.rules.Scenes[scene].Decision.Items {
		if r.Rules.Mark(scene, ChoiceID(i)) == st.Mark {
			found, many = ChoiceID(i), many+1
		}
	}
	if many != 1 {
		return 0, ErrNotOffered
	}
	return found, nil
}
