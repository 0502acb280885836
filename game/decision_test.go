package game_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"kobayashi/game"
)

// What the decisions brought, and what came before the first, is the score.
func TestDecisionsAddUp(t *testing.T) {
	sc := compile(t, membersPage())
	for seed := range uint64(200) {
		r := wander(t, begin(t, sc, seed), rand.New(rand.NewPCG(seed, 2)))
		sum := r.Opening()
		for i, d := range r.Decisions() {
			sum = sum.Plus(d.Gain)
			if d.Event.Kind != game.Chose || !sc.Free(d.Before) {
				t.Errorf("seed %d: decision %d is none", seed, i+1)
			}
			if d.Before.Scene() != d.Event.Scene {
				t.Errorf("seed %d: decision %d was made in scene %d, stood in %d", seed, i+1, d.Event.Scene, d.Before.Scene())
			}
		}
		if sum != r.Score {
			t.Fatalf("seed %d: the parts come to %v, the score is %v", seed, sum, r.Score)
		}
	}
}

func TestBack(t *testing.T) {
	sc := compile(t, membersPage())
	r := wander(t, begin(t, sc, 5), rand.New(rand.NewPCG(5, 2)))
	for step := range r.Steps {
		back, err := r.Back(step)
		if err != nil {
			t.Fatal(err)
		}
		if got := sc.SceneID(back.State.Scene()); got != r.Steps[step].Scene || len(back.Steps) != step || back.Over() {
			t.Errorf("step %d: stands in %s after %d steps, want %s", step, got, len(back.Steps), r.Steps[step].Scene)
		}
		// The same choices from there meet the same luck.
		for _, st := range r.Steps[step:] {
			if back, err = back.Choose(st.ID(), noon); err != nil {
				t.Fatal(err)
			}
		}
		if back.Score != r.Score || back.State != r.State {
			t.Errorf("from step %d: another play", step)
		}
	}
	for _, step := range []int{-1, len(r.Steps) + 1} {
		if _, err := r.Back(step); err == nil {
			t.Errorf("step %d: went back to where the run never was", step)
		}
	}
}

// How sure a player was is kept with the step and changes nothing else.
func TestSure(t *testing.T) {
	sc := compile(t, membersPage())
	first := begin(t, sc, 1)
	if first.Asks() {
		t.Error("a run asks how sure, and nobody wants it")
	}
	next, err := first.Choose(first.Open()[0].ID, noon)
	if err != nil {
		t.Fatal(err)
	}
	sure := next.Sure(70)
	if next.Steps[0].Sure != 0 || sure.Steps[0].Sure != 70 || !sure.Asks() {
		t.Errorf("got %+v, then %+v", next.Steps[0], sure.Steps[0])
	}
	if next.Steps[0].Same(sure.Steps[0]) || !sure.Steps[0].Same(sure.Steps[0]) {
		t.Error("another answer is the same step")
	}
	again, err := game.Replay(sc, sure.Record)
	if err != nil || again.Steps[0].Sure != 70 || fmt.Sprint(again.Score) != fmt.Sprint(next.Score) {
		t.Errorf("replayed to %+v, %v", again.Steps, err)
	}
	rules := membersPage()
	rules.Ask = true
	if r := begin(t, compile(t, rules), 1); !r.Asks() {
		t.Error("the scenario wants to ask, the run does not")
	}
}
