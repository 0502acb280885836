package game_test

import (
	"testing"

	"kobayashi/game"
)

func TestGradeOf(t *testing.T) {
	tests := []struct {
		regret, stake game.Points
		want          game.Grade
	}{
		{game.Whole(0), game.Whole(0), game.Ungraded},
		{game.Whole(0), game.Whole(8), game.Great},
		{game.Whole(2), game.Whole(8), game.Good},
		{game.Points{Num: 21, Den: 10}, game.Whole(8), game.Okay},
		{game.Whole(6), game.Whole(10), game.Okay},
		{game.Points{Num: 61, Den: 10}, game.Whole(10), game.Weak},
	}
	for _, tt := range tests {
		if got := game.GradeOf(tt.regret, tt.stake); got != tt.want {
			t.Errorf("%v of %v: got %v, want %v", tt.regret, tt.stake, got, tt.want)
		}
	}
}

func TestMarkOf(t *testing.T) {
	tests := []struct {
		decisions, regret int
		want              game.Mark
	}{
		{0, 0, game.NotSeen},
		{3, 1, game.Performed},
		{3, 2, game.Some},
		{3, 3, game.Some},
		{3, 4, game.Major},
		{3, 6, game.Major},
		{3, 7, game.Unable},
	}
	for _, tt := range tests {
		if got := game.MarkOf(tt.decisions, game.Whole(tt.regret), game.Whole(10)); got != tt.want {
			t.Errorf("%d of 10 in %d decisions: got %c, want %c", tt.regret, tt.decisions, got, tt.want)
		}
	}
	if got := game.MarkOf(2, game.Whole(0), game.Whole(0)); got != game.Performed {
		t.Errorf("nothing at stake: got %c, want P", got)
	}
}

func TestDominates(t *testing.T) {
	mine := game.Score{3, 5}
	for other, want := range map[game.Score]bool{{3, 5}: false, {3, 6}: true, {4, 4}: false, {4, 5}: true, {2, 9}: false} {
		if got := other.Dominates(mine); got != want {
			t.Errorf("%v over %v: got %v, want %v", other[:2], mine[:2], got, want)
		}
	}
}

// The place in the range, at its ends and beyond.
func TestPercent(t *testing.T) {
	for _, tt := range []struct{ points, least, most, want int }{
		{-20, -20, 80, 0}, {80, -20, 80, 100}, {29, -20, 80, 49}, {0, 0, 0, 100}, {-21, -20, 80, 0},
	} {
		d := game.Dimension{Points: tt.points, Least: tt.least, Most: tt.most}
		if got := d.Percent(); got != tt.want {
			t.Errorf("%d in %d..%d: got %d, want %d", tt.points, tt.least, tt.most, got, tt.want)
		}
	}
}
