package loadtest

import (
	"fmt"
	"slices"
	"time"
)

// Times are how long things took.
type Times []time.Duration

// At is the time that the share q of all, 0 to 1, do not exceed; 0 if there are
// none.
func (t Times) At(q float64) time.Duration {
	if len(t) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(t))
	return sorted[min(int(q*float64(len(sorted))), len(sorted)-1)]
}

// String gives the usual percentiles in milliseconds.
func (t Times) String() string {
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	return fmt.Sprintf("p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, max %.1f ms of %d",
		ms(t.At(0.5)), ms(t.At(0.9)), ms(t.At(0.99)), ms(t.At(1)), len(t))
}
