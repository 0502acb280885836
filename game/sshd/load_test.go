package sshd_test

import (
	"context"
	"os"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"kobayashi/game/sshd/loadtest"
)

// TestLoad sits a few people down and checks that the load client counts right.
func TestLoad(t *testing.T) {
	server := act(t, "paint")
	var ready atomic.Int32
	report, err := loadtest.Run(soon(t), loadtest.Plan{
		Target: loadtest.Target{Address: server.line, Width: 80, Height: 24},
		Seats:  6, Together: 3, PID: server.Process.Pid,
		User: func(i int) string { return "team" + strconv.Itoa(i/4) },
		Ready: func(ctx context.Context, _ int, s *loadtest.Seat) error {
			ready.Add(1)
			return s.Expect(ctx, "counted 0")
		},
		Every: 50 * time.Millisecond, For: time.Second, Idle: 200 * time.Millisecond,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Log(report)
	if report.Seats != 6 || report.Failed != 0 || report.Missed != 0 || len(report.Errors) != 0 {
		t.Errorf("got %+v", report)
	}
	if ready.Load() != 6 {
		t.Errorf("%d were made ready", ready.Load())
	}
	if n := len(report.Keys); n < 60 || n > 126 {
		t.Errorf("%d keys", n)
	}
	if len(report.Frames) != 6 || report.Frames.At(0.5) > 2*time.Second {
		t.Errorf("frames: %v", report.Frames)
	}
}

// TestLoadFails: a door that is not there, and one that answers no key.
func TestLoadFails(t *testing.T) {
	report, err := loadtest.Run(soon(t), loadtest.Plan{Target: loadtest.Target{Address: "127.0.0.1:1"}, Seats: 3})
	if err == nil || report.Failed != 3 || len(report.Errors) != 3 {
		t.Errorf("%v, %+v", err, report)
	}
}

// BenchmarkSeats measures a server in a process of its own: the least an SSH
// server can do, the door with an echo behind it, and the door with a painted
// screen. KOBAYASHI_SEATS is how many sit there, 100 if it is not set.
func BenchmarkSeats(b *testing.B) {
	seats, err := strconv.Atoi(os.Getenv("KOBAYASHI_SEATS"))
	if err != nil {
		seats = 100
	}
	for _, role := range []string{"bare", "echo", "paint"} {
		b.Run(role, func(b *testing.B) {
			for range b.N {
				server := act(b, role)
				key := func(_, n int) string { return []string{"\x1b[B", "\x1b[A"}[n%2] }
				if role != "paint" {
					key = func(int, int) string { return "x" }
				}
				report, err := loadtest.Run(context.Background(), loadtest.Plan{
					Target: loadtest.Target{Address: server.line, Width: 80, Height: 24},
					Seats:  seats, Key: key, PID: server.Process.Pid,
				})
				if err != nil {
					b.Fatal(err)
				}
				b.Logf("%s\n%v", role, report)
				ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
				b.ReportMetric(0, "ns/op")
				b.ReportMetric(float64(report.PerSeat)/1024, "KiB/seat")
				b.ReportMetric(ms(report.Frames.At(0.99)), "ms-frame-p99")
				b.ReportMetric(ms(report.Keys.At(0.99)), "ms-key-p99")
				b.ReportMetric(100*report.Idle, "%core-idle")
				b.ReportMetric(100*report.Busy, "%core-typing")
			}
		})
	}
}
