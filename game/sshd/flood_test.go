package sshd_test

import (
	"fmt"
	"os"
	"strconv"
	"testing"
	"time"

	"kobayashi/game/sshd"
	"kobayashi/game/sshd/loadtest"
)

// TestFlood: connections that say nothing, opened anew whenever one is closed,
// while people sit down and play. KOBAYASHI_FLOOD is how many, 600 if it is not
// set; the door holds half of them at most, or all. Those from one address share
// it with the people.
func TestFlood(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	n, err := strconv.Atoi(os.Getenv("KOBAYASHI_FLOOD"))
	if err != nil {
		n = 600
	}
	tests := []struct {
		name    string
		sources int
		limits  sshd.Limits
	}{
		{"from one address", 1, sshd.Limits{Silent: 2 * n}},
		{"from many addresses", 5000, sshd.Limits{Silent: n / 2}},
		{"all held", 5000, sshd.Limits{Silent: 2 * n}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := open(t, sshd.Options{Serve: seatedEcho, Limits: tt.limits})
			var sitDown loadtest.Times
			keys := others(t, d, 8, func() {
				act(t, fmt.Sprintf("flood %s %d %d", d.addr, n, tt.sources))
				for range max(60, n/50) {
					begin := time.Now()
					s := seatAt(t, d, "late")
					if err := s.Expect(soon(t), "hello"); err != nil {
						t.Fatal(err)
					}
					sitDown = append(sitDown, time.Since(begin))
					_ = s.Close()
					time.Sleep(20 * time.Millisecond)
				}
			})
			count := d.Stats()
			t.Logf("%d silent of %d, %d accepted, %d shed\nconnect: %v\nothers' keys: %v", count.Silent, n, count.Accepted, count.Shed, sitDown, keys)
			if count.Seated != 8 && count.Seated != 9 {
				t.Errorf("%d are seated", count.Seated)
			}
			if raceDetector {
				return
			}
			if p99 := sitDown.At(0.99); p99 > 250*time.Millisecond {
				t.Errorf("connect: %v", sitDown)
			}
			keys.check(t)
		})
	}
}
