package paint_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// program is what is measured: the command in KOBAYASHI_BIN, with arguments
// after spaces, or cmd/kobayashi if it is there, or the sample.
func program(b *testing.B) []string {
	b.Helper()
	if cmd := strings.Fields(os.Getenv("KOBAYASHI_BIN")); len(cmd) > 0 {
		return cmd
	}
	if os.Getenv("KOBAYASHI_BIN") == "" && os.Getenv("SAMPLE") == "" {
		if files, _ := filepath.Glob("../../../cmd/kobayashi/main.go"); len(files) == 1 {
			return []string{build(b, "../../../cmd/kobayashi")}
		}
	}
	return []string{build(b, "./testdata/sample")}
}

// quiet is how long nothing must come for a burst of output to be over.
const quiet = 40 * time.Millisecond

// firstFrame is how long it took until the first frame had come: the last byte
// of the first burst with text in it.
func (w *window) firstFrame(tb testing.TB) time.Duration {
	tb.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		w.mu.Lock()
		last, painted := w.last, w.out.Len() > 60
		w.mu.Unlock()
		if painted && time.Since(last) > quiet {
			return last.Sub(w.start)
		}
	}
	tb.Fatalf("no frame: %q", w.text())
	return 0
}

func (w *window) kill() {
	_ = w.cmd.Process.Kill()
	_ = w.cmd.Wait()
}

// starts is the time to the first frame of each command, started in turns.
func starts(b *testing.B, mute bool, commands ...[]string) [][]time.Duration {
	b.Helper()
	times := make([][]time.Duration, len(commands))
	for range b.N {
		for i, c := range commands {
			w := openWindow(b, mute, c[0], c[1:]...)
			times[i] = append(times[i], w.firstFrame(b))
			w.kill()
		}
	}
	return times
}

// BenchmarkStart is start to first frame beside a bare Bubble Tea hello.
func BenchmarkStart(b *testing.B) {
	hello, ours := []string{build(b, "./testdata/hello")}, program(b)
	for _, mute := range []bool{false, true} {
		name := map[bool]string{false: "answers", true: "silent"}[mute]
		b.Run(name, func(b *testing.B) {
			t := starts(b, mute, hello, ours)
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(ms(quantile(t[0], 0.5)), "ms-hello")
			b.ReportMetric(ms(quantile(t[1], 0.5)), "ms-ours")
			b.ReportMetric(float64(quantile(t[1], 0.5))/float64(quantile(t[0], 0.5)), "ratio")
		})
	}
}

// BenchmarkKey is key to paint: a key's byte in, the first of the frame's out.
// KOBAYASHI_KEYS are the keys, pressed in turns, as Go would quote them.
func BenchmarkKey(b *testing.B) {
	keys := []string{"\x1b[B", "\x1b[A"}
	if k, err := strconv.Unquote(`"` + os.Getenv("KOBAYASHI_KEYS") + `"`); err == nil && k != "" {
		keys = strings.Fields(k)
	}
	for _, c := range []struct {
		name    string
		command []string
	}{{"hello", []string{build(b, "./testdata/hello")}}, {"ours", program(b)}} {
		b.Run(c.name, func(b *testing.B) {
			w := openWindow(b, false, c.command[0], c.command[1:]...)
			w.firstFrame(b)
			var times []time.Duration
			missed := 0
			b.ResetTimer()
			for i := range b.N {
				if d, ok := w.press(keys[i%len(keys)]); ok {
					times = append(times, d)
				} else {
					missed++
				}
			}
			if len(times) == 0 {
				b.Fatalf("no key changed the screen: %q", w.text())
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(ms(quantile(times, 0.5)), "ms-p50")
			b.ReportMetric(ms(quantile(times, 0.99)), "ms-p99")
			b.ReportMetric(float64(missed), "missed")
		})
	}
}

// press is how long after a key the frame came; ok is false if none did.
func (w *window) press(key string) (time.Duration, bool) {
	w.mu.Lock()
	before := w.out.Len()
	w.mu.Unlock()
	start := time.Now()
	w.keys(key)
	for time.Since(start) < 200*time.Millisecond {
		w.mu.Lock()
		came, last := w.out.Len() > before, w.last
		w.mu.Unlock()
		if came {
			time.Sleep(2 * time.Millisecond) // the next key is another moment
			return last.Sub(start), true
		}
		time.Sleep(50 * time.Microsecond)
	}
	return 0, false
}

// BenchmarkIdle leaves the program alone for five seconds: bytes written,
// processor time, context switches, and the most memory it ever held.
func BenchmarkIdle(b *testing.B) {
	const rest = 5 * time.Second
	for _, c := range []struct {
		name    string
		command []string
	}{{"hello", []string{build(b, "./testdata/hello")}}, {"ours", program(b)}} {
		b.Run(c.name, func(b *testing.B) {
			for range b.N {
				w := openWindow(b, false, c.command[0], c.command[1:]...)
				w.firstFrame(b)
				time.Sleep(time.Second)
				w.forget()
				cpu, switches := w.used(b)
				time.Sleep(rest)
				cpu2, switches2 := w.used(b)
				b.ReportMetric(0, "ns/op")
				b.ReportMetric(ms(cpu2-cpu)/rest.Seconds(), "ms-cpu/s")
				b.ReportMetric(float64(switches2-switches)/rest.Seconds(), "switches/s")
				b.ReportMetric(float64(len(w.text())), "B")
				b.ReportMetric(float64(w.status(b, "VmHWM:"))/1024, "MiB-peak")
				w.kill()
			}
		})
	}
}

// used is the processor time and the context switches of all threads so far.
func (w *window) used(b *testing.B) (cpu time.Duration, switches int) {
	b.Helper()
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*", w.cmd.Process.Pid))
	if err != nil || len(threads) == 0 {
		b.Fatal("no threads to look at:", err)
	}
	for _, t := range threads {
		line, err := os.ReadFile(t + "/schedstat")
		if err != nil {
			b.Skip("no schedstat here:", err)
		}
		var ns int64
		if _, err := fmt.Sscan(string(line), &ns); err != nil {
			b.Fatal(err)
		}
		cpu += time.Duration(ns)
		text, _ := os.ReadFile(t + "/status")
		switches += field(string(text), "voluntary_ctxt_switches:")
	}
	return cpu, switches
}

// status is a number from /proc/PID/status.
func (w *window) status(b *testing.B, name string) int {
	b.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", w.cmd.Process.Pid))
	if err != nil {
		b.Fatal(err)
	}
	return field(string(text), name)
}

func field(text, name string) (n int) {
	for line := range strings.Lines(text) {
		if rest, ok := strings.CutPrefix(line, name); ok {
			_, _ = fmt.Sscan(rest, &n)
		}
	}
	return n
}

func quantile(d []time.Duration, q float64) time.Duration {
	d = slices.Sorted(slices.Values(d))
	return d[min(int(q*float64(len(d))), len(d)-1)]
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
