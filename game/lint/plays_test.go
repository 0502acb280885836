package lint

import (
	"slices"
	"testing"

	"kobayashi/game"
	"kobayashi/game/parse"
)

func TestTry(t *testing.T) {
	text := day(twoDays+calm(3),
		scene("start", "- [売る](#sum) `score.calm += 2` `if b`", "- [待つ](#sum)", "- [迷う](#stuck)"),
		scene("sum", "- [x] 右", "- [ ] 左", "", "[送る](#evening) `score.calm += hits - wrong`"),
		scene("stuck", "- [先へ](#evening) `if #sum`"))
	res := parse.Read(tree(map[string][]byte{"morning.md": []byte(text)}), "morning.md")
	if res.Scenario == nil {
		t.Fatal(tell(t, res.Problems))
	}
	one := func(n int) game.Move { return game.Move{Scene: "start", N: n} }
	ticks := func(n ...int) game.Move { return game.Move{Scene: "sum", Ticks: append([]int{}, n...)} }
	points := func(n int) []parse.ScoreWant {
		return []parse.ScoreWant{{Entry: parse.Entry{ID: "calm"}, Points: n}}
	}
	for _, tt := range []struct {
		name    string
		test    parse.Test
		fit     Fit
		made    int
		scene   string
		offered []int
	}{
		{"to the end", parse.Test{Variant: "x", Play: []game.Move{one(1), ticks(1)}, Ending: "evening", Score: points(3)}, Fits, 2, "evening", nil},
		{"nothing ticked", parse.Test{Variant: "x", Play: []game.Move{one(1), ticks()}, Ending: "evening", Score: points(2)}, Fits, 2, "evening", nil},
		{"part of the way", parse.Test{Variant: "y", Play: []game.Move{one(2)}, Score: points(0)}, Fits, 1, "sum", []int{1, 2}},
		{"nothing at all", parse.Test{}, Fits, 0, "start", []int{1, 2, 3}},
		{"the other variant", parse.Test{Variant: "y", Play: []game.Move{one(1)}}, Refused, 0, "start", []int{2, 3}},
		{"another scene", parse.Test{Play: []game.Move{ticks(1)}}, Astray, 0, "start", []int{1, 2, 3}},
		{"no number", parse.Test{Play: []game.Move{one(0)}}, Refused, 0, "start", []int{1, 2, 3}},
		{"a number too large", parse.Test{Play: []game.Move{one(4)}}, Refused, 0, "start", []int{1, 2, 3}},
		{"a box too far", parse.Test{Play: []game.Move{one(1), ticks(2, 3)}}, Refused, 1, "sum", []int{1, 2}},
		{"one number for boxes", parse.Test{Play: []game.Move{one(1), {Scene: "sum", N: 1}}}, Refused, 1, "sum", []int{1, 2}},
		{"into a dead end", parse.Test{Play: []game.Move{one(3)}}, Stuck, 0, "start", []int{1, 2, 3}},
		{"behind the end", parse.Test{Play: []game.Move{one(1), ticks(1), one(1)}, Ending: "evening"}, Over, 2, "evening", nil},
		{"not far enough", parse.Test{Play: []game.Move{one(1)}, Ending: "evening"}, Unfinished, 1, "sum", []int{1, 2}},
		{"another ending", parse.Test{Play: []game.Move{one(1), ticks(1)}, Ending: "night"}, OtherEnding, 2, "evening", nil},
		{"other points", parse.Test{Play: []game.Move{one(1), ticks(1, 2)}, Ending: "evening", Score: points(3)}, OtherScore, 2, "evening", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := Try(res.Scenario, tt.test)
			if got.Fit != tt.fit || got.Made != tt.made || got.Scene != tt.scene || !slices.Equal(got.Offered, tt.offered) {
				t.Errorf("got fit %d after %d moves in %s, offered %v; want %d, %d, %s, %v",
					got.Fit, got.Made, got.Scene, got.Offered, tt.fit, tt.made, tt.scene, tt.offered)
			}
		})
	}
}
