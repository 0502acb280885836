package game_test

import (
	"testing"

	"kobayashi/game"
)

// A bot that says 60 % at each decision and is right twice in nine has a gap of
// 38 points (60 - 22.2).
func TestCalibrate(t *testing.T) {
	var bot []game.Forecast
	for i := range 9 {
		bot = append(bot, game.Forecast{Sure: 60, Right: i < 2})
	}
	tests := []struct {
		name             string
		list             []game.Forecast
		sure, right, gap game.Points
		brier            game.Points
		bins             int
	}{
		{"bot", bot, game.Whole(60), game.Points{Num: 200, Den: 9}, game.Points{Num: 340, Den: 9}, game.Points{Num: 71, Den: 225}, 1},
		{"perfect", []game.Forecast{{Sure: 100, Right: true}, {Sure: 0}}, game.Whole(50), game.Whole(50), game.Whole(0), game.Whole(0), 2},
		{"coin", []game.Forecast{{Sure: 50, Right: true}, {Sure: 50}, {Sure: 50}}, game.Whole(50), game.Points{Num: 100, Den: 3}, game.Points{Num: 50, Den: 3}, game.Points{Num: 1, Den: 4}, 1},
		{"nothing", nil, game.Whole(0), game.Whole(0), game.Whole(0), game.Whole(0), 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := game.Calibrate(tt.list)
			if c.N != len(tt.list) || c.Sure != tt.sure || c.Right != tt.right || c.Gap() != tt.gap || c.Brier != tt.brier || len(c.Bins) != tt.bins {
				t.Errorf("got %+v with a gap of %v, want sure %v, right %v, gap %v, Brier %v, %d bins", c, c.Gap(), tt.sure, tt.right, tt.gap, tt.brier, tt.bins)
			}
		})
	}
}

func TestCalibrateBins(t *testing.T) {
	c := game.Calibrate([]game.Forecast{{Sure: 90, Right: true}, {Sure: 10}, {Sure: 90}, {Sure: 10, Right: true}, {Sure: 90, Right: true}})
	want := []game.Bin{{Sure: 10, N: 2, Right: 1}, {Sure: 90, N: 3, Right: 2}}
	if len(c.Bins) != 2 || c.Bins[0] != want[0] || c.Bins[1] != want[1] {
		t.Errorf("got %v, want %v", c.Bins, want)
	}
}
