package loadtest

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"
)

// Usage is what a process has used.
type Usage struct {
	Memory int64 // resident, in bytes
	CPU    time.Duration
	At     time.Time
}

// tick is the unit of processor times in /proc: USER_HZ, 100 on every Linux.
const tick = 10 * time.Millisecond

// Of gives the usage of a process, where the system tells it by /proc.
func Of(pid int) (Usage, error) {
	u := Usage{At: time.Now()}
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return u, err
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			var kib int64
			if _, err := fmt.Sscan(rest, &kib); err != nil {
				return u, err
			}
			u.Memory = kib << 10
		}
	}
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return u, err
	}
	// The name in parentheses may hold anything; fields are counted after it.
	_, rest, ok := strings.Cut(string(stat), ") ")
	fields := strings.Fields(rest)
	if !ok || len(fields) < 13 {
		return u, errors.New("unknown form of /proc/PID/stat")
	}
	var user, system int64
	if _, err := fmt.Sscan(fields[11]+" "+fields[12], &user, &system); err != nil {
		return u, err
	}
	u.CPU = time.Duration(user+system) * tick
	return u, nil
}

// Share is how much of one core was used since before.
func (u Usage) Share(before Usage) float64 {
	return float64(u.CPU-before.CPU) / float64(max(u.At.Sub(before.At), 1))
}
