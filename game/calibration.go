package game

import "slices"

// Levels are the answers to "how sure are you that this is the best choice?",
// in percent. There is no 0: it says that nobody was asked.
var Levels = [...]int{10, 30, 50, 70, 90}

// Forecast is one answer to that question, and whether it came true: the choice
// gave nothing away.
type Forecast struct {
	Sure  int // percent
	Right bool
}

// Calibration compares how sure a player was with how often the choice was the
// best one.
type Calibration struct {
	N     int    // decisions with an answer and something at stake
	Sure  Points // mean of the answers, percent
	Right Points // share of best choices, percent
	Brier Points // mean of (answer - outcome)², from 0 (perfect) to 1; always 50 % gives 1/4
	Bins  []Bin  // by answer, lowest first, those that were given
}

// Bin is one point of the calibration curve: how many answers, and how many of
// these choices were the best.
type Bin struct{ Sure, N, Right int }

// Gap is how many percentage points surer the player was than right: positive is
// overconfidence.
func (c Calibration) Gap() Points {
	gap, _ := c.Sure.Minus(c.Right) // both are hundredths of the same small N
	return gap
}

// Calibrate sums forecasts up; the Brier score is that of Brier, Verification of
// forecasts expressed in terms of probability (1950), for one event.
func Calibrate(list []Forecast) Calibration {
	if len(list) == 0 {
		return Calibration{Sure: Whole(0), Right: Whole(0), Brier: Whole(0)}
	}
	var sure, right, square int64
	var bins []Bin
	for _, f := range list {
		miss := int64(f.Sure)
		i := slices.IndexFunc(bins, func(b Bin) bool { return b.Sure == f.Sure })
		if i < 0 {
			i = len(bins)
			bins = append(bins, Bin{Sure: f.Sure})
		}
		bins[i].N++
		if f.Right {
			miss -= 100
			right++
			bins[i].Right++
		}
		sure += int64(f.Sure)
		square += miss * miss
	}
	slices.SortFunc(bins, func(a, b Bin) int { return a.Sure - b.Sure })
	n := int64(len(list))
	return Calibration{N: len(list), Sure: lowest(sure, n), Right: lowest(100*right, n), Brier: lowest(square, n*10_000), Bins: bins}
}
