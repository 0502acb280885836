package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"kobayashi/game/sshd/loadtest"
)

// benchTeams are the sizes a server is measured at, four seats a team.
func benchTeams() []int { return []int{1, 50, 250} }

// BenchmarkSeats sits people down at the full screen of a running workshop and
// has each type one key a second at a decision: how long the first frame and the
// keys take, and what the server uses. Run it with -benchtime 1x.
func BenchmarkSeats(b *testing.B) {
	program := build(b)
	for _, teams := range benchTeams() {
		b.Run(fmt.Sprint(teams), func(b *testing.B) {
			for range b.N {
				s := serveProgram(b, program, b.TempDir(), "bench", "--untimed", "--teams", "300")
				s.lead("start", "")
				o := loadOrder{join: "ABC", teams: teams, seats: 4}
				r, err := loadtest.Run(b.Context(), loadtest.Plan{
					Target: loadtest.Target{Address: s.ssh, Width: 80, Height: 24}, Seats: teams * o.seats,
					User:  func(i int) string { return fmt.Sprintf("load%d", i/o.seats) },
					Ready: o.walkIn, Together: together, For: 15 * time.Second, PID: s.cmd.Process.Pid,
				})
				if err != nil {
					b.Fatal(err)
				}
				if r.Failed > 0 {
					b.Errorf("%d did not sit down: %v", r.Failed, r.Errors)
				}
				// Keys of those who had not come to a decision yet.
				b.ReportMetric(float64(r.Missed), "keys-missed")
				ms := func(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
				b.ReportMetric(ms(r.Frames.At(0.99)), "ms-frame-p99")
				b.ReportMetric(ms(r.Keys.At(0.5)), "ms-key-p50")
				b.ReportMetric(ms(r.Keys.At(0.99)), "ms-key-p99")
				b.ReportMetric(float64(r.PerSeat>>10), "KiB/seat")
				b.ReportMetric(100*r.Idle, "%core-idle")
				b.ReportMetric(100*r.Busy, "%core-typing")
				s.kill()
			}
		})
	}
}

// BenchmarkTeams plays whole games in lines, everybody as fast as they can, and
// looks for every decision in the log.
func BenchmarkTeams(b *testing.B) {
	program := build(b)
	for _, teams := range benchTeams() {
		b.Run(fmt.Sprint(teams), func(b *testing.B) {
			for range b.N {
				home := b.TempDir()
				s := serveProgram(b, program, home, "bench", "--untimed", "--teams", "300")
				s.lead("start", "")
				var out bytes.Buffer
				w := world{out: &out, err: &out, env: func(name string) string {
					return map[string]string{"KOBAYASHI_HOME": home}[name]
				}, environ: os.Environ()}
				p, err := newProgram(w, nil)
				if err != nil {
					b.Fatal(err)
				}
				const patience = 5 * time.Minute
				ctx, cancel := context.WithTimeout(b.Context(), patience)
				err = p.playLoad(ctx, loadOrder{address: s.ssh, join: "ABC", teams: teams, seats: 4, workshop: "bench"})
				cancel()
				if err != nil {
					b.Errorf("%v\n%s", err, &out)
				}
				b.Log(out.String())
				s.kill()
			}
		})
	}
}
