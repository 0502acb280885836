package solve

import (
	"context"
	"slices"
	"testing"
)

// TestNeverLess: what is told only grows, whatever the parts say of themselves.
func TestNeverLess(t *testing.T) {
	var told []float64
	w := &watch{ctx: context.Background(), to: 0.5, told: func(share float64) { told = append(told, share) }}
	for _, done := range []float64{0.2, 0.1, 0.4, 0.4, 3} {
		w.tell(done)
	}
	w.begin(1, 1<<20)
	w.tell(0.5)
	if want := []float64{0.1, 0.2, 0.5, 0.75}; !slices.Equal(told, want) {
		t.Errorf("got %v, want %v", told, want)
	}
}
