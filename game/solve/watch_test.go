package solve_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"kobayashi/game/solve"
)

// TestTold: what is told grows, from the beginning to the end and without great
// leaps, and telling changes nothing.
func TestTold(t *testing.T) {
	sc := compiled(t, longScenario(250, 6))
	var shares []float64
	sol, err := solve.SolveTold(context.Background(), sc, "", 0, func(share float64) { shares = append(shares, share) })
	if err != nil {
		t.Fatal(err)
	}
	if len(shares) < 4 || shares[0] > 0.3 || shares[len(shares)-1] < 0.8 {
		t.Errorf("told %v", shares)
	}
	last := 0.0
	for _, share := range shares {
		if share <= last || share > 1 {
			t.Errorf("%v is told behind %v", share, last)
		}
		last = share
	}
	silent, err := solve.Solve(context.Background(), sc, "", 0)
	if err != nil || silent.Best != sol.Best || silent.States != sol.States || silent.Mean() != sol.Mean() {
		t.Errorf("without telling: %v states worth %v, with it %v worth %v (%v)", silent.States, silent.Best, sol.States, sol.Best, err)
	}
}

// TestCalledOff: a search ends soon after it is called off, wherever it is: while
// states are found, and while they are valued.
func TestCalledOff(t *testing.T) {
	sc := compiled(t, longScenario(250, 6))
	for _, at := range []float64{0, 0.05, 0.85} {
		ctx, cancel := context.WithCancel(context.Background())
		var called time.Time
		_, err := solve.SolveTold(ctx, sc, "", 0, func(share float64) {
			if share >= at && called.IsZero() {
				called = time.Now()
				cancel()
			}
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("called off at %v: %v", at, err)
		}
		// The goal is 50 ms; a machine that does much else is given more.
		if took := time.Since(called); took > 500*time.Millisecond {
			t.Errorf("called off at %v, it went on for %v", at, took)
		}
		cancel()
	}
}
