package sshd

import (
	"testing"
	"time"
)

func TestLimits(t *testing.T) {
	tests := []struct {
		name                 string
		set                  Limits
		descriptors          int
		total, quiet, source int
	}{
		{"defaults", Limits{}, 0, 1200, 10_000, 64},
		{"many descriptors", Limits{}, 20_000, 1200, 10_000, 64},
		{"usual descriptors", Limits{}, 1024, 672, 224, 64},
		{"few descriptors", Limits{}, 100, 1, 1, 64},
		{"set", Limits{Total: 10, Silent: 20, PerSource: 30}, 1024, 10, 20, 30},
		{"set too high", Limits{Total: 100_000, Silent: 100_000}, 10_000, 7404, 2468, 64},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := tt.set.filled(tt.descriptors)
			if l.Total != tt.total || l.Silent != tt.quiet || l.PerSource != tt.source {
				t.Errorf("got %d, %d, %d; want %d, %d, %d", l.Total, l.Silent, l.PerSource, tt.total, tt.quiet, tt.source)
			}
			if tt.descriptors > reserve+2 && l.Total+l.Silent > tt.descriptors-reserve {
				t.Errorf("%d and %d leave nothing in reserve of %d", l.Total, l.Silent, tt.descriptors)
			}
			if l.Handshake != 10*time.Second || l.Stall != 30*time.Second || l.Keepalive != 15*time.Second || l.Sessions != 2 {
				t.Errorf("got %+v", l)
			}
		})
	}
}
